import { Draft } from '../model/draft.js';
import { readInline } from '../model/inline/inline.js';

/** What ends the marks around a place between words, and what begins them again. */
export interface CutMarks {
  readonly closing: string;
  readonly opening: string;
}

/** The signs of bold and italics, with which words on both sides of a cut may be marked. */
const SIGNS = ['', '**', '*', '__', '_', '***', '___'];

/**
 * How the words of one paragraph are cut in two so that each looks as before.
 * @param left the source before the cut, from the beginning of the paragraph; white space at the cut left out
 * @param right the source behind it
 * @returns null where nothing can be cut: within a link, code, a comment, a call of a note, a tracked change
 */
export function cutWords(left: string, right: string): CutMarks | null {
  if (isWithinSigns(left, right)) return null;
  const whole = listLooks(`${left} ${right}`);
  for (const signs of SIGNS) {
    const first = listLooks(left + signs);
    // Words that nothing stands before may begin a block of another kind.
    const second = listLooks(`x ${signs}${right}`);
    if (whole && first && second && [...first, ...second.slice(1)].join('\n') === whole.join('\n'))
      return { closing: signs, opening: signs };
  }
  return null;
}

/** Each visible character of a paragraph but white space, with its look, and each call and mark-up; null for other blocks. */
function listLooks(source: string): string[] | null {
  const { blocks } = Draft.parse(source);
  const [block] = blocks;
  if (!block || blocks.length > 1 || block.kind !== 'paragraph') return null;
  return readInline(block).runs.flatMap((run) => {
    const { kind, strong, emphasis, superscript, subscript, underline, link } = run;
    const look = JSON.stringify([kind, strong, emphasis, superscript, subscript, underline, link]);
    if (kind === 'note' || kind === 'html' || kind === 'image')
      return [`${look} ${run.note ?? source.slice(run.source.start, run.source.end)}`];
    return Array.from(run.text.replace(/\s/g, ''), (sign) => `${look} ${sign}`);
  });
}

/** Signs that Markdown does not tell about a paragraph alone: those of CriticMarkup, in which an import keeps changes, and of notes. */
const SIGNS_AROUND = [
  ['[^', ']'],
  ['{++', '++}'],
  ['{--', '--}'],
  ['{~~', '~~}'],
  ['{>>', '<<}'],
  ['{==', '==}'],
] as const;

function isWithinSigns(left: string, right: string): boolean {
  return SIGNS_AROUND.some(([begin, end]) => left.lastIndexOf(begin) > left.lastIndexOf(end) && right.includes(end));
}
