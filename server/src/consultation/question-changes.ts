import { findQuestionSubjects } from '../analysis/references/question-subjects.js';
import { joinWords } from '../analysis/text/join-words.js';
import type { Change } from '../compare/change.js';
import { listNumberRuns } from '../export/manuscript/number-places.js';
import { getOrCreate } from '../model/memo.js';
import type { Checker } from '../rules/check.js';
import { AskedAbout, pointsToOverview } from '../rules/shared/asked-about.js';
import { type ChangedInstrument, callersOf, findChangedInstruments } from '../rules/shared/changed-instruments.js';
import { readDeclarations } from '../rules/shared/declarations.js';
import type { Workspace } from '../workspace/workspace.js';
import type { ProjectNumbers } from './change-numbering.js';
import { findConsultation } from './project-facts.js';

/** A question of a consultation and the changes of substance that it asks about. */
export interface QuestionRecord {
  /** "FTC Q1". */
  readonly question: string;
  readonly changes: readonly {
    readonly instrument: ChangedInstrument;
    readonly changes: readonly Change[];
  }[];
}

/** The instruments of a project that changed. */
export function changedInstrumentsOf(workspace: Workspace, checker: Checker): ChangedInstrument[] {
  return findChangedInstruments(
    workspace.listCheckedDocuments().filter(({ role }) => role === 'instrument'),
    (uri) => {
      const document = workspace.documents.get(uri);
      return document ? checker.comparisons.of(document) : null;
    },
  );
}

/**
 * What the overviews of a project's consultation document declare of its changes; null where there
 * is no such document, or no overview.
 */
export function readProjectDeclarations(workspace: Workspace, checker: Checker, changed: readonly ChangedInstrument[]) {
  const consultation = findConsultation(workspace);
  if (!consultation) return null;
  const context = workspace.resolutionContextOf(consultation);
  return readDeclarations(consultation.draft, context, checker.resolutionsOf(consultation), changed);
}

/**
 * What each question of the consultation document asks about: what it and its section cite, and the
 * terms that they use. A question that points to the overview asks about all changes.
 */
export function findQuestionRecords(
  workspace: Workspace,
  checker: Checker,
  changed: readonly ChangedInstrument[] = changedInstrumentsOf(workspace, checker),
): QuestionRecord[] {
  const consultation = findConsultation(workspace);
  if (!consultation) return [];
  const { draft } = consultation;
  const { names } = workspace.resolutionContextOf(consultation);
  const overviews = readProjectDeclarations(workspace, checker, changed)?.overviews ?? [];
  return findQuestionSubjects(draft, checker.resolutionsOf(consultation), names).map((subject) => {
    const asksAll = overviews.some((overview) => pointsToOverview(subject, draft, overview));
    const asked = new AskedAbout([subject], changed);
    return {
      question: subject.question.label,
      changes: changed.flatMap((instrument) => {
        const changes = instrument.substance.filter(
          (placed) =>
            asksAll ||
            // A footnote is asked about with the provisions that call it.
            [
              ...callersOf(instrument.comparison.old, placed.old).map((old) => ({ ...placed, old, new: null })),
              ...callersOf(instrument.comparison.new, placed.new).map((now) => ({ ...placed, new: now })),
              ...(placed.new?.kind === 'footnote' || placed.old?.kind === 'footnote' ? [] : [placed]),
            ].some((each) => asked.covers(instrument, each)),
        );
        return changes.length === 0 ? [] : [{ instrument, changes: changes.map(({ change }) => change) }];
      }),
    };
  });
}

/** The questions that ask about each change. */
export function questionsByChange(records: readonly QuestionRecord[]): ReadonlyMap<Change, readonly string[]> {
  const found = new Map<Change, string[]>();
  for (const { question, changes } of records)
    for (const each of changes) for (const change of each.changes) getOrCreate(found, change, () => []).push(question);
  return found;
}

/** A question and the numbers of the changes that it is about, by instrument. */
export interface NumberedQuestion {
  readonly question: string;
  readonly changes: readonly { readonly document: string; readonly numbers: readonly number[] }[];
}

/** The numbers of the changes that each question is about; questions about none with a number are missing. */
export function numberQuestionChanges(
  records: readonly QuestionRecord[],
  { byDocument }: Pick<ProjectNumbers, 'byDocument'>,
): NumberedQuestion[] {
  const numbersOf = numbersByUri(byDocument);
  return records.flatMap(({ question, changes }) => {
    const numbered = changes.flatMap(({ instrument: { document }, changes: own }) => {
      const numbers = own.flatMap((change) => numbersOf.get(document.uri ?? '')?.get(change) ?? []);
      return numbers.length === 0 ? [] : [{ document: document.id, numbers }];
    });
    return numbered.length === 0 ? [] : [{ question, changes: numbered }];
  });
}

/**
 * What each question of a project is about by the numbers of the changes, "changes 1 to 3 and 16 of
 * the SMETS1 SVTAD"; questions about no change with a number are missing.
 */
export function sayProjectConcerns(
  workspace: Workspace,
  checker: Checker,
  numbers: Pick<ProjectNumbers, 'byDocument'>,
): ReadonlyMap<string, string> {
  if (numbers.byDocument.size === 0) return new Map();
  return new Map(
    numberQuestionChanges(findQuestionRecords(workspace, checker), numbers).map(({ question, changes }) => [
      question,
      joinWords(
        changes.map(
          ({ document, numbers: own }) =>
            `${own.length === 1 ? 'change' : 'changes'} ${joinWords(listNumberRuns(own))} of the ${document}`,
        ),
      ),
    ]),
  );
}

/** Numbers of changes by the URI of their draft. */
export function numbersByUri(
  byDocument: ProjectNumbers['byDocument'],
): ReadonlyMap<string, ReadonlyMap<Change, number>> {
  return new Map([...byDocument].map(([{ uri }, numbers]) => [uri, numbers]));
}
