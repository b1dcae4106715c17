import type { DraftComment } from '../../comments.js';
import { Cancelled } from '../../failure.js';
import type { ExportOptions } from '../export-options.js';
import { layOutManuscript } from '../manuscript/lay-out.js';
import { dropRepeatedTitle, type Manuscript, type Source } from '../manuscript/manuscript.js';
import type { Typesetter } from '../pdf/typesetter.js';
import { drawVectors } from '../vector-raster.js';
import { writeBody } from './body.js';
import { type House, makeOwnHouse, readHouse } from './house-template.js';
import { describeNotation, writeOwnPart } from './own-part.js';
import { Package, Relations, writeProperties } from './package.js';
import { turnSize, writeHeadersAndFooters } from './page.js';
import { Revisions } from './revisions.js';
import { DECLARATION } from './vocabulary.js';

/** What a Word file shows, its look, and how its writing is followed. */
export interface DocxOptions extends Partial<ExportOptions> {
  /**
   * The author of the tracked changes. Consequential changes have "(consequential)" after the name,
   * so that they can be accepted together.
   */
  readonly author: string;
  /** The date of the changes and of the file: ISO date, or date and time. */
  readonly date: string;
  /**
   * A Word file whose styles, theme, page, headers and footers are used; without it the look is
   * Keeling's own.
   */
  readonly template?: Uint8Array | null;
  /**
   * Whether the draft is a form. Then empty table cells become fields, which `readForm` reads from
   * the filled-in file.
   */
  readonly isForm?: boolean;
  /**
   * Returns the bytes of a figure by its path in the draft, or null. Without it, figures show their
   * alternative text.
   */
  readonly figures?: (path: string) => Uint8Array | null;
  /** Comments of colleagues on the draft, where they are asked for: a file that is published has none. */
  readonly comments?: readonly DraftComment[];
  /** Draws figures in SVG once more as pixels, for programs that cannot show SVG. */
  readonly typesetter?: Typesetter;
  /**
   * Called with the number of blocks written and the total. The work waits for it, so that the
   * caller can let the thread do other work.
   */
  readonly progress?: (done: number, total: number) => void | Promise<void>;
  /** Asked between stretches of blocks; true ends the work with Cancelled. */
  readonly cancelled?: () => boolean;
}

/**
 * A draft as a Word file; a comparison as one with tracked changes. The same input gives the same
 * bytes.
 * @throws Error that says what is wrong with the template, in words that follow its name; Error
 * "cancelled"
 */
export async function renderDocx(source: Source, options: DocxOptions): Promise<Uint8Array> {
  const { author, figures = () => null, progress = () => {}, cancelled = () => false } = options;
  const date = toUtcInstant(options.date);
  const manuscript = layOutManuscript(source, options);
  const title = manuscript.title ?? 'Draft';
  const file = new Package();
  const relations = new Relations();
  const house = options.template ? readHouse(options.template) : makeOwnHouse(options.fonts ?? []);
  const { idOf } = house;
  relations.part('styles', 'styles.xml');
  relations.part('settings', 'settings.xml');
  file.text('word/styles.xml', house.styles);
  file.text('word/settings.xml', settingsXml(house));
  if (house.theme) {
    relations.part('theme', 'theme/theme1.xml');
    file.bytes('word/theme/theme1.xml', house.theme);
  }
  const furniture = writeHeadersAndFooters(file, relations, manuscript, title, house);
  const draft = manuscript.drafts.new;
  writeOwnPart(file, relations, describeNotation(draft, title, dropsFirstBlock(manuscript, title)));
  await writeBody(
    manuscript,
    {
      file,
      relations,
      revisions: new Revisions(author, date),
      idOf,
      page: { ...furniture, size: house.size, turnedSize: turnSize(house.size) },
      width: house.width,
      turnedWidth: house.turnedWidth,
      labelPlaces: house.labelPlaces,
      title,
      date: options.date,
      instant: date,
      isForm: options.isForm ?? false,
      figures,
      comments: options.comments ?? [],
      drawn: await drawFigures(manuscript, figures, options.typesetter),
    },
    async (done, total) => {
      await progress(done, total);
      if (cancelled()) throw new Cancelled();
    },
  );
  file.relations('word/document.xml', relations);
  writeProperties(file, {
    title,
    subject: [manuscript.document, manuscript.version].filter(Boolean).join(' '),
    author,
    status: manuscript.status,
    date,
  });
  return file.zip();
}

/** Whether the text begins with a heading that repeats the title, and the file leaves it out. */
function dropsFirstBlock(manuscript: Manuscript, title: string): boolean {
  const [first] = manuscript.layouts;
  return first !== undefined && dropRepeatedTitle(manuscript, title)[0] !== first;
}

async function drawFigures(
  { layouts }: Manuscript,
  figures: (path: string) => Uint8Array | null,
  typesetter: Typesetter | undefined,
): Promise<ReadonlyMap<Uint8Array, Uint8Array>> {
  if (!typesetter) return new Map();
  const paths = new Set(layouts.flatMap((layout) => (layout.kind === 'figure' ? [layout.path] : [])));
  const found = new Set([...paths].flatMap((path) => figures(path) ?? []));
  return drawVectors([...found], typesetter);
}

/**
 * An ISO date, or date and time, as date and time in UTC. A time without a zone is taken as UTC.
 */
function toUtcInstant(date: string): string {
  const zoned = /(?:Z|[+-]\d{2}:\d{2})$/.test(date) ? date : /T/.test(date) ? `${date}Z` : `${date}T00:00:00Z`;
  return new Date(zoned).toISOString().replace(/\.\d+Z$/, 'Z');
}

function settingsXml({ evenAndOdd }: House): string {
  return [
    `${DECLARATION}<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`,
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>',
    evenAndOdd ? '<w:evenAndOddHeaders/>' : '',
    '<w:characterSpacingControl w:val="doNotCompress"/>',
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>',
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    '<w:themeFontLang w:val="en-GB"/>',
    '</w:settings>',
  ].join('');
}
