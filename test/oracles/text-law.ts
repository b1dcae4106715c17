import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { writeWithoutComments } from '../../server/src/export/drafters-comments.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import type { Source } from '../../server/src/export/manuscript/manuscript.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { Draft } from '../../server/src/model/draft.js';
import { readDocxText, readHtmlText, TITLE } from '../fuzz/exported-text.js';
import { criticText } from '../support/conservation-law.js';
import type { Taken } from '../support/docx-text.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { compareWords, countWords, type ReadWords, readSourceWords } from './source-words.js';

/** A draft with a title that none of its headings repeats, in place of its front matter. */
export function readTitled(text: string): Draft {
  const draft = Draft.parse(text);
  const first = draft.blocks.findIndex(({ kind }) => kind !== 'frontMatter');
  const body = first < 0 ? '' : draft.text.slice(draft.startOf(first));
  return Draft.parse(`${OPENING}${body}`);
}

const OPENING = `---\ntitle: ${TITLE}\n---\n\n`;

/** The text of a draft that was read by `readTitled`, without its front matter. */
export function bodyOf(draft: Draft): string {
  return draft.text.slice(OPENING.length);
}

/** What Markdown has of such a draft: the comments of the drafters are no part of the text. */
function withoutComments(draft: Draft): string {
  return bodyOf(Draft.parse(writeWithoutComments(draft)));
}

/** A format, and how its file is read. */
export interface TextFormat {
  readonly name: string;
  /** Writes a source, and returns what a reader sees with all changes accepted or rejected. */
  write(source: Source): Promise<(taken: Taken) => ReadWords>;
}

/** The formats that are read without another program. */
export const TEXT_FORMATS: readonly TextFormat[] = [
  {
    name: 'Word',
    async write(source) {
      const file = await renderDocx(source, DOCX_OPTIONS);
      return (taken) => readDocxText(file, taken);
    },
  },
  {
    name: 'HTML',
    async write(source) {
      const page = renderHtml(source);
      return (taken) => readHtmlText(page, taken);
    },
  },
];

/** What a clean export of a text loses, doubles or puts out of order; one line each. */
export async function faultsOfCleanText(text: string, { write }: TextFormat): Promise<string[]> {
  const draft = readTitled(text);
  const read = await write({ draft });
  return compareReadings('written', readSourceWords(bodyOf(draft)), read('accepted'));
}

/** Where a change-marked export does not give either version; one line each. */
export async function faultsOfMarkedText(oldText: string, newText: string, { write }: TextFormat): Promise<string[]> {
  const [old, after] = [readTitled(oldText), readTitled(newText)];
  const marked = await write({ comparison: compareDrafts(old, after) });
  const cleanOld = await write({ draft: old });
  const cleanNew = await write({ draft: after });
  return [
    ...compareReadings('accepted', cleanNew('accepted'), marked('accepted')),
    ...compareReadings('rejected', cleanOld('accepted'), marked('rejected')),
  ];
}

/** Where Markdown, clean, does not hold each word of a text; one line each. */
export function faultsOfCleanMarkdown(text: string): string[] {
  const draft = readTitled(text);
  const written = renderMarkdown({ draft });
  return label('written', compareWords(withoutComments(draft), bodyOf(Draft.parse(written))));
}

/** Where change-marked Markdown does not give either version; one line each. */
export function faultsOfMarkedMarkdown(oldText: string, newText: string): string[] {
  const [old, after] = [readTitled(oldText), readTitled(newText)];
  const marked = bodyOf(Draft.parse(renderMarkdown({ comparison: compareDrafts(old, after) })));
  return [
    ...label('accepted', compareWords(withoutComments(after), criticText(marked, 'accepted'))),
    ...label('rejected', compareWords(withoutComments(old), criticText(marked, 'rejected'))),
  ];
}

/** How many words a text has. */
export function countTextWords(text: string): number {
  return countWords(readSourceWords(bodyOf(readTitled(text))));
}

/** Compares the text, and the notes in any order: each format has one of its own. */
export function compareReadings(what: string, expected: ReadWords, got: ReadWords): string[] {
  const sort = (notes: readonly string[]) =>
    notes
      .filter((note) => /[\p{L}\p{N}]/u.test(note))
      .map((note) => note.trim())
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return [
    ...label(what, compareWords(expected.main, got.main)),
    ...label(`${what}, notes`, compareWords(sort(expected.notes).join(' § '), sort(got.notes).join(' § '))),
  ];
}

function keyOf(note: string): string {
  return note.replace(/[^\p{L}\p{N}]/gu, '');
}

function label(what: string, fault: string | null): string[] {
  return fault === null ? [] : [`${what}: ${fault}`];
}
