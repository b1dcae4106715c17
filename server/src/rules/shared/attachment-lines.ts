import type { CitableDocument } from '../../analysis/references/resolution.js';
import type { Draft } from '../../model/draft.js';
import { type Passage, readBlockFacts } from '../../model/facts.js';
import { findSourceSpan } from '../../model/inline/inline.js';
import { listMatches } from '../../model/list-matches.js';
import type { BlockPlace, RuleContext } from '../rule.js';

/** A version that a line of a list of attachments gives a document of the project. */
export interface LineVersion {
  readonly document: CitableDocument;
  /** "V1.6", "version 2.0". */
  readonly version: string;
  /** Whether it is the version that the document is marked against. */
  readonly isBaseline: boolean;
  readonly place: BlockPlace;
}

/** Titles and words above a list that say that it is one of what comes with a document. */
const ANNOUNCES =
  /\b(?:attach(?:ed|ments?)|annex(?:es|ed)?|appended|enclos(?:ed|ures?)|accompan(?:y|ies|ying)|supporting documents|(?:list|table) of documents|documents (?:published|provided|supplied|sent|issued)|published (?:with|alongside))\b/i;
/** "Attachment 2", "Annex B", "Enclosure 3" before an entry. */
const LABELLED = /^[\s>*_-]{0,8}(?:Attachment|Annex|Enclosure|Appendix)\s+[A-Z0-9]{1,3}\b/i;
/** Words that say in which form a document is attached. */
const FORM =
  /\b(?:clean|change[d-]? ?-?mark(?:ed|up|ing)?|mark(?:ed)?[ -]?up|mark-up|redline[d]?|red-lined|tracked|tracked changes|compar(?:ed|ison)|comparison|showing (?:the )?changes|without marks|unmarked)\b/i;
const VERSION = /\b(?:V\.? ?\d{1,3}(?:\.\d{1,3}){0,3}|version \d{1,3}(?:\.\d{1,3}){0,3})(?![\w.]*\d)/gi;
/** Words before a version that is not the document's own. */
const BASELINE_BEFORE =
  /\b(?:against|compared (?:with|to)|comparison (?:with|to)|changes? (?:from|since|to)|marked (?:from|to)|since|from|over|replac(?:es|ing)|supersed(?:es|ing)|in force(?: is)?|existing|current|previous|last|designated)[\s,:(]{1,3}(?:the )?(?:version (?:in force|designated)[\s,:(]{0,3})?$/i;
const BASELINE_AFTER =
  /^[\s,)(]{0,3}(?:the |which is |being the )?(?:version )?(?:now |currently )?(?:in force|designated)\b/i;
/** How far above a list the words are looked for that announce it. */
const REACH = 12;
/** An entry of a list is shorter. */
const LONGEST = 400;

/**
 * The versions that the lines of lists of attachments give to documents of the project, in lists,
 * tables and lines that begin with a label.
 */
export function listLineVersions({ draft, resolution }: RuleContext): LineVersion[] {
  const found: LineVersion[] = [];
  draft.blocks.forEach((block, index) => {
    if (block.text.length > LONGEST * 40 || !/\d/.test(block.text) || !/\bv/i.test(block.text)) return;
    const { passages } = readBlockFacts(block);
    for (const line of groupByRow(passages)) {
      const text = line.map(({ inline }) => inline.text).join('\n');
      if (text.length > LONGEST || !isEntry(draft, index, text, line[0]?.cell != null)) continue;
      const [first, second] = new Set(resolution.names.all(text).map(({ document }) => document));
      if (!first || second || first === resolution.self) continue;
      found.push(...versionsOfLine(line, index, first));
    }
  });
  return found;
}

/** The passages of a block, those of a table's row together. */
function groupByRow(passages: readonly Passage[]): Passage[][] {
  const rows = new Map<number, Passage[]>();
  const lines: Passage[][] = [];
  for (const passage of passages) {
    const row = passage.cell?.row;
    const open = row === undefined ? undefined : rows.get(row);
    if (open) open.push(passage);
    else {
      const line = [passage];
      lines.push(line);
      if (row !== undefined) rows.set(row, line);
    }
  }
  return lines;
}

/** Whether a line is an entry of a list of what comes with the document. */
function isEntry(draft: Draft, index: number, text: string, isRow: boolean): boolean {
  if (LABELLED.test(text) && (FORM.test(text) || !/[.;]\s/.test(text))) return true;
  const block = draft.block(index);
  const isListed = isRow || block.marker !== null || /^\s*[-*+•●] /.test(block.text);
  if (!isListed && !FORM.test(text)) return false;
  if (isRow && ANNOUNCES.test(block.text)) return true;
  for (let at = index - 1; at >= 0 && at >= index - REACH; at--) {
    const above = draft.block(at);
    if (above.kind === 'heading') return ANNOUNCES.test(above.text);
    if (/:\s*$/.test(above.text) && above.text.length < LONGEST) return ANNOUNCES.test(above.text);
  }
  return false;
}

function* versionsOfLine(line: readonly Passage[], block: number, document: CitableDocument): Generator<LineVersion> {
  let hasOwn = false;
  for (const { inline } of line) {
    for (const { 0: version, index } of listMatches(inline.text, VERSION)) {
      const isBaseline =
        BASELINE_BEFORE.test(inline.text.slice(Math.max(0, index - 60), index)) ||
        BASELINE_AFTER.test(inline.text.slice(index + version.length, index + version.length + 60));
      if (!isBaseline && hasOwn) continue;
      hasOwn ||= !isBaseline;
      const span = findSourceSpan(inline, index, index + version.length);
      yield { document, version, isBaseline, place: { block, span } };
    }
  }
}
