import * as vscode from 'vscode';
import { compareWithVersionInForce } from './commands/compare-with-version-in-force.js';
import { draftNotification } from './commands/draft-notification.js';
import { exportAttachments } from './commands/export-attachments.js';
import { isDraft, isProjectFile } from './drafts.js';
import { Server } from './server.js';

let server: Server | undefined;

/** Starts the server with the first draft that is opened; other Markdown never starts it. */
export function activate(context: vscode.ExtensionContext): void {
  const own = new Server(context);
  server = own;
  context.subscriptions.push(
    vscode.commands.registerCommand('keeling.compareWithVersionInForce', () => compareWithVersionInForce(own)),
    vscode.commands.registerCommand('keeling.exportAttachments', (output?: string) => exportAttachments(own, output)),
    vscode.commands.registerCommand('keeling.draftNotification', () => draftNotification(own)),
    vscode.workspace.onDidOpenTextDocument((document) => startFor(own, document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => startFor(own, document)),
  );
  for (const document of vscode.workspace.textDocuments) void startFor(own, document);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

async function startFor(own: Server, document: vscode.TextDocument): Promise<void> {
  if (own.isStarted) return;
  if (isProjectFile(document) || (await isDraft(document))) await own.start();
}
