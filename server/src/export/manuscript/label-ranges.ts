import { inflectNumber } from '../../analysis/text/inflections.js';

/** "Clause 20.29", "row 2A of Table 9.3": a word, a number, and what it is counted in. */
const NUMBERED = /^(\p{L}[\p{L}-]{0,30}) (\S{1,40})( of .{1,200})?$/u;
/** The last part of "20.28(a)(i)", with what stands before it. */
const LAST_PART = /^(.{0,40})(\([^()]{1,10}\))$/;

/**
 * How consecutive provisions are cited together, by the labels of the first and the last of them:
 * "Clauses 20.29 to 20.40", "rows 2 and 3 of Table 9.3", "Clause 20.28(a) to (c)".
 * @param count how many they are
 */
export function citeLabels(first: string, last: string, count: number): string {
  if (count < 2) return first;
  const joint = count === 2 ? 'and' : 'to';
  const [, word = '', from = '', within = ''] = NUMBERED.exec(first) ?? [];
  const [, lastWord, to = '', lastWithin = ''] = NUMBERED.exec(last) ?? [];
  if (word === '' || word !== lastWord || within !== lastWithin) return `${first} ${joint} ${last}`;
  const [, base = ''] = LAST_PART.exec(from) ?? [];
  const [, lastBase, part = ''] = LAST_PART.exec(to) ?? [];
  if (base !== '' && base === lastBase) return `${word} ${from} ${joint} ${part}${within}`;
  return `${inflectNumber(word, true)} ${from} ${joint} ${to}${within}`;
}
