import * as vscode from 'vscode';
import {
  CHANGE_KINDS,
  type ChangeItem,
  type CompareResult,
  type ShownChangeKind,
} from '../../../server/src/protocol.js';
import { nameChangeKinds } from '../change-kinds.js';
import { restoreWords } from '../commands/restore-words.js';
import { type KnownComparison, type KnownComparisons, lacksVersionInForce } from '../comparisons.js';
import type { Server } from '../server.js';
import { goToRange } from './go-to.js';
import type { InForceDocuments } from './in-force-documents.js';

type ChangeNode = { readonly kind: ShownChangeKind; readonly changes: readonly ChangeItem[] } | ChangeItem;

/** The title, icon and colour of each kind. */
const KINDS: Readonly<Record<ShownChangeKind, readonly [title: string, icon: string, colour: string | null]>> = {
  inserted: [vscode.l10n.t('Inserted'), 'diff-added', 'gitDecoration.addedResourceForeground'],
  deleted: [vscode.l10n.t('Deleted'), 'diff-removed', 'gitDecoration.deletedResourceForeground'],
  amended: [vscode.l10n.t('Amended'), 'diff-modified', 'gitDecoration.modifiedResourceForeground'],
  moved: [vscode.l10n.t('Moved'), 'diff-renamed', 'gitDecoration.renamedResourceForeground'],
  renumbered: [vscode.l10n.t('Renumbered'), 'list-ordered', null],
  consequential: [vscode.l10n.t('Consequential'), 'references', null],
  typographical: [vscode.l10n.t('Typographical'), 'text-size', null],
  formatting: [vscode.l10n.t('Formatting'), 'symbol-color', null],
};

const KIND_NAMES = nameChangeKinds(vscode.l10n);

function nameKinds(kinds: readonly ShownChangeKind[]): string[] {
  return kinds.map((kind) => KIND_NAMES[kind]);
}

/** The kinds of change that can be taken back in the words of a provision. */
const RESTORABLE: ReadonlySet<ShownChangeKind> = new Set(['amended', 'typographical', 'formatting']);

/** "Changes since V1.4": the changes in the draft in front, by kind, those of substance first. */
export class ChangesTree implements vscode.TreeDataProvider<ChangeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<ChangeNode>;
  private readonly subscriptions: vscode.Disposable[];
  private known: Extract<KnownComparison, { kind: 'compared' }> | undefined;

  constructor(
    private readonly server: Server,
    private readonly comparisons: KnownComparisons,
    private readonly inForce: InForceDocuments,
  ) {
    this.view = vscode.window.createTreeView('keeling.changes', { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changed,
      this.view,
      comparisons.onDidChange((known) => this.show(known)),
      vscode.commands.registerCommand('keeling.changes.open', (change: ChangeItem) => this.open(change)),
      // A key that a user binds gives no entry: then the selected one is meant.
      vscode.commands.registerCommand('keeling.changes.restore', (node?: ChangeNode) =>
        this.restore(node ?? this.view.selection[0]),
      ),
      vscode.commands.registerCommand('keeling.changes.openInForce', (node?: ChangeNode) =>
        this.openInForce(node ?? this.view.selection[0]),
      ),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  getChildren(node?: ChangeNode): ChangeNode[] {
    if (node) return 'changes' in node ? [...node.changes] : [];
    const result = this.known?.result;
    return result ? groupByKind(result) : [];
  }

  getTreeItem(node: ChangeNode): vscode.TreeItem {
    return 'changes' in node ? makeGroupItem(node.kind, node.changes.length) : this.changeItem(node);
  }

  private show(known: KnownComparison | undefined): void {
    this.known = known?.kind === 'compared' ? known : undefined;
    const result = this.known?.result;
    this.view.title = result ? vscode.l10n.t('Changes since {0}', result.against) : vscode.l10n.t('Changes');
    this.view.description = result?.document ?? '';
    this.view.message =
      known?.kind === 'none'
        ? // The empty view says how to name it.
          lacksVersionInForce(known)
          ? undefined
          : known.reason
        : result?.changes.length === 0
          ? vscode.l10n.t('No changes since {0}.', result.against)
          : result?.notes.join(' ');
    this.changed.fire(undefined);
  }

  private changeItem(change: ChangeItem): vscode.TreeItem {
    // "row 2A of Table 13.1" begins a line here.
    const item = new vscode.TreeItem(change.label.charAt(0).toUpperCase() + change.label.slice(1));
    item.description = [
      change.number === null ? '' : vscode.l10n.t('change {0}', change.number),
      change.oldLabel ? vscode.l10n.t('was {0}', change.oldLabel) : '',
      ...nameKinds(change.kinds.slice(1)),
      describeChangedWords(change),
    ]
      .filter(Boolean)
      .join(' · ');
    item.tooltip = markedWords(change);
    const isInBoth = change.oldRange !== null && change.range !== null;
    item.contextValue = isInBoth ? 'change.inBoth' : change.oldRange ? 'change.inForce' : 'change.inDraft';
    item.command = { title: vscode.l10n.t('Go to Provision'), command: 'keeling.changes.open', arguments: [change] };
    const number = change.number === null ? [] : [vscode.l10n.t('change {0}', change.number)];
    item.accessibilityInformation = { label: [change.label, ...nameKinds(change.kinds), ...number].join(', ') };
    return item;
  }

  private async open(change: ChangeItem): Promise<void> {
    if (!this.known) return;
    if (change.range) await goToRange(this.known.uri, change.range);
    else await this.openInForce(change);
  }

  private async restore(node: ChangeNode | undefined): Promise<void> {
    if (!this.known || !node) return;
    const changes = 'changes' in node ? node.changes : [node];
    const ranges = changes.flatMap(({ range }) => range ?? []);
    const kind = 'changes' in node ? { kind: node.kind } : {};
    await restoreWords(this.server, this.comparisons, { uri: this.known.uri, ranges, ...kind });
  }

  private async openInForce(change: ChangeNode | undefined): Promise<void> {
    if (this.known && change && 'oldRange' in change && change.oldRange)
      await goToRange(this.inForce.uriOf(this.known.uri, false), change.oldRange);
  }
}

function groupByKind({ changes }: CompareResult): ChangeNode[] {
  return CHANGE_KINDS.flatMap((kind) => {
    const own = changes.filter(({ kinds }) => kinds[0] === kind);
    return own.length > 0 ? [{ kind, changes: own }] : [];
  });
}

function makeGroupItem(kind: ShownChangeKind, count: number): vscode.TreeItem {
  const [title, icon, colour] = KINDS[kind];
  const isSubstance = CHANGE_KINDS.indexOf(kind) < 4;
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, isSubstance ? Expanded : Collapsed);
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(icon, colour === null ? undefined : new vscode.ThemeColor(colour));
  item.id = kind;
  const spoken = count === 1 ? vscode.l10n.t('{0}, 1 change', title) : vscode.l10n.t('{0}, {1} changes', title, count);
  item.accessibilityInformation = { label: spoken };
  if (RESTORABLE.has(kind)) item.contextValue = 'change.kind';
  return item;
}

/**
 * What changed in a few words: “12 → 24”; of what is new or deleted the longest stretch, without
 * the provision's own number and the bars of a table.
 */
function describeChangedWords({ edits, label, words: brief }: ChangeItem): string {
  if (brief !== '') return brief;
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

/** All words of the provision, those inserted in bold and those deleted struck through. */
function markedWords({ label, kinds, edits, number }: ChangeItem): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const numbered = number === null ? '' : ` (${vscode.l10n.t('change {0}', number)})`;
  tooltip.appendMarkdown(`**${label}** – *${nameKinds(kinds).join(', ')}*${numbered}\n\n`);
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
