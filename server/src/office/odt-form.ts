import { strFromU8 } from 'fflate';
import { type FormBlock, type FormCell, withoutPrompt } from './form-blocks.js';
import { type Element, elementAt, elementsBelow, elementsOf } from './xml-tree.js';
import { ZippedParts } from './zipped-parts.js';

/**
 * The paragraphs and tables of a form in an OpenDocument text.
 * @throws Error that says what is wrong with the file, in words that follow its name
 */
export function* readOdtBlocks(bytes: Uint8Array): Iterable<FormBlock> {
  const file = new ZippedParts(bytes, 'OpenDocument text');
  if (strFromU8(file.part('META-INF/manifest.xml')).includes('encryption-data'))
    throw new Error('is locked by a password: save it without one');
  const content = file.tree('content.xml');
  const text = elementAt(content, 'office:body', 'office:text');
  if (!text) throw new Error('is an OpenDocument file, but no text (.odt)');
  yield* readOdtElements(text, findHeadingStyles(content));
}

const HEADING = /heading|question|berschrift|titre/i;

/** The styles of paragraphs that are made from a style of headings. */
function findHeadingStyles(content: Element): ReadonlySet<string> {
  const names = new Set<string>();
  const styles = elementAt(content, 'office:automatic-styles');
  for (const { attributes } of styles ? elementsOf(styles, 'style:style') : [])
    if (HEADING.test(attributes['style:parent-style-name'] ?? '')) names.add(attributes['style:name'] ?? '');
  return names;
}

function* readOdtElements(parent: Element, headings: ReadonlySet<string>): Iterable<FormBlock> {
  for (const element of elementsOf(parent)) {
    if (element.name === 'table:table') yield { kind: 'table', rows: readOdtRows(element) };
    else if (element.name === 'text:p' || element.name === 'text:h') {
      const style = element.attributes['text:style-name'] ?? '';
      const isHeading = element.name === 'text:h' || headings.has(style) || HEADING.test(style);
      yield { kind: 'paragraph', text: readOdtWords(element).trim(), isHeading };
    } else if (!HIDDEN.has(element.name)) yield* readOdtElements(element, headings);
  }
}

/** What shows no words of the text where it stands. */
const HIDDEN: ReadonlySet<string> = new Set([
  'text:tracked-changes',
  'text:note',
  'text:placeholder',
  'office:annotation',
  'office:forms',
  'text:sequence-decls',
]);

function readOdtRows(table: Element): FormCell[][] {
  const rows: FormCell[][] = [];
  for (const element of elementsOf(table)) {
    if (element.name === 'table:table-row')
      rows.push(elementsOf(element, 'table:table-cell').map((cell) => readOdtCell(cell)));
    else if (/^table:table-(?:header-rows|rows|row-group)$/.test(element.name)) rows.push(...readOdtRows(element));
  }
  return rows;
}

function readOdtCell(cell: Element): FormCell {
  const words = readLines(cell).join('\n');
  const [control] = elementsBelow(cell, 'loext:content-control');
  return { words: words.trim(), answer: withoutPrompt(words), tag: control?.attributes['loext:tag'] ?? null };
}

/** The paragraphs of a cell; the cells of a table within it are parted by tabs. */
function readLines(parent: Element): string[] {
  return elementsOf(parent).flatMap((element) => {
    if (element.name === 'text:p' || element.name === 'text:h') return [readOdtWords(element)];
    if (element.name === 'table:table')
      return readOdtRows(element).map((row) => row.map(({ words }) => words).join('\t'));
    return HIDDEN.has(element.name) ? [] : readLines(element);
  });
}

/** The words of a paragraph. */
function readOdtWords(parent: Element): string {
  let words = '';
  for (const child of parent.children) {
    if (typeof child === 'string') words += child.replace(/[ \t\r\n]+/g, ' ');
    else if (child.name === 'text:s') words += ' '.repeat(Math.min(100, Number(child.attributes['text:c'] ?? 1) || 1));
    else if (child.name === 'text:tab') words += '\t';
    else if (child.name === 'text:line-break') words += '\n';
    else if (child.attributes['loext:showing-place-holder'] !== 'true' && !HIDDEN.has(child.name))
      words += readOdtWords(child);
  }
  return words;
}
