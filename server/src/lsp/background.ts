/**
 * How long the client must have said nothing before work that nobody waits for goes on, in
 * milliseconds.
 */
const QUIET = 150;

/**
 * Lets work that nobody waits for yield to the keyboard: it is cut into pieces, and each piece
 * waits until the client has been silent for a moment.
 */
export class Background {
  private lastHeard = Number.NEGATIVE_INFINITY;
  private isEnded = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: (() => void)[] = [];

  /** Notes that the client said something. */
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
      this.waiting.push(resolve);
      this.timer ??= setTimeout(() => this.goOn(), this.millisecondsLeft());
    });
  }

  private goOn(): void {
    this.timer = undefined;
    const left = this.millisecondsLeft();
    if (left <= 0) this.waiting.shift()?.();
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.goOn(), Math.max(0, left));
  }

  private millisecondsLeft(): number {
    return Math.max(0, this.lastHeard + QUIET - performance.now());
  }
}
