import type { Draft } from '../../model/draft.js';
import { type FoundReference, type Passage, readBlockFacts } from '../../model/facts.js';
import { findFirst } from '../../model/find-first.js';
import type { Reference } from '../../model/references/reference.js';
import type { Span } from '../../model/text.js';
import { isWordOfOther } from './amended-words.js';
import type { ProvisionFinder } from './cited-provision.js';
import { readColumnsOfOthers } from './columns-of-others.js';
import { acronymTail, provesDocument } from './document-mentions.js';
import { ProvisionIndex } from './provision-index.js';
import type { Readings } from './readings.js';
import type { CitableDocument, ResolutionContext } from './resolution.js';

/** Which document a reference leads into. */
export type DocumentChoice =
  /** `isExplicit`: the reference itself names the document. */
  | { readonly kind: 'document'; readonly document: CitableDocument; readonly isExplicit: boolean }
  /** A document that nobody described, by its name; the span is relative to the block's text. */
  | { readonly kind: 'unknown'; readonly name: string; readonly span: Span }
  /** Another document, called by what it is and not by a name: "the lease". */
  | { readonly kind: 'foreign' }
  /**
   * All documents that it could lead into are at hand, and none has the number; one of them stands
   * for all.
   */
  | { readonly kind: 'missing'; readonly document: CitableDocument }
  /** Nothing says which. */
  | { readonly kind: 'open' };

/** How many blocks before "the said section" the section is spoken of. */
const FARTHEST_MENTION = 6;
/** How many references are looked through for it. */
const MOST_MENTIONS = 200;
/** No name of a document is longer. */
const LONGEST_NAME = 160;
/** The title of a text stands among so many of its first blocks. */
const MOST_BEFORE_TITLE = 8;
/** How many blocks before quoted words the instrument is named that they amend. */
const FARTHEST_LEAD = 40;

/** Kinds of provision that belong to the consultation document itself when it names no other. */
const OWN_KINDS: ReadonlySet<string> = new Set(['figure', 'attachment', 'footnote', 'question', 'annex', 'section']);

/** Which document the references of one block lead into. */
export class DocumentChooser {
  constructor(
    private readonly context: ResolutionContext,
    private readonly draft: Draft,
    private readonly block: number,
    private readonly provisions: ProvisionFinder,
    private readonly readings: Readings,
  ) {}

  /**
   * By the words of the reference, then by the words around it, and last by which document has the
   * number.
   */
  choose(found: FoundReference): DocumentChoice {
    const { reference } = found;
    const { self } = this.context;
    // "Article III, Section 9 of the Constitution", where Article III of these bylaws has no Section 9.
    const isOfHeading = this.provisions.numbers.headingNamed(reference) !== null;
    const isNamedElse =
      reference.document !== null && ProvisionIndex.of(this.draft).headingScope(reference.document.text) === null;
    if (isOfHeading && !(isNamedElse && this.isNowhereHere(reference))) return impliedDocument(self);
    const named = this.documentNamedBy(reference);
    if (named) return named;
    if (this.standsInColumnOfOther(found)) return { kind: 'foreign' };
    const listed = this.documentBeforeComma(found);
    if (listed) return listed;
    const linked = this.documentLinkedFrom(found);
    if (linked) return linked;
    if ((reference.isBackward || this.isNowhereHere(reference)) && this.pointsBackAbroad(found))
      return { kind: 'foreign' };
    if (self.role !== 'consultation' || this.belongsToConsultation(found)) return impliedDocument(self);
    return this.documentSpokenOf(found) ?? this.documentWithNumber(found);
  }

  /** Whether a reference stands in the column of a correlation table whose header names another law. */
  private standsInColumnOfOther({ passage: { cell } }: FoundReference): boolean {
    if (!cell || cell.row < 0 || this.context.self.role !== 'instrument') return false;
    const header = readColumnsOfOthers(this.draft.block(this.block)).get(cell.column);
    if (header === undefined) return false;
    const title = this.draft.blocks.slice(0, MOST_BEFORE_TITLE).find(({ kind }) => kind === 'heading')?.text ?? '';
    return !title.replace(/\b(?:amending|repealing|replacing)\b.*/is, '').includes(header);
  }

  /**
   * The document that a link leads to which holds the words or stands right before them: "[Bylaw 2,
   * Section 3.1](bylaw-2.md)".
   */
  private documentLinkedFrom({ passage, visible }: FoundReference): DocumentChoice | null {
    const { runs, text } = passage.inline;
    let link: string | null = null;
    // Between a link and the words stand two characters at most, and a line can hold many links.
    for (let i = findFirst(runs, (run) => run.at + run.text.length >= visible.start - 2); i < runs.length; i++) {
      const run = runs[i]!;
      const end = run.at + run.text.length;
      if (run.at >= visible.end) break;
      const isBeside = end <= visible.start && /^,? ?$/.test(text.slice(end, visible.start));
      if (run.link !== null && run.kind !== 'image' && (end > visible.start || isBeside)) link = run.link;
    }
    if (link === null || /^#|^$/.test(link)) return null;
    const path = link.replace(/[#?].*$/s, '');
    const name = path.slice(path.lastIndexOf('/') + 1);
    const { names, self } = this.context;
    const isTarget = (document: CitableDocument) => document.uri?.endsWith(`/${name}`) === true;
    if (isTarget(self)) return null;
    const document = names.documents.find(isTarget);
    return document ? { kind: 'document', document, isExplicit: true } : { kind: 'foreign' };
  }

  /** "Manual, clause 2.1": a document of the project, named right before the words. */
  private documentBeforeComma({ reference, passage, visible }: FoundReference): DocumentChoice | null {
    if (reference.document !== null || reference.targets.length === 0 || this.context.self.role === 'consultation')
      return null;
    const before = passage.inline.text.slice(Math.max(0, visible.start - LONGEST_NAME), visible.start);
    if (!/[\p{L}\p{N}],\s$/u.test(before)) return null;
    const match = this.context.names.atEnd(before);
    if (!match || match.document === this.context.self) return null;
    // "Subject to the Manual, clause 2.1 applies" speaks of the draft's own, if it has one.
    const isAlone = !/[\p{L}\p{N}]/u.test(before.slice(0, match.start).replace(/^(?:see )?(?:the )?$/i, ''));
    const isIts =
      this.isNowhereHere(reference) &&
      this.provisions.numbers.hasTarget(match.document, reference, reference.targets[0]!);
    return isAlone || isIts ? { kind: 'document', document: match.document, isExplicit: true } : null;
  }

  /** Whether the document itself has none of the numbers. */
  private isNowhereHere(reference: Reference): boolean {
    const { targets } = reference;
    return !targets.some((target) => this.provisions.numbers.hasStart(this.context.self, reference, target));
  }

  /** "The said section 15A", where section 15A is one of another document a few lines above. */
  private pointsBackAbroad({ reference, visible, passage }: FoundReference): boolean {
    const numbers = reference.targets.map(({ number }) => number);
    let left = MOST_MENTIONS;
    for (let block = this.block; block >= 0 && block > this.block - FARTHEST_MENTION; block--) {
      this.readings.noteBlocksBefore(this.block - block);
      for (const other of readBlockFacts(this.draft.block(block)).references.toReversed()) {
        if (--left < 0) return false;
        if (block === this.block && (other.passage !== passage || other.visible.start >= visible.start)) continue;
        if (other.reference.kind !== reference.kind || other.reference.document === null) continue;
        if (!other.reference.targets.some(({ number }) => numbers.includes(number))) continue;
        // "See Sections 4 and 5" names no document, though a word with a capital stands before it.
        const named = this.documentNamedBy(other.reference);
        if (named) return named.kind !== 'document';
      }
    }
    return false;
  }

  /**
   * Whether a reference stands in words that an amendment puts into another instrument, or amends
   * there.
   */
  isOthersWord(found: FoundReference): boolean {
    return isWordOfOther(this.draft, this.block, found, this.readings);
  }

  /** Whose words those are: a document of the project that the amendment names, if it is one. */
  chooseOwnerOfWords(): DocumentChoice {
    const { names, self } = this.context;
    // Without another document at hand, the blocks before need not be searched for its name.
    if (names.documents.every((document) => document === self)) return { kind: 'foreign' };
    for (let block = this.block; block >= 0 && block > this.block - FARTHEST_LEAD; block--) {
      this.readings.noteBlocksBefore(this.block - block);
      const named = this.context.names.all(this.draft.block(block).text);
      const [other, second] = [...new Set(named.map(({ document }) => document))].filter(
        (document) => document !== this.context.self,
      );
      if (other && !second) return { kind: 'document', document: other, isExplicit: false };
      if (other) return { kind: 'foreign' };
    }
    return { kind: 'foreign' };
  }

  private belongsToConsultation({ reference, passage }: FoundReference): boolean {
    const { kind, targets } = reference;
    // A cell says which section of an instrument changes; the consultation has sections of its own.
    if (!OWN_KINDS.has(kind) || (kind === 'section' && passage.cell && this.standsInInstrument(reference)))
      return false;
    return (
      kind === 'figure' ||
      kind === 'attachment' ||
      kind === 'footnote' ||
      kind === 'question' ||
      targets.every((target) => this.provisions.numbers.hasStart(this.context.self, reference, target))
    );
  }

  private documentNamedBy(reference: Reference): DocumentChoice | null {
    const mention = reference.document;
    if (!mention) return null;
    const { names, self } = this.context;
    if (/^(?:this|these|our) /i.test(mention.text)) return { kind: 'document', document: self, isExplicit: true };
    const match = names.mentioned(mention);
    if (match) return { kind: 'document', document: match.document, isExplicit: true };
    if (mention.isDescribed) return { kind: 'foreign' };
    if (!provesDocument(mention, reference)) return null;
    const name = mention.side === 'before' ? acronymTail(mention.text) : mention.text;
    const start = mention.side === 'before' ? mention.span.end - name.length : mention.span.start;
    return { kind: 'unknown', name, span: { start: Math.max(mention.span.start, start), end: mention.span.end } };
  }

  /** The document that the row, the sentence or the paragraph around a reference is about. */
  private documentSpokenOf(found: FoundReference): DocumentChoice | null {
    const facts = readBlockFacts(this.draft.block(this.block));
    const { passage, visible } = found;
    const { text } = passage.inline;
    const before = text.slice(0, visible.start);
    if (passage.cell) return this.lastNamedIn(before) ?? this.documentOfRow(passage);
    const sentenceStart = 1 + Math.max(before.lastIndexOf('.'), before.lastIndexOf('?'), before.lastIndexOf('!'));
    const rest = text.slice(visible.end);
    const sentenceEnd = visible.end + (/[.?!](?:\s|$)/.exec(rest)?.index ?? rest.length);
    return (
      this.lastNamedIn(text.slice(sentenceStart, visible.start)) ??
      this.firstNamedIn(text.slice(visible.end, sentenceEnd)) ??
      this.lastNamedIn(text.slice(0, sentenceStart)) ??
      // What follows a reference into a document that nobody described is about that one.
      this.firstNamedBy(facts.references.slice(0, facts.references.indexOf(found)).reverse())
    );
  }

  /** The document that the other cells of a row name. */
  private documentOfRow(passage: Passage): DocumentChoice | null {
    const { passages, references } = readBlockFacts(this.draft.block(this.block));
    for (const other of passages) {
      if (other === passage || other.cell?.row !== passage.cell?.row) continue;
      const document =
        this.lastNamedIn(other.inline.text) ?? this.firstNamedBy(references.filter((each) => each.passage === other));
      // What is said of "article 9 of the Order" does not make regulation 17 another law's.
      if (document?.kind === 'document') return document;
    }
    return null;
  }

  private firstNamedBy(references: readonly FoundReference[]): DocumentChoice | null {
    for (const { reference } of references) {
      const named = this.documentNamedBy(reference);
      if (named) return named;
    }
    return null;
  }

  private lastNamedIn(text: string): DocumentChoice | null {
    const last = this.othersNamedIn(text).at(-1);
    return last ? impliedDocument(last) : null;
  }

  private firstNamedIn(text: string): DocumentChoice | null {
    const [first] = this.othersNamedIn(text);
    return first ? impliedDocument(first) : null;
  }

  private othersNamedIn(text: string): CitableDocument[] {
    const documents = this.context.names.all(text).map(({ document }) => document);
    return documents.filter((document) => document !== this.context.self);
  }

  private hasTargets(document: CitableDocument, reference: Reference): boolean {
    const { numbers } = this.provisions;
    return (
      document.draft !== null && reference.targets.every((target) => numbers.hasTarget(document, reference, target))
    );
  }

  private standsInInstrument(reference: Reference): boolean {
    this.readings.areAllDocumentsRead = true;
    return this.context.instruments.some(
      (document) => document !== this.context.self && this.hasTargets(document, reference),
    );
  }

  /** Whether a reference is to a unit by a word that nothing in the consultation document is called by. */
  private isUnitOfOthers({ kind }: Reference): boolean {
    return CALLED_SO.has(kind) && !ProvisionIndex.of(this.draft).hasUnit(kind);
  }

  /**
   * With no document named at all in a consultation document: the one that has the provision, where
   * only one has.
   */
  private documentWithNumber(found: FoundReference): DocumentChoice {
    const { reference } = found;
    const { self, instruments } = this.context;
    this.readings.areAllDocumentsRead = true;
    // "Existing Clause 4.2" is looked for in the versions in force.
    const versionOf = (document: CitableDocument): CitableDocument =>
      (reference.version === 'baseline' && document !== self && document.baseline) || document;
    const [first, second] = [self, ...instruments].filter(
      (document) =>
        (document !== self || !this.isUnitOfOthers(reference)) && this.hasTargets(versionOf(document), reference),
    );
    if (first && (!second || (first === self && this.belongsToConsultation(found)))) return impliedDocument(first);
    const [instrument] = instruments;
    // "Points (4) and (5)" alone are of an Article that the words before them name, if at all.
    const isPart = reference.targets.every(({ number }) => number.startsWith('('));
    const isMissing = !first && instrument && !isPart && instruments.every((document) => versionOf(document).draft);
    return isMissing ? { kind: 'missing', document: instrument } : { kind: 'open' };
  }
}

/** Units that a text only has where it calls them so: no clause 3 of a consultation is its regulation 3. */
const CALLED_SO: ReadonlySet<string> = new Set([
  'article',
  'bylaw',
  'condition',
  'point',
  'recital',
  'regulation',
  'rule',
]);

function impliedDocument(document: CitableDocument): DocumentChoice {
  return { kind: 'document', document, isExplicit: false };
}
