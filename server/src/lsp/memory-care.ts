import type { Background } from './background.js';

/** The memory that the server lives in. */
export interface Memory {
  /** Whether much of it holds what nobody needs any more. */
  readonly isLoose: boolean;
  /** Frees what nobody needs any more; everything waits for it. */
  collect(): void;
}

/** After so many edits the memory is looked at. */
const STEP = 50;

/**
 * Keeps the memory of a long session level: what edits leave behind is freed at a moment when the
 * client is silent.
 */
export class MemoryCare {
  private edits = 0;
  private isWaiting = false;

  /** @param memory null where nothing is to be done */
  constructor(
    private readonly memory: Memory | null,
    private readonly background: Background,
  ) {}

  /** Notes that a text was edited. */
  noteEdit(): void {
    if (++this.edits % STEP !== 0 || this.isWaiting || !this.memory?.isLoose) return;
    this.isWaiting = true;
    void this.background.whenQuiet().then(() => {
      this.isWaiting = false;
      this.memory?.collect();
    });
  }
}
