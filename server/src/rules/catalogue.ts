import { duplicateAbbreviation } from './checks/abbreviation-duplicate.js';
import { abbreviations } from './checks/abbreviations.js';
import { attachmentMissing } from './checks/attachment-missing.js';
import { attachmentSequence } from './checks/attachment-sequence.js';
import { attachmentVersion } from './checks/attachment-version.js';
import { conclusions } from './checks/conclusions.js';
import { dateConflict } from './checks/date-conflict.js';
import { dateDeadline } from './checks/date-deadline.js';
import { invalidDate } from './checks/date-invalid.js';
import { weekdayOfDate } from './checks/date-weekday.js';
import { footnotes } from './checks/footnotes.js';
import { numberingLevel } from './checks/numbering-level.js';
import { numberingSequence } from './checks/numbering-sequence.js';
import { overview } from './checks/overview.js';
import { unfilledPlaceholder } from './checks/placeholder-unfilled.js';
import { questionResponse } from './checks/question-response.js';
import { questionSequence } from './checks/question-sequence.js';
import { uncoveredByQuestions } from './checks/question-uncovered.js';
import { ambiguousReference } from './checks/reference-ambiguous.js';
import { referenceCaption } from './checks/reference-caption.js';
import { referenceRange } from './checks/reference-range.js';
import { staleReference } from './checks/reference-stale.js';
import { referenceStyle } from './checks/reference-style.js';
import { unknownDocument } from './checks/reference-unknown-document.js';
import { unresolvedReference } from './checks/reference-unresolved.js';
import { extractedTable } from './checks/structure-extracted-table.js';
import { indentedCode } from './checks/structure-indented-code.js';
import { orderedList } from './checks/structure-ordered-list.js';
import { unsetBlock } from './checks/structure-unset.js';
import { unknownSuppression } from './checks/suppression-unknown.js';
import { tableCaption } from './checks/table-caption.js';
import { tableCells } from './checks/table-cells.js';
import { termCase } from './checks/term-case.js';
import { duplicateTerm } from './checks/term-duplicate.js';
import { nearMiss } from './checks/term-near-miss.js';
import { undefinedTerm } from './checks/term-undefined.js';
import { unusedTerm } from './checks/term-unused.js';
import { unbalancedBracket } from './checks/text-bracket.js';
import { linkHost } from './checks/text-host.js';
import { listEnd } from './checks/text-list-end.js';
import { markupAsTyped } from './checks/text-markup.js';
import { repeatedText } from './checks/text-repeated.js';
import { signWithoutFont } from './checks/text-sign.js';
import type { BlockRule, CheckCodes, CheckDescription, DraftRule, Rule, StructureRule } from './rule.js';

/**
 * Every check. To add one, write its file and name it here; the order is that of every list of
 * checks.
 */
export const RULES: readonly Rule[] = [
  unresolvedReference,
  staleReference,
  ambiguousReference,
  referenceRange,
  referenceCaption,
  referenceStyle,
  unknownDocument,
  numberingSequence,
  numberingLevel,
  tableCaption,
  tableCells,
  weekdayOfDate,
  invalidDate,
  dateConflict,
  dateDeadline,
  questionSequence,
  questionResponse,
  footnotes,
  attachmentMissing,
  attachmentVersion,
  attachmentSequence,
  unfilledPlaceholder,
  overview,
  uncoveredByQuestions,
  conclusions,
  nearMiss,
  unusedTerm,
  termCase,
  duplicateTerm,
  abbreviations,
  undefinedTerm,
  duplicateAbbreviation,
  repeatedText,
  signWithoutFont,
  unbalancedBracket,
  listEnd,
  linkHost,
  markupAsTyped,
  orderedList,
  indentedCode,
  extractedTable,
  unsetBlock,
  unknownSuppression,
];

/** Checks by what they look at: a block, the structure, or the whole draft. */
export interface RuleSet {
  readonly ofBlocks: readonly BlockRule[];
  readonly ofStructure: readonly StructureRule[];
  readonly ofDrafts: readonly DraftRule[];
}

export const ALL_RULES: RuleSet = sortRules(RULES);

/** Kinds of codes whose checks read much the same of a text; all other kinds are one more such group. */
const KINDS_READ_TOGETHER = [['reference', 'overview', 'question'], ['term', 'abbreviation'], ['text']];

/**
 * The checks in portions of about the same work, for threads that share a long text: what one check
 * reads of the text, the others of its portion read as well.
 */
export const RULE_PORTIONS: readonly RuleSet[] = [...KINDS_READ_TOGETHER, null].map((kinds) =>
  sortRules(
    RULES.filter((rule) => (KINDS_READ_TOGETHER.find((each) => each.includes(kindOf(rule))) ?? null) === kinds),
  ),
);

/** What the codes of a check begin with. */
function kindOf({ codes }: Rule): string {
  return Object.keys(codes)[0]?.split('.')[0] ?? '';
}

function sortRules(rules: readonly Rule[]): RuleSet {
  return {
    ofBlocks: rules.filter((rule) => 'checkBlock' in rule),
    ofStructure: rules.filter((rule) => 'checkStructure' in rule),
    ofDrafts: rules.filter((rule) => 'checkDraft' in rule),
  };
}

/**
 * What the readers of front matter and of the project file report, which needs no check to find it.
 */
const PROBLEMS: CheckCodes = {
  'changes.register': {
    severity: 'error',
    title: 'A line of a register of changes cannot be used: it is damaged, or its number stands for two changes.',
  },
  'front-matter.invalid': {
    severity: 'error',
    title: 'The front matter cannot be read, or a value in it is not allowed.',
  },
  'project.invalid': {
    severity: 'error',
    title: 'The project file cannot be read, or names something that does not exist.',
  },
};

/** Every code of a finding, with its description. */
export const CATALOGUE: CheckCodes = Object.assign({}, ...RULES.map(({ codes }) => codes), PROBLEMS);

/** Whether findings can have a code. */
export function isCheckCode(code: string): boolean {
  return Object.hasOwn(CATALOGUE, code);
}

/** How serious a finding of a code is unless the project file says otherwise. */
export function severityOf(code: string): CheckDescription['severity'] {
  return CATALOGUE[code]?.severity ?? 'warning';
}
