import { offsetsLeftOut, printable } from '../printable.js';

/** Put within a sign it takes the sign's meaning and shows nothing: whoever wants the draft's own characters back takes it out. */
export const WORD_JOINER = '\u2060';

const CHANGE_SIGN = /\{(?=\+\+|--|~~|>>|==)|(?:\+\+|--|~~|<<|==)\}/g;
const SIGN = /<[A-Za-z/!?]|\[\^[^\][\s<&]+\]:|\][(:]|&#/g;

/** Tags that only say how words look, comments, and addresses: what a draft may hold of HTML. */
const PLAIN_HTML =
  /<(?:\/?(?:b|strong|i|em|sup|sub|u|ins)>|br ?\/?>|!--[^<>]*-->|(?:https?:\/\/|mailto:)[^\s<>"'`]*>|[\w.+-]{1,64}@[\w.-]{1,255}>)/iy;
/** An attribute, should a browser take an address for a tag. */
const ATTRIBUTE = /\/(?:on[a-z]*|style)=/i;
/** The start of a link's address, and one that leads elsewhere than to a page, a mailbox or a file beside this one. */
const ADDRESS = /[\s>]*(<?)/y;
const UNSAFE = /(?!https?:\/\/|mailto:)[A-Za-z0-9+.\t-]*(?::[^\s)]|\\|&(?:#|[A-Za-z]+;))/iy;
const ENTITY = /&#(?:x([\da-f]{1,6})|(\d{1,7}));/iy;

/**
 * Where a text needs a word joiner so that it can do no harm wherever it is shown as Markdown: in tags of HTML, in links that a reader
 * should not follow, in entities for what `printable` leaves out.
 * @param text what `printable` gave
 * @param within whether the text will stand among CriticMarkup marks: then its own signs of that kind need one too
 * @returns offsets before which it belongs, in their order
 */
export function findJoinerPlaces(text: string, within: boolean): number[] {
  const places: number[] = [];
  for (const { 0: sign, index } of text.matchAll(SIGN)) {
    const after = index + sign.length;
    if (sign === '&#') {
      if (namesUnprintable(text, index)) places.push(index + 1);
    } else if (sign.startsWith('<')) {
      if (!isPlainHtml(text, index)) places.push(index + 1);
    } else {
      const address = matchAt(ADDRESS, text, after);
      const start = after + (address?.[0].length ?? 0);
      // A note's mark has to stay one, so that it is the address that is made none.
      if (matchAt(UNSAFE, text, start)) places.push(sign.startsWith('[') ? start : after - 1);
    }
  }
  if (!within) return places;
  for (const { 0: sign, index } of text.matchAll(CHANGE_SIGN)) places.push(index + Math.max(1, sign.length - 1));
  return [...new Set(places)].sort((a, b) => a - b);
}

/** A text in which nothing can do harm where it is shown as Markdown; a reader sees the same words. */
export function makeHarmless(text: string): string {
  const shown = printable(text);
  return takeByteOrderMark(text) + addJoiners(shown, findJoinerPlaces(shown, false));
}

/** The sign that some editors begin a file with: there it is harmless, and not to be lost. */
export function takeByteOrderMark(text: string): string {
  return text.startsWith('\ufeff') ? '\ufeff' : '';
}

/** @param places offsets in the text, in their order */
export function addJoiners(text: string, places: readonly number[]): string {
  if (places.length === 0) return text;
  const pieces = places.map((place, index) => text.slice(places[index - 1] ?? 0, place));
  return [...pieces, text.slice(places.at(-1))].join(WORD_JOINER);
}

/** A draft's text, any part of which can be had in a form that does no harm among CriticMarkup marks. */
export class HarmlessText {
  /** Offsets in the text as the draft has it before which a word joiner belongs, in their order. */
  private readonly places: readonly number[];

  constructor(private readonly text: string) {
    const places = findJoinerPlaces(printable(text), true);
    const gaps = offsetsLeftOut(text);
    let passed = 0;
    this.places = places.map((place) => {
      while (passed < gaps.length && gaps[passed]! <= place + passed) passed++;
      return place + passed;
    });
  }

  /**
   * A part of the text.
   * @param other the other text that has the same part, and where it begins there: then it does no harm in that one either
   */
  slice(start: number, end: number, other?: { readonly text: HarmlessText; readonly start: number }): string {
    const own = this.placesWithin(start, end);
    const others = other ? other.text.placesWithin(other.start, other.start + end - start) : [];
    const places = [...new Set([...own, ...others])].sort((a, b) => a - b);
    const parts = [0, ...places].map((place, index) =>
      printable(this.text.slice(start + place, index < places.length ? start + places[index]! : end)),
    );
    return parts.join(WORD_JOINER);
  }

  /** The places within a part, counted from its start. */
  private placesWithin(start: number, end: number): number[] {
    const found: number[] = [];
    let low = 0;
    for (let high = this.places.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.places[middle]! >= start) high = middle;
      else low = middle + 1;
    }
    for (let i = low; i < this.places.length && this.places[i]! < end; i++) found.push(this.places[i]! - start);
    return found;
  }
}

function isPlainHtml(text: string, index: number): boolean {
  const found = matchAt(PLAIN_HTML, text, index);
  return found !== null && !ATTRIBUTE.test(found[0]);
}

function namesUnprintable(text: string, index: number): boolean {
  const entity = matchAt(ENTITY, text, index);
  if (!entity) return false;
  const code = entity[1] === undefined ? Number(entity[2]) : Number.parseInt(entity[1], 16);
  if (code > 0x10ffff) return false;
  const char = String.fromCodePoint(code);
  return printable(char) !== char;
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
