import { SaxesParser } from 'saxes';

/**
 * An element of a part, its name with the usual prefix whichever the file uses: `w:p`, `r:embed`.
 * Strict files, which have namespaces of their own, read like others.
 */
export interface WordElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (WordElement | string)[];
}

/** Deeper than any document is; found while reading, so that a hostile part costs no time. */
const DEEPEST_PART = 500;
const MOST_PART_ELEMENTS = 8_000_000;

/** The usual prefix of each namespace, by the words that both forms of its name hold. */
const PREFIXES: readonly (readonly [words: RegExp, prefix: string])[] = [
  [/\/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/\/officeDocument\/(?:2006\/)?relationships$/, 'r'],
  [/\/drawingml\/(?:2006\/)?main$/, 'a'],
  [/\/drawingml\/(?:2006\/)?wordprocessingDrawing$/, 'wp'],
  [/\/drawingml\/(?:2006\/)?picture$/, 'pic'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/\/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
  [/\/word\/2010\/wordprocessingShape$/, 'wps'],
  [/\/word\/2010\/wordml$/, 'w14'],
  [/\/word\/2012\/wordml$/, 'w15'],
  [/\/package\/(?:2006\/)?relationships$/, 'rel'],
  [/\/package\/2006\/metadata\/core-properties$/, 'cp'],
  [/\/dc\/elements\/1.1\/$/, 'dc'],
  [/^urn:keeling:draft$/, 'keeling'],
  [/\/drawing\/2016\/SVG\/main$/, 'asvg'],
];

/** Marks of the editing session, which say nothing and are half of all attributes. */
const NO_CONTENT = /^(?:rsid\w*|textId)$/;

const knownPrefixes = new Map<string, string>();

function prefixOf(uri: string): string {
  let prefix = knownPrefixes.get(uri);
  if (prefix === undefined) {
    prefix = PREFIXES.find(([words]) => words.test(uri))?.[1] ?? '?';
    if (knownPrefixes.size < 500) knownPrefixes.set(uri, prefix);
  }
  return prefix;
}

/**
 * Parses a part of a Word file. Nothing is fetched and no entity is expanded: a document type
 * declaration is refused.
 * @throws Error in words that follow the part's name
 */
export function parsePart(xml: string): WordElement {
  const root: WordElement = { name: '', attributes: new Map(), children: [] };
  const open: WordElement[] = [root];
  let count = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw new Error(`is not well-formed XML (${error.message.replace(/\s+/g, ' ').slice(0, 120)})`);
  });
  parser.on('doctype', () => {
    throw new Error('has a document type declaration, which no Word file has');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length > DEEPEST_PART) throw new Error(`is nested deeper than ${DEEPEST_PART} levels`);
    if (++count > MOST_PART_ELEMENTS) throw new Error('has more elements than any document');
    const read = new Map<string, string>();
    for (const { local: name, uri: of, value } of Object.values(attributes))
      if (!NO_CONTENT.test(name)) read.set(of === '' ? name : `${prefixOf(of)}:${name}`, value);
    const element: WordElement = { name: `${prefixOf(uri)}:${local}`, attributes: read, children: [] };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const addText = (words: string) => {
    open[open.length - 1]?.children.push(words);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(xml.replace(/^\ufeff/, '')).close();
  const first = childrenOf(root)[0];
  if (!first) throw new Error('is empty');
  return first;
}

/** The child elements, all or those with a name. */
export function childrenOf(element: WordElement | undefined, name?: string): WordElement[] {
  const found: WordElement[] = [];
  for (const child of element?.children ?? [])
    if (typeof child !== 'string' && (name === undefined || child.name === name)) found.push(child);
  return found;
}

/** The first child with the first name, its first child with the next name, and so on. */
export function childAt(element: WordElement | undefined, ...names: readonly string[]): WordElement | undefined {
  let at = element;
  for (const name of names) {
    let next: WordElement | undefined;
    for (const child of at?.children ?? [])
      if (typeof child !== 'string' && child.name === name) {
        next = child;
        break;
      }
    at = next;
  }
  return at;
}

/** The `w:val` of a child; null where there is no such child, '' where it has no value. */
export function valueAt(element: WordElement | undefined, ...names: readonly string[]): string | null {
  const found = childAt(element, ...names);
  return found ? (found.attributes.get('w:val') ?? '') : null;
}

/** Whether a switch such as `w:vanish` is on; null where it is not there. */
export function isSwitchedOn(properties: WordElement | undefined, name: string): boolean | null {
  const value = valueAt(properties, name);
  return value === null ? null : !/^(?:0|false|off|none)$/i.test(value);
}

/** A whole number in a child's `w:val`, or null. */
export function numberAt(element: WordElement | undefined, ...names: readonly string[]): number | null {
  const value = valueAt(element, ...names);
  return value !== null && /^-?\d{1,9}$/.test(value) ? Number(value) : null;
}

/** All text within an element. */
export function textWithin(element: WordElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textWithin(child))).join('');
}
