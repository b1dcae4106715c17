import type {
  WordFormatting,
  WordLookChange,
  WordNoteCall,
  WordRevision,
  WordSpan,
  WordText,
} from './word-document.js';

/** How words are written as Markdown. */
export interface WordsContext {
  /** The label of a note: "1" for `[^1]`. */
  readonly labelOfNote: (note: WordNoteCall) => string;
  /** The path of a picture beside the draft; null where it cannot be had. */
  readonly pathOfPicture: (part: string, name: string) => string | null;
  /** Whether changes are kept as CriticMarkup. */
  readonly keepsChanges: boolean;
  /** Whether words in the style of code were code in the draft: in a file of Keeling's. */
  readonly knowsCode: boolean;
  /** Told of hidden words, which Word shows nobody. */
  readonly reportHidden: (words: string) => void;
}

export interface WordsLook {
  /** In a heading or a caption, bold and italics of the whole are its look. */
  readonly isWholeBold?: boolean;
  readonly isInCell?: boolean;
}

interface WordsPiece {
  /** Already Markdown: a note's call, a picture. */
  readonly markdown: string | null;
  readonly text: string;
  readonly style: string;
  readonly link: string | null;
  readonly revision: WordRevision | null;
  /** A change of their look alone. */
  readonly formatting?: WordFormatting | undefined;
}

/** The words of a paragraph as Markdown, on one line but for its line breaks. */
export function writeWords(spans: readonly WordSpan[], context: WordsContext, look: WordsLook = {}): string {
  const all = spans.flatMap((span) => pieceOf(span, context, look) ?? []);
  // Where changes are taken, what was changed reads on with its neighbours.
  const pieces = joinPieces(context.keepsChanges ? all : all.map(withoutChange));
  let out = '';
  for (let from = 0; from < pieces.length; ) {
    const first = pieces[from]!;
    let to = from + 1;
    while (to < pieces.length && isSameChange(first, pieces[to]!)) to++;
    const around = { before: out.slice(-1), after: pieces[to]?.text.slice(0, 1) ?? '' };
    const words = writeStretch(pieces.slice(from, to), MARKS, look, around);
    const { revision, formatting } = first;
    out += revision ? markChange(words, revision) : formatting ? markFormatting(words, formatting) : words;
    from = to;
  }
  return out;
}

function withoutChange(piece: WordsPiece): WordsPiece {
  return { ...piece, revision: null, formatting: undefined };
}

function isSameChange(a: WordsPiece, b: WordsPiece): boolean {
  return hasSameRevision(a, b) && hasSameFormatting(a, b);
}

/** Words of one change, or of one move, which Word may have cut in parts. */
function hasSameRevision({ revision: a }: WordsPiece, { revision: b }: WordsPiece): boolean {
  return a?.kind === b?.kind && (a?.id === b?.id || (a?.move !== undefined && a.move === b?.move));
}

function hasSameFormatting({ formatting: a }: WordsPiece, { formatting: b }: WordsPiece): boolean {
  return a?.what === b?.what && a?.author === b?.author && a?.date === b?.date;
}

/** Pieces as Markdown, a mark that neighbours share around them all: "**Fees (*old*)**". */
function writeStretch(
  pieces: readonly WordsPiece[],
  marks: readonly WordsMark[],
  look: WordsLook,
  around: WordsAround,
): string {
  let out = '';
  for (let from = 0; from < pieces.length; ) {
    let to = from;
    let mark: WordsMark | null = null;
    for (const each of marks) {
      const end = endOfMark(pieces, from, each);
      if (end > to) [to, mark] = [end, each];
    }
    if (mark === null) {
      const piece = pieces[from++]!;
      out += piece.markdown ?? styledWords(piece, look);
      continue;
    }
    const [, open, close] = mark;
    const rest = marks.filter((each) => each !== mark);
    const own = {
      // Stars that close just before join those that open here: what counts is the word before both.
      before:
        out === ''
          ? around.before
          : out
              .slice(-4)
              .replace(/(?<!\\)\*{1,3}$/, '')
              .slice(-1),
      after: to < pieces.length ? (pieces[to]?.text.slice(0, 1) ?? '') : around.after,
    };
    const words = writeStretch(pieces.slice(from, to), rest, look, own);
    out += open.startsWith('*') ? emphasizeWords(words, open, own) : surroundWords(words, open, close);
    from = to;
  }
  return out;
}

function endOfMark(pieces: readonly WordsPiece[], from: number, [style]: WordsMark): number {
  let to = from;
  while (pieces[to]?.style.includes(style)) to++;
  return to;
}

/** The characters beside words; '' for none. */
interface WordsAround {
  readonly before: string;
  readonly after: string;
}

/**
 * Words between stars. Markdown takes no star that stands between a letter and a sign for a mark, so
 * signs at the edge of the words stay outside where a letter is beside them.
 */
function emphasizeWords(words: string, stars: string, { before, after }: WordsAround): string {
  const isLetter = (char: string) => /[\p{L}\p{N}]/u.test(char);
  // Signs of Markdown are not parted from what they mark.
  if (/\]\(|`|(?<!\\)</.test(words)) return surroundWords(words, stars, stars);
  const [start = ''] = isLetter(before) ? (/^(?:\\?[^\p{L}\p{N}\s*\\]){1,8}/u.exec(words) ?? []) : [];
  const left = words.slice(start.length);
  // The partner of a bracket that stays outside does so too.
  const isOpen = /[[(<“‘"]$/.test(start);
  const [end = ''] = isLetter(after) || isOpen ? (/(?:\\?[^\p{L}\p{N}\s*\\]){1,8}$/u.exec(left.slice(-16)) ?? []) : [];
  return `${start}${surroundWords(left.slice(0, left.length - end.length), stars, stars)}${end}`;
}

/** Marks stand at the words and not at the white space around them. */
function surroundWords(words: string, open: string, close: string): string {
  const inside = words.trim();
  if (inside === '') return words;
  const at = words.indexOf(inside);
  return `${words.slice(0, at)}${open}${inside}${close}${words.slice(at + inside.length)}`;
}

/** The words alone, without look: for titles and for comparing. */
export function plainWords(spans: readonly WordSpan[]): string {
  return spans
    .map((span) => (span.kind === 'text' && !span.isHidden ? span.text : ''))
    .join('')
    .replace(/[\t\n ]+/g, ' ')
    .trim();
}

function pieceOf(span: WordSpan, context: WordsContext, look: WordsLook): WordsPiece | null {
  const plain = { text: '', style: '', link: null };
  switch (span.kind) {
    case 'text': {
      if (span.isHidden) {
        context.reportHidden(span.text);
        return { ...plain, markdown: hiddenComment(span.text), revision: null };
      }
      return {
        markdown: null,
        text: span.text,
        style: lookOf(context.knowsCode ? span : { ...span, isCode: false }, look),
        link: span.link,
        revision: lastRevision(span.revisions),
        formatting: span.formatting,
      };
    }
    case 'note':
      return {
        ...plain,
        markdown: `[^${context.labelOfNote(span)}]`,
        revision: lastRevision(span.revisions),
      };
    case 'picture': {
      const path = span.part === null ? null : context.pathOfPicture(span.part, span.name);
      const alternative = span.alternative
        .replace(/\s+/g, ' ')
        .replace(/[[\]\\]/g, '\\$&')
        .trim();
      const markdown = path === null ? (alternative === '' ? '' : `[${alternative}]`) : `![${alternative}](${path})`;
      return { ...plain, markdown, revision: lastRevision(span.revisions) };
    }
    default:
      return null;
  }
}

/** Hidden words are in nobody's print, but they are not lost. */
function hiddenComment(text: string): string {
  const words = text.replace(/[\t\n ]+/g, ' ').trim();
  return words === '' ? '' : `<!-- hidden in Word: ${words.replace(/--+/g, '–')} -->`;
}

function lookOf(text: WordText, { isWholeBold = false }: WordsLook): string {
  if (text.text.trim() === '' && text.raised === null) return '';
  return `${text.isBold && !isWholeBold ? 'b' : ''}${text.isItalic ? 'i' : ''}${text.isCode ? 'c' : ''}${text.raised === 'sup' ? 'u' : ''}${text.raised === 'sub' ? 'd' : ''}`;
}

function lastRevision(revisions: readonly WordRevision[]): WordRevision | null {
  return revisions[revisions.length - 1] ?? null;
}

function sharedStyle(a: string, b: string): string {
  return [...a].filter((mark) => mark !== 'c' && b.includes(mark)).join('');
}

/** Neighbours of one look joined; white space between two takes the look that they share. */
function joinPieces(pieces: readonly WordsPiece[]): WordsPiece[] {
  const joined: WordsPiece[] = [];
  pieces.forEach((piece, index) => {
    const before = joined[joined.length - 1];
    const after = pieces[index + 1];
    const isSpace = piece.markdown === null && piece.text.trim() === '';
    const style = isSpace && before && after ? sharedStyle(before.style, after.style) : piece.style;
    if (
      before &&
      before.markdown === null &&
      piece.markdown === null &&
      before.style === style &&
      before.link === piece.link &&
      hasSameRevision(before, piece) &&
      hasSameFormatting(before, piece)
    )
      joined[joined.length - 1] = { ...before, text: before.text + piece.text };
    else joined.push({ ...piece, style });
  });
  return joined;
}

type WordsMark = readonly [style: string, open: string, close: string];

/** Of marks around the same words, the first is the outermost. */
const MARKS: readonly WordsMark[] = [
  ['b', '**', '**'],
  ['i', '*', '*'],
  ['u', '<sup>', '</sup>'],
  ['d', '<sub>', '</sub>'],
];

function styledWords(piece: WordsPiece, look: WordsLook): string {
  // Marks stand at the words and not at the white space around them.
  const words = piece.text.trim();
  const start = words === '' ? piece.text.length : piece.text.length - piece.text.trimStart().length;
  const [before, after] = [piece.text.slice(0, start), piece.text.slice(start + words.length)];
  const isCode = piece.style.includes('c') && !/[`\n]/.test(words) && words !== '';
  let out = isCode ? `\`${words}\`` : escapeWords(words, look.isInCell === true);
  if (words !== '') {
    if (piece.link !== null) out = linkWords(out, words, piece.link);
  }
  return `${writeSpaces(before, look)}${out}${writeSpaces(after, look)}`;
}

function linkWords(markdown: string, words: string, link: string): string {
  if (!/^(?:https?|mailto|ftp):/i.test(link) || /[\s<>]/.test(link)) return markdown;
  if (words === link) return `<${link}>`;
  return `[${markdown}](${link.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`;
}

function writeSpaces(white: string, { isInCell = false }: WordsLook): string {
  return breakLines(white, isInCell);
}

/** Line breaks as Markdown writes them, without the blanks beside them, and tabs as blanks. */
function breakLines(text: string, isInCell: boolean): string {
  const lines = text.replace(/\t+/g, ' ').split('\n');
  if (lines.length === 1) return lines[0] ?? '';
  return lines
    .map((line, index) => {
      const end = index === lines.length - 1 ? line : line.trimEnd();
      return index === 0 ? end : end.trimStart();
    })
    .join(isInCell ? '<br>' : '\\\n');
}

/** Text so that Markdown shows just its characters, with no more signs than that needs. */
function escapeWords(text: string, isInCell = false): string {
  const escaped = text
    .replace(/\\(?=[!-/:-@[-`{-~\n]|$)/g, '\\\\')
    .replace(/[*`]/g, '\\$&')
    .replace(/(?<![^\s])_+(?![^\s])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (line) => (line.length > 1 ? line : '\\_'))
    .replace(/\](?=\()/g, '\\]')
    .replace(/\[(?=\^)/g, '\\[')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?\w{1,32};)/g, '\\&')
    .replace(/~~/g, '\\~~')
    .replace(/\{(?=\+\+|--|~~|>>|==)/g, '\\{');
  const broken = breakLines(escaped, isInCell);
  return isInCell ? broken.replace(/\|/g, '\\|') : broken;
}

/** Words that came or went, in CriticMarkup, and a note of whose change it is and of its day. */
export function markChange(words: string, change: WordRevision): string {
  if (words === '') return '';
  const { kind, move } = change;
  const place = kind === 'moveFrom' ? 'from here' : 'to here';
  const isMove = kind === 'moveFrom' || kind === 'moveTo';
  const note = noteChange(!isMove ? '' : move === undefined ? 'moved' : `move ${move}, ${place}`, change);
  return kind === 'insert' || kind === 'moveTo' ? `{++${words}++}${note}` : `{--${words}--}${note}`;
}

/** A note of CriticMarkup that says what somebody did: "{>>bold added; A. Reviewer, 2026-01-10<<}". */
export function noteChange(what: string, { author, date }: WordLookChange): string {
  const who = [author.replace(/[{}<>\n]/g, ' '), date.slice(0, 10)].filter((each) => each !== '').join(', ');
  return `{>>${[what, who].filter((each) => each !== '').join('; ')}<<}`;
}

/** Words whose look alone changed, highlighted, with a note of what was done. */
function markFormatting(words: string, change: WordFormatting): string {
  return words.trim() === '' ? words : surroundWords(words, '{==', `==}${noteChange(change.what, change)}`);
}

/**
 * A line of text so that its beginning makes it nothing that it is not: no heading, list, rule,
 * quotation or table. Numbers stay, since a number at the start of a line is a label.
 */
export function escapeLineStart(line: string): string {
  if (/^#{1,6}(?:\s|$)/.test(line)) return `\\${line}`;
  if (/^[-+](?:\s|$)/.test(line)) return `\\${line}`;
  if (/^(?:>|\||=+\s*$|-{2,}\s*$|_{3}[\s_]*$|~{3}|:?-+:?\s*\|)/.test(line)) return `\\${line}`;
  return line;
}

/** A value of YAML on one line; quoted where it could be read as something else. */
export function quoteYamlValue(value: string): string {
  return /^[A-Za-z][\w ,.()/’“”–-]*$/.test(value) && !/^(?:true|false|yes|no|null|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
