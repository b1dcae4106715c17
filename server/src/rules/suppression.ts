import type { Block } from '../model/block.js';
import { BlockMemo } from '../model/block-memo.js';
import { isComment } from '../model/comment.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import { isLineEnd, type Span } from '../model/text.js';
import type { Suppression } from './finding.js';

/**
 * An instruction in a comment: `<!-- keeling-disable-next-line CODE… -->`, or with a reason, `…
 * CODE: REASON -->`.
 */
export interface Directive {
  /**
   * "keeling-disable-next-line", or a misspelling. Spans are relative to the text that it was found
   * in.
   */
  readonly name: string;
  readonly span: Span;
  /** None where every check is silenced. */
  readonly codes: readonly { readonly code: string; readonly span: Span }[];
  readonly reason: string | null;
}

/** The one instruction that there is. */
export const DISABLE_NEXT_LINE = 'keeling-disable-next-line';

const BACKQUOTE = 96;

/** The instructions to Keeling in the comments of a text, except those within back-quotes. */
export function directivesIn(text: string): Directive[] {
  const found: Directive[] = [];
  let counted = 0;
  let isWithinBackquotes = false;
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', at + 4)) {
    const end = text.indexOf('-->', at + 4);
    if (end < 0) break;
    const directive = readDirective(text, at + 4, end);
    for (; counted < at; counted++) {
      const code = text.charCodeAt(counted);
      if (isLineEnd(code)) isWithinBackquotes = false;
      else if (code === BACKQUOTE) isWithinBackquotes = !isWithinBackquotes;
    }
    if (directive && !isWithinBackquotes) found.push(directive);
    at = end;
  }
  return found;
}

function readDirective(text: string, from: number, end: number): Directive | null {
  const name = /^\s*(keeling-[a-z-]+)/.exec(text.slice(from, end));
  if (!name) return null;
  const [whole, instruction = ''] = name;
  const start = from + whole.length - instruction.length;
  const nameEnd = from + whole.length;
  const words = text.slice(nameEnd, end);
  const colon = words.indexOf(':');
  const codes = [...(colon < 0 ? words : words.slice(0, colon)).matchAll(/[^\s,]+/g)].map((word) => ({
    code: word[0],
    span: { start: nameEnd + word.index, end: nameEnd + word.index + word[0].length },
  }));
  const reason =
    colon < 0
      ? ''
      : words
          .slice(colon + 1)
          .trim()
          .split(/\s+/)
          .join(' ');
  return { name: instruction, span: { start, end: nameEnd }, codes, reason: reason || null };
}

/**
 * The comment that silences a check at a place: a comment before the block (for a table, also
 * before its caption), or one on the line right above, such as in the row before.
 * @param at offset in the block's text
 */
export function findSilencingComment(draft: Draft, block: number, at: number, code: string): Suppression | null {
  const directive = directivesFor(draft, block, at).find(
    ({ name, codes }) => name === DISABLE_NEXT_LINE && (codes.length === 0 || codes.some((each) => each.code === code)),
  );
  return directive ? { by: 'comment', reason: directive.reason } : null;
}

/** The instructions for the findings of one line of a block; findings come line by line. */
interface LineDirectives {
  readonly block: number;
  readonly line: number;
  readonly directives: readonly Directive[];
}

const NONE: readonly Directive[] = [];
const lastDirectives = new WeakMap<Draft, LineDirectives>();
const commentedBlocks = new BlockMemo<boolean>();

function directivesFor(draft: Draft, block: number, at: number): readonly Directive[] {
  const own = draft.block(block);
  const before = block > 0 ? draft.block(block - 1) : null;
  // Nearly no block has a comment in it or before it.
  const isSilent = !holdsComment(own) && !(before && (holdsComment(before) || before.head.kind === 'caption'));
  if (isSilent || own.kind === 'html' || own.kind === 'frontMatter') return NONE;
  const line = draft.lines.lineAt(draft.startOf(block) + at);
  const last = lastDirectives.get(draft);
  if (last?.block === block && last.line === line) return last.directives;
  const directives = readDirectives(draft, block, line);
  lastDirectives.set(draft, { block, line, directives });
  return directives;
}

function holdsComment(block: Block): boolean {
  return getOrCreate(commentedBlocks, block, () => block.text.includes('<!--'));
}

/** @param line that of the finding in the draft */
function readDirectives(draft: Draft, block: number, line: number): Directive[] {
  const { kind, text } = draft.block(block);
  const start = draft.startOf(block);
  const lineStart = Math.max(0, (draft.lines.starts[line] ?? 0) - start);
  const found = lineStart > 0 ? directivesIn(lastLineOf(text.slice(0, lineStart))) : [];
  let above = block - 1;
  for (; above >= 0 && isComment(draft.block(above)); above--) found.push(...directivesIn(draft.block(above).text));
  const before = above >= 0 ? draft.block(above) : null;
  if (!before || before.kind === 'code') return found;
  if (lineStart === 0 && above === block - 1) found.push(...directivesIn(lastLineOf(before.text)));
  if ((kind === 'table' || kind === 'extractedTable') && before.head.kind === 'caption')
    found.push(...directivesFor(draft, above, 0));
  return found;
}

function lineStartOf(text: string, at: number): number {
  return 1 + Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1));
}

/** The last line of a text, whether or not a line end closes it. */
function lastLineOf(text: string): string {
  const end = text.endsWith('\r\n') ? text.length - 2 : /[\r\n]$/.test(text) ? text.length - 1 : text.length;
  return text.slice(lineStartOf(text, end), end);
}
