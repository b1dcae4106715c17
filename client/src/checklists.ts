import * as vscode from 'vscode';
import { CHECKLIST_REQUEST, type ChecklistParams, type ChecklistResult } from '../../server/src/protocol.js';
import { isDraft, isProjectFile } from './drafts.js';
import { answerOrReason, LatestAnswer, type Unanswered } from './latest-answer.js';
import type { Server } from './server.js';

interface ShownChecklist {
  readonly kind: 'known';
  readonly uri: vscode.Uri;
  readonly result: ChecklistResult;
}

/** The checklist of a consultation, or why there is none. */
export type KnownChecklist = ShownChecklist | Unanswered;

/**
 * The checklist of the project that the document in front belongs to. It is made again when another
 * document comes to the front, and whenever the server has checked in full: after saving, and when
 * files changed on disk.
 */
export class Checklists implements vscode.Disposable {
  private readonly answer = new LatestAnswer<ShownChecklist>(async () => {
    await vscode.commands.executeCommand('setContext', 'keeling.consultationKnown', true);
  });
  /** Fires when there is another checklist. */
  readonly onDidChange = this.answer.onDidChange;
  private readonly subscriptions: vscode.Disposable[] = [this.answer];

  constructor(private readonly server: Server) {
    this.subscriptions.push(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) void this.follow(editor.document);
      }),
      server.onChecked(() => void this.refresh()),
      server.onRunning((running) => {
        if (running) void this.refresh();
        else this.answer.lose();
      }),
    );
  }

  get current(): KnownChecklist | undefined {
    return this.answer.current;
  }

  /** What the checklist is about. */
  get last(): vscode.Uri | undefined {
    return this.current?.uri;
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

  private async ask(uri: vscode.Uri): Promise<void> {
    if (!this.server.isStarted) return;
    const params: ChecklistParams = { uri: uri.toString() };
    await this.answer.ask(() =>
      answerOrReason(uri, async () => {
        const result = await this.server.request<ChecklistResult>(CHECKLIST_REQUEST, params);
        return { kind: 'known', uri, result };
      }),
    );
  }
}

async function isAbout(document: vscode.TextDocument): Promise<boolean> {
  return document.uri.scheme === 'file' && (isProjectFile(document) || (await isDraft(document)));
}
