import type { Inline } from './runs.js';

/** A sign of a quantity or a unit; what is raised after it is its power. */
const OPERAND =
  /(?:^|[^\p{L}])(?:[mscxyrnvab]|(?!(?:st|nd|rd|th|pp|ff)$)[bcdfghjklmnpqrstvwxz]{2,3}|ft|in|yd|kg|CO|H|R)$/u;
const TEN = /(?:^|[^\p{N}.,/])10$/u;
/** A bracket that holds a sum or a product. */
const SUM = /\([^()]{0,60}[-+−–×·*/=][^()]{0,60}\)$/u;

/** Whether a number that is raised after some words is a power and calls no note: mc², 10⁶, (a + b)². */
export function isExponentAfter(before: string): boolean {
  const end = before.slice(-130);
  return TEN.test(end) || OPERAND.test(end.slice(-8)) || SUM.test(end);
}

const RAISED_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const RAISED_SIGNS: Readonly<Record<string, string>> = { '-': '⁻', '−': '⁻', '–': '⁻', '+': '⁺' };

/** A raised number in letters that are raised themselves: "2" as "²", "−3" as "⁻³". */
export function raiseDigits(number: string): string {
  return Array.from(
    number,
    (sign) => RAISED_DIGITS.charAt(/\d/.test(sign) ? Number(sign) : 10) || (RAISED_SIGNS[sign] ?? sign),
  ).join('');
}

const POWER = /^[-−–+]?\d{1,3}$/;

/** Words for where no look can be shown: the calls of notes left out, but not the powers of units and numbers. */
export function readPlainWithPowers({ text, runs }: Inline): string {
  let said = '';
  for (const { kind, at, note, superscript, text: own } of runs) {
    if (kind === 'note')
      said += superscript && note !== null && isExponentAfter(text.slice(0, at)) ? raiseDigits(note) : '';
    else said += superscript && POWER.test(own) ? raiseDigits(own) : own;
  }
  return said;
}
