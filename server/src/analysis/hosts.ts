import type { Block } from '../model/block.js';
import { readInline } from '../model/inline.js';
import type { Span } from '../model/text.js';

/** The registered name of a host that a text names: in a link, an address of a page, or an address of mail. */
export interface DomainUse {
  /** "smartdcc.co.uk" of "www.smartdcc.co.uk", in lower case. */
  readonly domain: string;
  /** What its owner chose: "smartdcc". */
  readonly own: string;
  /** Relative to the block's text. */
  readonly span: Span;
}

const HOST =
  /(?:\/\/(?:www\.)?|\bwww\.|[\w.+-]{1,64}@)((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,18})(?![\w.-]*@)/gi;

const kept = new WeakMap<Block, readonly DomainUse[]>();
const NONE: readonly DomainUse[] = [];

/** The domains that a block names, code aside. */
export function domainsIn(block: Block): readonly DomainUse[] {
  let domains = kept.get(block);
  if (!domains) kept.set(block, (domains = /\/\/|www\.|@/i.test(block.text) ? readDomains(block) : NONE));
  return domains;
}

function readDomains(block: Block): DomainUse[] {
  if (block.kind === 'code' || block.kind === 'frontMatter') return [];
  const code = readInline(block).runs.filter((run) => run.kind === 'code');
  return [...block.text.matchAll(HOST)].flatMap((match) => {
    const end = match.index + match[0].length;
    const own = ownPartOf((match[1] as string).toLowerCase());
    if (!own) return [];
    const span = { start: end - own.domain.length, end };
    return code.some(({ source }) => source.start < end && source.end > span.start) ? [] : [{ ...own, span }];
  });
}

const SECOND_LEVEL = /^(?:co|com|gov|org|ac|ltd|plc|net|nhs|police|mod|sch|edu|govt|gob|gouv|or|ne|go|lg)$/;

/** Null for a bare "gov.uk". */
function ownPartOf(host: string): { readonly domain: string; readonly own: string } | null {
  const labels = host.split('.');
  let at = labels.length - 2;
  if (SECOND_LEVEL.test(labels[at] as string) && (labels[labels.length - 1] as string).length === 2) at--;
  const own = labels[at];
  return own === undefined ? null : { domain: labels.slice(at).join('.'), own };
}
