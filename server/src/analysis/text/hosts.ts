import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import { readInline } from '../../model/inline/inline.js';
import { listMatches } from '../../model/list-matches.js';
import { getOrCreate } from '../../model/memo.js';
import type { Span } from '../../model/text.js';

/** The registered domain of a link, a web address or a mail address in a text. */
export interface DomainUse {
  /** "smartdcc.co.uk" of "www.smartdcc.co.uk", in lower case. */
  readonly domain: string;
  /** What its owner chose: "smartdcc". */
  readonly own: string;
  /** Relative to the block's text. */
  readonly span: Span;
}

const HOST = /(?:\/\/(?:www\.)?|\bwww\.|(?<=[\w+-])@)([a-z0-9][a-z0-9.-]{2,252})/gi;

const domainsByBlock = new BlockMemo<readonly DomainUse[]>();
const NONE: readonly DomainUse[] = [];

/** The domains that a block names, code aside. */
export function domainsIn(block: Block): readonly DomainUse[] {
  return getOrCreate(domainsByBlock, block, () => (/\/\/|www\.|@/i.test(block.text) ? readDomains(block) : NONE));
}

function readDomains(block: Block): DomainUse[] {
  if (block.kind === 'code' || block.kind === 'frontMatter') return [];
  const code = readInline(block).runs.filter((run) => run.kind === 'code');
  return listMatches(block.text, HOST).flatMap((match) => {
    const host = (match[1] ?? '').toLowerCase();
    const end = match.index + match[0].length;
    // "//name@host": what stands before the sign is no host.
    const own = block.text.charAt(end) === '@' ? null : ownPartOf(host.split('.'));
    if (!own) return [];
    const from = end - host.length + host.indexOf(own.domain);
    const span = { start: from, end: from + own.domain.length };
    return code.some(({ source }) => source.start < span.end && source.end > from) ? [] : [{ ...own, span }];
  });
}

const SECOND_LEVEL = /^(?:co|com|gov|org|ac|ltd|plc|net|nhs|police|mod|sch|edu|govt|gob|gouv|or|ne|go|lg)$/;

/** Null for a bare "gov.uk", and for what is no host. */
function ownPartOf(parts: readonly string[]): { readonly domain: string; readonly own: string } | null {
  // The full stop of a sentence can end it.
  const labels = parts[parts.length - 1] === '' ? parts.slice(0, -1) : parts;
  const last = labels[labels.length - 1] ?? '';
  if (labels.length > 6 || !/^[a-z]{2,18}$/.test(last) || !labels.every(isHostLabel)) return null;
  let at = labels.length - 2;
  if (at >= 0 && SECOND_LEVEL.test(labels[at]!) && last.length === 2) at--;
  const own = labels[at];
  return own === undefined ? null : { domain: labels.slice(at).join('.'), own };
}

function isHostLabel(label: string): boolean {
  return /^[a-z0-9-]{1,63}$/.test(label) && !label.startsWith('-') && !label.endsWith('-');
}
