import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Range,
} from 'vscode-languageserver-types';
import type { Provision } from '../model/provision.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfCitation, spanOfTarget } from './citations.js';
import type { OpenProject } from './open-project.js';
import { symbolKindOf } from './outline.js';
import { subjectAt } from './subject.js';
import { firstWords, nameOf } from './words.js';

/** The provision whose citations are asked for: the one cited at an offset, or else the one that the words there belong to. */
export function prepareCallHierarchy(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
): CallHierarchyItem[] {
  const subject = subjectAt(project, document, offset);
  if (subject?.kind === 'provisions' && subject.provisions.length > 0)
    return subject.provisions.map((provision) => item(subject.holder, provision));
  const own = document.draft.provisionAt(offset);
  return own ? [item(document, own)] : [];
}

/** Who cites a provision: one entry for each provision that does, with the places. */
export function incomingCalls(project: OpenProject, asked: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const found = provisionOf(project, asked);
  if (!found) return [];
  const groups = new Groups();
  for (const citation of project.citations.of(found.provision)) {
    const { citing, block } = citation;
    const row = citation.resolution.found.passage.cell?.row ?? null;
    groups.add(citing, ownerOf(citing, block, row), citing.draft.rangeOf(spanOfCitation(citation)));
  }
  return groups.all().map(({ item: from, ranges }) => ({ from, fromRanges: ranges }));
}

/** What a provision, with all within it, cites. */
export function outgoingCalls(project: OpenProject, asked: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const found = provisionOf(project, asked);
  if (!found) return [];
  const { document, provision } = found;
  const resolved = project.checker.resolutionsOf(document);
  const groups = new Groups();
  for (let block = provision.block; block < Math.max(provision.endBlock, provision.block + 1); block++) {
    for (const resolution of resolved(block)) {
      const row = resolution.found.passage.cell?.row;
      if (provision.row !== null && row !== provision.row) continue;
      const holder = resolution.document?.uri ? project.workspace.documents.get(resolution.document.uri) : undefined;
      if (!holder) continue;
      for (const target of resolution.targets) {
        const range = document.draft.rangeOf(document.draft.inText(block, spanOfTarget(resolution, target)));
        for (const cited of target.provisions) groups.add(holder, cited, range);
      }
    }
  }
  return groups.all().map(({ item: to, ranges }) => ({ to, fromRanges: ranges }));
}

function ownerOf(document: WorkspaceDocument, block: number, row: number | null): Provision | null {
  const owner = document.draft.provisionOfBlock(block);
  return owner?.children.find((child) => row !== null && child.row === row && child.block === block) ?? owner;
}

function item(document: WorkspaceDocument, provision: Provision): CallHierarchyItem {
  const { draft, uri } = document;
  return {
    name: provision.label || nameOf(document),
    detail: [nameOf(document), firstWords(draft, provision, 60)].filter(Boolean).join(' · '),
    kind: symbolKindOf(provision.kind),
    uri,
    range: draft.rangeOf(draft.spanOf(provision)),
    selectionRange: draft.rangeOf(draft.labelSpanOf(provision)),
  };
}

/** The provision that an item told of before stands for, found again by its label. */
function provisionOf(
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

class Groups {
  private readonly groups = new Map<Provision, { item: CallHierarchyItem; ranges: Range[] }>();

  add(document: WorkspaceDocument, provision: Provision | null, range: Range): void {
    if (!provision) return;
    const known = this.groups.get(provision);
    if (known) known.ranges.push(range);
    else this.groups.set(provision, { item: item(document, provision), ranges: [range] });
  }

  all(): { item: CallHierarchyItem; ranges: Range[] }[] {
    return [...this.groups.values()];
  }
}
