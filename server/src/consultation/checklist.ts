import { findOverviews } from '../analysis/references/overview-table.js';
import { listQuestionsOnce } from '../analysis/references/questions.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import { messageOf } from '../failure.js';
import { LineMap, type Span } from '../model/text.js';
import type { Checker } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import type { Workspace } from '../workspace/workspace.js';
import { ConclusionsRefused, concludeProject, listOpenPlaces } from './conclusions/conclude.js';
import { planPack } from './pack.js';
import { findConsultation } from './project-facts.js';
import { isIssuedProject, listPlaceholdersLeft, readPackInput, standsAgainst } from './project-pack.js';
import { findStage, type KnownStage, STAGES, type Stage } from './stage.js';
import { describeEvent, type TimelineEvent, timelineOf } from './timeline.js';

/** The parts of a consultation that must be in order before it is issued. */
export type ChecklistKey = 'stage' | 'checks' | 'changes' | 'questions' | 'dates' | 'attachments' | 'conclusions';

/**
 * `open` where something stops the pack, `warned` where something needs a look, `done` where all is
 * well, `unset` where there is nothing yet that could be in order, `current` for the stage that the
 * consultation is at.
 */
export type SectionState = 'open' | 'warned' | 'done' | 'unset' | 'current';

/** A place in a text. */
export interface ChecklistPlace {
  readonly uri: string;
  readonly span: Span;
  /** The lines of the text, where it is none of the project's documents. */
  readonly lines?: LineMap;
}

/** A line of the checklist. */
export interface ChecklistLine {
  /** Of a stage: "drafting", "consulting", "concluding" or "inForce". */
  readonly name?: string;
  readonly label: string;
  readonly detail: string;
  /** Null for plain information, such as a day of the timeline. */
  readonly state: SectionState | null;
  /** Where it is; null where it has no place in a text. */
  readonly place: ChecklistPlace | null;
}

/** A section of the checklist with its entries. */
export interface ChecklistPart {
  readonly key: ChecklistKey;
  readonly state: SectionState;
  /** What there is, in a few words: "5 questions". */
  readonly summary: string;
  readonly items: readonly ChecklistLine[];
}

/** What stands between a project and its pack, and the days of the consultation. */
export interface Checklist {
  /** How far the consultation is, stage by stage. */
  readonly stage: ChecklistPart;
  readonly parts: readonly ChecklistPart[];
  readonly timeline: readonly TimelineEvent[];
}

/**
 * The section of each finding, by the first part of its code. All others are checks of the
 * drafting.
 */
const PARTS: Readonly<Record<string, ChecklistKey>> = {
  overview: 'changes',
  question: 'questions',
  date: 'dates',
  attachment: 'attachments',
};

/**
 * What a project still needs before its pack can be made. A section is `open` exactly where the
 * pack would be refused.
 * @param today an ISO date, for the stage that the consultation is at
 */
export async function checklistOf(
  host: Host,
  workspace: Workspace,
  checker: Checker,
  today: string,
): Promise<Checklist> {
  const known = await findStage(host, workspace, today);
  const consultation = findConsultation(workspace);
  const document = consultation?.draft ?? null;
  const found: Record<ChecklistKey, ChecklistLine[]> = {
    checks: [],
    changes: [],
    questions: [],
    dates: [],
    attachments: [],
    stage: [],
    conclusions: [],
  };
  for (const finding of checker.checkAll()) {
    const item = itemOfFinding(workspace, finding);
    if (item) found[PARTS[finding.code.split('.')[0] ?? ''] ?? 'checks'].push(item);
  }
  if (consultation)
    found.questions.push(...listUnreadQuestions(consultation, workspace.projectFile?.consultation?.id ?? null));
  const { items, count } = await listAttachmentEntries(host, workspace, checker);
  found.attachments.push(...items);
  const hasOverview =
    consultation !== null &&
    findOverviews(
      consultation.draft,
      checker.resolutionsOf(consultation),
      workspace.resolutionContextOf(consultation).names,
    ).length > 0;
  const questions = document ? listQuestionsOnce(document) : [];
  const timeline = timelineOf(workspace.projectFile?.consultation ?? null, document);
  const days = timeline.map((event) => ({
    label: event.title,
    detail: describeEvent(event),
    state: null,
    place: null,
  }));
  const isConcluding = known.stage === 'concluding';
  const parts = [
    makeSection('checks', found.checks, { told: 'no problems', isSet: true }),
    makeSection('changes', found.changes, {
      told: hasOverview ? countChanges(workspace, checker) : 'no overview of changes',
      isSet: hasOverview,
    }),
    makeSection('questions', found.questions, countOf(questions.length, 'question')),
    makeSection('dates', [...found.dates, ...days], countOf(timeline.length, 'day')),
    makeSection('attachments', found.attachments, countOf(count, 'attachment')),
    ...(isConcluding ? [await makeConclusionsSection(host, workspace, checker, today)] : []),
  ];
  // Once all is in force there is nothing left to declare, to ask or to attach.
  const isLeft = ({ key }: ChecklistPart) => key === 'checks' || key === 'dates';
  return {
    stage: makeStageSection(known),
    timeline,
    parts: known.stage === 'in force' ? parts.filter(isLeft) : parts,
  };
}

/** How the stages are called. */
const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  drafting: 'Drafting',
  consulting: 'Consulting',
  concluding: 'Concluding',
  'in force': 'In force',
};

function makeStageSection({ stage, details }: KnownStage): ChecklistPart {
  const at = STAGES.indexOf(stage);
  const items = STAGES.map(
    (each, index): ChecklistLine => ({
      name: each === 'in force' ? 'inForce' : each,
      label: STAGE_NAMES[each],
      detail: details[each],
      state: index < at ? 'done' : index === at ? 'current' : 'unset',
      place: null,
    }),
  );
  return { key: 'stage', state: 'current', summary: STAGE_NAMES[stage].toLowerCase(), items };
}

/** What the conclusions report leaves open. */
async function makeConclusionsSection(
  host: Host,
  workspace: Workspace,
  checker: Checker,
  today: string,
): Promise<ChecklistPart> {
  const openItem = (label: string): ChecklistLine => ({ label, detail: '', state: 'open', place: null });
  try {
    const options = { output: null, circulated: null, date: today, typesetter: NO_TYPESETTER };
    const made = await concludeProject(host, { workspace, checker }, options);
    const { current, counts, notes } = made;
    // Places are those of the report on disk, where it still has them.
    const placed = current ? listOpenPlaces(current.text) : [];
    const items = made.findings.map((finding): ChecklistLine => {
      const own = placed.find(({ message }) => message === finding.message);
      return {
        ...openItem(finding.message),
        place: own && current ? { uri: current.uri, span: own.span, lines: LineMap.of(current.text) } : null,
      };
    });
    const told = [countInWords(counts.responses, 'response'), countInWords(counts.points, 'point')].join(', ');
    const looked = notes.map((note): ChecklistLine => ({ ...openItem(note), state: 'warned' }));
    return makeSection('conclusions', [...items, ...looked], { told, isSet: true });
  } catch (error) {
    const reasons = error instanceof ConclusionsRefused ? error.reasons : [messageOf(error)];
    return makeSection('conclusions', reasons.map(openItem), { told: '', isSet: true });
  }
}

/** Nothing is typeset for a checklist. */
const NO_TYPESETTER: Typesetter = { pdf: () => Promise.reject(new Error('a checklist has no PDF')) };

function itemOfFinding(workspace: Workspace, finding: Finding): ChecklistLine | null {
  const { uri, span, severity, code, message, suppressed } = finding;
  if (suppressed !== null || (severity !== 'error' && severity !== 'warning' && code !== 'question.uncovered'))
    return null;
  return {
    label: message,
    detail: workspace.namePlace(uri, span),
    state: standsAgainst(workspace, finding) ? 'open' : 'warned',
    place: { uri, span },
  };
}

/** "Question 1:", at the beginning of a block. */
const UNREAD_QUESTION = /^[\s#*_]{0,12}(Question (\d{1,3}))(?:[*_]{0,3}[.:]|[*_]{0,3}\s*$)/;

/** What calls itself a question in a form that no response template can hold. */
function listUnreadQuestions({ draft, uri }: WorkspaceDocument, id: string | null): ChecklistLine[] {
  const series = id !== null && /^[A-Z][A-Z0-9]{1,9}$/.test(id) ? id : 'ABC';
  return draft.blocks.flatMap(({ kind, head, text }, index) => {
    if ((kind !== 'paragraph' && kind !== 'heading') || head.kind === 'question') return [];
    if (draft.provisionOfBlock(index)?.kind === 'question') return [];
    const [all = '', label = '', number = ''] = UNREAD_QUESTION.exec(text) ?? [];
    if (label === '') return [];
    const start = draft.startOf(index) + all.indexOf(label);
    return [
      {
        label: `“${label}” is not counted as a question: write “${series} Q${number}” in its place`,
        detail: '',
        state: 'warned' as const,
        place: { uri, span: { start, end: start + label.length } },
      },
    ];
  });
}

async function listAttachmentEntries(
  host: Host,
  workspace: Workspace,
  checker: Checker,
): Promise<{ readonly items: ChecklistLine[]; readonly count: number }> {
  const makeItem = (label: string, state: SectionState): ChecklistLine => ({
    label,
    detail: '',
    state,
    place: { uri: workspace.projectUri, span: { start: 0, end: 0 } },
  });
  try {
    const input = await readPackInput(host, workspace, checker);
    const planned = planPack(input).map(({ number, title, version, against }) => ({
      label: number === null ? title : `Attachment ${number} – ${title}`,
      detail: [version ?? '', against === null ? '' : `against ${against}`].filter(Boolean).join(' '),
      state: null,
      place: null,
    }));
    const count = input.attachments.length;
    // What is open while the text is drafted keeps it from being issued.
    const state = isIssuedProject(workspace) ? 'open' : 'warned';
    const left = listPlaceholdersLeft(input).map((label) => makeItem(label, state));
    return { items: [...left, ...planned], count };
  } catch (error) {
    return { items: [makeItem(messageOf(error), 'open')], count: 0 };
  }
}

function countChanges(workspace: Workspace, checker: Checker): string {
  const counts = workspace
    .listCheckedDocuments()
    .filter(({ role }) => role === 'instrument')
    .map((document) => checker.comparisons.of(document)?.changes.length ?? 0);
  return countInWords(
    counts.reduce((sum, each) => sum + each, 0),
    'change',
  );
}

/** What is said of a section with nothing against it, and whether there is anything in it yet. */
interface SectionContents {
  readonly told: string;
  readonly isSet: boolean;
}

function countOf(count: number, name: string): SectionContents {
  return { told: countInWords(count, name), isSet: count > 0 };
}

function makeSection(
  key: ChecklistKey,
  items: readonly ChecklistLine[],
  { told, isSet }: SectionContents,
): ChecklistPart {
  const countIn = (state: SectionState) => items.filter((item) => item.state === state).length;
  const [open, warned] = [countIn('open'), countIn('warned')];
  const summary = [
    open === 0 ? '' : key === 'checks' ? countInWords(open, 'error') : `${open} open`,
    warned === 0 ? '' : key === 'checks' ? countInWords(warned, 'warning') : `${warned} to look at`,
  ]
    .filter(Boolean)
    .join(', ');
  const state = open > 0 ? 'open' : warned > 0 ? 'warned' : isSet ? 'done' : 'unset';
  return { key, state, summary: summary || told, items };
}

function countInWords(count: number, name: string): string {
  return count === 0 ? `no ${name}s` : count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
