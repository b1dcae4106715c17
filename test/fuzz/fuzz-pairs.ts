import fc from 'fast-check';
import type { Comparison } from '../../server/src/compare/change.js';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { writeWithoutComments } from '../../server/src/export/drafters-comments.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import type { Source } from '../../server/src/export/manuscript/manuscript.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import type { Taken } from '../support/docx-text.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { withNotes } from '../support/generated-notes.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { crossingText } from './crossing-texts.js';
import { decideMarkdown, readDocx, readHtml, readTypesetting, TITLE } from './exported-text.js';
import { type Counts, expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { hostileTexts, mutateText, mutation, ordinaryTexts } from './hostile-texts.js';
import { expectSoundPage, expectSoundWordFile } from './sound-files.js';
import { type Letters, lettersOf, readSourceLetters } from './source-letters.js';

/** Two versions of a text. */
export interface TextPair {
  readonly old: string;
  readonly new: string;
}

const revised = (base: fc.Arbitrary<string>, most: number) =>
  fc
    .tuple(base, fc.array(mutation, { maxLength: most }))
    .map(([text, mutations]): TextPair => ({ old: text, new: mutateText(text, mutations) }));

export const ordinaryPairs = (texts: readonly string[]) =>
  fc.oneof(
    generatedRevision.map(([old, neu]): TextPair => ({ old, new: neu })),
    generatedRevision.map(([old, neu]): TextPair => ({ old: withNotes(old, 'the'), new: withNotes(neu, 'Panel') })),
    { weight: 3, arbitrary: revised(ordinaryTexts(texts), 6) },
  );

export const hostilePairs = (texts: readonly string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: revised(hostileTexts(texts), 8) },
    { weight: 1, arbitrary: fc.record({ old: hostileTexts(texts), new: hostileTexts(texts) }) },
    { weight: 1, arbitrary: revised(crossingText, 3) },
    { weight: 1, arbitrary: fc.record({ old: crossingText, new: crossingText }) },
  );

/** Fails unless an edit script gives both texts back. */
export function expectBothTexts({ blocks, old, new: neu }: Comparison): void {
  const textOf = (without: readonly string[]) =>
    blocks
      .flatMap(({ segments }) => segments)
      .filter(({ op }) => !without.includes(op))
      .map(({ text }) => text)
      .join('');
  expectSame('the script gives the old text back', textOf(['insert', 'moveTo']), old.text);
  expectSame('the script gives the new text back', textOf(['delete', 'moveFrom']), neu.text);
}

/** Pairs: the edit script gives both texts back, in both directions. */
export const pairs: Fuzzer<TextPair> = {
  name: 'pairs',
  inputs: (texts) => fc.oneof(ordinaryPairs(texts), { weight: 2, arbitrary: hostilePairs(texts) }),
  check({ old, new: neu }, counts) {
    const [before, after] = [Draft.parse(old), Draft.parse(neu)];
    expectBothTexts(compareDrafts(before, after));
    expectBothTexts(compareDrafts(after, before));
    counts.add('pairs', 2);
  },
};

interface Format {
  readonly name: string;
  write(source: Source): Promise<unknown>;
  read(file: unknown, taken: Taken): Letters;
  expectSound(file: unknown): void;
}

function format<File>(
  name: string,
  write: (source: Source) => Promise<File> | File,
  read: (file: File, taken: Taken) => Letters,
  expectSound: (file: File) => void = () => {},
): Format {
  return {
    name,
    write: async (source) => write(source),
    read: (file, taken) => read(file as File, taken),
    expectSound: (file) => expectSound(file as File),
  };
}

const FORMATS: readonly Format[] = [
  format('Word', (source) => renderDocx(source, DOCX_OPTIONS), readDocx, expectSoundWordFile),
  format('HTML', (source) => renderHtml(source), readHtml, expectSoundPage),
  format('PDF', (source) => makeTypesettingJob(layOutManuscript(source)).data, readTypesetting),
];

const titled = (text: string) => `---\ntitle: ${TITLE}\n---\n\n${text.replace(/^\ufeff/, '')}`;
const shown = ({ main, notes }: Letters) => `${main} § ${notes.join(' § ')}`;

/** Every word and number is written once, in order; with all accepted the new ones, with all rejected the old ones. */
async function checkExports({ old, new: neu }: TextPair, counts: Counts): Promise<void> {
  const [oldDraft, newDraft] = [Draft.parse(titled(old)), Draft.parse(titled(neu))];
  const comparison = compareDrafts(oldDraft, newDraft);
  for (const { name, write, read, expectSound } of FORMATS) {
    const clean = { old: await write({ draft: oldDraft }), new: await write({ draft: newDraft }) };
    for (const [version, text] of [['old', old] as const, ['new', neu] as const]) {
      const letters = readSourceLetters(titled(text));
      if (!letters) continue;
      expectSame(`${name} has each word of a text once`, shown(read(clean[version], 'accepted')), shown(letters));
      counts.add(`texts in ${name}`);
    }
    const marked = await write({ comparison });
    for (const file of [clean.new, marked]) expectSound(file);
    expectSame(
      `${name}: all accepted is the new text`,
      shown(read(marked, 'accepted')),
      shown(read(clean.new, 'accepted')),
    );
    expectSame(
      `${name}: all rejected is the old text`,
      shown(read(marked, 'rejected')),
      shown(read(clean.old, 'accepted')),
    );
    counts.add(`pairs in ${name}`);
  }
  const markdown = renderMarkdown({ comparison });
  const hasMarks = /\{[+>-]|[+<-]\}/.test(old + neu);
  if (hasMarks) return;
  const words = (text: string) => lettersOf(text.replace(/^\ufeff?---\n[\s\S]*?\n---(?:[\r\n]|$)/, ''));
  expectSame(
    'Markdown: all accepted is the new text',
    words(decideMarkdown(markdown, 'accepted')),
    words(writeWithoutComments(newDraft)),
  );
  expectSame(
    'Markdown: all rejected is the old text',
    words(decideMarkdown(markdown, 'rejected')),
    words(writeWithoutComments(oldDraft)),
  );
  counts.add('pairs in Markdown');
}

/** Exports of pairs such as drafters write. */
export const exportsOfDrafts: Fuzzer<TextPair> = { name: 'exports', inputs: ordinaryPairs, check: checkExports };

/** Exports of hostile pairs. */
export const exportsOfHostile: Fuzzer<TextPair> = {
  name: 'hostile-exports',
  inputs: hostilePairs,
  async check(pair, counts) {
    await checkExports(pair, counts);
    const html = renderHtml({ draft: Draft.parse(pair.new) });
    expectLaw('no script, handler or outside address', !/<script|\son\w+=["']|src="(?!data:)/i.test(html), () => html);
  },
};
