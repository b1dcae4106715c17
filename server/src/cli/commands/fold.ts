import type { Comparison } from '../../compare/change.js';
import { compareDrafts } from '../../compare/compare.js';
import { type FoldConflict, foldIn } from '../../compare/fold.js';
import { describeFold, quoteOnOneLine } from '../../compare/fold-notes.js';
import { type VersionStep, withOrigins } from '../../compare/version-steps.js';
import { Draft } from '../../model/draft.js';
import type { Options } from '../../node/arguments.js';
import {
  COMPARISON_OPTIONS,
  NO_AUTHOR,
  readComparisonOutput,
  readProjectPaper,
  showComparison,
} from '../comparison-output.js';
import { type Io, UsageError } from '../io.js';
import { isWordFileName, readInputBytes, readInputDraft } from '../read.js';

export const FOLD_OPTIONS = { ...COMPARISON_OPTIONS, against: 'string' } as const;

/** The files of one fold, by path. */
interface FoldedFiles {
  readonly sentPath: string;
  readonly draftPath: string;
  /** Each "NAME=PATH", or a path alone. */
  readonly markUps: readonly string[];
  /** The text that changes are marked against; null for the draft. */
  readonly against: string | null;
}

/** Folds the mark-ups of respondents into a draft and shows them, each as changes of its author. */
export async function foldMarkUps(io: Io, words: readonly string[], options: Options): Promise<number> {
  const [sentPath, draftPath, ...markUps] = words;
  if (sentPath === undefined || draftPath === undefined || markUps.length === 0)
    throw new UsageError('fold takes three files or more: keeling fold SENT DRAFT [NAME=]MARK-UP…');
  const how = await readComparisonOutput(io, options);
  const against = options.against === undefined ? null : String(options.against);
  const inputs = [sentPath, draftPath, ...markUps.map((word) => readMarkUp(word).path), ...(against ? [against] : [])];
  const files = { sentPath, draftPath, markUps, against };
  const author = how.author ?? (against === null ? null : (await readProjectPaper(io, draftPath)).author) ?? NO_AUTHOR;
  await showComparison(io, () => foldAll(io, files, author), how, inputs);
  return 0;
}

/**
 * The draft with all mark-ups folded in, compared with the one before. Each change names its
 * author.
 */
async function foldAll(
  io: Io,
  { sentPath, draftPath, markUps, against }: FoldedFiles,
  author: string,
): Promise<Comparison> {
  const sent = await readInputDraft(io, sentPath);
  const draft = await readInputDraft(io, draftPath);
  const old = against === null ? draft : await readInputDraft(io, against);
  const steps: VersionStep[] = against === null ? [] : [{ draft, origin: author }];
  const notes: string[] = [];
  let now = draft;
  const earlier: string[] = [];
  for (const word of markUps) {
    const { name, path } = readMarkUp(word);
    const markUp = await readInputDraft(io, path);
    const folded = foldIn(sent, now, markUp);
    now = Draft.parse(folded.text, draft.reading);
    steps.push({ draft: now, origin: name });
    notes.push(...describeFold(sent, name, folded, otherChanger({ sent, draft, markUp, earlier })));
    earlier.push(name);
    notes.push(...(await describeComments(io, name, path)));
  }
  const comparison = withOrigins(compareDrafts(old, now), steps);
  return { ...comparison, notes: [...comparison.notes, ...notes] };
}

/** Tells whose words a mark-up changed as well: the draft's own, or those of a mark-up that was folded in before it. */
function otherChanger({
  sent,
  draft,
  markUp,
  earlier,
}: {
  readonly sent: Draft;
  readonly draft: Draft;
  readonly markUp: Draft;
  readonly earlier: readonly string[];
}): (conflict: FoldConflict) => string {
  const names = earlier.join(' or ');
  let own: readonly FoldConflict[] | null = null;
  return ({ span }) => {
    if (names === '') return 'the draft';
    own ??= foldIn(sent, draft, markUp).conflicts;
    return own.some((each) => each.span.start < span.end && span.start < each.span.end) ? 'the draft' : names;
  };
}

/** A line for each comment of a respondent in a Word file, with what was answered. */
async function describeComments(io: Io, name: string, path: string): Promise<string[]> {
  if (!isWordFileName(path)) return [];
  const { importAsFiles } = await import('../../import/word/import-files.js');
  const { comments } = importAsFiles(await readInputBytes(io, path), path, 'accept');
  return comments.map(({ provision, words, author, text, isResolved, replies }) => {
    const who = author === '' || author === name ? name : `${name} (${author})`;
    const on = words === '' ? '' : ` on “${quoteOnOneLine(words)}”`;
    const answers = replies.map((reply) => ` – ${reply.author} answered: ${quoteOnOneLine(reply.text)}`).join('');
    const state = isResolved ? ' (resolved)' : '';
    return `${provision ?? 'The text'}: ${who} commented${on}: ${text.replace(/\s+/g, ' ').trim()}${answers}${state}`;
  });
}

/** "Acme Energy=acme.md", or just a path, whose file name is then the name. */
function readMarkUp(word: string): { name: string; path: string } {
  const [, name, path] = /^([^=]+)=(.+)$/.exec(word) ?? [];
  if (name !== undefined && path !== undefined) return { name: name.trim(), path };
  return { name: word.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''), path: word };
}
