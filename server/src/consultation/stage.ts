import type { Host } from '../workspace/host.js';
import type { Workspace } from '../workspace/workspace.js';
import { answersFileOf, listResponseFiles } from './conclusions/conclude.js';
import { dayAndTime, houseDate, timeOfDay } from './dates.js';
import { saysWhatIsInForce } from './in-force/bring-into-force.js';
import { findConsultation } from './project-facts.js';
import { isIssuedProject } from './project-pack.js';

/** How far a consultation is. */
export type Stage = 'drafting' | 'consulting' | 'concluding' | 'in force';

/** The stages in their order. */
export const STAGES: readonly Stage[] = ['drafting', 'consulting', 'concluding', 'in force'];

/** The stage of a project, and what is to be said of each. */
export interface KnownStage {
  readonly stage: Stage;
  /** By stage: "until 16:00 on Friday 17 January 2020, 5 responses". */
  readonly details: Readonly<Record<Stage, string>>;
}

/**
 * Finds the stage of a project by its dates, its status, its responses and its drafts.
 * @param today an ISO date
 */
export async function findStage(host: Host, workspace: Workspace, today: string): Promise<KnownStage> {
  const entry = workspace.projectFile?.consultation ?? null;
  const { published = null, respondBy = null } = entry ?? {};
  const consultation = findConsultation(workspace);
  const responses = consultation ? (await listResponseFiles(host, workspace)).length : 0;
  const hasAnswers = consultation !== null && (await host.read(answersFileOf(consultation.uri))) !== null;
  const inForce = findDayInForce(workspace);
  const day = today.slice(0, 10);
  const isPublished =
    responses > 0 || (consultation !== null && isIssuedProject(workspace) && (published ?? day).slice(0, 10) <= day);
  const hasClosed = respondBy === null ? responses > 0 : respondBy.slice(0, 10) < day;
  const stage: Stage =
    inForce !== null
      ? 'in force'
      : hasAnswers || (isPublished && hasClosed)
        ? 'concluding'
        : isPublished
          ? 'consulting'
          : 'drafting';
  const until = respondBy === null ? '' : `until ${dayAndTime(respondBy, timeOfDay(respondBy))}`;
  const count = responses === 0 ? '' : responses === 1 ? '1 response' : `${responses} responses`;
  return {
    stage,
    details: {
      drafting:
        published === null
          ? ''
          : published.slice(0, 10) > day
            ? `to be published on ${houseDate(published)}`
            : stage === 'drafting'
              ? 'its status is not “issued”'
              : `published on ${houseDate(published)}`,
      consulting: [until, count].filter(Boolean).join(', '),
      concluding: count,
      'in force': inForce === null ? '' : `from ${houseDate(inForce)}`,
    },
  };
}

/**
 * The day from which all drafts of a project have been in force; null where one is not, or says
 * something else by now, so that the next version is being drafted.
 */
function findDayInForce(workspace: Workspace): string | null {
  const documents = workspace.projectFile?.documents ?? [];
  let latest: string | null = null;
  for (const { id, baseline } of documents) {
    const document = workspace.findDocument(id);
    const from = baseline?.from ?? null;
    if (!document || from === null || !saysWhatIsInForce(document)) return null;
    if (latest === null || from > latest) latest = from;
  }
  return latest;
}
