import fc from 'fast-check';

/** How often something was tried, by what it is: "pairs", "edits", "requests". */
export class Counts {
  readonly of = new Map<string, number>();

  add(what: string, count = 1): void {
    this.of.set(what, (this.of.get(what) ?? 0) + count);
  }
}

/** A law of Keeling, and input to try it with. The input is plain data, so that it can be kept as a fixture. */
export interface Fuzzer<Input = unknown> {
  readonly name: string;
  /** @param texts real texts to mutate, besides those that are generated; may be empty */
  inputs(texts: readonly string[]): fc.Arbitrary<Input>;
  /** @throws BrokenLaw, or whatever the code under test throws */
  check(input: Input, counts: Counts): Promise<void> | void;
}

/** A law that did not hold for an input. */
export class BrokenLaw extends Error {
  /**
   * @param law a short name of the law: one law broken in two ways is one fault
   * @param details what was expected, and what came
   */
  constructor(
    readonly law: string,
    details: string,
  ) {
    super(`${law}: ${details}`);
  }
}

/** Fails with a law's name unless two values are the same text. */
export function expectSame(law: string, actual: string, expected: string): void {
  if (actual === expected) return;
  let at = 0;
  while (actual[at] === expected[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 30), at + 50));
  throw new BrokenLaw(law, `at ${at} expected ${around(expected)}, but there is ${around(actual)}`);
}

/** Fails with a law's name unless something holds. */
export function expectLaw(law: string, holds: boolean, details: () => string): void {
  if (!holds) throw new BrokenLaw(law, details());
}

/** What kind of fault an error is: shrinking must not slip from one to another. */
export function nameFault(error: unknown): string {
  if (error instanceof BrokenLaw) return error.law;
  if (!(error instanceof Error)) return String(error);
  const where = /\n\s+at (?:async )?([\w.<>#]+)/.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name}: ${error.message.split('\n')[0]?.replace(/\d+/g, 'N').slice(0, 80)} in ${where}`;
}

export interface Failure {
  readonly fuzzer: string;
  readonly fault: string;
  readonly message: string;
  readonly input: unknown;
}

/** Runs one input; null where all laws hold. */
export async function tryInput(fuzzer: Fuzzer, input: unknown, counts = new Counts()): Promise<Failure | null> {
  try {
    await fuzzer.check(input, counts);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { fuzzer: fuzzer.name, fault: nameFault(error), message, input };
  }
}

/** The inputs of a seed: the same for each call. */
export function makeInputs(fuzzer: Fuzzer, texts: readonly string[], seed: number, runs: number): unknown[] {
  return fc.sample(fuzzer.inputs(texts), { seed, numRuns: runs });
}

/**
 * Fails where work takes more processor time than it may. A busy machine can make any work slow once, so what is slow is tried again.
 * @param most in milliseconds
 */
export async function expectBoundedTime(law: string, most: number, work: () => Promise<void>): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 3 && least > most; times++) {
    const start = process.cpuUsage();
    await work();
    least = Math.min(least, process.cpuUsage(start).user / 1_000);
  }
  expectLaw(law, least <= most, () => `${least} ms`);
}
