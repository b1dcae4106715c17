import type { Block } from '../../model/block.js';
import { isComment } from '../../model/comment.js';
import { readGridRows } from '../../model/grid-rows.js';
import { readHtmlRows } from '../../model/inline/html-words.js';
import { readInline } from '../../model/inline/inline.js';
import { findTagEnd } from '../../model/inline/known-tags.js';
import type { Span } from '../../model/text.js';
import type { BlockRule } from '../rule.js';

/**
 * What no attachment can show as it is meant: tables that cannot be read, and elements of HTML whose
 * content is no text, or whose numbers stand nowhere in the text.
 */
export const unsetBlock: BlockRule = {
  codes: {
    'structure.unset': { severity: 'error', title: 'A table or a piece of HTML cannot be shown in the attachments.' },
  },
  concerns: (index, { draft }) => {
    const { kind, text } = draft.block(index);
    // A tag, or the first line of a table that is drawn with plus and minus signs.
    return text.includes('<') || (kind === 'paragraph' && text.includes('+'));
  },
  *checkBlock(index, { draft }) {
    const block = draft.block(index);
    for (const { message, span } of findUnset(block)) yield { code: 'structure.unset', message, block: index, span };
  },
};

interface Unset {
  readonly message: string;
  readonly span: Span;
}

/** The first line of a table that is drawn with plus and minus signs. */
const GRID = /^\+(?:[-=:]{2,}\+)+(?=[ \t]*[\r\n])/;
/** An instruction, a declaration, or raw text. */
const INSTRUCTION = /^<(?:\?|![A-Z[])/i;
/** Where an empty line parts a table, the block that begins it is reported, and not each that goes on. */
const TABLE = /<table(?=[\s>])/i;
/** Elements of which a reader sees something that is no text. */
const ELEMENT =
  /<(img|picture|svg|math|iframe|frame|object|embed|video|audio|canvas|map|input|select|textarea|button|meter|progress|ol)(?=[\s/>])/gi;

function* findUnset(block: Block): Iterable<Unset> {
  const { kind, text, prefix } = block;
  if (kind === 'code' || kind === 'frontMatter' || isComment(block)) return;
  const written = text.slice(prefix);
  const whole = (length: number) => ({ start: prefix, end: prefix + length });
  if (kind === 'paragraph') {
    const border = GRID.exec(written);
    if (border && !readGridRows(block)) yield { message: GRID_MESSAGE, span: whole(border[0].length) };
  }
  if (kind === 'html') {
    if (INSTRUCTION.test(written)) {
      yield { message: INSTRUCTION_MESSAGE, span: whole(lengthOfLine(written)) };
      return;
    }
    const tag = TABLE.exec(blankComments(written));
    if (tag && !readHtmlRows(block)) {
      const start = prefix + tag.index;
      const end = text.indexOf('>', start);
      yield { message: TABLE_MESSAGE, span: { start, end: end < 0 ? start + tag[0].length : end + 1 } };
    }
  }
  if (!written.includes('<')) return;
  for (const { 0: opening, 1: name = '', index } of blankComments(written).matchAll(ELEMENT)) {
    const start = prefix + index;
    const end = start + opening.length;
    // `<map reference>` is words.
    const isTag = /^(?:svg|math)$/i.test(name) || findTagEnd(text, start, block.kind !== 'html') > start;
    if (!isTag || isCodeBlock(block, start)) continue;
    yield { message: explainUnset(name.toLowerCase()), span: { start, end: text.charAt(end) === '>' ? end + 1 : end } };
  }
}

const GRID_MESSAGE = 'This table cannot be read: each cell must fill its column and row, and a border must end it.';
const TABLE_MESSAGE =
  'This table cannot be read: keep only rows and cells in it, no table within, and no empty line in a cell.';
const INSTRUCTION_MESSAGE = 'No attachment can show this instruction: take it out, or write what it stands for.';

function explainUnset(name: string): string {
  if (name === 'ol')
    return 'The numbers of <ol> stand nowhere in the text: write the list with its numbers in Markdown.';
  if (name === 'img' || name === 'picture')
    return `No attachment can show <${name}>: write the picture as ![its words](its file).`;
  return `No attachment can show <${name}>: take it out, or write what it shows.`;
}

/** A text with its comments blanked, so that offsets stay. */
function blankComments(text: string): string {
  let blanked = '';
  let at = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    blanked += text.slice(at, start) + ' '.repeat(end + 3 - start);
    at = end + 3;
  }
  return blanked + text.slice(at);
}

function lengthOfLine(text: string): number {
  const end = text.search(/[\r\n]/);
  return (end < 0 ? text : text.slice(0, end)).trimEnd().length;
}

/** Whether what stands at an offset is shown as it is written: in code, or after a backslash. */
function isCodeBlock(block: Block, at: number): boolean {
  if (block.kind === 'html') return false;
  if (block.text.charCodeAt(at - 1) === 92) return true;
  return readInline(block).runs.some(({ kind, source }) => kind === 'code' && source.start <= at && at < source.end);
}
