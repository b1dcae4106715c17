import type { Provision } from '../model/provision.js';
import type { NamedPlace } from './name-places.js';

/** One way to say a change. */
export interface InstructionForm {
  /** Where it is made; null where the words of the action say so. */
  readonly place: NamedPlace | null;
  /** "for “a” substitute “b”", "after Clause 5 insert". */
  readonly action: string;
  /** The action within the group of its place, where it is said otherwise there. */
  readonly within?: string;
  /** What is set out below it; null for none. */
  readonly setOut: string | null;
  /** Whether that stands as code, which keeps every character. */
  readonly isFenced?: boolean;
}

/** What is done, in full and within the group of its place; null where it is said in full there. */
export interface SaidAction {
  readonly action: string;
  readonly within: string | null;
}

/** A place called otherwise, within its group as elsewhere. */
export function callPlace({ absolute, relative, root }: NamedPlace, say: (words: string) => string): NamedPlace {
  return { absolute: say(absolute), relative: relative && say(relative), root };
}

export function sayInsertBeside(side: 'before' | 'after', { absolute, relative }: NamedPlace): SaidAction {
  return { action: `${side} ${absolute} insert`, within: relative && `${side} ${relative} insert` };
}

export function nameWithinPart(name: NamedPlace, part: string): NamedPlace {
  return {
    absolute: `${part} of ${name.absolute}`,
    relative: name.relative === null ? part : `${part} of ${name.relative}`,
    root: name.root,
  };
}

export function sayOf(name: NamedPlace, say: (words: string) => string, setOut: string | null): InstructionForm {
  return {
    place: null,
    action: say(name.absolute),
    ...(name.relative !== null && { within: say(name.relative) }),
    setOut,
  };
}

/** "20.29", "(d)": the number as it is written in an instruction. */
export function shortNumber({ marker }: Provision, number: string): string {
  return /^\(/.test(marker) ? (/\([^()]*\)$/.exec(number)?.[0] ?? number) : number;
}

export function newNumberOf(provision: Provision, number: string): string {
  if (/^\(/.test(provision.marker)) return shortNumber(provision, number);
  const word = /^([A-Z][A-Za-z-]+) /.exec(provision.label)?.[1];
  return word ? `${word} ${number}` : number;
}

/** "Clauses 4.1 and 4.2": the name of the first of some, its word in the plural, and the others. */
export function writePlural(words: string, { number }: Provision, others: string): string {
  const own = number ?? '';
  const at = words.indexOf(own) >= 0 ? words.indexOf(own) + own.length : words.length;
  const all = `${words.slice(0, at)} ${others}${words.slice(at)}`;
  return all.replace(/^([A-Za-z-]+)(?= )/, (word) =>
    word.endsWith('s') ? word : word.endsWith('x') ? `${word}es` : `${word}s`,
  );
}
