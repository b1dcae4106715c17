import * as vscode from 'vscode';
import type { ImportNoticeAt, ImportResult } from '../../../server/src/protocol.js';
import { goToRange } from './go-to.js';

/** What an import says of one draft. */
interface DraftReport {
  readonly draft: string;
  readonly notices: readonly ImportNoticeAt[];
}

type ReportNode = DraftReport | ImportNoticeAt;

const VIEW = 'keeling.importReport';
/** Where the reports of a workspace are kept. */
const KEPT = 'keeling.importReports';

/**
 * “Import Report”: what a reader of imported drafts should look at, each leading to its place, which
 * follows what is typed above it. What was looked at is ticked off.
 */
export class ImportReport implements vscode.TreeDataProvider<ReportNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<ReportNode>;
  private readonly subscriptions: vscode.Disposable[];
  private reports: readonly DraftReport[];

  constructor(private readonly context: vscode.ExtensionContext) {
    this.reports = context.workspaceState.get<readonly DraftReport[]>(KEPT, []);
    this.view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const { registerCommand } = vscode.commands;
    this.subscriptions = [
      this.changed,
      this.view,
      vscode.workspace.onDidChangeTextDocument((change) => this.follow(change)),
      registerCommand('keeling.importReport.open', ({ uri, line }: ImportNoticeAt) =>
        goToRange(vscode.Uri.parse(uri), { start: { line, character: 0 }, end: { line, character: 0 } }),
      ),
      // A key that a user binds gives no entry: then the selected one is meant.
      registerCommand('keeling.importReport.done', (node?: ReportNode) => this.tickOff(node ?? this.view.selection[0])),
    ];
    void this.keep(this.reports);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** Adds what an import says. */
  async add({ drafts, notices }: ImportResult): Promise<void> {
    const added = drafts.map((draft) => ({ draft, notices: notices.filter(({ uri }) => uri === draft) }));
    const others = this.reports.filter(({ draft }) => !drafts.includes(draft));
    await this.keep([...others, ...added.filter((report) => report.notices.length > 0)]);
  }

  /** Forgets what was said of a draft that is gone. */
  async forget(draft: vscode.Uri): Promise<void> {
    const left = this.reports.filter((report) => report.draft !== draft.toString());
    if (left.length < this.reports.length) await this.keep(left);
  }

  getChildren(node?: ReportNode): ReportNode[] {
    if (!node) return [...this.reports];
    return 'notices' in node ? [...node.notices] : [];
  }

  getTreeItem(node: ReportNode): vscode.TreeItem {
    if ('notices' in node) {
      const count = node.notices.length;
      const item = new vscode.TreeItem(vscode.Uri.parse(node.draft), vscode.TreeItemCollapsibleState.Expanded);
      item.description = count === 1 ? vscode.l10n.t('1 place') : vscode.l10n.t('{0} places', count);
      item.iconPath = vscode.ThemeIcon.File;
      item.contextValue = 'importReport.draft';
      return item;
    }
    const item = new vscode.TreeItem(node.message);
    item.description = vscode.l10n.t('line {0}', node.line + 1);
    item.tooltip = node.message;
    item.iconPath = new vscode.ThemeIcon('info');
    item.contextValue = 'importReport.notice';
    item.command = { title: vscode.l10n.t('Go to Place'), command: 'keeling.importReport.open', arguments: [node] };
    item.accessibilityInformation = { label: `${node.message}, ${item.description}` };
    return item;
  }

  private async tickOff(node: ReportNode | undefined): Promise<void> {
    const left = this.reports
      .filter((report) => report !== node)
      .map(({ draft, notices }) => ({ draft, notices: notices.filter((notice) => notice !== node) }));
    await this.keep(left.filter(({ notices }) => notices.length > 0));
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    const own = this.reports.find(({ draft }) => draft === uri);
    if (!own || own.notices.length === 0) return;
    let { notices } = own;
    for (const { range, text } of contentChanges) {
      const shift = text.split('\n').length - 1 - (range.end.line - range.start.line);
      if (shift !== 0)
        notices = notices.map((notice) =>
          notice.line >= range.end.line && notice.line > range.start.line
            ? { ...notice, line: Math.max(range.start.line, notice.line + shift) }
            : notice,
        );
    }
    if (notices !== own.notices)
      void this.keep(this.reports.map((report) => (report === own ? { ...own, notices } : report)));
  }

  private async keep(reports: readonly DraftReport[]): Promise<void> {
    this.reports = reports;
    const count = reports.reduce((sum, { notices }) => sum + notices.length, 0);
    const tooltip =
      count === 1
        ? vscode.l10n.t('1 place of imported drafts to look at')
        : vscode.l10n.t('{0} places of imported drafts to look at', count);
    this.view.badge = count > 0 ? { value: count, tooltip } : undefined;
    this.changed.fire(undefined);
    await this.context.workspaceState.update(KEPT, reports);
    await vscode.commands.executeCommand('setContext', 'keeling.importReportKnown', reports.length > 0);
  }
}
