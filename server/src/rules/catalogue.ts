import { duplicateAbbreviation } from './abbreviation-duplicate.js';
import { abbreviations } from './abbreviations.js';
import { attachmentMissing } from './attachment-missing.js';
import { attachmentSequence } from './attachment-sequence.js';
import { attachmentVersion } from './attachment-version.js';
import { dateConflict } from './date-conflict.js';
import { dateDeadline } from './date-deadline.js';
import { invalidDate } from './date-invalid.js';
import { weekdayOfDate } from './date-weekday.js';
import type { Severity } from './finding.js';
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
import type { BlockRule, DraftRule, StructureRule } from './rule.js';
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

export const BLOCK_RULES: readonly BlockRule[] = [
  unresolvedReference,
  ambiguousReference,
  referenceRange,
  referenceCaption,
  unfilledPlaceholder,
  weekdayOfDate,
  invalidDate,
  repeatedText,
  indentedCode,
  extractedTable,
  unknownSuppression,
];

export const STRUCTURE_RULES: readonly StructureRule[] = [
  attachmentSequence,
  numberingSequence,
  numberingLevel,
  tableCaption,
  orderedList,
];

export const DRAFT_RULES: readonly DraftRule[] = [
  referenceStyle,
  dateConflict,
  dateDeadline,
  questionSequence,
  questionResponse,
  footnotes,
  attachmentMissing,
  attachmentVersion,
  unknownDocument,
  staleReference,
  overview,
  uncoveredByQuestions,
  unbalancedBracket,
  listEnd,
  linkHost,
  nearMiss,
  duplicateTerm,
  unusedTerm,
  termCase,
  undefinedTerm,
  duplicateAbbreviation,
  abbreviations,
];

export interface CheckDescription {
  readonly severity: Severity;
  readonly speaks: string;
}

/** Every check: its code, how serious a finding is unless the project says otherwise, and when it speaks. */
export const CATALOGUE: Readonly<Record<string, CheckDescription>> = {
  'reference.unresolved': {
    severity: 'error',
    speaks: 'The provision, table, row, figure, question, note or attachment cited does not exist.',
  },
  'reference.renumbered': {
    severity: 'error',
    speaks: 'What is cited had that number in the version in force and has another now.',
  },
  'reference.deleted': { severity: 'error', speaks: 'What is cited stood in the version in force and is deleted.' },
  'reference.ambiguous': { severity: 'warning', speaks: 'Two provisions bear the number cited.' },
  'reference.range': { severity: 'error', speaks: 'A range runs backwards, or one of its ends is missing.' },
  'reference.caption': {
    severity: 'warning',
    speaks: 'The title cited beside a number is not the title of what bears it.',
  },
  'reference.style': { severity: 'hint', speaks: 'A reference is written in lower case among others with a capital.' },
  'reference.unknown-document': { severity: 'information', speaks: 'A document is cited that nobody described.' },
  'numbering.duplicate': { severity: 'error', speaks: 'A number is given twice.' },
  'numbering.gap': { severity: 'warning', speaks: 'A number is left out.' },
  'numbering.order': { severity: 'error', speaks: 'Numbers come in the wrong order.' },
  'numbering.level': {
    severity: 'warning',
    speaks: 'A provision stands under a section that its number does not belong to.',
  },
  'table.caption': {
    severity: 'warning',
    speaks: 'A table has no caption, or its number does not belong to its section.',
  },
  'figure.caption': {
    severity: 'warning',
    speaks: 'A figure among others with captions has none, or its number does not belong to its section.',
  },
  'date.weekday': { severity: 'error', speaks: 'A date falls on another weekday than is written beside it.' },
  'date.invalid': { severity: 'error', speaks: 'There is no such day, or no such time of day.' },
  'date.conflict': {
    severity: 'warning',
    speaks: 'One event has two dates or times, or one time is written in two ways.',
  },
  'date.deadline': {
    severity: 'warning',
    speaks: 'A deadline falls on a weekend or a bank holiday of England and Wales, or before publication.',
  },
  'question.sequence': {
    severity: 'error',
    speaks: 'The number of a question is left out, given twice or out of order.',
  },
  'question.response': { severity: 'warning', speaks: 'A question is missing from the response template.' },
  'footnote.undefined': { severity: 'error', speaks: 'A note is called that is not there.' },
  'footnote.unused': { severity: 'warning', speaks: 'A note is there that nothing calls.' },
  'footnote.order': { severity: 'warning', speaks: 'Notes are called or given out of order.' },
  'attachment.missing': {
    severity: 'error',
    speaks: 'The list of attachments and the project file disagree on what there is.',
  },
  'attachment.version': {
    severity: 'error',
    speaks: 'The versions in the list of attachments, the project file and the drafts disagree.',
  },
  'attachment.sequence': {
    severity: 'error',
    speaks: 'The number of an attachment is left out, given twice or out of order.',
  },
  'placeholder.unfilled': { severity: 'warning', speaks: 'A placeholder still waits for its fact.' },
  'overview.undeclared': {
    severity: 'error',
    speaks: 'A change of substance in an instrument that no row of the overview of changes declares.',
  },
  'overview.unfounded': {
    severity: 'error',
    speaks: 'A row of the overview of changes declares a change that the comparison does not show.',
  },
  'question.uncovered': {
    severity: 'information',
    speaks: 'A change of substance that no question of the consultation asks about.',
  },
  'term.near-miss': {
    severity: 'warning',
    speaks: 'A term is a letter or two, or the form of a word, away from one that is defined or used often.',
  },
  'term.unused': {
    severity: 'warning',
    speaks: 'A term is defined, and neither the document nor another of the project uses it.',
  },
  'term.case': { severity: 'information', speaks: 'A defined term is written without its capitals.' },
  'term.duplicate': { severity: 'error', speaks: 'A term is defined twice in one list of definitions.' },
  'abbreviation.undefined': {
    severity: 'information',
    speaks: 'An abbreviation is expanded nowhere.',
  },
  'abbreviation.late': { severity: 'warning', speaks: 'An abbreviation is expanded after its first use.' },
  'term.undefined': {
    severity: 'warning',
    speaks: 'A term is used as a defined one more than once, and nothing defines it.',
  },
  'abbreviation.duplicate': { severity: 'warning', speaks: 'An abbreviation is expanded in two ways.' },
  'text.repeated': { severity: 'warning', speaks: 'The same words stand twice in a row, or two determiners do.' },
  'text.bracket': { severity: 'warning', speaks: 'A bracket or a quotation mark has no other in its provision.' },
  'text.list-end': {
    severity: 'information',
    speaks: 'An item of a list has no mark at its end, and the others have one.',
  },
  'text.host': { severity: 'warning', speaks: 'A link’s host is one letter away from a host used elsewhere.' },
  'structure.ordered-list': { severity: 'warning', speaks: 'Markdown takes a numbered line for an item of a list.' },
  'structure.indented-code': { severity: 'warning', speaks: 'Markdown shows an indented line as code.' },
  'structure.extracted-table': {
    severity: 'information',
    speaks: 'Tab-separated lines are a table here and running text to Markdown.',
  },
  'suppression.unknown': {
    severity: 'warning',
    speaks: 'A comment is to silence a check that does not exist.',
  },
  'front-matter.invalid': {
    severity: 'error',
    speaks: 'The front matter cannot be read or says something impossible.',
  },
  'project.invalid': { severity: 'error', speaks: 'The project file cannot be read, or names what is not there.' },
};
