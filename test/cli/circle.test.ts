import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { keelingIn } from '../support/command-line.js';
import { officePython, officeResults } from '../support/office.js';
import { buildWordFile, inList, inStyle, paragraph } from '../support/word-builder.js';

/** The Word files that a team has in force. */
const RULES = buildWordFile(
  [
    paragraph('Harbour Code', inStyle('Title')),
    paragraph('Fees', inStyle('Heading1') + inList(0)),
    paragraph('A fee is due for each vessel under Clause 1.1 of the Charges.', inList(1)),
    paragraph('The owner shall pay the fee:', inList(1)),
    paragraph('within ten days; and', inList(2)),
    paragraph('at the office of the harbour master.', inList(2)),
    paragraph('Refusal', inStyle('Heading1') + inList(0)),
    paragraph('The harbour master may refuse a vessel whose owner has not paid under Clause 1.2.', inList(1)),
  ].join(''),
);
const CHARGES = buildWordFile(
  [
    paragraph('Harbour Charges', inStyle('Title')),
    paragraph('Amounts', inStyle('Heading1') + inList(0)),
    paragraph('The fee is five pounds a day.', inList(1)),
    paragraph('It is paid as Clause 1.2 of the Code says.', inList(1)),
  ].join(''),
);

const CONSULTATION = `---
document: Consultation
title: Consultation on the Harbour Code
---

# Consultation on the Harbour Code

## 1 What we propose

We propose to change Clause 1.2 of the Code.

**HR Q1**

Do you agree with the change to Clause 1.2 of the Code?

## Attachments

- Attachment 1 – Harbour Code V2 (clean)
- Attachment 2 – Harbour Code V2 (change marked against V1)
- Attachment 3 – Harbour Charges V1 (clean)
`;

const PROJECT = `consultation: { id: HR, document: consultation.md, published: 2026-01-05, respond-by: 2026-02-05, effective: 2026-03-02 }
documents:
  - { id: Code, path: rules.md, version: V2, baseline: { path: in-force/rules.docx, version: V1 } }
  - { id: Charges, path: charges.md, version: V1 }
attachments:
  - { number: 1, clean: Code }
  - { number: 2, marked: Code }
  - { number: 3, clean: Charges }
`;

/** What the reviewer does to the clean attachment. */
const EDITS = [
  ['within twenty days', 'within fifteen days'],
  ['may refuse a vessel', 'shall refuse a vessel'],
] as const;
const COMMENT = ['five pounds', 'Too much for a dinghy.'] as const;

/** The same by hand, as Word writes tracked changes and comments. */
function reviewByHand(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  let xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const who = 'w:author="A. Reviewer" w:date="2026-01-20T09:00:00Z"';
  EDITS.forEach(([words, instead], index) => {
    const found = new RegExp(
      `(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t[^>]*>([^<]*)${words}([^<]*)</w:t></w:r>`,
    ).exec(xml);
    assert.ok(found, words);
    const [whole, open = '', before = '', after = ''] = found;
    const text = (said: string) => `${open}<w:t xml:space="preserve">${said}</w:t></w:r>`;
    xml = xml.replace(
      whole,
      `${text(before)}<w:del w:id="9${index}1" ${who}>${text(words).replace(/w:t\b/g, 'w:delText')}</w:del><w:ins w:id="9${index}2" ${who}>${text(instead)}</w:ins>${text(after)}`,
    );
  });
  const place =
    /<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t[^>]*>[^<]*office of the harbour[^<]*<\/w:t><\/w:r>/.exec(
      xml,
    )?.[0] ?? '';
  assert.notEqual(place, '');
  xml = xml.replace(
    place,
    `<w:commentRangeStart w:id="5"/>${place}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>`,
  );
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const relations = strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array()).replace(
    '</Relationships>',
    '<Relationship Id="rIdOfComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
  );
  return zipSync({
    ...parts,
    'word/document.xml': strToU8(xml),
    'word/_rels/document.xml.rels': strToU8(relations),
    'word/comments.xml': strToU8(
      `<w:comments ${namespace}><w:comment w:id="5" ${who}><w:p><w:r><w:t>${COMMENT[1]}</w:t></w:r></w:p></w:comment></w:comments>`,
    ),
  });
}

interface Folded {
  readonly changes: readonly {
    readonly new: { readonly label: string } | null;
    readonly origins?: readonly string[];
  }[];
  readonly segments: readonly { readonly op: string; readonly origin?: string; readonly text: string }[];
  readonly notes?: readonly string[];
}

describe('from Word to a consultation and back', function () {
  this.timeout(180_000);
  let folder = '';
  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  const packed = (pattern: RegExp) => {
    const name = readdirSync(join(folder, 'pack')).find((each) => pattern.test(each));
    assert.ok(name, `${pattern} in ${readdirSync(join(folder, 'pack')).join(', ')}`);
    return join('pack', name);
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    mkdirSync(join(folder, 'in-force'));
    put('in-force/rules.docx', RULES);
    put('in-force/charges.docx', CHARGES);
    put('consultation.md', CONSULTATION);
    put('keeling.yaml', PROJECT);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function issue(): Promise<string> {
    for (const name of ['rules', 'charges']) {
      const { status, error } = await keeling('import', `in-force/${name}.docx`, '--output', `${name}.md`);
      assert.equal(status, 0, error);
    }
    assert.match(read('rules.md'), /^1\.2 The owner shall pay the fee:\n\n\(a\) within ten days; and$/m);
    const draft = read('rules.md').replace('within ten days', 'within twenty days');
    put('rules.md', draft);
    const checked = await keeling('check', '.', '--format', 'json');
    assert.equal(checked.status, 0, checked.out);
    assert.doesNotMatch(checked.out, /"reference\./);
    const { status, error } = await keeling('pack', '.', '--draft', '--output', 'pack');
    assert.equal(status, 0, error);
    return draft;
  }

  async function takeBack(sent: string, reviewed: Uint8Array, author: RegExp): Promise<void> {
    put('sent.md', sent);
    put('acme.docx', reviewed);
    const { out, error, status } = await keeling(
      'fold',
      'sent.md',
      'rules.md',
      'Acme=acme.docx',
      '--format',
      'json',
      '--segments',
    );
    assert.equal(status, 0, error);
    const { changes, segments, notes = [] } = JSON.parse(out) as Folded;
    assert.deepEqual(
      changes.map((change) => [change.new?.label, change.origins]),
      [
        ['Clause 1.2(a)', ['Acme']],
        ['Clause 2.1', ['Acme']],
      ],
    );
    const words = (kind: string) => segments.filter(({ op }) => op === kind).map(({ text }) => text.trim());
    assert.deepEqual(
      [words('delete'), words('insert')],
      [
        ['twenty', 'may'],
        ['fifteen', 'shall'],
      ],
    );
    assert.match(notes.join('\n'), /Clause 1\.2\(b\): Acme .*commented on “[^”]*”: Too much for a dinghy\./);
    assert.match(notes.join('\n'), author);
    // Left, the file is what was sent; taken, it is the next draft.
    await keeling('import', 'acme.docx', '--changes', 'reject', '--output', 'left.md');
    assert.equal(read('left.md'), sent);
    await keeling('import', 'acme.docx', '--output', 'taken.md');
    const taken = sent.replace('within twenty', 'within fifteen').replace('may refuse', 'shall refuse');
    assert.equal(read('taken.md'), taken);
    // The team takes one of the two.
    put('rules.md', sent.replace('within twenty', 'within fifteen'));
    const again = await keeling('pack', '.', '--draft', '--output', 'pack');
    assert.equal(again.status, 0, again.error);
    const compared = await keeling(
      'compare',
      'in-force/rules.docx',
      packed(/Attachment_1_.*\.docx$/),
      '--format',
      'json',
    );
    const summary = (JSON.parse(compared.out) as { summary: Record<string, number> }).summary;
    assert.deepEqual([summary.inserted, summary.deleted, summary.amended, summary.moved], [0, 0, 1, 0], compared.out);
    const marked = await keeling('import', packed(/Attachment_2_.*\.docx$/), '--changes', 'keep');
    assert.match(marked.out, /within \{--ten--\}\{>>[^<]*<<\}\{\+\+fifteen\+\+\}/);
  }

  it('with the conventions of Word in the reviewed file', async () => {
    const sent = await issue();
    const reviewed = reviewByHand(readFileSync(join(folder, packed(/Attachment_1_.*\.docx$/))));
    await takeBack(sent, reviewed, /A\. Reviewer/);
  });

  it('with a file that a reviewer edited in LibreOffice, with tracking and a comment', async function () {
    const python = officePython();
    if (python === null) {
      console.log('      skipped: LibreOffice with Python is not there');
      return this.skip();
    }
    const sent = await issue();
    const bytes = readFileSync(join(folder, packed(/Attachment_1_.*\.docx$/)));
    const review = { author: 'A. Reviewer', edits: EDITS, comments: [['office of the harbour', COMMENT[1]] as const] };
    const [reviewed = bytes] = officeResults(python, [{ bytes, way: 'resaved', review }]);
    await takeBack(sent, reviewed, /A\. Reviewer/);
  });
});
