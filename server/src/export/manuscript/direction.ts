import type { Layout, StyledWord } from './manuscript.js';

/** Letters of Hebrew, Arabic, Syriac, Thaana, N’Ko and others that are read from the right. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const ALL_FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;
const FROM_LEFT = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/gu;

/** Whether most of the letters of some words are read from the right. */
export function areReadFromRight(words: readonly StyledWord[]): boolean {
  // Nearly no text has any such letter.
  if (!words.some(({ text }) => FROM_RIGHT.test(text))) return false;
  const text = words.map((word) => word.text).join('');
  return (text.match(ALL_FROM_RIGHT)?.length ?? 0) > (text.match(FROM_LEFT)?.length ?? 0);
}

/** Whether a block is read from the right: most of its letters are, its label aside. */
export function isReadFromRight(layout: Layout): boolean {
  if (layout.kind === 'table')
    return areReadFromRight([layout.header, ...layout.rows].flatMap(({ cells }) => cells.flat()));
  return layout.kind !== 'code' && 'words' in layout && areReadFromRight(layout.words);
}

/** Whether a word is read from the right: it has such letters, or no others in words that have them. */
export function isWordFromRight({ text }: StyledWord, areAround: boolean): boolean {
  return FROM_RIGHT.test(text) || (areAround && !/\p{L}/u.test(text));
}
