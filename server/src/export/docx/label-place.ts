import { measureText } from '../../analysis/text/letter-widths.js';
import type { StyledWord } from '../manuscript/manuscript.js';
import { NAMED_STYLES, type NamedStyle } from './styles.js';

/** Where the label of a paragraph in some style begins, and where its words do, in twips. */
export interface LabelPlace {
  readonly start: number;
  readonly text: number;
  /** The size of its letters. */
  readonly points: number;
  readonly isBold: boolean;
  /** What `w:pPr` must hold besides, where the file's own style leaves no room for a label. */
  readonly tabs: string;
  readonly indent: string;
}

/** The least space between a label and its words, in twips. */
const LEAST_GAP = 110;
/** The size of the letters where a style names none. */
export const USUAL_POINTS = 11;

/** The place that Keeling's own style gives a label; null for a style whose paragraphs have none. */
function readLabelPlace({ paragraph = '', run }: NamedStyle): LabelPlace | null {
  const [, left, hanging] = /<w:ind w:left="(\d+)" w:hanging="(\d+)"\/>/.exec(paragraph) ?? [];
  if (left === undefined || hanging === undefined) return null;
  return {
    start: Number(left) - Number(hanging),
    text: Number(left),
    points: run?.halfPoints === undefined ? USUAL_POINTS : run.halfPoints / 2,
    isBold: run?.bold ?? false,
    tabs: '',
    indent: '',
  };
}

/** The places of labels in Keeling's own styles, by the ids of the styles. */
export const OWN_PLACES: ReadonlyMap<string, LabelPlace> = new Map(
  NAMED_STYLES.flatMap((style) => {
    const place = readLabelPlace(style);
    return place ? [[style.id, place] as const] : [];
  }),
);

/** How far a label may seem to end behind the place of the words that its program still sets before it, in twips. */
const UNSURE = 20;

/**
 * What `w:pPr` must hold so that the words behind a label do not touch it: its tab stops, and the
 * indent of a paragraph whose own is of no use.
 */
export function placeLabel(
  label: readonly StyledWord[],
  place: LabelPlace | undefined,
): { readonly tabs: string; readonly indent: string } {
  if (!place) return { tabs: '', indent: '' };
  const { start, text, points, isBold, indent } = place;
  if (label.length === 0) return { tabs: '', indent };
  const listTabs = (stops: string): string => (stops === '' ? '' : `<w:tabs>${stops}</w:tabs>`);
  const end = start + measureText(label.map(({ text: said }) => said).join(''), points, isBold);
  const words = Math.ceil(end + LEAST_GAP);
  if (words <= text) return { tabs: listTabs(place.tabs), indent };
  const stop = `<w:tab w:val="left" w:pos="${words}"/>`;
  if (end > text + UNSURE) return { tabs: listTabs(place.tabs + stop), indent };
  // The label ends right before its words: the tab would stop at their indent, and leave no gap.
  const usual = place.tabs === '' ? `<w:tab w:val="clear" w:pos="${text}"/>` : '';
  return {
    tabs: listTabs(usual + stop),
    indent: `<w:ind w:left="${words}" w:hanging="${words - start}"/>`,
  };
}
