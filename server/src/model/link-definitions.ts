import type { Block } from './block.js';
import { isComment } from './comment.js';
import type { Draft } from './draft.js';
import { listMatches } from './list-matches.js';
import { getOrCreate } from './memo.js';

/** The links that a text defines apart from where it uses them. */
export interface LinkDefinitions {
  /** The addresses, by the labels as they are compared. */
  readonly addresses: ReadonlyMap<string, string>;
  /** The blocks that are no more than definitions. */
  readonly places: ReadonlySet<Block>;
  /** Those of them with a definition that the text uses, and remarks. */
  readonly used: ReadonlySet<Block>;
}

/**
 * One definition on a line of its own: "[SEC]: https://sec.example 'Smart Energy Code'". The label
 * of a note begins with "^". Source: CommonMark 0.31, link reference definitions.
 */
const DEFINITION =
  /^[ \t]{0,3}\[(?!\^)((?:[^[\]\\]|\\.){1,200})\]:[ \t]{0,99}(?:<([^<>\r\n]{0,2000})>|([^\s<]\S{0,2000}))(?:[ \t]{1,99}(?:"[^"\r\n]{0,999}"|'[^'\r\n]{0,999}'|\([^()\r\n]{0,999}\)))?[ \t]*$/;

const NO_LINKS: LinkDefinitions = { addresses: new Map(), places: new Set(), used: new Set() };
const definitions = new WeakMap<Draft, LinkDefinitions>();

/**
 * Whether a block is a remark in the form of a definition that leads nowhere, "[//]: # (To be agreed)",
 * as some write comments in Markdown.
 */
export function isRemark(block: Block): boolean {
  return readDefinitionBlock(block)?.every(([, address]) => leadsNowhere(address)) ?? false;
}

/** Whether a block is a comment of any form and nothing else, so that a reader sees nothing of it. */
export function isUnread(block: Block): boolean {
  return isComment(block) || isRemark(block);
}

/** Whether a line is such a remark. */
export function isRemarkLine(line: string): boolean {
  if (!line.trimStart().startsWith('[')) return false;
  const definition = DEFINITION.exec(line);
  return definition !== null && leadsNowhere(definition[2] ?? definition[3] ?? '');
}

function leadsNowhere(address: string): boolean {
  return address === '' || address === '#';
}

/**
 * Whether a block only defines links that the text uses, or is a remark: mark-up, which no reader
 * sees.
 */
export function definesLinks(draft: Draft, block: Block): boolean {
  return readLinkDefinitions(draft).used.has(block);
}

/** The links that a draft defines; read once. */
export function readLinkDefinitions(draft: Draft): LinkDefinitions {
  return getOrCreate(definitions, draft, () => {
    const addresses = new Map<string, string>();
    const places = new Map<Block, readonly string[]>();
    const remarks: Block[] = [];
    for (const block of draft.blocks) {
      const pairs = readDefinitionBlock(block);
      if (!pairs) continue;
      if (pairs.every(([, address]) => leadsNowhere(address))) remarks.push(block);
      for (const [label, address] of pairs) if (!addresses.has(label)) addresses.set(label, address);
      places.set(
        block,
        pairs.map(([label]) => label),
      );
    }
    if (places.size === 0) return NO_LINKS;
    const labels = findUsedLabels(draft, addresses, places);
    const used = [...places].filter(([, own]) => own.some((label) => labels.has(label)));
    return { addresses, places: new Set(places.keys()), used: new Set([...used.map(([block]) => block), ...remarks]) };
  });
}

/** The defined labels that stand in brackets somewhere in a text. */
function findUsedLabels(
  draft: Draft,
  addresses: ReadonlyMap<string, string>,
  without: ReadonlyMap<Block, unknown>,
): ReadonlySet<string> {
  const used = new Set<string>();
  for (const block of draft.blocks) {
    if (without.has(block) || !block.text.includes('[')) continue;
    for (const [, label = ''] of listMatches(block.text, /\[([^[\]]{1,200})\]/g)) {
      const normal = normalizeLinkLabel(label);
      if (addresses.has(normal)) used.add(normal);
    }
  }
  return used;
}

/**
 * The definitions of links that a paragraph consists of, each a label and an address; null where it
 * has any other words.
 */
function readDefinitionBlock({ kind, text, prefix, marker }: Block): [label: string, address: string][] | null {
  if (kind !== 'paragraph' || marker !== null || text.charCodeAt(prefix) !== 91) return null;
  const pairs: [string, string][] = [];
  for (const line of text.slice(prefix).split(/\r\n?|\n/)) {
    if (line.trim() === '') continue;
    const [, label, pointed, plain = ''] = DEFINITION.exec(line) ?? [];
    if (label === undefined) return null;
    pairs.push([normalizeLinkLabel(label), pointed ?? plain]);
  }
  return pairs.length === 0 ? null : pairs;
}

/** Labels are the same whatever their capitals and white space. */
export function normalizeLinkLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}
