import { formatRoman } from '../../model/structure/markers.js';
import { capitaliseFirst, writeOrdinalEnding } from '../../model/text.js';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/**
 * A number as Word writes it in a format (ECMA-376 Part 1, 17.18.59 ST_NumberFormat).
 * @param custom the pattern of a custom format: "001, 002, 003, ..."
 * @returns null where the format is not known; the number is then best written in digits
 */
export function formatListNumber(value: number, format: string, custom: string | null): string | null {
  switch (format) {
    case 'decimal':
    case 'decimalHalfWidth':
      return String(value);
    case 'decimalZero':
      return value < 10 && value >= 0 ? `0${value}` : String(value);
    case 'upperRoman':
      return formatRoman(value).toUpperCase();
    case 'lowerRoman':
      return formatRoman(value);
    case 'upperLetter':
      return repeatLetter(value, ALPHABET).toUpperCase();
    case 'lowerLetter':
      return repeatLetter(value, ALPHABET);
    case 'ordinal':
      return `${value}${writeOrdinalEnding(value)}`;
    case 'cardinalText':
      return capitaliseFirst(cardinalWords(value));
    case 'ordinalText':
      return capitaliseFirst(ordinalWords(value));
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x245f + value) : String(value);
    case 'decimalEnclosedParen':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x2473 + value) : `(${value})`;
    case 'decimalEnclosedFullstop':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x2487 + value) : `${value}.`;
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    case 'numberInDash':
      return `- ${value} -`;
    case 'hex':
      return value.toString(16).toUpperCase();
    case 'chicago':
      return repeatLetter(value, ['*', '†', '‡', '§']);
    case 'ganada':
      return repeatLetter(value, [...'가나다라마바사아자차카타파하']);
    case 'chosung':
      return repeatLetter(value, [...'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ']);
    case 'russianLower':
      return repeatLetter(value, [...'абвгдежзиклмнопрстуфхцчшщыэюя']);
    case 'russianUpper':
      return repeatLetter(value, [...'абвгдежзиклмнопрстуфхцчшщыэюя']).toUpperCase();
    case 'arabicAlpha':
      return repeatLetter(value, [...'أبتثجحخدذرزسشصضطظعغفقكلمنهوي']);
    case 'arabicAbjad':
      return repeatLetter(value, [...'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ']);
    case 'thaiLetters':
      return repeatLetter(value, [...'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ']);
    case 'thaiNumbers':
      return writeDigits(value, '๐๑๒๓๔๕๖๗๘๙');
    case 'hindiNumbers':
      return writeDigits(value, '०१२३४५६७८९');
    case 'hebrew1':
      return countInHebrew(value);
    case 'hebrew2':
      return value >= 1 && value <= HEBREW.length ? (HEBREW[value - 1] ?? null) : null;
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return String(value).replace(/\d/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit)));
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'koreanDigital':
    case 'koreanCounting':
      return value < 100
        ? countInHan(
            value,
            format.startsWith('korean') ? '일이삼사오육칠팔구' : '一二三四五六七八九',
            format.startsWith('korean') ? '십' : '十',
          )
        : String(value);
    case 'none':
    case 'bullet':
      return '';
    case 'custom':
      return custom === null ? null : formatByPattern(value, custom);
    default:
      return null;
  }
}

const MOST_ROUNDS = 1000;
const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'];

/** a … z, aa, bb … zz, aaa: the letter again for each round, as Word counts. */
function repeatLetter(value: number, letters: readonly string[]): string {
  if (value < 1) return '';
  const rounds = Math.floor((value - 1) / letters.length) + 1;
  // Nobody can read a label as long as a hostile start makes it.
  return rounds > MOST_ROUNDS ? String(value) : (letters[(value - 1) % letters.length] ?? '').repeat(rounds);
}

/** "one hundred twenty-one", as Word writes cardinals in English. */
function cardinalWords(value: number): string {
  if (value < 20) return ONES[value] ?? String(value);
  if (value < 100) return `${TENS[Math.floor(value / 10)]}${value % 10 ? `-${ONES[value % 10]}` : ''}`;
  if (value < 1000)
    return `${ONES[Math.floor(value / 100)]} hundred${value % 100 ? ` ${cardinalWords(value % 100)}` : ''}`;
  if (value < 1_000_000)
    return `${cardinalWords(Math.floor(value / 1000))} thousand${value % 1000 ? ` ${cardinalWords(value % 1000)}` : ''}`;
  return String(value);
}

function ordinalWords(value: number): string {
  const words = cardinalWords(value);
  const cut = Math.max(words.lastIndexOf(' '), words.lastIndexOf('-')) + 1;
  const last = words.slice(cut);
  const ordinal = ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return words.slice(0, cut) + ordinal;
}

function writeDigits(value: number, digits: string): string {
  return String(value).replace(/\d/g, (digit) => digits.charAt(Number(digit)));
}

const HEBREW = [...'אבגדהוזחטיכלמנסעפצקרשת'];

/** Letters whose values add up; fifteen and sixteen are nine and six, and nine and seven. */
function countInHebrew(value: number): string | null {
  if (value < 1 || value > 499) return null;
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const [tens, ones] = rest === 15 || rest === 16 ? [0, rest] : [Math.floor(rest / 10), rest % 10];
  const low = ones > 9 ? `ט${HEBREW[ones - 10]}` : (HEBREW[ones - 1] ?? '');
  return `${hundreds > 0 ? (HEBREW[17 + hundreds] ?? '') : ''}${tens > 0 ? (HEBREW[8 + tens] ?? '') : ''}${low}`;
}

function countInHan(value: number, digits: string, ten: string): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  return `${tens > 1 ? digits.charAt(tens - 1) : ''}${tens > 0 ? ten : ''}${ones > 0 ? digits.charAt(ones - 1) : ''}`;
}

/** "001, 002, 003, ...": as many digits; "α, β, γ, ...": those signs, and on in their alphabet. */
function formatByPattern(value: number, pattern: string): string | null {
  const first = pattern.split(',')[0]?.trim() ?? '';
  if (/^0*1$/.test(first)) return String(value).padStart(first.length, '0');
  const signs = pattern
    .split(',')
    .map((sign) => sign.trim())
    .filter((sign) => sign !== '' && !/^(?:\.{3}|…)$/.test(sign));
  const known = signs[value - 1];
  if (known !== undefined) return known;
  // The Greek alphabet goes on behind the signs that the pattern shows; final sigma is no number.
  if (first === 'α') return repeatLetter(value, [...'αβγδεζηθικλμνξοπρστυφχψω']);
  if (first === 'Α') return repeatLetter(value, [...'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ']);
  return null;
}

/** The formats of old files of Word by their numbers ([MS-OI29500] 2.1.1772). */
const OLD_FORMATS: readonly string[] = [
  'decimal',
  'upperRoman',
  'lowerRoman',
  'upperLetter',
  'lowerLetter',
  'ordinal',
  'cardinalText',
  'ordinalText',
];

/**
 * The number that a paragraph had, from the sign that a tracked change keeps of it: "(%1:2:4:)" is "(b)".
 * @returns null where the sign is of no known form
 */
export function readEarlierNumber(original: string): string | null {
  if (original.length > 200) return null;
  let isKnown = true;
  const text = original.replace(/%([1-9]):(\d{1,6}):(\d{1,3}):/g, (_, _level, value: string, format: string) => {
    const written =
      format === '22' || format === '23'
        ? formatListNumber(Number(value), format === '22' ? 'decimalZero' : 'bullet', null)
        : formatListNumber(Number(value), OLD_FORMATS[Number(format)] ?? '', null);
    if (written === null) isKnown = false;
    return written ?? '';
  });
  return isKnown && !text.includes('%') && text.trim() !== '' ? text.trim() : null;
}
