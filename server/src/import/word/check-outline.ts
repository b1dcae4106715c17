import { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import { PLAIN_READING } from '../../model/reading.js';
import { SCHEME_IDS } from '../../model/schemes/catalogue.js';
import type { SchemeId } from '../../model/schemes/scheme.js';

/** A numbered paragraph, or a heading, of a Word file, and the line of the draft that it became. */
export interface NumberPlace {
  /** From 0, in the text without front matter. */
  readonly line: number;
  /** As Word shows it: "(a)"; '' for a heading without a number. */
  readonly label: string;
  /** The list that Word counts it in; null where the file does not say. */
  readonly list: number | null;
  /** Its level in the list, from 0. */
  readonly level: number;
  /** The level of a heading, from 1; null for any other paragraph. */
  readonly heading: number | null;
  /** Whether its words lead into a list: "the following:". */
  readonly isLeadIn?: boolean;
}

/** How the outline of a draft agrees with the places that Word gives to its numbers. */
export interface OutlineCheck {
  /** The scheme that reads the numbers as Word does, where the text alone is read otherwise. */
  readonly scheme: SchemeId | null;
  /** Those that still stand under another provision than in Word. */
  readonly misplaced: readonly NumberPlace[];
}

/** The schemes in the order in which the first that reads the numbers rightly is named. */
const TRIED: readonly SchemeId[] = [...new Set<SchemeId>(['agreement', 'code', 'bylaws', ...SCHEME_IDS])];
/** Fewer numbers at another place are slips of the file, and tell of no scheme. */
const LEAST_MISPLACED = 3;
/** So many lists that begin within one another are none. */
const DEEPEST = 20;
/** In longer texts other schemes are not tried, so that no file takes long. */
const LONGEST_TRIED = 1_000_000;

/** Compares the outline of a draft with Word's lists. @param text the draft without front matter */
export function checkOutline(text: string, places: readonly NumberPlace[]): OutlineCheck {
  if (places.every(({ label }) => label === '')) return { scheme: null, misplaced: [] };
  const draft = Draft.parse(text);
  const blocks = findBlocks(draft, places);
  const truePlaces = findTruePlaces(places);
  const plain = findMisplaced(draft, places, blocks, truePlaces);
  if (plain.length < LEAST_MISPLACED || text.length > LONGEST_TRIED) return { scheme: null, misplaced: plain };
  let best: OutlineCheck = { scheme: null, misplaced: plain };
  for (const scheme of TRIED) {
    const misplaced = findMisplaced(draft.readBy({ ...PLAIN_READING, scheme }), places, blocks, truePlaces);
    if (misplaced.length < best.misplaced.length) best = { scheme, misplaced };
  }
  return best.misplaced.length * 2 <= plain.length ? best : { scheme: null, misplaced: plain };
}

/** The block that each paragraph begins; null where it begins none. */
function findBlocks(draft: Draft, places: readonly NumberPlace[]): (number | null)[] {
  return places.map(({ line }) => {
    const start = draft.lines.offsetAt({ line, character: 0 });
    const block = draft.blockAt(start);
    return block >= 0 && draft.startOf(block) === start ? block : null;
  });
}

/** What a label looks like, so that "(a)" and "(b)" are of one look: "(a)". */
function lookOf({ label }: NumberPlace): string {
  return label
    .replace(/(?<!\p{L})\p{L}{1,40} (?=\S)/gu, '')
    .replace(/\d+/g, '1')
    .replace(/\p{Ll}+/gu, 'a')
    .replace(/\p{Lu}+/gu, 'A');
}

/** Where one paragraph stands to a later one of its list; headings nest by their own levels as well. */
function relate(before: NumberPlace, place: NumberPlace): 'above' | 'beside' | 'below' | null {
  const isOfList = place.list !== null && before.list === place.list;
  if (!isOfList && (before.heading === null || place.heading === null)) return null;
  const difference = isOfList ? before.level - place.level : (before.heading ?? 0) - (place.heading ?? 0);
  return difference < 0 ? 'above' : difference === 0 ? 'beside' : 'below';
}

/** What a numbered paragraph stands under in Word. */
interface TruePlace {
  /** The index of the paragraph above; null for none. */
  readonly parent: number | null;
  /** Whether the lists say so, and not only that a list begins there. */
  readonly isSure: boolean;
}

/**
 * What Word puts each paragraph under: the nearest above on a higher level of its list. A list that
 * begins may stand under what is open, unless a list of its look is.
 */
function findTruePlaces(places: readonly NumberPlace[]): TruePlace[] {
  const open: number[] = [];
  return places.map((place, index) => {
    const relations = open.map((each) => relate(places[each] ?? place, place));
    let depth = relations.findIndex((relation) => relation === 'beside' || relation === 'below');
    if (depth < 0) depth = relations.lastIndexOf('above') + 1 || -1;
    if (depth < 0 && place.heading === null)
      depth = open.findIndex((each) => {
        const before = places[each];
        return before !== undefined && before.heading === null && lookOf(before) === lookOf(place);
      });
    // A heading ends the lists above it.
    if (depth < 0 && place.heading !== null) depth = 0;
    open.length = depth >= 0 ? depth : Math.min(open.length, DEEPEST);
    if (place.label === '') return { parent: null, isSure: false };
    const parent = open.at(-1) ?? null;
    open.push(index);
    const above = parent === null ? undefined : places[parent];
    const isLed = above?.isLeadIn === true && parent === index - 1;
    return { parent, isSure: above !== undefined && (isLed || relate(above, place) !== null) };
  });
}

/** The paragraphs that a draft has as provisions under others than Word does. */
function findMisplaced(
  draft: Draft,
  places: readonly NumberPlace[],
  blocks: readonly (number | null)[],
  truePlaces: readonly TruePlace[],
): NumberPlace[] {
  const numbered = new Set(blocks.filter((block, index) => block !== null && places[index]?.label !== ''));
  const byBlock = new Map<number, Provision>();
  for (const provision of draft.provisions) if (provision.row === null) byBlock.set(provision.block, provision);
  const blockOf = (index: number | null): number | null => (index === null ? null : (blocks[index] ?? null));
  return places.filter((place, index) => {
    const block = blockOf(index);
    const own = block === null ? undefined : byBlock.get(block);
    const { parent = null, isSure = false } = truePlaces[index] ?? {};
    if (place.label === '' || !own) return false;
    const above = blockOf(parent);
    const found = new Set<number>();
    for (let at = own.parent; at; at = at.parent) {
      if (at.block === block) continue;
      if (numbered.has(at.block)) found.add(at.block);
      // A number that was typed stands between: the text itself says where its lists are.
      else if (above !== null && at.block > above) return false;
    }
    const wanted = new Set<number>();
    for (let at = parent; at !== null; at = truePlaces[at]?.parent ?? null) {
      const block = blockOf(at);
      if (block !== null) wanted.add(block);
    }
    return (isSure && above !== null && !found.has(above)) || [...found].some((each) => !wanted.has(each));
  });
}
