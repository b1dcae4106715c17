import { putInBrackets } from '../analysis/references/number-finder.js';
import { ProvisionIndex } from '../analysis/references/provision-index.js';
import type { Draft } from '../model/draft.js';
import { MOST_READ, readBlockFacts } from '../model/facts.js';
import { findFirst } from '../model/find-first.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { isAcronym } from '../model/references/document-names.js';
import {
  type DocumentMention,
  type Reference,
  type ReferenceTarget,
  treatAsBuiltIn,
} from '../model/references/reference.js';
import type { Span } from '../model/text.js';
import type { ProvisionMap } from './change.js';

/** Both versions of another document that the draft cites, and which provision became which. */
export interface OtherDocument {
  readonly old: Draft;
  readonly new: Draft;
  readonly map: ProvisionMap;
}

/** Finds the document named beside a reference; null where it is not available. */
export type OtherDocumentFinder = (mention: DocumentMention) => OtherDocument | null;

/**
 * A number that names a provision: where it stands, and which provisions of the new version it may
 * name.
 */
interface CitedNumber {
  readonly span: Span;
  readonly now: () => readonly Provision[];
  /** The other document that has these provisions; null for the draft's own. */
  readonly document: OtherDocument | null;
}

/**
 * Finds which provisions numbers name, and whether a changed number only follows the provision it
 * names.
 */
export class ReferenceFollower {
  private readonly oldCitations: CitedNumbers;
  private readonly newCitations: CitedNumbers;

  constructor(oldDraft: Draft, newDraft: Draft, map: ProvisionMap, elsewhere: OtherDocumentFinder) {
    this.oldCitations = new CitedNumbers(oldDraft, 'old', map, elsewhere);
    this.newCitations = new CitedNumbers(newDraft, 'new', map, elsewhere);
  }

  /**
   * The numbers within a span of the old text, by where they start, each with what it names now.
   */
  oldTargets(span: Span): ReadonlyMap<number, NamedSpan> {
    return this.oldCitations.targetsIn(span);
  }

  /** The numbers within a span of the new text, by where they start, each with what it names. */
  newTargets(span: Span): ReadonlyMap<number, NamedSpan> {
    return this.newCitations.targetsIn(span);
  }

  /**
   * Whether both spans, of the old and of the new text, hold nothing but numbers of provisions, and
   * the old numbers name the same provisions as the new ones.
   */
  isSameTarget(oldSpan: Span, newSpan: Span): boolean {
    const before = this.oldCitations.onlyNumbersIn(oldSpan);
    const after = this.newCitations.onlyNumbersIn(newSpan);
    if (!before || !after || before.length !== after.length) return false;
    return before.every((each, index) => {
      const other = after[index]!;
      const now = other.now();
      return each.document === other.document && each.now().some((provision) => now.includes(provision));
    });
  }
}

/**
 * A number that names a provision: where it ends in the draft's text, and an identifier, 0 or more,
 * of what it names.
 */
export interface NamedSpan {
  readonly end: number;
  readonly names: number;
}

/** The numbers of provisions in one draft, read block by block on demand. */
class CitedNumbers {
  private readonly read = new Map<number, readonly CitedNumber[]>();

  constructor(
    private readonly draft: Draft,
    private readonly side: 'old' | 'new',
    private readonly map: ProvisionMap,
    private readonly elsewhere: OtherDocumentFinder,
  ) {}

  /** The numbers that overlap a span, in text order. */
  private findTouching(span: Span): CitedNumber[] {
    const { draft } = this;
    const found: CitedNumber[] = [];
    for (
      let block = Math.max(0, draft.blockAt(span.start));
      block < draft.blocks.length && draft.startOf(block) < span.end;
      block++
    ) {
      const all = getOrCreate(this.read, block, () => this.readBlock(block));
      const first = findFirst(all, (each) => each.span.end > span.start);
      for (let i = first; i < all.length && all[i]!.span.start < span.end; i++) found.push(all[i]!);
    }
    return found;
  }

  /** The numbers within a span, by where they start. */
  targetsIn(span: Span): ReadonlyMap<number, NamedSpan> {
    const found = new Map<number, NamedSpan>();
    for (const each of this.findTouching(span)) {
      const [target] = each.now();
      // Provisions of another document get identifiers of their own.
      if (target) found.set(each.span.start, { end: each.span.end, names: 2 * target.index + (each.document ? 1 : 0) });
    }
    return found;
  }

  /** The numbers in a span, or null where it holds anything but numbers and white space. */
  onlyNumbersIn(span: Span): readonly CitedNumber[] | null {
    const found = this.findTouching(span);
    const { text } = this.draft;
    let at = span.start;
    for (const { span: own } of found) {
      if (own.start > at && text.slice(at, own.start).trim() !== '') return null;
      at = Math.max(at, own.end);
    }
    return found.length === 0 || (at < span.end && text.slice(at, span.end).trim() !== '') ? null : found;
  }

  /** The numbers of provisions in a block, in text order. */
  private readBlock(block: number): CitedNumber[] {
    const { draft } = this;
    if (draft.block(block).text.length > MOST_READ) return [];
    const start = draft.startOf(block);
    const found: CitedNumber[] = [];
    const facts = readBlockFacts(draft.block(block));
    const addNumber = (own: Span, document: OtherDocument | null, named: () => readonly Provision[]): void => {
      const span = { start: start + own.start, end: start + own.end };
      found.push({ span, document, now: () => this.newProvisionsOf(document, named()) });
    };
    for (const { reference } of facts.references) {
      const foreign = readForeign(draft, reference);
      const mention = reference.document;
      const document = foreign && mention && reference.version !== 'baseline' ? this.elsewhere(mention) : null;
      if (foreign === 'surely' && !document) continue;
      const holder = document ? document[this.side] : draft;
      for (const target of reference.targets) {
        const resolveWhenAsked = (number: string) => () =>
          resolveNumber(holder, document ? null : block, reference, number);
        if (!target.isPlaceholder) addNumber(target.span, document, resolveWhenAsked(target.number));
        if (target.to) addNumber(target.to.span, document, resolveWhenAsked(target.to.number));
      }
    }
    for (const call of facts.noteCalls) addNumber(call.span, null, () => ProvisionIndex.of(draft).footnote(call.label));
    return found.sort((a, b) => a.span.start - b.span.start);
  }

  private newProvisionsOf(document: OtherDocument | null, provisions: readonly Provision[]): readonly Provision[] {
    if (this.side === 'new') return provisions;
    const map = document?.map ?? this.map;
    return provisions.flatMap((provision) => map.newOf(provision) ?? []);
  }
}

/**
 * Whether a reference names another document, or another version of this one; "perhaps" where only
 * a document that is at hand tells: "Article 3 in Bergen" may be the draft's own.
 */
function readForeign(draft: Draft, reference: Reference): 'surely' | 'perhaps' | null {
  if (reference.version === 'baseline') return 'surely';
  const mention = reference.document;
  if (!mention) return null;
  const own = [draft.frontMatter.document, draft.frontMatter.title].some(
    (name) => name !== null && isSameName(name, mention.text),
  );
  if (own || /^this /i.test(mention.text)) return null;
  // Capitalised words beside a reference are often no name at all: only "of", "in" and "under" make them one, or an acronym.
  if (mention.isDescribed || isAcronym(mention.text)) return 'surely';
  if (mention.side !== 'after') return null;
  return mention.joint === 'of' ? 'surely' : /^(?:in|under)$/.test(mention.joint) ? 'perhaps' : null;
}

function isSameName(a: string, b: string): boolean {
  const foldCase = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();
  return foldCase(a) === foldCase(b) || foldCase(a).endsWith(` ${foldCase(b)}`);
}

/** Kinds whose numbers begin anew in each provision that has them. */
const PARTS: ReadonlySet<string> = new Set(['subsection', 'paragraph', 'point', 'item']);

/**
 * The provisions with a number, as seen from a block of the draft, or from outside it where the
 * block is null.
 */
function resolveNumber(draft: Draft, block: number | null, reference: Reference, number: string): readonly Provision[] {
  const index = ProvisionIndex.of(draft);
  const owner = block === null ? null : draft.provisionOfBlock(block);
  const kind = treatAsBuiltIn(reference.kind);
  switch (kind) {
    case 'clause':
    case 'section':
    case 'subsection':
    case 'paragraph':
    case 'article':
    case 'rule':
    case 'bylaw':
    case 'regulation':
    case 'condition':
    case 'point':
    case 'item':
    case 'recital':
    case 'part':
    case 'chapter':
    case 'title': {
      const scope = owner ? index.innerScope(owner) : null;
      const findNumbered = (text: string): readonly Provision[] => {
        const found = index.numbered(text, scope);
        if (found.length > 0 || draft.scheme.id === 'code')
          return found.length > 0 ? found : index.numbered(text, null);
        return index.findCited(reference.keyword, text, null);
      };
      const within = reference.of?.targets[0];
      if (reference.of && within) {
        const [whole, second] = resolveNumber(draft, block, reference.of, within.number);
        if (!whole || second) return [];
        const own = index.numbered(`${whole.number ?? ''}${number}`, index.scopeOf(whole));
        if (own.length > 0) return own;
        const cited = index.findCited(reference.keyword, number, whole);
        // "Paragraph 2 of Article 5" is Article 5(2).
        return cited.length > 0 || number.startsWith('(')
          ? cited
          : index.numbered(`${whole.number ?? ''}${putInBrackets(number)}`, index.scopeOf(whole));
      }
      // "Paragraph 2" of the Article that the words stand in is its (2).
      const isPart = number.startsWith('(') || (draft.scheme.id !== 'code' && PARTS.has(kind));
      if (!isPart) return findNumbered(number);
      for (let each: Provision | null = owner; each; each = each.parent) {
        const found =
          each.number === null ? [] : index.numbered(each.number + putInBrackets(number), index.scopeOf(each));
        if (found.length > 0) return found;
      }
      return findNumbered(number);
    }
    case 'table':
    case 'figure':
      return index.captioned(kind, number);
    case 'row': {
      const table: ReferenceTarget | undefined = reference.of?.targets[0];
      if (!table)
        return owner?.kind === 'row' || owner?.kind === 'table'
          ? index.row(owner.kind === 'row' && owner.parent ? owner.parent : owner, number)
          : [];
      return index.captioned('table', table.number).flatMap((each) => index.row(each, number));
    }
    case 'question':
      return index.questionCited(reference.keyword, number);
    case 'footnote':
      return index.footnote(number);
    default:
      return index.division(kind, number);
  }
}
