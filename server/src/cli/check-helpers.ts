import type { Thread } from '../node/threads.js';
import type { LocatedFinding } from './located-finding.js';

/** What a helping thread is asked for: to load the same paths, then to check documents of them. */
export type HelperRequest =
  | { readonly kind: 'load'; readonly paths: readonly string[] }
  | {
      readonly kind: 'check';
      readonly order: readonly number[];
      readonly shared: SharedArrayBuffer;
      readonly id: number;
    };

/** A document that a thread checked. */
export interface HelperPart {
  /** Its place among the documents to check. */
  readonly index: number;
  readonly uri: string;
  /** Of its text, in characters: a file may have changed between two readings. */
  readonly length: number;
  readonly located: readonly LocatedFinding[];
}

/** Where helping threads come from. */
export interface HelperSource {
  /** How many threads there is room for, each of so many bytes. */
  count(bytesEach: number): number;
  start(): Thread<HelperRequest, readonly HelperPart[]>;
}

/** Fewer documents or characters than these are checked before a thread has started. */
const FEWEST_DOCUMENTS = 4;
const FEWEST_CHARACTERS = 1_000_000;
/** What a thread needs: bytes for each character that it loads, and for itself. */
const BYTES_PER_CHARACTER = 80;
const BYTES_OF_THREAD = 60e6;

/**
 * Threads that load the documents of a check as well, beside it, and then share the checks. They
 * start when there is enough to do, and end when it turns out to be too much for the memory.
 */
export class CheckHelpers {
  private threads: Thread<HelperRequest, readonly HelperPart[]>[] = [];
  private documents = 0;
  private characters = 0;
  private isOver = false;

  constructor(
    private readonly source: HelperSource,
    private readonly paths: readonly string[],
  ) {}

  /** Notes that a text was loaded. */
  noteText(length: number): void {
    if (this.isOver) return;
    this.documents++;
    this.characters += length;
    if (this.documents < FEWEST_DOCUMENTS || this.characters < FEWEST_CHARACTERS) return;
    const room = this.source.count(BYTES_OF_THREAD + BYTES_PER_CHARACTER * this.characters);
    const isFirst = this.threads.length === 0;
    for (const thread of this.threads.splice(room)) thread.stop();
    if (this.threads.length === 0 && !isFirst) this.isOver = true;
    if (!isFirst) return;
    for (let i = 0; i < room; i++) this.threads.push(this.startThread());
    this.isOver = room === 0;
  }

  /**
   * Checks documents together with the threads: each takes the next, until there is none.
   * @param lengths of the texts of the documents, in their order
   * @param check checks one of them here
   * @returns what the threads found; what they took and failed to do is left to the caller
   */
  async shareChecks(lengths: readonly number[], check: (index: number) => void): Promise<HelperPart[]> {
    // The longest first, so that none is left for the end.
    const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!);
    const shared = new SharedArrayBuffer(4 * (order.length + 1));
    const queue = new SharedQueue(order, shared, 0);
    const replies = this.threads.map((thread, i) =>
      thread.ask({ kind: 'check', order, shared, id: i + 1 }).catch((): readonly HelperPart[] => []),
    );
    for (let index = queue.take(); index !== null; index = queue.take()) check(index);
    const parts: HelperPart[] = [];
    for (const [i, reply] of replies.entries()) {
      // A thread that is still loading has nothing to say.
      if (queue.hasTaken(i + 1)) parts.push(...(await reply));
      this.threads[i]?.stop();
    }
    this.threads = [];
    return parts;
  }

  /** Ends the threads: what they could do is not wanted. */
  stop(): void {
    for (const thread of this.threads) thread.stop();
    this.threads = [];
    this.isOver = true;
  }

  private startThread(): Thread<HelperRequest, readonly HelperPart[]> {
    const thread = this.source.start();
    // Where it fails, the checks that it is asked for fail as well.
    thread.ask({ kind: 'load', paths: this.paths }).catch(() => thread.stop());
    return thread;
  }
}

/** A list that several threads take from. */
export class SharedQueue {
  /** How many are taken, and then for each who took it, counted from 1. */
  private readonly taken: Int32Array;

  constructor(
    private readonly order: readonly number[],
    shared: SharedArrayBuffer,
    private readonly id: number,
  ) {
    this.taken = new Int32Array(shared);
  }

  /** Takes the next; null where there is none. */
  take(): number | null {
    const at = Atomics.add(this.taken, 0, 1);
    if (at >= this.order.length) return null;
    Atomics.store(this.taken, at + 1, this.id + 1);
    return this.order[at]!;
  }

  hasTaken(id: number): boolean {
    return this.order.some((_, at) => Atomics.load(this.taken, at + 1) === id + 1);
  }
}
