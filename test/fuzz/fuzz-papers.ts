import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { type ExportOptions, MINOR_CLASSES } from '../../server/src/export/export-options.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { MARK_SCHEMES } from '../../server/src/export/mark-schemes.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import type { Letter, Paper } from '../../server/src/export/paper.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { Draft } from '../../server/src/model/draft.js';
import { houseTemplate } from '../support/house-template.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { readDocx, readHtml, readTypesetting, TITLE } from './exported-text.js';
import { hostilePairs, ordinaryPairs, type TextPair } from './fuzz-pairs.js';
import { expectSame, type Fuzzer } from './fuzzer.js';
import { expectSoundPage, expectSoundWordFile } from './sound-files.js';
import { lettersOf } from './source-letters.js';

/** A pair of drafts, and how it is put on paper. */
interface PutOnPaper extends TextPair {
  readonly options: ExportOptions;
  readonly hasTemplate: boolean;
}

const line = fc.constantFrom(
  'Attachment 3',
  'Further Testing Consultation',
  '<b>&amp;"x"</b>',
  '',
  'a\tb',
  '‮x',
  'x'.repeat(400),
);
const maybeLine: fc.Arbitrary<string | null> = fc.option(line, { nil: null });
const lines = fc.array(line, { maxLength: 3 });
const detail: fc.Arbitrary<readonly [string, string | null]> = fc.tuple(line, maybeLine);
const letter: fc.Arbitrary<Letter> = fc.record({
  sender: maybeLine,
  address: lines,
  to: lines,
  details: fc.array(fc.tuple(line, line), { maxLength: 3 }),
  signature: fc.record({ opening: line, lines: fc.array(detail, { maxLength: 3 }) }),
});
const paper: fc.Arbitrary<Paper> = fc.record({
  above: lines,
  facts: lines,
  status: maybeLine,
  isDraft: fc.boolean(),
  logo: fc.constant(null),
  letter: fc.option(letter, { freq: 2 }),
});
const exportOptions: fc.Arbitrary<ExportOptions> = fc.record({
  without: fc.subarray([...MINOR_CLASSES]),
  marks: fc.constantFrom(...MARK_SCHEMES),
  listOfChanges: fc.boolean(),
  legend: fc.boolean(),
  watermark: fc.boolean(),
  classification: maybeLine,
  fonts: fc.constant([]),
  paper: fc.option(paper),
});

/** Every way of marking and every paper, in every format: marked files give both versions, and come back as drafts. */
export const papers: Fuzzer<PutOnPaper> = {
  name: 'papers',
  inputs: (texts) =>
    fc
      .tuple(
        fc.oneof({ weight: 2, arbitrary: ordinaryPairs(texts) }, hostilePairs(texts)),
        exportOptions,
        fc.boolean(),
        fc.constantFrom('', 'version: V2\nclassification: Public\nstatus: issued\n'),
      )
      .map(([pair, options, hasTemplate, head]) => ({
        old: `---\ntitle: ${TITLE}\n${head}---\n\n${pair.old.replace(/^\ufeff/, '')}`,
        new: `---\ntitle: ${TITLE}\n${head}---\n\n${pair.new.replace(/^\ufeff/, '')}`,
        options,
        hasTemplate,
      })),
  async check({ old, new: neu, options, hasTemplate }, counts) {
    const comparison = compareDrafts(Draft.parse(old), Draft.parse(neu));
    // Word tracks no changes of front matter: both versions have the same.
    if (frontMatterOf(comparison.old) !== frontMatterOf(comparison.new)) return;
    const drafts = { accepted: comparison.new, rejected: comparison.old };
    const template = hasTemplate ? houseTemplate() : null;
    const marked = await renderDocx({ comparison }, { ...DOCX_OPTIONS, ...options, template });
    expectSoundWordFile(marked);
    // What is left unmarked reads as in the new text; and what stands around a text is no part of it.
    const textAlone = { ...options, listOfChanges: false, legend: false, paper: null, without: [] };
    const alone = await renderDocx({ comparison }, { ...DOCX_OPTIONS, ...textAlone, template });
    for (const taken of ['accepted', 'rejected'] as const) {
      const clean = await renderDocx({ draft: drafts[taken] }, { ...DOCX_OPTIONS, ...textAlone, template });
      const shown = (file: Uint8Array, how: 'accepted' | 'rejected') => {
        const { main, notes } = readDocx(file, how);
        return `${main} § ${notes.join(' § ')}`;
      };
      expectSame(`Word: all ${taken} is a version`, shown(alone, taken), shown(clean, 'accepted'));
      const how = taken === 'accepted' ? 'accept' : 'reject';
      expectSame(`Word comes back as a version (${how})`, importBack(alone, how), importBack(clean, 'accept'));
    }
    for (const changes of ['accept', 'reject', 'keep'] as const) importBack(marked, changes);
    const page = renderHtml({ comparison }, options);
    expectSoundPage(page);
    readHtml(page, 'accepted');
    readTypesetting(makeTypesettingJob(layOutManuscript({ comparison }, options)).data, 'both');
    renderMarkdown({ comparison }, options);
    counts.add(`papers marked as ${options.marks}`);
  },
};

function frontMatterOf({ blocks: [first] }: Draft): string {
  return first?.kind === 'frontMatter' ? first.text : '';
}

/** The letters of the draft that a file comes back as. */
function importBack(file: Uint8Array, changes: 'accept' | 'reject' | 'keep'): string {
  const { text } = importWord(file, { changes, figureFolder: 'figures/a', fallbackTitle: null });
  return lettersOf(Draft.parse(text).text);
}
