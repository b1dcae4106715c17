import { findFirst } from '../../model/find-first.js';
import { makePrintable, offsetsLeftOut } from '../printable.js';

/**
 * An invisible character that takes a sign its meaning. Remove it to get the draft's own characters
 * back.
 */
export const WORD_JOINER = '\u2060';

const CHANGE_SIGN = /\{(?=\+\+|--|~~|>>|==)|(?:\+\+|--|~~|<<|==)\}/g;
const SIGN = /<[A-Za-z/!?]|\[\^[^\][\s<&]+\]:|\][(:]|&#/g;

/** The HTML that a draft may have: tags for the look of words, tables, lists and blocks, comments, and addresses. */
const PLAIN_HTML =
  /<(?:\/?(?:b|strong|i|em|sup|sub|u|ins|table|caption|thead|tbody|tfoot|tr|td|th|ul|li|p|blockquote|code)>|(?:table|tr|td|th)(?: (?:colspan|rowspan|scope|border|align|valign)=(?:"\w{1,12}"|'\w{1,12}'|\w{1,12})){1,4}>|br ?\/?>|!--[^<>]*-->|(?:https?:\/\/|mailto:)[^\s<>"'`]*>|[\w.+-]{1,64}@[\w.-]{1,255}>)/iy;
/** An attribute, in case a browser takes an address for a tag. */
const ATTRIBUTE = /\/(?:on[a-z]*|style)=/i;
/**
 * The start of a link's address, and addresses that are not of a page, a mailbox or a file nearby.
 */
const ADDRESS = /[\s>]*(<?)/y;
const UNSAFE = /[\\/]\t?[\\/]|(?!https?:\/\/|mailto:)[A-Za-z0-9+.\t-]*(?::[^\s)]|\\|&(?:#|[A-Za-z]+;))/iy;
/** Addresses of pictures that would be fetched from elsewhere. */
const ELSEWHERE = /[A-Za-z0-9+.\t-]*:/iy;
const ENTITY = /&#(?:x([\da-f]{1,6})|(\d{1,7}));/iy;

/**
 * Where a text needs a word joiner to be safe wherever it is shown as Markdown: in HTML tags, in
 * links that a reader should not follow, and in entities for characters that `printable` leaves
 * out.
 * @param text a result of `printable`
 * @param within whether the text will be among CriticMarkup marks: then signs of CriticMarkup need
 * one too
 * @returns the offsets before which a word joiner belongs, in order
 */
function findJoinerPlaces(text: string, within: boolean): number[] {
  const places: number[] = [];
  const pictures = findPictureEnds(text);
  for (const { 0: sign, index } of text.matchAll(SIGN)) {
    const after = index + sign.length;
    if (sign === '&#') {
      if (namesUnprintable(text, index)) places.push(index + 1);
    } else if (sign.startsWith('<')) {
      if (!isPlainHtml(text, index)) places.push(index + 1);
    } else {
      const address = matchAt(ADDRESS, text, after);
      const start = after + (address?.[0].length ?? 0);
      // A footnote's mark must stay one, so the address is broken instead.
      const isOfPicture = sign === ']:' ? pictures.isReferred : sign === '](' && pictures.ends.has(index);
      if (matchAt(UNSAFE, text, start) || (isOfPicture && matchAt(ELSEWHERE, text, start)))
        places.push(sign.startsWith('[') ? start : after - 1);
    }
  }
  if (!within) return places;
  for (const { 0: sign, index } of text.matchAll(CHANGE_SIGN)) places.push(index + Math.max(1, sign.length - 1));
  return [...new Set(places)].sort((a, b) => a - b);
}

/** A text that is safe wherever it is shown as Markdown. A reader sees the same words. */
export function makeHarmless(text: string): string {
  const shown = makePrintable(text);
  return takeByteOrderMark(text) + addJoiners(shown, findJoinerPlaces(shown, false));
}

/**
 * The byte order mark that some editors put at the start of a file, which is kept; else an empty
 * string.
 */
export function takeByteOrderMark(text: string): string {
  return text.startsWith('\ufeff') ? '\ufeff' : '';
}

/**
 * A text with word joiners.
 * @param places offsets in the text, in order
 */
function addJoiners(text: string, places: readonly number[]): string {
  if (places.length === 0) return text;
  const pieces = places.map((place, index) => text.slice(places[index - 1] ?? 0, place));
  return [...pieces, text.slice(places.at(-1))].join(WORD_JOINER);
}

/** A draft's text, of which any part can be written safely among CriticMarkup marks. */
export class HarmlessText {
  /** The offsets in the draft's text before which a word joiner belongs, in order. */
  private readonly places: readonly number[];

  constructor(private readonly text: string) {
    const places = findJoinerPlaces(makePrintable(text), true);
    const gaps = offsetsLeftOut(text);
    let passed = 0;
    this.places = places.map((place) => {
      while (passed < gaps.length && gaps[passed]! <= place + passed) passed++;
      return place + passed;
    });
  }

  /**
   * A part of the text.
   * @param other another text with the same part, and the part's offset there: the result is safe
   * in both
   */
  slice(start: number, end: number, other?: { readonly text: HarmlessText; readonly start: number }): string {
    const own = this.placesWithin(start, end);
    const others = other ? other.text.placesWithin(other.start, other.start + end - start) : [];
    const places = [...new Set([...own, ...others])].sort((a, b) => a - b);
    const parts = [0, ...places].map((place, index) =>
      makePrintable(this.text.slice(start + place, index < places.length ? start + places[index]! : end)),
    );
    return parts.join(WORD_JOINER);
  }

  /** The places within a part, counted from its start. */
  private placesWithin(start: number, end: number): number[] {
    const found: number[] = [];
    for (
      let i = findFirst(this.places, (place) => place >= start);
      i < this.places.length && this.places[i]! < end;
      i++
    )
      found.push(this.places[i]! - start);
    return found;
  }
}

/** Which brackets close the words of a picture. */
interface PictureEnds {
  readonly ends: ReadonlySet<number>;
  /** Whether the address of a picture may stand in a line of its own. */
  readonly isReferred: boolean;
}

const NO_PICTURES: PictureEnds = { ends: new Set(), isReferred: false };

/**
 * Finds the brackets that may close the words of a picture. Where code or the like hides one, each
 * further bracket of the paragraph may be the one.
 */
function findPictureEnds(text: string): PictureEnds {
  if (!text.includes('![')) return NO_PICTURES;
  const ends = new Set<number>();
  const open: boolean[] = [];
  let isLoose = false;
  let isReferred = false;
  for (const { 0: sign, index } of text.matchAll(/\\[^\r\n]|!?\[|\]|\n[ \t]{0,99}\r?\n/g)) {
    if (sign === ']') {
      const isPicture = open.pop() ?? false;
      const isAddressed = text.charAt(index + 1) === '(';
      if (isPicture || isLoose) ends.add(index);
      if (isPicture && !isAddressed) isLoose = isReferred = true;
    } else if (sign.endsWith('[')) open.push(sign.startsWith('!'));
    else if (sign.startsWith('\n')) {
      isLoose = false;
      open.length = 0;
    }
  }
  return { ends, isReferred };
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
  return makePrintable(char) !== char;
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
