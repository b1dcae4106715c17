import * as vscode from 'vscode';
import { messageOf } from '../../server/src/failure.js';
import { COMPARE_REQUEST, type CompareParams, type CompareResult } from '../../server/src/protocol.js';
import { isDraft } from './drafts.js';
import { NOT_RUNNING, type Server } from './server.js';

/** The comparison of a draft with its version in force, or why there is none. */
export type KnownComparison =
  | { readonly kind: 'compared'; readonly uri: vscode.Uri; readonly result: CompareResult }
  | { readonly kind: 'none'; readonly uri: vscode.Uri; readonly reason: string };

/**
 * The comparison of the draft in front. It is made again when another draft comes to the front, and
 * whenever the server has checked in full: after saving, and when files changed on disk.
 */
export class KnownComparisons implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<KnownComparison | undefined>();
  /**
   * Fires when there is another draft in front, or other changes in it; undefined where no draft
   * is.
   */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private asked = 0;
  /** The comparison that was asked for last, once it is there. */
  private latest: Promise<void> = Promise.resolve();
  current: KnownComparison | undefined;
  /** The draft that is in front, or was last. */
  last: vscode.Uri | undefined;

  constructor(private readonly server: Server) {
    this.subscriptions.push(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor && editor.document.uri.toString() !== this.current?.uri.toString())
          void this.follow(editor.document);
      }),
      server.onChecked(() => void this.refresh()),
      server.onRunning((running) => {
        if (running) void this.refresh();
        else this.loseServer();
      }),
    );
  }

  dispose(): void {
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
  }

  private follow(document: vscode.TextDocument): Promise<void> {
    this.latest = this.followNow(document);
    return this.latest;
  }

  private async followNow(document: vscode.TextDocument): Promise<void> {
    // An output channel or the version in force is no draft: the draft that was in front stays.
    if (document.uri.scheme !== 'file' && document.uri.scheme !== 'untitled') return;
    const asked = ++this.asked;
    const known =
      (await isDraft(document)) && this.server.isStarted ? await this.tryComparing(document.uri) : undefined;
    if (asked !== this.asked) return this.latest;
    this.current = known;
    if (known) this.last = known.uri;
    await vscode.commands.executeCommand('setContext', 'keeling.draftInFront', known !== undefined);
    await vscode.commands.executeCommand('setContext', 'keeling.comparedInFront', known?.kind === 'compared');
    this.changed.fire(known);
  }

  /** What the server said last is no longer known to hold. */
  private loseServer(): void {
    this.asked++;
    this.latest = Promise.resolve();
    if (!this.current) return;
    this.current = { kind: 'none', uri: this.current.uri, reason: NOT_RUNNING };
    this.changed.fire(this.current);
  }

  private async tryComparing(uri: vscode.Uri): Promise<KnownComparison> {
    try {
      return { kind: 'compared', uri, result: await this.compare(uri) };
    } catch (error) {
      return { kind: 'none', uri, reason: messageOf(error) };
    }
  }
}
