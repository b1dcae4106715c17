import { ProvisionIndex } from '../analysis/provision-index.js';
import type { Draft } from '../model/draft.js';
import { factsOf, MOST_READ } from '../model/facts.js';
import type { Provision } from '../model/provision.js';
import type { DocumentMention, Reference, ReferenceTarget } from '../model/reference.js';
import { isAcronym } from '../model/references/document-names.js';
import type { Span } from '../model/text.js';
import type { ProvisionMap } from './change.js';

/** Another document that the one compared cites: both of its versions, and what became of what. */
export interface OtherDocument {
  readonly old: Draft;
  readonly new: Draft;
  readonly map: ProvisionMap;
}

/** Finds the document that words beside a reference name; null where it is not at hand. */
export type Elsewhere = (mention: DocumentMention) => OtherDocument | null;

/** A number that names a provision: where it stands in the draft's text, and which provisions of the new versions it may name. */
interface Cited {
  readonly span: Span;
  readonly now: () => readonly Provision[];
  /** Which document's provisions they are. */
  readonly document: OtherDocument | null;
}

/** Tells which provisions numbers name, and whether a changed number only follows the provision that it names. */
export class ReferenceFollower {
  private readonly old: Citations;
  private readonly neu: Citations;

  constructor(old: Draft, neu: Draft, map: ProvisionMap, elsewhere: Elsewhere) {
    this.old = new Citations(old, 'old', map, elsewhere);
    this.neu = new Citations(neu, 'new', map, elsewhere);
  }

  /** The numbers within a span of the old text, each with what the provision that it names is in the new draft. */
  oldTargets(span: Span): ReadonlyMap<number, NamedSpan> {
    return this.old.targets(span);
  }

  /** The numbers within a span of the new text, each with the provision that it names. */
  newTargets(span: Span): ReadonlyMap<number, NamedSpan> {
    return this.neu.targets(span);
  }

  /**
   * Whether the words of two spans, one of each draft's text, are numbers of provisions and nothing else, and every provision that the
   * old ones name is the one that the new ones name.
   */
  follows(oldSpan: Span, newSpan: Span): boolean {
    const before = this.old.alone(oldSpan);
    const after = this.neu.alone(newSpan);
    if (!before || !after || before.length !== after.length) return false;
    return before.every((each, index) => {
      const other = after[index] as Cited;
      const now = other.now();
      return each.document === other.document && each.now().some((provision) => now.includes(provision));
    });
  }
}

/** A number that names a provision: where it ends in the draft's text, and what it names, as a number that is not below 0. */
export interface NamedSpan {
  readonly end: number;
  readonly names: number;
}

/** The numbers of provisions in one draft, read block by block when asked. */
class Citations {
  private readonly read = new Map<number, readonly Cited[]>();

  constructor(
    private readonly draft: Draft,
    private readonly side: 'old' | 'new',
    private readonly map: ProvisionMap,
    private readonly elsewhere: Elsewhere,
  ) {}

  /** The numbers that touch a span, in the order of the text. */
  private touching(span: Span): Cited[] {
    const { draft } = this;
    const found: Cited[] = [];
    for (
      let block = Math.max(0, draft.blockAt(span.start));
      block < draft.blocks.length && draft.startOf(block) < span.end;
      block++
    ) {
      let all = this.read.get(block);
      if (!all) this.read.set(block, (all = this.citedIn(block)));
      let low = 0;
      let high = all.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((all[middle] as Cited).span.end <= span.start) low = middle + 1;
        else high = middle;
      }
      for (; low < all.length && (all[low] as Cited).span.start < span.end; low++) found.push(all[low] as Cited);
    }
    return found;
  }

  /** The numbers within a span by where they start. */
  targets(span: Span): ReadonlyMap<number, NamedSpan> {
    const found = new Map<number, NamedSpan>();
    for (const each of this.touching(span)) {
      const [target] = each.now();
      // Those of another document's provisions must not be taken for this one's.
      if (target) found.set(each.span.start, { end: each.span.end, names: 2 * target.index + (each.document ? 1 : 0) });
    }
    return found;
  }

  /** The numbers in a span, or null where it holds anything else but white space. */
  alone(span: Span): readonly Cited[] | null {
    const found = this.touching(span);
    const { text } = this.draft;
    let at = span.start;
    for (const { span: own } of found) {
      if (own.start > at && text.slice(at, own.start).trim() !== '') return null;
      at = Math.max(at, own.end);
    }
    return found.length === 0 || (at < span.end && text.slice(at, span.end).trim() !== '') ? null : found;
  }

  /** The numbers of provisions in a block, in the order of the text. */
  private citedIn(block: number): Cited[] {
    const { draft } = this;
    if (draft.block(block).text.length > MOST_READ) return [];
    const start = draft.startOf(block);
    const found: Cited[] = [];
    const facts = factsOf(draft.block(block));
    const add = (own: Span, document: OtherDocument | null, named: () => readonly Provision[]): void => {
      const span = { start: start + own.start, end: start + own.end };
      found.push({ span, document, now: () => this.nowOf(document, named()) });
    };
    for (const { reference } of facts.references) {
      const foreign = isForeign(draft, reference);
      const mention = reference.document;
      const document = foreign && mention && reference.version !== 'baseline' ? this.elsewhere(mention) : null;
      if (foreign && !document) continue;
      const holder = document ? document[this.side] : draft;
      for (const target of reference.targets) {
        const resolve = (number: string) => () => resolved(holder, document ? null : block, reference, number);
        if (!target.placeholder) add(target.span, document, resolve(target.number));
        if (target.to) add(target.to.span, document, resolve(target.to.number));
      }
    }
    for (const call of facts.noteCalls) add(call.span, null, () => ProvisionIndex.of(draft).footnote(call.label));
    return found.sort((a, b) => a.span.start - b.span.start);
  }

  private nowOf(document: OtherDocument | null, provisions: readonly Provision[]): readonly Provision[] {
    if (this.side === 'new') return provisions;
    const map = document?.map ?? this.map;
    return provisions.flatMap((provision) => map.newOf(provision) ?? []);
  }
}

/** Whether a reference names another document, or another version of this one. */
function isForeign(draft: Draft, reference: Reference): boolean {
  if (reference.version === 'baseline') return true;
  const mention = reference.document;
  if (!mention) return false;
  const own = [draft.frontMatter.document, draft.frontMatter.title].some(
    (name) => name !== null && sameName(name, mention.text),
  );
  if (own || /^this /i.test(mention.text)) return false;
  // Capitalised words beside a reference are often no name at all: only "of", "in" and "under" make them one, or an acronym.
  return isAcronym(mention.text) || (mention.side === 'after' && /^(?:of|in|under)$/.test(mention.joint));
}

function sameName(a: string, b: string): boolean {
  const fold = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();
  return fold(a) === fold(b) || fold(a).endsWith(` ${fold(b)}`);
}

/** The provisions that bear a number, seen from a block of the draft; from outside of it where that is null. */
function resolved(draft: Draft, block: number | null, reference: Reference, number: string): readonly Provision[] {
  const index = ProvisionIndex.of(draft);
  const owner = block === null ? null : draft.provisionOfBlock(block);
  switch (reference.kind) {
    case 'clause':
    case 'section':
    case 'paragraph': {
      const scope = owner ? index.innerScope(owner) : null;
      const numbered = (text: string) => {
        const found = index.numbered(text, scope);
        return found.length > 0 ? found : index.numbered(text, null);
      };
      if (!number.startsWith('(')) return numbered(number);
      const within = reference.of?.targets[0];
      if (within) return numbered(within.number + number);
      for (let each: Provision | null = owner; each; each = each.parent) {
        const found = each.number === null ? [] : numbered(each.number + number);
        if (found.length > 0) return found;
      }
      return numbered(number);
    }
    case 'table':
    case 'figure':
      return index.captioned(reference.kind, number);
    case 'row': {
      const table: ReferenceTarget | undefined = reference.of?.targets[0];
      if (!table)
        return owner?.kind === 'row' || owner?.kind === 'table'
          ? index.row(owner.kind === 'row' && owner.parent ? owner.parent : owner, number)
          : [];
      return index.captioned('table', table.number).flatMap((each) => index.row(each, number));
    }
    case 'question':
      return index.question(reference.keyword, number);
    case 'footnote':
      return index.footnote(number);
    default:
      return index.division(reference.kind, number);
  }
}
