import { SaxesParser } from 'saxes';

/**
 * An XML element with its text and elements in order. Names include their prefixes, as Office
 * writes them.
 */
export interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  children: (Element | string)[];
}

/** The greatest depth and number of elements; a part beyond that is refused. */
const DEEPEST = 200;
const MOST_ELEMENTS = 5_000_000;

/**
 * Parses a part. Nothing is fetched or expanded: a document type declaration, which could define
 * entities, is refused.
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

/** The child elements, all or those with a name. */
export function elementsOf(element: Element | undefined, name?: string): Element[] {
  return (element?.children ?? []).filter(
    (child): child is Element => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first child element with a name, or the one at the end of a path of names. */
export function elementAt(element: Element | undefined, ...names: string[]): Element | undefined {
  let at = element;
  for (const name of names) at = elementsOf(at, name)[0];
  return at;
}

/** All descendants with a name. */
export function* elementsBelow(element: Element, name: string): Iterable<Element> {
  for (const child of elementsOf(element)) {
    if (child.name === name) yield child;
    yield* elementsBelow(child, name);
  }
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

/**
 * Text with some signs written as XML entities. `signs` must match one of & < > " tab and line ends
 * at a time.
 */
export function escapeSigns(text: string, signs: RegExp = /[&<>"]/g): string {
  return text.replace(signs, (sign) => SIGNS[sign] ?? sign);
}

/** Writes a tree as XML. */
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
