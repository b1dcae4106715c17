import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Range,
} from 'vscode-languageserver-types';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfCitation, spanOfTarget } from './citation-index.js';
import { displayNameOf, readOpeningWords } from './display-text.js';
import type { OpenProject } from './open-project.js';
import { symbolKindOf } from './outline.js';
import { findSubjectAt } from './subject.js';

/**
 * The provision at an offset whose citations are asked for: the one cited there, or else the one
 * that the words belong to.
 */
export function prepareCallHierarchy(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
): CallHierarchyItem[] {
  const subject = findSubjectAt(project, document, offset);
  if (subject?.kind === 'provisions' && subject.provisions.length > 0)
    return subject.provisions.map((provision) => toHierarchyItem(subject.holder, provision));
  const own = document.draft.provisionAt(offset);
  return own ? [toHierarchyItem(document, own)] : [];
}

/** Who cites a provision: one entry for each citing provision, with the places. */
export function findIncomingCalls(project: OpenProject, asked: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const found = findProvisionOf(project, asked);
  if (!found) return [];
  const groups = new CallGroups();
  for (const citation of project.citations.citationsOf(found.provision)) {
    const { citing, block } = citation;
    const row = citation.resolution.found.passage.cell?.row ?? null;
    groups.addRange(citing, findCitingProvision(citing, block, row), citing.draft.rangeOf(spanOfCitation(citation)));
  }
  return groups.list().map(({ item: from, ranges }) => ({ from, fromRanges: ranges }));
}

/** What a provision cites, itself or in any provision within it. */
export function findOutgoingCalls(project: OpenProject, asked: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const found = findProvisionOf(project, asked);
  if (!found) return [];
  const { document, provision } = found;
  const resolved = project.checker.resolutionsOf(document);
  const groups = new CallGroups();
  for (let block = provision.block; block < Math.max(provision.endBlock, provision.block + 1); block++) {
    for (const resolution of resolved(block)) {
      const row = resolution.found.passage.cell?.row;
      if (provision.row !== null && row !== provision.row) continue;
      const holder = resolution.document?.uri ? project.workspace.documents.get(resolution.document.uri) : undefined;
      if (!holder) continue;
      for (const target of resolution.targets) {
        const range = document.draft.rangeOf(document.draft.inText(block, spanOfTarget(resolution, target)));
        for (const cited of target.provisions) groups.addRange(holder, cited, range);
      }
    }
  }
  return groups.list().map(({ item: to, ranges }) => ({ to, fromRanges: ranges }));
}

function findCitingProvision(document: WorkspaceDocument, block: number, row: number | null): Provision | null {
  const owner = document.draft.provisionOfBlock(block);
  return owner?.children.find((child) => row !== null && child.row === row && child.block === block) ?? owner;
}

function toHierarchyItem(document: WorkspaceDocument, provision: Provision): CallHierarchyItem {
  const { draft, uri } = document;
  return {
    name: provision.label || displayNameOf(document),
    detail: [displayNameOf(document), readOpeningWords(draft, provision, 60)].filter(Boolean).join(' · '),
    kind: symbolKindOf(provision.kind),
    uri,
    range: draft.rangeOf(draft.spanOf(provision)),
    selectionRange: draft.rangeOf(draft.labelSpanOf(provision)),
  };
}

/** The provision that an item of an earlier answer stands for, found again by its label. */
function findProvisionOf(
  project: OpenProject,
  asked: CallHierarchyItem,
): { document: WorkspaceDocument; provision: Provision } | null {
  const document = project.workspace.documents.get(asked.uri);
  if (!document) return null;
  const at = document.draft.lines.offsetAt(asked.selectionRange.start);
  const same = document.draft.provisions.filter(({ label }) => label === asked.name);
  const distance = (provision: Provision) => Math.abs(document.draft.labelSpanOf(provision).start - at);
  const [provision] = same.sort((a, b) => distance(a) - distance(b));
  return provision ? { document, provision } : null;
}

class CallGroups {
  private readonly groups = new Map<Provision, { item: CallHierarchyItem; ranges: Range[] }>();

  addRange(document: WorkspaceDocument, provision: Provision | null, range: Range): void {
    if (!provision) return;
    const group = getOrCreate(this.groups, provision, () => ({
      item: toHierarchyItem(document, provision),
      ranges: [],
    }));
    group.ranges.push(range);
  }

  list(): { item: CallHierarchyItem; ranges: Range[] }[] {
    return [...this.groups.values()];
  }
}
