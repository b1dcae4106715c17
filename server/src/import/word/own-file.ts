import { isBulletMarker } from '../../model/block.js';
import { releaseNumbers } from '../../model/references/bound-units.js';
import { OWN_NAMESPACE, type OwnPart, TEXT_BOOKMARK } from '../../office/own-part.js';
import { childAt, textWithin, type WordElement } from '../../office/word-xml.js';
import type { ParagraphStyles } from './paragraph-styles.js';
import type { WordBlock, WordParagraph, WordSpan, WordText } from './word-document.js';
import { plainWords } from './write-words.js';

/** Reads Keeling's own part of a Word file; null where it is none. */
export function readOwnPart(root: WordElement | null): OwnPart | null {
  if (root?.name !== 'keeling:draft') return null;
  const notation = childAt(root, 'keeling:notation')?.attributes ?? new Map<string, string>();
  const opening = childAt(root, 'keeling:opening');
  const isOn = (name: string) => notation.get(name) === '1';
  const bullet = notation.get('bullet') ?? '';
  return {
    opening: opening ? textWithin(opening) : '',
    title: notation.get('title') ?? '',
    forms: new Map((notation.get('forms') ?? '').split(' ').map((form) => readOwnForm(form))),
    bullet: isBulletMarker(bullet) ? bullet : '-',
    hasTightLists: isOn('hasTightLists'),
    hasCloseRules: isOn('hasCloseRules'),
    bindsNumbers: isOn('bindsNumbers'),
    hasByteMark: isOn('hasByteMark'),
    hasCrLf: isOn('hasCrLf'),
    endsLine: isOn('endsLine'),
  };
}

function readOwnForm(form: string): [key: string, signs: string] {
  const [, key = '', signs = ''] = /^(\w+):(#{0,6}|\*\*|__)$/.exec(form) ?? [];
  return [key, signs];
}

/** Whether a part is one of Keeling's own, by its first words; others are not parsed. */
export function isOwnPart(xml: string): boolean {
  return xml.slice(0, 400).includes(OWN_NAMESPACE);
}

/** Styles of the pages before the text. */
const FRONT_STYLES: ReadonlySet<string> = new Set(['document name', 'title', 'subtitle', 'toc heading']);

/** The title page and what follows it, and the text. */
export function splitOwnText(
  blocks: readonly WordBlock[],
  styles: ParagraphStyles,
): { readonly front: readonly WordBlock[]; readonly text: readonly WordBlock[] } {
  const isLast = (block: WordBlock) =>
    block.kind === 'paragraph' && block.spans.some((span) => span.kind === 'bookmark' && span.name === TEXT_BOOKMARK);
  let from = blocks.findIndex(isLast) + 1;
  // Some programs drop the bookmark; then the styles tell.
  if (from === 0)
    while (from < blocks.length) {
      const block = blocks[from];
      if (block?.kind !== 'paragraph' || !isFrontParagraph(block, styles)) break;
      from++;
    }
  return { front: blocks.slice(0, from), text: blocks.slice(from) };
}

function isFrontParagraph({ style, isContents, endsSection, spans }: WordParagraph, styles: ParagraphStyles): boolean {
  return isContents || endsSection || FRONT_STYLES.has(styles.nameOf(style)) || plainWords(spans) === '';
}

/** The opening of the draft, with the title that the file shows now. */
export function openingOf(
  { opening, title, bindsNumbers }: OwnPart,
  front: readonly WordBlock[],
  styles: ParagraphStyles,
): string {
  const shown = front.find((block) => block.kind === 'paragraph' && styles.nameOf(block.style) === 'title');
  const said = shown?.kind === 'paragraph' ? plainWords(shown.spans) : '';
  const words = bindsNumbers ? said : releaseNumbers(said);
  return words === '' || title === '' || words === title.replace(/\s+/g, ' ').trim()
    ? opening
    : opening.split(title).join(words);
}

/** Words without the no-break spaces that Keeling put between a unit and its number. */
export function releaseSpans(spans: readonly WordSpan[]): WordSpan[] {
  const texts = spans.filter((span): span is WordText => span.kind === 'text');
  const said = texts.map(({ text }) => text).join('');
  const released = releaseNumbers(said);
  if (released === said) return [...spans];
  let at = 0;
  return spans.map((span) => {
    if (span.kind !== 'text') return span;
    const text = released.slice(at, at + span.text.length);
    at += span.text.length;
    return { ...span, text };
  });
}

/** What a paragraph of Keeling's was in the draft, by its style. */
export type OwnRole =
  | { readonly kind: 'heading' | 'item'; readonly level: number }
  | { readonly kind: 'caption' | 'question' | 'quote' | 'code' | 'note' | 'rule' };

/**
 * @param within the depth of the provision above: 0 for a clause; -1 where there is none
 */
export function ownRoleOf(paragraph: WordParagraph, styles: ParagraphStyles, within: number): OwnRole | null {
  const name = styles.nameOf(paragraph.style);
  const level = Number(/\d$/.exec(name)?.[0] ?? 0);
  if (/^heading [1-6]$/.test(name)) return { kind: 'heading', level };
  if (/^list item \d$/.test(name)) return { kind: 'item', level: level - 1 };
  if (/^clause list item \d$/.test(name)) return { kind: 'item', level: Math.max(0, level - 1 - Math.max(0, within)) };
  if (/^(?:quote(?: level \d)?|quotation|block text)$/.test(name)) return { kind: 'quote' };
  if (name === 'question' || name === 'code') return { kind: name };
  if (name === 'table caption' || name === 'figure caption') return { kind: 'caption' };
  if (name === 'footnote text') return { kind: 'note' };
  return plainWords(paragraph.spans) === '' && childAt(paragraph.properties, 'w:pBdr', 'w:bottom')
    ? { kind: 'rule' }
    : null;
}

/** The depth of a provision's paragraph by its style; null for another paragraph. */
export function ownDepthOf({ style }: WordParagraph, styles: ParagraphStyles): number | null {
  const name = styles.nameOf(style);
  if (name === 'clause') return 0;
  const level = /^(?:sub-?paragraph|clause level) (\d)$/.exec(name)?.[1];
  return level === undefined ? null : name.startsWith('clause') ? Number(level) - 1 : Number(level);
}
