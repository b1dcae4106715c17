import { splitFigurePath } from '../export/manuscript/bind.js';
import type { Source } from '../export/manuscript/manuscript.js';
import type { Paper } from '../export/paper.js';
import { writeInstructionsBetween } from '../instructions/instructions.js';
import { namesOfDrafts, writeSchedulePaper } from '../instructions/schedule-paper.js';
import { Draft } from '../model/draft.js';
import type { FindFigure } from '../workspace/figures.js';
import type { AnnexForm, AttachmentContent } from '../workspace/project-file.js';
import { defaultNotification, notificationText } from './notification.js';
import { type PackInput, type PackSources, statusOf } from './pack-input.js';
import { nameAnnex, paperOfNotification } from './papers.js';
import type { Instrument } from './project-facts.js';

/** The template of a notification, null for the built-in one, and what is bound to it. */
export type NotificationPlan = Omit<Extract<AttachmentContent, { kind: 'notification' }>, 'kind'>;

/** What is needed to assemble a notification besides what it says. */
type NotificationInput = PackSources & Pick<PackInput, 'reasons' | 'figures' | 'letterhead'>;

/** A notification as the writers take it. */
interface BoundNotification {
  readonly source: Source;
  readonly look: {
    readonly paper: Paper;
    readonly letterhead: Uint8Array | null;
    readonly figures: FindFigure;
  };
}

/**
 * Assembles a notification: the letter with its head, reference, date, addressees and signature, and
 * its annexes on pages of their own.
 * @param number of the attachment; null for the notification itself
 * @throws Error that names the instrument whose changes an annex cannot set out
 */
export function bindNotification(
  input: NotificationInput,
  plan: NotificationPlan,
  number: number | null,
): BoundNotification {
  const { instruments } = input;
  const annexes =
    plan.annexes === 'none'
      ? []
      : instruments.map((instrument, index) => ({
          name: nameAnnex(instrument.annex, index),
          title: titleOfAnnex(instrument, plan.annexes),
          draft: plan.annexes === 'clean' ? instrument.draft : parseSchedule(instrument),
        }));
  const paper = paperOfNotification(input, number, statusOf(input));
  const listed = annexes.map(({ name, title }) => `${name} – ${title}`);
  const bound: readonly (readonly [string, string])[] =
    listed.length === 0 ? [] : [[listed.length === 1 ? 'Annex' : 'Annexes', listed.join('\n')]];
  return {
    source: {
      draft: Draft.parse(notificationOf(input, plan)),
      annexes: annexes.map(({ name, title, draft }) => ({ heading: `${name} – ${title}`, draft })),
    },
    look: {
      paper: { ...paper, letter: paper.letter && { ...paper.letter, details: [...paper.letter.details, ...bound] } },
      letterhead: input.letterhead,
      figures: plan.annexes === 'clean' ? findAnnexFigures(input) : () => null,
    },
  };
}

/** "SMETS1 SVTAD V1.5", "Amendments to the SMETS1 SVTAD". */
function titleOfAnnex({ id, version }: Instrument, form: AnnexForm): string {
  return form === 'instructions' ? `Amendments to the ${id}` : [id, version].filter(Boolean).join(' ');
}

/** The figures of the annexes of a notification. Before each annex stands its heading. */
function findAnnexFigures({ instruments, figures }: Pick<NotificationInput, 'instruments' | 'figures'>): FindFigure {
  return (path) => {
    const { index, path: own } = splitFigurePath(path);
    const instrument = index > 0 && index % 2 === 0 ? instruments[index / 2 - 1] : undefined;
    return (instrument && figures.get(instrument.id)?.(own)) ?? null;
  };
}

/** The changes of an instrument as a schedule of amending instructions; null where it cannot be compared. */
export function writeScheduleOf({ id, version, draft, baseline, comparison }: Instrument): string | null {
  const compared = comparison();
  if (!compared || !baseline) return null;
  const names = { ...namesOfDrafts(compared.old, draft), id, oldVersion: baseline.version, newVersion: version };
  return writeSchedulePaper(writeInstructionsBetween(withFrontMatterOf(draft, compared.old), draft), names);
}

/** An old draft with the front matter of the new one, which is none of the text that is amended. */
export function withFrontMatterOf(draft: Draft, old: Draft): Draft {
  return Draft.parse(draft.text.slice(0, draft.startOfBody) + old.text.slice(old.startOfBody), old.reading);
}

/** The schedule without its heading, which is that of the annex. */
function parseSchedule(instrument: Instrument): Draft {
  const text = writeScheduleOf(instrument);
  if (text === null)
    throw new Error(
      `the annexes of the notification set out the amendments to the ${instrument.id}, which has no baseline: name its version in force in keeling.yaml`,
    );
  return Draft.parse(text.replace(/^# [^\n]*\n+/, ''));
}

/** The notification text, from the template that the project file names or from the built-in one. */
export function notificationOf(sources: PackSources, { template, annexes }: NotificationPlan): string {
  const text = template === null ? defaultNotification(annexes) : (sources.templates.get(template) ?? '');
  const effective = sources.consultation?.effective ?? null;
  return notificationText({ name: template, text }, { ...sources, effective, annexes });
}
