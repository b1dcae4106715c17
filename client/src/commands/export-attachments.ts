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
    const params = { uri: uri.toString(), output: folder };
    let result = await packWithProgress(server, { ...params, token: String(requests++) });
    if (result?.refused) {
      if (!(await wantsDraft(result.refused))) return undefined;
      result = await packWithProgress(server, { ...params, draft: true, token: String(requests++) });
    }
    if (!result) return undefined;
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

/** How many of the reasons a dialogue shows. */
const MOST_REASONS = 12;

/** Says what stands against the attachments; whether they are wanted nevertheless, marked as a draft. */
async function wantsDraft(reasons: readonly string[]): Promise<boolean> {
  const [draft, problems] = ['Make a Draft', 'Show Problems'];
  const more = reasons.length > MOST_REASONS ? [`… and ${reasons.length - MOST_REASONS} more`] : [];
  const detail = [...reasons.slice(0, MOST_REASONS), ...more].join('\n');
  const title = 'The attachments are not made while errors stand.';
  const chosen = await vscode.window.showWarningMessage(title, { modal: true, detail }, draft, problems);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  return chosen === draft;
}

/** Shows how far the attachments are; undefined where the user gave them up, and nothing is written. */
async function packWithProgress(server: Server, params: PackParams): Promise<PackResult | undefined> {
  await server.start();
  const options = { location: vscode.ProgressLocation.Notification, title: 'Attachments', cancellable: true };
  return vscode.window.withProgress(options, async (bar, cancellation) => {
    let shown = 0;
    const listener = server.onNotification<PackProgress>(PACK_PROGRESS, ({ token, done, total, what }) => {
      if (token !== params.token) return;
      const now = total === 0 ? 0 : (100 * done) / total;
      bar.report({ message: what, increment: now - shown });
      shown = now;
    });
    try {
      return await server.request<PackResult>(PACK_REQUEST, params, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
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
