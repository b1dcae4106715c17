import { type Block, type Head, isBulletMarker, isQuoted } from '../block.js';
import { readFrontMatter } from '../front-matter.js';
import { measureIndent, readLabelShape } from '../head/label-shape.js';
import { hasOwnWords, type WordedQuestion } from '../head/worded-questions.js';
import type { Provision } from '../provision.js';
import { findQuotedAmendments } from '../quoted-amendments.js';
import { PLAIN_READING, type Reading } from '../reading.js';
import { labelQuestion } from '../references/question-series.js';
import {
  adaptToNames,
  isSchemeId,
  NAMED_DIVISIONS,
  NAMED_UNIT,
  SCHEDULE_PARAGRAPH,
  SUPPLEMENT_CHAPTER,
  SUPPLEMENT_PART,
  schemeOf,
} from '../schemes/catalogue.js';
import { detectScheme, isMadeOfOwnUnits } from '../schemes/detect.js';
import { type Evidence, gatherEvidence } from '../schemes/evidence.js';
import { findUnitOfItem } from '../schemes/item-units.js';
import { addOwnUnits, isNumberedAs, makeOwnScheme } from '../schemes/own-units.js';
import { isOwnUnitId, type Scheme, type SchemeId, type Unit } from '../schemes/scheme.js';
import { findUnitOfWord } from '../schemes/unit-words.js';
import { findAskedQuestions, introducesItems } from './asked-questions.js';
import { assignClosingWords } from './closing-words.js';
import { findContentsLists } from './contents-list.js';
import { findCountingHeadings } from './counting-headings.js';
import { findInnerLists, type InnerLists } from './inner-lists.js';
import { findListSections, readListTitle } from './list-sections.js';
import { findListedItems } from './listed-items.js';
import { findLoneLabels, findNumbersInMargins } from './lone-labels.js';
import { COLUMNS_OF_LEVEL } from './markers.js';
import { readMarkerBehind, readNestedMarkers, readNestedMarkersAt } from './nested-markers.js';
import { readRangeEnd } from './number-ranges.js';
import { LINE_LEVEL_BELOW_ALL, OpenProvisions, type UnitOpening } from './open-provisions.js';
import { hasColumns, readPointTable } from './point-tables.js';
import { ProvisionNode } from './provision-node.js';
import { asksInLine } from './questions.js';
import { planReading, type ReadingPlan, readHeadingWord } from './reading-plan.js';
import { SchemeReader } from './scheme-reader.js';
import { type SchemeReading, SubParagraphs } from './sub-paragraphs.js';
import { findNextShown, Tables } from './tables.js';
import { endsRecitals, isBoldLine, isNoteOfDivision, isTitleLine, readTitle } from './title.js';
import { findWordRuns } from './word-runs.js';

/** The provisions that the blocks of a text make. */
export interface Structure {
  readonly roots: readonly Provision[];
  /** In the order of the text. */
  readonly provisions: readonly Provision[];
  /** For each block the innermost provision that its own words belong to. */
  readonly owners: readonly (Provision | null)[];
  /** The numbers that two titles bear. */
  readonly repeatedNumbers: ReadonlySet<string>;
  /** The blocks that are titles of units that other blocks number. */
  readonly titleBlocks: ReadonlySet<number>;
  /** The index after the last block that was asked whether it ends in the number of a page. */
  readonly pagedUntil: number;
  /** The blocks that are words put into another instrument. */
  readonly quotedBlocks: ReadonlySet<number>;
  /** The blocks that are entries of lists of contents. */
  readonly contentsBlocks: ReadonlySet<number>;
  readonly scheme: Scheme;
}

/**
 * Makes the tree of provisions from the heads of the blocks.
 * @param reading what the project says of the text
 */
export function buildStructure(blocks: readonly Block[], reading: Reading = PLAIN_READING): Structure {
  const contents = findContentsLists(blocks);
  const quoted = findQuotedAmendments(blocks);
  const { isConsultation } = reading;
  const isQuotedHere = (index: number) => quoted.has(index);
  const asked = findAskedQuestions(blocks, isConsultation, isQuotedHere, (index) => contents.entries.has(index));
  const skipped = new Set([...contents.entries, ...quoted, ...asked.keys()]);
  const { items: listed, innermost, isOfLists } = findListedItems(blocks, contents.entries, quoted);
  for (const index of listed.keys()) skipped.delete(index);
  const inner = findInnerLists(blocks, (index) => skipped.has(index) || listed.has(index));
  const loneLabels = findLoneLabels(blocks, (index) => skipped.has(index));
  for (const index of findNumbersInMargins(blocks, (each) => skipped.has(each))) skipped.add(index);
  const evidence = gatherEvidence(blocks, (index) => skipped.has(index), loneLabels);
  const scheme = chooseScheme(blocks, evidence, reading);
  const items = inner.items.size === 0 ? listed : new Map([...listed, ...listInnerMarkers(inner)]);
  const plan = {
    ...planReading(blocks, (index) => skipped.has(index), scheme, evidence, items),
    innerLists: inner,
    innermostItems: innermost,
    isOfLists,
    loneLabels,
  };
  const builder = new StructureBuilder(blocks, skipped, quoted, plan, asked);
  for (const index of blocks.keys()) builder.readBlock(index);
  const { roots, owners } = builder.open;
  assignClosingWords(blocks, owners, (index) => quoted.has(index));
  const provisions = numberProvisions(roots, blocks.length);
  const titleBlocks = new Set([...builder.titleBlocks, ...(builder.reader?.titleBlocks ?? NO_BLOCKS)]);
  const { twice: repeatedNumbers, pagedUntil } = contents;
  return {
    roots,
    provisions,
    owners,
    repeatedNumbers,
    titleBlocks,
    pagedUntil,
    quotedBlocks: quoted,
    contentsBlocks: contents.entries,
    scheme,
  };
}

/** The scheme of a text, with the units that its project adds. */
function chooseScheme(blocks: readonly Block[], evidence: Evidence, { scheme, ownUnits }: Reading): Scheme {
  const named = findNamedScheme(blocks, scheme);
  if (ownUnits.units.length === 0) return adaptToNames(named ?? detectScheme(evidence), evidence.names);
  const own = makeOwnScheme(ownUnits);
  const hasHead = blocks.some((block) => findOwnUnitOf(block, own) !== null);
  return !named && isMadeOfOwnUnits(evidence, hasHead) ? own : addOwnUnits(named ?? detectScheme(evidence), ownUnits);
}

function listInnerMarkers({ items }: InnerLists): [number, readonly string[]][] {
  return [...items].map(([index, { value }]) => [index, [String(value)]]);
}

/** The unit of a project's own that a block begins; null where it begins none. */
function findOwnUnitOf(block: Block, scheme: Scheme): Unit | null {
  const shape = block.ownUnits.units.length > 0 ? readLabelShape(block) : null;
  const unit = shape?.word == null ? null : findUnitOfWord(scheme, shape.word);
  if (!shape || !unit || !isOwnUnitId(unit.id) || !isNumberedAs(unit, shape.number, block.ownUnits)) return null;
  return unit;
}

/** The scheme that the front matter names, or else the project. */
function findNamedScheme([first]: readonly Block[], named: SchemeId | null): Scheme | null {
  const { scheme } = readFrontMatter(first).values;
  return isSchemeId(scheme) ? schemeOf(scheme) : named && schemeOf(named);
}

const NO_BLOCKS: ReadonlySet<number> = new Set();
/** A marker that may begin a list. */
const FIRST_MARKER = /^(?:a|i|A|I|1)$/;
const NO_HEAD: Head = { kind: 'none' };
const ASIDE =
  /^(?:#{1,6} +)?[*_]{0,3}(?:illustrations?|examples?|explanations?|provisos?)(?: \d{1,2})?[.:]?[*_]{0,3}[.:]?$/i;
/** The level of the headings that lines such as "5. Term" would be. */
const LINE_LEVEL = 2;
/** No heading stands further out. */
const OUTERMOST_LEVEL = 9;

/** Reads block after block, and gives each head to what makes provisions of its kind. */
class StructureBuilder {
  readonly open: OpenProvisions;
  private readonly listSections: ReadonlySet<number>;
  private readonly subParagraphs: SubParagraphs;
  private readonly tables: Tables;
  private readonly nextNumbers: readonly (string | null)[];
  private readonly wordRuns: ReadonlySet<number>;
  /** The level of the first heading that bears a word of the text's own, "Part 1"; null before it. */
  private namedLevel: number | null = null;
  readonly reader: SchemeReader | null;
  /** The headings that are titles of divisions. */
  readonly titleBlocks = new Set<number>();
  /** The blocks that hold the words of the questions that the text asks by their word. */
  private readonly askedTexts = new Set<number>();
  /** The footnote that is being read, which may have several blocks. */
  private note: ProvisionNode | null = null;
  /** The block of a title that belongs to the unit before it. */
  private claimedTitle = -1;
  /** The lists that were open at the first of the definitions that are being read. */
  private definitions: { readonly depth: number; readonly within: Provision | null } | null = null;

  /**
   * @param contents the blocks that make no provisions: entries of lists of contents, and words
   * put into another instrument, which are in `quoted` as well
   */
  constructor(
    private readonly blocks: readonly Block[],
    private readonly contents: ReadonlySet<number>,
    private readonly quoted: ReadonlySet<number>,
    private readonly plan: ReadingPlan,
    private readonly asked: ReadonlyMap<number, readonly WordedQuestion[]>,
  ) {
    this.listSections = findListSections(
      blocks,
      new Set([...contents, ...plan.innerLists.items.keys(), ...plan.innerLists.things]),
    );
    this.open = new OpenProvisions(blocks.length, findCountingHeadings(blocks, contents), this.listedDivisions());
    this.reader = plan.scheme.id === 'code' ? null : new SchemeReader(blocks, this.open, plan);
    this.nextNumbers = this.reader ? [] : this.findNextNumbers();
    this.wordRuns = this.reader ? NO_BLOCKS : findWordRuns(blocks, (index) => contents.has(index));
    const isNoSection = (index: number): boolean =>
      this.reader === null &&
      blocks[index]?.head.kind === 'listNumber' &&
      !this.listSections.has(index) &&
      !plan.listedItems.has(index);
    this.subParagraphs = new SubParagraphs(
      blocks,
      this.open,
      (index) => contents.has(index) || isNoSection(index),
      this.reader ? makeSchemeReading(blocks, this.reader, plan.scheme) : makeListReading(blocks, plan),
    );
    this.tables = new Tables(blocks, this.open);
  }

  readBlock(index: number): void {
    const { open } = this;
    const block = this.blocks[index]!;
    if (index === this.claimedTitle || this.continuesNote(index, block)) return;
    const asked = this.asked.get(index);
    if (asked) {
      for (const question of asked) this.addWordedQuestion(index, question);
      return;
    }
    if (this.askedTexts.has(index)) return;
    if (isQuoted(block) || this.quoted.has(index)) {
      open.owners[index] = open.innermost();
      return;
    }
    this.endInnerLists(block);
    this.readHead(index, block, this.contents.has(index) ? NO_HEAD : block.head);
    const hasPoints = (block.kind === 'html' || block.kind === 'table') && this.addPoints(index);
    if (!hasPoints && hasColumns(block)) this.tables.addTable(index);
    open.owners[index] ??= open.innermost();
  }

  /** Whether a block is more of the footnote above: no words of the text, and no provision of it. */
  private continuesNote(index: number, { containers, head }: Block): boolean {
    if (!containers.includes('note')) this.note = null;
    if (this.note === null || head.kind === 'footnote') return false;
    this.open.owners[index] = this.note;
    this.note.endBlock = index + 1;
    return true;
  }

  private readHead(index: number, block: Block, head: Head): void {
    const { open } = this;
    if (this.reader && !this.contents.has(index) && this.readByScheme(index, this.reader)) return;
    if (!this.reader && (this.addSchedulePart(index) || this.addScheduleParagraph(index))) return;
    if (!this.reader && (this.addExhibit(index) || this.addOwnUnit(index) || this.addHoldingDivision(index))) return;
    if (!this.reader && (this.addLetteredPart(index) || this.addSectionBelow(index))) return;
    const listed = this.plan.listedItems.get(index);
    if (listed) {
      this.addSubParagraphs(index, listed);
      return;
    }
    switch (head.kind) {
      case 'section':
        open.openSection(
          index,
          this.plan.shownNumbers.get(index) ?? head.number,
          readTitle(block, head.body),
          block.level || LINE_LEVEL,
        ).until = readRangeEnd(block);
        return;
      case 'heading':
        if (this.isMarginalNote(index) || this.isAside(block) || this.addSectionOfAnnex(index)) return;
        open.openHeading(index, readTitle(block, head.body), block.level, this.reader?.announcesSection(index));
        return;
      case 'division': {
        const title = readTitle(block, head.body);
        if (head.listed) {
          open.addListedDivision(index, head, title);
          return;
        }
        const titleBlock = title === null ? this.findTitleOfDivision(index, block) : null;
        const below = titleBlock === null ? null : this.blocks[titleBlock]!;
        open.openDivision(
          index,
          head,
          below ? readTitle(below, below.head.kind === 'heading' ? below.head.body : below.prefix) : title,
          block,
        );
        if (titleBlock === null) return;
        open.owners[titleBlock] = open.group();
        this.claimedTitle = titleBlock;
        this.titleBlocks.add(titleBlock);
        return;
      }
      case 'clause':
        // "41.4 …" of another text that one made of lists quotes.
        if (this.plan.isOfLists) return;
        open.openClause(index, head.number).until = readRangeEnd(block);
        this.addSubParagraphs(index, readNestedMarkers(block, head));
        return;
      case 'item':
        this.addSubParagraphs(index, [head.marker, ...readNestedMarkers(block, head)]);
        return;
      case 'listNumber':
        if (!this.listSections.has(index)) return;
        open.openSection(index, head.number, readListTitle(block).title, LINE_LEVEL);
        this.addSubParagraphs(index, readNestedMarkers(block, head));
        return;
      case 'caption':
        this.tables.addCaption(index, head);
        return;
      case 'question':
        this.addQuestion(index, `${head.series} Q${head.number}`, head.number);
        return;
      case 'footnote': {
        const { number } = head;
        const facts = { label: `Footnote ${number}`, number, marker: number, block: index, parent: open.group() };
        this.note = new ProvisionNode({ kind: 'footnote', ...facts });
        open.addLeaf(this.note, index + 1);
        return;
      }
      case 'definition': {
        const { term } = head;
        if (this.reader) this.endListsOfDefinition();
        const facts = { label: term, number: term, marker: term, block: index, parent: open.innermost() };
        open.addLeaf(new ProvisionNode({ kind: 'definition', ...facts }), index + 1);
        return;
      }
      case 'none':
        // "HAVE ADOPTED THIS REGULATION:" ends the recitals.
        if (open.currentUnit()?.unit === 'recital' && endsRecitals(block)) open.closeText();
        if (!this.contents.has(index)) this.addClauseOfAnnex(index);
        return;
    }
  }

  /**
   * The heading "### MEASUREMENT" right below "### ANNEX III", or below the line that says what brings it
   * in: it is of the same level, and says what the Annex is about. Null where there is none.
   */
  private findTitleOfDivision(index: number, { kind, level }: Block): number | null {
    if (kind !== 'heading') return null;
    const isNote = this.blocks[index + 1]?.kind === 'paragraph' && isNoteOfDivision(this.blocks[index + 1]!);
    const at = isNote ? index + 2 : index + 1;
    const below = this.blocks[at];
    if (below?.kind !== 'heading' || below.level !== level || this.contents.has(at)) return null;
    return below.head.kind === 'heading' && isTitleLine(below) ? at : null;
  }

  /** "A.1 A boat …" in Annex A. */
  private addClauseOfAnnex(index: number): void {
    const letter = this.open.supplementNumber();
    const shape = letter === null ? null : readLabelShape(this.blocks[index]!);
    if (shape?.on !== 'text' || shape.word !== null || !shape.number.startsWith(`${letter}.`)) return;
    if (!/^[A-Z]\.\d/.test(shape.number)) return;
    this.open.openClause(index, shape.number, SCHEDULE_PARAGRAPH, true);
    this.addSubParagraphs(index, readNestedMarkersAt(this.blocks[index]!, shape.body));
  }

  /** A heading between subsections (1) and (2) of one section: the note that stands in its margin. */
  private isMarginalNote(index: number): boolean {
    const next = this.reader ? this.blocks[index + 1] : undefined;
    const shape = next && !this.contents.has(index + 1) ? readLabelShape(next) : null;
    return shape?.mark === 'brackets' && shape.word === null && this.open.goesOn(shape.number);
  }

  /** Whether "Illustration" or "Explanation" stands above words of the section that is open, which goes on behind them. */
  private isAside(block: Block): boolean {
    if (this.plan.scheme.id !== 'act' && this.plan.scheme.id !== 'statutory-instrument') return false;
    return this.open.currentUnit() !== null && ASIDE.test(readTitle(block, block.prefix) ?? '');
  }

  /** "A.1 Bench tests" of Annex A. */
  private addSectionOfAnnex(index: number): boolean {
    const block = this.blocks[index]!;
    const shape = block.head.kind === 'heading' && this.open.isInSupplement() ? readLabelShape(block) : null;
    const letter = this.open.supplementNumber();
    if (!shape || shape.word !== null || letter === null || !shape.number.startsWith(`${letter}.`)) return false;
    this.open.openSection(index, shape.number, readTitle(block, shape.body), block.level, true);
    return true;
  }

  /** Each definition has lists of its own: what a definition before it held is closed. */
  private endListsOfDefinition(): void {
    const { items } = this.open;
    const before = this.definitions;
    if (before && (before.depth === 0 ? this.open.getItemsHolder() : items[before.depth - 1]?.node) === before.within)
      items.length = Math.min(items.length, before.depth);
    else this.definitions = { depth: items.length, within: this.open.innermost() };
  }

  /** A bullet without a label ends the lists that stand further in: what comes within it is its own. */
  private endInnerLists(block: Block): void {
    const { items } = this.open;
    if (items.length === 0 || !isBulletMarker(block.marker) || readLabelShape(block)) return;
    const indent = measureIndent(block);
    for (let own = this.findOpenBullet(); own && measureIndent(own) > indent; own = this.findOpenBullet()) items.pop();
  }

  /** The bullet that the innermost item which is open stands in. */
  private findOpenBullet(): Block | null {
    const item = this.open.items.at(-1);
    const block = item && this.blocks[item.node.block];
    return block && isBulletMarker(block.marker) ? block : null;
  }

  /** "Part B" within a Schedule or an Annex of a code, whose paragraphs count anew. */
  private addSchedulePart(index: number): boolean {
    const block = this.blocks[index]!;
    const isInExhibit = this.open.isInExhibit();
    const word = isInExhibit || this.open.isInSupplement() ? readHeadingWord(block) : null;
    const shape = word === 'part' || word === 'chapter' ? readLabelShape(block) : null;
    if (!shape) return false;
    const isAnew = this.plan.anewInSupplements.has(index);
    this.openHead(index, {
      unit: shape.word === 'part' ? SUPPLEMENT_PART : SUPPLEMENT_CHAPTER,
      number: shape.number,
      title: readTitle(block, shape.body),
      level: block.level || LINE_LEVEL,
      rank: (shape.word === 'part' ? 0 : 1) + (isInExhibit ? 1 : 0),
      isAnew,
    });
    return true;
  }

  /** "Exhibit A – Work" of a code, whose paragraphs count anew. */
  private addExhibit(index: number): boolean {
    const block = this.blocks[index]!;
    const shape = block.head.kind === 'heading' && !this.contents.has(index) ? readLabelShape(block) : null;
    const unit = shape?.word === 'exhibit' ? findUnitOfWord(this.plan.scheme, shape.word) : null;
    if (!shape || !unit || !isNumberedAs(unit, shape.number, block.ownUnits)) return false;
    const title = shape.hasWords ? readTitle(block, shape.body) : null;
    this.openHead(index, { unit, number: shape.number, title, level: block.level, rank: 0, isAnew: true });
    return true;
  }

  /** "Standard 12" of a code, by the word of a unit that the project adds. */
  private addOwnUnit(index: number): boolean {
    const block = this.blocks[index]!;
    const unit = this.contents.has(index) ? null : findOwnUnitOf(block, this.plan.scheme);
    const shape = unit && readLabelShape(block);
    if (!shape) return false;
    const isText = shape.on === 'text';
    this.open.openUnit({
      index,
      unit,
      number: shape.number,
      title: isText || !shape.hasWords ? null : readTitle(block, shape.body),
      titleBlock: null,
      level: block.level || LINE_LEVEL_BELOW_ALL,
      rank: this.plan.scheme.units.indexOf(unit),
      isAnew: false,
      isJoined: false,
      isClause: isText && !shape.isTitled,
      isSchemeLabel: true,
    });
    this.addSubParagraphs(index, readNestedMarkersAt(block, shape.body));
    return true;
  }

  /** "Chapter 2" above 2.1, 2.2 … of a code, or one of a run "Rule 1", "Rule 2" …, whatever its word is. */
  private addHoldingDivision(index: number): boolean {
    const block = this.blocks[index]!;
    const isHeading = block.kind === 'heading' && block.head.kind === 'heading';
    if ((!isHeading && !isBoldLine(block)) || this.contents.has(index)) return false;
    const shape = readLabelShape(block);
    const isInRun = this.wordRuns.has(index);
    if (shape?.word == null || this.open.isInSupplement()) return false;
    if (!/^\d{1,3}$/.test(shape.number) && !(isInRun && /^[IVXLC]{1,8}$/.test(shape.number))) return false;
    const [first, second] = this.nextNumbers[index]?.split('.') ?? [];
    const isHolding = first === shape.number && (second === '0' || second === '1' || second === '01');
    if (!isHolding && !isInRun) return false;
    const word = `${shape.word.charAt(0).toUpperCase()}${shape.word.slice(1)}`;
    const level = block.level || LINE_LEVEL;
    this.openHead(index, {
      unit: { ...(NAMED_DIVISIONS.get(shape.word) ?? NAMED_UNIT), label: `${word} {number}` },
      number: shape.number,
      title: readTitle(block, shape.body),
      level,
      rank: this.rankOfNamed(level, shape.word === 'part' ? -1 : isHolding ? 0 : 1),
    });
    return true;
  }

  /** "A. General Terms" and "B. Terms for Events" of a code, below each of which sections begin at 1. */
  private addLetteredPart(index: number): boolean {
    const block = this.blocks[index]!;
    if (!this.plan.restarts.has('numeral') || !this.plan.numerals.has(index)) return false;
    const shape = block.kind === 'heading' && !this.contents.has(index) ? readLabelShape(block) : null;
    if (!shape || this.open.isInSupplement()) return false;
    this.openHead(index, {
      unit: SUPPLEMENT_PART,
      number: shape.number,
      title: readTitle(block, shape.body),
      level: block.level,
      rank: 3 * (block.level - OUTERMOST_LEVEL) - 2,
      isAnew: true,
    });
    return true;
  }

  /** "#### Section 1 — Vessels" below "### 2.2 Attributes": by its level a part of that, which counts by itself. */
  private addSectionBelow(index: number): boolean {
    const block = this.blocks[index]!;
    const { head } = block;
    if (block.kind !== 'heading' || head.kind !== 'section' || this.contents.has(index)) return false;
    const shape = readLabelShape(block);
    if (shape?.word !== 'section' || !/^\d{1,3}$/.test(shape.number)) return false;
    if (!this.open.isBelowDecimal(block.level)) return false;
    this.openHead(index, {
      unit: { ...SUPPLEMENT_PART, label: 'Section {number}' },
      number: shape.number,
      title: readTitle(block, head.body),
      level: block.level,
      rank: 3 * block.level,
      isSchemeLabel: false,
    });
    return true;
  }

  /** Opens a unit of a code that stands alone, head and title in one block, and holds what follows. */
  private openHead(
    index: number,
    unit: Pick<UnitOpening, 'unit' | 'number' | 'title' | 'level' | 'rank'> &
      Partial<Pick<UnitOpening, 'isAnew' | 'isSchemeLabel'>>,
  ): void {
    const head = { titleBlock: null, isAnew: false, isJoined: false, isClause: false, isSchemeLabel: true };
    this.open.openUnit({ ...head, index, ...unit });
  }

  /**
   * Headings of one word stand in those of another by their levels, as Rules in Parts.
   * @param atLevel how they stand in each other at one level: from -1, outermost, to 1
   */
  private rankOfNamed(level: number, atLevel: number): number {
    this.namedLevel ??= level;
    return 3 * (level - this.namedLevel) + atLevel;
  }

  /** For each block the number of the first section or clause after it, up to the heading that holds that one. */
  private findNextNumbers(): (string | null)[] {
    const found = new Array<string | null>(this.blocks.length).fill(null);
    let next: string | null = null;
    for (let index = this.blocks.length - 1; index >= 0; index--) {
      found[index] = next;
      const { head } = this.blocks[index]!;
      if (this.contents.has(index)) continue;
      if (head.kind === 'section' || head.kind === 'clause') next = head.number;
      else if (head.kind === 'division' || this.holdsByWord(index, next)) next = null;
    }
    return found;
  }

  /** Whether a heading such as "Rule 1" has the number that the next clause, 1.1, begins with. */
  private holdsByWord(index: number, next: string | null): boolean {
    const block = this.blocks[index]!;
    if (next === null || block.kind !== 'heading' || block.head.kind !== 'heading') return false;
    const shape = readLabelShape(block);
    return shape?.word != null && next.startsWith(`${shape.number}.`);
  }

  /** A numbered paragraph of a Schedule of a code: 1, 2, 3 to the Schedule's end. */
  private addScheduleParagraph(index: number): boolean {
    const block = this.blocks[index]!;
    const shape = readLabelShape(block);
    if (!shape || !this.plan.supplementRuns.has(index)) return false;
    this.open.openClause(index, shape.number, SCHEDULE_PARAGRAPH, !('label' in block.head));
    this.addSubParagraphs(index, readNestedMarkersAt(block, shape.body));
    return true;
  }

  /** @returns whether the block begins something that the text's scheme knows */
  private readByScheme(index: number, reader: SchemeReader): boolean {
    const { open } = this;
    const { kind } = this.blocks[index]!.head;
    if (kind === 'division' || kind === 'caption' || kind === 'question' || kind === 'footnote') return false;
    const reading = reader.read(index);
    switch (reading.kind) {
      case 'none':
        // A line that the scheme does not know is words: only a heading still groups.
        return kind === 'listNumber' || kind === 'item';
      case 'unit':
        open.openUnit(reading.opening).until = readRangeEnd(this.blocks[index]!);
        this.claimedTitle = reading.opening.titleBlock ?? -1;
        break;
      case 'clause':
        open.openClause(index, reading.number, reading.unit, !('label' in this.blocks[index]!.head)).until =
          readRangeEnd(this.blocks[index]!);
        break;
      case 'items':
        break;
    }
    this.addSubParagraphs(index, reading.markers);
    return true;
  }

  /** The points that a table lays out where they go on with a list of the text or begin one. */
  private addPoints(index: number): boolean {
    const { open } = this;
    const points = this.reader && !this.contents.has(index) ? readPointTable(this.blocks[index]!) : null;
    if (!points || this.tables.hasCaption(index)) return false;
    const [first] = points.rows;
    const goesOn = first === undefined || open.continuesItem(first.marker) || open.skipsTo(first.marker, 1);
    if (!goesOn || (first && !points.isSure && FIRST_MARKER.test(first.marker))) return false;
    let owner: ProvisionNode | null = null;
    for (const point of points.rows) {
      this.subParagraphs.add(index, point.marker, point);
      owner ??= open.owners[index] ?? null;
      if (point.term !== null) this.addTermOfPoint(index, point.row, point.term);
    }
    // The table's words are those of its first point, and its rows name the others.
    open.owners[index] = owner;
    return true;
  }

  private addTermOfPoint(index: number, row: number, term: string): void {
    const facts = { label: term, number: term, marker: term, block: index, parent: this.open.innermost(), row };
    new ProvisionNode({ kind: 'definition', ...facts }).endBlock = index + 1;
  }

  private addSubParagraphs(index: number, markers: readonly string[]): void {
    const behind = markers.length === 1 ? readMarkerBehind(this.blocks[index]!) : null;
    const all = behind === null ? markers : [...markers, behind];
    const isRepeated = this.subParagraphs.repeatsOpen(index, all);
    for (const marker of isRepeated ? all.slice(1) : markers) this.subParagraphs.add(index, marker);
  }

  private addQuestion(index: number, label: string, number: string): void {
    const { open } = this;
    const after = findNextShown(this.blocks, index);
    const next = this.blocks[after];
    const hasText = next?.kind === 'paragraph' && next.head.kind === 'none' && !asksInLine(this.blocks[index]!);
    const node = new ProvisionNode({
      kind: 'question',
      label,
      number,
      marker: label,
      block: index,
      parent: open.group(),
    });
    open.addLeaf(node, hasText ? after + 1 : index + 1);
    if (hasText) open.owners[after] = node;
    open.closeText();
  }

  /** "Question 4: Do you agree?", or "Question 4" above the paragraph that asks, with its list. */
  private addWordedQuestion(index: number, question: WordedQuestion): void {
    const { open, blocks } = this;
    const block = blocks[index]!;
    const { number } = question;
    const title = block.kind === 'heading' ? readTitle(block, question.words.start) : null;
    const isTitled = title !== null && !title.includes('?');
    const label = labelQuestion(question.chapter, number);
    const node = new ProvisionNode({
      kind: 'question',
      label,
      number,
      marker: label,
      title: isTitled ? title : null,
      block: index,
      parent: open.group(),
    });
    const texts = isTitled || !hasOwnWords(block, question) ? this.listTextOf(index) : [];
    texts.push(...this.listItemsOf(texts.at(-1) ?? index));
    open.addLeaf(node, (texts.at(-1) ?? index) + 1);
    for (const text of texts) {
      open.owners[text] = node;
      this.askedTexts.add(text);
    }
    open.closeText();
  }

  /** The paragraph below the label of a question, which holds its words. */
  private listTextOf(index: number): number[] {
    const after = findNextShown(this.blocks, index);
    const next = this.blocks[after];
    const isText = next?.kind === 'paragraph' && next.marker === null && !('label' in next.head);
    return isText && !this.asked.has(after) ? [after] : [];
  }

  /** The list that words end before: "Do you agree that:". */
  private listItemsOf(index: number): number[] {
    const items: number[] = [];
    if (!introducesItems(this.blocks[index]!)) return items;
    for (let at = findNextShown(this.blocks, index); this.isItemOfQuestion(at); at = findNextShown(this.blocks, at))
      items.push(at);
    return items;
  }

  private isItemOfQuestion(index: number): boolean {
    const block = this.blocks[index];
    return block !== undefined && !this.asked.has(index) && (block.marker !== null || block.head.kind === 'item');
  }

  private listedDivisions(): ReadonlySet<string> {
    const listed = new Set<string>();
    for (const [index, block] of this.blocks.entries()) {
      const { head } = block;
      if (head.kind === 'division' && head.listed && !isQuoted(block) && !this.contents.has(index))
        listed.add(`${head.of} ${head.number}`);
    }
    return listed;
  }
}

/** Every provision in the order of the text; sets where each ends and its place in that order. */
function numberProvisions(roots: ProvisionNode[], blockCount: number): ProvisionNode[] {
  const provisions: ProvisionNode[] = [];
  const addInOrder = (nodes: ProvisionNode[], end: number): void => {
    // Captions under their tables and attachments listed late can come out of order.
    if (nodes.some((node, i) => i > 0 && node.block < nodes[i - 1]!.block))
      nodes.sort((a, b) => a.block - b.block || (a.row ?? -1) - (b.row ?? -1));
    for (const [i, node] of nodes.entries()) {
      if (node.endBlock < 0) node.endBlock = Math.max(node.block + 1, nodes[i + 1]?.block ?? end);
      node.index = provisions.length;
      provisions.push(node);
      addInOrder(node.children, node.endBlock);
    }
  };
  addInOrder(roots, blockCount);
  return provisions;
}

/** How a code reads its sub-paragraphs, and the lists below its headings that are provisions. */
function makeListReading(
  blocks: readonly Block[],
  { listedItems, innermostItems, innerLists }: ReadingPlan,
): SchemeReading {
  return {
    listMarkers: (index) => {
      const { head } = blocks[index]!;
      const own = head.kind === 'item' ? [head.marker] : [];
      return listedItems.get(index) ?? [...own, ...readNestedMarkers(blocks[index]!, head)];
    },
    listIndent: (index) =>
      columnsOf(innerLists.items.get(index)?.depth) ??
      (innermostItems.has(index) ? null : indentOfListed(blocks[index]!, listedItems.get(index))),
    markOf: (index) => (listedItems.has(index) ? null : (readLabelShape(blocks[index]!)?.mark ?? null)),
    breaksLists: () => false,
    unitOfItem: () => 'paragraph',
  };
}

/** How far in an item stands whose level is known and not its column. */
function columnsOf(depth: number | undefined): number | undefined {
  return depth === undefined ? undefined : depth * COLUMNS_OF_LEVEL;
}

/**
 * How far in a listed item stands: capitals at the margin hold the lists of numbers there. Null for
 * "1. i. …", whose place its own marker tells.
 */
function indentOfListed(block: Block, markers: readonly string[] | undefined): number | null {
  if (!markers || /^[a-z]/.test(markers[0] ?? '')) return null;
  return /^[A-Z]$/.test(markers[0] ?? '') ? -1 : measureIndent(block);
}

function makeSchemeReading(blocks: readonly Block[], reader: SchemeReader, scheme: Scheme): SchemeReading {
  return {
    listMarkers: (index) =>
      readPointTable(blocks[index]!)?.rows.map(({ marker }) => marker) ?? reader.listMarkers(index),
    listIndent: (index) => reader.listIndent(index),
    markOf: (index) => readLabelShape(blocks[index]!)?.mark ?? null,
    breaksLists: (index) => {
      const shape = readLabelShape(blocks[index]!);
      return shape?.word != null && findUnitOfWord(scheme, shape.word) !== null;
    },
    unitOfItem: (parent, style) => findUnitOfItem(scheme, parent?.unit ?? null, style),
  };
}
