import * as vscode from 'vscode';
import { CHANGE_KINDS, type ChangeItem, type CompareResult } from '../../../server/src/protocol.js';
import type { Comparisons, KnownComparison } from '../comparisons.js';
import { goTo } from './go-to.js';
import type { InForceDocuments } from './in-force-documents.js';

type Kind = (typeof CHANGE_KINDS)[number];
type Node = { readonly kind: Kind; readonly changes: readonly ChangeItem[] } | ChangeItem;

/** How each kind is headed and drawn. */
const KINDS: Readonly<Record<Kind, readonly [title: string, icon: string, colour: string | null]>> = {
  inserted: ['Inserted', 'diff-added', 'gitDecoration.addedResourceForeground'],
  deleted: ['Deleted', 'diff-removed', 'gitDecoration.deletedResourceForeground'],
  amended: ['Amended', 'diff-modified', 'gitDecoration.modifiedResourceForeground'],
  moved: ['Moved', 'diff-renamed', 'gitDecoration.renamedResourceForeground'],
  renumbered: ['Renumbered', 'list-ordered', null],
  consequential: ['Consequential', 'references', null],
  typographical: ['Typographical', 'text-size', null],
  formatting: ['Formatting', 'symbol-color', null],
};

/** "Changes since V1.4": what changed in the draft in front, by kind, substance first. */
export class ChangesTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: vscode.Disposable[];
  private known: Extract<KnownComparison, { kind: 'compared' }> | undefined;

  constructor(
    comparisons: Comparisons,
    private readonly inForce: InForceDocuments,
  ) {
    this.view = vscode.window.createTreeView('keeling.changes', { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changed,
      this.view,
      comparisons.onDidChange((known) => this.take(known)),
      vscode.commands.registerCommand('keeling.changes.open', (change: ChangeItem) => this.open(change)),
      vscode.commands.registerCommand('keeling.changes.openInForce', (change: ChangeItem) => this.openInForce(change)),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  getChildren(node?: Node): Node[] {
    if (node) return 'changes' in node ? [...node.changes] : [];
    const result = this.known?.result;
    return result ? groupsOf(result) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return 'changes' in node ? groupItem(node.kind, node.changes.length) : this.changeItem(node);
  }

  private take(known: KnownComparison | undefined): void {
    this.known = known?.kind === 'compared' ? known : undefined;
    const result = this.known?.result;
    this.view.title = result ? `Changes since ${result.against}` : 'Changes';
    this.view.description = result?.document ?? '';
    this.view.message =
      known?.kind === 'none'
        ? capital(known.reason)
        : result?.changes.length === 0
          ? `Nothing changed since ${result.against}.`
          : result?.notes.join(' ');
    this.view.badge = result?.changes.length
      ? { value: result.changes.length, tooltip: `${result.changes.length} changes since ${result.against}` }
      : undefined;
    this.changed.fire(undefined);
  }

  private changeItem(change: ChangeItem): vscode.TreeItem {
    const item = new vscode.TreeItem(change.label);
    item.description = [change.oldLabel ? `was ${change.oldLabel}` : '', ...change.kinds.slice(1), wordsOf(change)]
      .filter(Boolean)
      .join(' · ');
    item.tooltip = markedWords(change);
    item.contextValue = change.oldRange ? 'change.inBoth' : 'change.inDraft';
    item.command = { title: 'Go to the provision', command: 'keeling.changes.open', arguments: [change] };
    item.accessibilityInformation = { label: `${change.label}, ${change.kinds.join(', ')}` };
    return item;
  }

  private async open(change: ChangeItem): Promise<void> {
    if (!this.known) return;
    if (change.range) await goTo(this.known.uri, change.range);
    else await this.openInForce(change);
  }

  private async openInForce(change: ChangeItem): Promise<void> {
    if (this.known && change.oldRange) await goTo(this.inForce.uriOf(this.known.uri, false), change.oldRange);
  }
}

function groupsOf({ changes }: CompareResult): Node[] {
  return CHANGE_KINDS.flatMap((kind) => {
    const own = changes.filter(({ kinds }) => kinds[0] === kind);
    return own.length > 0 ? [{ kind, changes: own }] : [];
  });
}

function groupItem(kind: Kind, count: number): vscode.TreeItem {
  const [title, icon, colour] = KINDS[kind];
  const substance = CHANGE_KINDS.indexOf(kind) < 4;
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, substance ? Expanded : Collapsed);
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(icon, colour === null ? undefined : new vscode.ThemeColor(colour));
  item.id = kind;
  return item;
}

/** What changed in a few words: the longest stretch put in or taken out, its own number and the bars of a table left out. */
function wordsOf({ edits, label }: ChangeItem): string {
  const [longest = ''] = edits
    .filter(({ op }) => op !== 'equal')
    .map(({ text }) => text.replace(/^\s*\|\s*|(?<!\s)\s*\|\s*$/g, '').replace(/\s+/g, ' '))
    .sort((a, b) => b.length - a.length);
  const [number = ''] = /(?<![\d.])[\d.]*(?:\([a-z]+\))?$/i.exec(label) ?? [];
  const words = longest.trim();
  const own = [label, number, number.slice(number.indexOf('('))].find((each) => each && words.startsWith(`${each} `));
  const rest =
    own === undefined
      ? words
      : words
          .slice(own.length)
          .replace(/^ *\| */, '')
          .trim();
  return rest.length > 60 ? `${rest.slice(0, 60)}…` : rest;
}

/** All words of the provision, those put in bold and those taken out struck through. */
function markedWords({ label, kinds, edits }: ChangeItem): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${label}** – *${kinds.join(', ')}*\n\n`);
  let left = 1200;
  for (const { op, text } of edits) {
    if (left <= 0) break;
    const escaped = text.slice(0, left).replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');
    left -= text.length;
    const sign = op === 'insert' ? '**' : op === 'delete' ? '~~' : '';
    for (const part of escaped.split(/(\s+)/)) {
      if (part.trim() === '') tooltip.value += part.includes('\n') ? '\n\n' : part;
      else tooltip.value += `${sign}${part}${sign}`;
    }
  }
  return tooltip;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
