import { type Block, isQuoted } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Reference, ReferenceTarget } from '../../model/references/reference.js';
import { nameOfOwnUnit } from '../../model/schemes/own-units.js';
import { isOwnUnitId } from '../../model/schemes/scheme.js';
import { readParting } from '../text/partings.js';
import { provesDocument } from './document-mentions.js';
import { NO_TEXT_UNITS, type NumberFinder, tableOrFigureAround } from './number-finder.js';
import { ProvisionIndex } from './provision-index.js';
import type { Readings } from './readings.js';
import { LEGISLATION_KINDS, SCHEME_KINDS } from './reference-kinds.js';
import type { CitableDocument } from './resolution.js';
import { standsUnderHeading } from './written-markers.js';

/** "(Amended 3 of 1990 " before "s. 2", in a text that tells how it came about. */
const HISTORY =
  /[([](?:Added|Amended|Enacted|Inserted|Originally|Repealed|Replaced|Renumbered|Revoked|Substituted|Am\.|Ins\.|Rep\.|Subs\.)[^()[\]]{0,80}$/;

/** "the Harbours Act 1971", "that Act", "the Act of 2000"; not "this Act". */
const ACT_NAMED =
  /(?<!\b[Tt]his |\b[Tt]hese )\b(?:(?:Acts?|Code|Directive|Order|Regulations?|Rules|Ordinance|Statute|Treaty|Convention)(?: of)? (?:1[5-9]|20)\d\d|Pub\. ?L\.|C\.? ?M\.? ?R\b|M\. ?G\. ?L\.|Charter references?\b|General Laws\b|\d Stat\.|(?:[Tt]hat|[Ss]aid|[Pp]rincipal) (?:Act|Code|Regulations?|Order|Directive|Ordinance))\b/;

/** "of that subsection", "and (ii) of either section", "of the definition of". */
const OF_OTHER =
  /^[ *_]{0,3}(?:,? ?(?:or|and)[ *_]{1,3}\([a-zA-Z0-9]{1,4}\)[ *_]{0,3})?,? ?of (?:that|those|either|it\b|the definition)/;

/** "provided that paragraph (a)", "and that section 4": a word that joins, and points to nothing. */
const JOINS_CLAUSE = /\b(?:provided|except|save|so|and|but|or) that[ *_]{1,3}$/i;

/** What a Schedule is that does not stand in the text that cites it. */
const IS_ELSEWHERE =
  /\b(?:attached|annexed|appended|enclosed|accompan(?:y|ies|ied|ying)|separate(?:ly)?|published|hereto|available)\b/i;

/** Schemes of texts that seldom cite the Schedules of others. */
const WHOLE_SCHEMES: ReadonlySet<string> = new Set(['code', 'standard']);

/** With what a text begins that counts in steps, so that numbers can be put in between. */
const STEPS: ReadonlySet<number> = new Set([5, 10, 100]);

/** How far before a closing bracket the opening one is looked for. */
const REACH_OF_BRACKET = 400;

/** "Chapter 442, Acts of 1947", "chapter 31 of the general laws". */
const LAWS_AFTER = /^[^.;]{0,24}(?:\bActs of\b|\b[Gg]eneral [Ll]aws\b)/;

/** The words that cite: one block of a draft. */
export interface CitingWords {
  readonly self: CitableDocument;
  readonly draft: Draft;
  readonly block: number;
  /** The provision that the block belongs to. */
  readonly owner: Provision | null;
  /** Whether no other document is at hand that could hold what is cited. */
  readonly isAlone: boolean;
  /** Gets what is read outside the block. */
  readonly readings: Readings;
}

/** One number or range of a reference, and the document that it is looked for in. */
export interface TargetInDocument {
  readonly reference: Reference;
  readonly target: ReferenceTarget;
  readonly document: CitableDocument;
  /** Whether the reference itself names the document. */
  readonly isExplicit: boolean;
}

/** Tells whether a number that the words of one block cite would have to be in the draft. */
export class ExpectedNumbers {
  private readonly self: CitableDocument;
  private readonly draft: Draft;
  private readonly block: number;
  private readonly owner: Provision | null;

  constructor(
    private readonly numbers: NumberFinder,
    private readonly words: CitingWords,
  ) {
    ({ self: this.self, draft: this.draft, block: this.block, owner: this.owner } = words);
  }

  /**
   * Whether a number would have to be in the document, so that its absence is a fault: it cannot
   * belong to another text.
   */
  mustBeHere({ reference, target, document, isExplicit }: TargetInDocument, draft: Draft): boolean {
    const { kind } = reference;
    const index = ProvisionIndex.of(draft);
    const isOwn = document === this.self;
    // A word in small letters may mean any standard, and not the project's own unit.
    if (isOwnUnitId(kind) && /^\p{Ll}/u.test(reference.keyword) && /^\p{Lu}/u.test(nameOfOwnUnit(kind))) return false;
    // What a quotation cites is the business of the text that it is from.
    if (isQuoted(this.draft.block(this.block)) || this.isLabelOfHeading(reference)) return false;
    if (isOwn && this.isReservedLabel(reference)) return false;
    // "(Amended 3 of 1990 s. 2)": where the words come from.
    if (isOwn && !isExplicit && this.standsInHistory(reference)) return false;
    // "Section 7, Township 1 South": a piece of surveyed land.
    if (kind === 'section' && isOwn && this.isOfLand(target)) return false;
    // "Subparagraph 3a)": a list of another form.
    if (isOwn && this.hasBracketOfLabel(target)) return false;
    if (!isExplicit && isOwn && this.amendsOtherText(reference)) return false;
    if (!isExplicit && isOwn && this.standsByLegislation(reference)) return false;
    // The title of a part of a code: "Title 42, Chapter 23".
    if (
      isOwn &&
      this.draft.block(this.block).kind === 'heading' &&
      !this.owner?.parent &&
      this.block === this.owner?.block
    )
      return draft.scheme.id === 'code' && this.owner.kind !== 'part';
    if (!isExplicit && isOwn && draft.scheme.id !== 'code') {
      // A heading holds its own label, in marks of amendment as it may be.
      if (this.draft.block(this.block).kind === 'heading' || this.isPartOfOther(reference)) return false;
    }
    if (kind === 'row') return isOwn && tableOrFigureAround(this.owner) !== null;
    if (isExplicit) return true;
    if (kind === 'appendix' || kind === 'annex' || kind === 'schedule' || kind === 'attachment')
      return (
        (index.has(kind) || (kind !== 'attachment' && isOwn && this.standsWhole(draft))) &&
        !speaksOfOtherDocument(reference)
      );
    // "Section 3", where each article has one and the words stand in none of them.
    if (this.numbers.headingNamed(reference) === null && index.isUnderHeading(target.number)) return false;
    if (kind === 'section' && /^[A-Z]/.test(target.number)) return index.hasLetteredSections;
    if (isOwn && this.isNumberOfOtherForm(target.number, index)) return false;
    if (target.number.startsWith('(')) return isOwn && this.isAmongParagraphs();
    if (document.role === 'consultation') {
      if (kind === 'figure' || kind === 'table') return index.has(kind);
      return kind === 'footnote' || (kind === 'section' && index.has('section'));
    }
    if (this.isOfOtherNumbers(reference, target.number, draft)) return false;
    if (SCHEME_KINDS.has(kind) || isOwnUnitId(kind) || draft.scheme.id !== 'code')
      return (
        [...index.citedUnits(reference.keyword), kind].some((unit) => index.hasUnit(unit)) ||
        (/^[IVXL]+$/.test(target.number) && index.hasNumerals(index.borrowedUnits(reference.keyword))) ||
        (kind === 'paragraph' && isOwn && (index.countsThroughNumerals || standsUnderHeading(draft, '1', this.block)))
      );
    if (kind === 'paragraph' || kind === 'section' || kind === 'clause')
      return (
        index.has('clause') ||
        index.has('section') ||
        // "paragraph 4" of lists 1), 2) … that the text has for provisions.
        (kind === 'paragraph' && /^\d/.test(target.number) && index.numbered('(1)', null).length > 0)
      );
    return kind === 'footnote' ? index.has('footnote') : true;
  }

  /**
   * Whether the words are a part of what was spoken of before ("paragraph (a) of that subsection"),
   * or of a definition.
   */
  private isPartOfOther({ keywordSpan, targets }: Reference): boolean {
    const { text } = this.draft.block(this.block);
    const last = targets.at(-1);
    const end = last ? (last.to ?? last).span.end : keywordSpan.end;
    const before = text.slice(Math.max(0, keywordSpan.start - 24), keywordSpan.start);
    return (
      (/\b(?:that|those)[ *_]{1,3}$/.test(before) && !JOINS_CLAUSE.test(before)) ||
      OF_OTHER.test(text.slice(end, end + 60))
    );
  }

  /** "Secs. 22-1—22-18. Reserved.": a label of what is left free. */
  private isReservedLabel({ keywordSpan, targets }: Reference): boolean {
    const { text } = this.draft.block(this.block);
    const last = targets.at(-1);
    const end = last ? (last.to ?? last).span.end : keywordSpan.end;
    if (/[\p{L}\p{N}]/u.test(text.slice(0, keywordSpan.start))) return false;
    return (
      readParting(this.draft.block(this.block)) === 'missing' ||
      /^[\s\d.:–—*_[(-]{1,12}(?:Reserved|Repealed|Deleted|Omitted|Not used)\b/i.test(text.slice(end, end + 24))
    );
  }

  /** Whether a bracket around the words says by what they were put in or changed. */
  private standsInHistory({ keywordSpan: { start } }: Reference): boolean {
    return HISTORY.test(this.draft.block(this.block).text.slice(Math.max(0, start - REACH_OF_BRACKET), start));
  }

  private isOfLand({ span, to }: ReferenceTarget): boolean {
    const { end } = (to ?? { span }).span;
    return /^,? (?:in )?(?:Township|T\. ?\d)/.test(this.draft.block(this.block).text.slice(end, end + 16));
  }

  /** Whether a bracket closes right after a number that none opened before. */
  private hasBracketOfLabel({ span, to }: ReferenceTarget): boolean {
    const { text } = this.draft.block(this.block);
    const { end } = (to ?? { span }).span;
    if (text.charAt(end) !== ')') return false;
    const before = text.slice(Math.max(0, span.start - REACH_OF_BRACKET), span.start);
    return before.lastIndexOf('(') <= before.lastIndexOf(')');
  }

  /** "# Chapter 2 – Members": a label, though of no provision that was read. */
  private isLabelOfHeading({ keywordSpan }: Reference): boolean {
    const { kind, text } = this.draft.block(this.block);
    return kind === 'heading' && !/[\p{L}\p{N}]/u.test(text.slice(0, keywordSpan.start));
  }

  /**
   * Whether a draft is all there is of its text, so that a Schedule that it lacks is nowhere: it
   * begins with its first clause, and says of nothing that it is attached or published elsewhere.
   */
  private standsWhole(draft: Draft): boolean {
    this.words.readings.isAloneMatters = true;
    if (!this.words.isAlone || !WHOLE_SCHEMES.has(draft.scheme.id)) return false;
    const first = draft.provisions.find(({ number, parent }) => number !== null && parent === null);
    const { text } = this.draft.block(this.block);
    return /^1\b/.test(first?.number ?? '') && !IS_ELSEWHERE.test(text);
  }

  /**
   * Whether the words amend another text: "In clause 4.1, for “ten” substitute “twelve”", "For
   * clause 4.1 put:".
   */
  private amendsOtherText({ keywordSpan }: Reference): boolean {
    const block = this.draft.block(this.block);
    const words = amendmentIn(block);
    if (words === 'repeals') return true;
    const before = block.text.slice(Math.max(0, keywordSpan.start - 16), keywordSpan.start);
    return words === 'amends' && /\b(?:in|for|after|before|of|omit) (?:the )?$/i.test(before);
  }

  /**
   * Whether an Act or the like is spoken of before the words in the same paragraph, or right behind
   * them in a list: then a section may well be one of it.
   */
  private standsByLegislation({ kind, keywordSpan, targets }: Reference): boolean {
    if (!LEGISLATION_KINDS.has(kind)) return false;
    const { text } = this.draft.block(this.block);
    const before = text.slice(Math.max(0, keywordSpan.start - 400), keywordSpan.start);
    if (ACT_NAMED.test(before)) return true;
    const last = targets.at(-1);
    const end = last ? (last.to ?? last).span.end : keywordSpan.end;
    if (LAWS_AFTER.test(text.slice(end, end + 60))) return true;
    const next = readBlockFacts(this.draft.block(this.block)).references.find(
      ({ reference }) => reference.keywordSpan.start > end,
    )?.reference;
    if (!next?.document || !LEGISLATION_KINDS.has(next.kind)) return false;
    const between = text.slice(end, next.keywordSpan.start);
    return (
      /^(?: of|,)?,? ?(?:(?:and|or|nor) )?(?:to |of |in |under )?$/.test(between) && provesDocument(next.document, next)
    );
  }

  /**
   * Whether the draft is a part of an Act ("sections 107 to 112"), and the number is none of those
   * that it covers.
   */
  isOfOtherNumbers({ keyword }: Reference, number: string, draft: Draft): boolean {
    if (draft.scheme.id === 'code') return false;
    const index = ProvisionIndex.of(draft);
    const ends = index.numberedEnds(index.citedUnits(keyword));
    // Paragraphs of an Article are 9(1), 9(2): they begin at 1 in each.
    if (ends?.first.number?.includes('(') && !number.includes('(')) return false;
    const lowest = Number.parseInt(ends?.first.number ?? '', 10);
    const last = Number.parseInt(ends?.last.number ?? '', 10);
    // Rules 5, 10, 15 count in fives from the first on.
    if (STEPS.has(lowest) && last > lowest && last % lowest === 0) return false;
    // Sections 100, 110, 120 count in tens from a hundred on.
    if (lowest === 100 && last > lowest && last % 10 === 0 && index.numbered('101', null).length === 0) return false;
    const cited = Number.parseInt(number, 10);
    return lowest > 1 && /^\d/.test(number) && !(cited >= lowest && cited <= last);
  }

  /**
   * Whether no number of the draft has the form that a number is cited in: "§ 1396a" or "24-101"
   * where sections are 1 to 20.
   */
  private isNumberOfOtherForm(number: string, index: ProvisionIndex): boolean {
    return number.includes('-') && !index.has('table') && index.hyphenatedRoots.size === 0;
  }

  /** Whether the words stand in a sub-paragraph, or in a clause that has some. */
  private isAmongParagraphs(): boolean {
    for (let at = this.owner; at; at = at.parent) {
      if (at.number !== null && !NO_TEXT_UNITS.has(at.kind) && at.children.some(isPartInBrackets)) return true;
      if (isPartInBrackets(at)) return true;
    }
    return false;
  }
}

/**
 * Whether the sentence speaks of another document: "included in the Smart Energy Code as Appendix
 * AK".
 */
function speaksOfOtherDocument(reference: Reference): boolean {
  return reference.document !== null && provesDocument(reference.document, reference);
}

/**
 * What a block's words do to another text; read once, as a block can hold any number of references.
 */
function amendmentIn(block: Block): 'repeals' | 'amends' | 'none' {
  return getOrCreate(amendments, block, () => readAmendment(block));
}

const amendments = new BlockMemo<'repeals' | 'amends' | 'none'>();

function readAmendment({ text }: Block): 'repeals' | 'amends' | 'none' {
  if (/\b(?:is|are) (?:repealed\b|(?:amended|revised) to read\b)/.test(text)) return 'repeals';
  const amends =
    (/\b(?:substitute|insert|omit)\b/i.test(text) || /\b(?:put|read):[*_]*\s*$/.test(text.slice(-16))) &&
    !/\b(?:may|shall|must|to|not|can|could|would|will) (?:substitute|insert|omit)\b/.test(text);
  return amends ? 'amends' : 'none';
}

/** Whether a provision is one that a bare "(b)" can mean. */
function isPartInBrackets({ kind, number }: Provision): boolean {
  return kind === 'paragraph' || (number?.endsWith(')') === true && !NO_TEXT_UNITS.has(kind));
}
