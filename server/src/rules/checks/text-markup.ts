import type { Block } from '../../model/block.js';
import { isComment } from '../../model/comment.js';
import { readPassages } from '../../model/facts.js';
import { findFirst } from '../../model/find-first.js';
import { findFormulae } from '../../model/inline/formulae.js';
import type { Run } from '../../model/inline/runs.js';
import { listMatches } from '../../model/list-matches.js';
import { isEscaped, type Span } from '../../model/text.js';
import { shortenWords } from '../message.js';
import type { BlockRule, ReportedFix } from '../rule.js';

/** Mark-up of other programs that every attachment prints as it is typed: formulae in TeX, struck words. */
export const markupAsTyped: BlockRule = {
  codes: {
    'text.markup': {
      severity: 'warning',
      title: 'A formula in TeX, words between ~~ or a definition list are printed as they are typed.',
    },
  },
  concerns: (index, { draft }) => {
    const block = draft.block(index);
    const { kind, text } = block;
    return (
      kind !== 'code' && kind !== 'frontMatter' && !isComment(block) && /\$|~~|\\[([]|[\r\n][ \t]{0,3}:[ \t]/.test(text)
    );
  },
  *checkBlock(index, { draft }) {
    const block = draft.block(index);
    const code = 'text.markup';
    const runs = listRuns(block);
    for (const span of listFormulae(block)) {
      if (!isShown(block, runs, span)) continue;
      yield { code, message: FORMULA, block: index, span };
    }
    for (const span of listDefinitions(block)) {
      if (!isShown(block, runs, span)) continue;
      yield { code, message: DEFINITION, block: index, span };
    }
    for (const { span, words } of listStruck(block.text)) {
      if (!isShown(block, runs, span)) continue;
      const { start, end } = span;
      const isBetweenBlanks = /^\s?$/.test(block.text.charAt(start - 1)) && block.text.charAt(end) === ' ';
      const fix = (title: string, to: number, text: string): ReportedFix => ({
        title,
        edits: [{ block: index, span: { start, end: to }, text }],
        preferred: false,
      });
      yield {
        code,
        message: `“${shortenWords(words, 30)}” is printed with its ~~: take it out, and the marked version shows it as deleted.`,
        block: index,
        span,
        fixes: [
          fix('Take the words out', isBetweenBlanks ? end + 1 : end, ''),
          fix('Keep the words without ~~', end, words),
        ],
      };
    }
  },
};

const FORMULA = 'This formula is printed as it is typed: write it in words, or put in a picture of it.';

const DEFINITION = 'This colon is printed as it is typed: write “**Term** means …”, each term a paragraph of its own.';

/** A line of a definition list: its words after a colon, below the term. */
const DEFINITION_LINE = /(?:\r\n?|\n)[ \t]{0,3}(:)[ \t]{1,8}[^\s:]/g;

/** The colons of a definition list, which no attachment sets. */
function listDefinitions({ kind, text }: Block): Span[] {
  if (kind !== 'paragraph') return [];
  return listMatches(text, DEFINITION_LINE).map(({ 0: all, index }) => {
    const start = index + all.indexOf(':');
    return { start, end: start + 1 };
  });
}

/** What a reader sees of a block: its words, or those of its cells. */
function listRuns(block: Block): readonly Run[] {
  return readPassages(block).flatMap(({ inline }) => inline.runs);
}

/** Whether a stretch is words, and no code. In a block of HTML all is. */
function isShown({ kind }: Block, runs: readonly Run[], { start, end }: Span): boolean {
  if (kind === 'html') return true;
  const run = runs[findFirst(runs, ({ source }) => source.end > start)];
  return run !== undefined && run.source.start < end && run.kind === 'text';
}

function listFormulae({ text, prefix }: Block): Span[] {
  const found = findFormulae(text);
  // A formula over several paragraphs, or one that Markdown takes for a list: its first line.
  const opening = /^\$\$[^$\r\n]*/.exec(text.slice(prefix))?.[0];
  if (opening !== undefined && !found.some(({ start }) => start === prefix) && !text.includes('$$', prefix + 2))
    found.unshift({ start: prefix, end: prefix + opening.trimEnd().length });
  return found;
}

interface StruckWords {
  readonly span: Span;
  readonly words: string;
}

/** `~~words~~`, but no change in CriticMarkup, `{~~old~>new~~}`. */
function* listStruck(text: string): Iterable<StruckWords> {
  for (let open = text.indexOf('~~'); open >= 0; ) {
    const close = text.indexOf('~~', open + 2);
    if (close < 0) return;
    const words = text.slice(open + 2, close);
    const isStruck =
      /^[^\s~]/.test(words) &&
      /[^\s~]$/.test(words) &&
      !/[~{]/.test(text.charAt(open - 1)) &&
      !/[~}]/.test(text.charAt(close + 2)) &&
      !isEscaped(text, open) &&
      !isEscaped(text, close);
    if (isStruck) yield { span: { start: open, end: close + 2 }, words };
    open = isStruck ? text.indexOf('~~', close + 2) : close;
  }
}
