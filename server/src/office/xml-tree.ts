import { SaxesParser } from 'saxes';

/** An element of an XML part, with its text and elements in their order. Names bear their prefixes, as Office writes them. */
export interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  children: (Element | string)[];
}

/** How deep elements may stand, and how many there may be: a part beyond that is no document. */
const DEEPEST = 200;
const MOST_ELEMENTS = 5_000_000;

/**
 * A part as a tree. Nothing is ever fetched or expanded: a part with a document type declaration, which could define entities, is refused.
 * @throws Error in words that follow the part's name
 */
export function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open: Element[] = [root];
  let count = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new Error(`is no well-formed XML (${error.message.replace(/\s+/g, ' ').slice(0, 120)})`);
  });
  parser.on('doctype', () => {
    throw new Error('holds a document type declaration, which no Word file has');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST || ++count > MOST_ELEMENTS) throw new Error('is too large or too deep to be a document');
    const element: Element = { name, attributes: Object.fromEntries(Object.entries(attributes)), children: [] };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const text = (words: string) => {
    open[open.length - 1]?.children.push(words);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(xml.replace(/^\ufeff/, '')).close();
  const [first] = elementsOf(root);
  if (!first) throw new Error('is empty');
  return first;
}

/** The elements right below one, all or those of a name. */
export function elementsOf(element: Element | undefined, name?: string): Element[] {
  return (element?.children ?? []).filter(
    (child): child is Element => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first element of a name right below one, or one at the end of a way of names. */
export function elementAt(element: Element | undefined, ...names: string[]): Element | undefined {
  let at = element;
  for (const name of names) at = elementsOf(at, name)[0];
  return at;
}

/** All elements of a name anywhere below one. */
export function* elementsBelow(element: Element, name: string): Iterable<Element> {
  for (const child of elementsOf(element)) {
    if (child.name === name) yield child;
    yield* elementsBelow(child, name);
  }
}

/** All text below an element. */
export function textBelow(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textBelow(child))).join('');
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as XML says it: `signs`, which must be among those that XML has a way to write, are written that way. */
export function escapeSigns(text: string, signs: RegExp = /[&<>"]/g): string {
  return text.replace(signs, (sign) => SIGNS[sign] ?? sign);
}

/** A tree as XML again. */
export function writeXml(element: Element): string {
  const attributes = Object.entries(element.attributes)
    .map(([key, value]) => ` ${key}="${escapeSigns(value, /[&<>"\t\n\r]/g)}"`)
    .join('');
  if (element.children.length === 0) return `<${element.name}${attributes}/>`;
  const inside = element.children
    .map((child) => (typeof child === 'string' ? escapeSigns(child, /[&<>\r]/g) : writeXml(child)))
    .join('');
  return `<${element.name}${attributes}>${inside}</${element.name}>`;
}
