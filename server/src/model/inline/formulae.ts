import { listMatches } from '../list-matches.js';
import type { Span } from '../text.js';

/** No formula is longer. */
const LONGEST = 2_000;

/** A command, a power, an index or a group: `\frac`, `x^2`, `x_{1}`. */
const TEX = /\\[A-Za-z]{2}|[\^{}]|[A-Za-z0-9)]_[A-Za-z0-9{\\]/;
/** The same, or that two things are equal. */
const TEX_OR_EQUATION = /\\[A-Za-z]{2}|[\^{}=]|[A-Za-z0-9)]_[A-Za-z0-9{\\]/;
/** What only TeX has between backslashes and brackets: `\[insert_date\]` is a place to fill in. */
const BRACKETED = /\\[A-Za-z]{2}|\^|_\{|(?:^|[^A-Za-z0-9_])[A-Za-z]_[A-Za-z0-9](?![A-Za-z0-9_])/;
/** A name alone: $x$. */
const NAME = /^[A-Za-z]'?$/;
/** What may stand before a formula: no letter or figure ("US$"), and no sign of an address. */
const BEFORE = /^[\s([{"'“‘—–\-,;:*_|>+]?$/;

/** What begins a formula, or an escape, which begins none. */
const SIGNS = /\\[\s\S]|\${1,2}/g;
const CLOSING: Readonly<Record<string, string>> = { $: '$', $$: '$$', '\\(': '\\)', '\\[': '\\]' };

/**
 * The formulae in TeX of a text, in order: `$x^2$`, `$$…$$`, `\(…\)`, `\[…\]`. Sums of money ("$5 and
 * $10") and escaped brackets ("\[30\]") are none.
 */
export function findFormulae(text: string): Span[] {
  const found: Span[] = [];
  const finder = new SignFinder(text);
  let past = 0;
  for (const { 0: sign, index: start } of listMatches(text, SIGNS)) {
    const closing = CLOSING[sign];
    if (start < past || closing === undefined) continue;
    const from = start + sign.length;
    const close = finder.find(closing, from);
    if (close < 0 || close - from > LONGEST) continue;
    const isBracket = sign.startsWith('\\');
    // Three backslashes and a bracket are a backslash and a bracket.
    if (isBracket && text.charAt(start - 1) === '\\') continue;
    // Of brackets within brackets only the innermost can be a formula.
    const within = isBracket ? finder.find(sign, from) : -1;
    if (within >= 0 && within < close) continue;
    const end = close + closing.length;
    const content = text.slice(from, close);
    if (!(isBracket ? BRACKETED.test(content) : isBetweenDollars(text, { start, end }, content))) continue;
    found.push({ start, end });
    past = end;
  }
  return found;
}

/** Finds signs from places that only go forward, so that all searches together pass the text once. */
class SignFinder {
  private readonly next = new Map<string, number>();

  constructor(private readonly text: string) {}

  find(sign: string, from: number): number {
    const known = this.next.get(sign);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = this.text.indexOf(sign, from);
    this.next.set(sign, at);
    return at;
  }
}

function isBetweenDollars(text: string, { start, end }: Span, content: string): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  if (!BEFORE.test(before.slice(-1)) || before === '](') return false;
  if (text.startsWith('$$', start)) return TEX_OR_EQUATION.test(content);
  const after = text.charAt(end);
  if (NAME.test(content)) return !/[A-Za-z0-9]/.test(after);
  if (!/^\S/.test(content) || /[\s/,;:(+=-]$/.test(content) || /\d/.test(after)) return false;
  return (/^\d/.test(content) ? TEX : TEX_OR_EQUATION).test(content);
}

/** A text whose formulae are signs that Markdown reads nothing into; offsets stay. */
export function hideFormulae(text: string): string {
  if (!/\$|\\[([]/.test(text)) return text;
  let hidden = '';
  let at = 0;
  for (const { start, end } of findFormulae(text)) {
    hidden += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, HIDDEN);
    at = end;
  }
  return at === 0 ? text : hidden + text.slice(at);
}

/** Stands for each character of a formula. */
export const HIDDEN = '\ue001';
