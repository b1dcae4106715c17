import type { CodeLens } from 'vscode-languageserver-types';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfCitation } from './citation-index.js';
import { nameVersionInForce } from './display-text.js';
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
 * A lens over each provision. `resolveCodeLens` fills in its words, since only those on screen need
 * them.
 */
export function listCodeLenses({ uri, draft }: WorkspaceDocument): CodeLens[] {
  return draft.provisions.flatMap((provision, index) => {
    if (!KINDS_WITH_LENS.has(provision.kind) || provision.number === null) return [];
    const { start } = draft.lines.rangeOf(draft.labelSpanOf(provision));
    const data: LensData = { uri, provision: index };
    return [{ range: { start, end: start }, data }];
  });
}

/** "3 references · amended since V1.4"; a click shows the references. */
export function resolveCodeLens(project: OpenProject, document: WorkspaceDocument, lens: CodeLens): CodeLens {
  const { draft } = document;
  const provision = draft.provisions[(lens.data as LensData).provision];
  if (!provision) return { range: lens.range, command: { title: '', command: '' } };
  const citations = project.citations.citationsOf(provision);
  const change = project.changes.changeOf(draft, provision);
  const count = citations.length;
  const title = [
    count === 0 ? 'no references' : count === 1 ? '1 reference' : `${count} references`,
    ...(change ? [`${change.kinds.join(', ')} since ${nameVersionInForce(document)}`] : []),
  ].join(' · ');
  if (count === 0) return { range: lens.range, command: { title, command: '' } };
  const locations = citations.map((citation) => ({
    uri: citation.citing.uri,
    range: citation.citing.draft.rangeOf(spanOfCitation(citation)),
  }));
  return {
    range: lens.range,
    command: { title, command: 'keeling.showReferences', arguments: [document.uri, lens.range.start, locations] },
  };
}
