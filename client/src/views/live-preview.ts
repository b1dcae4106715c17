import * as vscode from 'vscode';
import { PREVIEW_REQUEST, type PreviewParams, type PreviewResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { buildPage, resourceRootsOf } from './webview-page.js';

/** What the page sends: it is ready, or the user chose a form, or wants to print. */
type PreviewMessage = { readonly ready: true } | { readonly marked: boolean } | { readonly print: true };

/** What the page is sent: a new text, or the place of the cursor. */
export type PreviewPageData =
  | (Pick<PreviewResult, 'html' | 'note'> & { readonly marked: boolean })
  | { readonly at: string };

/** A draft beside its text as it will be published, drawn again with each change. */
export class LivePreview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private draft: vscode.Uri | undefined;
  private marked = false;
  private last: PreviewResult | undefined;
  /** One question at a time: what is typed meanwhile is drawn by the next. */
  private isDrawing = false;
  private isStale = false;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.toString() === this.draft?.toString()) void this.draw();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      server.onChecked(() => void this.draw()),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
    this.panel?.dispose();
  }

  /** Shows a draft. */
  async show(draft: vscode.Uri): Promise<void> {
    this.draft = draft;
    if (this.panel) this.panel.reveal(undefined, true);
    else this.open();
    await this.draw();
  }

  private open(): void {
    const panel = vscode.window.createWebviewPanel(
      'keeling.livePreview',
      vscode.l10n.t('Preview'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, enableFindWidget: true, localResourceRoots: resourceRootsOf(this.context) },
    );
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.draft = undefined;
      this.last = undefined;
    });
    panel.webview.onDidReceiveMessage((message: PreviewMessage) => this.answer(message));
    // The page that the export writes brings its own styles and pictures, and neither script nor link to anything.
    panel.webview.html = buildPage(this.context, panel.webview, 'live-preview', vscode.l10n.t('Preview'), {
      styles: "'unsafe-inline'",
      images: 'data:',
    });
    this.panel = panel;
  }

  private async answer(message: PreviewMessage): Promise<void> {
    if ('print' in message) return this.print();
    if ('marked' in message) this.marked = message.marked;
    await this.draw();
  }

  private async draw(): Promise<void> {
    if (this.isDrawing) {
      this.isStale = true;
      return;
    }
    const { panel, draft, marked } = this;
    if (!panel || !draft) return;
    this.isDrawing = true;
    try {
      const params: PreviewParams = { uri: draft.toString(), marked };
      const result = await this.server.request<PreviewResult>(PREVIEW_REQUEST, params);
      this.last = result;
      panel.title = vscode.l10n.t('Preview of {0}', draft.path.slice(draft.path.lastIndexOf('/') + 1));
      const data: PreviewPageData = { html: result.html, note: result.note, marked };
      await panel.webview.postMessage(data);
      const beside = vscode.window.visibleTextEditors.find(
        ({ document }) => document.uri.toString() === draft.toString(),
      );
      if (beside) this.follow(beside);
    } catch (error) {
      // While words are typed a text can be one that cannot be set yet: what was drawn last stays.
      if (!this.last) showFault(error);
    } finally {
      this.isDrawing = false;
      if (this.isStale) {
        this.isStale = false;
        void this.draw();
      }
    }
  }

  private follow({ document, selection }: vscode.TextEditor): void {
    if (!this.panel || !this.last || document.uri.toString() !== this.draft?.toString()) return;
    let at = '';
    for (const [line, id] of this.last.places) {
      if (line > selection.active.line) break;
      at = id;
    }
    const data: PreviewPageData = { at };
    void this.panel.webview.postMessage(data);
  }

  /** Opens the page in the browser, which can print it. */
  private async print(): Promise<void> {
    if (!this.last) return;
    const folder = this.context.globalStorageUri;
    const file = vscode.Uri.joinPath(folder, 'preview.html');
    try {
      await vscode.workspace.fs.createDirectory(folder);
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(this.last.html));
      await vscode.env.openExternal(file);
    } catch (error) {
      showFault(error);
    }
  }
}
