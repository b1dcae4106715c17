import { type FormBlock, type FormCell, withoutPrompt } from './form-blocks.js';
import { WordFile } from './word-file.js';
import { type Element, elementAt, elementsOf } from './xml-tree.js';

/**
 * The paragraphs and tables of a form in a Word file.
 * @throws Error that says what is wrong with the file, in words that follow its name
 */
export function* readWordBlocks(bytes: Uint8Array): Iterable<FormBlock> {
  const file = new WordFile(bytes);
  const body = elementAt(file.tree(file.documentName), 'w:body');
  if (body) yield* readWordElements(body);
}

function* readWordElements(parent: Element): Iterable<FormBlock> {
  for (const element of elementsOf(parent)) {
    if (element.name === 'w:tbl')
      yield { kind: 'table', rows: readTableRows(element).map((row) => row.map(readWordCell)) };
    else if (element.name === 'w:p') yield readWordParagraph(element);
    else if (isShown(element)) yield* readWordElements(element);
  }
}

function readWordParagraph(element: Element): FormBlock {
  const style = elementAt(element, 'w:pPr', 'w:pStyle')?.attributes['w:val'] ?? '';
  const isHeading =
    /heading|question|berschrift|titre/i.test(style) || elementAt(element, 'w:pPr', 'w:outlineLvl') !== undefined;
  return { kind: 'paragraph', text: paragraphText(element).trim(), isHeading };
}

function readWordCell(cell: Element): FormCell {
  const words = readBlockText(cell);
  return { words: words.trim(), answer: withoutPrompt(words), tag: tagIn(cell) };
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
