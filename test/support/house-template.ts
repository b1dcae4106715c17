import { strToU8, zipSync } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A picture of one pixel. */
const PIXEL = Uint8Array.from(
  Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082',
    'hex',
  ),
);

const STYLES = [
  `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="24"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`,
  '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>',
  '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:color w:val="8B0000"/></w:rPr></w:style>',
  '<w:style w:type="paragraph" w:customStyle="1" w:styleId="HouseClause"><w:name w:val="Clause"/><w:basedOn w:val="Standard"/><w:pPr><w:ind w:left="1000" w:hanging="1000"/></w:pPr></w:style>',
  // Of an id that one of ours has, for something else.
  '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Boxed Words"/><w:basedOn w:val="Standard"/></w:style>',
  '<w:style w:type="numbering" w:styleId="Liste"><w:name w:val="List"/></w:style>',
].join('');

/** The parts of a house's template in Word's form, by name; any of them can be replaced, taken out (null), or added. */
export function houseTemplate(replaced: Readonly<Record<string, string | Uint8Array | null>> = {}): Uint8Array {
  const relation = (id: string, kind: string, target: string, mode = '') =>
    `<Relationship Id="${id}" Type="${R}/${kind}" Target="${target}"${mode}/>`;
  const relations = (...all: string[]) =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
  const parts: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
    'word/document.xml': `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body><w:p><w:r><w:t>Words of the template</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    'word/_rels/document.xml.rels': relations(
      relation('rId1', 'styles', 'styles.xml'),
      relation('rId2', 'theme', 'theme/theme1.xml'),
      relation('rId3', 'header', 'header1.xml'),
      relation('rId4', 'footer', '/word/footer1.xml'),
    ),
    'word/styles.xml': `${HEAD}<w:styles xmlns:w="${W}">${STYLES}</w:styles>`,
    'word/theme/theme1.xml': null,
    'word/header1.xml': `${HEAD}<w:hdr xmlns:w="${W}" xmlns:r="${R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:p><w:r><w:t>A House</w:t></w:r><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="Logo" descr="A logo"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p></w:hdr>`,
    'word/_rels/header1.xml.rels': relations(relation('rId7', 'image', 'media/logo.png')),
    'word/media/logo.png': PIXEL,
    'word/footer1.xml': `${HEAD}<w:ftr xmlns:w="${W}"><w:p><w:r><w:t>House footer</w:t></w:r></w:p></w:ftr>`,
    ...replaced,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).flatMap(([name, part]) =>
        part === null ? [] : [[name, typeof part === 'string' ? strToU8(part) : part]],
      ),
    ),
  );
}

/** The XML of relations of a part, for a template's parts. */
export function relationsXml(...relations: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`;
}
