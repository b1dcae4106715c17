import { withoutEnd } from '../model/text.js';

/** How the files of a pack are named where the project file does not say. */
export const DEFAULT_NAME = '{id}_Attachment_{number}_{title}_{status}';

/** A name by a pattern; parts that are empty leave no sign behind. */
export function fileName(pattern: string, parts: Readonly<Record<string, string>>): string {
  // Signs between parts are kept apart from those within a part, so that an empty part takes just its own with it.
  const pieces = pattern.split(/\{([^{}]*)\}/);
  const words: string[] = [];
  pieces.forEach((piece, index) => {
    if (index % 2 === 0) words.push(piece);
    else if (parts[piece]) words.push(parts[piece]);
    else words.push((words.pop() ?? '').replace(/[_. -]$/, ''));
  });
  return fileStem([words.join('')]);
}

/** Bytes of a name that every file system takes, with room for an extension. */
const LONGEST_NAME = 180;

/** A file name that every system takes: "FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean". */
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
  return withoutEnd(stem, '._');
}

/** Text as bytes. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
