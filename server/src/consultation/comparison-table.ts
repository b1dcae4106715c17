import { joinWords } from '../analysis/text/join-words.js';
import type { Change, ChangeKind, Comparison } from '../compare/change.js';
import type { ChangeNumbers } from '../compare/change-numbers.js';
import { readChangeTexts, type TextLine } from '../export/manuscript/change-texts.js';
import { citeChange, sayProvision } from '../export/manuscript/list-of-changes.js';
import type { StyledWord } from '../export/manuscript/manuscript.js';
import { signOfCall } from '../export/manuscript/note-numbers.js';
import { literalMarkdown } from '../model/literal-markdown.js';
import { writePipeTable } from '../model/table.js';
import { writeCsv } from './csv.js';

/** What is known of the changes of a comparison besides what they are. */
export interface ChangeFacts {
  /** Those of the register beside the draft; null where there is none. */
  readonly numbers: ChangeNumbers | null;
  /** The reason of each change, as the overview of drafting changes gives it. */
  readonly reasons: ReadonlyMap<Change, string>;
  /** The questions that ask about each change. */
  readonly questions: ReadonlyMap<Change, readonly string[]>;
}

export const NO_FACTS: ChangeFacts = { numbers: null, reasons: new Map(), questions: new Map() };

/** A row of a comparison table. */
interface ComparedRow {
  readonly number: string;
  readonly provision: string;
  readonly old: readonly TextLine[];
  readonly new: readonly TextLine[];
  readonly reason: string;
  readonly question: string;
  readonly change: Change;
}

/** The changes of a comparison side by side: those of substance, then those that follow or correct. */
export interface ComparisonTable {
  readonly comparison: Comparison;
  readonly substance: readonly ComparedRow[];
  readonly minor: readonly ComparedRow[];
}

const COLUMNS = ['No.', 'Provision', 'Text in force', 'Proposed text', 'Reason', 'Question'] as const;
/** The shares of the columns in the width of a page. */
export const TABLE_COLUMNS: readonly number[] = [5, 13, 29, 29, 16, 8];
const OF_SUBSTANCE: ReadonlySet<ChangeKind> = new Set(['inserted', 'deleted', 'amended', 'moved']);
/** The reason of a change that is none of substance, by what it is. */
const MINOR_REASONS: readonly (readonly [ChangeKind, string])[] = [
  ['consequential', 'Consequential'],
  ['renumbered', 'Consequential'],
  ['typographical', 'Correction'],
  ['formatting', 'Layout'],
];

/** Lays the changes of a comparison side by side, each with its reason and the question about it. */
export function makeComparisonTable(comparison: Comparison, facts: ChangeFacts): ComparisonTable {
  const texts = readChangeTexts(comparison);
  const isOfSubstance = ({ kinds }: Change) => kinds.some((kind) => OF_SUBSTANCE.has(kind));
  // Without a register, the numbers that a first numbering would give.
  const places = new Map(comparison.changes.map((change, index) => [change, index + 1] as const));
  const rowOf = (change: Change): ComparedRow => {
    const number = (facts.numbers ?? places).get(change);
    const text = texts.get(change) ?? { old: [], new: [] };
    const isRenumbered = change.kinds.every((kind) => kind === 'renumbered');
    return {
      number: number === undefined ? '' : String(number),
      provision: sayProvision(citeChange(change, comparison)),
      // Of what has another number alone, the number says all.
      old: isRenumbered ? firstLabels(text.old) : text.old,
      new: isRenumbered ? firstLabels(text.new) : text.new,
      reason: facts.reasons.get(change) ?? (isOfSubstance(change) ? '' : sayMinorReason(change)),
      question: joinWords(facts.questions.get(change) ?? []),
      change,
    };
  };
  const substance = comparison.changes.filter(isOfSubstance).map(rowOf);
  const minor = comparison.changes.filter((change) => !isOfSubstance(change)).map(rowOf);
  return { comparison, substance, minor };
}

function sayMinorReason({ kinds }: Change): string {
  const reasons = MINOR_REASONS.filter(([kind]) => kinds.includes(kind)).map(([, reason]) => reason);
  return [...new Set(reasons)].join('; ');
}

/** The words of the first line that are marked, which are its number. */
function firstLabels([first]: readonly TextLine[]): readonly TextLine[] {
  const label = first?.filter(({ mark }) => mark !== null) ?? [];
  return label.length > 0 ? [label] : first ? [first] : [];
}

/** How a comparison table is called: "Comparison of the MTAD V1.3 with V1.2, the version in force". */
export function titleOfTable({ old, new: after }: Comparison, name: string | null): string {
  const { document, title, version } = after.frontMatter;
  const own = name ?? [document ?? title ?? 'the draft', version].filter(Boolean).join(' ');
  return `Comparison of ${own} with ${old.frontMatter.version ?? 'the version in force'}`;
}

/**
 * A comparison table as Markdown, with the front matter of a paper.
 * @param title of the paper
 */
export function comparisonTableToMarkdown(table: ComparisonTable, title: string): string {
  const { comparison, substance, minor } = table;
  const sections = [
    { heading: 'Changes of substance', rows: substance },
    { heading: 'Consequential changes and corrections', rows: minor },
  ].filter(({ rows }) => rows.length > 0);
  const hasBold = [...substance, ...minor].some((row) => isPartial(row.change));
  return [
    writePaperFrontMatter(comparison, title),
    ...(sections.length === 0 ? ['There are no changes.', ''] : []),
    ...(hasBold
      ? [
          'Where a provision stays, the words that go are bold on the left, and those that come are bold on the right.',
          '',
        ]
      : []),
    ...sections.flatMap(({ heading, rows }, index) => [
      `**Table ${index + 1} – ${heading}**`,
      '',
      ...writeRows(rows),
      '',
    ]),
  ].join('\n');
}

/** The front matter of a paper that is made of a comparison. */
export function writePaperFrontMatter({ new: after }: Comparison, title: string): string {
  const { document, status, version, classification } = after.frontMatter;
  const facts = { document, title, version, status, classification };
  const lines = Object.entries(facts).flatMap(([key, value]) => (value ? [`${key}: ${JSON.stringify(value)}`] : []));
  return ['---', ...lines, '---', ''].join('\n');
}

function writeRows(rows: readonly ComparedRow[]): string[] {
  const written = rows.map((row) => {
    const { number, provision, change, reason, question } = row;
    const isBold = isPartial(change);
    return [
      number,
      literalMarkdown(provision),
      change.old === null ? '*New*' : row.old.map((line) => writeTextLine(line, isBold)).join('<br>'),
      change.new === null ? '*Omitted*' : row.new.map((line) => writeTextLine(line, isBold)).join('<br>'),
      literalMarkdown(reason),
      literalMarkdown(question),
    ];
  });
  return writePipeTable(COLUMNS, written);
}

/** Whether words of the provision stay, so that those that do not are shown in bold. */
function isPartial({ kinds, old, new: after }: Change): boolean {
  return old !== null && after !== null && kinds.some((kind) => kind !== 'renumbered' && kind !== 'formatting');
}

/** A line as words of a table's cell; those that the other version lacks in bold. */
function writeTextLine(line: TextLine, isBold: boolean): string {
  let written = '';
  let isOpen = false;
  for (const word of line) {
    const isNew = isBold && word.mark !== null && word.mark.move === null && word.text.trim() !== '';
    if (isNew !== isOpen) written += isNew ? '<b>' : '</b>';
    isOpen = isNew;
    written += writeTextWord(word);
  }
  return (isOpen ? `${written}</b>` : written).trim();
}

function writeTextWord(word: StyledWord): string {
  const { text, note, superscript, subscript } = word;
  const words = literalMarkdown((note === null ? text : signOfCall(word)).replace(/\s+/g, ' '));
  if (note !== null || superscript) return `<sup>${words}</sup>`;
  return subscript ? `<sub>${words}</sub>` : words;
}

/** A comparison table as comma-separated values, without any marks. */
export function comparisonTableToCsv({ substance, minor }: ComparisonTable): string {
  const said = (lines: readonly TextLine[]) =>
    lines
      .map((line) =>
        line
          .map(({ text }) => text)
          .join('')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .join('\n');
  return writeCsv([
    COLUMNS,
    ...[...substance, ...minor].map((row) => [
      row.number,
      row.provision,
      said(row.old),
      said(row.new),
      row.reason,
      row.question,
    ]),
  ]);
}
