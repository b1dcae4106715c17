import { type Block, isQuoted } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import type { FoundReference } from '../model/facts.js';
import { factsOf } from '../model/facts.js';
import type { Provision } from '../model/provision.js';
import type { DocumentMention, Reference, ReferenceTarget } from '../model/reference.js';
import { isAcronym } from '../model/references/document-names.js';
import type { Span } from '../model/text.js';
import type { DocumentNames, NamedDocument } from './document-names.js';
import { ProvisionIndex, type Scope } from './provision-index.js';
import { standsInText, standsUnderHeading } from './written-markers.js';

/** A document that a reference can lead to. */
export interface CitableDocument extends NamedDocument {
  readonly uri: string | null;
  /** Null for a document that is described but not drafted here. */
  readonly draft: Draft | null;
  /** The version in force, where there is one. */
  readonly baseline: CitableDocument | null;
  /** A consultation document speaks of other documents' provisions; an instrument of its own. */
  readonly role: 'instrument' | 'consultation' | 'external';
}

/** What resolution needs to know of the world around a document. */
export interface ResolutionContext {
  readonly self: CitableDocument;
  readonly names: DocumentNames<CitableDocument>;
  /** The instruments that a consultation document is about. */
  readonly instruments: readonly CitableDocument[];
  /** Where consultation questions are asked, or null. */
  readonly consultation: CitableDocument | null;
}

export interface TargetResolution {
  readonly target: ReferenceTarget | null;
  /**
   * `unchecked`: the words do not tell enough to say anything, or the document is not drafted here; `placeholder`: no number yet.
   */
  readonly state: 'found' | 'missing' | 'ambiguous' | 'unchecked' | 'placeholder';
  /** All provisions cited; for a range its ends and all between. More than one bear the number where the state is `ambiguous`. */
  readonly provisions: readonly Provision[];
  /** For a range: the ends, null where missing. */
  readonly range: {
    readonly from: Provision | null;
    readonly to: Provision | null;
    readonly backwards: boolean;
  } | null;
}

export interface Resolution {
  readonly found: FoundReference;
  /** The document cited; null where the words name one that nobody described. */
  readonly document: CitableDocument | null;
  /** The name of a document that nobody described, and where it stands (relative to the block). */
  readonly unknown: { readonly name: string; readonly span: Span } | null;
  readonly targets: readonly TargetResolution[];
}

/** Resolves every reference of one block. */
export function resolveBlock(block: number, context: ResolutionContext): Resolution[] {
  const draft = context.self.draft;
  if (!draft) return [];
  const facts = factsOf(draft.block(block));
  const done = new Map<Reference, Resolution>();
  const resolver = new Resolver(context, draft, block);
  // A nested reference comes behind the one that it is nested in, which needs its result.
  for (let i = facts.references.length - 1; i >= 0; i--) {
    const found = facts.references[i] as FoundReference;
    done.set(
      found.reference,
      resolver.resolve(found, found.reference.of ? nestedOf(found.reference, facts.references, done) : null),
    );
  }
  return facts.references.map((found) => done.get(found.reference) as Resolution);
}

function nestedOf(
  reference: Reference,
  all: readonly FoundReference[],
  done: ReadonlyMap<Reference, Resolution>,
): Resolution | null {
  const { of } = reference;
  if (!of) return null;
  const same = all.find(
    (each) => each.reference.kind === of.kind && each.reference.keywordSpan.start === of.keywordSpan.start,
  );
  return same ? (done.get(same.reference) ?? null) : null;
}

/** What the words around a reference say of its document. */
type Choice =
  | { readonly kind: 'document'; readonly document: CitableDocument; readonly explicit: boolean }
  | { readonly kind: 'unknown'; readonly name: string; readonly span: Span }
  /** Another document, told by what it is and not by a name: "the lease". */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'open' };

/** "Article II, " before a reference, " of Article II" behind one. */
const HEADING_BEFORE = /\b([A-Za-z]{4,9}\s+[0-9IVXLCivxlcA-Z]{1,8}),?\s+$/;
const HEADING_BEHIND = /^,?\s+(?:of|in|to|under)\s+([A-Za-z]{4,9}\s+[0-9IVXLCivxlcA-Z]{1,8})\b/;

/** Kinds that belong to the consultation document itself when it names no other. */
const OWN_KINDS: ReadonlySet<string> = new Set(['figure', 'attachment', 'footnote', 'question', 'annex', 'section']);

class Resolver {
  private readonly owner: Provision | null;

  constructor(
    private readonly context: ResolutionContext,
    private readonly draft: Draft,
    private readonly block: number,
  ) {
    this.owner = draft.provisionOfBlock(block);
  }

  resolve(found: FoundReference, nested: Resolution | null): Resolution {
    const { reference } = found;
    if (reference.relative)
      return { found, document: this.context.self, unknown: null, targets: [this.relative(reference)] };
    if (nested && reference.of) return this.nested(found, nested);
    const table = reference.kind === 'row' ? this.tableOfRow(found) : null;
    if (table) return this.nested(found, table);
    if (reference.kind === 'question') return this.question(found);
    const choice = this.document(found);
    if (choice.kind === 'unknown' || choice.kind === 'foreign') {
      const targets = reference.targets.map((target) => state(target, 'unchecked'));
      const unknown = choice.kind === 'unknown' ? { name: choice.name, span: choice.span } : null;
      return { found, document: null, unknown, targets };
    }
    if (choice.kind === 'open') return this.anywhere(found);
    let document = choice.document;
    if (reference.version === 'baseline' && (choice.explicit || document === this.context.self) && document.baseline)
      document = document.baseline;
    else if (
      reference.version === 'baseline' &&
      document.role === 'instrument' &&
      !document.baseline &&
      choice.explicit
    ) {
      return { found, document, unknown: null, targets: reference.targets.map((target) => state(target, 'unchecked')) };
    }
    return {
      found,
      document,
      unknown: null,
      targets: reference.targets.map((target) => this.target(reference, target, document, choice.explicit)),
    };
  }

  private nested(found: FoundReference, outer: Resolution): Resolution {
    const { reference } = found;
    const host = outer.targets[0];
    const base = { found, document: outer.document, unknown: null };
    const container =
      host?.state === 'found' && host.provisions.length === 1 ? (host.provisions[0] as Provision) : null;
    if (!container || !outer.document?.draft)
      return { ...base, targets: reference.targets.map((target) => state(target, 'unchecked')) };
    const index = ProvisionIndex.of(outer.document.draft);
    const targets = reference.targets.map((target) =>
      resolveTarget(target, (number) => {
        if (reference.kind === 'row') return index.row(container, number);
        const scope = index.innerScope(container);
        if (scope !== null && scope !== index.scopeOf(container)) {
          if (reference.kind === 'table' || reference.kind === 'figure') return index.captioned(reference.kind, number);
          return index.numbered(number, scope);
        }
        if (number.startsWith('(')) return index.numbered(`${container.number ?? ''}${number}`, scope);
        return index.numbered(number, scope);
      }),
    );
    // An appendix without numbered paragraphs says nothing of the numbers cited in it.
    const silent = index.innerScope(container) !== index.scopeOf(container) && container.children.length === 0;
    return { ...base, targets: silent ? reference.targets.map((target) => state(target, 'unchecked')) : targets };
  }

  /** "row 2A" in a row of an overview that names the table in another cell. */
  private tableOfRow(found: FoundReference): Resolution | null {
    const { cell } = found.passage;
    if (!cell || this.context.self.role !== 'consultation') return null;
    const { references } = factsOf(this.draft.block(this.block));
    const named = references.find(
      ({ reference, passage }) =>
        reference.kind === 'table' && passage.cell?.row === cell.row && passage !== found.passage,
    );
    return named ? this.resolve(named, null) : null;
  }

  private relative(reference: Reference): TargetResolution {
    const wanted: readonly Provision['kind'][] =
      reference.kind === 'clause' || reference.kind === 'section'
        ? ['clause', 'section']
        : [reference.kind as Provision['kind']];
    for (let at = this.owner; at; at = at.parent) {
      if (wanted.includes(at.kind)) return { target: null, state: 'found', provisions: [at], range: null };
    }
    return { target: null, state: 'unchecked', provisions: [], range: null };
  }

  private question(found: FoundReference): Resolution {
    const { reference } = found;
    const asked = [this.context.self, this.context.consultation].find(
      (each) => each?.draft && ProvisionIndex.of(each.draft).has('question'),
    );
    if (!asked?.draft)
      return {
        found,
        document: null,
        unknown: null,
        targets: reference.targets.map((target) => state(target, 'unchecked')),
      };
    const index = ProvisionIndex.of(asked.draft);
    const known = asked.draft.provisions.some(
      (each) => each.kind === 'question' && each.label.startsWith(`${reference.keyword} `),
    );
    return {
      found,
      document: asked,
      unknown: null,
      targets: reference.targets.map((target) =>
        known
          ? resolveTarget(target, (number) => index.question(reference.keyword, number))
          : state(target, 'unchecked'),
      ),
    };
  }

  // ---- which document

  private document(found: FoundReference): Choice {
    const { reference } = found;
    const { self } = this.context;
    if (this.headingNamed(reference) !== null) return { kind: 'document', document: self, explicit: false };
    const named = this.named(reference);
    if (named) return named;
    if (self.role !== 'consultation') return { kind: 'document', document: self, explicit: false };
    if (OWN_KINDS.has(reference.kind)) {
      const own = reference.targets.every((target) => this.existsIn(self, reference, target));
      if (own || reference.kind === 'figure' || reference.kind === 'attachment' || reference.kind === 'footnote') {
        return { kind: 'document', document: self, explicit: false };
      }
    }
    const spokenOf = this.spokenOf(found);
    if (spokenOf) return spokenOf;
    return { kind: 'open' };
  }

  /** The heading of this document whose sections are counted anew that the words name: "Section 3 of Article II", "Article II, Section 3". */
  private headingNamed({ keywordSpan, targets }: Reference): Scope {
    const last = targets[targets.length - 1];
    if (!last) return null;
    const { text } = this.draft.block(this.block);
    const index = ProvisionIndex.of(this.draft);
    const end = (last.to ?? last).span.end;
    const name =
      HEADING_BEHIND.exec(text.slice(end, end + 40))?.[1] ??
      HEADING_BEFORE.exec(text.slice(Math.max(0, keywordSpan.start - 24), keywordSpan.start))?.[1];
    return name === undefined ? null : index.headingScope(name);
  }

  private named(reference: Reference): Choice | null {
    const mention = reference.document;
    if (!mention) return null;
    const { names } = this.context;
    if (/^this /i.test(mention.text)) return { kind: 'document', document: this.context.self, explicit: true };
    const match = names.mentioned(mention);
    if (match) return { kind: 'document', document: match.document, explicit: true };
    if (/^[a-z]/.test(mention.text)) return { kind: 'foreign' };
    if (!provesDocument(mention, reference)) return null;
    const name = mention.side === 'before' ? acronymTail(mention.text) : mention.text;
    const start = mention.side === 'before' ? mention.span.end - name.length : mention.span.start;
    return { kind: 'unknown', name, span: { start: Math.max(mention.span.start, start), end: mention.span.end } };
  }

  /** The document that the row, the sentence or the paragraph is about: the last one named before the reference, else the first behind. */
  private spokenOf(found: FoundReference): Choice | null {
    const block = this.draft.block(this.block);
    const facts = factsOf(block);
    if (found.passage.cell) {
      const row = facts.passages.filter((passage) => passage.cell?.row === found.passage.cell?.row);
      const own = this.lastNamed(found.passage.inline.text.slice(0, found.visible.start));
      if (own) return own;
      for (const passage of row) {
        if (passage === found.passage) continue;
        const choice =
          this.lastNamed(passage.inline.text) ?? this.unknownIn(passage.inline.text, facts.references, passage);
        if (choice) return choice;
      }
      return null;
    }
    const { text } = found.passage.inline;
    const before = text.slice(0, found.visible.start);
    const sentenceStart = 1 + Math.max(before.lastIndexOf('.'), before.lastIndexOf('?'), before.lastIndexOf('!'));
    const rest = text.slice(found.visible.end);
    const sentenceEnd = found.visible.end + (/[.?!](?:\s|$)/.exec(rest)?.index ?? rest.length);
    return (
      this.lastNamed(text.slice(sentenceStart, found.visible.start)) ??
      this.firstNamed(text.slice(found.visible.end, sentenceEnd)) ??
      this.lastNamed(text.slice(0, sentenceStart)) ??
      this.earlierUnknown(found, facts.references)
    );
  }

  private lastNamed(text: string): Choice | null {
    const all = this.context.names.all(text).filter((match) => match.document !== this.context.self);
    const last = all[all.length - 1];
    return last ? { kind: 'document', document: last.document, explicit: false } : null;
  }

  private firstNamed(text: string): Choice | null {
    const first = this.context.names.all(text).find((match) => match.document !== this.context.self);
    return first ? { kind: 'document', document: first.document, explicit: false } : null;
  }

  /** A reference earlier in the paragraph whose document nobody described: what follows is about that one. */
  private earlierUnknown(found: FoundReference, references: readonly FoundReference[]): Choice | null {
    for (let i = references.indexOf(found) - 1; i >= 0; i--) {
      const named = this.named((references[i] as FoundReference).reference);
      if (named) return named;
    }
    return null;
  }

  private unknownIn(
    text: string,
    references: readonly FoundReference[],
    passage: FoundReference['passage'],
  ): Choice | null {
    if (text === '') return null;
    for (const each of references) {
      if (each.passage !== passage) continue;
      const named = this.named(each.reference);
      if (named) return named;
    }
    return null;
  }

  private existsIn(document: CitableDocument, reference: Reference, target: ReferenceTarget): boolean {
    return document.draft !== null && !target.placeholder && this.lookUp(document, reference, target.number).length > 0;
  }

  /** No document named at all, in a consultation document: the one that has the provision, where just one has. */
  private anywhere(found: FoundReference): Resolution {
    const { reference } = found;
    const { self, instruments } = this.context;
    const holds = (document: CitableDocument) =>
      reference.targets.every(
        (target) =>
          this.existsIn(document, reference, target) &&
          (!target.to || this.lookUp(document, reference, target.to.number).length > 0),
      );
    const candidates = [self, ...instruments].filter((document) => document.draft && holds(document));
    const only =
      candidates.length === 1
        ? candidates[0]
        : candidates[0] === self && OWN_KINDS.has(reference.kind)
          ? self
          : undefined;
    if (only) {
      return {
        found,
        document: only,
        unknown: null,
        targets: reference.targets.map((target) => this.target(reference, target, only, false)),
      };
    }
    // With every instrument at hand and the number in none of them, it is missing; otherwise nothing can be said.
    const missing =
      candidates.length === 0 && instruments.length > 0 && instruments.every((document) => document.draft);
    const targets = reference.targets.map((target) =>
      state(target, target.placeholder ? 'placeholder' : missing ? 'missing' : 'unchecked'),
    );
    return { found, document: missing ? (instruments[0] ?? self) : null, unknown: null, targets };
  }

  // ---- which provision

  private target(
    reference: Reference,
    target: ReferenceTarget,
    document: CitableDocument,
    explicit: boolean,
  ): TargetResolution {
    if (target.placeholder) return state(target, 'placeholder');
    if (!document.draft) return state(target, 'unchecked');
    const index = ProvisionIndex.of(document.draft);
    const result = resolveTarget(target, (number) => this.lookUp(document, reference, number));
    if (
      result.state === 'missing' &&
      (!this.couldBeHere(reference, target, document, index, explicit) || this.isWritten(reference, target, document))
    )
      return state(target, 'unchecked');
    return result;
  }

  private lookUp(document: CitableDocument, reference: Reference, number: string): readonly Provision[] {
    const draft = document.draft as Draft;
    const index = ProvisionIndex.of(draft);
    const own = document === this.context.self;
    const heading = own ? this.headingNamed(reference) : null;
    const scope: Scope = heading ?? (own && this.owner ? index.innerScope(this.owner) : null);
    switch (reference.kind) {
      case 'clause':
      case 'section':
      case 'paragraph': {
        if (number.startsWith('(')) return own ? this.nearest(index, number, scope) : [];
        if (scope !== null) {
          const inner = index.numbered(number, scope);
          if (inner.length > 0 || heading !== null) return inner;
        }
        const main = index.numbered(number, null);
        if (main.length > 0 || reference.kind !== 'section') return main;
        return index.division('section', number);
      }
      case 'table':
      case 'figure':
        return index.captioned(reference.kind, number);
      case 'row': {
        const table = own ? tableAround(this.owner) : null;
        return table ? index.row(table, number) : [];
      }
      case 'footnote':
        return index.footnote(number);
      default:
        return index.division(reference.kind as Provision['kind'], number);
    }
  }

  /** "paragraph (b)": of the sub-paragraph that the words stand in, else of the one around it, and so on up to the clause. */
  private nearest(index: ProvisionIndex, number: string, scope: Scope): readonly Provision[] {
    for (let at = this.owner; at; at = at.parent) {
      if (at.kind !== 'clause' && at.kind !== 'paragraph' && at.kind !== 'section') continue;
      const found = index.numbered(`${at.number ?? ''}${number}`, scope);
      if (found.length > 0) return found;
    }
    return index.numbered(number, scope);
  }

  /** Whether what is cited stands in the text, though not as a provision of its own: "(i) … and (ii) …" in one sentence. */
  private isWritten(reference: Reference, target: ReferenceTarget, document: CitableDocument): boolean {
    const { draft } = document;
    if (!draft || (reference.kind !== 'clause' && reference.kind !== 'section' && reference.kind !== 'paragraph'))
      return false;
    const own = document === this.context.self;
    const scope = own && this.owner ? ProvisionIndex.of(draft).innerScope(this.owner) : null;
    return [target, ...(target.to ? [target.to] : [])].every(
      ({ number }) =>
        this.lookUp(document, reference, number).length > 0 ||
        standsInText(draft, number, scope, own ? this.owner : null) ||
        (own && reference.kind === 'paragraph' && standsUnderHeading(draft, number, this.block)) ||
        (scope !== null && standsInText(draft, number, null, null)),
    );
  }

  /** Whether a number that is not there would have to be in this document, so that its absence is a fault and not another's business. */
  private couldBeHere(
    reference: Reference,
    target: ReferenceTarget,
    document: CitableDocument,
    index: ProvisionIndex,
    explicit: boolean,
  ): boolean {
    const { kind } = reference;
    // What a quotation cites is the business of the text that it is from.
    if (isQuoted(this.draft.block(this.block))) return false;
    if (!explicit && document === this.context.self && this.amends(reference)) return false;
    if (kind === 'row') return document === this.context.self && tableAround(this.owner) !== null;
    if (explicit) return true;
    // "Section 3", where each article has one and the words stand in none of them.
    if (this.headingNamed(reference) === null && index.isUnderHeading(target.number)) return false;
    if (kind === 'appendix' || kind === 'annex' || kind === 'schedule' || kind === 'attachment')
      return index.has(kind) && !this.foreign(reference);
    if (kind === 'section' && /^[A-Z]/.test(target.number)) {
      return (document.draft as Draft).provisions.some(
        (each) => each.kind === 'section' && /^[A-Z]/.test(each.number ?? ''),
      );
    }
    if (target.number.startsWith('('))
      return this.owner !== null && document === this.context.self && this.numberedAround();
    if (document.role === 'consultation')
      return kind === 'figure' || kind === 'table'
        ? index.has(kind)
        : kind === 'footnote' || (kind === 'section' && index.has('section'));
    if (kind === 'paragraph' || kind === 'section' || kind === 'clause')
      return index.has('clause') || index.has('section');
    return kind === 'footnote' ? index.has('footnote') : true;
  }

  /** Whether the sentence speaks of another document: "included in the Smart Energy Code as Appendix AK". */
  private foreign(reference: Reference): boolean {
    return reference.document !== null && provesDocument(reference.document, reference);
  }

  /** Whether the words amend another text: "In clause 4.1, for “ten” substitute “twelve”", "For clause 4.1 put:". */
  private amends({ keywordSpan }: Reference): boolean {
    const block = this.draft.block(this.block);
    const words = amendingWords(block);
    if (words === 'repeals') return true;
    const before = block.text.slice(Math.max(0, keywordSpan.start - 16), keywordSpan.start);
    return words === 'amends' && /\b(?:in|for|after|before|of|omit) (?:the )?$/i.test(before);
  }

  private numberedAround(): boolean {
    for (let at = this.owner; at; at = at.parent) {
      if ((at.kind === 'clause' || at.kind === 'section') && at.children.some((child) => child.kind === 'paragraph'))
        return true;
      if (at.kind === 'paragraph') return true;
    }
    return false;
  }
}

/** What a block's words do to another text; read once, as a block can hold any number of references. */
function amendingWords(block: Block): 'repeals' | 'amends' | null {
  let words = amending.get(block);
  if (words === undefined) amending.set(block, (words = readAmendingWords(block)));
  return words;
}

const amending = new WeakMap<Block, 'repeals' | 'amends' | null>();

function readAmendingWords({ text }: Block): 'repeals' | 'amends' | null {
  if (/\b(?:is|are) repealed\b/.test(text)) return 'repeals';
  const amends =
    (/\b(?:substitute|insert|omit)\b/i.test(text) || /\b(?:put|read):[*_]*\s*$/.test(text.slice(-16))) &&
    !/\b(?:may|shall|must|to|not|can|could|would|will) (?:substitute|insert|omit)\b/.test(text);
  return amends ? 'amends' : null;
}

function tableAround(owner: Provision | null): Provision | null {
  for (let at = owner; at; at = at.parent) if (at.kind === 'table' || at.kind === 'figure') return at;
  return null;
}

function state(target: ReferenceTarget, value: TargetResolution['state']): TargetResolution {
  return { target, state: target.placeholder ? 'placeholder' : value, provisions: [], range: null };
}

/** What a target cites, by a way to look numbers up; for a range its ends and all between. */
export function resolveTarget(
  target: ReferenceTarget,
  lookUp: (number: string) => readonly Provision[],
): TargetResolution {
  if (target.placeholder) return state(target, 'placeholder');
  const first = lookUp(target.number);
  if (!target.to) {
    return {
      target,
      state: first.length === 0 ? 'missing' : first.length === 1 ? 'found' : 'ambiguous',
      provisions: first,
      range: null,
    };
  }
  const last = lookUp(target.to.number);
  const from = first[0] ?? null;
  const to = last[0] ?? null;
  const backwards = from !== null && to !== null && from.index > to.index;
  const provisions =
    from && to && !backwards ? between(from, to) : [from, to].filter((each): each is Provision => each !== null);
  return { target, state: from && to ? 'found' : 'missing', provisions, range: { from, to, backwards } };
}

/** The provisions of a range: both ends and their siblings between them. */
function between(from: Provision, to: Provision): readonly Provision[] {
  const siblings = from.parent === to.parent ? from.parent?.children : undefined;
  if (!siblings) return [from, to];
  return siblings.filter((each) => each.index >= from.index && each.index <= to.index && each.kind === from.kind);
}

/** Whether the words beside a reference can only be a document's name, known or not. */
export function provesDocument(mention: DocumentMention, reference: Reference): boolean {
  if (mention.side === 'before') return isAcronym(mention.text);
  if (mention.joint === 'of') return true;
  const division = reference.kind === 'appendix' || reference.kind === 'schedule' || reference.kind === 'annex';
  if (mention.joint === 'to') return division;
  return (mention.joint === 'in' || mention.joint === 'from') && isAcronym(mention.text);
}

/** The last words of a run that look like a document's short name: "SMETS1 SVTAD" in "Under the SMETS1 SVTAD". */
function acronymTail(words: string): string {
  const all = words.split(' ');
  let from = all.length - 1;
  while (from > 0 && /^[A-Z0-9]{2,}$/.test(all[from - 1] as string)) from--;
  return all.slice(from).join(' ');
}
