import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { AttachmentEntry, Provision } from '../../model/provision.js';
import type { AttachmentPlan, ProjectDocument } from '../../workspace/project-file.js';
import { type BlockPlace, findLabelPlace, type RuleContext } from '../rule.js';

/** An attachment as the list in a document gives it. */
export interface ListedAttachment {
  readonly provision: Provision;
  readonly entry: AttachmentEntry;
}

const lists = new WeakMap<readonly Provision[], readonly ListedAttachment[]>();

/**
 * The list of attachments of a draft, each number once: a number used twice is reported by another
 * check.
 */
export function listAttachments({ provisions }: Draft): readonly ListedAttachment[] {
  return getOrCreate(lists, provisions, () => {
    const seen = new Set<string | null>();
    return provisions.flatMap((provision) => {
      const { attachment: entry, number } = provision;
      if (!entry || seen.has(number)) return [];
      seen.add(number);
      return [{ provision, entry }];
    });
  });
}

/**
 * What the project file plans under a number, and the document that it attaches; null where it
 * plans nothing.
 */
export function findPlan(
  { project }: RuleContext,
  number: string | null,
): { readonly plan: AttachmentPlan; readonly document: ProjectDocument | null } | null {
  const plan = project?.attachments.find((each) => String(each.number) === number);
  if (!plan) return null;
  const { content } = plan;
  const id = 'document' in content ? content.document : null;
  return { plan, document: project?.documents.find((each) => each.id === id) ?? null };
}

/**
 * The place of a version in the entry of an attachment: its own, or the one that it is marked
 * against.
 */
export function findVersionPlace(
  draft: Draft,
  { provision, entry }: ListedAttachment,
  which: 'own' | 'against',
): BlockPlace {
  const { text, head } = draft.block(provision.block);
  const from = 'body' in head ? head.body : 0;
  const marked = text.search(/\bagainst\b/i);
  const version = (which === 'own' ? entry.version : entry.against) ?? '';
  const start = text.indexOf(version, which === 'against' && marked >= 0 ? marked : from);
  // A version with mark-up inside is not found: the label is underlined instead.
  if (version === '' || start < 0) return findLabelPlace(draft, provision);
  return { block: provision.block, span: { start, end: start + version.length } };
}

/** A version without its prefix: "V1.5", "version 1.5" and "1.5" are one. */
export function stripVersionPrefix(version: string): string {
  return version.toLowerCase().replace(/^(?:version|v)\.? ?/, '');
}

/**
 * The version with the prefix of another: "version 1.5" for "V1.5" where that says "version 1.4".
 */
export function writeVersionLike(written: string, version: string): string {
  return `${/^(?:version ?|v\.? ?)?/i.exec(written)?.[0] ?? ''}${stripVersionPrefix(version)}`;
}

/** −1, 0 or 1: whether version `a` comes before `b`, is the same, or comes after it. */
export function compareVersions(a: string, b: string): number {
  const first = stripVersionPrefix(a).split('.').map(Number);
  const second = stripVersionPrefix(b).split('.').map(Number);
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const step = (first[i] ?? 0) - (second[i] ?? 0);
    if (step !== 0) return Math.sign(step);
  }
  return 0;
}
