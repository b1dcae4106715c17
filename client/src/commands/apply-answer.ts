import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient/node';
import type { EditOrRefusal } from '../../../server/src/protocol.js';
import { warnUser } from '../faults.js';
import type { Server } from '../server.js';

/**
 * Makes the edit that the server answered a command with, or tells the user why there is none.
 * @returns whether it was made
 */
export async function applyAnswer(server: Server, answer: EditOrRefusal<WorkspaceEdit>): Promise<boolean> {
  const isMade = 'edit' in answer && (await vscode.workspace.applyEdit(await server.toWorkspaceEdit(answer.edit)));
  const reason = 'refused' in answer ? answer.refused : vscode.l10n.t('the text has changed meanwhile. Try again.');
  if (!isMade) warnUser(vscode.l10n.t('Keeling: {0}', reason));
  return isMade;
}
