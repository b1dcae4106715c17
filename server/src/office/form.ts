import { WordFile } from './word-file.js';
import { type Element, elementAt, elementsOf } from './xml-tree.js';

/** A field of a filled-in form. */
export interface FormField {
  /** The heading above it: "FTC Q1"; empty where there is none. */
  readonly heading: string;
  /**
   * What it asks for: "Your answer", "Organisation"; empty for words written below the fields of a
   * heading.
   */
  readonly label: string;
  /** The answer, with a line end for each paragraph and line break. */
  readonly text: string;
}

/** The prompt of an empty field. */
export const PROMPT = 'Click here to write.';

/** The longest tag that Word allows for a content control, in characters. */
const LONGEST_TAG = 64;

/**
 * The tag of a field's content control. It identifies the field even if the words around it were
 * changed.
 */
export function fieldTag({ heading, label }: Pick<FormField, 'heading' | 'label'>): string {
  return `${heading}: ${label}`.slice(0, LONGEST_TAG);
}

/** Whether a column asks for a mark and not for words: "Mark with X". */
export function asksForMark(header: string): boolean {
  return /^(?:mark|tick|check)\b/i.test(header.trim());
}

/**
 * The fields of a filled-in form in a Word file: the cells of its tables. They are identified by
 * the heading above and the words before them, or by the tag of a content control where it was
 * kept. Words deleted by tracked changes are left out.
 * @throws Error that says what is wrong with the file, in words that follow its name
 */
export function readForm(bytes: Uint8Array): FormField[] {
  const file = new WordFile(bytes);
  const body = elementAt(file.tree(file.documentName), 'w:body');
  const reader = new FormReader();
  if (body) reader.readBlocks(body);
  return reader.fields;
}

class FormReader {
  readonly fields: FormField[] = [];
  private heading = '';
  private hasTable = false;

  readBlocks(parent: Element): void {
    for (const element of elementsOf(parent)) {
      if (element.name === 'w:tbl') this.readTable(element);
      else if (element.name === 'w:p') this.readParagraph(element);
      else if (isShown(element)) this.readBlocks(element);
    }
  }

  private readParagraph(element: Element): void {
    const text = paragraphText(element).trim();
    if (text === '') return;
    const style = elementAt(element, 'w:pPr', 'w:pStyle')?.attributes['w:val'] ?? '';
    const isHeading = /heading|question|berschrift|titre/i.test(style) || elementAt(element, 'w:pPr', 'w:outlineLvl');
    if (isHeading || /^\S{1,20} Q\d{1,3}$/.test(text)) {
      this.heading = text;
      this.hasTable = false;
    } else if (this.hasTable) this.fields.push({ heading: this.heading, label: '', text });
  }

  private readTable(element: Element): void {
    this.hasTable = true;
    const [header, ...rows] = readTableRows(element);
    if (!header) return;
    const heads = header.map((cell) => readBlockText(cell).trim());
    for (const cells of rows) {
      const first = cells[0] ? readBlockText(cells[0]).trim() : '';
      cells.forEach((cell, column) => {
        if (column === 0 && heads.length > 1) return;
        const tag = tagIn(cell);
        const label = heads.length === 1 ? (heads[0] ?? '') : first;
        const own = tag !== null && tag.length < LONGEST_TAG ? /^(.*?): (.*)$/.exec(tag) : null;
        const [, heading = this.heading, asked = label] = own ?? [];
        this.fields.push({ heading, label: asked, text: readAnswer(cell) });
      });
    }
  }
}

/** Whether the content of an element is shown: deleted content and fallbacks are not. */
function isShown({ name }: Element): boolean {
  return name !== 'w:del' && name !== 'w:moveFrom' && name !== 'mc:Fallback' && name !== 'w:sdtPr' && name !== 'w:pPr';
}

function readTableRows(table: Element): Element[][] {
  const rows: Element[][] = [];
  const gather = (parent: Element, name: string, found: Element[]): Element[] => {
    for (const element of elementsOf(parent)) {
      if (element.name === name) found.push(element);
      else if (element.name === 'w:sdt' || element.name === 'w:sdtContent' || element.name === 'w:customXml')
        gather(element, name, found);
    }
    return found;
  };
  for (const row of gather(table, 'w:tr', [])) rows.push(gather(row, 'w:tc', []));
  return rows;
}

/** The tag of the first content control in a cell, or around it. */
function tagIn(cell: Element): string | null {
  for (const element of elementsOf(cell)) {
    if (element.name === 'w:sdt') {
      const tag = elementAt(element, 'w:sdtPr', 'w:tag')?.attributes['w:val'];
      if (tag) return tag;
    }
    const inner = element.name === 'w:tbl' ? null : tagIn(element);
    if (inner) return inner;
  }
  return null;
}

/** The answer in a cell; empty where it still has its prompt. */
function readAnswer(cell: Element): string {
  const text = readBlockText(cell)
    .replace(/\u00a0/g, ' ')
    .trim();
  const own = text.startsWith(PROMPT)
    ? text.slice(PROMPT.length)
    : text.endsWith(PROMPT)
      ? text.slice(0, -PROMPT.length)
      : text;
  return own.trim();
}

function readBlockText(parent: Element): string {
  const lines: string[] = [];
  for (const element of elementsOf(parent)) {
    if (element.name === 'w:p') lines.push(paragraphText(element));
    else if (element.name === 'w:tbl')
      for (const row of readTableRows(element)) lines.push(row.map((cell) => readBlockText(cell).trim()).join('\t'));
    else if (element.name === 'w:sdt') {
      if (!showsPrompt(element)) lines.push(readBlockText(element));
    } else if (isShown(element) && element.name !== 'w:tcPr') {
      const inner = readBlockText(element);
      if (inner !== '') lines.push(inner);
    }
  }
  return lines.join('\n');
}

function showsPrompt(control: Element): boolean {
  return elementAt(control, 'w:sdtPr', 'w:showingPlcHdr') !== undefined;
}

/** The words of a paragraph. */
function paragraphText(parent: Element): string {
  let words = '';
  for (const child of parent.children) {
    if (typeof child === 'string') continue;
    if (child.name === 'w:t') words += child.children.filter((each) => typeof each === 'string').join('');
    else if (child.name === 'w:tab') words += '\t';
    else if (child.name === 'w:br' || child.name === 'w:cr') words += '\n';
    else if (child.name === 'w:noBreakHyphen') words += '-';
    else if (child.name === 'w:sdt' && showsPrompt(child)) continue;
    else if (isShown(child) && child.name !== 'w:rPr') words += paragraphText(child);
  }
  return words;
}
