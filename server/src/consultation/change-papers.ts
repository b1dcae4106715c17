import type { Comparison } from '../compare/change.js';
import type { Source } from '../export/manuscript/manuscript.js';
import { writeInstructions } from '../instructions/instructions.js';
import { namesOfDrafts, writeSchedulePaper } from '../instructions/schedule-paper.js';
import { Draft } from '../model/draft.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import type { ComparisonPaperKind } from '../workspace/project-file.js';
import type { Workspace } from '../workspace/workspace.js';
import { readChangeFacts } from './change-facts.js';
import { isComparisonPaper, makeComparisonPaper } from './comparison-papers.js';

/** A paper about the changes of one document. */
export type ChangePaperKind = 'instructions' | ComparisonPaperKind;

/** Whether words name a paper about the changes of a document. */
export function isChangePaper(words: string): words is ChangePaperKind {
  return words === 'instructions' || isComparisonPaper(words);
}

/** A document whose changes a paper is about. */
export interface ChangedDocument {
  readonly workspace: Workspace;
  readonly checker: Checker;
  readonly document: WorkspaceDocument;
  /** With its version in force. */
  readonly comparison: Comparison;
}

/**
 * Makes a paper about the changes of a document, with what its project says of them.
 * @returns what the writers draw, and the same as comma-separated values where it is a table
 * @throws Error where a change cannot be said in instructions
 */
export async function makeChangePaper(
  host: Host,
  kind: ChangePaperKind,
  { workspace, checker, document, comparison }: ChangedDocument,
): Promise<{ readonly source: Source; readonly csv: string | null }> {
  const { id, version, baseline } = document;
  if (kind === 'instructions') {
    const drafts = namesOfDrafts(comparison.old, comparison.new);
    const names = { ...drafts, ...(id ? { id } : {}), oldVersion: baseline?.version ?? null, newVersion: version };
    return { source: { draft: Draft.parse(writeSchedulePaper(writeInstructions(comparison), names)) }, csv: null };
  }
  const facts = await readChangeFacts(host, workspace, checker, document);
  return makeComparisonPaper(kind, comparison, facts, [id, version].filter(Boolean).join(' ') || null);
}
