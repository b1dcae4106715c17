import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { officePython, officeResults } from '../support/office.js';
import { CHARGES, COMMENT, CONSULTATION, EDITS, PROJECT, RULES, reviewByHand } from '../support/reviewed-word.js';

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
