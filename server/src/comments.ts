import { type JsonFields, readJsonLines, textOfField, writeJsonLines } from './jsonl.js';
import { foldSpaces } from './model/folded-spaces.js';
import { compareByCodeUnits } from './model/text.js';

/** A comment on words of a draft, as a line of its file of comments has it (see docs/json.md). */
export interface DraftComment {
  /** "Clause 20.28"; null where none is around it. */
  readonly provision: string | null;
  /** Of the draft, from 1; null where it is not known. */
  readonly line: number | null;
  /** That it is about; may be empty. */
  readonly words: string;
  readonly author: string;
  /** ISO date and time. */
  readonly date: string;
  readonly text: string;
  readonly resolved: boolean;
  readonly replies: readonly CommentReply[];
}

export interface CommentReply {
  readonly author: string;
  readonly date: string;
  readonly text: string;
}

/** What a file of comments holds: those that can be read, and the lines that cannot, which are kept. */
export interface CommentFile {
  readonly comments: readonly DraftComment[];
  readonly others: readonly string[];
}

/** Reads a file of comments, one a line. */
export function readCommentFile(text: string): CommentFile {
  const comments: DraftComment[] = [];
  const others: string[] = [];
  for (const { source, fields } of readJsonLines(text)) {
    const comment = fields && readComment(fields);
    if (comment) comments.push(comment);
    else others.push(source);
  }
  return { comments, others };
}

function readComment(fields: JsonFields): DraftComment | null {
  if (typeof fields.text !== 'string') return null;
  const replies = Array.isArray(fields.replies) ? fields.replies : [];
  return {
    provision: typeof fields.provision === 'string' ? fields.provision : null,
    line: typeof fields.line === 'number' && Number.isInteger(fields.line) && fields.line > 0 ? fields.line : null,
    words: textOfField(fields.words),
    author: textOfField(fields.author),
    date: textOfField(fields.date),
    text: fields.text,
    resolved: fields.resolved === true,
    replies: replies.flatMap((reply: unknown) => {
      if (typeof reply !== 'object' || reply === null) return [];
      const own: JsonFields = { ...reply };
      return [{ author: textOfField(own.author), date: textOfField(own.date), text: textOfField(own.text) }];
    }),
  };
}

/**
 * Writes a file of comments in the order of the draft, so that two people's comments on different
 * clauses are merged line by line.
 */
export function writeCommentFile({ comments, others }: CommentFile): string {
  const sorted = [...comments].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || compareByCodeUnits(a.date, b.date) || compareByCodeUnits(a.text, b.text),
  );
  return writeJsonLines(
    sorted.map(({ provision, line, words, author, date, text, resolved, replies }) => ({
      provision,
      line,
      words,
      author,
      date,
      text,
      resolved,
      replies,
    })),
    others,
  );
}

/** The most characters that words are looked for by. */
const MOST_SOUGHT = 200;

/**
 * Where the words of a comment stand in a draft, as offsets: of several places the one nearest to
 * its line. Where the words are gone, the line itself.
 */
export function findCommentedWords(
  text: string,
  { words, line }: Pick<DraftComment, 'words' | 'line'>,
): { readonly start: number; readonly end: number; readonly isGone: boolean } {
  const { start: lineStart, end: lineEnd } = findLine(text, line ?? 1);
  // A line may have been broken elsewhere since.
  const sought = foldSpaces(words.slice(0, MOST_SOUGHT).trim()).text;
  if (sought === '') return { start: lineStart, end: lineStart, isGone: false };
  const folded = foldSpaces(text);
  let best: { start: number; end: number } | null = null;
  for (let at = folded.text.indexOf(sought); at >= 0; at = folded.text.indexOf(sought, at + sought.length)) {
    const placeOf = (index: number) => folded.offsets?.[index] ?? index;
    const place = { start: placeOf(at), end: placeOf(at + sought.length - 1) + 1 };
    if (!best || Math.abs(place.start - lineStart) < Math.abs(best.start - lineStart)) best = place;
  }
  return best ? { ...best, isGone: false } : { start: lineStart, end: lineEnd, isGone: true };
}

function findLine(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let count = 1; count < line; count++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}

/** Where a stretch is after an edit; it grows with what is typed within it. */
export function moveByEdit(
  { start, end }: { readonly start: number; readonly end: number },
  edit: { readonly start: number; readonly end: number; readonly length: number },
): { start: number; end: number } {
  const shift = edit.length - (edit.end - edit.start);
  const move = (at: number, isEnd: boolean) => {
    if (at < edit.start || (at === edit.start && (isEnd || edit.end > edit.start))) return at;
    if (at >= edit.end) return at + shift;
    return isEnd ? edit.start + edit.length : edit.start;
  };
  const moved = move(start, false);
  return { start: moved, end: Math.max(moved, move(end, true)) };
}

/** The file of comments of a draft, by its path: "svtad.comments.jsonl" beside "svtad.md". */
export function commentFileOf(path: string): string {
  return `${path.replace(/\.[^./]*$/, '')}.comments.jsonl`;
}
