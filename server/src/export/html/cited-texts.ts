import { shortenToLine } from '../../analysis/text/shorten-to-line.js';
import type { Manuscript } from '../manuscript/manuscript.js';
import { MOST_QUOTED, quoteProvision } from '../manuscript/quote-provision.js';

/** The fewest characters of a provision that a link to it shows. */
const FEWEST = 60;
/** What all links of a page together may show: these characters, or a part of a longer text. */
const LEAST_ROOM = 400_000;
const SHARE = 0.25;

/**
 * The words that a reference shows of what it cites, each cut after a word where it is long. Where a
 * text has very many references each shows less, so that the page stays of a size that opens.
 */
export class CitedTexts {
  private readonly byAnchor = new Map<string, string>();
  private readonly most: number;

  constructor(private readonly manuscript: Manuscript) {
    const room = Math.max(LEAST_ROOM, manuscript.drafts.new.text.length * SHARE);
    const count = Math.max(1, countReferences(manuscript));
    this.most = Math.max(FEWEST, Math.min(MOST_QUOTED, Math.floor(room / count)));
  }

  /** The first words of the provision or the note with an anchor; empty where there is none. */
  find(anchor: string): string {
    const known = this.byAnchor.get(anchor);
    if (known !== undefined) return known;
    const provision = this.manuscript.provisions.get(anchor);
    const said = provision ? quoteProvision(this.manuscript.drafts.new, provision, this.most) : '';
    this.byAnchor.set(anchor, said);
    return said;
  }

  /** The first words of a text. */
  shorten(text: string): string {
    return shortenToLine(text, this.most);
  }
}

function countReferences({ layouts }: Manuscript): number {
  let count = 0;
  for (const layout of layouts) {
    if ('words' in layout) for (const { target } of layout.words) if (target !== null) count++;
    if (layout.kind === 'table')
      for (const { cells } of layout.rows)
        for (const cell of cells) for (const { target } of cell) if (target !== null) count++;
  }
  return count;
}
