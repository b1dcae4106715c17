import type { ListLabel } from '../word/list-numbering.js';
import { formatListNumber } from '../word/number-formats.js';
import { type HtmlElement, htmlAttribute } from './html-nodes.js';

/** The names that HTML and CSS have for the formats of numbers, by Word's names. */
const FORMATS: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  decimal: 'decimal',
  'decimal-leading-zero': 'decimalZero',
  'lower-alpha': 'lowerLetter',
  'lower-latin': 'lowerLetter',
  'upper-alpha': 'upperLetter',
  'upper-latin': 'upperLetter',
  'lower-roman': 'lowerRoman',
  'upper-roman': 'upperRoman',
};
const BULLET_STYLES: ReadonlySet<string> = new Set(['disc', 'circle', 'square', 'disclosure-open']);
/** Levels that lists have at most. */
const DEEPEST_LIST = 9;

interface OpenHtmlList {
  readonly isOrdered: boolean;
  /** `type` or `list-style-type`; '' where neither is said. */
  readonly format: string;
  readonly step: number;
  next: number;
}

/** The lists that are open at a place of a page, and their counts. */
export class HtmlLists {
  private readonly lists: OpenHtmlList[] = [];
  /** The numbers of the items above, by level, for labels such as "1.2". */
  private numbers: number[] = [];

  open(list: HtmlElement, styles: ReadonlyMap<string, string>): void {
    const isOrdered = list.tagName === 'ol';
    const start = readNumberAttribute(list, 'start');
    const isReversed = htmlAttribute(list, 'reversed') !== null;
    const items = isReversed ? list.childNodes.filter(({ nodeName }) => nodeName === 'li').length : 1;
    this.lists.push({
      isOrdered,
      format: styles.get('list-style-type') ?? htmlAttribute(list, 'type') ?? '',
      step: isReversed ? -1 : 1,
      next: start ?? items,
    });
  }

  close(): void {
    this.lists.pop();
  }

  /** The label of an item, as a browser or Word for the web shows it; null for none. */
  labelOf(item: HtmlElement, styles: ReadonlyMap<string, string>): ListLabel | null {
    const list = this.lists[this.lists.length - 1];
    const depth =
      Number(htmlAttribute(item, 'data-aria-level') ?? htmlAttribute(item, 'aria-level')) || this.lists.length;
    const level = Math.min(DEEPEST_LIST, Math.max(1, depth)) - 1;
    const format = styles.get('list-style-type') ?? htmlAttribute(item, 'type') ?? list?.format ?? '';
    const isBullet = BULLET_STYLES.has(format) || (!list?.isOrdered && FORMATS[format] === undefined);
    if (format === 'none') return null;
    if (isBullet || !list) return { ...NO_LABEL, text: '•', isBullet: true, level };
    const value = readNumberAttribute(item, 'value') ?? list.next;
    list.next = value + list.step;
    this.numbers = [...this.numbers.slice(0, level), value];
    while (this.numbers.length <= level) this.numbers.push(1);
    const own = formatListNumber(value, FORMATS[format] ?? 'decimal', null) ?? String(value);
    const pattern = htmlAttribute(item, 'data-leveltext') ?? '';
    if (!/%[1-9]/.test(pattern)) return { ...NO_LABEL, text: `${own}.`, level };
    const text = pattern.replace(/%([1-9])/g, (_, digit: string) =>
      Number(digit) === level + 1 ? own : String(this.numbers[Number(digit) - 1] ?? 1),
    );
    return { ...NO_LABEL, text, level };
  }
}

const NO_LABEL: ListLabel = { text: '', isBullet: false, level: 0, suffix: 'tab', unknownFormat: null };

/**
 * A label that Word wrote itself before an item's words.
 * @param isSignFont whether it stands in a font of signs, in which a letter is a bullet
 */
export function readOwnLabel(words: string, level: number, isSignFont: boolean): ListLabel | null {
  const text = words.replace(/[\s\u00a0]+/g, ' ').trim();
  if (text === '') return null;
  const isBullet = !/[\p{L}\p{N}]/u.test(text) || (isSignFont && /^[a-zØ]$/i.test(text));
  return { ...NO_LABEL, text: isBullet ? '•' : text, isBullet, level };
}

function readNumberAttribute(element: HtmlElement, name: string): number | null {
  const value = htmlAttribute(element, name) ?? '';
  return /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : null;
}
