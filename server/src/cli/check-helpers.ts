import type { Thread } from '../node/threads.js';
import { RULE_PORTIONS } from '../rules/catalogue.js';
import type { LocatedFinding } from './located-finding.js';

/** A document to check, or a portion of the checks of a long one. */
export interface CheckTask {
  /** The place of the document among those to check. */
  readonly index: number;
  /** One of `RULE_PORTIONS`; null for all checks. */
  readonly portion: number | null;
}

/** What a helping thread is asked for: to load the same paths, then to check documents of them. */
export type HelperRequest =
  | { readonly kind: 'load'; readonly paths: readonly string[] }
  | {
      readonly kind: 'check';
      readonly tasks: readonly CheckTask[];
      readonly shared: SharedArrayBuffer;
      readonly id: number;
    };

/** What a thread found at a task. */
export interface HelperPart extends CheckTask {
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
/** The checks of a text of so many characters are shared. */
const LONG_TEXT = FEWEST_CHARACTERS;
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
  private hasLongText = false;
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
    this.hasLongText ||= length >= LONG_TEXT;
    const isMuch = this.documents >= FEWEST_DOCUMENTS && this.characters >= FEWEST_CHARACTERS;
    if (!isMuch && !this.hasLongText) return;
    const room = this.source.count(BYTES_OF_THREAD + BYTES_PER_CHARACTER * this.characters);
    const isFirst = this.threads.length === 0;
    for (const thread of this.threads.splice(room)) thread.stop();
    if (this.threads.length === 0 && !isFirst) this.isOver = true;
    if (!isFirst) return;
    for (let i = 0; i < room; i++) this.threads.push(this.startThread());
    this.isOver = room === 0;
  }

  /**
   * Checks documents together with the threads: each takes the next task, until there is none.
   * @param lengths of the texts of the documents, in their order
   * @param check does one of the tasks here
   * @returns what the threads found; what they took and failed to do is left to the caller
   */
  async shareChecks(lengths: readonly number[], check: (task: CheckTask) => void): Promise<HelperPart[]> {
    const tasks = this.threads.length > 0 ? listTasks(lengths) : [];
    const shared = new SharedArrayBuffer(4 * (tasks.length + 1));
    const queue = new SharedQueue(tasks, shared, 0);
    const replies = this.threads.map((thread, i) =>
      thread.ask({ kind: 'check', tasks, shared, id: i + 1 }).catch((): readonly HelperPart[] => []),
    );
    for (let task = queue.take(); task !== null; task = queue.take()) check(task);
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

/** The longest first, so that none is left for the end; those that are long enough in portions. */
function listTasks(lengths: readonly number[]): CheckTask[] {
  const portions = [...RULE_PORTIONS.keys()];
  return [...lengths.entries()]
    .sort(([, a], [, b]) => b - a)
    .flatMap(([index, length]) => {
      const parts: readonly (number | null)[] = length < LONG_TEXT ? [null] : portions;
      return parts.map((portion) => ({ index, portion }));
    });
}

/** A list of tasks that several threads take from. */
export class SharedQueue {
  /** How many are taken, and then for each who took it, counted from 1. */
  private readonly taken: Int32Array;

  constructor(
    private readonly tasks: readonly CheckTask[],
    shared: SharedArrayBuffer,
    private readonly id: number,
  ) {
    this.taken = new Int32Array(shared);
  }

  /** Takes the next; null where there is none. */
  take(): CheckTask | null {
    const at = Atomics.add(this.taken, 0, 1);
    const task = this.tasks[at];
    if (!task) return null;
    Atomics.store(this.taken, at + 1, this.id + 1);
    return task;
  }

  hasTaken(id: number): boolean {
    return this.tasks.some((_, at) => Atomics.load(this.taken, at + 1) === id + 1);
  }
}
