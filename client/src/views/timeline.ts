import * as vscode from 'vscode';
import type { Checklists } from '../checklists.js';
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
      const reason = known?.kind === 'none' ? known.reason : 'keeling.yaml has no dates for the consultation.';
      void vscode.window.showInformationMessage(`There is no timeline. ${reason}`);
      return;
    }
    if (!this.panel) {
      this.panel = vscode.window.createWebviewPanel('keeling.timeline', 'Timeline', vscode.ViewColumn.Beside, {
        enableScripts: true,
        localResourceRoots: resourceRootsOf(this.context),
      });
      this.panel.onDidDispose(() => {
        this.panel = undefined;
      });
      this.panel.webview.onDidReceiveMessage(() => this.draw());
      this.panel.webview.html = buildPage(this.context, this.panel.webview, 'timeline', 'Timeline');
    } else this.panel.reveal(undefined, true);
    this.draw();
  }

  private draw(): void {
    const known = this.checklists.current;
    if (!this.panel || known?.kind !== 'known') return;
    this.panel.title = `Timeline of the ${known.result.title}`;
    void this.panel.webview.postMessage(known.result);
  }
}
