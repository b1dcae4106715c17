import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPdf, linesAt } from '../support/pdf-builder.js';

/** The programs alone, as the .vsix has them: no package of npm is beside them. */
describe('the programs that are published', function () {
  this.timeout(60_000);
  let folder = '';

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    for (const name of readdirSync('dist'))
      if (/^(?:cli|cli-helper\.js|cli\.js|pdf-thread\.js)$/.test(name))
        cpSync(join('dist', name), join(folder, 'dist', name), { recursive: true });
    cpSync('package.json', join(folder, 'package.json'));
  });
  const importPdf = (name: string, output: string) =>
    promisify(execFile)(process.execPath, [join(folder, 'dist', 'cli.js'), 'import', name, '--output', output], {
      cwd: folder,
    });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('import a PDF, and say nothing of what they lack', async () => {
    const lines = linesAt(72, 700, ['1. Fees', '1.1 A fee is due.', '1.2 It is paid in May.']);
    writeFileSync(join(folder, 'in.pdf'), buildPdf([{ words: lines }]));
    const { stdout, stderr } = await importPdf('in.pdf', 'out.md');
    assert.equal(`${stdout}${stderr}`, '');
    assert.match(readFileSync(join(folder, 'out.md'), 'utf8'), /1\.2 It is paid in May\./);
  });

  it('say which page of a PDF is damaged', async () => {
    const page = (words: string) => ({ words: linesAt(72, 700, [words]) });
    const text = Buffer.from(buildPdf([page('1.1 One.'), page('1.2 Two.'), page('1.3 Three.')])).toString('latin1');
    // The third is read ahead, and nobody asks for it once the first was found damaged.
    const places = [text.indexOf('/MediaBox'), text.lastIndexOf('/MediaBox')];
    const damaged = Array.from(text, (sign, at) => (places.includes(at) ? ')' : sign)).join('');
    writeFileSync(join(folder, 'in.pdf'), Buffer.from(damaged, 'latin1'));
    await assert.rejects(importPdf('in.pdf', 'damaged.md'), /in\.pdf: it cannot be read: its page 1 is damaged/);
  });
});
