import { escapeXml } from '../escape.js';
import type { Manuscript } from '../manuscript/manuscript.js';
import type { PageRoom } from './estimate-pages.js';
import { type Furniture, type House, writeFurniture } from './house-template.js';
import type { Package, Relations } from './package.js';
import { DECLARATION, VOCABULARIES } from './vocabulary.js';
import { textXml } from './words.js';

/** The headers, the footers and the size of the pages. */
export interface PageLook {
  /** The references to headers and footers, for `w:sectPr`. */
  readonly references: string;
  /** The same for pages that are turned on their sides. */
  readonly turnedReferences: string;
  /** Size, margins and what follows them in `w:sectPr`. */
  readonly size: string;
  /** The same for pages that are turned on their sides. */
  readonly turnedSize: string;
}

/**
 * Writes the headers and footers: title and version at the top, classification and page number at
 * the foot, and the watermark; a house template's own headers and footers come first. Keeling's own
 * are written again for pages that are turned, where the right margin is further away. Returns the
 * references to them.
 */
export function writeHeadersAndFooters(
  file: Package,
  relations: Relations,
  manuscript: Manuscript,
  title: string,
  { idOf, furniture, width, turnedWidth, lineStops }: House,
): Pick<PageLook, 'references' | 'turnedReferences'> {
  const across = manuscript.watermark === null ? '' : watermarkXml(manuscript.watermark);
  const references: string[] = [];
  const turnedReferences: string[] = [];
  let written = 0;
  const refer = (kind: Furniture['kind'], place: Furniture['place'], lists: string[][]): string => {
    const name = `${kind}${++written}.xml`;
    const reference = `<w:${kind}Reference w:type="${place}" r:id="${relations.part(kind, name)}"/>`;
    for (const list of lists) list.push(reference);
    return name;
  };
  const both = [references, turnedReferences];
  const put = (kind: Furniture['kind'], place: Furniture['place'], paragraphs: string, lists = both) => {
    const root = kind === 'header' ? 'w:hdr' : 'w:ftr';
    file.text(`word/${refer(kind, place, lists)}`, `${DECLARATION}<${root} ${VOCABULARIES}>${paragraphs}</${root}>`);
  };
  const paragraph = (style: string, content: string, end = width) =>
    `<w:p><w:pPr><w:pStyle w:val="${idOf(style)}"/>${endLineAt(end, lineStops.get(style) ?? [])}</w:pPr>${content}</w:p>`;
  /** The line of every page, with its right end at the right margin of upright and of turned pages. */
  const putOnAll = (kind: Furniture['kind'], write: (end: number) => string) => {
    put(kind, 'default', write(width), [references]);
    if (manuscript.layouts.some(({ isLandscape }) => isLandscape))
      put(kind, 'default', write(turnedWidth), [turnedReferences]);
  };
  const run = (words: string) => (words === '' ? '' : `<w:r>${textXml(words)}</w:r>`);
  for (const own of furniture)
    writeFurniture(file, refer(own.kind, own.place, both), own, own.kind === 'header' ? across : '');
  const has = (kind: Furniture['kind'], place?: Furniture['place']) =>
    furniture.some((each) => each.kind === kind && (place === undefined || each.place === place));
  // The title page has no header of its own, only the watermark.
  if (!has('header', 'first')) put('header', 'first', paragraph('Header', across));
  if (!has('header')) {
    const right = versionLine(manuscript);
    // Two lines where both do not fit on one.
    const lines = title.length + right.length > LONGEST_LINE ? [title, right] : [`${title}\t${right}`];
    putOnAll('header', (end) =>
      lines.map((line, index) => paragraph('Header', run(line) + (index === 0 ? across : ''), end)).join(''),
    );
  }
  if (!has('footer')) {
    const classification = manuscript.classification ?? '';
    put('footer', 'first', paragraph('Footer', run(classification)));
    const words = `${run(`${classification}\tPage `)}${fieldXml('PAGE', '1')}${run(' of ')}${fieldXml('NUMPAGES', '1')}`;
    putOnAll('footer', (end) => paragraph('Footer', words, end));
  }
  return { references: references.join(''), turnedReferences: turnedReferences.join('') };
}

/** How many characters fit on one line of a header. */
const LONGEST_LINE = 92;

function versionLine({ document, version, against }: Manuscript): string {
  const name = [document, version].filter(Boolean).join(' ');
  return against === null ? name : [name, `marked against ${against}`].filter(Boolean).join(', ');
}

/** The one tab stop of a header or a footer, at the right margin, in place of those of its style. */
function endLineAt(width: number, stops: readonly number[]): string {
  if (stops.length === 1 && stops[0] === width) return '';
  const others = stops.filter((stop) => stop !== width).map((stop) => `<w:tab w:val="clear" w:pos="${stop}"/>`);
  return `<w:tabs>${others.join('')}<w:tab w:val="right" w:pos="${width}"/></w:tabs>`;
}

/** A field that Word updates, with the result to show until then. */
export function fieldXml(instruction: string, result: string): string {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  return [
    mark('begin'),
    `<w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r>`,
    mark('separate'),
    `<w:r>${textXml(result)}</w:r>`,
    mark('end'),
  ].join('');
}

/** A watermark in the form that Word recognises and can remove. */
function watermarkXml(words: string): string {
  const style = [
    'position:absolute',
    'margin-left:0',
    'margin-top:0',
    'width:430pt',
    'height:172pt',
    'rotation:315',
    'z-index:-251658752',
    'mso-position-horizontal:center',
    'mso-position-horizontal-relative:margin',
    'mso-position-vertical:center',
    'mso-position-vertical-relative:margin',
  ].join(';');
  return [
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">',
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">',
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>',
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>',
    `<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="${style}" o:allowincell="f" fillcolor="#d7dbe0" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="${escapeXml(words)}"/></v:shape>`,
    '</w:pict></w:r>',
  ].join('');
}

/** The properties of a section of upright pages. */
export function sectionXml({ references, size }: PageLook, titlePage: boolean, type: 'nextPage' | null): string {
  return [
    '<w:sectPr>',
    references,
    type === null ? '' : `<w:type w:val="${type}"/>`,
    size,
    titlePage ? '<w:titlePg/>' : '',
    '</w:sectPr>',
  ].join('');
}

/** An empty line of no height that ends a section. */
export function sectionEndXml(section: string): string {
  return `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>${section}</w:pPr></w:p>`;
}

/** The attributes of `w:pgSz` and `w:pgMar` that tell the room on a page. */
const PAGE_SIDES = {
  w: / w:w="(\d{1,6})"/,
  h: / w:h="(\d{1,6})"/,
  top: / w:top="(\d{1,6})"/,
  bottom: / w:bottom="(\d{1,6})"/,
} as const;

/** Size and margins as `w:sectPr` has them, for pages that are turned on their sides. */
export function turnSize(size: string): string {
  return size.replace(/<w:pgSz[^<>]*>/, (page) => {
    const [width, height] = [PAGE_SIDES.w.exec(page)?.[1], PAGE_SIDES.h.exec(page)?.[1]];
    return width === undefined || height === undefined
      ? page
      : `<w:pgSz w:w="${height}" w:h="${width}" w:orient="landscape"/>`;
  });
}

/** The room between the margins of pages, by their size and margins as `w:sectPr` has them. */
export function roomOnPages(size: string, width: number, turnedWidth: number): PageRoom {
  const find = (name: keyof typeof PAGE_SIDES, otherwise: number) =>
    Number(PAGE_SIDES[name].exec(size)?.[1] ?? otherwise);
  const edges = find('top', 1701) + find('bottom', 1418);
  return { width, turnedWidth, height: find('h', 16_838) - edges, turnedHeight: find('w', 11_906) - edges };
}
