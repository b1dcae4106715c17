import { getOrCreate } from '../../model/memo.js';
import { childAt, childrenOf, isSwitchedOn, numberAt, valueAt, type WordElement } from '../../office/word-xml.js';
import { formatListNumber } from './number-formats.js';

/** One level of a list, as the file defines it. */
export interface ListLevel {
  readonly start: number;
  readonly format: string;
  readonly customFormat: string | null;
  /** "%1.%2", with words on either side; null where there is none. */
  readonly text: string | null;
  /** All numbers in it are arabic, whatever the format of their levels. */
  readonly isLegal: boolean;
  /** 0: never restarts; n: only after level n or a higher one, counted from 1; null: after each. */
  readonly restart: number | null;
  /** What follows the label: tab, space or nothing. */
  readonly suffix: string;
  /** The paragraph style that this is the level of. */
  readonly style: string | null;
  /** Whether the number is counted and not shown. */
  readonly isHidden: boolean;
}

/** A list that paragraphs name: its levels, and what its count belongs to. */
export interface NumberedList {
  readonly id: number;
  /** Lists with the same count share it. */
  readonly countedBy: number;
  readonly levels: ReadonlyMap<number, ListLevel>;
  readonly startOverrides: ReadonlyMap<number, number>;
}

/**
 * The lists of a Word file, from its part `numbering.xml`.
 * Sources: ECMA-376 Part 1, 17.9; and what Word itself does where the standard is silent.
 */
export class ListDefinitions {
  private readonly abstracts = new Map<number, WordElement>();
  private readonly lists = new Map<number, WordElement>();
  private readonly read = new Map<number, NumberedList | null>();
  private readonly byStyleLink = new Map<string, number>();
  private names: ReadonlyMap<string, number> | null = null;

  /** @param numbering the root of `numbering.xml`; null where the file has no such part */
  constructor(numbering: WordElement | null) {
    for (const element of childrenOf(numbering ?? undefined)) {
      if (element.name === 'w:abstractNum') {
        const id = Number(element.attributes.get('w:abstractNumId'));
        this.abstracts.set(id, element);
        const link = valueAt(element, 'w:styleLink');
        if (link !== null) this.byStyleLink.set(link, id);
      } else if (element.name === 'w:num') this.lists.set(Number(element.attributes.get('w:numId')), element);
    }
  }

  /**
   * A list by its number.
   * @param listOfStyle the list that a numbering style names, for lists that link to such a style
   */
  find(id: number, listOfStyle: (style: string) => number | null): NumberedList | null {
    let list = this.read.get(id);
    if (list === undefined) {
      list = this.readList(id, listOfStyle);
      this.read.set(id, list);
    }
    return list;
  }

  private readList(id: number, listOfStyle: (style: string) => number | null): NumberedList | null {
    const element = this.lists.get(id);
    const abstractId = numberAt(element, 'w:abstractNumId');
    if (!element || abstractId === null) return null;
    const abstract = this.abstracts.get(abstractId);
    if (!abstract) return null;
    const levels = readLevels(this.withLevels(abstract, listOfStyle));
    const startOverrides = new Map<number, number>();
    for (const override of childrenOf(element, 'w:lvlOverride')) {
      const index = Number(override.attributes.get('w:ilvl') ?? 0);
      const start = numberAt(override, 'w:startOverride');
      if (start !== null) startOverrides.set(index, start);
      const level = childAt(override, 'w:lvl');
      if (level) addLevel(levels, level, index);
    }
    return { id, countedBy: abstractId, levels, startOverrides };
  }

  /** A definition as a list without changes of its own, by its number; null where there is none. */
  ofDefinition(id: number): NumberedList | null {
    const abstract = this.abstracts.get(id);
    return abstract ? { id: -1000 - id, countedBy: id, levels: readLevels(abstract), startOverrides: new Map() } : null;
  }

  /** A definition by the name that fields know it by, in small letters; null where none has it. */
  findNamed(name: string): NumberedList | null {
    this.names ??= new Map(
      Array.from(this.abstracts, ([id, element]) => [valueAt(element, 'w:name')?.toLowerCase() ?? '', id]),
    );
    return this.ofDefinition(this.names.get(name) ?? -1);
  }

  /** An abstract list that only links to a numbering style has the levels of that style's list. */
  private withLevels(abstract: WordElement, listOfStyle: (style: string) => number | null): WordElement {
    let at = abstract;
    for (let steps = 0; steps < 10; steps++) {
      const link = valueAt(at, 'w:numStyleLink');
      if (link === null || childAt(at, 'w:lvl')) return at;
      const list = listOfStyle(link);
      const linked = list === null ? null : numberAt(this.lists.get(list), 'w:abstractNumId');
      const next = this.abstracts.get(linked ?? this.byStyleLink.get(link) ?? -1);
      if (!next || next === at) return at;
      at = next;
    }
    return at;
  }
}

function readLevels(definition: WordElement): Map<number, ListLevel> {
  const levels = new Map<number, ListLevel>();
  for (const level of childrenOf(definition, 'w:lvl')) addLevel(levels, level);
  return levels;
}

function addLevel(levels: Map<number, ListLevel>, element: WordElement, own?: number): void {
  const index = own ?? Number(element.attributes.get('w:ilvl') ?? 0);
  const { format, custom } = readFormat(element);
  levels.set(index, {
    start: numberAt(element, 'w:start') ?? 0,
    format,
    customFormat: custom,
    text: valueAt(element, 'w:lvlText'),
    isLegal: isSwitchedOn(element, 'w:isLgl') ?? false,
    restart: numberAt(element, 'w:lvlRestart'),
    suffix: valueAt(element, 'w:suff') ?? 'tab',
    style: valueAt(element, 'w:pStyle'),
    isHidden: isSwitchedOn(childAt(element, 'w:rPr'), 'w:vanish') ?? false,
  });
}

/** A level's format; one of its own stands in an alternative that newer programs choose. */
function readFormat(level: WordElement): { format: string; custom: string | null } {
  const choice = childAt(level, 'mc:AlternateContent', 'mc:Choice', 'w:numFmt');
  const element = choice ?? childAt(level, 'w:numFmt');
  const format = element?.attributes.get('w:val') ?? 'decimal';
  return { format, custom: element?.attributes.get('w:format') ?? null };
}

/** A label that was counted. */
export interface ListLabel {
  /** As Word shows it: "20.28", "(a)", "Article II."; '' where the level writes nothing. */
  readonly text: string;
  readonly isBullet: boolean;
  /** The level it stands on, from 0. */
  readonly level: number;
  readonly suffix: string;
  /** What its count belongs to; absent where it was not counted by a list of Word's. */
  readonly list?: number;
  /** A format that is not known, so that the number is written in digits. */
  readonly unknownFormat: string | null;
}

interface ListCount {
  /** By level; undefined where the next paragraph of the level starts anew. */
  readonly values: (number | undefined)[];
}

/** Counts the lists of one story of a file, paragraph by paragraph, in their order. */
export class ListCounter {
  private readonly counts = new Map<number, ListCount>();
  private readonly begun = new Set<number>();
  private readonly within = new Map<ListDefinitions, ListCounter>();

  /** What counts the lists of a file that the story takes in: they count for themselves. */
  counterOf(lists: ListDefinitions): ListCounter {
    return getOrCreate(this.within, lists, () => new ListCounter());
  }

  /**
   * The label of the next paragraph, which stands on a level of a list.
   * @param start the number that it has whatever was counted; null for the next one
   */
  countNext(list: NumberedList, level: number, start: number | null = null): ListLabel {
    const definition = list.levels.get(level);
    if (!definition) return { text: '', isBullet: false, level, suffix: 'tab', unknownFormat: null };
    let count = this.counts.get(list.countedBy);
    if (!count) this.counts.set(list.countedBy, (count = { values: [] }));
    const { values } = count;
    // A start of its own works once: at the first paragraph of the list, for that one's level.
    const override = start ?? (this.begun.has(list.id) ? undefined : list.startOverrides.get(level));
    this.begun.add(list.id);
    const last = values[level];
    values[level] = override ?? (last === undefined ? definition.start : last + 1);
    for (let above = 0; above < level; above++) values[above] ??= list.levels.get(above)?.start ?? 1;
    for (let below = level + 1; below < 9; below++) {
      const { restart = null } = list.levels.get(below) ?? {};
      if (restart === null || (restart > 0 && level < restart)) values[below] = undefined;
    }
    return writeLabel(list, level, definition, values);
  }
}

function writeLabel(
  list: NumberedList,
  level: number,
  definition: ListLevel,
  values: readonly (number | undefined)[],
): ListLabel {
  const isBullet = definition.format === 'bullet';
  let unknownFormat: string | null = null;
  const text = (definition.text ?? '').replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1;
    const own = list.levels.get(index);
    const value = values[index] ?? own?.start ?? 1;
    if (!own || own.format === 'bullet' || own.format === 'none') return '';
    const format = definition.isLegal && own.format !== 'decimalZero' ? 'decimal' : own.format;
    const written = formatListNumber(value, format, own.customFormat);
    if (written === null) unknownFormat = own.format;
    return written ?? String(value);
  });
  return {
    text: definition.isHidden ? '' : isBullet ? (definition.text ?? '') : text,
    isBullet: isBullet && !definition.isHidden,
    level,
    suffix: definition.suffix,
    list: list.countedBy,
    unknownFormat,
  };
}
