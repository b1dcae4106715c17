import type { Block } from '../block.js';
import { isAboveWords, isPathLabel, type LabelShape, readLabelShape } from '../head/label-shape.js';
import { readWordedQuestions } from '../head/worded-questions.js';
import { readBoldTitle } from '../schemes/evidence.js';
import { isNumberedAs } from '../schemes/own-units.js';
import { isOwnUnitId, type Unit } from '../schemes/scheme.js';
import { findUnitOfPlural, findUnitOfWord } from '../schemes/unit-words.js';
import { findInlineTitle } from './inline-title.js';
import { readListTitle } from './list-sections.js';
import type { LoneLabel } from './lone-labels.js';
import { COLUMNS_OF_LEVEL, isNextMarker } from './markers.js';
import {
  introducesList,
  readCapitalMarker,
  readDottedMarker,
  readInnerMarker,
  readNestedMarkersAt,
} from './nested-markers.js';
import { readCountValue } from './number-count.js';
import { readRangeEnd } from './number-ranges.js';
import type { OpenProvisions } from './open-provisions.js';
import { LINE_LEVEL_BELOW_ALL, type UnitOpening } from './open-provisions.js';
import { endsSentence, findHolderOf, type ReadingPlan } from './reading-plan.js';
import { isBoldLine, isTitleLine, readTitle } from './title.js';

/** How far a number may be from the one before it where only its place tells that it is one. */
const LONGEST_LINE = 160;
const MOST_LEFT_OUT = 3;
/** The same of a number alone on its line above a title, whose form leaves little doubt. */
const MOST_LEFT_OUT_BELOW = 30;
/** So many units with their word are a series of its own. */
const LEAST_WORDED = 2;
/** Headings stand outside of every list below them. */
const LEVELS_OUTSIDE = 10;
const TITLE_ABOVE = /^(\p{Lu}[^\r\n]{0,120}[^\s.;:,])[ \t]{0,3}\r?\n[ \t]{0,9}["“‘']?\p{Lu}/u;
const DECIMAL = /^[A-Z]{0,2}\d{1,5}[A-Z]{0,2}\d?(?:[.–-]\d{1,4}[A-Z]{0,3}){1,5}$/;
const RUN_IN_TITLE = /^(\p{Lu}[^.;:\r\n]{2,100})\. +(?=["“(]?[\p{Lu}\d])/u;
const HYPHENATED_SECTION = /^\d{1,3}[A-Z]?-\d{1,4}(?:[.-]\d{1,4}){1,3}$/;
const PLAIN = /^[A-Z]?\d{1,4}(?:[A-Z]{1,3}\d?|[a-z]{1,2}|bis|ter|quater|quinquies|sexies)?$/;

/** The item of a nested list that is open. */
interface OpenLevel {
  /** Index of its block. */
  readonly index: number;
  readonly indent: number;
  readonly number: string;
  /** How many levels 1.1, 1.2 … it holds. */
  held: number;
  /** Whether the list within it is one of things, (1), (2) …, and not of levels. */
  holdsThings: boolean;
}

/** What a block turned out to begin. */
export type LabelReading =
  /** Nothing that the scheme knows. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unit'; readonly opening: UnitOpening; readonly markers: readonly string[] }
  | {
      readonly kind: 'clause';
      readonly number: string;
      readonly unit: Unit | null;
      readonly markers: readonly string[];
    }
  | { readonly kind: 'items'; readonly markers: readonly string[] };

/** So many blocks of a Schedule are looked through for the number after that of its first line. */
const FARTHEST_OF_SUPPLEMENT = 60;

const NOTHING: LabelReading = { kind: 'none' };

/**
 * Reads the labels of a text by the table of its scheme: which unit a label makes is told by the
 * units that are open, and by the numbers that came before.
 */
export class SchemeReader {
  /** The blocks that are titles of units that other blocks number. */
  readonly titleBlocks = new Set<number>();
  private readonly basic: Unit | null;
  /** The list of plain numbers that is no run of provisions, while it goes on. */
  private strayNumber = 0;
  /** The last plain number that was read as an item, whatever unit it stands in. */
  private lastCounted = 0;
  /** The items of Markdown lists that were read last, outermost first, where no unit began since. */
  private lastItems: { readonly value: number; readonly indent: number }[] = [];
  /** How many units of the text bear their word, "Section 2", so that "3." alone is none of them. */
  private wordedCount = 0;
  /** Whether levels A., B. were found in the text so far. */
  private hasOutline = false;
  /** The plain numbers that headings bear. */
  private readonly headed: ReadonlySet<string>;
  /** Where the last number of the basic unit stands from the margin. */
  private basicIndent = 0;
  /** The items of nested lists that are open, outermost first, and how many each holds. */
  private levels: OpenLevel[] = [];

  constructor(
    private readonly blocks: readonly Block[],
    private readonly open: OpenProvisions,
    private readonly plan: ReadingPlan,
  ) {
    this.basic = findBasicUnit(plan.scheme.units);
    this.headed = listHeadedNumbers(blocks);
  }

  read(index: number): LabelReading {
    const block = this.blocks[index]!;
    const listed = this.plan.listedItems.get(index);
    if (listed) {
      this.noteListed(index, listed);
      return { kind: 'items', markers: listed };
    }
    const lone = this.plan.loneLabels.get(index);
    if (lone) return this.readLoneLabel(index, block, lone);
    const shape = this.readShape(index);
    if (!shape || this.plan.pageHeads.has(index) || shape.number === '#') return NOTHING;
    if (shape.word !== null) return this.readWorded(index, block, shape);
    if (isPathLabel(shape)) return this.readPath(shape);
    if (shape.on === 'heading' || this.plan.numerals.has(index)) return this.readHeading(index, block, shape);
    if (shape.mark === 'brackets') return this.readBrackets(index, block, shape);
    const isPlain = /^\d/.test(shape.number) || (shape.isNested && /^[A-Z]\d/.test(shape.number));
    if (isPlain && PLAIN.test(shape.number)) return this.readPlainNumber(index, block, shape);
    if (DECIMAL.test(shape.number)) return this.readDecimal(index, block, shape);
    if (this.isBeforeFirst(index, shape))
      return { kind: 'clause', number: shape.number, unit: this.unitOf('paragraph'), markers: [] };
    return this.readLetter(index, block, shape);
  }

  /** "A1. …" in a Schedule, put in before its paragraph 1. */
  private isBeforeFirst(index: number, { number, mark, hasWords }: LabelShape): boolean {
    if (mark !== 'stop' || !hasWords || !/^A\d{1,2}$/.test(number) || !this.open.isInSupplement()) return false;
    const end = Math.min(this.blocks.length, index + 12);
    for (let at = index + 1; at < end; at++) {
      const next = this.readShape(at);
      if (next?.word != null) return false;
      if (next && next.mark !== 'brackets')
        return next.number === '1' || next.number === `A${Number(number.slice(1)) + 1}`;
    }
    return false;
  }

  /** The bracketed markers that a block begins with, before it is known where they belong. */
  listMarkers(index: number): readonly string[] {
    const listed = this.plan.listedItems.get(index);
    if (listed) return listed;
    const lone = this.plan.loneLabels.get(index);
    if (lone) return lone.isUnit ? [] : lone.markers;
    const block = this.blocks[index]!;
    const shape = this.readShape(index);
    if (shape && isPointHeading(shape)) return [shape.number];
    if (!shape || shape.on === 'heading' || shape.word !== null || this.plan.numerals.has(index)) return [];
    const nested = readMarkersBehind(block, shape);
    if (shape.mark === 'brackets')
      return shape.isTight && !this.plan.acceptsTight ? [] : this.readMarkers(index, block, shape);
    if (/^\d/.test(shape.number)) return shape.on === 'list' && nested.length === 0 ? [shape.number] : nested;
    return [shape.number, ...nested];
  }

  /** How far in the item of a Markdown list stands; null for any other block. */
  listIndent(index: number): number | null {
    const inner = this.plan.innerLists.items.get(index);
    if (inner) return inner.depth * COLUMNS_OF_LEVEL;
    const block = this.blocks[index]!;
    const shape = readLabelShape(block);
    // Headings "### a)" and "#### i)" stand in each other by their levels.
    if (shape && isPointHeading(shape)) return (block.level - LEVELS_OUTSIDE) * COLUMNS_OF_LEVEL;
    const isList = shape?.on === 'list' || (shape?.on === 'text' && this.plan.countedLists);
    return shape && isList && shape.word === null ? shape.indent : null;
  }

  private readShape(index: number): LabelShape | null {
    const shape = readLabelShape(this.blocks[index]!);
    if (shape && this.plan.shadowed.has(index)) return makeInnerShape(this.blocks[index]!, shape);
    const number = this.plan.shownNumbers.get(index);
    return shape && number !== undefined ? { ...shape, number } : shape;
  }

  /** "1" or "b" alone on its line, and "Interpretation2". */
  private readLoneLabel(index: number, block: Block, label: LoneLabel): LabelReading {
    const { markers, isUnit, title } = label;
    const [number = ''] = markers;
    if (!isUnit) return { kind: 'items', markers };
    if (this.open.isInSupplement()) return { kind: 'clause', number, unit: this.unitOf('paragraph'), markers: [] };
    if (!this.basic) return NOTHING;
    const next = label.isAboveTitle ? this.blocks[index + 1] : undefined;
    if (next)
      return this.openUnit(index, this.basic, makeLoneShape(block, number), {
        title: readTitle(next, next.kind === 'heading' ? startOfWords(next) : next.prefix),
        titleBlock: index + 1,
        isText: false,
      });
    const above = this.blocks[index - 1];
    const isBelowTitle = title === null && above !== undefined && above.kind !== 'heading' && isTitleLine(above);
    if (title !== null) this.titleBlocks.add(index);
    return this.openUnit(index, this.basic, makeLoneShape(block, number), {
      title: title ?? (isBelowTitle ? readTitle(above, above.prefix) : null),
      titleBlock: null,
      titleAbove: isBelowTitle ? index - 1 : null,
      isText: title === null && !isBelowTitle,
    });
  }

  /** "1e1a) …", where the table has a unit of such numbers. */
  private readPath({ number }: LabelShape): LabelReading {
    const unit = this.plan.scheme.units.find(({ numbers }) => numbers.includes('path'));
    return unit ? { kind: 'clause', number, unit, markers: [] } : NOTHING;
  }

  private readWorded(index: number, block: Block, shape: LabelShape): LabelReading {
    const word = shape.word ?? '';
    const unit =
      findUnitOfWord(this.plan.scheme, word) ??
      (readRangeEnd(block) === null ? null : findUnitOfPlural(this.plan.scheme, word));
    if (!unit || !isNumberedAs(unit, shape.number, block.ownUnits)) return NOTHING;
    // "#### Part 9 proceedings" above "##### 98" is the title of section 98.
    if (unit.isDivision && shape.on === 'heading' && shape.hasWords && this.isTitleOfNext(index, block, shape))
      return NOTHING;
    // "Section 2" above a Schedule says which section the Schedule belongs to.
    if (shape.on === 'line' && !shape.hasWords && this.blocks[index + 1]?.head.kind === 'division') return NOTHING;
    if (this.isNoteOfSupplement(index, shape)) return NOTHING;
    const isHeading = shape.on === 'heading';
    // "PART II – DUTIES", and a cross-heading on the line below.
    const isDivision = unit.isDivision && shape.on === 'text' && isAboveLine(block, shape);
    const isWhole = isHeading || isDivision || shape.on === 'line' || (shape.word === '§' && shape.isTitled);
    const title = isDivision
      ? readLineTitle(block, shape)
      : isWhole
        ? this.readUnitTitle(index, block, shape)
        : { title: null, titleBlock: null };
    if (unit === this.basic) this.wordedCount++;
    return this.openUnit(index, unit, shape, { ...title, isText: !isWhole });
  }

  /** Whether "Regulation 5" right below "SCHEDULE 1" says what brings the Schedule in: no regulation 6 follows there. */
  private isNoteOfSupplement(index: number, { on, hasWords, word, number }: LabelShape): boolean {
    const above = this.blocks[index - 1]?.head;
    if (on !== 'line' || hasWords || above?.kind !== 'division' || above.listed) return false;
    if (!/^\d{1,4}[A-Z]{0,2}$/.test(number)) return false;
    const end = Math.min(this.blocks.length, index + FARTHEST_OF_SUPPLEMENT);
    for (let at = index + 1; at < end && this.blocks[at]!.head.kind !== 'division'; at++) {
      const next = this.readShape(at);
      if (next?.word === word && next.on !== 'text' && readCountValue(next.number) === readCountValue(number) + 1)
        return false;
    }
    return true;
  }

  /** The title on the label's line, or on the next one where the label stands alone. */
  private readUnitTitle(index: number, block: Block, shape: LabelShape) {
    const own = shape.hasWords ? readTitle(block, shape.body) : null;
    if (own !== null) return { title: own.replace(/[.:]$/, ''), titleBlock: null };
    const next = this.blocks[index + 1];
    if (
      !next ||
      !isTitleLine(next) ||
      (shape.word === null && this.isBelowHeading(index)) ||
      readWordedQuestions(next).length > 0 ||
      (block.kind === 'heading' && next.kind === 'heading' && next.level < block.level)
    )
      return { title: null, titleBlock: null };
    return {
      title: readTitle(next, next.kind === 'heading' ? startOfWords(next) : next.prefix),
      titleBlock: index + 1,
    };
  }

  /** Whether words in small letters behind a label make it the title of the number below, a heading of a lower level. */
  private isTitleOfNext(index: number, block: Block, { body }: LabelShape): boolean {
    const next = this.blocks[index + 1];
    if (!/^\p{Ll}/u.test(block.text.slice(body, body + 2)) || next?.kind !== 'heading' || next.level <= block.level)
      return false;
    const shape = readLabelShape(next);
    return shape?.word === null && /^\d/.test(shape.number) && !shape.hasWords;
  }

  /** Whether a number that is a heading stands right below the heading with its title: "#### Fees", "##### 4". */
  private isBelowHeading(index: number): boolean {
    const [above, block] = [this.blocks[index - 1], this.blocks[index]!];
    return block.kind === 'heading' && above?.kind === 'heading' && above.level < block.level && isTitleLine(above);
  }

  private readHeading(index: number, block: Block, shape: LabelShape): LabelReading {
    if (isPointHeading(shape))
      return this.open.currentUnit() !== null && this.goesOnPoints(shape.number)
        ? { kind: 'items', markers: [shape.number] }
        : NOTHING;
    if (/^[A-Z]+$/.test(shape.number)) {
      const unit = findUnitOfWord(this.plan.scheme, 'section') ?? this.basic;
      if (!this.plan.numerals.has(index) || !unit) return NOTHING;
      if (this.isLetterOfSection(block, shape)) return { kind: 'items', markers: [shape.number] };
      return this.openUnit(index, unit, shape, {
        ...(block.kind === 'heading' ? this.readUnitTitle(index, block, shape) : readLineTitle(block, shape)),
        isText: false,
        isNumeral: true,
      });
    }
    const unit = this.findParagraphOfSchedule(shape) ?? this.basic;
    if (!unit) return NOTHING;
    return this.openUnit(index, unit, shape, { ...this.readUnitTitle(index, block, shape), isText: false });
  }

  /** Whether "#### B. Quorum" stands below "### Section 5. Meetings" by its level: the (B) of that section. */
  private isLetterOfSection(block: Block, { number }: LabelShape): boolean {
    const { basic, open } = this;
    if (!basic || this.wordedCount === 0 || block.kind !== 'heading' || !/^[A-Z]$/.test(number)) return false;
    const level = open.levelOf(basic.id);
    return level !== null && level < block.level && this.holdsItems(basic.id) && open.continuesItem(number);
  }

  /** What "##### 4" in a Schedule of an Act is: its paragraph 4, and no section. */
  private findParagraphOfSchedule({ number }: LabelShape): Unit | null {
    if (!/^\d/.test(number) || !PLAIN.test(number) || !this.open.isInSupplement()) return null;
    return (
      this.plan.scheme.units.find(
        ({ id, countsWithin, heads }) =>
          id === 'paragraph' && countsWithin.includes('schedule') && heads.some(({ on }) => on === 'heading'),
      ) ?? null
    );
  }

  private goesOnPoints(number: string): boolean {
    return this.open.continuesItem(number) || this.open.skipsTo(number, 1);
  }

  private openUnit(
    index: number,
    unit: Unit,
    shape: LabelShape,
    how: {
      title: string | null;
      titleBlock: number | null;
      titleAbove?: number | null;
      isText: boolean;
      isNumeral?: boolean;
    },
  ): LabelReading {
    const block = this.blocks[index]!;
    const isHeading = block.kind === 'heading';
    const level = isHeading ? block.level : unit.isDivision ? 1 : LINE_LEVEL_BELOW_ALL;
    const rank = how.isNumeral ? this.rankOfNumeral() : this.rankOf(unit, block);
    const isRestart =
      this.plan.restarts.has(how.isNumeral ? 'numeral' : unit.id) || this.plan.anewInSupplements.has(index);
    this.strayNumber = 0;
    this.lastItems = [];
    for (const at of [how.titleBlock, how.titleAbove ?? null]) if (at !== null) this.titleBlocks.add(at);
    if (!unit.isDivision) {
      this.basicIndent = shape.indent;
      this.levels = [{ index, indent: shape.indent, number: tidyNumber(shape.number), held: 0, holdsThings: false }];
    }
    const opening: UnitOpening = {
      index,
      unit,
      number: tidyNumber(shape.number),
      level,
      rank,
      isAnew: isRestart,
      isJoined: how.isNumeral === true && isRestart,
      isSchemeLabel: !('label' in block.head),
      title: how.title,
      titleBlock: how.titleBlock,
      isClause: how.isText && !shape.isNested && !shape.isTitled && findInlineTitle(block, shape) === null,
      isPutIn: isHeading && this.plan.putsInDecimals,
    };
    return { kind: 'unit', opening, markers: isHeading || how.isNumeral ? [] : readMarkersBehind(block, shape) };
  }

  private rankOf(unit: Unit, block: Block | null = null): number {
    const { units } = this.plan.scheme;
    const holder = block && findHolderOf(this.plan.scheme, unit);
    if (holder && this.isAround(holder, block)) return units.indexOf(holder) - 0.25;
    if (unit.id === 'division' && this.plan.hasInnerDivisions)
      return units.findLastIndex(({ isDivision }) => isDivision) + 0.5;
    return units.indexOf(unit);
  }

  /** Whether the head of a division ends the unit that is open, and does not stand in it: by their levels, where they are headings. */
  private isAround(holder: Unit, block: Block): boolean {
    const open = this.open.levelOf(holder.id);
    const level = block.kind === 'heading' ? block.level : LINE_LEVEL_BELOW_ALL;
    return open === null || open === level ? this.plan.hasOuterParts : level < open;
  }

  private unitOf(id: Unit['id']): Unit | null {
    return this.plan.scheme.units.find((unit) => unit.id === id) ?? null;
  }

  /** What the scheme calls 21.3: the first unit with such numbers that stands in another. */
  private unitOfClause(): Unit | null {
    const { units } = this.plan.scheme;
    return (
      units.find(
        (unit) => !unit.isDivision && unit.numbers.includes('decimal') && !isApart(unit) && !isOwnUnitId(unit.id),
      ) ?? null
    );
  }

  private rankOfNumeral(): number {
    const { units } = this.plan.scheme;
    const article = units.findIndex(({ id }) => id === 'article');
    return article >= 0 ? article : (this.basic ? this.rankOf(this.basic) : 0) - 0.5;
  }

  private readBrackets(index: number, block: Block, shape: LabelShape): LabelReading {
    // "(4)The clerk" after (3) is a slip of one space.
    if (
      shape.isTight &&
      !this.plan.acceptsTight &&
      !this.open.goesOn(shape.number) &&
      !this.isBeforeSpaced(index, shape)
    )
      return NOTHING;
    const isMarker = block.head.kind === 'item' || shape.on === 'list' || this.plan.countedLists;
    if (!shape.isTight && !isMarker) return NOTHING;
    const recital = this.isRecital(shape) ? this.unitOf('recital') : null;
    if (recital) return this.openUnit(index, recital, shape, { title: null, titleBlock: null, isText: true });
    return { kind: 'items', markers: this.readMarkers(index, block, shape) };
  }

  /** What "2. …" of a Schedule is: a paragraph, and in an Annex to an act of the Union a point. */
  private unitOfSupplement(): Unit | null {
    return (this.plan.scheme.id === 'eu-act' ? this.unitOf('point') : null) ?? this.unitOf('paragraph');
  }

  /** Whether "(2) Noise …" stands before the first Article of an act of the Union, as its recitals do. */
  private isRecital({ on, number }: LabelShape): boolean {
    const { open } = this;
    if (on !== 'text' || !/^\d{1,3}[a-z]?$/.test(number) || open.hasUnit('article')) return false;
    const current = open.currentUnit();
    if (!this.unitOf('recital') || open.isInSupplement() || (current && current.unit !== 'recital')) return false;
    const last = open.lastOfUnit('recital');
    // The number of the last once more is a slip, and no list within it.
    return last === null ? number === '1' : number === last || open.continuesUnit('recital', number, MOST_LEFT_OUT);
  }

  /** Whether "(i)Referrals" stands right before "(ii) Products": a slip of one space. */
  private isBeforeSpaced(index: number, { number }: LabelShape): boolean {
    const next = /^[ai1]$/.test(number) && index + 1 < this.blocks.length ? this.readShape(index + 1) : null;
    return next?.mark === 'brackets' && !next.isTight && isNextMarker(next.number, number);
  }

  /** (a) (1) A. of "(a) (1) A. …": a capital, too, where the next of its list comes below. */
  private readMarkers(index: number, block: Block, shape: LabelShape): readonly string[] {
    const markers = [shape.number, ...readNestedMarkersAt(block, shape.body)];
    // "(2) a. The posting …" above "b. The sign …".
    if (readDottedMarker(block, shape.body) && this.isAboveDotted(index)) return [...markers, 'a'];
    const isCapital = readCapitalMarker(block, shape.body) && this.holdsItems('section') && this.hasNext(index, 'B');
    return isCapital ? [...markers, 'A'] : markers;
  }

  private isAboveDotted(index: number): boolean {
    const next = index + 1 < this.blocks.length ? this.readShape(index + 1) : null;
    return next?.number === 'b' && next.mark === 'stop';
  }

  private readDecimal(index: number, block: Block, shape: LabelShape): LabelReading {
    if (this.basic && isSectionOfCode(shape))
      return this.openUnit(index, this.basic, shape, { title: null, titleBlock: null, isText: true });
    const title = this.plan.hasHyphenatedSections ? readTitleOfHyphenated(block, shape) : null;
    if (this.basic && title !== null)
      return this.openUnit(index, this.basic, shape, { title, titleBlock: null, isText: false });
    const run = this.plan.hasHyphenatedSections ? readRunInTitle(block, shape) : null;
    if (this.basic && run)
      return this.openUnit(index, this.basic, run.shape, { title: run.title, titleBlock: null, isText: false });
    if (this.basic && this.isSectionOfPart(shape)) {
      const above = this.readTitleAbove(index);
      const titles = { title: above, titleBlock: null, titleAbove: above === null ? null : index - 1 };
      return this.openUnit(index, this.basic, shape, { ...titles, isText: true });
    }
    const isHyphenated = !shape.number.includes('.') || /[–-]/.test(shape.number);
    const isKnown = this.open.isWithinNumber(shape.number) || this.isPutInAfterSection(shape);
    if (block.head.kind !== 'clause' && !(shape.hasWords && isKnown)) return NOTHING;
    if (isHyphenated && !this.open.isWithinNumber(shape.number)) return NOTHING;
    return {
      kind: 'clause',
      number: tidyNumber(shape.number),
      unit: this.unitOfClause(),
      markers: readNestedMarkersAt(block, shape.body),
    };
  }

  /** "1.1—(1) …" of Part 1 where no heading of the Part is there, as in an extract of rules of court. */
  private isSectionOfPart({ on, mark, number, isNested }: LabelShape): boolean {
    if (on !== 'text' || mark !== 'dash' || !isNested || !/^\d{1,3}\.\d{1,3}[A-Z]{0,2}$/.test(number)) return false;
    const isDecimal = this.basic?.numbers.includes('decimal') === true;
    return isDecimal && !this.open.isInSupplement() && !this.open.isWithinNumber(number);
  }

  /** "13.1(1) …" after section 13, as Canadian Acts put sections in. */
  private isPutInAfterSection({ number, isNested }: LabelShape): boolean {
    const last = this.basic && isNested && /^\d+\.\d+$/.test(number) ? this.open.lastOfUnit(this.basic.id) : null;
    return last !== null && number.startsWith(`${last}.`);
  }

  /**
   * What a plain number begins; null for one that is no label.
   * @param isNext whether it is the next number of the basic unit, whatever list is open
   */
  private placeOf(index: number, block: Block, shape: LabelShape, isStray: boolean, isNext: boolean) {
    if (isNext && this.basic) return this.basic;
    if (isStray) return null;
    return this.goesOnList(index, block, shape) ? 'item' : this.findPlace(index, block, shape);
  }

  /** Whether "4.—(1)" follows section 3. */
  private isNextWhole(shape: LabelShape, markers: readonly string[], current: string | null): boolean {
    if (!shape.isNested || shape.on === 'list' || markers[0] !== '1' || this.open.isInSupplement()) return false;
    return /^\d{1,3}$/.test(current ?? '') && Number(shape.number) === Number(current) + 1;
  }

  /** 1., 12 or 2.—(1): a section, a paragraph of a Schedule or an Article, or a thing in a list. */
  private readPlainNumber(index: number, block: Block, shape: LabelShape): LabelReading {
    const markers = readMarkersBehind(block, shape);
    if (this.basic && isWholeSection(shape) && this.hasPartedNext(index, shape.number))
      return this.openUnit(index, this.basic, shape, { title: null, titleBlock: null, isText: true });
    const isSentence = shape.isTitled || this.open.isInSupplement() || this.isAboveFirst(index);
    if (shape.isTight && !shape.isNested && !(this.plan.acceptsTight && isSentence)) return NOTHING;
    const current = this.open.currentUnit();
    // "**3.** (1) …" below the heading "3. Dues" says its number again.
    const isAgain =
      current !== null &&
      current.number === tidyNumber(shape.number) &&
      current.endsAt === index &&
      !(shape.on === 'list' && this.isNestedList(block, shape));
    if (isAgain && this.repeatsHead(block, shape, current.unit)) return { kind: 'items', markers };
    const value = readCountValue(shape.number);
    // "4.—(1) …" below (3) of section 3 is the next section.
    const isNext =
      current !== null && current.unit === this.basic?.id && this.isNextWhole(shape, markers, current.number);
    const isStray =
      this.strayNumber > 0 && value === this.strayNumber + 1 && !shape.isNested && !this.hasTitleAbove(index);
    const place = this.placeOf(index, block, shape, isStray, isNext);
    if (place === 'item' && shape.on === 'list') this.noteItem(value, shape.indent);
    else this.lastItems = [];
    if (place === 'item') {
      this.strayNumber = 0;
      this.lastCounted = value;
      return { kind: 'items', markers: [shape.number, ...markers] };
    }
    if (place === 'nested') {
      const number = this.openLevel(index, shape);
      if (number === null) return NOTHING;
      return { kind: 'clause', number, unit: this.unitOfClause(), markers };
    }
    if (place === null) {
      if (shape.on === 'list' || shape.mark === 'stop') this.strayNumber = value;
      return NOTHING;
    }
    if (place === 'paragraph') {
      this.strayNumber = 0;
      return { kind: 'clause', number: tidyNumber(shape.number), unit: this.unitOfSupplement(), markers };
    }
    const list = readListTitle(block);
    const inline = findInlineTitle(block, shape);
    const isTitled = shape.isTitled && (shape.isTight || shape.on === 'text' || list.isWhole);
    const mayBeTitled = this.plan.hasTitledSections || isAboveWords(block, shape);
    const above = mayBeTitled && list.title === null ? readTitleOnLine(block, shape) : null;
    const own = shape.isNested || list.isWhole ? null : list.title;
    const title = inline?.title ?? (isTitled ? readTitle(block, shape.body) : (own ?? above));
    // "1." alone, and its title on the next line.
    const below = block.kind === 'empty' ? this.blocks[index + 1] : undefined;
    if (below && isTitleLine(below))
      return this.openUnit(index, place, shape, { ...this.readUnitTitle(index, block, shape), isText: false });
    return this.openUnit(index, place, shape, {
      title: title ?? this.readTitleAbove(index),
      titleBlock: null,
      titleAbove: title === null && this.readTitleAbove(index) !== null ? index - 1 : null,
      isText: !isTitled,
    });
  }

  private noteListed(index: number, [marker = '']: readonly string[]): void {
    const shape = readLabelShape(this.blocks[index]!);
    const isItem = shape?.on === 'list' && shape.number === marker && /^\d+$/.test(marker);
    if (isItem) this.noteItem(Number(marker), shape.indent);
    else this.lastItems = [];
  }

  private noteItem(value: number, indent: number): void {
    this.lastItems = [...this.lastItems.filter((each) => each.indent < indent), { value, indent }];
  }

  /** Whether "(1)…" stands right below, as below "60Polls" and a second line of its title. */
  private isAboveFirst(index: number): boolean {
    const next = this.readShape(index + 1 < this.blocks.length ? index + 1 : index);
    return next?.mark === 'brackets' && next.number === '1';
  }

  /** "3. …" right after the item "2. …" of the same Markdown list, which is no section. */
  private goesOnList(index: number, block: Block, { on, indent, number }: LabelShape): boolean {
    const last = this.lastItems.find((each) => each.indent === indent);
    if (on !== 'list' || !last) return false;
    // "3." after the item 1., where no unit 2 came that it could follow.
    const isLeftOut = Number(number) > last.value + 1 && !this.goesOnUnits(number);
    if (isLeftOut && indent === this.basicIndent)
      return this.open.skipsTo(number, MOST_LEFT_OUT) && !this.hasTitleAbove(index) && endsSentence(block);
    if (Number(number) !== last.value + 1) return false;
    const list = readListTitle(block);
    // A title is the section's own, unless a heading bears its number.
    const isSection = list.title !== null && !(list.isWhole && endsSentence(block)) && !this.headed.has(number);
    if (isSection) return false;
    return this.open.continuesItem(number) && !this.hasTitleAbove(index);
  }

  private goesOnUnits(number: string): boolean {
    return this.basic !== null && this.open.continuesUnit(this.basic.id, number, 1);
  }

  private repeatsHead(block: Block, shape: LabelShape, unit: Unit['id']): boolean {
    if (unit !== this.basic?.id) return false;
    return shape.isNested || isMarkedBold(block);
  }

  /** Where a plain number belongs among what is open; null where it counts on from nothing. */
  private findPlace(index: number, block: Block, shape: LabelShape): Unit | 'item' | 'nested' | 'paragraph' | null {
    const { open, basic } = this;
    const isWords = shape.hasWords && (shape.on === 'list' || shape.mark !== 'plain' || startsSentence(block, shape));
    if (!isWords && !shape.isNested && block.kind !== 'empty') return null;
    const container = open.container();
    const isArticle = container === 'article' && basic?.id !== 'article';
    if (container === 'condition' && open.hasRestart(container))
      return open.continuesClause(shape.number, MOST_LEFT_OUT) ? 'paragraph' : null;
    const isHolder = isArticle || container === 'condition' || (container !== null && isOwnUnitId(container));
    // "3." is the first of Article 2 where the numbers run through the Articles.
    const isThrough = this.plan.countsThroughUnits && container !== null && !open.isInSupplement();
    if (
      isThrough &&
      open.items.length === 0 &&
      Number(shape.number) === this.lastCounted + 1 &&
      this.holdsItems(container)
    )
      return 'item';
    if (isHolder && this.holdsItems(container) && !open.hasRestart(container))
      return open.continuesItem(shape.number) || this.leavesOneOut(block, shape) ? 'item' : null;
    if (shape.on === 'list' && this.isNestedList(block, shape)) {
      if (this.nestsDecimals() && !this.isThing(block, shape)) return 'nested';
      return open.continuesItem(shape.number) ? 'item' : null;
    }
    const isSure =
      (isAboveWords(block, shape) && this.readTitleBelow(block, shape) !== null) || this.isAboveLonePart(index, shape);
    if (basic && !open.isInSupplement() && isSure)
      if (!open.hasUnit(basic.id) || open.continuesUnit(basic.id, shape.number, MOST_LEFT_OUT_BELOW)) return basic;
    if (basic && !open.isInSupplement() && this.isTitledSection(block, shape))
      if (!open.hasUnit(basic.id) || open.continuesUnit(basic.id, shape.number, MOST_LEFT_OUT)) return basic;
    // A list in "2.2 Rates" of an Appendix is that section's.
    if (open.isInSectionOfSupplement() && shape.on === 'list') return open.continuesItem(shape.number) ? 'item' : null;
    if (open.isInSupplement()) {
      const isAnew = shape.number === '1' && this.beginsAnew(index, block, shape);
      return isAnew || open.continuesClause(shape.number, MOST_LEFT_OUT) ? 'paragraph' : null;
    }
    // "2 Grant of licences" above its (1) is a section, whatever letters are open before it.
    const isAboveItsText = shape.mark === 'plain' && shape.on === 'text' && this.isAboveFirst(index);
    const isHeaded =
      basic !== null && (this.hasTitleAbove(index) || isAboveItsText) && open.continuesUnit(basic.id, shape.number, 1);
    // "3   The clerk …" below (2) of section 2 is the next section.
    const isOther = shape.on === 'text' && open.goesOnOnlyOthers(shape.number, shape.mark);
    if (basic && isOther && this.wordedCount === 0 && open.continuesUnit(basic.id, shape.number, 1)) return basic;
    if (!isHeaded && open.hasOpenLetters() && open.continuesItem(shape.number)) return 'item';
    // "2." below "Regulation 1" goes on with its list.
    if (!isHeaded && !shape.isNested && this.wordedCount > 0 && open.goesOn(shape.number)) return 'item';
    // "1." below "Section A. President" is its first item.
    const current = open.currentUnit();
    const isLettered =
      this.wordedCount > 0 && current?.unit === basic?.id && /^[A-Z]{1,7}$/.test(current?.number ?? '');
    if (isLettered && !shape.isNested && open.continuesItem(shape.number)) return 'item';
    const isSeries = basic !== null && (this.wordedCount < LEAST_WORDED || shape.isNested);
    if (basic && isSeries && open.continuesUnit(basic.id, shape.number, MOST_LEFT_OUT)) return basic;
    // An extract may begin with any number whose form leaves no doubt.
    if (basic && shape.isNested && shape.on === 'text' && !open.hasUnit(basic.id)) return basic;
    const isListed = shape.on === 'list' || block.containers.includes('item');
    if (isListed && this.holdsItems(basic?.id ?? 'section') && open.continuesItem(shape.number)) return 'item';
    return null;
  }

  /** Whether "4. The …" goes on with paragraph 2 of an Article, with the number between left out. */
  private leavesOneOut(block: Block, shape: LabelShape): boolean {
    if (shape.indent > 0 || !shape.hasWords || shape.isTitled || !startsSentence(block, shape)) return false;
    return this.open.skipsTo(shape.number, 1);
  }

  /** Whether "24 Orders" stands above a part 1 whose number is alone on its line. */
  private isAboveLonePart(index: number, { isTitled }: LabelShape): boolean {
    const below = isTitled ? this.plan.loneLabels.get(index + 1) : undefined;
    return below?.isUnit === false && below.markers[0] === '1';
  }

  /** "Cutting" of "21." above it, whose parts follow. */
  private readTitleBelow(block: Block, shape: LabelShape): string | null {
    return shape.isTitled ? readTitle(block, shape.body) : readTitleOnLine(block, shape);
  }

  /** Whether "1. A fellow …" at the margin begins paragraphs anew, and no list that words lead into. */
  private beginsAnew(index: number, block: Block, shape: LabelShape): boolean {
    const before = this.blocks[index - 1];
    return shape.indent === 0 && startsSentence(block, shape) && before !== undefined && !introducesList(before);
  }

  /** "4. Kennels" where sections are such lines; its text may stand on the next line. */
  private isTitledSection(block: Block, shape: LabelShape): boolean {
    if (!this.plan.hasTitledSections || shape.mark !== 'stop') return false;
    return shape.isTitled || readListTitle(block).title !== null || readTitleOnLine(block, shape) !== null;
  }

  /** Whether plain numbers with a stop are levels within a unit by the scheme's table. */
  private holdsItems(id: Unit['id']): boolean {
    return this.plan.scheme.units.some(
      ({ isCitedThrough, inside, heads, numbers }) =>
        isCitedThrough &&
        inside.includes(id) &&
        numbers.includes('arabic') &&
        heads.some(({ on, mark }) => on === 'list' && mark === 'stop'),
    );
  }

  /** Whether the levels of nested lists are numbered 1.1, 1.1.1: the unit stands in itself. */
  private nestsDecimals(): boolean {
    return this.basic?.inside.includes(this.basic.id) ?? false;
  }

  /** The number of the item of a nested list, 2.1 within 2; null where it counts on from nothing. */
  private openLevel(index: number, shape: LabelShape): string | null {
    const { levels } = this;
    const above = this.findLevelAbove(shape);
    if (!above || above.indent >= shape.indent || Number(shape.number) !== above.held + 1) return null;
    above.held++;
    const number = `${above.number}.${shape.number}`;
    levels.push({ index, indent: shape.indent, number, held: 0, holdsThings: false });
    return number;
  }

  private findLevelAbove(shape: LabelShape): OpenLevel | undefined {
    const { levels } = this;
    while (levels.length > 1 && levels.at(-1)!.indent >= shape.indent) levels.pop();
    return levels.at(-1);
  }

  /** Whether an item of a nested list is a thing that the sentence above it lists: "unless: 1. the …". */
  private isThing(block: Block, shape: LabelShape): boolean {
    const above = this.findLevelAbove(shape);
    if (!above) return false;
    const isFirst = shape.number === '1' && above.held === 0;
    const isLower = /^[*_"“‘'(]{0,3}\p{Ll}/u.test(block.text.slice(shape.body, shape.body + 8));
    if (isFirst) above.holdsThings = isLower && (introducesList(this.blocks[above.index]!) || endsAsThing(block));
    return above.holdsThings;
  }

  private isNestedList(block: Block, shape: LabelShape): boolean {
    // "* 31. …" is a bullet that a converter put before the number.
    const bullets = /^[ \t]{0,3}[*+-] {1,3}\d/.test(block.text.slice(0, 8)) ? 1 : 0;
    const items = block.containers.filter((kind) => kind === 'item').length - bullets;
    return items > 1 || shape.indent > this.basicIndent + 2;
  }

  /** "A. …", "IV. …", "a. …": a level of an outline. */
  private readLetter(index: number, block: Block, shape: LabelShape): LabelReading {
    const markers = [shape.number, ...readNestedMarkersAt(block, shape.body)];
    if (block.head.kind === 'item') return { kind: 'items', markers };
    if (shape.on === 'list') return this.open.continuesItem(shape.number) ? { kind: 'items', markers } : NOTHING;
    if (shape.mark !== 'stop') return NOTHING;
    if (!this.holdsItems(this.open.container() ?? 'section')) {
      if (!this.isLetterOfNumber(index, block, shape)) return NOTHING;
      this.open.items.length = Math.min(this.open.items.length, shape.number === 'A' ? 0 : 1);
      return { kind: 'items', markers };
    }
    const isFirst = shape.number === 'A' && !this.hasOutline;
    const isKnown =
      (this.open.continuesItem(shape.number) && (!isFirst || this.hasNext(index, 'B', this.standsBelowUnit(index)))) ||
      (isMarkedBold(block) && this.open.skipsTo(shape.number, MOST_LEFT_OUT));
    if (isKnown) this.hasOutline = true;
    return isKnown ? { kind: 'items', markers } : NOTHING;
  }

  /**
   * Whether "A. …" below a paragraph "4. Use" is its first level: in bold, or with "B. …" before the next
   * paragraph; and "B. …" after it.
   */
  private isLetterOfNumber(index: number, block: Block, shape: LabelShape): boolean {
    if (!/^[A-Z]$/.test(shape.number) || !shape.hasWords || shape.indent > 3 || shape.on !== 'text') return false;
    const unit = this.open.currentUnit();
    if (unit?.unit !== this.basic?.id || !/^\d/.test(unit?.number ?? '') || this.open.isInSupplement()) return false;
    const outermost = this.open.items[0]?.list;
    if (outermost?.style === 'ALPHA' && outermost.mark === 'stop' && outermost.marker !== shape.number)
      return isNextMarker(shape.number, outermost.marker);
    return shape.number === 'A' && (isMarkedBold(block) || this.hasLetterBelow(index));
  }

  /** Whether "B. …" comes before the next number, heading or unit. */
  private hasLetterBelow(index: number): boolean {
    const end = Math.min(this.blocks.length, index + 60);
    for (let at = index + 1; at < end; at++) {
      if (this.blocks[at]!.kind === 'heading') return false;
      const shape = this.readShape(at);
      if (!shape || shape.mark === 'brackets' || shape.on === 'list') continue;
      if (shape.word !== null || /^\d/.test(shape.number)) return false;
      if (shape.number === 'B' && shape.mark === 'stop') return true;
    }
    return false;
  }

  /** Whether a block comes right below a heading such as "Article I". */
  private standsBelowUnit(index: number): boolean {
    const above = index > 0 && this.blocks[index - 1]!.kind === 'heading' ? this.readShape(index - 1) : null;
    return above?.word != null && findUnitOfWord(this.plan.scheme, above.word) !== null;
  }

  /** @param isOfAny whether the next of a list in a later unit counts, too */
  private hasNext(index: number, number: string, isOfAny = false): boolean {
    const end = Math.min(this.blocks.length, index + 60);
    for (let at = index + 1; at < end; at++) {
      const shape = this.readShape(at);
      if (!isOfAny && shape?.word != null && findUnitOfWord(this.plan.scheme, shape.word)) return false;
      if (shape?.number === number && shape.mark === 'stop' && shape.on !== 'heading') return true;
    }
    return false;
  }

  /** Whether 1107.1 comes after 1107, before any other number of a section. */
  private hasPartedNext(index: number, number: string): boolean {
    const end = Math.min(this.blocks.length, index + 60);
    for (let at = index + 1; at < end; at++) {
      const shape = readLabelShape(this.blocks[at]!);
      if (shape && isSectionOfCode(shape)) return shape.number.startsWith(`${number}.`);
    }
    return false;
  }

  /**
   * Whether a heading without a number is the title of the section that stands right below it, and
   * goes on with the sections before: it ends no Part, whatever its level is.
   */
  announcesSection(index: number): boolean {
    const next = index + 1 < this.blocks.length ? this.readShape(index + 1) : null;
    if (!this.basic || !next || next.word !== null || next.on === 'heading' || next.mark === 'brackets') return false;
    return this.isPutInAfterSection(next) || this.open.continuesUnit(this.basic.id, next.number, MOST_LEFT_OUT);
  }

  private hasTitleAbove(index: number): boolean {
    const above = this.blocks[index - 1];
    return above !== undefined && (above.kind === 'heading' || isBoldLine(above));
  }

  private readTitleAbove(index: number): string | null {
    const above = this.blocks[index - 1];
    return above && isBoldLine(above) && !this.plan.numerals.has(index - 1) ? readTitle(above, above.prefix) : null;
  }
}

function readMarkersBehind(block: Block, shape: LabelShape): readonly string[] {
  return readNestedMarkersAt(block, findInlineTitle(block, shape)?.body ?? shape.body);
}

function listHeadedNumbers(blocks: readonly Block[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const block of blocks) {
    const shape = block.kind === 'heading' ? readLabelShape(block) : null;
    if (shape?.word === null && /^\d{1,3}$/.test(shape.number)) found.add(shape.number);
  }
  return found;
}

/** The unit that a plain number makes in the main text: the section of an Act. */
function findBasicUnit(units: readonly Unit[]): Unit | null {
  return (
    units.find(
      (unit) =>
        !unit.isDivision &&
        !unit.isCitedThrough &&
        !isApart(unit) &&
        unit.id !== 'recital' &&
        unit.inside.includes('instrument') &&
        unit.heads.some(({ word, on }) => word !== 'required' && on !== 'line'),
    ) ?? null
  );
}

/** Whether a unit stands outside the run of the text: Schedules, tables. */
function isApart({ id }: Unit): boolean {
  return /^(?:schedule|appendix|annex|exhibit|attachment|table|figure)$/.test(id);
}

/** "1798.100. (a) …": the number of a section in a code of many titles, counted through it. */
function isSectionOfCode({ number, mark, hasWords, on }: LabelShape): boolean {
  return on === 'text' && mark === 'stop' && hasWords && /^\d{3,5}\.\d{1,3}(?:\.\d{1,3})?$/.test(number);
}

/** Whether the words of a label's line are a title, and other lines follow. */
function isAboveLine({ text }: Block, { body }: LabelShape): boolean {
  return /^\p{Lu}[^\r\n]{1,120}[^\s.;:,][ \t]{0,3}\r?\n/u.test(text.slice(body, body + LONGEST_LINE));
}

/** The title on the line of a label whose text may stand on the next. */
function readLineTitle({ text }: Block, { body }: LabelShape) {
  const bold = readBoldTitle(text, body);
  if (bold !== null) return { title: bold, titleBlock: null };
  const [line = ''] = text.slice(body, body + LONGEST_LINE).split(/\r?\n/, 1);
  return { title: line.replace(/[*_]/g, '').trim() || null, titleBlock: null };
}

/** "Short title" of "1. Short title", whose text stands on the next line; null where there is none. */
export function readTitleOnLine({ text }: Block, { body }: LabelShape): string | null {
  const [, title] = TITLE_ABOVE.exec(text.slice(body, body + LONGEST_LINE + 4)) ?? [];
  return title ?? null;
}

/** "14-41-109" alone, or with its title on the line or the next: the section of a town's code. */
export function readTitleOfHyphenated({ text }: Block, shape: LabelShape): string | null {
  const { on, word, number, mark, label } = shape;
  if (on !== 'text' || word !== null || !HYPHENATED_SECTION.test(number) || (mark !== 'plain' && mark !== 'stop'))
    return null;
  const [line = ''] = text
    .slice(label.end, label.end + LONGEST_LINE)
    .replace(/^[.\s]{1,40}/, '')
    .split(/\r?\n/, 1);
  return /^\p{Lu}/u.test(line) && !/[.;:,]\s*$/.test(line) && line.length < LONGEST_LINE - 40 ? line.trim() : null;
}

/** "6-1-1304. Scope. (1) The part …": the title, which ends in a stop, and the shape without it. */
function readRunInTitle(
  { text }: Block,
  shape: LabelShape,
): { readonly title: string; readonly shape: LabelShape } | null {
  if (shape.on !== 'text' || shape.word !== null || shape.mark !== 'stop' || !HYPHENATED_SECTION.test(shape.number))
    return null;
  const [written, title = ''] = RUN_IN_TITLE.exec(text.slice(shape.body, shape.body + LONGEST_LINE)) ?? [];
  return written === undefined ? null : { title, shape: { ...shape, body: shape.body + written.length } };
}

/** "1107. …", the first of 1107, 1107.1 … */
function isWholeSection({ number, mark, hasWords, on }: LabelShape): boolean {
  return on !== 'heading' && mark === 'stop' && hasWords && /^\d{4,5}$/.test(number);
}

/** Whether a block ends as one of several things does: "the holder; and". */
export function endsAsThing({ text }: Block): boolean {
  return /;(?: (?:and|or))?\s{0,4}$/.test(text.slice(-12));
}

/** "### a)" or "#### (ii) …": a heading that is the item of the one above it. */
function isPointHeading({ on, word, mark, number }: LabelShape): boolean {
  return on === 'heading' && word === null && (mark === 'brackets' || mark === 'closing') && /^[a-zA-Z\d]/.test(number);
}

/** "2. (b) …" as the (b) that it shows. */
function makeInnerShape(block: Block, shape: LabelShape): LabelShape {
  const marker = readInnerMarker(block, shape) ?? shape.number;
  const start = block.text.indexOf(`(${marker})`, shape.body);
  const end = start + marker.length + 2;
  const space = /^[ \t*_\u00a0]{0,8}/.exec(block.text.slice(end))?.[0].length ?? 0;
  return { ...shape, number: marker, mark: 'brackets', label: { start, end }, body: end + space, isNested: false };
}

/** The shape of a number that stands alone on its line, or behind a title. */
function makeLoneShape(block: Block, number: string): LabelShape {
  const { length } = block.text;
  return {
    on: 'text',
    word: null,
    number,
    mark: 'plain',
    label: { start: 0, end: length },
    body: length,
    hasWords: false,
    isTitled: false,
    isTight: false,
    isNested: false,
    indent: 0,
  };
}

function tidyNumber(number: string): string {
  return number.replace(/–/g, '-').replace(/^[ivxlc]+$/, (roman) => roman.toUpperCase());
}

function startsSentence(block: Block, shape: LabelShape): boolean {
  return /^["“‘'([*_]*\p{Lu}/u.test(block.text.slice(shape.body, shape.body + 8));
}

function isMarkedBold({ text, prefix }: Block): boolean {
  return /^(?:\*\*|__)/.test(text.slice(prefix, prefix + 200).trimStart());
}

function startOfWords(block: Block): number {
  return block.head.kind === 'heading' ? block.head.body : block.prefix;
}
