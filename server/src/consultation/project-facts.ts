import type { Comparison } from '../compare/change.js';
import { type ChangeNumbers, withChangeNumbers } from '../compare/change-numbers.js';
import type { Draft } from '../model/draft.js';
import { BaselineComparisons } from '../rules/comparisons.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';

/** An instrument of the consultation, and its version in force. */
export interface Instrument {
  readonly id: string;
  readonly title: string | null;
  readonly version: string | null;
  /** The letter of its annex to the notification; null for the next one in turn. */
  readonly annex: string | null;
  /** Whether the project says that it is made for the first time. */
  readonly isNew: boolean;
  readonly draft: Draft;
  readonly baseline: { readonly version: string | null; readonly draft: Draft } | null;
  /** Compares the two on demand; null without a version in force. */
  readonly comparison: () => Comparison | null;
}

/**
 * The instruments of a project, in the order of the project file.
 * @param numbers of the changes of each, which its comparison then has
 */
export function instrumentsOf(
  workspace: Workspace,
  comparisons = new BaselineComparisons(workspace),
  numbers: ReadonlyMap<WorkspaceDocument, ChangeNumbers> = new Map(),
): Instrument[] {
  return (workspace.projectFile?.documents ?? []).flatMap(({ id, title, annex, isNew }) => {
    const document = workspace.findDocument(id);
    if (!document) return [];
    const { baseline } = document;
    return [
      {
        id,
        title: title ?? document.draft.frontMatter.title,
        version: document.version,
        annex,
        isNew,
        draft: document.draft,
        baseline: baseline && { version: baseline.version, draft: baseline.draft },
        comparison: () => {
          const comparison = comparisons.of(document);
          const own = numbers.get(document);
          return comparison && own ? withChangeNumbers(comparison, own) : comparison;
        },
      },
    ];
  });
}

/** The consultation document of a project, or null. */
export function findConsultation(workspace: Workspace): WorkspaceDocument | null {
  return workspace.listCheckedDocuments().find((document) => document.role === 'consultation') ?? null;
}

/** The text of the consultation document of a project, or null. */
export function consultationOf(workspace: Workspace): Draft | null {
  return findConsultation(workspace)?.draft ?? null;
}

/** A finding on one line: "svtad.md:12: Clause 9 is missing (numbering.gap)". */
export function sayFinding(workspace: Workspace, { uri, span, message, code }: Finding): string {
  return `${workspace.namePlace(uri, span)}: ${message} (${code})`;
}
