import { Session } from 'node:inspector';

/**
 * Counts the work that a function does, not the time that it takes: every block of code that is
 * entered, every character that a search of the language looks at, every element that is copied.
 * It changes the built-in objects, so it runs in a thread of its own, before the code that it
 * counts is loaded.
 */
export class WorkCounter {
  private native = 0;
  private readonly session = new Session();

  constructor() {
    this.session.connect();
    this.post('Profiler.enable');
    this.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    this.countNativeWork();
  }

  /** The work of a function, in steps. */
  async count(run: () => unknown): Promise<number> {
    this.entered();
    this.native = 0;
    await run();
    return this.entered() + this.native;
  }

  /** How often blocks of code were entered since the last call. */
  private entered(): number {
    const { result } = this.post('Profiler.takePreciseCoverage') as Coverage;
    let count = 0;
    for (const { url, functions } of result)
      if (!url.startsWith('node:'))
        for (const { ranges } of functions) for (const range of ranges) count += range.count;
    return count;
  }

  private post(method: string, params: object = {}): unknown {
    let answer: unknown;
    this.session.post(method, params, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    return answer;
  }

  private countNativeWork(): void {
    const add = (steps: number) => {
      this.native += Math.max(0, steps);
    };
    const wrap = (prototype: object, name: string, cost: (self: never, args: never[], result: never) => number) => {
      const own = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
      Reflect.set(prototype, name, function counted(this: unknown, ...args: unknown[]) {
        const result = own.apply(this, args);
        add(cost(this as never, args as never, result as never));
        return result;
      });
    };
    const forward = (text: string, [, from]: unknown[], found: number) =>
      (found < 0 ? text.length : found) - Number(from ?? 0);
    const backward = (text: string, [, from]: unknown[], found: number) =>
      Math.min(Number(from ?? text.length), text.length) - Math.max(0, found);
    wrap(String.prototype, 'indexOf', forward);
    wrap(String.prototype, 'lastIndexOf', backward);
    for (const name of ['includes', 'toLowerCase', 'toUpperCase', 'split'])
      wrap(String.prototype, name, (text: string) => String(text).length);
    // What is cut is looked at, and no copy is made of the rest.
    for (const name of ['trim', 'trimStart', 'trimEnd'])
      wrap(String.prototype, name, (text: string, _, cut: string) => text.length - cut.length + 1);
    for (const name of ['slice', 'concat']) wrap(Array.prototype, name, (_, __, list: unknown[]) => list.length);
    wrap(Array.prototype, 'splice', (list: unknown[], [from]: unknown[]) => list.length - Number(from));
    for (const name of ['includes', 'indexOf', 'join', 'reverse'])
      wrap(Array.prototype, name, (list: unknown[]) => list.length);
    // Whatever searches by a pattern comes here.
    const exec = RegExp.prototype.exec;
    RegExp.prototype.exec = function counted(this: RegExp, text: string) {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const match = exec.call(this, text);
      const isBound = this.sticky || (this.source.startsWith('^') && !this.multiline);
      if (match) add(match.index - from + match[0].length);
      else add(isBound ? 1 : String(text).length - from);
      return match;
    };
    // A list that is spread is copied.
    Array.prototype[Symbol.iterator] = function counted<T>(this: T[]) {
      let next = 0;
      const iterator = {
        next: (): IteratorResult<T, undefined> => {
          add(1);
          return next < this.length ? { value: this[next++] as T, done: false } : { value: undefined, done: true };
        },
        return: (): IteratorResult<T, undefined> => ({ value: undefined, done: true }),
        [Symbol.iterator]: () => iterator,
      };
      return iterator as unknown as ArrayIterator<T>;
    };
  }
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}
