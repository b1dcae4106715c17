import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { copyExample } from '../support/example-folder.js';

const COMPARED = ['compare', 'in-force/svtad-v1.4.md', 'svtad.md'];

describe('papers of a comparison', function () {
  this.timeout(120_000);
  let folder: string;
  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const read = (name: string) => readFileSync(join(folder, name));
  const beginning = (name: string) => read(name).subarray(0, 5).toString('latin1');
  before(() => {
    folder = copyExample();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are printed, or written as the name of the file says', async () => {
    const printed = await keeling(...COMPARED, '--format', 'table');
    assert.match(printed.out, /^\| 9 \| Clause 13\.5 \| .* \| Aligns the provision with .* \| FTC Q3 \|$/m);
    const csv = await keeling(...COMPARED, '--format', 'csv');
    assert.match(csv.out, /^"9","Clause 13\.5","13\.5 Where .*","Aligns the provision with .*","FTC Q3"\r$/m);
    for (const kind of ['table', 'destinations', 'derivations'])
      for (const ending of ['docx', 'pdf', 'html', 'md', 'csv']) {
        const name = `${kind}.${ending}`;
        const { error } = await keeling(...COMPARED, '--format', kind, '--output', name);
        assert.equal(error, '', name);
      }
    for (const ending of ['docx', 'pdf', 'html'])
      assert.equal((await keeling(...COMPARED, '--format', 'extract', '--output', `extract.${ending}`)).error, '');
    assert.equal(beginning('table.pdf'), '%PDF-');
    assert.equal(beginning('extract.docx').slice(0, 2), 'PK');
    assert.equal(read('table.csv').toString(), csv.out);
    assert.match(read('extract.html').toString(), /Extract: only what changes, under its headings/);
  });

  it('do without reasons where another text is compared, and outside of any project', async () => {
    const other = await keeling('compare', 'in-force/mtad-v1.2.md', 'svtad.md', '--format', 'csv');
    assert.match(other.out, /"","FTC Q|","",""\r\n/);
    assert.doesNotMatch(other.out, /FTC Q/);
  });

  it('are refused in a form that they do not have', async () => {
    const cases: readonly (readonly [args: string[], message: RegExp])[] = [
      [['--format', 'extract', '--output', 'x.md'], /--format extract is written as \.docx, \.pdf or \.html/],
      [
        ['--format', 'table', '--output', 'x.txt'],
        /--output x\.txt: name a file that ends in \.docx, \.pdf, \.html, \.md or \.csv/,
      ],
      [['--format', 'csv', '--output', 'x.docx'], /--format csv: name a file that ends in \.csv/],
      [['--format', 'table', '--segments'], /--segments goes with --format json/],
      [['--format', 'extract', '--circulated', 'mtad.md'], /--circulated goes with a change-marked text alone/],
      [
        ['--format', 'tables'],
        /--format tables: choose one of text, .*, table, csv, destinations, derivations, extract/,
      ],
    ];
    for (const [args, message] of cases) {
      const { status, error } = await keeling(...COMPARED, ...args);
      assert.equal(status, 2);
      assert.match(error, message);
    }
  });

  it('are attachments of a pack', async () => {
    const project = read('keeling.yaml').toString();
    const kinds = ['table', 'destinations', 'derivations', 'extract'];
    const lines = kinds.map((kind, index) => `  - { number: ${7 + index}, ${kind}: MTAD }\n`);
    writeFileSync(join(folder, 'keeling.yaml'), `${project.trimEnd()}\n${lines.join('')}`);
    const consultation = read('consultation.md').toString();
    const listed = kinds.map(
      (kind, index) =>
        `- Attachment ${7 + index} – Migration Testing Approach Document for SMETS1 Services V1.3 (${kind}, compared with V1.2)\n`,
    );
    writeFileSync(
      join(folder, 'consultation.md'),
      consultation.replace('- Attachment 6 – Response Template\n', (found) => found + listed.join('')),
    );
    assert.equal((await keeling('number-changes')).status, 0);
    const checked = await keeling('check');
    assert.doesNotMatch(checked.out, /attachment\./);
    const packed = await keeling('pack');
    assert.equal(packed.status, 0, packed.out);
    const names = readdirSync(join(folder, 'pack'))
      .filter((name) => /Attachment_(?:7|8|9|10)_/.test(name))
      .sort();
    assert.deepEqual(names, [
      'FTC_Attachment_10_MTAD_V1.3_changed_provisions_DRAFT.docx',
      'FTC_Attachment_10_MTAD_V1.3_changed_provisions_DRAFT.html',
      'FTC_Attachment_10_MTAD_V1.3_changed_provisions_DRAFT.pdf',
      ...[
        '7_MTAD_V1.3_comparison_table',
        '8_MTAD_V1.3_table_of_destinations',
        '9_MTAD_V1.3_table_of_derivations',
      ].flatMap((name) =>
        ['csv', 'docx', 'html', 'md', 'pdf'].map((ending) => `FTC_Attachment_${name}_DRAFT.${ending}`),
      ),
    ]);
    assert.match(
      read(`pack/${names[3]}`).toString(),
      /"2","Row 2A of Table 9\.3",[^\r]*"Disregards known Testing Issues, [^\r]*","FTC Q2"\r/,
    );
    const manifest = JSON.parse(read('pack/FTC_Pack_Manifest.json').toString());
    assert.deepEqual(
      manifest.attachments.at(-1).title,
      'Migration Testing Approach Document for SMETS1 Services V1.3 (changed provisions, marked against V1.2)',
    );
  });
});
