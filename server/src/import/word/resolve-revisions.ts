import { childAt, type WordElement } from '../../office/word-xml.js';
import type { WordBlock, WordParagraph, WordRevision, WordRow, WordSpan, WordTable } from './word-document.js';

/** What becomes of tracked changes: all taken, all refused, or kept as marks. */
export type RevisionChoice = 'accept' | 'reject' | 'keep';

/** Whether words or a part with such changes are gone once all changes are taken, or refused. */
export function isGone(revisions: readonly WordRevision[], choice: RevisionChoice): boolean {
  if (choice === 'keep') return false;
  return revisions.some(({ kind }) =>
    choice === 'accept' ? kind === 'delete' || kind === 'moveFrom' : kind === 'insert' || kind === 'moveTo',
  );
}

/**
 * The blocks of a story with all changes taken or refused: words, ends of paragraphs, rows and
 * cells. A paragraph that loses its end is joined with the next one, whose look it takes.
 */
export function resolveRevisions(blocks: readonly WordBlock[], choice: RevisionChoice): WordBlock[] {
  const resolved: WordBlock[] = [];
  let joined: WordParagraph[] = [];
  const flush = (): void => {
    const [first, ...rest] = joined;
    if (first) resolved.push(joinParagraphs([first, ...rest]));
    joined = [];
  };
  for (const block of blocks) {
    if (block.kind === 'table') {
      flushBeforeTable(joined, resolved);
      joined = [];
      const table = resolveTable(block, choice);
      if (table) resolved.push(table);
      continue;
    }
    joined.push(resolveParagraph(block, choice));
    if (!isGone(block.markRevisions, choice)) flush();
  }
  flushBeforeTable(joined, resolved);
  return resolved;
}

/**
 * Paragraphs that lost their end before a table, or at the end of all: there is none to join, so
 * that they stay if words are left.
 */
function flushBeforeTable(joined: readonly WordParagraph[], resolved: WordBlock[]): void {
  const [first, ...rest] = joined;
  if (first && joined.some(hasContent)) resolved.push(joinParagraphs([first, ...rest]));
}

function hasContent({ spans, boxes }: WordParagraph): boolean {
  return boxes.length > 0 || spans.some(({ kind }) => /^(?:text|note|picture|number)$/.test(kind));
}

function joinParagraphs(paragraphs: readonly [WordParagraph, ...WordParagraph[]]): WordParagraph {
  const [first] = paragraphs;
  if (paragraphs.length === 1) return first;
  const last = paragraphs[paragraphs.length - 1] ?? first;
  return {
    ...last,
    spans: paragraphs.flatMap(({ spans }) => spans),
    boxes: paragraphs.flatMap(({ boxes }) => boxes),
    fields: paragraphs.flatMap(({ fields }) => fields),
    isContents: paragraphs.every(({ isContents }) => isContents),
  };
}

/** A paragraph with its changes taken or refused, but for its end. */
export function resolveParagraph(paragraph: WordParagraph, choice: RevisionChoice): WordParagraph {
  const isChanged = choice === 'reject' && paragraph.earlierProperties !== undefined;
  const properties = isChanged ? paragraph.earlierProperties : paragraph.properties;
  return {
    ...paragraph,
    properties: choice === 'reject' ? withoutInsertedNumber(properties) : properties,
    ...(isChanged ? { style: earlierStyleOf(paragraph) } : {}),
    spans: choice === 'keep' ? paragraph.spans : resolveSpans(paragraph.spans, choice),
    boxes: paragraph.boxes.map((blocks) => resolveRevisions(blocks, choice)),
  };
}

function resolveSpans(spans: readonly WordSpan[], choice: RevisionChoice): WordSpan[] {
  const left = spans.filter((span) => !isSpanGone(span, choice));
  if (choice === 'accept') return left;
  return left.map((span) => (span.kind === 'text' && span.formatting ? { ...span, ...span.formatting.earlier } : span));
}

/** A place in a list that was put in as a tracked change is gone once that is refused. */
function withoutInsertedNumber(properties: WordElement | undefined): WordElement | undefined {
  const number = childAt(properties, 'w:numPr');
  if (!properties || !childAt(number, 'w:ins')) return properties;
  return { ...properties, children: properties.children.filter((child) => child !== number) };
}

function earlierStyleOf({ earlierProperties, style }: WordParagraph): string | null {
  for (const child of earlierProperties?.children ?? [])
    if (typeof child !== 'string' && child.name === 'w:pStyle') return child.attributes.get('w:val') ?? style;
  return null;
}

function isSpanGone(span: WordSpan, choice: RevisionChoice): boolean {
  return 'revisions' in span && isGone(span.revisions, choice);
}

function resolveTable({ rows }: WordTable, choice: RevisionChoice): WordTable | null {
  const left: WordRow[] = [];
  for (const row of rows) {
    if (isGone(row.revisions, choice)) continue;
    const cells = row.cells
      .filter(({ revisions }) => !isGone(revisions, choice))
      .map((cell) => {
        const blocks = resolveRevisions(cell.blocks, choice);
        const [change] = [...cell.revisions, ...row.revisions];
        return { ...cell, blocks: choice === 'keep' && change ? markRevisedBlocks(blocks, change) : blocks };
      });
    if (cells.length > 0) left.push({ ...row, cells });
  }
  return left.length > 0 ? { kind: 'table', rows: left } : null;
}

/** The words of cells and rows that came or went as a whole bear that change themselves. */
function markRevisedBlocks(blocks: readonly WordBlock[], change: WordRevision): WordBlock[] {
  return blocks.map((block) =>
    block.kind === 'table'
      ? block
      : {
          ...block,
          spans: block.spans.map((span) =>
            'revisions' in span && span.revisions.length === 0 ? { ...span, revisions: [change] } : span,
          ),
        },
  );
}

/** The change that a whole paragraph is: its words and its end came together, or went; else null. */
export function changeOfWhole({ spans, markRevisions }: WordParagraph): WordRevision | null {
  const sign = markRevisions[markRevisions.length - 1];
  if (!sign) return null;
  const isLost = isGone([sign], 'accept');
  const words = spans.flatMap((span) => ('revisions' in span ? [span] : []));
  if (words.length === 0) return null;
  return words.every(({ revisions }) => {
    const last = revisions[revisions.length - 1];
    return last !== undefined && isGone([last], 'accept') === isLost;
  })
    ? (words[0]?.revisions.at(-1) ?? sign)
    : null;
}
