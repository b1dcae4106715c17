import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { docxLines, type Taken } from '../support/docx-text.js';
import { type Letters, lettersOf } from './source-letters.js';

/** A title that no text has, so that no heading repeats it. */
export const TITLE = 'Zzqx';

/** Paragraphs that come before the text, by their styles. */
const FRONT = /^(?:Title|Subtitle|DocumentName|ContentsHeading|TOC\w*): /;

/** What an export shows with its changes accepted or rejected. */
export function readDocx(file: Uint8Array, taken: Taken): Letters {
  const notes: string[] = [];
  const main = docxLines(file, taken, true)
    .filter((line) => !FRONT.test(line))
    .map((line) => line.replace(/^[A-Za-z]\w*: /, '').replace(/<\/?(?:b|i|u|vertAlign)>/g, ''))
    .join('\n')
    .replace(/\[note: ([^[\]]*)\]/g, (_, words: string) => {
      notes.push(lettersOf(words));
      return '';
    });
  return { main: lettersOf(main), notes: notes.filter((note) => note !== '').sort() };
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const attribute = ({ attrs }: Element, name: string) => attrs.find((each) => each.name === name)?.value ?? '';
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

export function readHtml(html: string, taken: Taken): Letters {
  const main = findElement(parse(html), (element) => element.tagName === 'main');
  const gone = taken === 'accepted' ? 'del' : 'ins';
  const read = (node: Node, isSkipped: (element: Element) => boolean): string => {
    if ('value' in node) return node.value;
    if ('tagName' in node && (node.tagName === gone || isSkipped(node))) return '';
    return childrenOf(node)
      .map((child) => read(child, isSkipped))
      .join('');
  };
  const isNotes = (element: Element) => attribute(element, 'class') === 'notes';
  const isCall = (element: Element) => element.tagName === 'a' && attribute(element, 'aria-label').startsWith('Note ');
  const isAside = (element: Element) => isNotes(element) || isCall(element) || attribute(element, 'class') === 'moved';
  const notes = main ? findElement(main, isNotes) : null;
  const written = (notes ? childrenOf(notes) : []).flatMap((note) => {
    const words = 'tagName' in note ? childrenOf(note).slice(1) : [];
    return words.length === 0 ? [] : [lettersOf(words.map((each) => read(each, () => false)).join(''))];
  });
  return { main: main ? lettersOf(read(main, isAside)) : '', notes: written.filter((each) => each !== '').sort() };
}

function findElement(node: Node, isWanted: (element: Element) => boolean): Element | null {
  if ('tagName' in node && isWanted(node)) return node;
  for (const child of childrenOf(node)) {
    const found = findElement(child, isWanted);
    if (found) return found;
  }
  return null;
}

/** Reads what the typesetter is given. */
export function readTypesetting(data: string, taken: Taken): Letters {
  const gone = taken === 'accepted' ? 'd' : 'i';
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
    if (typeof part.m === 'string' && part.m.startsWith(gone)) return '';
    return ['t', 'label', 'words', 'header', 'cells', 'rows', 'items', 'alt'].map((key) => read(part[key])).join('');
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
