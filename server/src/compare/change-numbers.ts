import { getOrCreate } from '../model/memo.js';
import { hashText } from '../model/text.js';
import type { Change, Comparison } from './change.js';
import { identityOf, type RegisteredChange } from './change-register.js';
import { likenessOf, type WordSet, wordSet } from './likeness.js';

/** The numbers of changes; those that no register has are missing. */
export type ChangeNumbers = ReadonlyMap<Change, number>;

/** Changes that were numbered, and the register as it is to be written. */
export interface NumberedChanges {
  readonly numbers: ChangeNumbers;
  readonly lines: readonly RegisteredChange[];
  /** The numbers that are new, and those whose changes are gone. */
  readonly added: readonly number[];
  readonly withdrawn: readonly number[];
}

/** How much of the words of a change is kept to know it by, in characters. */
const LONGEST_WORDS = 300;
/** Two texts that are less alike are two changes. */
const LEAST_LIKENESS = 0.5;
/** Words that more lines than this have say nothing about which line is meant. */
const COMMON_AT = 24;
const MOST_CANDIDATES = 8;

/**
 * Numbers the changes of a comparison. One that the register has keeps its number, whatever has
 * changed around it; a new one gets the next number, and that of one that is gone is withdrawn.
 */
export function numberChanges(
  { changes }: Pick<Comparison, 'changes'>,
  register: readonly RegisteredChange[],
): NumberedChanges {
  const found = matchLines(changes, register);
  const numbers = new Map<Change, number>();
  const kept = new Map<RegisteredChange, RegisteredChange>();
  const added: RegisteredChange[] = [];
  let last = register.reduce((most, { number }) => Math.max(most, number), 0);
  for (const change of changes) {
    const line = found.get(change);
    const said = describeForRegister(change);
    // What only has another number now keeps its line, so that branches differ in few lines.
    if (line) kept.set(line, line.hash === said.hash ? line : { ...said, number: line.number });
    else added.push({ ...said, number: ++last });
    numbers.set(change, line?.number ?? last);
  }
  const withdrawn = register.filter((line) => !line.isWithdrawn && !kept.has(line));
  return {
    numbers,
    lines: [...register.map((line) => kept.get(line) ?? { ...line, isWithdrawn: true }), ...added],
    added: added.map(({ number }) => number),
    withdrawn: withdrawn.map(({ number }) => number),
  };
}

/** The numbers that a register has for the changes of a comparison. */
export function findChangeNumbers(
  { changes }: Pick<Comparison, 'changes'>,
  register: readonly RegisteredChange[],
): ChangeNumbers {
  return new Map([...matchLines(changes, register)].map(([change, { number }]) => [change, number] as const));
}

/** The same comparison, in which each change has its number. */
export function withChangeNumbers(comparison: Comparison, numbers: ChangeNumbers): Comparison {
  const changes = comparison.changes.map((change) => {
    const number = numbers.get(change);
    return number === undefined ? change : { ...change, number };
  });
  return { ...comparison, changes };
}

type Described = Omit<RegisteredChange, 'number'>;

/** What a change is known by. The number of its own provision is no part of its words. */
function describeForRegister({ old, new: after, edits }: Change): Described {
  const wordsOf = (op: 'delete' | 'insert') =>
    edits
      .filter((edit) => edit.op === op)
      .map(({ text }) => text)
      .join(' ');
  const [gone, come] = [
    withoutOwnNumber(wordsOf('delete'), old?.provision?.marker),
    withoutOwnNumber(wordsOf('insert'), after?.provision?.marker),
  ];
  const words = old === null ? come : after === null ? gone : `${gone} → ${come}`.trim();
  return {
    old: old?.label ?? null,
    new: after?.label ?? null,
    words: shortenText(words),
    hash: hashText(words).toString(36),
    isWithdrawn: false,
  };
}

function withoutOwnNumber(words: string, marker: string | undefined): string {
  const plain = words.replace(/\s+/g, ' ').trim();
  const own = marker?.trim() ?? '';
  return own !== '' && plain.startsWith(own) ? plain.slice(own.length).trimStart() : plain;
}

/** Cut between words, and never within a sign. */
function shortenText(words: string): string {
  if (words.length <= LONGEST_WORDS) return words;
  const cut = words.slice(0, LONGEST_WORDS);
  const blank = cut.lastIndexOf(' ');
  return blank > LONGEST_WORDS / 2 ? cut.slice(0, blank) : cut.replace(/[\ud800-\udbff]$/, '');
}

/** The line of each change, where the register has one. */
function matchLines(
  changes: readonly Change[],
  register: readonly RegisteredChange[],
): ReadonlyMap<Change, RegisteredChange> {
  const matcher = new LineMatcher(changes, register);
  matcher.matchBy((each) => [each.old, each.new, each.hash]);
  matcher.matchBy((each) => [each.old, each.hash]);
  // The version in force does not change: what is said of one of its provisions is one change.
  matcher.matchBy((each) => (each.old === null ? null : [each.old]));
  matcher.matchByLikeness();
  matcher.preferLower();
  return matcher.found;
}

class LineMatcher {
  readonly found = new Map<Change, RegisteredChange>();
  private readonly described: ReadonlyMap<Change, Described>;
  private left: Set<RegisteredChange>;

  constructor(
    private readonly changes: readonly Change[],
    register: readonly RegisteredChange[],
  ) {
    this.described = new Map(changes.map((change) => [change, describeForRegister(change)] as const));
    this.left = new Set(register.filter(({ isWithdrawn }) => !isWithdrawn));
  }

  /** Matches what has the same key, in order; what has none is left. */
  matchBy(keyOf: (described: Described) => readonly (string | null)[] | null): void {
    const byKey = new Map<string, RegisteredChange[]>();
    for (const line of this.left) {
      const key = keyOf(line);
      if (key) getOrCreate(byKey, JSON.stringify(key), () => []).push(line);
    }
    const used = new Map<string, number>();
    for (const [change, described] of this.listUnmatched()) {
      const key = keyOf(described);
      const name = JSON.stringify(key);
      const at = used.get(name) ?? 0;
      const line = key && byKey.get(name)?.[at];
      if (!line) continue;
      used.set(name, at + 1);
      this.match(change, line);
    }
  }

  /** Matches inserted provisions whose words were changed since. */
  matchByLikeness(): void {
    const setOf = ({ words }: Described) => wordSet(words, 0, words.length);
    const lines = [...this.left].filter(({ old }) => old === null).map((line) => ({ line, set: setOf(line) }));
    const byWord = new Map<number, number[]>();
    for (const [index, { set }] of lines.entries())
      for (const word of set.words) getOrCreate(byWord, word, () => []).push(index);
    const pairs: { readonly change: Change; readonly line: RegisteredChange; readonly likeness: number }[] = [];
    for (const [change, described] of this.listUnmatched()) {
      if (described.old !== null) continue;
      const set = setOf(described);
      for (const index of listCandidates(set, byWord)) {
        const candidate = lines[index];
        if (!candidate) continue;
        const bonus = candidate.line.new === described.new ? 0.2 : 0;
        const likeness = likenessOf(set, candidate.set) + bonus;
        if (likeness >= LEAST_LIKENESS) pairs.push({ change, line: candidate.line, likeness });
      }
    }
    pairs.sort((a, b) => b.likeness - a.likeness || a.line.number - b.line.number);
    for (const { change, line } of pairs) if (!this.found.has(change) && this.left.has(line)) this.match(change, line);
  }

  /** Of two numbers that two branches gave to the same words the lower stays. */
  preferLower(): void {
    const left = new Map<string, RegisteredChange>();
    for (const line of this.left) {
      const key = identityOf(line);
      const known = left.get(key);
      if (!known || line.number < known.number) left.set(key, line);
    }
    for (const [change, line] of left.size === 0 ? [] : this.found) {
      const lower = left.get(identityOf(line));
      if (!lower || lower.number > line.number) continue;
      left.delete(identityOf(line));
      this.left.add(line);
      this.match(change, lower);
    }
  }

  private listUnmatched(): (readonly [Change, Described])[] {
    return this.changes.flatMap((change) => {
      const described = this.described.get(change);
      return described && !this.found.has(change) ? [[change, described] as const] : [];
    });
  }

  private match(change: Change, line: RegisteredChange): void {
    this.found.set(change, line);
    this.left.delete(line);
  }
}

/** The lines that share most of the words that few lines have. */
function listCandidates({ words }: WordSet, byWord: ReadonlyMap<number, readonly number[]>): number[] {
  const votes = new Map<number, number>();
  for (const word of words) {
    const lines = byWord.get(word) ?? [];
    if (lines.length > COMMON_AT) continue;
    for (const line of lines) votes.set(line, (votes.get(line) ?? 0) + 1 / lines.length);
  }
  return [...votes]
    .sort(([a, one], [b, other]) => other - one || a - b)
    .slice(0, MOST_CANDIDATES)
    .map(([line]) => line);
}
