import * as vscode from 'vscode';
import { messageOf } from '../../server/src/failure.js';
import { CHECKLIST_REQUEST, type ChecklistParams, type ChecklistResult } from '../../server/src/protocol.js';
import { isDraft, isProjectFile } from './drafts.js';
import { NOT_RUNNING, type Server } from './server.js';

/** The checklist of a consultation, or why there is none. */
export type KnownChecklist =
  | { readonly kind: 'known'; readonly uri: vscode.Uri; readonly result: ChecklistResult }
  | { readonly kind: 'none'; readonly uri: vscode.Uri; readonly reason: string };

/**
 * The checklist of the project that the document in front belongs to. It is made again when another
 * document comes to the front, and whenever the server has checked in full: after saving, and when
 * files changed on disk.
 */
export class Checklists implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<KnownChecklist>();
  /** Fires when there is another checklist. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private asked = 0;
  /** The checklist that was asked for last, once it is there. */
  private latest: Promise<void> = Promise.resolve();
  current: KnownChecklist | undefined;

  /** What the checklist is about. */
  get last(): vscode.Uri | undefined {
    return this.current?.uri;
  }

  constructor(private readonly server: Server) {
    this.subscriptions.push(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) void this.follow(editor.document);
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

  /**
   * Asks again: for the document in front or, if that is no draft, for the one asked about last.
   */
  async refresh(): Promise<KnownChecklist | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    if (document && (await isAbout(document))) await this.ask(document.uri);
    else if (this.current) await this.ask(this.current.uri);
    return this.current;
  }

  private async follow(document: vscode.TextDocument): Promise<void> {
    if (document.uri.toString() !== this.current?.uri.toString() && (await isAbout(document)))
      await this.ask(document.uri);
  }

  private ask(uri: vscode.Uri): Promise<void> {
    this.latest = this.askNow(uri);
    return this.latest;
  }

  private async askNow(uri: vscode.Uri): Promise<void> {
    if (!this.server.isStarted) return;
    const asked = ++this.asked;
    const known = await this.load(uri);
    if (asked !== this.asked) return this.latest;
    this.current = known;
    await vscode.commands.executeCommand('setContext', 'keeling.consultationKnown', true);
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

  private async load(uri: vscode.Uri): Promise<KnownChecklist> {
    try {
      const params: ChecklistParams = { uri: uri.toString() };
      return { kind: 'known', uri, result: await this.server.request<ChecklistResult>(CHECKLIST_REQUEST, params) };
    } catch (error) {
      return { kind: 'none', uri, reason: messageOf(error) };
    }
  }
}

async function isAbout(document: vscode.TextDocument): Promise<boolean> {
  return document.uri.scheme === 'file' && (isProjectFile(document) || (await isDraft(document)));
}
