import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { builtKeelingIn, keelingIn } from '../support/command-line.js';
import { buildPdf, linesAt } from '../support/pdf-builder.js';
import { buildWordFile, inList, paragraph, run } from '../support/word-builder.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==',
  'base64',
);
const PICTURE =
  '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="x" descr="A ferry"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="p"/></wp:inline></w:drawing></w:r>';

/** Rules with a number of their own for each clause; the second clause is put in before the last. */
function rulesOf(...clauses: readonly string[]): Uint8Array {
  const body = paragraph('Fees', inList(0)) + clauses.map((text) => paragraph(text, inList(1))).join('');
  return buildWordFile(body);
}

describe('Word files on the command line', () => {
  let folder = '';
  const keeling = (...args: string[]) => keelingIn(folder, ...args);

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    writeFileSync(join(folder, 'old.docx'), rulesOf('A fee is due.', 'It is paid under 1.1.'));
    writeFileSync(
      join(folder, 'new.docx'),
      rulesOf('A fee is due.', 'A ferry pays ten pounds.', 'It is paid under 1.1.'),
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are imported, with their pictures and a report', async () => {
    const body = paragraph(run('Words')) + `<w:p>${PICTURE}</w:p>` + paragraph(run('unseen', '<w:vanish/>'));
    writeFileSync(
      join(folder, 'with.docx'),
      buildWordFile(body, { 'word/media/a.png': PIXEL }, [['p', 'image', 'media/a.png']]),
    );
    const { status, error } = await keeling('import', 'with.docx', '--output', 'with.md', '--report', 'report.json');
    assert.equal(status, 0);
    assert.equal(
      readFileSync(join(folder, 'with.md'), 'utf8'),
      'Words\n\n![A ferry](figures/with-1.png)\n\n<!-- hidden in Word: unseen -->\n',
    );
    assert.deepEqual(readFileSync(join(folder, 'figures', 'with-1.png')), PIXEL);
    assert.match(error, /^with\.md:5: Hidden text: “unseen”$/m);
    const { notices } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as { notices: object[] };
    assert.deepEqual(notices, [{ code: 'hidden', message: 'Hidden text: “unseen”', line: 4 }]);
  });

  it('have headings with a picture on their line', async () => {
    const title = `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run('Fees ')}${PICTURE}</w:p>`;
    writeFileSync(
      join(folder, 'with.docx'),
      buildWordFile(title, { 'word/media/a.png': PIXEL }, [['p', 'image', 'media/a.png']]),
    );
    const { status } = await keeling('import', 'with.docx', '--output', 'with.md');
    assert.equal(status, 0);
    assert.equal(readFileSync(join(folder, 'with.md'), 'utf8'), '# Fees\n\n![A ferry](figures/with-1.png)\n');
  });

  it('are compared by their clauses', async () => {
    const { out } = await keeling('compare', 'old.docx', 'new.docx', '--format', 'json');
    const { summary } = JSON.parse(out) as { summary: Record<string, number> };
    assert.deepEqual([summary.inserted, summary.renumbered, summary.deleted, summary.amended], [1, 1, 0, 0]);
  });

  it('are outlined', async () => {
    const { out } = await keeling('outline', 'new.docx', '--format', 'json');
    assert.match(out, /"number": ?"1\.3"/);
  });

  it('are checked, and can be a version in force', async () => {
    writeFileSync(
      join(folder, 'new.md'),
      '---\ndocument: Rules\nversion: V2\nbaseline: old.docx\n---\n\n1. Fees\n\n1.1 A fee is due.\n\n1.2 It is paid under 1.1 and Clause 1.9.\n',
    );
    const [word, text] = [await keeling('check', 'new.docx'), await keeling('check', 'new.md')];
    assert.deepEqual([word.status, word.error], [0, '']);
    assert.match(text.out, /Clause 1\.9 does not exist/);
    const compared = await keeling('compare', 'old.docx', 'new.md');
    assert.match(compared.out, /1\.2.*amended/);
  });

  it('bring their comments, with answers and what is settled', async () => {
    const mark = (kind: string, id: number) => `<w:comment${kind} w:id="${id}"/>`;
    const sign = (id: number) => `<w:r>${mark('Reference', id)}</w:r>`;
    const body = `<w:p><w:pPr>${inList(0)}</w:pPr>${run('Fees')}</w:p><w:p><w:pPr>${inList(1)}</w:pPr>${run('A ')}${mark('RangeStart', 1)}${mark('RangeStart', 2)}${run('fee')}${mark('RangeEnd', 1)}${mark('RangeEnd', 2)}${sign(1)}${sign(2)}${run(' is due.')}</w:p>`;
    const said = (id: number, author: string, text: string) =>
      `<w:comment w:id="${id}" w:author="${author}" w:date="2020-01-10T10:00:00Z"><w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="0000000${id}">${run(text)}</w:p></w:comment>`;
    const extended =
      '<?xml version="1.0"?><w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000001" w15:done="1"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>';
    writeFileSync(
      join(folder, 'acme.docx'),
      buildWordFile(
        body,
        {
          'word/comments.xml': said(1, 'A. Reviewer', 'Which fee?') + said(2, 'B. Drafter', 'All of them.'),
          'word/commentsExtended.xml': extended,
        },
        [
          ['c', 'comments', 'comments.xml'],
          ['e', 'commentsExtended', 'commentsExtended.xml'],
        ],
      ),
    );
    writeFileSync(join(folder, 'sent.md'), '1. Fees\n\n1.1 A fee is due.\n');
    await keeling('import', 'acme.docx', '--output', 'acme.md');
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'acme.comments.jsonl'), 'utf8')), {
      provision: 'Clause 1.1',
      line: 3,
      words: 'fee',
      author: 'A. Reviewer',
      date: '2020-01-10T10:00:00Z',
      text: 'Which fee?',
      resolved: true,
      replies: [{ author: 'B. Drafter', date: '2020-01-10T10:00:00Z', text: 'All of them.' }],
    });
    const { out } = await keeling('fold', 'sent.md', 'sent.md', 'Acme=acme.docx', '--format', 'json');
    assert.match(
      out,
      /Clause 1\.1: Acme \(A\. Reviewer\) commented on “fee”: Which fee\? – B\. Drafter answered: All of them\. \(resolved\)/,
    );
  });

  it('of our own come back from a reviewer as changes of theirs', async () => {
    const sent =
      '---\ntitle: Rules\nversion: V2\n---\n\n## 1 Fees\n\n1.1 A fee is due under Clause 1.2.\n\n1.2 It is paid.\n';
    writeFileSync(join(folder, 'sent.md'), sent);
    writeFileSync(join(folder, 'draft.md'), sent.replace('It is paid.', 'It is paid at once.'));
    assert.equal((await keeling('compare', 'sent.md', 'sent.md', '--output', 'acme.docx')).status, 0);
    const parts = unzipSync(readFileSync(join(folder, 'acme.docx')));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace(
      /<w:t[^>]*>is due under[^<]*<\/w:t>|<w:t[^>]*>A fee is due/,
      (found) => found.replace('is due', 'of ten pounds is due'),
    );
    assert.match(xml, /ten pounds/);
    writeFileSync(join(folder, 'acme.docx'), zipSync({ ...parts, 'word/document.xml': strToU8(xml) }));
    const { out } = await keeling('fold', 'sent.md', 'draft.md', 'Acme=acme.docx', '--format', 'json');
    const { summary } = JSON.parse(out) as { summary: Record<string, number> };
    assert.deepEqual([summary.inserted, summary.deleted, summary.amended], [0, 0, 1]);
    assert.match(out, /ten pounds/);
  });

  it('that are locked are named as such by every command', async () => {
    writeFileSync(join(folder, 'locked.docx'), Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1));
    for (const command of ['outline', 'import'])
      assert.match((await keeling(command, 'locked.docx')).error, /^keeling: locked\.docx: it is locked by a password/);
  });

  it('leave nothing behind where they cannot be read', async () => {
    writeFileSync(join(folder, 'broken.docx'), rulesOf('A').subarray(0, 400));
    const { status, error } = await keeling('import', 'broken.docx', '--output', 'broken.md');
    assert.equal(status, 2);
    assert.match(error, /^keeling: broken\.docx: it is a damaged Word file/);
    assert.equal(existsSync(join(folder, 'broken.md')), false);
  });
});

describe('PDFs on the command line', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    const words = linesAt(70, 80, ['1.1 A fee is due for a vessel.', '1.2 It is paid under Clause 1.1.']);
    writeFileSync(join(folder, 'rules.pdf'), buildPdf([{ words }]));
    writeFileSync(join(folder, 'empty.pdf'), buildPdf([{ words: [] }]));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are imported by the built program, in a thread of their own', async () => {
    const { status, out } = await builtKeelingIn(folder, 'import', 'rules.pdf');
    assert.equal(status, 0);
    assert.equal(out, '1.1 A fee is due for a vessel.\n\n1.2 It is paid under Clause 1.1.\n');
  });

  it('are refused in one line where they have no words', async () => {
    const { status, error } = await builtKeelingIn(folder, 'import', 'empty.pdf');
    assert.equal(status, 2);
    assert.equal(
      error,
      'keeling: empty.pdf: it has no words, only pictures of pages; run text recognition (OCR) on it first\n',
    );
  });

  it('are no drafts to other commands, which say what to do', async () => {
    const { status, error } = await keelingIn(folder, 'outline', 'rules.pdf');
    assert.equal(status, 2);
    assert.match(error, /rules\.pdf: it is a PDF, not text: keeling import makes a draft of a PDF/);
  });

  it('say nothing of who changed what', async () => {
    const { status, error } = await keelingIn(folder, 'import', 'rules.pdf', '--changes', 'keep');
    assert.equal(status, 2);
    assert.match(error, /--changes is for Word files; a PDF does not say who changed what/);
  });
});
