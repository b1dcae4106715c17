import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { keelingIn } from '../support/command-line.js';
import { docxLines } from '../support/docx-text.js';
import { copyExample, editFile } from '../support/example-folder.js';
import { houseTemplate } from '../support/house-template.js';

describe('keeling notify', function () {
  this.timeout(120_000);
  let folder: string;
  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const read = (name: string) => readFileSync(join(folder, name));
  const edit = (from: string, to: string) => editFile(join(folder, 'keeling.yaml'), from, to);
  const linesOf = (name: string) => docxLines(read(name), 'accepted').map((line) => line.replaceAll('\u00a0', ' '));
  beforeEach(() => {
    folder = copyExample();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes its text as Markdown, and the whole letter as a Word file, a PDF and a page', async () => {
    const text = (await keeling('notify')).out;
    assert.equal((await keeling('notify', '--output', 'n.md')).error, '');
    assert.equal(read('n.md').toString(), text);
    for (const ending of ['docx', 'pdf', 'html']) {
      const name = `n.${ending}`;
      assert.equal((await keeling('notify', '--output', name)).error, '');
      const again = read(name);
      await keeling('notify', '--output', name);
      assert.ok(again.equals(read(name)), `${name} is the same again`);
    }
    assert.equal(read('n.pdf').subarray(0, 5).toString(), '%PDF-');
    const lines = linesOf('n.docx');
    const order = [
      /Data Communications Company.*London EC1A 0AA/,
      /^To\tThe Secretary of State/,
      'Status\tDRAFT',
      'Date\t30 January 2020',
      'Reference\tDCC/FTC/2019/12',
      /^Annexes\tAnnex A – SMETS1 SVTAD V1\.5/,
      'Notification of amendments to the SMETS1 SVTAD and the MTAD',
      'Signed for and on behalf of Data Communications Company',
      'Name\tA. N. Example',
      'Annex A – SMETS1 SVTAD V1.5',
      'Annex B – MTAD V1.3',
    ];
    let from = 0;
    for (const wanted of order) {
      const at = lines.findIndex(
        (line, index) => index >= from && (typeof wanted === 'string' ? line === wanted : wanted.test(line)),
      );
      assert.ok(at >= 0, `${wanted} after line ${from} of ${lines.slice(from, from + 12).join(' / ')}`);
      from = at + 1;
    }
    // It is the notification itself, and no attachment.
    assert.ok(!lines.some((line) => line.startsWith('Attachment 1')));
    const html = read('n.html').toString();
    assert.match(html, /Annex A – SMETS1 SVTAD V1\.5<br>Annex B – MTAD V1\.3/);
  });

  it('can have another date of effect, which its title page and its text say', async () => {
    await keeling('notify', '--effective', '2020-02-14', '--output', 'n.docx');
    assert.ok(linesOf('n.docx').some((line) => line.includes('with effect from 14 February 2020')));
  });

  it('can have the amending instructions as its annexes, or none', async () => {
    edit('notification: templates/notification.md', 'notification: true, annexes: instructions');
    assert.match(
      (await keeling('notify')).out,
      /- the MTAD version V1\.2 is amended as set out in Annex B to this notification/,
    );
    await keeling('notify', '--output', 'n.docx');
    const lines = linesOf('n.docx');
    assert.ok(lines.includes('Annex B – Amendments to the MTAD'));
    assert.ok(lines.some((line) => line.includes('In Clause 13.5, for “IOC, MOC or FOC” substitute “IOC or MOC”.')));
    // The front matter is none of the text.
    assert.ok(!lines.some((line) => /front matter|^baseline:/.test(line)));
    edit('annexes: instructions', 'annexes: none');
    assert.match(
      (await keeling('notify')).out,
      /- the MTAD has effect as version V1\.3, in the place of version V1\.2\./,
    );
    await keeling('notify', '--output', 'n.docx');
    assert.ok(!linesOf('n.docx').some((line) => line.startsWith('Annex')));
  });

  it('can have the letterhead of a Word file, in the place of the logo and the address', async () => {
    writeFileSync(join(folder, 'templates/letterhead.docx'), houseTemplate());
    edit('  logo: templates/logo.png\n', '  logo: templates/logo.png\n  letterhead: templates/letterhead.docx\n');
    assert.equal((await keeling('notify', '--output', 'n.docx')).error, '');
    const parts = unzipSync(read('n.docx'));
    const headers = Object.keys(parts).filter((name) => /^word\/header\d*\.xml$/.test(name));
    assert.ok(headers.some((name) => strFromU8(parts[name] ?? new Uint8Array()).includes('A House')));
    const lines = linesOf('n.docx');
    assert.ok(!lines.includes('Testing and Variations'));
    assert.ok(lines.includes('Signed for and on behalf of Data Communications Company'));
    // A PDF cannot take it.
    await keeling('notify', '--output', 'n.html');
    assert.match(read('n.html').toString(), /Testing and Variations/);
    edit('letterhead.docx', 'logo.png');
    assert.match((await keeling('notify', '--output', 'n.docx')).error, /templates\/logo\.png /);
  });

  it('says where the annexes of the project file are at fault', async () => {
    edit('notification: templates/notification.md', 'notification: true, annexes: marked');
    assert.match(
      (await keeling('notify')).error,
      /keeling\.yaml:\d+: “marked” cannot be bound to a notification: choose clean, instructions, none/,
    );
    edit('notification: true, annexes: marked', 'notification: true');
    edit('clean: MTAD', 'clean: MTAD, annexes: none');
    assert.match((await keeling('notify')).error, /“annexes” goes beside “notification”/);
  });
});
