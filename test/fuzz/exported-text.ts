import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { docxStyledLines, NOTE_ENDS, type Taken } from '../support/docx-text.js';
import { type Letters, lettersOf } from './source-letters.js';

/** A title that no text has, so that no heading repeats it. */
export const TITLE = 'Zzqx';

/** Paragraphs that come before the text, by their styles. */
const FRONT = /^(?:Title|Subtitle|DocumentName|ContentsHeading|TOC\w*): /;

/** How a note that is never called begins, by its style. */
const UNCALLED = 'FootnoteText: ';
const NOTES = new RegExp(`${NOTE_ENDS[0]}([^${NOTE_ENDS.join('')}]*)${NOTE_ENDS[1]}`, 'g');

/** What an export shows: its words, and those of each note. */
interface ShownText {
  readonly main: string;
  readonly notes: readonly string[];
}

/** What an export shows with its changes accepted or rejected. */
export function readDocx(file: Uint8Array, taken: Taken): Letters {
  return keepLetters(readDocxText(file, taken, false));
}

function keepLetters({ main, notes }: ShownText): Letters {
  return {
    main: lettersOf(main),
    notes: notes
      .map(lettersOf)
      .filter((note) => note !== '')
      .sort(),
  };
}

/**
 * The same with what stands between the words.
 * @param isParted whether notes that are never called are told from the text
 */
export function readDocxText(file: Uint8Array, taken: Taken, isParted = true): ShownText {
  const notes: string[] = [];
  const lines = docxStyledLines(file, taken).filter((line) => !FRONT.test(line));
  // A note that is never called stands below the text, after its label.
  const isUncalled = (line: string) => isParted && line.startsWith(UNCALLED);
  for (const line of lines) if (isUncalled(line)) notes.push(line.replace(/^\w+: \S*\s?/, ''));
  const main = lines
    .filter((line) => !isUncalled(line))
    .map((line) => line.replace(/^[A-Za-z]\w*: /, ''))
    .join('\n')
    .replace(NOTES, (_, words: string) => {
      notes.push(words);
      return '';
    });
  return { main, notes };
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const attribute = ({ attrs }: Element, name: string) => attrs.find((each) => each.name === name)?.value ?? '';
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

export function readHtml(html: string, taken: Taken): Letters {
  return keepLetters(readHtmlText(html, taken));
}

/** Elements that stand on lines of their own. */
const LINES = new Set(
  'br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section td th tr ul'.split(' '),
);

/** A label is set apart from the words by its style. */
function isLabel(element: Element): boolean {
  return /^(?:heading-)?label$/.test(attribute(element, 'class')) || attribute(element, 'aria-hidden') !== '';
}

/** The same with what stands between the words. */
export function readHtmlText(html: string, taken: Taken): ShownText {
  const main = findElement(parse(html), (element) => element.tagName === 'main');
  const gone = taken === 'accepted' ? 'del' : 'ins';
  const read = (node: Node, isSkipped: (element: Element) => boolean): string => {
    if ('value' in node) return node.value;
    if ('tagName' in node && (node.tagName === gone || isSkipped(node))) return '';
    const inner = childrenOf(node)
      .map((child) => read(child, isSkipped))
      .join('');
    const isLine = 'tagName' in node && (LINES.has(node.tagName) || isLabel(node));
    return isLine ? ` ${inner} ` : inner;
  };
  const isNotes = (element: Element) => attribute(element, 'class') === 'notes';
  const isCall = (element: Element) => element.tagName === 'a' && attribute(element, 'aria-label').startsWith('Note ');
  const isAside = (element: Element) => isNotes(element) || isCall(element) || attribute(element, 'class') === 'moved';
  const notes = main ? findElement(main, isNotes) : null;
  const written = (notes ? childrenOf(notes) : []).flatMap((note) => {
    const words = 'tagName' in note ? childrenOf(note).slice(1) : [];
    return words.length === 0 ? [] : [words.map((each) => read(each, () => false)).join('')];
  });
  return { main: main ? read(main, isAside) : '', notes: written };
}

function findElement(node: Node, isWanted: (element: Element) => boolean): Element | null {
  if ('tagName' in node && isWanted(node)) return node;
  for (const child of childrenOf(node)) {
    const found = findElement(child, isWanted);
    if (found) return found;
  }
  return null;
}

/** Reads what the typesetter is given: one version, or all that is shown of both. */
export function readTypesetting(data: string, taken: Taken | 'both'): Letters {
  const gone = { accepted: 'd', rejected: 'i', both: 'none' }[taken];
  const notes: string[] = [];
  const read = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(read).join('');
    if (value === null || typeof value !== 'object') return '';
    const part = value as Readonly<Record<string, unknown>>;
    if (part.n) {
      // A note stands at the foot of the page, outside of the mark of its call, and has its own marks.
      const { words } = part.n as { words?: unknown };
      if (words !== undefined) notes.push(lettersOf(read(words)));
      return '';
    }
    const isGone = typeof part.m === 'string' && part.m.startsWith(gone);
    const own = isGone ? [] : ['t', 'label', 'words', 'header', 'cells', 'rows', 'items', 'alt'];
    // What stands below an item of a list, or on pages that are turned, has marks of its own.
    return [...own, 'blocks'].map((key) => read(part[key])).join('');
  };
  const { blocks, endnotes } = JSON.parse(data) as { blocks: unknown; endnotes: readonly { words: unknown }[] };
  const main = lettersOf(read(blocks));
  for (const { words } of endnotes) notes.push(lettersOf(read(words)));
  return { main, notes: notes.filter((note) => note !== '').sort() };
}

/** Change-marked Markdown with all its marks accepted or rejected. */
export function decideMarkdown(text: string, taken: Taken): string {
  const [kept, gone] = taken === 'accepted' ? ['\\+\\+', '--'] : ['--', '\\+\\+'];
  return text
    .replace(/\{>>[\s\S]*?<<\}/g, '')
    .replace(new RegExp(`\\{${gone}[^\\0]*?${gone}\\}`, 'g'), '')
    .replace(new RegExp(`\\{${kept}([^\\0]*?)${kept}\\}`, 'g'), '$1');
}
