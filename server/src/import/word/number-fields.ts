import type { ListCounter, ListDefinitions, ListLabel, ListLevel, NumberedList } from './list-numbering.js';
import { formatListNumber } from './number-formats.js';
import type { WordNumberField } from './word-document.js';

/** Fields that show a number which Word counts anew each time and need not keep in the file. */
const NUMBER_FIELDS: ReadonlySet<string> = new Set(['LISTNUM', 'AUTONUM', 'AUTONUMLGL', 'AUTONUMOUT']);

/** Whether a field, by its code in capitals, shows a number that only counting can tell. */
export function isNumberField(code: string): boolean {
  return NUMBER_FIELDS.has(code);
}

/** What a number field stands in. */
export interface NumberFieldPlace {
  /** The automatic label of its paragraph; null for none. */
  readonly label: ListLabel | null;
  /** The outline level of its paragraph, from 0; null where that is no heading. */
  readonly heading: number | null;
  /** What counts the lists of the story. */
  readonly counter: ListCounter;
}

type OwnFormat = readonly [format: string, text: string];

/** The lists that LISTNUM has by itself. Source: Microsoft, “How to Use the ListNum Field in Word” (KB 162895). */
const NUMBER_DEFAULT: readonly OwnFormat[] = [
  ['decimal', '%1)'],
  ['lowerLetter', '%2)'],
  ['lowerRoman', '%3)'],
  ['decimal', '(%4)'],
  ['lowerLetter', '(%5)'],
  ['lowerRoman', '(%6)'],
  ['decimal', '%7.'],
  ['lowerLetter', '%8.'],
  ['lowerRoman', '%9.'],
];
const OUTLINE_DEFAULT: readonly OwnFormat[] = [
  ['upperRoman', '%1.'],
  ['upperLetter', '%2.'],
  ['decimal', '%3.'],
  ['lowerLetter', '%4)'],
  ['decimal', '(%5)'],
  ['lowerLetter', '(%6)'],
  ['lowerRoman', '(%7)'],
  ['lowerLetter', '(%8)'],
  ['lowerRoman', '(%9)'],
];
const LEGAL_DEFAULT: readonly OwnFormat[] = NUMBER_DEFAULT.map((_, level) => [
  'decimal',
  Array.from({ length: level + 1 }, (_, index) => `%${index + 1}.`).join(''),
]);
const OWN_LISTS: ReadonlyMap<string, NumberedList> = new Map(
  [NUMBER_DEFAULT, OUTLINE_DEFAULT, LEGAL_DEFAULT].map((formats, index) => [
    ['numberdefault', 'outlinedefault', 'legaldefault'][index] ?? '',
    makeOwnList(-1 - index, formats),
  ]),
);

function makeOwnList(id: number, formats: readonly OwnFormat[]): NumberedList {
  const levels = new Map<number, ListLevel>();
  for (const [level, [format, text]] of formats.entries())
    levels.set(level, {
      start: 1,
      format,
      customFormat: null,
      text,
      isLegal: false,
      restart: null,
      suffix: 'nothing',
      style: null,
      isHidden: false,
    });
  return { id, countedBy: id, levels, startOverrides: new Map() };
}

/** The formats that a field names after `\*`, as lists name them. */
const SWITCH_FORMATS: Readonly<Record<string, string>> = {
  alphabetic: 'lowerLetter',
  ALPHABETIC: 'upperLetter',
  Alphabetic: 'upperLetter',
  roman: 'lowerRoman',
  ROMAN: 'upperRoman',
  Roman: 'upperRoman',
  Ordinal: 'ordinal',
  OrdText: 'ordinalText',
  CardText: 'cardinalText',
  Hex: 'hex',
};

/** How many paragraphs of one family of AUTONUM fields came: of each level of headings, and of text since. */
interface AutoCount {
  headings: number[];
  text: number;
}

/** Counts LISTNUM, AUTONUM, AUTONUMLGL and AUTONUMOUT (ECMA-376 Part 1, 17.16.5), field by field in the order of the file. */
export class NumberFields {
  private readonly counts = new Map<string, AutoCount>();

  constructor(private readonly lists: ListDefinitions) {}

  /** The number that Word shows for the next field: "(a)", "1.2."; '' where its list has no such level. */
  countNext({ code, instruction }: WordNumberField, place: NumberFieldPlace): string {
    return code === 'LISTNUM' ? this.countInList(instruction, place) : this.countAuto(code, instruction, place.heading);
  }

  private countInList(instruction: string, { label, counter }: NumberFieldPlace): string {
    const [, quoted, bare] = /^\s*LISTNUM\s+(?:"([^"]{1,200})"|([^\s\\"]{1,200}))/i.exec(instruction) ?? [];
    const name = (quoted ?? bare ?? '').toLowerCase();
    const own = label?.list === undefined ? null : this.lists.ofDefinition(label.list);
    const list =
      (name === '' ? own : (OWN_LISTS.get(name) ?? this.lists.findNamed(name))) ?? OWN_LISTS.get('numberdefault');
    const said = readWhole(LEVEL_SWITCH, instruction);
    // In a numbered paragraph a field counts what stands below its number.
    const level = said !== null ? said - 1 : name === '' && own && label ? label.level + 1 : 0;
    if (!list) return '';
    return counter.countNext(list, Math.min(8, Math.max(0, level)), readWhole(START_SWITCH, instruction)).text;
  }

  private countAuto(code: string, instruction: string, heading: number | null): string {
    const count = this.counts.get(code) ?? { headings: [], text: 0 };
    this.counts.set(code, count);
    if (heading === null) count.text++;
    else {
      count.headings = Array.from(
        { length: heading + 1 },
        (_, level) => count.headings[level] ?? (level < heading ? 1 : 0),
      );
      count.headings[heading] = (count.headings[heading] ?? 0) + 1;
      count.text = 0;
    }
    const own = heading === null ? count.text : (count.headings[heading] ?? 1);
    if (code === 'AUTONUMOUT') {
      const [format, text] = OUTLINE_DEFAULT[heading ?? 2] ?? ['decimal', '%1.'];
      return text.replace(/%\d/, formatListNumber(own, format, null) ?? String(own));
    }
    const separator = readSeparator(instruction);
    if (code === 'AUTONUM') return `${writeBySwitch(own, instruction)}${separator}`;
    const path = [...count.headings, ...(heading === null ? [own] : [])].map((each) =>
      writeBySwitch(each, instruction),
    );
    return `${path.join(separator)}${/\\e(?![a-z])/i.test(instruction) ? '' : separator}`;
  }
}

const LEVEL_SWITCH = /\\l\s{0,9}"?(\d{1,5})/i;
const START_SWITCH = /\\s\s{0,9}"?(\d{1,5})/i;

/** The whole number after a switch; null where the field has no such switch. */
function readWhole(pattern: RegExp, instruction: string): number | null {
  const found = pattern.exec(instruction)?.[1];
  return found === undefined ? null : Number(found);
}

/** What stands between the numbers of a path and after them: a full stop, or the first sign after `\s`. */
function readSeparator(instruction: string): string {
  const found = /\\s\s{0,9}(?:"([^"])|([^\s"\\]))/i.exec(instruction);
  return found ? (found[1] ?? found[2] ?? '.') : '.';
}

function writeBySwitch(value: number, instruction: string): string {
  for (const [, name = ''] of instruction.matchAll(/\\\*\s{0,9}([A-Za-z]{1,20})/g)) {
    const format = SWITCH_FORMATS[name];
    if (format === undefined) continue;
    const written = formatListNumber(value, format, null) ?? String(value);
    return name.endsWith('Text') ? written.toLowerCase() : written;
  }
  return String(value);
}
