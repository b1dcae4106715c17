import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { partsOf } from '../support/docx-text.js';
import { houseTemplate } from '../support/house-template.js';

const OLD = '---\ndocument: A\nversion: V1\n---\n\n## 1 Notices\n\n1.1 A notice shall be in writing.\n';
const PROJECT = `documents:
  - { id: A, path: new.md, baseline: { path: old.md } }
attachments:
  - { number: 1, marked: A }
exports: { word-template: house.docx }
`;

describe('a house template on the command line', () => {
  let folder = '';
  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const isOfTheHouse = (path: string) => {
    const parts = partsOf(readFileSync(join(folder, path)));
    assert.match(parts['word/styles.xml'] ?? '', /w:ascii="Georgia"/);
    assert.match(parts['word/document.xml'] ?? '', /<w:pStyle w:val="HouseClause"\/>/);
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    writeFileSync(join(folder, 'old.md'), OLD);
    writeFileSync(join(folder, 'new.md'), OLD.replace('V1', 'V2').replace('writing', 'print'));
    writeFileSync(join(folder, 'house.docx'), houseTemplate());
    writeFileSync(join(folder, 'keeling.yaml'), PROJECT);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives its look to a comparison', async () => {
    const { status } = await keeling(
      ...['compare', 'old.md', 'new.md', '--output', 'marked.docx', '--word-template', 'house.docx'],
    );
    assert.equal(status, 0);
    isOfTheHouse('marked.docx');
  });

  it('gives its look to the pack that names it', async () => {
    const { status, error } = await keeling('pack', '--output', 'out');
    assert.equal(status, 0, error);
    const name = readdirSync(join(folder, 'out')).find((each) => each.endsWith('.docx'));
    isOfTheHouse(`out/${name}`);
  });

  it('that is none is told in one line, and nothing is written', async () => {
    const compare = ['compare', 'old.md', 'new.md', '--output', 'marked.docx', '--word-template'];
    for (const [path, message] of [
      ['none.docx', 'none.docx: there is no such file'],
      ['old.md', 'old.md is no Word file (.docx)'],
    ] as const) {
      const { status, error } = await keeling(...compare, path);
      assert.equal(status, 2);
      assert.equal(error, `keeling: ${message}\n`);
    }
    writeFileSync(join(folder, 'house.docx'), 'words');
    const { status, error } = await keeling('pack', '--output', 'out');
    assert.equal(status, 2);
    assert.equal(error, 'keeling: house.docx is no Word file (.docx)\n');
    assert.deepEqual(readdirSync(folder).sort(), ['house.docx', 'keeling.yaml', 'new.md', 'old.md']);
  });
});
