import { type InlayHint, InlayHintKind } from 'vscode-languageserver-types';
import { shortenToLine } from '../analysis/text/shorten-to-line.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { spanOfTarget } from './citation-index.js';
import type { OpenProject } from './open-project.js';

const MOST_CHARACTERS = 32;

/**
 * Hints after references, with the title of what is cited where the words around do not give it.
 */
export function findInlayHints(project: OpenProject, document: WorkspaceDocument, within: Span): InlayHint[] {
  const { draft } = document;
  const resolved = project.checker.resolutionsOf(document);
  const hints: InlayHint[] = [];
  const last = draft.blockAt(within.end);
  for (let block = Math.max(0, draft.blockAt(within.start)); block <= last; block++) {
    for (const resolution of resolved(block)) {
      if (resolution.found.reference.caption || resolution.found.reference.isRelative) continue;
      for (const target of resolution.targets) {
        const [provision] = target.provisions;
        if (!provision || target.provisions.length > 1 || target.state !== 'found') continue;
        const section = findSectionAround(provision);
        // For a clause in the same section, the section's title says nothing new.
        const title =
          provision.title ?? (section === findSectionAround(draft.provisionOfBlock(block)) ? null : section?.title);
        if (!title || containsTitle(draft.block(block).text, title)) continue;
        const { end } = draft.inText(block, spanOfTarget(resolution, target));
        hints.push({
          position: draft.positionAt(end),
          label: shortenToLine(title, MOST_CHARACTERS),
          kind: InlayHintKind.Type,
          paddingLeft: true,
        });
      }
    }
  }
  return hints;
}

/** The section around a provision, whose title stands in for a clause without one. */
function findSectionAround(provision: Provision | null): Provision | null {
  let at = provision;
  while (at && at.kind !== 'section') at = at.parent;
  return at;
}

function containsTitle(text: string, title: string): boolean {
  return text.toLowerCase().includes(title.toLowerCase());
}
