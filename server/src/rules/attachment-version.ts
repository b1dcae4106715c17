import {
  bare,
  compareVersions,
  inMannerOf,
  type ListedAttachment,
  listedAttachments,
  planOf,
  versionPlace,
} from './attachment-list.js';
import type { DraftRule, Report, RuleContext } from './rule.js';

/** Versions that differ between the list of attachments, the project file and the drafts. */
export const attachmentVersion: DraftRule = {
  codes: {
    'attachment.version': {
      severity: 'error',
      speaks: 'The list of attachments, the project file and the drafts disagree on a version.',
    },
  },
  costly: false,
  *checkDraft(context) {
    yield* frontMatterVersion(context);
    const list = listedAttachments(context.draft);
    const isPlanned = context.resolution.self.role === 'consultation' && (context.project?.attachments.length ?? 0) > 0;
    for (const listed of list) yield* isPlanned ? againstPlan(context, listed) : againstList(context, listed, list);
  },
};

/** The version in a draft's front matter against the one that the project file gives it. */
function* frontMatterVersion({ draft, project, resolution }: RuleContext): Generator<Report> {
  const { version, places } = draft.frontMatter;
  const planned = project?.documents.find(({ id }) => id === resolution.self.id)?.version ?? null;
  const span = places.get('version');
  if (version === null || planned === null || !span || bare(version) === bare(planned)) return;
  yield {
    code: 'attachment.version',
    message: `keeling.yaml gives the ${resolution.self.id} the version ${planned}, and its front matter ${version}.`,
    block: 0,
    span,
    fixes: [
      {
        title: `Write “${planned}”`,
        edits: [{ block: 0, span, text: inMannerOf(version, planned) }],
        preferred: false,
      },
    ],
  };
}

function* againstPlan(context: RuleContext, listed: ListedAttachment): Generator<Report> {
  const { entry, provision } = listed;
  const document = planOf(context, provision.number)?.document;
  if (!document) return;
  const version = document.version ?? context.frontMatterOf(document.id)?.version ?? null;
  if (entry.version !== null && version !== null && bare(entry.version) !== bare(version))
    yield differs(
      context,
      listed,
      'own',
      `The ${document.id} is ${version}, and ${provision.label} bears ${entry.version}.`,
      version,
      true,
    );
  const instrument = context.resolution.instruments.find(({ id }) => id === document.id);
  const against = document.baseline?.version ?? instrument?.baseline?.draft?.frontMatter.version ?? null;
  if (entry.against !== null && against !== null && bare(entry.against) !== bare(against))
    yield differs(
      context,
      listed,
      'against',
      `The ${document.id} in force is ${against}, and ${provision.label} is marked against ${entry.against}.`,
      against,
      true,
    );
}

/** Without a project file: one document in two versions, or marked against a version that is not before its own. */
function* againstList(
  context: RuleContext,
  listed: ListedAttachment,
  list: readonly ListedAttachment[],
): Generator<Report> {
  const { entry, provision } = listed;
  if (entry.version === null) return;
  const name = nameIn(listed);
  const first = list.find((other) => other.entry.version !== null && nameIn(other) === name);
  if (first && first !== listed && first.entry.version !== null && bare(first.entry.version) !== bare(entry.version))
    yield differs(
      context,
      listed,
      'own',
      `${first.provision.label} is ${first.entry.version} of the same document, and ${provision.label} ${entry.version}.`,
      first.entry.version,
      false,
    );
  else if (entry.against !== null && compareVersions(entry.against, entry.version) >= 0)
    yield differs(
      context,
      listed,
      'against',
      `${provision.label} is ${entry.version}, so it cannot be marked against ${entry.against}.`,
      null,
      false,
    );
}

/** The name of the document that an entry is of: its title without version and form. */
function nameIn({ entry }: ListedAttachment): string {
  const { title, version } = entry;
  const words = version === null ? title : title.slice(0, title.indexOf(version));
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function differs(
  { draft }: RuleContext,
  listed: ListedAttachment,
  which: 'own' | 'against',
  message: string,
  version: string | null,
  isPlanned: boolean,
): Report {
  const place = versionPlace(draft, listed, which);
  const written = draft.block(place.block).text.slice(place.span.start, place.span.end);
  const text = version === null || !/\d/.test(written) ? null : inMannerOf(written, version);
  return {
    code: 'attachment.version',
    message,
    ...place,
    fixes: text === null ? [] : [{ title: `Write “${text}”`, edits: [{ ...place, text }], preferred: isPlanned }],
  };
}
