import { shortenToLine } from '../analysis/text/shorten-to-line.js';
import { type JsonFields, readJsonLines, writeJsonLines } from '../jsonl.js';
import type { Draft } from '../model/draft.js';
import { capitaliseFirst, hashText } from '../model/text.js';

/**
 * A line of a register of changes: a number, and what is needed to know its change again. The
 * number of a change that is gone stays, so that it is not used again.
 */
export interface RegisteredChange {
  /** From 1. */
  readonly number: number;
  /** How the provision is cited in the version in force; null for what was inserted. */
  readonly old: string | null;
  /** How it was cited in the draft when it was numbered; null for what was deleted. */
  readonly new: string | null;
  /** The first of the words that changed. */
  readonly words: string;
  /** A hash of all words that changed. */
  readonly hash: string;
  readonly isWithdrawn: boolean;
}

/** The version in force that changes are numbered against. */
export interface NumberedAgainst {
  /** As its front matter says, or null. */
  readonly version: string | null;
  /** A hash of its text. */
  readonly hash: string;
}

/** What a register says, and what is wrong with it, in words that follow the name of the file. */
export interface ChangeRegister {
  /** Null where it does not say. */
  readonly against: NumberedAgainst | null;
  readonly lines: readonly RegisteredChange[];
  readonly faults: readonly RegisterFault[];
}

/** A fault of a register at a line, counted from 1. */
export interface RegisterFault {
  readonly line: number;
  readonly message: string;
}

/** What is said where a register is at fault. */
export const HOW_TO_MEND_REGISTER = 'keeling number-changes --mend mends it';

/** No draft has had more changes. */
const GREATEST = 1_000_000;

/** The signs that git puts around lines that two branches changed. */
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;

/** Reads a register. Lines that git left in conflict are read too, those of both branches. */
export function readChangeRegister(text: string): ChangeRegister {
  const lines: RegisteredChange[] = [];
  const faults: RegisterFault[] = [];
  const byNumber = new Map<number, { readonly at: number; readonly line: RegisteredChange }>();
  let against: NumberedAgainst | null = null;
  let isInBase = false;
  for (const { number: at, source, fields } of readJsonLines(text)) {
    if (CONFLICT.test(source)) {
      isInBase = source.startsWith('|');
      if (source.startsWith('<'))
        faults.push({ line: at, message: 'two branches were merged, and git left a conflict' });
      continue;
    }
    if (isInBase) continue;
    const opening = fields && readOpening(fields);
    if (opening) {
      if (against && !isAgainstSame(against, opening))
        faults.push({ line: at, message: 'the changes were numbered against two versions' });
      against ??= opening;
      continue;
    }
    const line = fields && readRegisterLine(fields);
    if (!line) {
      faults.push({ line: at, message: 'this is no numbered change' });
      continue;
    }
    const known = byNumber.get(line.number);
    if (!known) byNumber.set(line.number, { at, line });
    else if (!isSameRegisterLine(known.line, line))
      faults.push({ line: at, message: `the number ${line.number} stands at line ${known.at} too` });
    else continue;
    lines.push(line);
  }
  return { against, lines, faults };
}

/** What the register of a comparison with a version begins with. */
export function describeAgainst(inForce: Draft): NumberedAgainst {
  return { version: inForce.frontMatter.version, hash: hashText(inForce.text).toString(36) };
}

/** Whether numbers against one version hold against another: it is the same, or was only corrected. */
export function isAgainstSame(a: NumberedAgainst, b: NumberedAgainst): boolean {
  return a.hash === b.hash || (a.version !== null && a.version === b.version);
}

/** The first line of a register; null for a numbered change. */
function readOpening({ against, hash }: JsonFields): NumberedAgainst | null {
  if (against === undefined || typeof hash !== 'string' || !isTextOrNull(against)) return null;
  return { version: against, hash };
}

function readRegisterLine(fields: JsonFields): RegisteredChange | null {
  const { number, old = null, new: after = null, words = '', hash = '', withdrawn = false } = fields;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1 || number > GREATEST) return null;
  if (!isTextOrNull(old) || !isTextOrNull(after) || typeof words !== 'string' || typeof hash !== 'string') return null;
  return { number, old, new: after, words, hash, isWithdrawn: withdrawn === true };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isSameRegisterLine(a: RegisteredChange, b: RegisteredChange): boolean {
  return JSON.stringify(entryOf(a)) === JSON.stringify(entryOf(b));
}

/** Writes a register, a change a line in the order of the numbers, so that git merges it by lines. */
export function writeChangeRegister({ against, lines }: Pick<ChangeRegister, 'against' | 'lines'>): string {
  const sorted = [...lines].sort((a, b) => a.number - b.number).map(entryOf);
  const opening = against ? [{ against: against.version, hash: against.hash }] : [];
  return writeJsonLines([...opening, ...sorted]);
}

/** A change as its line has it. */
function entryOf({ number, old, new: after, words, hash, isWithdrawn }: RegisteredChange): JsonFields {
  return { number, old, new: after, words, hash, ...(isWithdrawn && { withdrawn: true }) };
}

/** A register without faults, and what was done to get there, a sentence each. */
export interface MendedRegister {
  readonly lines: readonly RegisteredChange[];
  readonly done: readonly string[];
}

/**
 * Mends a register that two branches wrote. Of two changes with one number the first keeps it and
 * the other gets the next that is free; of two numbers for one change the lower stays.
 */
export function mendChangeRegister({ lines }: Pick<ChangeRegister, 'lines'>): MendedRegister {
  const done: string[] = [];
  const byNumber = new Map<number, RegisteredChange>();
  const clashing: RegisteredChange[] = [];
  for (const line of lines) {
    const known = byNumber.get(line.number);
    if (!known) byNumber.set(line.number, line);
    // One change whose words one of the branches changed, or that one of them withdrew.
    else if (isOneChange(known, line)) byNumber.set(line.number, known.isWithdrawn ? line : known);
    else clashing.push(line);
  }
  const byIdentity = new Map<string, RegisteredChange>();
  for (const line of byNumber.values()) if (!line.isWithdrawn) byIdentity.set(identityOf(line), line);
  let last = [...byNumber.keys()].reduce((most, number) => Math.max(most, number), 0);
  for (const line of clashing) {
    const twin = line.isWithdrawn ? line : byIdentity.get(identityOf(line));
    if (twin) {
      if (twin !== line)
        done.push(
          `${capitaliseFirst(sayChangeOf(line))} has the number ${twin.number} already; its second number ${line.number} is that of another change.`,
        );
      continue;
    }
    last++;
    byNumber.set(last, { ...line, number: last });
    byIdentity.set(identityOf(line), { ...line, number: last });
    done.push(
      `${capitaliseFirst(sayChangeOf(line))} has the number ${last} now; it had ${line.number}, which is that of ${sayChangeOf(byNumber.get(line.number))}.`,
    );
  }
  const seen = new Map<string, RegisteredChange>();
  const kept = [...byNumber.values()]
    .sort((a, b) => a.number - b.number)
    .map((line): RegisteredChange => {
      if (line.isWithdrawn) return line;
      const key = `${line.new ?? ''} ${identityOf(line)}`;
      const first = seen.get(key);
      if (!first) {
        seen.set(key, line);
        return line;
      }
      done.push(
        `${capitaliseFirst(sayChangeOf(line))} has two numbers: ${first.number} stays, and ${line.number} is withdrawn.`,
      );
      return { ...line, isWithdrawn: true };
    });
  return { lines: kept, done };
}

/** What is the same for two numbers of one change: its words, and where it was in the version in force. */
export function identityOf({ old, hash }: Pick<RegisteredChange, 'old' | 'hash'>): string {
  return JSON.stringify([old, hash]);
}

function isOneChange(a: RegisteredChange, b: RegisteredChange): boolean {
  return a.old === b.old && (a.old !== null || a.hash === b.hash);
}

function sayChangeOf(line: RegisteredChange | undefined): string {
  if (!line) return 'another change';
  const words = shortenToLine(line.words, 40);
  return `the change to ${line.new ?? line.old ?? 'the text'}${words === '' ? '' : ` (“${words}”)`}`;
}
