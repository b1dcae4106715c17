import * as vscode from 'vscode';
import { IN_FORCE_REQUEST, type InForceParams, type InForceResult } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';

const SCHEME = 'keeling-in-force';

/**
 * The version in force of a draft as a read-only document, wherever it comes from: a file or git.
 */
export class InForceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private readonly shown = new Set<string>();

  constructor(private readonly server: Server) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      server.onChecked(() => this.refresh()),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /**
   * The URI of a draft's version in force.
   * @param aligned with its provisions in the draft's order
   */
  uriOf(draft: vscode.Uri, aligned: boolean): vscode.Uri {
    return vscode.Uri.from({
      scheme: SCHEME,
      path: draft.path,
      query: JSON.stringify({ draft: draft.toString(), aligned }),
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    this.shown.add(uri.toString());
    const { draft, aligned } = JSON.parse(uri.query) as { draft: string; aligned: boolean };
    const params: InForceParams = { uri: draft, aligned };
    const { text } = await this.server.request<InForceResult>(IN_FORCE_REQUEST, params);
    return text;
  }

  private refresh(): void {
    for (const uri of this.shown) this.changed.fire(vscode.Uri.parse(uri));
  }
}
