import { duplicateAbbreviation } from './abbreviation-duplicate.js';
import { abbreviations } from './abbreviations.js';
import { attachmentMissing } from './attachment-missing.js';
import { attachmentSequence } from './attachment-sequence.js';
import { attachmentVersion } from './attachment-version.js';
import { dateConflict } from './date-conflict.js';
import { dateDeadline } from './date-deadline.js';
import { invalidDate } from './date-invalid.js';
import { weekdayOfDate } from './date-weekday.js';
import { footnotes } from './footnotes.js';
import { numberingLevel } from './numbering-level.js';
import { numberingSequence } from './numbering-sequence.js';
import { overview } from './overview.js';
import { unfilledPlaceholder } from './placeholder-unfilled.js';
import { questionResponse } from './question-response.js';
import { questionSequence } from './question-sequence.js';
import { uncoveredByQuestions } from './question-uncovered.js';
import { ambiguousReference } from './reference-ambiguous.js';
import { referenceCaption } from './reference-caption.js';
import { referenceRange } from './reference-range.js';
import { staleReference } from './reference-stale.js';
import { referenceStyle } from './reference-style.js';
import { unknownDocument } from './reference-unknown-document.js';
import { unresolvedReference } from './reference-unresolved.js';
import type { CheckCodes, CheckDescription, Rule } from './rule.js';
import { extractedTable } from './structure-extracted-table.js';
import { indentedCode } from './structure-indented-code.js';
import { orderedList } from './structure-ordered-list.js';
import { unknownSuppression } from './suppression-unknown.js';
import { tableCaption } from './table-caption.js';
import { termCase } from './term-case.js';
import { duplicateTerm } from './term-duplicate.js';
import { nearMiss } from './term-near-miss.js';
import { undefinedTerm } from './term-undefined.js';
import { unusedTerm } from './term-unused.js';
import { unbalancedBracket } from './text-bracket.js';
import { linkHost } from './text-host.js';
import { listEnd } from './text-list-end.js';
import { repeatedText } from './text-repeated.js';

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
  nearMiss,
  unusedTerm,
  termCase,
  duplicateTerm,
  abbreviations,
  undefinedTerm,
  duplicateAbbreviation,
  repeatedText,
  unbalancedBracket,
  listEnd,
  linkHost,
  orderedList,
  indentedCode,
  extractedTable,
  unknownSuppression,
];

/** The checks by what they look at: a block, the structure, or the whole draft. */
export const BLOCK_RULES = RULES.filter((rule) => 'checkBlock' in rule);
export const STRUCTURE_RULES = RULES.filter((rule) => 'checkStructure' in rule);
export const DRAFT_RULES = RULES.filter((rule) => 'checkDraft' in rule);

/**
 * What the readers of front matter and of the project file report, which needs no check to find it.
 */
const PROBLEMS: CheckCodes = {
  'front-matter.invalid': {
    severity: 'error',
    speaks: 'The front matter cannot be read, or a value in it is not allowed.',
  },
  'project.invalid': {
    severity: 'error',
    speaks: 'The project file cannot be read, or names something that does not exist.',
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
