import type { Draft } from '../../model/draft.js';
import { shortenWords } from '../message.js';
import type { DraftRule, Report, RuleContext } from '../rule.js';
import { type LineVersion, listLineVersions } from '../shared/attachment-lines.js';
import {
  compareVersions,
  findPlan,
  findVersionPlace,
  type ListedAttachment,
  listAttachments,
  stripVersionPrefix,
  writeVersionLike,
} from '../shared/attachment-list.js';

/** Versions that differ between the list of attachments, the project file and the drafts. */
export const attachmentVersion: DraftRule = {
  codes: {
    'attachment.version': {
      severity: 'error',
      title: 'The list of attachments, the project file and the drafts disagree on a version.',
    },
  },
  costly: false,
  *checkDraft(context) {
    yield* compareFrontMatter(context);
    const list = listAttachments(context.draft);
    const isPlanned = context.resolution.self.role === 'consultation' && (context.project?.attachments.length ?? 0) > 0;
    const isDone = new Set<number>();
    if (context.resolution.self.role === 'consultation')
      for (const line of listLineVersions(context)) {
        const { block } = line.place;
        const entry = list.find(({ provision }) => provision.block === block);
        if (entry && isPlanned && findPlan(context, entry.provision.number)?.document) continue;
        isDone.add(block);
        yield* compareLine(context, line);
      }
    for (const listed of list)
      if (!isDone.has(listed.provision.block))
        yield* isPlanned ? compareWithPlan(context, listed) : compareWithinList(context, listed, list);
  },
};

/** The version in a draft's front matter against the one that the project file gives it. */
function* compareFrontMatter({ draft, project, resolution }: RuleContext): Generator<Report> {
  const { version, places } = draft.frontMatter;
  const planned = project?.documents.find(({ id }) => id === resolution.self.id)?.version ?? null;
  const span = places.get('version');
  if (version === null || planned === null || !span || isSameVersion(version, planned)) return;
  yield {
    code: 'attachment.version',
    message: `The ${shortenWords(resolution.self.id)} is ${planned} in keeling.yaml, but ${shortenWords(version)} in its front matter.`,
    block: 0,
    span,
    fixes: [
      {
        title: `Write “${planned}”`,
        edits: [{ block: 0, span, text: writeVersionLike(version, planned) }],
        preferred: false,
      },
    ],
  };
}

function* compareWithPlan(context: RuleContext, listed: ListedAttachment): Generator<Report> {
  const { draft, resolution } = context;
  const { entry, provision } = listed;
  const document = findPlan(context, provision.number)?.document;
  if (!document) return;
  const version = document.version ?? context.frontMatterOf(document.id)?.version ?? null;
  if (entry.version !== null && version !== null && !isSameVersion(entry.version, version)) {
    const message = `${provision.label} says ${shortenWords(entry.version)}, but the ${shortenWords(document.id)} is ${version}.`;
    yield versionReport(draft, listed, { which: 'own', message, version, isPreferred: true });
  }
  const instrument = resolution.instruments.find(({ id }) => id === document.id);
  const inForce = document.baseline?.version ?? instrument?.baseline?.draft?.frontMatter.version ?? null;
  if (entry.against !== null && inForce !== null && !isSameVersion(entry.against, inForce)) {
    const written = shortenWords(entry.against, 20);
    const message = `${provision.label} is marked against ${written}, but the ${shortenWords(document.id)} in force is ${inForce}.`;
    yield versionReport(draft, listed, { which: 'against', message, version: inForce, isPreferred: true });
  }
}

/** A line that names a document of the project, with its version, against that document. */
function* compareLine(
  { project, draft, resolution, frontMatterOf }: RuleContext,
  { document: { id }, version, isBaseline, place }: LineVersion,
): Generator<Report> {
  const document = project?.documents.find((each) => each.id === id);
  if (!document) return;
  const instrument = resolution.instruments.find((each) => each.id === id);
  const expected = isBaseline
    ? (document.baseline?.version ?? instrument?.baseline?.draft?.frontMatter.version ?? null)
    : (document.version ?? frontMatterOf(id)?.version ?? null);
  if (expected === null || isSameVersion(version, expected)) return;
  const message = isBaseline
    ? `This says ${version}, but the ${shortenWords(id)} in force is ${expected}.`
    : `This says ${version}, but the ${shortenWords(id)} is ${expected}.`;
  const written = draft.block(place.block).text.slice(place.span.start, place.span.end);
  const text = writeVersionLike(written, expected);
  yield {
    code: 'attachment.version',
    message,
    ...place,
    fixes: [{ title: `Write “${text}”`, edits: [{ ...place, text }], preferred: true }],
  };
}

/**
 * Without a project file: one document in two versions, or marked against a version that is not
 * before its own.
 */
function* compareWithinList(
  { draft }: RuleContext,
  listed: ListedAttachment,
  list: readonly ListedAttachment[],
): Generator<Report> {
  const { entry, provision } = listed;
  if (entry.version === null) return;
  const name = documentNameIn(listed);
  const first = list.find((other) => other.entry.version !== null && documentNameIn(other) === name);
  const version = first === listed ? null : (first?.entry.version ?? null);
  if (first && version !== null && !isSameVersion(version, entry.version)) {
    const message = `${provision.label} is ${entry.version}, but ${first.provision.label}, of the same document, is ${version}.`;
    yield versionReport(draft, listed, { which: 'own', message, version, isPreferred: false });
  } else if (entry.against !== null && compareVersions(entry.against, entry.version) >= 0) {
    const message = `${provision.label} is ${entry.version}, so it cannot be marked against ${entry.against}.`;
    yield versionReport(draft, listed, { which: 'against', message, version: null, isPreferred: false });
  }
}

function isSameVersion(one: string, other: string): boolean {
  return stripVersionPrefix(one) === stripVersionPrefix(other);
}

/** The name of the document that an entry is of: its title without version and form. */
function documentNameIn({ entry }: ListedAttachment): string {
  const { title, version } = entry;
  const words = version === null ? title : title.slice(0, title.indexOf(version));
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

interface VersionFault {
  readonly which: 'own' | 'against';
  readonly message: string;
  /** The version that should be written; null where that is not known. */
  readonly version: string | null;
  readonly isPreferred: boolean;
}

function versionReport(
  draft: Draft,
  listed: ListedAttachment,
  { which, message, version, isPreferred }: VersionFault,
): Report {
  const place = findVersionPlace(draft, listed, which);
  const written = draft.block(place.block).text.slice(place.span.start, place.span.end);
  const text = version === null || !/\d/.test(written) ? null : writeVersionLike(written, version);
  return {
    code: 'attachment.version',
    message,
    ...place,
    fixes: text === null ? [] : [{ title: `Write “${text}”`, edits: [{ ...place, text }], preferred: isPreferred }],
  };
}
