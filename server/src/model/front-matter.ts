import { isMap, isPair, isScalar } from 'yaml';
import type { Block, Problem } from './block.js';
import { BlockMemo } from './block-memo.js';
import { getOrCreate } from './memo.js';
import { parseYaml } from './parse-yaml.js';
import type { Span } from './text.js';

/** What the YAML at the head of a draft says. Missing entries are null. */
export interface FrontMatter {
  readonly present: boolean;
  /** The short name that other documents cite. */
  readonly document: string | null;
  readonly title: string | null;
  readonly version: string | null;
  /** A path, or `git:REV:PATH`. */
  readonly baseline: string | null;
  readonly status: string | null;
  /** Who may read it: "Public". */
  readonly classification: string | null;
  /** Every entry as YAML gives it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where each top-level entry's value stands, relative to the text. */
  readonly places: ReadonlyMap<string, Span>;
  readonly problems: readonly Problem[];
}

const NO_FRONT_MATTER: FrontMatter = {
  present: false,
  document: null,
  title: null,
  version: null,
  baseline: null,
  status: null,
  classification: null,
  values: {},
  places: new Map(),
  problems: [],
};

/** Whether a draft's status says that it is issued. */
export function isIssued({ status }: Pick<FrontMatter, 'status'>): boolean {
  return /^issued$/i.test(status ?? '');
}

/** Whether a draft is a conclusions report, which is no document of its project. */
export function isConclusionsReport({ values }: Pick<FrontMatter, 'values'>): boolean {
  return values.kind === 'conclusions';
}

const TEXT_FIELDS = ['document', 'title', 'version', 'baseline', 'status', 'classification'] as const;

const known = new BlockMemo<FrontMatter>();

/**
 * Reads the front matter of a text from its first block; never throws, what is wrong is in
 * `problems`.
 */
export function readFrontMatter(first: Block | undefined): FrontMatter {
  if (first?.kind !== 'frontMatter') return NO_FRONT_MATTER;
  return getOrCreate(known, first, () => parseFrontMatter(first.text));
}

function parseFrontMatter(text: string): FrontMatter {
  const start = /^\ufeff?---[^\r\n]*(?:\r\n?|\n)/.exec(text)?.[0].length ?? 0;
  const end = Math.max(start, /(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*$/.exec(text)?.index ?? text.length);
  const source = text.slice(start, end);
  const problems: Problem[] = [];
  const places = new Map<string, Span>();
  const values: Record<string, unknown> = {};
  /** Numbers as they are written: 1.10 is no 1.1. */
  const digits = new Map<string, string>();
  const invalid = (message: string, span: Span) => problems.push({ code: 'front-matter.invalid', message, span });
  try {
    const document = parseYaml(source);
    // One quotation mark that is not closed makes faults of the lines after it, too.
    let last: number | null = null;
    for (const error of document.errors) {
      const [from, to] = error.pos;
      const isOfSame: boolean = last !== null && (source.slice(last, from).match(/\n/g)?.length ?? 0) <= 1;
      last = Math.max(from, last ?? 0);
      if (isOfSame) continue;
      invalid(`The front matter is not valid YAML: ${error.message}`, {
        start: start + from,
        end: start + Math.max(to, from + 1),
      });
    }
    if (isMap(document.contents)) {
      const parsed = document.errors.length === 0 ? (document.toJS({ maxAliasCount: 50 }) as unknown) : {};
      for (const pair of document.contents.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const key = String(pair.key.value);
        const value = pair.value as { range?: [number, number, number] | null } | null;
        const range = value?.range ?? (pair.key.range as [number, number, number]);
        places.set(key, { start: start + range[0], end: start + Math.max(range[1], range[0]) });
        if (parsed && typeof parsed === 'object') values[key] = (parsed as Record<string, unknown>)[key];
        if (isScalar(pair.value) && pair.value.source !== undefined) digits.set(key, pair.value.source);
      }
    } else if (document.contents !== null && document.errors.length === 0) {
      invalid('The front matter must be entries such as "document: SMETS1 SVTAD", one a line.', { start, end });
    }
  } catch (error) {
    invalid(`The front matter cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      start: 0,
      end: 3,
    });
  }
  const fields: Record<string, string | null> = {};
  for (const field of TEXT_FIELDS) {
    const value = values[field];
    const words = typeof value === 'number' ? (digits.get(field) ?? String(value)) : value;
    fields[field] = typeof words === 'string' ? words.trim() || null : null;
    if (value !== undefined && value !== null && fields[field] === null) {
      invalid(
        `"${field}" in the front matter must be words, not ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
        places.get(field) ?? { start, end },
      );
    }
  }
  return {
    present: true,
    document: fields.document ?? null,
    title: fields.title ?? null,
    version: fields.version ?? null,
    baseline: fields.baseline ?? null,
    status: fields.status ?? null,
    classification: fields.classification ?? null,
    values,
    places,
    problems,
  };
}
