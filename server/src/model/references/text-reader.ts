/** Reads a text from left to right by sticky expressions. */
export class TextReader {
  /** Where it reads on. */
  at = 0;

  constructor(readonly text: string) {}

  /** Passes what a sticky expression matches here; null where it matches nothing. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }
}
