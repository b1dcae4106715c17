import * as vscode from 'vscode';
import { ROLE_REQUEST, type RoleParams, type RoleResult } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';

/**
 * Keeps versions in force from being edited by mistake: a file that is one opens read-only, and says
 * what it is and how to edit it all the same.
 */
export class VersionInForceGuard implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  /** The files that were met in this session, by URI. */
  private readonly met = new Set<string>();

  constructor(private readonly server: Server) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.look(editor)),
      server.onRunning((running) => {
        if (running) void this.look(vscode.window.activeTextEditor);
      }),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private async look(editor: vscode.TextEditor | undefined): Promise<void> {
    const document = editor?.document;
    if (!editor || document?.uri.scheme !== 'file' || document.languageId !== 'markdown') return;
    const key = document.uri.toString();
    if (!this.server.isStarted || this.met.has(key) || !this.isWanted(document)) return;
    const params: RoleParams = { uri: key };
    const role = await this.server.request<RoleResult>(ROLE_REQUEST, params).catch(() => null);
    // VS Code knows no way to do it but for the editor in front.
    if (!role?.versionInForceOf || this.met.has(key) || vscode.window.activeTextEditor !== editor) return;
    this.met.add(key);
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    const edit = vscode.l10n.t('Edit All the Same');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('This is the version in force of {0}, so it is read-only.', role.versionInForceOf),
      edit,
    );
    if (answer !== edit) return;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorWriteableInSession');
  }

  private isWanted(document: vscode.TextDocument): boolean {
    return vscode.workspace.getConfiguration('keeling', document).get('inForce.readOnly', true);
  }
}
