import type { WorkspaceEdit } from 'vscode-languageserver';
import type { DraftComment } from '../comments.js';
import { compareDrafts } from '../compare/compare.js';
import { foldIn } from '../compare/fold.js';
import { describeFold } from '../compare/fold-notes.js';
import { editsOfHunks, listMarkUpHunks, type MarkUpHunk } from '../compare/mark-up-hunks.js';
import { messageOf } from '../failure.js';
import { listImportedFiles, toDraftComment } from '../import/word/import-files.js';
import { listTrackedWords, type TrackedWords } from '../import/word/list-revisions.js';
import { type OpenedWord, openWord } from '../import/word/open-word.js';
import type { RevisionChoice } from '../import/word/resolve-revisions.js';
import { type ImportedDraft, writeOpened } from '../import/word/write-draft.js';
import { Draft } from '../model/draft.js';
import type { MarkUpChange, MarkUpsParams, MarkUpsResult, TakeMarkUpsParams } from '../protocol.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { readDraftText } from '../workspace/draft-text.js';
import type { Host } from '../workspace/host.js';
import { fileNameOf } from '../workspace/uri.js';

/** What a respondent changed, as edits of the draft as it is now. */
interface RespondentChanges {
  readonly respondent: string;
  readonly hunks: readonly MarkUpHunk[];
  readonly tracked: readonly TrackedWords[];
  readonly comments: readonly DraftComment[];
  readonly notes: readonly string[];
}

/**
 * The changes that respondents made to a text that was sent out, as changes of the draft that it is
 * now. What the draft has already is no change.
 * @throws Error that names the file that cannot be read
 */
export async function listMarkUps(
  host: Host,
  { draft }: WorkspaceDocument,
  params: MarkUpsParams,
): Promise<MarkUpsResult<DraftComment>> {
  const all = await foldEach(host, draft, params);
  return {
    changes: all.flatMap(({ respondent, hunks, tracked }) =>
      hunks.map((hunk) => describeHunk(draft, respondent, hunk, tracked)),
    ),
    comments: all.flatMap(({ comments }) => comments),
    notes: all.flatMap(({ notes }) => notes),
  };
}

/**
 * The edit that takes some of these changes. With the last paragraphs that came, went or moved the
 * numbers follow that their author gave the others.
 * @returns the edit, or why it cannot be made
 */
export async function takeMarkUps(
  host: Host,
  document: WorkspaceDocument,
  params: TakeMarkUpsParams,
): Promise<WorkspaceEdit | string> {
  const { draft, uri } = document;
  const [taken, left] = [new Set(params.keys), new Set(params.left)];
  const all = await foldEach(host, draft, params);
  const chosen = all.flatMap(({ respondent, hunks }) => {
    const isTaken = (hunk: MarkUpHunk) => taken.has(keyOfMarkUpChange(respondent, hunk));
    const moving = hunks.filter(({ kind }) => kind === 'block' || kind === 'move');
    const open = moving.filter((hunk) => !left.has(keyOfMarkUpChange(respondent, hunk)));
    const isNumbered = open.some(isTaken) && open.every(isTaken) && open.length === moving.length;
    return hunks.filter((hunk) => isTaken(hunk) || (hunk.kind === 'numbers' && isNumbered));
  });
  if (chosen.length === 0) return 'The draft has this change already, or the mark-up no longer has it.';
  const edits = editsOfHunks(chosen);
  const clash = edits.find(({ span }, index) => span.start < (edits[index - 1]?.span.end ?? 0));
  if (clash) {
    const { label } = draft.provisionAt(clash.span.start) ?? {};
    return `Several of these changes are of the same words${label ? ` in ${label}` : ''}: take one of them.`;
  }
  return { changes: { [uri]: edits.map(({ span, text }) => ({ range: draft.rangeOf(span), newText: text })) } };
}

async function foldEach(host: Host, draft: Draft, { markUps }: MarkUpsParams): Promise<RespondentChanges[]> {
  const all: RespondentChanges[] = [];
  for (const { name, uri, sent } of markUps) {
    const known = sent === null ? null : await readVersion(host, sent, draft);
    const bytes = await readFile(host, uri);
    try {
      all.push(await foldMarkUp(draft, known, name, uri, bytes));
    } catch (error) {
      throw new Error(`${fileNameOf(uri)}: ${messageOf(error)}`);
    }
  }
  return all;
}

async function foldMarkUp(
  draft: Draft,
  known: Draft | null,
  respondent: string,
  uri: string,
  bytes: Uint8Array,
): Promise<RespondentChanges> {
  const word = /\.(?:docx|docm|dotx|dotm)$/i.test(uri) ? openWord(bytes) : null;
  const tracked = word ? listTrackedWords(word) : [];
  const sent =
    known ?? (word && tracked.length > 0 ? Draft.parse(writeWordDraft(word, 'reject').text, draft.reading) : null);
  if (!sent) throw new Error('has no tracked changes: name the text that was sent out');
  const imported = word && writeWordDraft(word, 'accept');
  const markUp = Draft.parse(imported?.text ?? (await decodeVersion(bytes)), draft.reading);
  const result = foldIn(sent, draft, markUp);
  const folded = result.text === draft.text ? draft : Draft.parse(result.text, draft.reading);
  return {
    respondent,
    hunks: folded === draft ? [] : listMarkUpHunks(compareDrafts(draft, folded)),
    tracked,
    comments: imported ? listComments(imported, fileNameOf(uri), respondent) : [],
    notes: describeFold(sent, respondent, result),
  };
}

/** The draft of a Word file with its tracked changes, or without them. */
function writeWordDraft(word: OpenedWord, changes: RevisionChoice): ImportedDraft {
  return writeOpened(word, { changes, figureFolder: 'figures/figure', fallbackTitle: null });
}

async function readVersion(host: Host, uri: string, { reading }: Draft): Promise<Draft> {
  try {
    return Draft.parse(await decodeVersion(await readFile(host, uri)), reading);
  } catch (error) {
    throw new Error(`${fileNameOf(uri)}: ${messageOf(error)}`);
  }
}

async function readFile(host: Host, uri: string): Promise<Uint8Array> {
  const bytes = await host.read(uri);
  if (!bytes) throw new Error(`${fileNameOf(uri)}: there is no such file`);
  return bytes;
}

async function decodeVersion(bytes: Uint8Array): Promise<string> {
  const decoded = await readDraftText(bytes);
  if ('problem' in decoded) throw new Error(decoded.problem);
  return decoded.text;
}

function listComments(imported: ImportedDraft, name: string, respondent: string): DraftComment[] {
  const { comments } = listImportedFiles(imported, name);
  const whoSaid = (author: string) =>
    author === '' || author === respondent ? respondent : `${author} (${respondent})`;
  return comments.map(toDraftComment).map((comment) => ({ ...comment, author: whoSaid(comment.author) }));
}

function describeHunk(
  draft: Draft,
  respondent: string,
  hunk: MarkUpHunk,
  tracked: readonly TrackedWords[],
): MarkUpChange {
  const { kind, label, place, edits } = hunk;
  return {
    key: keyOfMarkUpChange(respondent, hunk),
    respondent,
    ...findChangeAuthor(hunk, tracked),
    kind,
    label,
    range: draft.rangeOf(place),
    places: edits.length,
    deleted: hunk.deleted,
    inserted: hunk.inserted,
  };
}

/** By what a change is known again after others were taken or left. */
function keyOfMarkUpChange(respondent: string, { kind, deleted, inserted, before }: MarkUpHunk): string {
  // Numbers and layout change with what is taken.
  const words =
    kind === 'numbers' || kind === 'layout' ? [] : [deleted.trim(), inserted.trim(), before.trim().slice(-20)];
  return JSON.stringify([respondent, kind, ...words]);
}

/** Who made a change, and when, as the file says; nothing where it does not. */
function findChangeAuthor(
  { deleted, inserted }: MarkUpHunk,
  tracked: readonly TrackedWords[],
): { readonly author: string; readonly date: string } {
  const isOf = (words: string, text: string) =>
    words.trim() !== '' && text.trim() !== '' && (words.includes(text.trim()) || text.includes(words.trim()));
  const found =
    tracked.find(({ isDeleted, text }) => isOf(isDeleted ? deleted : inserted, text)) ??
    (new Set(tracked.map(({ author }) => author)).size === 1 ? tracked[0] : undefined);
  return { author: found?.author ?? '', date: found?.date ?? '' };
}
