import * as vscode from 'vscode';
import {
  COMPARE_REQUEST,
  type CompareParams,
  type CompareResult,
  HAS_NO_VERSION_IN_FORCE,
  IS_IN_FORCE,
} from '../../server/src/protocol.js';
import { isDraft } from './drafts.js';
import { answerOrReason, LatestAnswer, type Unanswered } from './latest-answer.js';
import type { Server } from './server.js';

/** Whether a document has no comparison because it is what a draft is compared with. */
function isInForce(known: MadeComparison | Unanswered): boolean {
  return known.kind === 'none' && known.reason.startsWith(IS_IN_FORCE);
}

/** Whether a document has no comparison because it is a draft that names no version in force. */
export function lacksVersionInForce(known: MadeComparison | Unanswered | undefined): boolean {
  return known?.kind === 'none' && known.reason.startsWith(HAS_NO_VERSION_IN_FORCE);
}

interface MadeComparison {
  readonly kind: 'compared';
  readonly uri: vscode.Uri;
  readonly result: CompareResult;
}

/** The comparison of a draft with its version in force, or why there is none. */
export type KnownComparison = MadeComparison | Unanswered;

/** How long no more may have been undone before the changes are asked for again, in milliseconds. */
const REST_AFTER_UNDO = 500;

/**
 * The comparison of the draft in front. It is made again when another draft comes to the front, when
 * something in it was undone or done again, and whenever the server has checked in full: after
 * saving, and when files changed on disk.
 */
export class KnownComparisons implements vscode.Disposable {
  private readonly answer = new LatestAnswer<MadeComparison | undefined>(async (known) => {
    // A version in force is no draft: commands go on with the draft that was in front.
    if (known && !isInForce(known)) this.last = known.uri;
    await vscode.commands.executeCommand(
      'setContext',
      'keeling.draftInFront',
      known !== undefined && !isInForce(known),
    );
    await vscode.commands.executeCommand('setContext', 'keeling.comparedInFront', known?.kind === 'compared');
    await vscode.commands.executeCommand('setContext', 'keeling.lacksVersionInForce', lacksVersionInForce(known));
  });
  /**
   * Fires when there is another draft in front, or other changes in it; undefined where no draft
   * is.
   */
  readonly onDidChange = this.answer.onDidChange;
  private readonly subscriptions: vscode.Disposable[] = [this.answer];
  private undone: NodeJS.Timeout | undefined;
  /** The draft that is in front, or was last. */
  last: vscode.Uri | undefined;

  constructor(private readonly server: Server) {
    tellWhetherMarkdownIsInFront();
    this.subscriptions.push(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        tellWhetherMarkdownIsInFront();
        if (editor && editor.document.uri.toString() !== this.current?.uri.toString())
          void this.follow(editor.document);
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0 && this.current?.kind === 'none' && !isOpen(this.current.uri)) void this.followNothing();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason === undefined || document.uri.toString() !== this.current?.uri.toString()) return;
        clearTimeout(this.undone);
        this.undone = setTimeout(() => void this.refresh(), REST_AFTER_UNDO);
      }),
      server.onChecked(() => void this.refresh()),
      server.onRunning((running) => {
        if (running) void this.refresh();
        else this.answer.lose();
      }),
    );
  }

  get current(): KnownComparison | undefined {
    return this.answer.current;
  }

  dispose(): void {
    clearTimeout(this.undone);
    for (const each of this.subscriptions) each.dispose();
  }

  /** Compares a draft with its version in force. */
  async compare(uri: vscode.Uri): Promise<CompareResult> {
    const params: CompareParams = { uri: uri.toString() };
    return this.server.request<CompareResult>(COMPARE_REQUEST, params);
  }

  /** Compares the draft in front again. */
  async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document) await this.follow(document);
    else await this.followNothing();
  }

  /**
   * Where no text is in front, the comparison that was there last stays. What is closed and has none
   * is not spoken of any more: the draft before it counts again.
   */
  private async followNothing(): Promise<void> {
    const { current, last } = this;
    if (!current || !this.server.isStarted) return;
    const isOther = last !== undefined && last.toString() !== current.uri.toString();
    await this.answer.ask(async () => {
      for (const uri of isOther ? [current.uri, last] : [current.uri]) {
        const known = await this.compareOrReason(uri);
        if (known.kind === 'compared' || isOpen(uri)) return known;
      }
      return undefined;
    });
  }

  private compareOrReason(uri: vscode.Uri): Promise<KnownComparison> {
    return answerOrReason(uri, async () => ({ kind: 'compared', uri, result: await this.compare(uri) }));
  }

  private async follow(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    // An output channel or the version in force is no draft: the draft that was in front stays.
    if (uri.scheme !== 'file' && uri.scheme !== 'untitled') return;
    await this.answer.ask(async () =>
      (await isDraft(document)) && this.server.isStarted ? this.compareOrReason(uri) : undefined,
    );
  }
}

/** What can be used as a draft is offered as one only while it is in front. */
function tellWhetherMarkdownIsInFront(): void {
  const isMarkdown = vscode.window.activeTextEditor?.document.languageId === 'markdown';
  void vscode.commands.executeCommand('setContext', 'keeling.markdownInFront', isMarkdown);
}

/** Whether a file is open in a tab, in front or not, also as one side of a comparison. */
function isOpen(uri: vscode.Uri): boolean {
  const isOwn = (each: vscode.Uri) => each.toString() === uri.toString();
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof vscode.TabInputText && isOwn(input.uri)) ||
        (input instanceof vscode.TabInputTextDiff && (isOwn(input.original) || isOwn(input.modified))),
    ),
  );
}
