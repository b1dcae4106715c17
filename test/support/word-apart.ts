import { readFontSign } from '../../server/src/import/word/symbol-fonts.js';

/** A paragraph of a Word file, read without any code of the import. */
export interface ApartParagraph {
  readonly text: string;
  /** Of a list of contents, which an import leaves out. */
  readonly isContents: boolean;
  /** The kinds of its fields: "SEQ", "REF". */
  readonly fields: readonly string[];
  /** The tables that it stands in. */
  readonly depth: number;
  /** Of which cell of the file, counted from 0; null outside tables. */
  readonly cell: number | null;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
    decimal
      ? String.fromCodePoint(Number(decimal))
      : hex
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (ENTITIES[name] ?? all),
  );
}

interface OpenParagraph {
  text: string;
  isContents: boolean;
  fields: string[];
}

/**
 * The paragraphs of a part of a Word file as they stand when its changes are accepted or rejected,
 * text boxes after the paragraph that they are anchored in.
 */
export function readApart(xml: string, changes: 'accept' | 'reject'): ApartParagraph[] {
  const found: ApartParagraph[] = [];
  const open: string[] = [];
  const paragraphs: OpenParagraph[] = [];
  const cells: number[] = [];
  /** Whether each open row and cell goes with the changes. */
  const gone: boolean[] = [];
  /** The instructions of the fields that are open; null once their result begins. */
  const fields: { instruction: string; isContents: boolean }[] = [];
  let cellCount = 0;
  let contentsBlocks = 0;
  const [goneIn, kept] = changes === 'accept' ? [['w:del', 'w:moveFrom'], 'w:t'] : [['w:ins', 'w:moveTo'], 'w:delText'];
  const isIn = (...names: readonly string[]) => names.some((name) => open.includes(name));
  for (const [, close, name = '', attributes = '', empty, text = ''] of xml.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>([^<]*)/g,
  )) {
    const value = /w:(?:val|instr|fldCharType)\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? '';
    const paragraph = paragraphs.at(-1);
    if (close) {
      open.splice(open.lastIndexOf(name), 1);
      if (name === 'w:tc' || name === 'w:tr') gone.pop();
      if (name === 'w:p' && paragraph) {
        paragraphs.pop();
        const { text: said, isContents, fields: codes } = paragraph;
        if (!open.includes('mc:Fallback'))
          found.push({ text: said, isContents, fields: codes, depth: cells.length, cell: cells.at(-1) ?? null });
      } else if (name === 'w:tc') cells.pop();
      else if (name === 'w:sdt' && contentsBlocks > 0) contentsBlocks--;
      else if (name === 'w:fldSimple') fields.pop();
      continue;
    }
    if (name === 'w:docPartGallery' && /contents/i.test(value)) contentsBlocks++;
    if (name === 'w:pStyle' && paragraph && /^(?:TOC\d|TableofFigures)/i.test(value.replace(/\s/g, '')))
      paragraph.isContents = true;
    if (name === 'w:fldSimple' && !empty)
      fields.push({ instruction: value, isContents: /^\s*TOC\b/.test(decodeEntities(value)) });
    if (name === 'w:fldSimple') paragraph?.fields.push(decodeEntities(value).trim().split(/\s/)[0] ?? '');
    if (name === 'w:fldChar' && value === 'begin') fields.push({ instruction: '', isContents: false });
    if (name === 'w:fldChar' && value === 'end') fields.pop();
    if (name === 'w:fldChar' && value === 'separate') {
      const field = fields.at(-1);
      if (field) field.isContents = /^\s*TOC\b/.test(field.instruction);
      paragraph?.fields.push(field?.instruction.trim().split(/\s/)[0] ?? '');
    }
    const isGoneRow = name === (changes === 'accept' ? 'w:del' : 'w:ins') && open.at(-1) === 'w:trPr';
    if (isGoneRow || name === (changes === 'accept' ? 'w:cellDel' : 'w:cellIns')) gone[gone.length - 1] = true;
    if (name === 'w:sym' && paragraph && !isIn(...goneIn, 'mc:Fallback')) {
      const [font, code] = [
        /w:font="([^"]*)/.exec(attributes)?.[1] ?? '',
        /w:char="([^"]*)/.exec(attributes)?.[1] ?? '',
      ];
      paragraph.text += readFontSign(font, Number.parseInt(code, 16));
    }
    if (empty) {
      if (paragraph && /^w:(?:tab|br|cr|noBreakHyphen)$/.test(name) && !isIn('w:pPr', 'w:tabs'))
        paragraph.text += name === 'w:noBreakHyphen' ? '-' : ' ';
      continue;
    }
    open.push(name);
    if (name === 'w:tc' || name === 'w:tr') gone.push(false);
    if (name === 'w:p')
      paragraphs.push({
        text: '',
        isContents: contentsBlocks > 0 || fields.some((field) => field.isContents),
        fields: [],
      });
    else if (name === 'w:tc') cells.push(cellCount++);
    else if (name === 'w:instrText') {
      const field = fields.at(-1);
      if (field) field.instruction += decodeEntities(text);
    } else if (
      ['w:t', 'm:t', kept].includes(name) &&
      paragraph &&
      !isIn(...goneIn, 'mc:Fallback') &&
      !gone.includes(true)
    )
      paragraph.text += decodeEntities(text);
  }
  return found;
}

/** Where a paragraph stands in the lists of its file. */
export interface ApartPlace {
  readonly text: string;
  /** The list, by the number of its definition; null for a paragraph of none. */
  readonly list: string | null;
  readonly level: number;
  /** The level of a heading by its style, from 1; null for any other paragraph. */
  readonly heading: number | null;
  readonly isInCell: boolean;
}

const attributeOf = (xml: string, name: string): string | null =>
  new RegExp(`<w:${name} [^>]*w:val="([^"]*)"`).exec(xml)?.[1] ?? null;

/** The elements of a name in XML that hold none of their own name, each with its attributes. */
function elementsOf(xml: string, name: string): readonly string[] {
  return xml.match(new RegExp(`<w:${name}[ >][\\s\\S]*?</w:${name}>`, 'g')) ?? [];
}

/** The places of all paragraphs in the lists that they or their styles name, with no code of the import. */
export function readPlacesApart(xml: string, styles: string, numbering: string): ApartPlace[] {
  const abstractOf = new Map<string, string>();
  for (const num of elementsOf(numbering, 'num'))
    abstractOf.set(/w:numId="(\d+)"/.exec(num)?.[1] ?? '', attributeOf(num, 'abstractNumId') ?? '');
  const levelOfStyle = new Map<string, number>();
  for (const abstract of elementsOf(numbering, 'abstractNum'))
    for (const level of elementsOf(abstract, 'lvl')) {
      const style = attributeOf(level, 'pStyle');
      if (style !== null) levelOfStyle.set(style, Number(/w:ilvl="(\d)"/.exec(level)?.[1] ?? 0));
    }
  const styleById = new Map(
    elementsOf(styles, 'style').map((style) => [/w:styleId="([^"]*)"/.exec(style)?.[1] ?? '', style]),
  );
  const look = (id: string | null, read: (style: string) => string | null, steps = 0): string | null => {
    const style = id === null || steps > 20 ? undefined : styleById.get(id);
    return style === undefined ? null : (read(style) ?? look(attributeOf(style, 'basedOn'), read, steps + 1));
  };
  const places: ApartPlace[] = [];
  let cells = 0;
  for (const [piece] of xml.matchAll(/<w:tc[ >]|<\/w:tc>|<w:p(?: [^>]*)?\/>|<w:p(?: [^>]*)?>[\s\S]*?<\/w:p>/g)) {
    if (piece.startsWith('<w:tc')) cells++;
    else if (piece.startsWith('</w:tc')) cells--;
    else {
      const own = /<w:pPr>[\s\S]*?<\/w:pPr>/.exec(piece)?.[0] ?? '';
      const style = attributeOf(own, 'pStyle');
      const number = attributeOf(own, 'numId') ?? look(style, (each) => attributeOf(each, 'numId'));
      const level = attributeOf(own, 'ilvl') ?? (style !== null ? levelOfStyle.get(style) : undefined);
      const name = look(style, (each) => /<w:name w:val="heading (\d)"/i.exec(each)?.[1] ?? null);
      places.push({
        text: [...piece.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, words = '']) => decodeEntities(words)).join(''),
        list: number === null || number === '0' ? null : (abstractOf.get(number) ?? null),
        level: Number(level ?? look(style, (each) => attributeOf(each, 'ilvl')) ?? 0),
        heading: name === null ? null : Number(name),
        isInCell: cells > 0,
      });
    }
  }
  return places;
}
