import * as vscode from 'vscode';
import {
  PACK_PROGRESS,
  PACK_REQUEST,
  type PackParams,
  type PackProgress,
  type PackResult,
} from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { activeDocumentUri, showFault } from './active-document.js';

let requests = 0;

/**
 * Writes all attachments of the project that the document in front belongs to.
 * @param output the URI of the folder to write to; the user is asked where it is not given
 */
export async function exportAttachments(server: Server, output?: string): Promise<PackResult | undefined> {
  const uri = activeDocumentUri();
  if (uri === undefined) return undefined;
  const folder = typeof output === 'string' ? output : await askForFolder();
  if (folder === undefined) return undefined;
  try {
    const result = await withProgress(server, { uri: uri.toString(), output: folder, token: String(requests++) });
    const open = 'Show Files';
    const made = `${result.files.length} files of the consultation's attachments are written.`;
    if (typeof output === 'string') void vscode.window.showInformationMessage(made);
    else if ((await vscode.window.showInformationMessage(made, open)) === open) {
      await vscode.commands.executeCommand(
        'revealFileInOS',
        vscode.Uri.joinPath(vscode.Uri.parse(result.folder), result.files[0] ?? ''),
      );
    }
    return result;
  } catch (error) {
    showFault(error);
    return undefined;
  }
}

async function withProgress(server: Server, params: PackParams): Promise<PackResult> {
  await server.start();
  const options = { location: vscode.ProgressLocation.Notification, title: 'Attachments' };
  return vscode.window.withProgress(options, async (bar) => {
    let shown = 0;
    const listener = server.onNotification<PackProgress>(PACK_PROGRESS, ({ token, done, total, what }) => {
      if (token !== params.token) return;
      const now = total === 0 ? 0 : (100 * done) / total;
      bar.report({ message: what, increment: now - shown });
      shown = now;
    });
    try {
      return await server.request<PackResult>(PACK_REQUEST, params);
    } finally {
      listener.dispose();
    }
  });
}

async function askForFolder(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    openLabel: 'Write Attachments Here',
  });
  return chosen?.[0]?.toString();
}
