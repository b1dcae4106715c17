import { trimEndOf } from '../model/text.js';

/** How the files of a pack are named unless the project file says otherwise. */
export const DEFAULT_PACK_NAME = '{id}_Attachment_{number}_{title}_{status}';

/**
 * A file name made from a pattern with `{part}` in it. An empty part takes the sign before it
 * along.
 */
export function fileName(pattern: string, parts: Readonly<Record<string, string>>): string {
  // The signs of the pattern are kept apart from those within a part, so that only they can go.
  const pieces = pattern.split(/\{([^{}]*)\}/);
  const words: string[] = [];
  pieces.forEach((piece, index) => {
    if (index % 2 === 0) words.push(piece);
    else if (parts[piece]) words.push(parts[piece]);
    else words.push((words.pop() ?? '').replace(/[_. -]$/, ''));
  });
  return fileStem([words.join('')]);
}

/** A name and its version: "Code V2.0". A name that ends with it, as "Rules 2027" does, is left as it is. */
export function joinVersion(name: string, version: string | null): string {
  if (!version) return name;
  const before = name.slice(0, -version.length);
  const isWithVersion = name.toLowerCase().endsWith(version.toLowerCase()) && /(?:^|[\s(–-])$/.test(before);
  return isWithVersion ? name : `${name} ${version}`;
}

/** The greatest length of a name in bytes, with room for an extension on every file system. */
const LONGEST_NAME = 180;

/**
 * Joins parts into a file name that every system accepts:
 * "FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean".
 */
export function fileStem(parts: readonly (string | null)[]): string {
  const name = parts
    .filter((part): part is string => part !== null && part !== '')
    .join('_')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^[._]+/, '');
  let stem = '';
  let length = 0;
  for (const char of name) {
    length += encodeUtf8(char).length;
    if (length > LONGEST_NAME) break;
    stem += char;
  }
  return trimEndOf(stem, '._');
}

/** Text as UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
