/**
 * How long the client must have said nothing before work that nobody waits for goes on, in
 * milliseconds.
 */
const QUIET = 150;
/**
 * How long a client that is never silent can hold up such work: then one piece goes on, in
 * milliseconds.
 */
const LONGEST = 2000;

/**
 * Lets work that nobody waits for yield to the keyboard: it is cut into pieces, and each piece
 * waits until the client has been silent for a moment.
 */
export class Background {
  private lastHeard = Number.NEGATIVE_INFINITY;
  private isEnded = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: { readonly since: number; readonly resolve: () => void }[] = [];
  private lastWent = Number.NEGATIVE_INFINITY;

  /** Notes that the client said something, or has just been answered. */
  hear(): void {
    this.lastHeard = performance.now();
  }

  /** Ends everything that waits; it never goes on. */
  dispose(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.waiting = [];
  }

  /** Resolves once the client is silent; of several that wait, one goes on at a time. */
  whenQuiet(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isEnded) return;
      this.waiting.push({ since: performance.now(), resolve });
      this.timer ??= setTimeout(() => this.lookAgain(), this.millisecondsLeft());
    });
  }

  /**
   * Looks again after what the client said while the server was busy has been read: the first turn
   * reads it, and the second has begun to answer.
   */
  private lookAgain(): void {
    setImmediate(() => setImmediate(() => this.goOn()));
  }

  private goOn(): void {
    this.timer = undefined;
    if (this.isEnded) return;
    if (this.millisecondsLeft() <= 0) {
      this.lastWent = performance.now();
      this.waiting.shift()?.resolve();
    }
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.lookAgain(), this.millisecondsLeft());
  }

  private millisecondsLeft(): number {
    const begun = Math.max(this.waiting[0]?.since ?? Number.POSITIVE_INFINITY, this.lastWent);
    return Math.max(0, Math.min(this.lastHeard + QUIET, begun + LONGEST) - performance.now());
  }
}
