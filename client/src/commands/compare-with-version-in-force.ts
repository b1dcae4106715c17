import * as vscode from 'vscode';
import { COMPARE_REQUEST, type CompareParams, type CompareResult } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { activeDocumentUri, showFault } from './active-document.js';

/** Shows the draft in front, change-marked against its version in force, beside it. */
export async function compareWithVersionInForce(server: Server): Promise<void> {
  const uri = activeDocumentUri();
  if (uri === undefined) return;
  try {
    const params: CompareParams = { uri };
    const location = { location: vscode.ProgressLocation.Window, title: 'Comparing with the version in force' };
    const result = await vscode.window.withProgress(location, () =>
      server.request<CompareResult>(COMPARE_REQUEST, params),
    );
    const panel = vscode.window.createWebviewPanel('keeling.comparison', result.title, vscode.ViewColumn.Beside, {
      enableScripts: false,
      enableFindWidget: true,
    });
    panel.webview.html = withPolicy(result.html);
  } catch (error) {
    showFault(error);
  }
}

/** The page may style itself and show pictures that it carries; nothing else. */
function withPolicy(html: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;
  return html.replace(/<head>/i, `<head>${policy}`);
}
