import * as vscode from 'vscode';
import { RESPONSES_REQUEST, type ResponsesParams, type ResponsesResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { showNewDocument } from './active-document.js';

/**
 * Merges filled response templates by question and opens the result as a new, unsaved Markdown
 * document. Confidential answers are counted but not shown.
 * @param files the URIs of the Word files and OpenDocument texts; unless given, the user is asked
 */
export async function mergeResponseFiles(server: Server, files?: readonly string[]): Promise<void> {
  const uris = Array.isArray(files) ? files : await askForResponses();
  if (!uris || uris.length === 0) return;
  try {
    const params: ResponsesParams = { uris, confidential: false };
    await showNewDocument((await server.request<ResponsesResult>(RESPONSES_REQUEST, params)).markdown);
  } catch (error) {
    showFault(error);
  }
}

async function askForResponses(): Promise<readonly string[] | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: { [vscode.l10n.t('Filled response templates')]: ['docx', 'odt'] },
    openLabel: vscode.l10n.t('Merge Responses'),
  });
  return chosen?.map((uri) => uri.toString());
}
