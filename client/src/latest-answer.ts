import * as vscode from 'vscode';
import { messageOf } from '../../server/src/failure.js';
import { NOT_RUNNING } from './server.js';

/** Why the server knows nothing of a document. */
export interface Unanswered {
  readonly kind: 'none';
  readonly uri: vscode.Uri;
  readonly reason: string;
}

/**
 * What the server said last. Of several questions at once the last one counts, and whoever asked
 * before waits for its answer.
 * @typeParam Known what it says; with undefined where a question may have no answer at all
 */
export class LatestAnswer<Known extends { readonly uri: vscode.Uri } | undefined> implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Known | Unanswered>();
  /** Fires when there is another answer. */
  readonly onDidChange = this.changed.event;
  private asked = 0;
  private latest: Promise<void> = Promise.resolve();
  current: Known | Unanswered | undefined;

  /** @param prepare what is done with an answer before others hear of it */
  constructor(private readonly prepare: (known: Known | Unanswered) => Promise<void>) {}

  dispose(): void {
    this.changed.dispose();
  }

  /** Asks, and resolves once the answer to the last question is there. */
  ask(question: () => Promise<Known | Unanswered>): Promise<void> {
    this.latest = this.take(++this.asked, question);
    return this.latest;
  }

  /** The server ended: what it said last is no longer known to hold. */
  lose(): void {
    this.asked++;
    this.latest = Promise.resolve();
    if (!this.current) return;
    const lost: Unanswered = { kind: 'none', uri: this.current.uri, reason: NOT_RUNNING };
    this.current = lost;
    this.changed.fire(lost);
  }

  private async take(asked: number, question: () => Promise<Known | Unanswered>): Promise<void> {
    const known = await question();
    if (asked !== this.asked) return this.latest;
    this.current = known;
    await this.prepare(known);
    this.changed.fire(known);
  }
}

/** What a question about a document gives, or why it gives nothing. */
export async function answerOrReason<Known>(uri: vscode.Uri, ask: () => Promise<Known>): Promise<Known | Unanswered> {
  try {
    return await ask();
  } catch (error) {
    return { kind: 'none', uri, reason: messageOf(error) };
  }
}
