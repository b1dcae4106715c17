import type { Draft } from '../model/draft.js';
import type { InstructionSchedule } from './instructions.js';

/** How the amended text is called. */
export interface AmendedNames {
  readonly id: string | null;
  readonly title: string | null;
  readonly oldVersion: string | null;
  readonly newVersion: string | null;
}

/** The names that two drafts give themselves. */
export function namesOfDrafts(oldDraft: Draft, newDraft: Draft): AmendedNames {
  const { document, title, version } = newDraft.frontMatter;
  return {
    id: document ?? oldDraft.frontMatter.document,
    title: title ?? oldDraft.frontMatter.title,
    oldVersion: oldDraft.frontMatter.version,
    newVersion: version,
  };
}

/** A schedule of amendments as a paper in Markdown, with its heading and the words that lead in. */
export function writeSchedulePaper({ markdown }: InstructionSchedule, names: AmendedNames): string {
  const { id, title, oldVersion, newVersion } = names;
  const called = id ?? title;
  const isNewVersion = oldVersion !== null && newVersion !== null && oldVersion !== newVersion;
  const versions = isNewVersion ? `, ${oldVersion} to ${newVersion}` : '';
  const heading = called === null ? 'Schedule of amendments' : `Amendments to the ${called}${versions}`;
  const whole = title !== null && id !== null ? `${title} (${id})` : (called ?? 'document');
  const lead = markdown === '' ? 'There are no amendments.' : `The ${whole} is amended as follows.`;
  return `# ${heading}\n\n${lead}\n${markdown === '' ? '' : `\n${markdown}`}`;
}
