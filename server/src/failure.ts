/** What is thrown where a piece of work was given up because nobody waits for it any more. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
  }
}

/** Why there is no value, in words that end a sentence: “there is no such file”. */
export interface Failed {
  readonly problem: string;
}

/** A value, or why there is none: for what goes wrong in the ordinary course of things and is no reason to throw. */
export type Result<Value extends object> = Value | Failed;

/** Whether a result is a problem. */
export function hasFailed<Value extends object>(result: Result<Value>): result is Failed {
  return 'problem' in result;
}

/** What a thrown value says, whatever it is: anything can be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What is thrown where a PDF would need signs that no font has. */
export class SignsWithoutFont extends Error {
  constructor(readonly signs: readonly string[]) {
    super('no font has some signs of the text');
  }
}
