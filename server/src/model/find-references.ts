import { readings } from './markers.js';
import {
  type DocumentMention,
  type Reference,
  type ReferenceKind,
  type ReferenceTarget,
  relocated,
} from './reference.js';
import { type Span, withoutEnd } from './text.js';

const KEYWORDS =
  /(?<![\w-])(sub-?clauses?|clauses?|sections?|sub-?paragraphs?|paragraphs?|tables?|rows?|figures?|appendix|appendices|annex(?:es)?|schedules?|attachments?|footnotes?)(?![\w-])|(?<![\w-])([A-Z][A-Z0-9]{1,9}) Q(?=\d)/gi;

const KINDS: Readonly<Record<string, ReferenceKind>> = {
  clause: 'clause',
  subclause: 'clause',
  section: 'section',
  paragraph: 'paragraph',
  subparagraph: 'paragraph',
  table: 'table',
  row: 'row',
  figure: 'figure',
  appendix: 'appendix',
  appendice: 'appendix',
  annex: 'annex',
  annexe: 'annex',
  schedule: 'schedule',
  attachment: 'attachment',
  footnote: 'footnote',
};

const BRACKETS = /\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\)/g;
const PROVISION =
  /[A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){0,5}[A-Z]{0,2}(?![\w%£$€])(?:\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\)){0,6}|(?:\((?:[a-z]{1,5}|[A-Z]{1,3}|\d{1,3})\)){1,6}/y;
const LETTER_SECTION = /[A-Z]{1,2}(?![\w’'-])/y;
const CAPTIONED =
  /(?:[A-Z]{1,2}\.?)?\d{1,3}(?:\.\d{1,3}){0,4}[A-Z]?(?!\w|\.\d| (?:million|billion|per cent|percent|times)\b)/y;
const ROW = /[‘'"“]?(\d{1,3}[A-Z]{0,2}|[A-Z]{1,2}\d{0,2}|\d{1,3}(?:\.\d{1,3}){1,3})(?!\w)[’'"”]?/y;
const DIVISION = /(?:[A-Z]{1,3}\d{0,2}|\d{1,3}[A-Z]?)(?![\w’'])/y;
const PLAIN_NUMBER = /\d{1,3}[A-Z]?(?!\w)/y;
const PLACEHOLDER = /\[[^[\]]{1,30}\]/y;
/** What is called by the section of some Act that it is made under. */
const NAMED_FOR =
  /(?:\(\d{1,3}\))? (?:agreements?|appeals?|applications?|certificates?|compan(?:y|ies)|contributions?|declarations?|directions?|dut(?:y|ies)|notices?|obligations?|orders?|planning|reports?|statements?|sums?|works)(?![\w-])/y;
const SPACE = / */y;
const JOIN = / ?(?:, ?(?:and\/or|and|or)?|;? ?(?:and\/or|and|or)|&|\/) ?(?:also |both |with )?(?:in |to |of |under )?/y;
const RANGE = / ?(?:to|through|until|up to|–|—|‑|-|‐) ?/y;
const UNITS =
  /^ ?(?:%|(?:working|business|calendar|clear|business)? ?(?:days?|hours?|minutes?|months?|weeks?|years?)\b|million|billion|per\b|times\b|or more\b|of (?:the )?(?:them|these|those)\b|[a-z]?(?:MW|kV|kW|Hz|MB|GB|km|kg)\b|[A-Z][a-z]+ \d{4}\b)/i;
const TITLE = / \(([A-Z][^()]{3,120})\)/y;
const JOINT = /,? (of|in|to|within|under|on|from) (?:(?:the|that|its|our|their|any|each|such) )?/y;
/** "clause 14 of the lease": some other document, by what it is and not by name. */
const OTHER_DOCUMENT =
  /(?:an? )?(?:[a-z]+ )?(?:acts?|agreements?|articles|bye-?laws|codes?|constitution|contracts?|conventions?|deeds?|directive|guidance|guidelines|instrument|leases?|licen[cs]es?|memorandum|orders?|permit|plan|policy|protocol|regulations?|rules|scheme|specification|standard|statutes?|tenancy|treaty|trust|undertaking|will)(?![\w-])/y;
/** "Clause 4.2 of this Agreement": the document that the words stand in. */
const OWN_DOCUMENT = /this [A-Z][\w-]*/y;
const VERSIONS: Readonly<Record<string, 'baseline' | 'draft'>> = {
  existing: 'baseline',
  current: 'baseline',
  'in-force': 'baseline',
  'in force': 'baseline',
  designated: 'baseline',
  previous: 'baseline',
  proposed: 'draft',
  new: 'draft',
  amended: 'draft',
  revised: 'draft',
};
const VERSION_BEHIND = /(existing|current|in-force|designated|previous|proposed|new|amended|revised) /iy;
const VERSION_BEFORE = /(?:^|[ (])(existing|current|in-force|designated|previous|proposed|new|amended|revised) $/i;

const DIVISIONS: readonly ReferenceKind[] = ['appendix', 'annex', 'schedule', 'attachment'];

/** Kinds that a reference can be part of by "of": which by which. */
const PARTS: Readonly<Partial<Record<ReferenceKind, readonly ReferenceKind[]>>> = {
  row: ['table', 'figure'],
  paragraph: ['clause', 'section', 'paragraph', 'appendix', 'annex', 'schedule', 'row', 'table'],
  clause: ['appendix', 'annex', 'schedule', 'attachment'],
  section: ['appendix', 'annex', 'schedule', 'attachment'],
  table: ['appendix', 'annex', 'schedule', 'attachment', 'section', 'clause'],
  figure: ['appendix', 'annex', 'schedule', 'attachment', 'section'],
  footnote: ['clause', 'section', 'paragraph', 'table'],
};

/**
 * Finds the cross-references in a text as a reader sees it (see `Inline.text`).
 * @returns in the order of the text; a nested reference ("Table 9.3" in "row 2A of Table 9.3") behind the one it is nested in
 */
export function findReferences(visible: string): Reference[] {
  if (!/\d|\((?:[a-z]|[A-Z]){1,4}\)|\bthis\b|[A-Z]\b/.test(visible)) return [];
  const { text, at } = plain(visible);
  const found: Reference[] = [];
  const scanner = new RegExp(KEYWORDS);
  for (let match = scanner.exec(text); match; match = scanner.exec(text)) {
    const reading = new Reader(text).reference(match.index, match[0], match[2]);
    if (!reading) continue;
    for (let each: Reference | null = reading.reference; each; each = each.of) found.push(each);
    scanner.lastIndex = Math.max(scanner.lastIndex, reading.end);
  }
  if (!at) return found;
  const place = (each: Span): Span => ({ start: at[each.start] as number, end: (at[each.end - 1] as number) + 1 });
  return found.map((reference) => relocated(reference, place));
}

/** Every kind of space made a plain one, and characters without width left out; `at` maps back, null where nothing moved. */
function plain(visible: string): { text: string; at: number[] | null } {
  if (!/[^\x20-\x7e£€‘’“”–—●]/.test(visible)) return { text: visible, at: null };
  let text = '';
  const at: number[] = [];
  for (let i = 0; i < visible.length; i++) {
    const char = visible.charAt(i);
    if (/[\u00ad\u200b-\u200f\u2060\ufeff]/.test(char)) continue;
    if (/\s/.test(char)) {
      if (text.endsWith(' ')) continue;
      text += ' ';
    } else text += char;
    at.push(i);
  }
  at.push(visible.length);
  return { text, at };
}

class Reader {
  private at = 0;
  private readonly repeated: Span[] = [];

  constructor(private readonly text: string) {}

  /** Reads the reference whose keyword stands at `start`; null where the word is only a word. */
  reference(start: number, keyword: string, series: string | undefined): { reference: Reference; end: number } | null {
    if (series !== undefined) return this.question(start, series);
    const kind = KINDS[keyword.toLowerCase().replace(/-/g, '').replace(/s$/, '')];
    if (!kind) return null;
    this.at = start + keyword.length;
    const before = this.text.slice(Math.max(0, start - 160), start);
    const keywordSpan = { start, end: this.at };
    this.skip(SPACE);
    if (this.at === keywordSpan.end && this.text.charAt(this.at) !== '(')
      return this.relative(kind, keyword, keywordSpan, before);
    const targets = this.targets(kind, keyword);
    if (targets.length === 0) {
      this.at = keywordSpan.end;
      if (kind === 'footnote') return this.footnoteOn(keyword, keywordSpan);
      return this.relative(kind, keyword, keywordSpan, before);
    }
    // "a section 106 agreement" is an agreement, and no reference.
    if (kind === 'section' && /^[a-z]/.test(keyword) && this.match(NAMED_FOR)) return null;
    // A word in lower case in front of a bare letter is prose: "table A" is rare, "section a" a slip of the eye.
    const last = targets[targets.length - 1] as ReferenceTarget;
    let end = (last.to ?? last).span.end;
    const behindNumbers = this.at;
    let caption: Reference['caption'] = null;
    if (targets.length === 1 && !last.to) {
      const title = this.match(TITLE);
      if (
        title &&
        /[a-z]/.test(title[1] as string) &&
        !/^(?:a|the|an|as|see|and|or|if|in|of|which|being|each)\b/i.test(title[1] as string)
      ) {
        const from = this.at - 1 - (title[1] as string).length;
        caption = { text: title[1] as string, span: { start: from, end: this.at - 1 } };
        end = this.at;
      } else this.at = behindNumbers;
    }
    const own = documentBefore(before, start);
    const versionBefore = VERSION_BEFORE.exec(own ? before.slice(0, before.length - (start - own.span.start)) : before);
    const behind = this.behind(kind);
    const document = own && isAcronym(own.text) ? own : (behind.document ?? own);
    const version =
      behind.version ?? (versionBefore ? (VERSIONS[(versionBefore[1] as string).toLowerCase()] ?? null) : null);
    const span = {
      start: document?.side === 'before' && isAcronym(document.text) ? document.span.start : start,
      end: document?.side === 'behind' ? document.span.end : end,
    };
    const reference: Reference = {
      kind,
      span,
      keyword,
      keywordSpan,
      repeated: this.repeated,
      targets,
      of: behind.of,
      document,
      version,
      relative: false,
      caption,
    };
    return { reference, end: Math.max(end, this.at) };
  }

  private skip(pattern: RegExp): void {
    this.match(pattern);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  private relative(
    kind: ReferenceKind,
    keyword: string,
    keywordSpan: Span,
    before: string,
  ): { reference: Reference; end: number } | null {
    if (
      !/(?:^|[^\w])this $/i.test(before) ||
      /s$/i.test(keyword) ||
      kind === 'row' ||
      kind === 'footnote' ||
      kind === 'schedule'
    )
      return null;
    const span = { start: keywordSpan.start - 5, end: keywordSpan.end };
    return {
      reference: {
        kind,
        span,
        keyword,
        keywordSpan,
        repeated: [],
        targets: [],
        of: null,
        document: null,
        version: null,
        relative: true,
        caption: null,
      },
      end: keywordSpan.end,
    };
  }

  /** "the footnote on Clause 20.28 of the existing SMETS1 SVTAD". */
  private footnoteOn(keyword: string, keywordSpan: Span): { reference: Reference; end: number } | null {
    const behind = this.behind('footnote');
    if (!behind.of) return null;
    const span = keywordSpan;
    return {
      reference: {
        kind: 'footnote',
        span,
        keyword,
        keywordSpan,
        repeated: [],
        targets: [],
        of: behind.of,
        document: null,
        version: behind.of.version,
        relative: false,
        caption: null,
      },
      end: this.at,
    };
  }

  private question(start: number, series: string): { reference: Reference; end: number } | null {
    if (!/^[A-Z0-9]+$/.test(series)) return null;
    this.at = start + series.length + 2;
    const targets: ReferenceTarget[] = [];
    const first = this.match(PLAIN_NUMBER);
    if (!first) return null;
    targets.push(this.target(first[0], this.at - first[0].length));
    this.more(() => {
      this.match(new RegExp(`${series} `, 'y'));
      if (!this.match(/Q(?=\d)/y)) return null;
      const number = this.match(PLAIN_NUMBER);
      return number ? { number: number[0], start: this.at - number[0].length } : null;
    }, targets);
    const last = targets[targets.length - 1] as ReferenceTarget;
    const end = (last.to ?? last).span.end;
    const span = { start, end };
    return {
      reference: {
        kind: 'question',
        span,
        keyword: series,
        keywordSpan: { start, end: start + series.length },
        repeated: [],
        targets,
        of: null,
        document: null,
        version: null,
        relative: false,
        caption: null,
      },
      end,
    };
  }

  private target(number: string, start: number): ReferenceTarget {
    return {
      number: normal(number),
      span: { start, end: start + number.length },
      to: null,
      placeholder: number.startsWith('['),
    };
  }

  private targets(kind: ReferenceKind, keyword: string): ReferenceTarget[] {
    const number = () => this.number(kind, keyword);
    const first = number();
    if (!first || this.isHyphenated(first.number)) return [];
    const targets = [this.target(first.number, first.start)];
    this.more(() => {
      const at = this.at;
      const repeated = this.match(
        /(?:sub-?clauses?|clauses?|sections?|sub-?paragraphs?|paragraphs?|tables?|rows?|figures?|appendix|appendices|annex(?:es)?|schedules?|attachments?|footnotes?) ?/iy,
      );
      if (repeated && KINDS[repeated[0].trim().toLowerCase().replace(/-/g, '').replace(/s$/, '')] !== kind) {
        this.at = at;
        return null;
      }
      const found = number();
      if (found && repeated) this.repeated.push({ start: at, end: at + repeated[0].trimEnd().length });
      return found;
    }, targets);
    return targets;
  }

  /** Whether the number goes on behind a hyphen, as "5.2-1" does: no range, as nothing runs from 5.2 back to 1. */
  private isHyphenated(number: string): boolean {
    const { at } = this;
    const end = /^\d{1,3}\.\d/.test(number) ? this.match(/[-‐‑](\d{1,3})(?![\d.])/y) : null;
    this.at = at;
    return end !== null && Number(end[1]) < Number.parseInt(number, 10);
  }

  /** Goes on along "…, 4.3 and 5.1" and "… to 20.32" for as long as `next` reads a number. */
  private more(next: () => { number: string; start: number } | null, targets: ReferenceTarget[]): void {
    for (;;) {
      const last = targets[targets.length - 1] as ReferenceTarget;
      const at = this.at;
      if (!last.to && !last.placeholder && this.match(RANGE)) {
        const end = next();
        if (end && !this.isQuantity(end.number, last.number)) {
          const number = filledIn(normal(end.number), last.number);
          targets[targets.length - 1] = {
            ...last,
            to: { number, span: { start: end.start, end: end.start + end.number.length } },
          };
          continue;
        }
        this.at = at;
      }
      if (this.match(JOIN)) {
        const end = next();
        if (end && !this.isQuantity(end.number, last.number)) {
          const target = this.target(end.number, end.start);
          targets.push({ ...target, number: filledIn(target.number, (last.to ?? last).number) });
          continue;
        }
      }
      this.at = at;
      return;
    }
  }

  /** Whether a number behind "and" counts something ("10 Working Days") or belongs to the next thing named ("(b) Clause 6"). */
  private isQuantity(number: string, previous: string): boolean {
    const rest = this.text.slice(this.at, this.at + 40);
    if (
      /^\d+$/.test(number) &&
      (UNITS.test(rest) ||
        (/\./.test(previous) &&
          /^ [a-z]{3,}/.test(rest) &&
          !/^ (?:of|in|to|and|or|shall|may|must|will|is|are|apply|applies|above|below|have|has|as|for|which|that|with|respectively)\b/.test(
            rest,
          )))
    )
      return true;
    return (
      number.startsWith('(') &&
      /^ (?:sub-?clauses?|clauses?|sections?|paragraphs?|tables?|figures?|the|a|an|to|in|where|if|shall|any|each)\b/i.test(
        rest,
      ) &&
      !/^ (?:to|in) (?:\(|the )/i.test(rest) &&
      !previous.includes('(')
    );
  }

  private number(kind: ReferenceKind, keyword: string): { number: string; start: number } | null {
    const start = this.at;
    const found = this.numberText(kind, keyword);
    if (found === null) return null;
    return { number: found, start: start + this.text.slice(start, this.at).indexOf(found) };
  }

  private numberText(kind: ReferenceKind, keyword: string): string | null {
    switch (kind) {
      case 'clause':
      case 'section':
      case 'paragraph': {
        const number =
          this.match(PROVISION)?.[0] ??
          (kind === 'section' && /^S/.test(keyword) ? this.match(LETTER_SECTION)?.[0] : undefined);
        if (number === undefined) return null;
        return /^\([a-z]{3,5}\)/.test(number) && readings(number.slice(1, number.indexOf(')'))).length === 0
          ? null
          : number;
      }
      case 'table':
      case 'figure':
        // "a figure 2.9 million higher": a count, not a number.
        return this.match(CAPTIONED)?.[0] ?? this.match(PLACEHOLDER)?.[0] ?? null;
      case 'row':
        return this.match(ROW)?.[1] ?? null;
      case 'attachment':
      case 'annex':
      case 'appendix':
      case 'schedule': {
        const placeholder = this.match(PLACEHOLDER)?.[0];
        if (placeholder !== undefined) return placeholder;
        if (!/^[A-Z]/.test(keyword)) return this.match(PLAIN_NUMBER)?.[0] ?? null;
        const number = this.match(kind === 'attachment' ? PLAIN_NUMBER : DIVISION)?.[0];
        return number === undefined ||
          (/^(?:I|A)$/.test(number) && /^ (?:am|is|the)\b/.test(this.text.slice(this.at, this.at + 5)))
          ? null
          : number;
      }
      default:
        return this.match(PLAIN_NUMBER)?.[0] ?? null;
    }
  }

  /** What stands behind the numbers: "of Table 9.3", "of the existing SMETS1 SVTAD". */
  private behind(kind: ReferenceKind): {
    of: Reference | null;
    document: DocumentMention | null;
    version: Reference['version'];
  } {
    const at = this.at;
    const joint = this.match(JOINT);
    if (!joint) return { of: null, document: null, version: null };
    const versionWord = this.match(VERSION_BEHIND);
    const version = versionWord ? (VERSIONS[(versionWord[1] as string).toLowerCase()] ?? null) : null;
    const from = this.at;
    if (joint[1] === 'on' && kind !== 'footnote') {
      this.at = at;
      return { of: null, document: null, version: null };
    }
    const own = this.match(OWN_DOCUMENT);
    if (own) {
      const name = own[0];
      return {
        of: null,
        document: { text: name, span: { start: from, end: this.at }, side: 'behind', joint: joint[1] as string },
        version: null,
      };
    }
    const other = joint[1] === 'of' || DIVISIONS.includes(kind) ? this.match(OTHER_DOCUMENT) : null;
    if (other) {
      const span = { start: from, end: this.at };
      return { of: null, document: { text: other[0], span, side: 'behind', joint: joint[1] as string }, version };
    }
    const parts = PARTS[kind];
    const keywords = new RegExp(KEYWORDS.source, 'iy');
    keywords.lastIndex = from;
    const keyword = keywords.exec(this.text);
    if (
      parts &&
      keyword?.[1] &&
      parts.includes(KINDS[keyword[1].toLowerCase().replace(/-/g, '').replace(/s$/, '')] ?? 'question')
    ) {
      const nested = new Reader(this.text);
      const read = nested.reference(from, keyword[0], undefined);
      if (read && !read.reference.relative) {
        this.at = read.end;
        const own = read.reference.version ?? version;
        return { of: { ...read.reference, version: own }, document: read.reference.document, version: own };
      }
    }
    const name = documentBehind(this.text, from);
    if (!name) {
      this.at = at;
      return { of: null, document: null, version: null };
    }
    // "MTAD Table 9.3" behind "row 2A of": the document stands before the nested keyword.
    if (parts) {
      keywords.lastIndex = from + name.length + 1;
      const later = keywords.exec(this.text);
      const laterKind = later?.[1] ? KINDS[later[1].toLowerCase().replace(/-/g, '').replace(/s$/, '')] : undefined;
      if (later && laterKind && parts.includes(laterKind)) {
        const read = new Reader(this.text).reference(later.index, later[0], undefined);
        if (read && !read.reference.relative) {
          this.at = read.end;
          const own = read.reference.version ?? version;
          return { of: { ...read.reference, version: own }, document: read.reference.document, version: own };
        }
      }
    }
    const span = { start: from, end: from + name.length };
    this.at = span.end;
    return { of: null, document: { text: name, span, side: 'behind', joint: joint[1] as string }, version };
  }
}

/** Capitalised words in a row, with small words only between them. */
const NAME_WORD = /[A-Z0-9][\w’'&/.-]*/y;
const SMALL_WORDS = / (?:of|and|for|to|the|in|on|with|&)(?= )/y;

/** A keyword with its number, which no document's name goes on with: "MTAD Table 9.3". */
const NUMBERED = /^(?:Clause|Section|Paragraph|Table|Row|Figure|Appendix|Annex|Schedule|Attachment)s? [\d([A-Z]/i;

function documentBehind(text: string, from: number): string | null {
  NAME_WORD.lastIndex = from;
  let word = NAME_WORD.exec(text);
  if (!word || /^\d/.test(word[0])) return null;
  let end = from + word[0].length;
  for (let words = 1; words < 16 && !/[.,;:]$/.test(word[0]); ) {
    let next = end;
    for (let small = 0; small < 3; small++) {
      SMALL_WORDS.lastIndex = next;
      const joined = SMALL_WORDS.exec(text);
      if (!joined) break;
      next += joined[0].length;
    }
    if (text.charAt(next) !== ' ') break;
    NAME_WORD.lastIndex = next + 1;
    word = NAME_WORD.exec(text);
    if (!word || NUMBERED.test(text.slice(next + 1, next + 24))) break;
    end = next + 1 + word[0].length;
    words++;
  }
  return withoutEnd(text.slice(from, end), ".,;:/’'-");
}

function documentBefore(before: string, start: number): DocumentMention | null {
  // A title in brackets or a dash may stand between: only words right before the keyword count.
  const run = /(?:[A-Z0-9][\w’'&/-]* (?:(?:of|and|for|to|the) ){0,2}){1,12}$/.exec(before.slice(-140));
  if (!run) return null;
  const raw = run[0];
  const cut =
    before.length - raw.length > 0 && /[\w’'-]$/.test(before.slice(0, before.length - raw.length))
      ? raw.indexOf(' ') + 1
      : 0;
  const words = raw.slice(cut);
  // "… of the Clause": the run must end in a capitalised word.
  if (!/[A-Z0-9][\w’'&/-]* $/.test(words) || !/[A-Z]/.test(words)) return null;
  const text = words.trimEnd();
  if (text === '') return null;
  const end = start - (words.length - text.length);
  return { text, span: { start: end - text.length, end }, side: 'before', joint: '' };
}

/** Whether words end in something like "SVTAD" or "SEC", which before a keyword can only be a document. */
export function isAcronym(words: string): boolean {
  const last = words.slice(words.lastIndexOf(' ') + 1);
  return /^[A-Z0-9]{2,}$/.test(last) && /[A-Z].*[A-Z]/.test(last);
}

function normal(number: string): string {
  return number.replace(/\s+/g, '').replace(/\.$/, '');
}

/** The number that a shortened one in a list stands for: "(b)" behind "5.1(a)" is "5.1(b)". */
function filledIn(number: string, previous: string): string {
  if (!number.startsWith('(')) return number;
  const groups = previous.match(BRACKETS) ?? [];
  const root = previous.slice(0, previous.length - groups.join('').length);
  if (groups.length === 0) return root + number;
  const own = readings(number.slice(1, number.indexOf(')')));
  // It goes on from the marker that it is nearest to: (c) from the (b) of "8.3(b)(iv)", as the letter, and not from (iv), as a numeral.
  let best = { level: groups.length - 1, distance: Number.POSITIVE_INFINITY };
  for (let level = groups.length - 1; level >= 0; level--) {
    // A list within a list has a style of its own: the (i) of "(h)(i)" is a numeral.
    const outer = groups.slice(0, level).flatMap((group) => readings(group.slice(1, -1)).map(({ style }) => style));
    for (const reading of readings((groups[level] as string).slice(1, -1))) {
      if (outer.includes(reading.style)) continue;
      for (const { style, value } of own) {
        const distance =
          style === reading.style && value > reading.value ? value - reading.value : Number.POSITIVE_INFINITY;
        if (distance < best.distance) best = { level, distance };
      }
    }
  }
  return root + groups.slice(0, best.level).join('') + number;
}
