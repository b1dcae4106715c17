import type { Package, Relations } from './docx-package.js';
import { textXml } from './docx-words.js';
import { DECLARATION, escaped, VOCABULARIES } from './docx-xml.js';
import type { Manuscript } from './manuscript.js';

/** Where headers and footers stand: on the page with the title, and on every other. */
type Place = 'first' | 'default';

/** What each page of a file bears, and how large it is. */
export interface PageLook {
  /** What refers to its headers and footers, for `w:sectPr`. */
  readonly references: string;
  /** Size, margins and what follows them in `w:sectPr`. */
  readonly size: string;
}

export const A4 =
  '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="624" w:gutter="0"/>';

/**
 * Writes the headers and footers of a file: title and version at the head, classification and page at the foot, and what stands across.
 * @param has which of them a house template has already
 */
export function writeHeadersAndFooters(
  file: Package,
  relations: Relations,
  manuscript: Manuscript,
  title: string,
  idOf: (style: string) => string,
  has: { readonly header: boolean; readonly footer: boolean },
): string {
  const references: string[] = [];
  const put = (kind: 'header' | 'footer', place: Place, paragraphs: string) => {
    const name = `${kind}${place === 'first' ? 1 : 2}.xml`;
    const root = kind === 'header' ? 'w:hdr' : 'w:ftr';
    file.text(`word/${name}`, `${DECLARATION}<${root} ${VOCABULARIES}>${paragraphs}</${root}>`);
    references.push(`<w:${kind}Reference w:type="${place}" r:id="${relations.part(kind, name)}"/>`);
  };
  const paragraph = (style: string, content: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${idOf(style)}"/></w:pPr>${content}</w:p>`;
  const run = (words: string) => (words === '' ? '' : `<w:r>${textXml(words)}</w:r>`);
  if (!has.header) {
    const across = manuscript.watermark === null ? '' : watermark(manuscript.watermark);
    put('header', 'first', paragraph('Header', across));
    const right = versionLine(manuscript);
    // Where both do not fit on one line they stand on two.
    const lines = title.length + right.length > LONGEST_LINE ? [title, right] : [`${title}\t${right}`];
    put(
      'header',
      'default',
      lines.map((line, index) => paragraph('Header', run(line) + (index === 0 ? across : ''))).join(''),
    );
  }
  if (!has.footer) {
    const classification = manuscript.classification ?? '';
    put('footer', 'first', paragraph('Footer', run(classification)));
    put(
      'footer',
      'default',
      paragraph(
        'Footer',
        `${run(`${classification}\tPage `)}${field('PAGE', '1')}${run(' of ')}${field('NUMPAGES', '1')}`,
      ),
    );
  }
  return references.join('');
}

/** Characters that a header has room for beside each other. */
const LONGEST_LINE = 92;

function versionLine({ document, version, against }: Manuscript): string {
  const name = [document, version].filter(Boolean).join(' ');
  return against === null ? name : [name, `marked against ${against}`].filter(Boolean).join(', ');
}

/** A field that Word works out, and what stands for it until then. */
export function field(instruction: string, result: string): string {
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  return [
    mark('begin'),
    `<w:r><w:instrText xml:space="preserve"> ${escaped(instruction)} </w:instrText></w:r>`,
    mark('separate'),
    `<w:r>${textXml(result)}</w:r>`,
    mark('end'),
  ].join('');
}

/** Words across the page, in the form in which Word knows a watermark and can remove it. */
function watermark(words: string): string {
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
    '<w:r><w:pict>',
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">',
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>',
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>',
    `<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="${style}" o:allowincell="f" fillcolor="#d7dbe0" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="${escaped(words)}"/></v:shape>`,
    '</w:pict></w:r>',
  ].join('');
}

/** The properties of a section. */
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
