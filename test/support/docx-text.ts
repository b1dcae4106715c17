import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** Which version of a Word file's tracked changes to read. */
export type Taken = 'accepted' | 'rejected';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

export function partsOf(file: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(file)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** A part as a tree; a part that is no XML throws. */
export function treeOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    const element = open[open.length - 1];
    if (element) element.text += text;
  });
  parser.write(xml).close();
  return root.children[0]!;
}

export function* elementsNamed(element: Element, name: string): Iterable<Element> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* elementsNamed(child, name);
  }
}

const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((each) => each.name === name);

const COMING = new Set(['w:ins', 'w:moveTo', 'w:cellIns']);
const GOING = new Set(['w:del', 'w:moveFrom', 'w:cellDel']);

/**
 * The paragraphs and rows of a Word file as text, with all its tracked changes accepted or rejected; a footnote's words stand where it is called.
 * @param looks whether each paragraph is told with its style, and each run with its look: "Clause: 1.1 <b>words</b>"
 */
export function docxLines(file: Uint8Array, taken: Taken, looks = false): string[] {
  return linesOfParts(partsOf(file), taken, looks);
}

/** What stands before the text: title page and contents. */
const FRONT = /<w:p><w:pPr><w:pStyle w:val="(?:Title|Subtitle|DocumentName|TOC\w*)"\/>.*?<\/w:p>/gs;

/** The signs of notes that Word does not count itself: in the text, and before the note. */
const CALL_SIGN = /(<w:footnoteReference w:customMarkFollows="1" w:id="\d+"\/>)<w:(t|delText)[^>]*>[^<]*<\/w:\2>/g;
const NOTE_SIGN =
  /(<w:footnote w:id="\d+"><w:p>(?:(?!<w:r>)[\s\S])*<w:r><w:rPr><w:rStyle w:val="FootnoteReference"\/><\/w:rPr>)<w:t[^>]*>[^<]*<\/w:t>(?=<\/w:r><w:r><w:tab\/>)/g;

/** The same without the title page, the contents and the signs of notes. */
export function docxBodyLines(file: Uint8Array, taken: Taken): string[] {
  const parts = withoutSigns(partsOf(file));
  return linesOfParts({ ...parts, 'word/document.xml': parts['word/document.xml'].replace(FRONT, '') }, taken, false);
}

/** The lines with their styles, without the signs of notes. */
export function docxStyledLines(file: Uint8Array, taken: Taken): string[] {
  return linesOfParts(withoutSigns(partsOf(file)), taken, 'styles', NOTE_ENDS);
}

/** What stands around a note in the lines of `docxStyledLines`, as no note holds it. */
export const NOTE_ENDS = ['\ue100', '\ue101'] as const;
const SHOWN_ENDS = ['[note: ', ']'] as const;

/** The number of a note that was called before: a field, of which each program makes its own number. */
export const LATER_CALL =
  /<w:fldChar w:fldCharType="begin"\/><\/w:r><w:r><w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr><w:(?:instr|delInstr)Text[^>]*> NOTEREF .*?"end"\/>/g;

function withoutSigns(parts: Record<string, string>) {
  return {
    ...parts,
    'word/document.xml': (parts['word/document.xml'] ?? '').replace(CALL_SIGN, '$1').replace(LATER_CALL, ''),
    'word/footnotes.xml': (parts['word/footnotes.xml'] ?? '').replace(NOTE_SIGN, '$1'),
  };
}

function linesOfParts(
  parts: Readonly<Record<string, string>>,
  taken: Taken,
  looks: boolean | 'styles',
  ends: readonly [string, string] = SHOWN_ENDS,
): string[] {
  const reader = new Reader(taken, looks, notesOf(parts['word/footnotes.xml']), ends);
  reader.blocks(child(treeOf(parts['word/document.xml'] ?? ''), 'w:body')?.children ?? []);
  return reader.lines.map((line) => line.trim()).filter((line) => line !== '');
}

function notesOf(xml: string | undefined): Map<string, Element> {
  const notes = xml === undefined ? [] : treeOf(xml).children;
  return new Map(notes.map((note) => [note.attributes['w:id'] ?? '', note]));
}

class Reader {
  readonly lines: string[] = [];
  private carried = '';

  constructor(
    private readonly taken: Taken,
    private readonly looks: boolean | 'styles',
    private readonly notes: ReadonlyMap<string, Element>,
    private readonly ends: readonly [string, string],
  ) {}

  blocks(elements: readonly Element[]): void {
    for (const element of elements) {
      if (element.name === 'w:p') this.paragraph(element);
      else if (element.name === 'w:tbl') this.table(element);
      else if (element.name === 'w:sdt') this.blocks(child(element, 'w:sdtContent')?.children ?? []);
    }
  }

  private gone(element: Element | undefined): boolean {
    const names = this.taken === 'accepted' ? GOING : COMING;
    return element?.children.some(({ name }) => names.has(name)) ?? false;
  }

  private paragraph(element: Element): void {
    const properties = child(element, 'w:pPr');
    // Runs of one look are one, however many there are.
    const words = this.words(element.children);
    const text = this.carried + (this.looks === true ? words.replace(/<\/(\w+)><\1>/g, '') : words);
    this.carried = '';
    // The end of a paragraph that was put in or taken out goes with it: what is left joins the next.
    if (this.gone(child(properties, 'w:rPr'))) this.carried = text;
    else this.lines.push(this.looks && text.trim() !== '' ? `${this.style(properties)}: ${text}` : text);
  }

  private style(properties: Element | undefined): string {
    const old = child(child(properties, 'w:pPrChange'), 'w:pPr');
    const told = this.taken === 'rejected' && old ? old : properties;
    return child(told, 'w:pStyle')?.attributes['w:val'] ?? '';
  }

  private table(element: Element): void {
    for (const row of element.children.filter(({ name }) => name === 'w:tr')) {
      if (this.gone(child(row, 'w:trPr'))) continue;
      const cells = row.children.filter((cell) => cell.name === 'w:tc' && !this.gone(child(cell, 'w:tcPr')));
      this.lines.push(`| ${cells.map((cell) => this.inside(cell).join(' ')).join(' | ')} |`);
    }
  }

  private inside(element: Element): string[] {
    const reader = new Reader(this.taken, false, this.notes, this.ends);
    reader.blocks(element.children);
    return [...reader.lines, reader.carried].filter((line) => line !== '');
  }

  private words(elements: readonly Element[]): string {
    const gone = this.taken === 'accepted' ? GOING : COMING;
    return elements
      .map((element) => {
        if (gone.has(element.name)) return '';
        if (element.name === 'w:r') return this.run(element);
        if (/^w:(?:ins|del|moveTo|moveFrom|hyperlink|smartTag)$/.test(element.name))
          return this.words(element.children);
        return '';
      })
      .join('');
  }

  private run(element: Element): string {
    const text = element.children.map((each) => this.piece(each)).join('');
    if (this.looks !== true || text === '') return text;
    const properties = child(element, 'w:rPr');
    const old = child(child(properties, 'w:rPrChange'), 'w:rPr');
    const told = this.taken === 'rejected' && old ? old : properties;
    const tags = ['w:b', 'w:i', 'w:u', 'w:vertAlign'].filter((name) => child(told, name)).map((name) => name.slice(2));
    return tags.reduce((inner, tag) => `<${tag}>${inner}</${tag}>`, text);
  }

  private piece({ name, text, attributes }: Element): string {
    if (name === 'w:t' || name === 'w:delText') return text;
    if (name === 'w:tab') return '\t';
    if (name === 'w:br') return attributes['w:type'] === undefined ? '\n' : '';
    if (name !== 'w:footnoteReference') return '';
    const note = this.notes.get(attributes['w:id'] ?? '');
    return note ? `${this.ends[0]}${this.inside(note).join(' ').trim()}${this.ends[1]}` : '[no such note]';
  }
}
