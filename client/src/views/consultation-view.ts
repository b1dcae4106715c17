import * as vscode from 'vscode';
import type { ChecklistEntry, ChecklistSection, EntryState } from '../../../server/src/protocol.js';
import type { Checklists, KnownChecklist } from '../checklists.js';
import { goToRange } from './go-to.js';

type ChecklistNode = ChecklistSection | ChecklistEntry;

const TITLES: Readonly<Record<ChecklistSection['key'], string>> = {
  checks: vscode.l10n.t('Checks'),
  changes: vscode.l10n.t('Declared Changes'),
  questions: vscode.l10n.t('Questions'),
  dates: vscode.l10n.t('Dates'),
  attachments: vscode.l10n.t('Attachments'),
  stage: vscode.l10n.t('Stage'),
  conclusions: vscode.l10n.t('Conclusions'),
};

/** The icon and colour of each state, and what a screen reader says. */
const STATES: Readonly<Record<EntryState, readonly [icon: string, colour: string, spoken: string]>> = {
  open: ['error', 'testing.iconFailed', vscode.l10n.t('open')],
  warned: ['warning', 'problemsWarningIcon.foreground', vscode.l10n.t('check')],
  done: ['pass-filled', 'testing.iconPassed', vscode.l10n.t('done')],
  unset: ['circle-large-outline', 'disabledForeground', vscode.l10n.t('not set up')],
  current: ['arrow-circle-right', 'charts.blue', vscode.l10n.t('now')],
};

/**
 * "Consultation": what must be done before the pack can be made, part by part; a part turns green
 * once it is done.
 */
export class ConsultationView implements vscode.TreeDataProvider<ChecklistNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<ChecklistNode>;
  private readonly subscriptions: vscode.Disposable[];
  private stage: ChecklistSection | null = null;
  private parts: readonly ChecklistSection[] = [];

  constructor(checklists: Checklists) {
    this.view = vscode.window.createTreeView('keeling.consultation', { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changed,
      this.view,
      checklists.onDidChange((known) => this.show(known)),
      vscode.commands.registerCommand('keeling.consultation.open', ({ place }: ChecklistEntry) =>
        place ? goToRange(vscode.Uri.parse(place.uri), place.range) : undefined,
      ),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  getChildren(node?: ChecklistNode): ChecklistNode[] {
    if (node) return 'items' in node ? [...node.items] : [];
    return [...(this.stage ? [this.stage] : []), ...this.parts];
  }

  getTreeItem(node: ChecklistNode): vscode.TreeItem {
    return 'items' in node ? makePartItem(node) : makeEntryItem(node);
  }

  private show(known: KnownChecklist): void {
    this.stage = known.kind === 'known' ? known.result.stage : null;
    this.parts = known.kind === 'known' ? known.result.parts : [];
    const open = this.parts.filter(({ state }) => state === 'open').length;
    this.view.description = known.kind === 'known' ? known.result.title : '';
    this.view.message = known.kind === 'none' ? known.reason : undefined;
    this.view.badge =
      open > 0
        ? {
            value: open,
            tooltip:
              open === 1
                ? vscode.l10n.t('1 part of the consultation is still open, of {0}', this.parts.length)
                : vscode.l10n.t('{0} parts of the consultation are still open, of {1}', open, this.parts.length),
          }
        : undefined;
    this.changed.fire(undefined);
  }
}

function makePartItem({ key, state, summary, items }: ChecklistSection): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    TITLES[key],
    items.length === 0 ? None : state === 'open' || key === 'dates' || key === 'stage' ? Expanded : Collapsed,
  );
  // VS Code remembers by its id whether an entry is open. With another state it is another entry.
  item.id = `${key} ${state}`;
  item.description = summary;
  item.iconPath = iconOf(state);
  item.contextValue = `part.${key}`;
  const spoken = key === 'stage' ? [TITLES[key], summary] : [TITLES[key], STATES[state][2], summary];
  item.accessibilityInformation = { label: spoken.join(', ') };
  return item;
}

function makeEntryItem(entry: ChecklistEntry): vscode.TreeItem {
  const { label, detail, state, place } = entry;
  const item = new vscode.TreeItem(label);
  item.description = detail;
  item.tooltip = [label, detail].filter(Boolean).join('\n');
  item.iconPath = state === null ? undefined : iconOf(state);
  item.accessibilityInformation = { label: [label, detail, state && STATES[state][2]].filter(Boolean).join(', ') };
  if (entry.name !== undefined) item.contextValue = `stage.${entry.name}`;
  if (place)
    item.command = { title: vscode.l10n.t('Go to Place'), command: 'keeling.consultation.open', arguments: [entry] };
  return item;
}

function iconOf(state: EntryState): vscode.ThemeIcon {
  const [icon, colour] = STATES[state];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}
