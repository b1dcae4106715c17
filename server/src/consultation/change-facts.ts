import type { Change } from '../compare/change.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import type { Workspace } from '../workspace/workspace.js';
import { readProjectNumbers } from './change-numbering.js';
import type { ChangeFacts } from './comparison-table.js';
import {
  changedInstrumentsOf,
  findQuestionRecords,
  questionsByChange,
  readProjectDeclarations,
} from './question-changes.js';

/**
 * The reasons of the changes of a project, as the rows of the overview give them, and the questions
 * about them.
 */
export function findChangeFacts(workspace: Workspace, checker: Checker): Omit<ChangeFacts, 'numbers'> {
  const changed = changedInstrumentsOf(workspace, checker);
  const questions = questionsByChange(findQuestionRecords(workspace, checker, changed));
  const reasons = new Map<Change, string>();
  const declarations = readProjectDeclarations(workspace, checker, changed)?.declarations;
  for (const instrument of declarations ? changed : [])
    for (const placed of instrument.substance) {
      const reason = declarations?.rowOf(instrument, placed)?.rationale ?? '';
      if (reason !== '') reasons.set(placed.change, reason);
    }
  return { reasons, questions };
}

/** All that a project knows of the changes of one of its drafts: numbers, reasons and questions. */
export async function readChangeFacts(
  host: Host,
  workspace: Workspace,
  checker: Checker,
  document: WorkspaceDocument,
): Promise<ChangeFacts> {
  const { byDocument } = await readProjectNumbers(host, workspace, checker.comparisons);
  return { ...findChangeFacts(workspace, checker), numbers: byDocument.get(document) ?? null };
}
