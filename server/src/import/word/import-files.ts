import { type DraftComment, writeCommentFile } from '../../comments.js';
import { Draft } from '../../model/draft.js';
import type { RevisionChoice } from './resolve-revisions.js';
import { type ImportedDraft, importWord, type PlacedComment, type PlacedNotice } from './write-draft.js';

/** A draft that was made of a Word file, and the files that belong beside it. */
export interface ImportedFiles {
  readonly text: string;
  /** What names it in a project: `document` of its front matter, or its file's name. */
  readonly id: string;
  readonly version: string | null;
  /** The draft first, then its comments and its pictures, by their paths from the draft's folder. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly notices: readonly PlacedNotice[];
  readonly comments: readonly ProvisionComment[];
}

/**
 * Makes of a Word file a draft and what belongs beside it.
 * @param name the file name of the draft: "rules.md"
 * @throws Error in words that follow the Word file's name
 */
export function importAsFiles(bytes: Uint8Array, name: string, changes: RevisionChoice): ImportedFiles {
  const figureFolder = `figures/${stemOf(name).replace(/[^\w.-]+/g, '-')}`;
  return listImportedFiles(importWord(bytes, { changes, figureFolder, fallbackTitle: null }), name);
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}

/** A draft that was made of a file, and what belongs beside it. @param name of the draft: "rules.md" */
export function listImportedFiles(
  { text, figures, notices, comments: placed }: ImportedDraft,
  name: string,
): ImportedFiles {
  const stem = stemOf(name);
  const draft = Draft.parse(text);
  const encoder = new TextEncoder();
  const comments = placeInProvisions(placed, draft);
  const remarks = writeCommentFile({ comments: comments.map(toDraftComment), others: [] });
  return {
    text,
    id: draft.frontMatter.document ?? stem,
    version: draft.frontMatter.version,
    files: [
      { path: name, bytes: encoder.encode(text) },
      ...(remarks === '' ? [] : [{ path: `${stem}.comments.jsonl`, bytes: encoder.encode(remarks) }]),
      ...figures,
    ],
    notices,
    comments,
  };
}

/** A comment at the provision that it is about. */
export interface ProvisionComment extends PlacedComment {
  /** "Clause 20.28", or null. */
  readonly provision: string | null;
}

/** Finds the provision that each comment is about. */
function placeInProvisions(comments: readonly PlacedComment[], draft: Draft): ProvisionComment[] {
  return comments.map((comment) => {
    const { line } = comment;
    const around = line === null ? null : draft.provisionAt(draft.lines.offsetAt({ line, character: 0 }));
    return { ...comment, provision: around?.label ?? null };
  });
}

/** A comment as a line of the draft's file of comments has it. */
export function toDraftComment({
  provision,
  line,
  words,
  author,
  date,
  text,
  isResolved,
  replies,
}: ProvisionComment): DraftComment {
  return { provision, line: line === null ? null : line + 1, words, author, date, text, resolved: isResolved, replies };
}
