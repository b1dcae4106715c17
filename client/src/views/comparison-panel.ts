import * as vscode from 'vscode';
import type { ChangeItem, CompareResult } from '../../../server/src/protocol.js';
import type { KnownComparisons } from '../comparisons.js';
import { goToRange } from './go-to.js';
import type { InForceDocuments } from './in-force-documents.js';
import { buildPage, resourceRootsOf } from './webview-page.js';

const TYPE = 'keeling.comparison';

/**
 * What the page sends: it is ready, or the user wants to see a change in one of the two versions.
 */
type ComparisonMessage = { readonly ready: true } | { readonly open: number; readonly side: 'draft' | 'inForce' };

/**
 * The changes of a draft beside it, word by word. One panel a draft, updated when the draft is
 * saved.
 */
export class ComparisonPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly results = new Map<string, CompareResult>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly comparisons: KnownComparisons,
    private readonly inForce: InForceDocuments,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(TYPE, this),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.followCursor(textEditor)),
      comparisons.onDidChange((known) => {
        if (known?.kind === 'compared' && this.panels.has(known.uri.toString())) this.send(known.uri, known.result);
      }),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** Shows the changes of a draft beside it. */
  async show(draft: vscode.Uri): Promise<void> {
    const result = await this.comparisons.compare(draft);
    const known = this.panels.get(draft.toString());
    if (known) known.reveal(undefined, false);
    else {
      const panel = vscode.window.createWebviewPanel(TYPE, panelTitleOf(result), vscode.ViewColumn.Beside, {
        enableScripts: true,
        enableFindWidget: true,
        localResourceRoots: resourceRootsOf(this.context),
      });
      this.adopt(panel, draft);
    }
    this.send(draft, result);
  }

  /** Fills a panel of the last session, whose page is gone. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: { draft?: string } | undefined): Promise<void> {
    if (!state?.draft) {
      panel.dispose();
      return;
    }
    const draft = vscode.Uri.parse(state.draft);
    this.adopt(panel, draft);
    this.send(draft, await this.comparisons.compare(draft));
  }

  private adopt(panel: vscode.WebviewPanel, draft: vscode.Uri): void {
    const key = draft.toString();
    this.panels.set(key, panel);
    panel.webview.onDidReceiveMessage((message: ComparisonMessage) => this.answer(draft, message));
    panel.onDidDispose(() => {
      this.panels.delete(key);
      this.results.delete(key);
    });
    panel.webview.html = buildPage(this.context, panel.webview, 'comparison', vscode.l10n.t('Changes'));
  }

  private send(draft: vscode.Uri, result: CompareResult): void {
    const panel = this.panels.get(draft.toString());
    if (!panel) return;
    this.results.set(draft.toString(), result);
    panel.title = panelTitleOf(result);
    void panel.webview.postMessage({ draft: draft.toString(), result });
    const beside = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === draft.toString(),
    );
    if (beside) this.followCursor(beside);
  }

  /** Shows the change at the cursor of a draft in its panel. */
  private followCursor({ document, selection }: vscode.TextEditor): void {
    const key = document.uri.toString();
    const result = this.results.get(key);
    if (!result) return;
    const current = findChangeAt(result.changes, selection.active.line);
    void this.panels.get(key)?.webview.postMessage({ current });
  }

  private async answer(draft: vscode.Uri, message: ComparisonMessage): Promise<void> {
    const result = this.results.get(draft.toString());
    if (!result) return;
    if ('ready' in message) {
      this.send(draft, result);
      return;
    }
    const change = result.changes[message.open];
    const range = message.side === 'draft' ? change?.range : change?.oldRange;
    if (range) await goToRange(message.side === 'draft' ? draft : this.inForce.uriOf(draft, false), range);
  }
}

/** The index of the change of the provision that holds a line, or is the last before it; −1 for none. */
function findChangeAt(changes: readonly ChangeItem[], line: number): number {
  let found = -1;
  let start = -1;
  for (const [index, { range }] of changes.entries()) {
    if (!range || range.start.line > line || range.start.line < start) continue;
    found = index;
    start = range.start.line;
  }
  return found;
}

function panelTitleOf({ document, against }: CompareResult): string {
  return vscode.l10n.t('{0} against {1}', document, against);
}
