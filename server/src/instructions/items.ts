import { readMarkerStyles } from '../model/structure/markers.js';
import { type MaskedParagraph, maskQuotes, type QuotedText } from './quotes.js';

/** A numbered paragraph of an amending text, and those within it. */
export interface AmendingItem {
  /** Its number and those of what it is within: "2(a)"; empty where it has none. */
  readonly number: string;
  /** Its words, with a sign for each quotation. */
  readonly text: string;
  /** 0-based line of the amending text. */
  readonly line: number;
  readonly children: AmendingItem[];
  /** A heading orders nothing; at most it names a place. */
  readonly isHeading?: true;
}

/** An amending text, read as far as its own form goes. */
export interface AmendingText {
  readonly items: readonly AmendingItem[];
  readonly quotes: readonly QuotedText[];
  /** The line on which a quotation begins that is never closed, or null. */
  readonly openLine: number | null;
}

type ItemLabelShape = 'dotted' | 'stop' | 'bracketed' | 'bullet';

interface Label {
  readonly shape: ItemLabelShape;
  /** Without brackets and stops: "2", "a", "iii". */
  readonly marker: string;
  readonly length: number;
}

const LABEL =
  /^[ \t]*\*{0,2}(?:(\d{1,3}(?:\.\d{1,3}){1,3}[A-Z]{0,2})\.?|(\d{1,3}[A-Z]{0,2}|(?:[a-z]|[ivx]{2,4})(?=\.[ \t]+[A-Z]))\.|\((\d{1,5}[A-Z]{0,2}|[a-z]{1,5}|[A-Z]{1,4})\)|(\d{1,3}[A-Z]{0,2}|[a-z]{1,4})\)|([-*+•])|(\d{1,3}[A-Z]{0,2}|\d{1,3}(?=\(\d{1,2}\)|[A-Z][a-z])))\*{0,2}(?:[ \t]*[—–][ \t]*|[ \t]+|(?=\()|(?<=\))(?=[\p{L}\uE000])|(?<=\d)(?=[A-Z][a-z]))/u;

/** A level of numbering that is open. */
interface OpenItemLevel {
  readonly shape: ItemLabelShape;
  marker: string;
  readonly item: AmendingItem;
}

/** Reads the paragraphs of an amending text as items within items. */
export function readAmendingText(source: string): AmendingText {
  const { paragraphs, quotes, openLine } = maskQuotes(source);
  const roots: AmendingItem[] = [];
  let open: OpenItemLevel[] = [];
  let lead: AmendingItem | null = null;
  for (const paragraph of paragraphs) {
    if (paragraph.isHeading) {
      open = [];
      lead = null;
      const text = paragraph.text.replace(/^#{1,6} (?:\d{1,3}[A-Z]{0,2}\.?[ \t]+(?=[A-Z]))?/, '').trim();
      roots.push({ number: '', text, line: paragraph.line, children: [], isHeading: true });
      continue;
    }
    for (const { label, text } of splitLabels(paragraph)) {
      if (!label) {
        const item: AmendingItem = { number: '', text, line: paragraph.line, children: [] };
        const parent = open.at(-1)?.item;
        // Words below a numbered paragraph that leads on to them are part of it.
        if (parent && leadsToItems(parent)) parent.children.push(item);
        else if (lead && leadsToItems(lead)) {
          open = [];
          lead.children.push(item);
        } else {
          open = [];
          roots.push(item);
        }
        if (leadsToItems(item) && parent === undefined) lead = item;
        continue;
      }
      const depth = findDepth(open, label);
      open = open.slice(0, depth);
      const parent = open.at(-1)?.item ?? lead;
      const number =
        label.shape === 'bullet'
          ? (parent?.number ?? '')
          : (parent?.number ?? '') + writeNumber(label, parent?.number ?? '');
      const item: AmendingItem = { number, text, line: paragraph.line, children: [] };
      (parent?.children ?? roots).push(item);
      open.push({ shape: label.shape, marker: label.marker, item });
    }
  }
  return { items: roots, quotes, openLine };
}

function writeNumber({ shape, marker }: Label, before: string): string {
  const isBare = before === '' ? shape !== 'bracketed' || /^\d/.test(marker) : shape === 'dotted';
  return isBare ? marker : `(${marker})`;
}

/** Whether the words of an item lead on to what comes below them. */
function leadsToItems({ text }: AmendingItem): boolean {
  return /(?:[—–:-]|\bas follows[.:]?)\s*$/.test(text.trimEnd());
}

/** The items of one paragraph: "2.—(1) In Clause 5— (a) omit …; (b) after …". */
function splitLabels({ text }: MaskedParagraph): { label: Label | null; text: string }[] {
  const found: { label: Label | null; text: string }[] = [];
  let rest = text;
  let label = readItemLabel(rest);
  if (!label) found.push({ label: null, text: '' });
  while (label) {
    rest = rest.slice(label.length);
    const next = readItemLabel(rest);
    found.push({ label, text: '' });
    // "2.—(1) In …", and not "2. (1) …" where the first has words of its own.
    label = next && next.shape === 'bracketed' && label.shape !== 'bracketed' ? next : null;
  }
  for (const part of splitRunOn(rest)) {
    if (part.label) found.push(part);
    else found[found.length - 1] = { label: found.at(-1)?.label ?? null, text: part.text };
  }
  return found;
}

function readItemLabel(text: string): Label | null {
  const found = LABEL.exec(text);
  if (!found) return null;
  const [written, dotted, stop, bracketed, half, bullet, bare] = found;
  // A number alone is a label where a sentence begins after it.
  if (bare !== undefined && !/^(?:[A-Z\uE000]|\(\d)/.test(text.slice(written.length))) return null;
  const shape: ItemLabelShape =
    dotted !== undefined
      ? 'dotted'
      : bracketed !== undefined || half !== undefined
        ? 'bracketed'
        : bullet !== undefined
          ? 'bullet'
          : 'stop';
  const marker = dotted ?? stop ?? bracketed ?? half ?? bare ?? '';
  return { shape, marker, length: written.length };
}

const RUN_ON = /([—–:;,.]|\b(?:and|or|by))\s*(?:and |or )?\(([a-z]{1,4}|[A-Z]{1,3}|\d{1,2})\) ?/g;

/** Cuts a line where lists run on in it: "In Clause 5— (a) …; (b) …". */
function splitRunOn(text: string): { label: Label | null; text: string }[] {
  const cuts: { at: number; end: number; marker: string }[] = [];
  const open: string[] = [];
  for (const found of text.matchAll(RUN_ON)) {
    const [written, before = '', marker = ''] = found;
    const at = found.index + before.length;
    const styles = readMarkerStyles(marker);
    const isFirst = /[—–:]|by/.test(before) && styles.some(({ value }) => value === 1);
    const continued = open.findLastIndex((last) =>
      readMarkerStyles(last).some((a) => styles.some((b) => a.style === b.style && b.value === a.value + 1)),
    );
    if (!isFirst && continued < 0) continue;
    if (isFirst) open.push(marker);
    else open.splice(continued, open.length, marker);
    cuts.push({ at, end: found.index + written.length, marker });
  }
  const parts: { label: Label | null; text: string }[] = [];
  let from = 0;
  let label: Label | null = null;
  for (const { at, end, marker } of cuts) {
    parts.push({ label, text: text.slice(from, at).trim() });
    label = { shape: 'bracketed', marker, length: 0 };
    from = end;
  }
  parts.push({ label, text: text.slice(from).trim() });
  return parts;
}

/** How many of the open levels a label is within. */
function findDepth(open: readonly OpenItemLevel[], label: Label): number {
  if (label.shape === 'bullet') {
    const same = open.findIndex(({ shape }) => shape === 'bullet');
    return same < 0 ? open.length : same;
  }
  if (label.shape === 'dotted') {
    const parts = label.marker.split('.').length;
    const same = open.findIndex(({ shape, marker }) => shape === 'dotted' && marker.split('.').length >= parts);
    return same >= 0 ? same : open.filter(({ shape }) => shape === 'dotted' || shape === 'stop').length;
  }
  const own = listMarkerStyles(label.marker);
  for (let depth = open.length - 1; depth >= 0; depth--) {
    const { shape, marker } = open[depth]!;
    if (shape !== label.shape) continue;
    const follows = listMarkerStyles(marker).some((a) =>
      own.some(
        (b) =>
          a.style === b.style &&
          b.value >= a.value &&
          (b.value === a.value + 1 || marker !== label.marker) &&
          b.value - a.value <= 1,
      ),
    );
    if (follows) return depth;
  }
  if (own.some(({ value }) => value === 1)) {
    const same = open.findIndex(({ shape, marker }) => shape === label.shape && isSameStyle(marker, label.marker));
    // A list that begins anew: within what leads on to it, or else beside the last one of its style.
    const last = open.at(-1);
    if (!last || leadsToItems(last.item) || same < 0) return open.length;
    return same;
  }
  const same = open.findLastIndex(({ shape, marker }) => shape === label.shape && isSameStyle(marker, label.marker));
  return same >= 0 ? same : open.length;
}

/** The ways to read a marker; "(aa)" also begins a list of its own, which goes on with "(bb)". */
function listMarkerStyles(marker: string): readonly { readonly style: string; readonly value: number }[] {
  const doubled = /^([a-z])\1$/i.exec(marker)?.[1];
  const styles = readMarkerStyles(marker);
  if (doubled === undefined) return styles;
  return [{ style: 'doubled', value: doubled.toLowerCase().charCodeAt(0) - 96 }, ...styles];
}

function isSameStyle(a: string, b: string): boolean {
  return listMarkerStyles(a).some(({ style }) => listMarkerStyles(b).some((other) => other.style === style));
}
