import { capitaliseFirst } from '../../model/text.js';
import { inflectNumber, isPlural } from '../text/inflections.js';

const TERM_WORD = /[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu;

/** A way in which a defined term is written besides the words that are defined. */
export interface TermForm {
  readonly words: string;
  /** Whether it may as well be another word: "Work" beside the term "Works". */
  readonly isDoubtful: boolean;
}

/** What comes after the noun of a term that is more than a compound: "Notice of Entry". */
const AFTER_NOUN = new Set(['of', 'for', 'in', 'to', 'under', 'with', 'by', 'at', 'on', 'from', 'between']);

/** The index of the word of a term that has its number: the last, or the one before "of". */
function findNoun(words: readonly string[]): number {
  const joint = words.findIndex((word, i) => i > 0 && AFTER_NOUN.has(word));
  return (joint < 0 ? words.length : joint) - 1;
}

/**
 * The other forms of a term: its plural ("Planned Entries", "Notices of Entry") or singular, and
 * one of small letters at the beginning of a sentence. Possessives are left to the reader.
 */
export function listOtherForms(term: string): TermForm[] {
  const words = [...term.matchAll(TERM_WORD)];
  const noun = words[findNoun(words.map(([word]) => word))];
  if (!noun) return [];
  const [written] = noun;
  const plural = isPlural(written);
  const inflected = inflectNumber(written, !plural);
  const forms: TermForm[] = [];
  if (inflected !== written && /\p{L}$/u.test(written)) {
    const form = term.slice(0, noun.index) + inflected + term.slice(noun.index + written.length);
    forms.push({ words: form, isDoubtful: plural && words.length === 1 });
  }
  if (!/^\p{Ll}/u.test(term)) return forms;
  const all = [{ words: term, isDoubtful: false }, ...forms];
  return [...forms, ...all.map((each) => ({ ...each, words: capitaliseFirst(each.words) }))];
}

/**
 * A use of a term with another name in its place: in the number of the use, with its capital at the
 * beginning of a sentence, and with the line ends and the mark-up that it has.
 * @param written the use as it stands in the source, without a possessive ending
 */
export function renameTermUse(written: string, term: string, newName: string): string {
  const used = [...written.matchAll(TERM_WORD)];
  const named = inflectLikeUse(
    used.map(([word]) => word),
    term,
    newName,
  );
  const isCapitalised = /^\p{Ll}/u.test(term) && /^\p{Lu}/u.test(used[0]?.[0] ?? '');
  const name = isCapitalised ? capitaliseFirst(named) : named;
  const words = [...name.matchAll(TERM_WORD)];
  const [first] = used;
  if (!first || words.length === 0) return name;
  let text = written.slice(0, first.index);
  used.forEach((word, i) => {
    const before = used[i - 1];
    const joint = before ? written.slice(before.index + before[0].length, word.index) : '';
    const own = words[i];
    if (!own) text += joint.trim();
    else if (i === used.length - 1) text += joint + name.slice(own.index);
    else text += joint + own[0];
  });
  const last = used[used.length - 1] ?? first;
  return text + written.slice(last.index + last[0].length);
}

function inflectLikeUse(used: readonly string[], term: string, newName: string): string {
  const termWords = term.match(TERM_WORD) ?? [];
  const noun = findNoun(termWords);
  const [usedNoun, termNoun] = [used[noun], termWords[noun]];
  if (!usedNoun || !termNoun || usedNoun.toLowerCase() === termNoun.toLowerCase()) return newName;
  const newWords = [...newName.matchAll(TERM_WORD)];
  const newNoun = newWords[findNoun(newWords.map(([word]) => word))];
  if (!newNoun) return newName;
  const [word] = newNoun;
  // A plural that is written with an s behind the term, as "Entrys", is a plural all the same.
  const inflected = inflectNumber(word, isPlural(usedNoun) || usedNoun.length > termNoun.length);
  return newName.slice(0, newNoun.index) + inflected + newName.slice(newNoun.index + word.length);
}
