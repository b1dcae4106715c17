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

/** The tab stops that a label needs so that the words after it do not touch it. */
export function tabsForLabel(label: readonly StyledWord[], place: LabelPlace | undefined): string {
  if (!place || label.length === 0) return '';
  const said = label.map(({ text }) => text).join('');
  const end = place.start + measureText(said, place.points, place.isBold) + LEAST_GAP;
  const stops = end <= place.text ? '' : `<w:tab w:val="left" w:pos="${Math.ceil(end)}"/>`;
  return stops === '' && place.tabs === '' ? '' : `<w:tabs>${place.tabs}${stops}</w:tabs>`;
}
