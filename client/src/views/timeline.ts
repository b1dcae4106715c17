import * as vscode from 'vscode';
import type { Checklists } from '../checklists.js';
import { tellUser } from '../faults.js';
import { buildPage, resourceRootsOf } from './webview-page.js';

/** The days of the consultation as a picture, beside the text. Drawn again when they change. */
export class Timeline implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly checklists: Checklists,
  ) {
    this.subscription = checklists.onDidChange(() => this.draw());
  }

  dispose(): void {
    this.subscription.dispose();
    this.panel?.dispose();
  }

  async show(): Promise<void> {
    if (!this.checklists.current) await this.checklists.refresh();
    const known = this.checklists.current;
    if (known?.kind !== 'known' || known.result.timeline.days.length === 0) {
      const reason =
        known?.kind === 'none' ? known.reason : vscode.l10n.t('keeling.yaml has no dates for the consultation.');
      tellUser(vscode.l10n.t('There is no timeline. {0}', reason));
      return;
    }
    if (!this.panel) {
      const title = vscode.l10n.t('Timeline');
      this.panel = vscode.window.createWebviewPanel('keeling.timeline', title, vscode.ViewColumn.Beside, {
        enableScripts: true,
        localResourceRoots: resourceRootsOf(this.context),
      });
      this.panel.onDidDispose(() => {
        this.panel = undefined;
      });
      this.panel.webview.onDidReceiveMessage(() => this.draw());
      this.panel.webview.html = buildPage(this.context, this.panel.webview, 'timeline', title);
    } else this.panel.reveal(undefined, true);
    this.draw();
  }

  private draw(): void {
    const known = this.checklists.current;
    if (!this.panel || known?.kind !== 'known') return;
    this.panel.title = vscode.l10n.t('Timeline of the {0}', known.result.title);
    void this.panel.webview.postMessage(known.result);
  }
}
