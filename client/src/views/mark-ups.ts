import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient/node';
import type { DraftComment } from '../../../server/src/comments.js';
import {
  type EditOrRefusal,
  MARK_UPS_REQUEST,
  type MarkUpChange,
  type MarkUpsParams,
  type MarkUpsResult,
  TAKE_MARK_UPS_REQUEST,
  type TakeMarkUpsParams,
} from '../../../server/src/protocol.js';
import { applyAnswer } from '../commands/apply-answer.js';
import type { KnownComparison, KnownComparisons } from '../comparisons.js';
import { showFault } from '../faults.js';
import {
  type MarkUpDecision,
  type MarkUpRecord,
  type MarkUpSource,
  markUpRecordOf,
  readMarkUpRecord,
  writeMarkUpRecord,
} from '../mark-up-record.js';
import type { Server } from '../server.js';
import { readFileWhole, writeFileWhole } from '../write-whole.js';
import type { DraftComments } from './draft-comments.js';
import { goToRange } from './go-to.js';

/** An entry of the view. */
export type MarkUpNode =
  | { readonly kind: 'respondent'; readonly name: string }
  | { readonly kind: 'change'; readonly change: MarkUpChange }
  | { readonly kind: 'decided' }
  | { readonly kind: 'decision'; readonly decision: MarkUpDecision }
  | { readonly kind: 'notes' }
  | { readonly kind: 'note'; readonly words: string };

const VIEW = 'keeling.markUps';

/** What is shown: the mark-ups of a draft, and what was decided on them. */
interface ShownMarkUps {
  readonly draft: vscode.Uri;
  readonly record: MarkUpRecord;
  readonly result: MarkUpsResult<DraftComment>;
}

/** What a change does, by its kind, for those that have no words of their own to show. */
const GATHERED: Readonly<Partial<Record<MarkUpChange['kind'], string>>> = {
  numbers: vscode.l10n.t('Numbers that follow'),
  layout: vscode.l10n.t('Layout'),
};
const LONGEST_SHOWN = 60;
/** Several steps of undo are one, in milliseconds. */
const PAUSE = 200;

/**
 * “Mark-ups”: the changes of respondents to the draft in front, each to be taken or left. What was
 * decided is kept beside the draft, with whose change it was.
 */
export class MarkUpsView implements vscode.TreeDataProvider<MarkUpNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<MarkUpNode>;
  private readonly subscriptions: vscode.Disposable[];
  private shown: ShownMarkUps | undefined;
  /** One thing after another: what is decided is in the record before the next is read. */
  private last: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly server: Server,
    comparisons: KnownComparisons,
    private readonly comments: DraftComments,
  ) {
    this.view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const { registerCommand } = vscode.commands;
    // A key that a user binds gives no entry: then the selected one is meant.
    const decide = (decision: MarkUpDecision['decision']) => (node?: MarkUpNode) =>
      this.enqueue(() => this.decide(node ?? this.view.selection[0], decision));
    this.subscriptions = [
      this.changed,
      this.view,
      comparisons.onDidChange((known) => void this.follow(known)),
      // A text that is as it was saved is not saved again, so nothing else would tell of it.
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason !== undefined && document.uri.toString() === this.shown?.draft.toString())
          this.readSoon(document.uri);
      }),
      registerCommand('keeling.markUps.open', (change: MarkUpChange) => this.open(change)),
      registerCommand('keeling.markUps.take', decide('taken')),
      registerCommand('keeling.markUps.leave', decide('left')),
      registerCommand('keeling.markUps.reopen', (node?: MarkUpNode) =>
        this.enqueue(() => this.reopen(node ?? this.view.selection[0])),
      ),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.subscriptions) each.dispose();
  }

  /** Adds mark-ups to those of a draft; their comments come to the comments of the draft. */
  async add(draft: vscode.Uri, sources: readonly MarkUpSource[]): Promise<readonly MarkUpChange[]> {
    let open: readonly MarkUpChange[] = [];
    const adding = this.last.then(async () => {
      const record = await readRecord(draft);
      const others = record.sources.filter(({ file }) => !sources.some((each) => each.file === file));
      const extended = { ...record, sources: [...others, ...sources] };
      const result = await this.ask(draft, extended);
      await writeRecord(draft, extended);
      await this.comments.addAll(draft, result.comments);
      const shown = { draft, record: extended, result };
      await this.show(shown);
      open = openChangesOf(shown);
    });
    this.last = adding.catch(() => {});
    await adding;
    return open;
  }

  getChildren(node?: MarkUpNode): MarkUpNode[] {
    const { shown } = this;
    if (!shown) return [];
    const open = openChangesOf(shown);
    if (!node) {
      const names = [...new Set(open.map(({ respondent }) => respondent))];
      return [
        ...names.map((name): MarkUpNode => ({ kind: 'respondent', name })),
        ...(shown.result.notes.length > 0 ? [{ kind: 'notes' } as const] : []),
        ...(shown.record.decisions.length > 0 ? [{ kind: 'decided' } as const] : []),
      ];
    }
    if (node.kind === 'respondent')
      return open.filter(({ respondent }) => respondent === node.name).map((change) => ({ kind: 'change', change }));
    if (node.kind === 'decided') return shown.record.decisions.map((decision) => ({ kind: 'decision', decision }));
    if (node.kind === 'notes') return shown.result.notes.map((words) => ({ kind: 'note', words }));
    return [];
  }

  getTreeItem(node: MarkUpNode): vscode.TreeItem {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    switch (node.kind) {
      case 'respondent': {
        const count = this.getChildren(node).length;
        const item = new vscode.TreeItem(node.name, Expanded);
        item.description = String(count);
        item.iconPath = new vscode.ThemeIcon('account');
        item.contextValue = 'markUp.respondent';
        item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} to decide', node.name, count) };
        return item;
      }
      case 'change':
        return makeChangeItem(node.change);
      case 'decided': {
        const item = new vscode.TreeItem(vscode.l10n.t('Decided'), Collapsed);
        item.description = String(this.shown?.record.decisions.length ?? 0);
        item.iconPath = new vscode.ThemeIcon('checklist');
        return item;
      }
      case 'decision':
        return makeDecisionItem(node.decision);
      case 'notes': {
        const item = new vscode.TreeItem(vscode.l10n.t('To look at'), Expanded);
        item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
        return item;
      }
      case 'note': {
        const item = new vscode.TreeItem(node.words);
        item.tooltip = node.words;
        return item;
      }
    }
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step).catch(showFault);
    return this.last;
  }

  private readSoon(draft: vscode.Uri): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.enqueue(() => this.read(draft)), PAUSE);
  }

  private follow(known: KnownComparison | undefined): Promise<void> {
    const draft = known?.uri ?? this.shown?.draft;
    if (draft?.scheme !== 'file') return Promise.resolve();
    return this.enqueue(() => this.read(draft));
  }

  /** Reads the record of a draft and asks what is still open. */
  private async read(draft: vscode.Uri): Promise<void> {
    const record = await readRecord(draft);
    if (record.sources.length === 0) {
      if (this.shown) await this.show(undefined);
      return;
    }
    try {
      const result = await this.ask(draft, record);
      // What was taken and is there again was taken back.
      const open = new Set(result.changes.map(({ key }) => key));
      const decisions = record.decisions.filter(({ key, decision }) => decision === 'left' || !open.has(key));
      const kept = { ...record, decisions };
      if (decisions.length < record.decisions.length) await writeRecord(draft, kept);
      await this.show({ draft, record: kept, result });
    } catch (error) {
      await this.show({ draft, record, result: { changes: [], comments: [], notes: [reasonOf(error)] } });
    }
  }

  private ask(draft: vscode.Uri, record: MarkUpRecord): Promise<MarkUpsResult<DraftComment>> {
    return this.server.request<MarkUpsResult<DraftComment>>(MARK_UPS_REQUEST, { ...paramsOf(draft, record) });
  }

  private async show(shown: ShownMarkUps | undefined): Promise<void> {
    this.shown = shown;
    await vscode.commands.executeCommand('setContext', 'keeling.markUpsKnown', shown !== undefined);
    const count = shown ? openChangesOf(shown).length : 0;
    this.view.description = shown ? vscode.workspace.asRelativePath(shown.draft) : '';
    this.view.message = shown && count === 0 ? vscode.l10n.t('Every change of the respondents is decided.') : undefined;
    const tooltip =
      count === 1
        ? vscode.l10n.t('1 change of respondents to decide')
        : vscode.l10n.t('{0} changes of respondents to decide', count);
    this.view.badge = count > 0 ? { value: count, tooltip } : undefined;
    this.changed.fire(undefined);
  }

  private async open({ range }: MarkUpChange): Promise<void> {
    if (this.shown) await goToRange(this.shown.draft, range);
  }

  private async decide(node: MarkUpNode | undefined, decision: MarkUpDecision['decision']): Promise<void> {
    const { shown } = this;
    const chosen = node ? this.changesOf(node) : [];
    if (!shown || chosen.length === 0) return;
    const { draft, record } = shown;
    if (decision === 'taken') {
      const left = record.decisions.flatMap((each) => (each.decision === 'left' ? each.key : []));
      const params: TakeMarkUpsParams = { ...paramsOf(draft, record), keys: chosen.map(({ key }) => key), left };
      const answer = await this.server.request<EditOrRefusal<WorkspaceEdit>>(TAKE_MARK_UPS_REQUEST, params);
      if (!(await applyAnswer(this.server, answer))) return;
    }
    const by = vscode.workspace.getConfiguration('keeling').get('author', '');
    const on = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const made = chosen.map(({ key, respondent, author, date, label, deleted, inserted }): MarkUpDecision => {
      const whose = { respondent, author, date, provision: label, deleted, inserted };
      return { key, decision, ...whose, by, on };
    });
    const before = record.decisions.filter(({ key }) => !made.some((each) => each.key === key));
    await writeRecord(draft, { ...record, decisions: [...before, ...made] });
    await this.read(draft);
  }

  private async reopen(node: MarkUpNode | undefined): Promise<void> {
    if (!this.shown || node?.kind !== 'decision') return;
    const { draft, record } = this.shown;
    const decisions = record.decisions.filter((each) => each !== node.decision);
    await writeRecord(draft, { ...record, decisions });
    await this.read(draft);
  }

  private changesOf(node: MarkUpNode): readonly MarkUpChange[] {
    if (node.kind === 'change') return [node.change];
    return this.getChildren(node).flatMap((each) => (each.kind === 'change' ? [each.change] : []));
  }
}

/** The changes that nobody has decided on yet. */
function openChangesOf({ record, result }: ShownMarkUps): readonly MarkUpChange[] {
  const decided = new Set(record.decisions.map(({ key }) => key));
  return result.changes.filter(({ key }) => !decided.has(key));
}

function paramsOf(draft: vscode.Uri, { sources }: MarkUpRecord): MarkUpsParams {
  const place = (path: string) => vscode.Uri.joinPath(draft, '..', path).toString();
  return {
    uri: draft.toString(),
    markUps: sources.map(({ respondent, file, sent }) => ({
      name: respondent,
      uri: place(file),
      sent: sent === null ? null : place(sent),
    })),
  };
}

function markUpFileOf(draft: vscode.Uri): vscode.Uri {
  return draft.with({ path: markUpRecordOf(draft.path) });
}

async function readRecord(draft: vscode.Uri): Promise<MarkUpRecord> {
  return readMarkUpRecord(await readFileWhole(markUpFileOf(draft)));
}

async function writeRecord(draft: vscode.Uri, record: MarkUpRecord): Promise<void> {
  await writeFileWhole(markUpFileOf(draft), writeMarkUpRecord(record));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function makeChangeItem(change: MarkUpChange): vscode.TreeItem {
  const { label, kind, author, respondent, places } = change;
  const item = new vscode.TreeItem(GATHERED[kind] ?? (label || vscode.l10n.t('Text')));
  const words = kind === 'numbers' || kind === 'layout' ? describePlaceCount(places) : describeWords(change);
  item.description = kind === 'move' ? vscode.l10n.t('moved · {0}', words) : words;
  item.tooltip = new vscode.MarkdownString().appendText(
    [`${author && author !== respondent ? `${author}, ` : ''}${respondent}`, change.deleted, '→', change.inserted]
      .map((each) => each.trim())
      .filter(Boolean)
      .join('\n\n'),
  );
  item.contextValue = 'markUp.change';
  item.command = { title: vscode.l10n.t('Go to Place'), command: 'keeling.markUps.open', arguments: [change] };
  item.accessibilityInformation = { label: [respondent, item.label, item.description].join(', ') };
  return item;
}

function makeDecisionItem({ decision, respondent, provision, deleted, inserted }: MarkUpDecision): vscode.TreeItem {
  const item = new vscode.TreeItem(provision || vscode.l10n.t('Text'));
  const words = describeWords({ deleted, inserted });
  item.description =
    decision === 'taken'
      ? vscode.l10n.t('{0}, taken · {1}', respondent, words)
      : vscode.l10n.t('{0}, left · {1}', respondent, words);
  item.iconPath = new vscode.ThemeIcon(decision === 'taken' ? 'check' : 'close');
  item.contextValue = `markUp.${decision}`;
  item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
  return item;
}

function describePlaceCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 place') : vscode.l10n.t('{0} places', count);
}

/** “twenty → fifteen” on one line. */
function describeWords({ deleted, inserted }: Pick<MarkUpChange, 'deleted' | 'inserted'>): string {
  const [gone, come] = [deleted, inserted].map((text) => {
    const words = text.replace(/\s+/g, ' ').trim();
    return words.length > LONGEST_SHOWN ? `${words.slice(0, LONGEST_SHOWN)}…` : words;
  });
  if (!gone) return `+ ${come}`;
  return come ? `${gone} → ${come}` : `− ${gone}`;
}
