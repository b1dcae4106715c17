import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import { isCheckCode } from './catalogue.js';
import type { BaselineComparisons } from './comparisons.js';
import type { DocumentMemory } from './document-memory.js';
import type { RuleContext } from './rule.js';

/** How much is checked: `typing` leaves out what needs a comparison, `full` does everything. */
export type Depth = 'typing' | 'full';

/** A context for the checks of a document, and what they looked at outside its draft. */
export interface WatchedContext {
  readonly context: RuleContext;
  /** Grows while checks run: one question for each outside fact, whether it is still the same. */
  readonly outsideFacts: (() => boolean)[];
}

/** Makes what the checks see of a document as it is now. */
export function createRuleContext(
  workspace: Workspace,
  comparisons: BaselineComparisons,
  document: WorkspaceDocument,
  memory: DocumentMemory,
  depth: Depth,
): WatchedContext {
  const { draft, uri } = document;
  const resolution = workspace.resolutionContextOf(document);
  const outsideFacts: (() => boolean)[] = [];
  const watch = <T>(read: () => T): T => {
    const seen = read();
    outsideFacts.push(() => read() === seen);
    return seen;
  };
  const context: RuleContext = {
    draft,
    uri,
    resolution,
    project: workspace.projectFile,
    fonts: workspace.fonts,
    isCheckCode,
    resolved: (block) => memory.resolve(block, draft, resolution),
    frontMatterFor: (block) => {
      memory.noteFrontMatter(block);
      return draft.frontMatter;
    },
    unknownDocuments: () => memory.unknownDocuments(draft, resolution),
    comparisonOf: (other) => {
      const target = depth === 'full' ? workspace.documents.get(other) : undefined;
      return target ? comparisons.of(target) : null;
    },
    frontMatterOf: (id) => {
      const other = workspace.findDocument(id);
      return watch(() => other?.draft.frontMatter ?? null);
    },
    responseTemplate: () => {
      const template = workspace.responseTemplate;
      return watch(() => template?.draft ?? null);
    },
  };
  return { context, outsideFacts };
}
