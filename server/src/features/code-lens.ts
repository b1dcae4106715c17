import type { CodeLens } from 'vscode-languageserver-types';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfCitation } from './citation-index.js';
import { nameVersionInForce } from './display-text.js';
import { describeKinds } from './known-changes.js';
import type { OpenProject } from './open-project.js';

/**
 * The kinds of provision with a lens: those cited by a number of their own, but not sub-paragraphs
 * and rows.
 */
const KINDS_WITH_LENS: ReadonlySet<Provision['kind']> = new Set([
  'section',
  'clause',
  'table',
  'figure',
  'appendix',
  'annex',
  'schedule',
  'question',
]);

/** Which provision a lens is over: sent with the lens, and back to fill it in. */
export interface LensData {
  readonly uri: string;
  readonly provision: number;
}

/**
 * A lens over each provision that is cited or changed: one that says nothing would still leave an
 * empty line. `resolveCodeLens` fills in the words, since only those on screen need them.
 * @param isOverAll whether there is one over every provision
 */
export function listCodeLenses(
  { citations, changes }: OpenProject,
  { uri, draft }: WorkspaceDocument,
  isOverAll = false,
): CodeLens[] {
  const counts = isOverAll ? null : citations.countCitations();
  // The line stays while a change is edited: the text would jump under the hands of the user.
  const isChanged = (provision: Provision) =>
    changes.wasChanged(provision) || changes.changeOf(draft, provision) !== null;
  const lenses: CodeLens[] = [];
  for (const provision of draft.provisions) {
    if (!KINDS_WITH_LENS.has(provision.kind) || provision.number === null) continue;
    if (counts && !isCited(provision, counts) && !isChanged(provision)) continue;
    const { start } = draft.lines.rangeOf(draft.labelSpanOf(provision));
    const data: LensData = { uri, provision: provision.index };
    lenses.push({ range: { start, end: start }, data });
  }
  return lenses;
}

/**
 * "3 references, 2 to sub-paragraphs · amended since V1.4". A click shows the references, or else the
 * change.
 * @param saysNone whether it says so where nothing cites the provision
 */
export function resolveCodeLens(
  project: OpenProject,
  document: WorkspaceDocument,
  lens: CodeLens,
  saysNone = false,
): CodeLens {
  const { draft, uri } = document;
  const provision = draft.provisions[(lens.data as LensData).provision];
  if (!provision) return { range: lens.range, command: { title: '', command: '' } };
  const own = project.citations.citationsOf(provision);
  const within = listPartsWithin(provision).flatMap((part) => project.citations.citationsOf(part));
  const change = project.changes.changeOf(draft, provision);
  const citations = [...own, ...within];
  const count = describeReferenceCount(own.length, within.length, provision);
  const words = [
    count === '' && saysNone ? 'no references' : count,
    change ? `${describeKinds(change)} since ${nameVersionInForce(document)}` : '',
  ];
  const title = words.filter((each) => each !== '').join(' · ');
  const { range } = lens;
  if (citations.length === 0)
    return {
      range,
      command: change
        ? { title, command: 'keeling.showChange', arguments: [uri, range.start] }
        : { title, command: '' },
    };
  const locations = citations.map((citation) => ({
    uri: citation.citing.uri,
    range: citation.citing.draft.rangeOf(spanOfCitation(citation)),
  }));
  return { range, command: { title, command: 'keeling.showReferences', arguments: [uri, range.start, locations] } };
}

/** The sub-paragraphs or rows of a provision, which have no lens of their own. */
function listPartsWithin({ children }: Provision): readonly Provision[] {
  return children.flatMap((child) => (KINDS_WITH_LENS.has(child.kind) ? [] : [child, ...listPartsWithin(child)]));
}

/** Whether a provision is cited, or a part of it that has no lens of its own. */
function isCited(provision: Provision, counts: ReadonlyMap<Provision, number>): boolean {
  if (counts.has(provision)) return true;
  return provision.children.some((child) => !KINDS_WITH_LENS.has(child.kind) && isCited(child, counts));
}

function describeReferenceCount(own: number, within: number, { kind }: Provision): string {
  const parts = kind === 'table' ? 'rows' : 'sub-paragraphs';
  const count = (number: number) => (number === 1 ? '1 reference' : `${number} references`);
  if (within === 0) return own === 0 ? '' : count(own);
  return own === 0 ? `${count(within)} to ${parts}` : `${count(own)}, ${within} to ${parts}`;
}
