import * as vscode from 'vscode';
import { CITATIONS_REQUEST, type CitationsParams, type CitationsResult } from '../../../server/src/protocol.js';
import { tellUser } from '../faults.js';
import type { Server } from '../server.js';
import { goToRange } from './go-to.js';
import { buildPage, resourceRootsOf } from './webview-page.js';

/**
 * What the page sends: it is ready, or the user wants to see a provision in the editor, or in the
 * middle of the map.
 */
type MapMessage =
  | { readonly ready: true }
  | { readonly open: { readonly uri: string; readonly range: CitationsResult['centre']['range'] } }
  | { readonly centre: { readonly uri: string; readonly range: CitationsResult['centre']['range'] } };

/**
 * Who cites the provision under the cursor and what it cites, as a picture. One panel for all
 * drafts.
 */
export class ReferenceMap implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private result: CitationsResult | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {}

  dispose(): void {
    this.panel?.dispose();
  }

  /** Shows the map around the provision at a position. */
  async show(uri: vscode.Uri, position: vscode.Position): Promise<void> {
    if (!(await this.ask(uri.toString(), position))) {
      tellUser(vscode.l10n.t('There is no provision at the cursor. Put the cursor in a clause first.'));
      return;
    }
    if (!this.panel) {
      const title = vscode.l10n.t('Reference Map');
      this.panel = vscode.window.createWebviewPanel('keeling.referenceMap', title, vscode.ViewColumn.Beside, {
        enableScripts: true,
        localResourceRoots: resourceRootsOf(this.context),
      });
      this.panel.onDidDispose(() => {
        this.panel = undefined;
      });
      this.panel.webview.onDidReceiveMessage((message: MapMessage) => this.answer(message));
      this.panel.webview.html = buildPage(this.context, this.panel.webview, 'reference-map', title);
    } else this.panel.reveal(undefined, true);
    this.draw();
  }

  private async ask(uri: string, position: CitationsParams['position']): Promise<boolean> {
    const params: CitationsParams = { uri, position: { line: position.line, character: position.character } };
    const result = await this.server.request<CitationsResult | null>(CITATIONS_REQUEST, params);
    if (result) this.result = result;
    return result !== null;
  }

  private draw(): void {
    if (!this.panel || !this.result) return;
    this.panel.title = vscode.l10n.t('References of {0}', this.result.centre.label);
    void this.panel.webview.postMessage(this.result);
  }

  private async answer(message: MapMessage): Promise<void> {
    if ('open' in message) await goToRange(vscode.Uri.parse(message.open.uri), message.open.range);
    else {
      if ('centre' in message) await this.ask(message.centre.uri, message.centre.range.start);
      this.draw();
    }
  }
}
