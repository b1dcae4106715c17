import { trimEndOf } from '../../model/text.js';

/**
 * The version that follows another: its last number plus one, "V1.5" → "V1.6", "Issue 9" → "Issue
 * 10". Null where it has no number.
 */
export function nextVersionOf(version: string): string | null {
  const found = /^(.*?)(\d{1,9})(\D*)$/s.exec(version);
  if (!found) return null;
  const [, before = '', number = '', after = ''] = found;
  // A number with zeros in front keeps its width.
  return `${before}${String(Number(number) + 1).padStart(number.length, '0')}${after}`;
}

/** The name of the tag that marks a version in git: "smets1-svtad-v1.5". */
export function nameVersionTag(id: string, version: string): string {
  const words = `${id} ${version}`
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+/, '');
  return (
    trimEndOf(words, '-.')
      .replace(/\.lock$/, '-lock')
      .slice(0, 100) || 'version'
  );
}
