import * as vscode from 'vscode';
import { RESPONSES_REQUEST, type ResponsesParams, type ResponsesResult } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { showFault, showNewDocument } from './active-document.js';

/**
 * Opens the answers of filled response templates, by question, as a new, unsaved Markdown document. Confidential ones are counted and not shown.
 * @param files the URIs of the Word files; the user is asked for them where they are not given
 */
export async function mergeResponseFiles(server: Server, files?: readonly string[]): Promise<void> {
  const uris = Array.isArray(files) ? files : await askForFiles();
  if (!uris || uris.length === 0) return;
  try {
    const params: ResponsesParams = { uris, confidential: false };
    await showNewDocument((await server.request<ResponsesResult>(RESPONSES_REQUEST, params)).markdown);
  } catch (error) {
    showFault(error);
  }
}

async function askForFiles(): Promise<readonly string[] | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: { 'Filled response templates': ['docx'] },
    openLabel: 'Merge Responses',
  });
  return chosen?.map((uri) => uri.toString());
}
