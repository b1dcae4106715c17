import type { Block, Head } from '../block.js';
import type { Provision } from '../provision.js';
import type { HeadForm, Unit, UnitId } from '../schemes/scheme.js';
import { isPointedInsertion, type OpenList, readMarkerStyles } from './markers.js';
import { countsOnFrom, readCountValue } from './number-count.js';
import { type CountingScope, labelCapitalised, labelNumbered, labelUnit } from './provision-labels.js';
import { ProvisionNode } from './provision-node.js';
import { readAttachmentEntry } from './title.js';

/** A section, a division or a heading that is open: what follows belongs to it. */
interface Group {
  readonly node: ProvisionNode;
  /**
   * Number of dots plus one for a numbered section, 0 for an appendix or the like, null for a
   * heading without a number.
   */
  readonly depth: number | null;
  /** The level of its heading in Markdown. */
  readonly level: number;
  /** "Appendix A", "Article II" where numbers inside are counted anew, else null. */
  readonly scope: string | null;
  /** For a unit of a scheme: its place in the scheme's table, the outermost first. */
  readonly rank?: number;
}

/** The level of a label on a line of its own: below every heading. */
export const LINE_LEVEL_BELOW_ALL = 7;

/** A unit of a scheme that a block begins. */
export interface UnitOpening {
  readonly index: number;
  readonly unit: Unit;
  readonly number: string;
  readonly title: string | null;
  /** The block of the title, where it is a line of its own. */
  readonly titleBlock: number | null;
  readonly level: number;
  /** Its place in the scheme's table, the outermost first. */
  readonly rank: number;
  /** Whether numbers within it begin anew. */
  readonly isAnew: boolean;
  /** Whether those are cited with its own before them: A.1. */
  readonly isJoined: boolean;
  /** Whether it is a paragraph of words and not the head of what follows. */
  readonly isClause: boolean;
  readonly isSchemeLabel: boolean;
  /** Whether 28.1 was put in behind 28, and is none of it, where both are headings of one level. */
  readonly isPutIn?: boolean;
}

type Division = Extract<Head, { kind: 'division' }>;

/** "2a" or "2bis", which was put in after 2. */
function isNumberPutIn(marker: string): boolean {
  return isPointedInsertion(marker) || /^\d{1,3}(?:[a-z]|bis|ter|quater)$/.test(marker);
}

/**
 * The provisions that are open where the text has been read to, and the tree that they have grown
 * so far.
 */
export class OpenProvisions {
  readonly roots: ProvisionNode[] = [];
  /** For each block the innermost provision that its own words belong to. */
  readonly owners: (ProvisionNode | null)[];
  /** The sub-paragraphs that are open, outermost first, and the list that each stands in. */
  readonly items: { readonly node: ProvisionNode; readonly list: OpenList }[] = [];
  private readonly groups: Group[] = [];
  private readonly clauses: ProvisionNode[] = [];
  /** The last section right within a Schedule, and the level of its heading. */
  private lastInSupplement: { readonly node: ProvisionNode; readonly level: number } | null = null;
  /** The number of the last section of the main text. */
  private lastMainNumber = 0;
  /** The last number of each unit, by the unit and the scope that it counts in. */
  private readonly lastNumbers = new Map<string, string>();
  /** Those whose last number was no heading. */
  private readonly textSeries = new Set<string>();
  private current: { readonly node: ProvisionNode; readonly endsAt: number } | null = null;
  private lastClause: { readonly scope: string; readonly number: string } | null = null;
  private readonly joined = new Set<ProvisionNode>();

  /**
   * @param counting the headings under which sections are counted anew, by the index of their block
   * @param listed the divisions that a list of attachments announces, as "attachment 2"
   */
  constructor(
    blockCount: number,
    private readonly counting: ReadonlyMap<number, string>,
    private readonly listed: ReadonlySet<string>,
  ) {
    this.owners = new Array<ProvisionNode | null>(blockCount).fill(null);
  }

  /** The innermost open section, division or heading. */
  group(): ProvisionNode | null {
    return this.groups.at(-1)?.node ?? null;
  }

  innermost(): ProvisionNode | null {
    return this.items.at(-1)?.node ?? this.clauses.at(-1) ?? this.group();
  }

  /** Where numbers are counted anew here; null in the main text. */
  scope(): CountingScope | null {
    const name = this.groups.findLast(({ scope }) => scope)?.scope;
    if (!name) return null;
    return { name, isHeading: this.groups.some(({ scope, depth }) => scope === name && depth === null) };
  }

  /** Closes the open clauses and sub-paragraphs. */
  closeText(): void {
    this.clauses.length = 0;
    this.items.length = 0;
  }

  /** Adds a provision that others can be within. */
  add(node: ProvisionNode): ProvisionNode {
    if (node.parent === null) this.roots.push(node);
    this.owners[node.block] = node;
    return node;
  }

  /** Adds a provision that ends before block `endBlock`. */
  addLeaf(node: ProvisionNode, endBlock: number): void {
    node.endBlock = endBlock;
    this.add(node);
  }

  /** Takes a provision out of the tree again. */
  remove(node: ProvisionNode): void {
    const siblings = node.parent ? node.parent.children : this.roots;
    const at = siblings.indexOf(node);
    if (at >= 0) siblings.splice(at, 1);
  }

  /** @param isSchemeLabel whether only the shape of its heading tells its number: A.1 of Annex A */
  openSection(
    index: number,
    number: string,
    title: string | null,
    level: number,
    isSchemeLabel = false,
  ): ProvisionNode {
    // 4.0 is how some write section 4 itself.
    const parts = number.replace(/^(\d+)\.0$/, '$1').split(/[.-]/).length;
    const depth = this.isOfLetteredSection(number) ? parts + 1 : parts;
    this.closeText();
    this.lastClause = null;
    for (let top = this.groups.at(-1); top && this.endsGroup(top, number, depth, level); top = this.groups.at(-1))
      this.groups.pop();
    const scope = this.scope();
    if (depth === 1 && scope === null) this.lastMainNumber = Number.parseInt(number, 10) || this.lastMainNumber;
    const label = labelNumbered('Section', number, scope);
    const parent = this.group();
    const node = this.add(
      new ProvisionNode({ kind: 'section', label, number, marker: number, title, block: index, parent, isSchemeLabel }),
    );
    if (depth === 1 && this.groups.at(-1)?.depth === 0) this.lastInSupplement = { node, level };
    this.groups.push({ node, depth, level, scope: null });
    return node;
  }

  /** Whether H14 or H14.9 stands in "SECTION H": an industry code calls all of these Sections. */
  private isOfLetteredSection(number: string): boolean {
    const [, letters] = /^([A-Z]{1,2})\d/.exec(number) ?? [];
    return letters !== undefined && this.groups.some(({ node, depth }) => depth === 1 && node.number === letters);
  }

  /** Whether a section of the given number ends the innermost group. */
  private endsGroup(top: Group, number: string, depth: number, level: number): boolean {
    // "## 8 …" after an appendix goes on in the main text where it goes on with the main numbers
    // and is no deeper a heading.
    if (top.depth === 0)
      return (
        depth === 1 &&
        level <= top.level &&
        number === String(this.lastMainNumber + 1) &&
        number !== '1' &&
        !this.goesOnWithin(top, number, level)
      );
    if (top.depth !== null) return top.depth >= depth;
    return top.level >= level || (depth === 1 && this.isInsideSection());
  }

  /** Whether a section is the next one of a Schedule that has such sections at the same level. */
  private goesOnWithin({ node }: Group, number: string, level: number): boolean {
    const last = this.lastInSupplement;
    return last?.node.parent === node && last.level === level && Number(last.node.number) + 1 === Number(number);
  }

  private isInsideSection(): boolean {
    return this.groups.some(({ depth }) => depth !== null && depth > 0);
  }

  /** Opens a unit of the text's scheme. */
  openUnit(opening: UnitOpening): ProvisionNode {
    const { index, unit, level, rank, title } = opening;
    this.closeText();
    this.closeForUnit(opening);
    const joint = this.groups.at(-1)?.node;
    const isPrefixed = joint !== undefined && this.joined.has(joint) && !opening.number.startsWith(`${joint.number}.`);
    const number = isPrefixed ? `${joint.number}.${opening.number}` : opening.number;
    const scope = this.scope();
    const label = labelUnit(unit, number, scope);
    const node = this.add(
      new ProvisionNode({
        kind: unit.isDivision || unit.id === 'exhibit' ? 'part' : opening.isClause ? 'clause' : 'section',
        unit: unit.id,
        label,
        number,
        marker: number,
        title,
        block: index,
        parent: this.group(),
        countsAnew: (opening.isAnew && !opening.isJoined) || unit.id === 'exhibit' ? label : null,
        isSchemeLabel: opening.isSchemeLabel,
      }),
    );
    if (opening.isJoined) this.joined.add(node);
    const isHeading = level < LINE_LEVEL_BELOW_ALL && !unit.isDivision;
    const series = `${unit.id} ${isPrefixed ? joint.number : (scope?.name ?? '')}`;
    // "III." between sections 8 and 9 groups them, and counts by itself; so does a heading "1." within
    // section 40 of a text whose sections are no headings.
    const last = this.lastNumbers.get(series);
    const isApart = !/\d/.test(opening.number) || (isHeading && this.textSeries.has(series));
    if (last === undefined || !isApart || (isHeading && countsOnFrom(last, opening.number, 1))) {
      this.lastNumbers.set(series, opening.number);
      if (isHeading) this.textSeries.delete(series);
      else this.textSeries.add(series);
    }
    const endsAt = (opening.titleBlock ?? index) + 1;
    if (opening.titleBlock !== null) this.owners[opening.titleBlock] = node;
    this.current = { node, endsAt };
    // The paragraphs of a Schedule count on through its Parts, unless they begin anew.
    if (!unit.isDivision || !this.isInSupplement()) this.lastClause = null;
    if (opening.isClause) this.clauses.push(node);
    else this.groups.push({ node, depth: null, level, scope: node.countsAnew, rank });
    return node;
  }

  /** Closes what a unit cannot stand in. */
  private closeForUnit({ unit, rank, number, level, isPutIn = false }: UnitOpening): void {
    // An Exhibit behind a Schedule is none of it.
    const supplement = unit.id === 'exhibit' ? this.groups.findIndex((each) => each.depth === 0) : -1;
    if (supplement >= 0 && level <= this.groups[supplement]!.level) this.groups.length = supplement;
    const from = this.groups.findIndex(
      (group) =>
        group.rank !== undefined &&
        ((group.rank > rank && !(unit.isDivision && holdsByLevel(group, level))) ||
          (group.rank === rank &&
            ((isPutIn && group.level === level) || !isPartOf(number.replace(/-/g, '.'), group.node)))),
    );
    if (from >= 0) this.groups.length = from;
    if (level < LINE_LEVEL_BELOW_ALL)
      for (
        let top = this.groups.at(-1);
        top && endsAtLevel(top, level, number, this.lastMainNumber);
        top = this.groups.at(-1)
      )
        this.groups.pop();
    if (!this.isInSupplement()) this.lastMainNumber = readCountValue(number) || this.lastMainNumber;
  }

  /** The unit that was opened last, and the index after its head and its title. */
  currentUnit(): { readonly unit: UnitId; readonly number: string | null; readonly endsAt: number } | null {
    const top = this.clauses.at(0) ?? this.groups.findLast(({ rank }) => rank !== undefined)?.node;
    if (!top) return null;
    return { unit: top.unit, number: top.number, endsAt: this.current?.node === top ? this.current.endsAt : -1 };
  }

  /** The innermost open unit that is no clause. */
  container(): UnitId | null {
    return this.groups.findLast(({ rank, depth }) => rank !== undefined || depth === 0)?.node.unit ?? null;
  }

  /** The level of the open unit of a kind that holds others; null where none is open. */
  levelOf(id: UnitId): number | null {
    return this.groups.findLast(({ node }) => node.unit === id)?.level ?? null;
  }

  /** Whether a heading of a level stands below one such as "2.2 Rates", and not beside it. */
  isBelowDecimal(level: number): boolean {
    const top = this.groups.findLast((group) => group.depth !== null && group.depth > 0 && group.level < level);
    return top?.node.number?.includes('.') === true && !this.isInSupplement();
  }

  /** Whether an open unit of a kind counts anew what it holds. */
  hasRestart(id: UnitId): boolean {
    return this.groups.some(({ node }) => node.unit === id && node.countsAnew !== null);
  }

  /** The number of the Schedule, Annex or Appendix that is open; null where none is. */
  supplementNumber(): string | null {
    return this.groups.findLast(({ depth }) => depth === 0)?.node.number ?? null;
  }

  isInSupplement(): boolean {
    return this.groups.some(({ depth }) => depth === 0);
  }

  isInExhibit(): boolean {
    return this.groups.some(({ node }) => node.unit === 'exhibit');
  }

  /** Whether a heading such as "2.2 Rates" of the Schedule, Annex or Appendix is open. */
  isInSectionOfSupplement(): boolean {
    const at = this.groups.findLastIndex(({ depth }) => depth === 0);
    return (
      at >= 0 &&
      this.groups
        .slice(at + 1)
        .some(({ rank, node }) => rank !== undefined && node.kind === 'section' && node.number !== null)
    );
  }

  /** The provision that the outermost sub-paragraphs stand in. */
  getItemsHolder(): ProvisionNode | null {
    return this.clauses.at(-1) ?? this.group();
  }

  /** Whether a sub-paragraph with a marker goes on with an open list, or begins one. */
  continuesItem(marker: string): boolean {
    return readMarkerStyles(marker).some(
      ({ style, value }) =>
        (value === 1 && !isPointedInsertion(marker)) ||
        this.items.some(
          ({ list }) =>
            list.style === style &&
            (list.value === value - 1 || list.marker === marker || (isNumberPutIn(marker) && list.value === value)),
        ),
    );
  }

  /** Whether a marker is the next of an open list of numbers: (2) after (1). */
  goesOn(marker: string): boolean {
    const value = /^\d{1,3}$/.test(marker) ? Number(marker) : 0;
    return value > 1 && this.items.some(({ list }) => list.style === 'decimal' && list.value === value - 1);
  }

  /** Whether a number would go on with open lists, none of which is written as it is: "3" after (2). */
  goesOnOnlyOthers(marker: string, mark: HeadForm['mark']): boolean {
    const value = /^\d{1,3}$/.test(marker) ? Number(marker) : 0;
    const before = this.items.filter(
      ({ list }) => list.style === 'decimal' && (list.value === value - 1 || list.value === value),
    );
    return value > 1 && before.length > 0 && before.every(({ list }) => list.mark != null && list.mark !== mark);
  }

  /** Whether a marker comes after the last of an open list, with so many left out at most. */
  skipsTo(marker: string, most: number): boolean {
    return readMarkerStyles(marker).some(({ style, value }) =>
      this.items.some(({ list }) => list.style === style && value > list.value && value <= list.value + most + 1),
    );
  }

  /** Whether the list of an outline, A., B. …, is open. */
  hasOpenLetters(): boolean {
    return this.items.some(({ list }) => list.style !== 'decimal');
  }

  /** Whether a number goes on with the paragraphs of a Schedule. */
  continuesClause(number: string, most: number): boolean {
    const scope = this.scope()?.name ?? '';
    return countsOnFrom(this.lastClause?.scope === scope ? this.lastClause.number : null, number, most);
  }

  /** Whether a number goes on with those of a unit, in the scope that is open. */
  continuesUnit(id: UnitId, number: string, most: number): boolean {
    const joint = this.groups.at(-1)?.node;
    const scope = joint && this.joined.has(joint) ? joint.number : (this.scope()?.name ?? '');
    return countsOnFrom(this.lastNumbers.get(`${id} ${scope}`) ?? null, number, most);
  }

  /** The number of the unit of a kind that came last in the scope that is open; null where none did. */
  lastOfUnit(id: UnitId): string | null {
    return this.lastNumbers.get(`${id} ${this.scope()?.name ?? ''}`) ?? null;
  }

  /** Whether a unit of a kind came before in the scope that is open. */
  hasUnit(id: UnitId): boolean {
    return this.lastNumbers.has(`${id} ${this.scope()?.name ?? ''}`);
  }

  /** Whether a number of several parts begins with the number of an open unit. */
  isWithinNumber(number: string): boolean {
    const own = number.replace(/[–-]/g, '.');
    return this.groups.some(({ node }) => node.number !== null && own.startsWith(`${node.number.replace(/-/g, '.')}.`));
  }

  /** @param isTitleOfNext whether the heading is the title of the section that stands right below it */
  openHeading(index: number, title: string | null, level: number, isTitleOfNext = false): void {
    this.closeText();
    this.closeGroupsFrom(level, isTitleOfNext);
    const scope = this.counting.get(index) ?? null;
    const node = this.add(
      new ProvisionNode({
        kind: 'heading',
        label: title ?? '',
        number: null,
        marker: scope ?? '',
        title,
        block: index,
        parent: this.group(),
      }),
    );
    this.groups.push({ node, depth: null, level, scope });
  }

  /** @param keepsDivisions whether Parts and Chapters stay open, at whatever level their headings are */
  private closeGroupsFrom(level: number, keepsDivisions = false): void {
    for (
      let top = this.groups.at(-1);
      top && top.level >= level && !(keepsDivisions && top.rank !== undefined && top.node.kind === 'part');
      top = this.groups.at(-1)
    )
      this.groups.pop();
  }

  openDivision(index: number, head: Division, title: string | null, block: Block): void {
    const { of: kind } = head;
    const number = head.number === '' ? null : head.number;
    const name = head.name ?? labelCapitalised(kind, head.number);
    this.closeText();
    const level = block.level === 0 ? 1 : block.level;
    this.lastClause = null;
    for (let top = this.groups.at(-1); top && (top.depth !== null || top.rank !== undefined); top = this.groups.at(-1))
      this.groups.pop();
    this.closeGroupsFrom(level);
    const facts = { label: name, marker: name, block: index, parent: this.group() };
    // One that a list announces is the same attachment: the list's entry stands for it, this
    // heading holds its text.
    const isListed = this.listed.has(`${kind} ${number}`);
    const node = this.add(
      isListed
        ? new ProvisionNode({ ...facts, kind: 'heading', number: null, title: title ?? name })
        : new ProvisionNode({ ...facts, kind, number, title }),
    );
    this.groups.push({ node, depth: 0, level, scope: name });
  }

  /** Adds the entry of a division in a list of attachments. */
  addListedDivision(index: number, { of: kind, number }: Division, title: string | null): void {
    const label = labelCapitalised(kind, number);
    const entry = kind === 'attachment' ? readAttachmentEntry(title ?? '') : undefined;
    const parent = this.innermost();
    const node = new ProvisionNode({
      kind,
      label,
      number,
      marker: label,
      title: entry?.title ?? title,
      block: index,
      parent,
    });
    if (entry) node.attachment = entry;
    this.addLeaf(node, index + 1);
  }

  /** @param unit what the scheme of the text calls it; a clause where it is left out */
  openClause(index: number, number: string, unit: Unit | null = null, isSchemeLabel = false): ProvisionNode {
    this.items.length = 0;
    for (let last = this.clauses.at(-1); last && !isWithin(number, last, unit); last = this.clauses.at(-1))
      this.clauses.pop();
    if (this.clauses.length === 0) this.closeGroupsAround(number);
    const scope = this.scope();
    const label = unit
      ? labelUnit(unit, number, scope)
      : labelNumbered(this.isOfLetteredSection(number) ? 'Section' : 'Clause', number, scope);
    const parent = this.clauses.at(-1) ?? this.group();
    const clause = new ProvisionNode({
      kind: 'clause',
      unit: unit?.id ?? 'clause',
      label,
      number,
      marker: number,
      block: index,
      parent,
      isSchemeLabel,
    });
    this.lastClause = { scope: scope?.name ?? '', number };
    this.clauses.push(this.add(clause));
    return clause;
  }

  /** A clause numbered 4.2 under the heading 4.1 belongs to section 4, if that is open. */
  private closeGroupsAround(number: string): void {
    while (this.groups.length > 1) {
      const top = this.groups.at(-1)!;
      const above = this.groups.at(-2)!;
      if (top.depth === null || top.depth < 2 || isPartOf(number, top.node) || above.depth === 0) return;
      if (!this.groups.some(({ depth, node }) => depth && isPartOf(number, node))) return;
      this.groups.pop();
    }
  }
}

/**
 * Whether a number is one of the clauses of a provision: 4.2 of 4, and of 4.0, as some write the
 * section itself; 4.2.1a of 4.2.1.
 */
function isPartOf(number: string, { number: parent }: Provision): boolean {
  if (!parent || number === parent) return false;
  return number.startsWith(`${parent.replace(/^(\d+)\.0$/, '$1')}.`) || isLetterOf(number, parent);
}

/** Whether "4.2.1a" stands below "4.2.1". */
export function isLetterOf(number: string, parent: string): boolean {
  return number.length === parent.length + 1 && number.startsWith(parent) && /\.\d{1,3}[a-z]$/.test(number);
}

/** Whether a clause is one of another's: 4.2 of 4, and 1e1a of 1e1 where numbers are such ways. */
function isWithin(number: string, above: Provision, unit: Unit | null): boolean {
  if (!unit?.numbers.includes('path')) return isPartOf(number, above);
  const rest = above.number !== null && number.startsWith(above.number) ? number.slice(above.number.length) : '';
  return rest !== '' && /^\d/.test(rest) !== /\d$/.test(above.number ?? '');
}

/** Whether a heading of a level ends what is open above it. */
function endsAtLevel({ depth, rank, level }: Group, own: number, number: string, lastMain: number): boolean {
  if (rank !== undefined) return false;
  // "## 8 …" after a Schedule goes on in the main text where it goes on with the main numbers.
  if (depth === 0) return own <= level && number === String(lastMain + 1) && number !== '1';
  return level >= own;
}

/** Whether "# Chapter 2" holds "## Part 1", though in most laws Parts hold Chapters. */
function holdsByLevel({ node, level: own }: Group, level: number): boolean {
  return level < LINE_LEVEL_BELOW_ALL && own > 0 && own < level && node.unit === 'chapter';
}
