import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { officePython, officeResults } from '../support/office.js';
import {
  CHARGES,
  COMMENT,
  CONSULTATION,
  EDITS,
  editByHand,
  PROJECT,
  RULES,
  reviewByHand,
} from '../support/reviewed-word.js';

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

  it('with several reviewers: two on the same words, one who moves a paragraph, one without tracking', async () => {
    const sent = await issue();
    put('sent.md', sent);
    const clean = readFileSync(join(folder, packed(/Attachment_1_.*\.docx$/)));
    put(
      'acme.docx',
      editByHand(clean, {
        author: 'A. Reviewer',
        edits: EDITS,
        comment: {
          words: 'office of the harbour',
          text: 'Which office?',
          reply: { author: 'B. Second', text: 'The one on the quay.' },
        },
      }),
    );
    put(
      'tees.docx',
      editByHand(clean, {
        author: 'T. Reviewer',
        edits: [['within twenty days', 'within thirty days']],
        comment: { words: 'A fee is due', text: 'Agreed.', isResolved: true },
      }),
    );
    put(
      'quay.docx',
      editByHand(clean, { author: 'Q. Reviewer', edits: [['each vessel', 'each boat']], isTracked: false }),
    );
    put(
      'mole.docx',
      editByHand(clean, { author: 'M. Reviewer', edits: [], move: ['at the office of', 'within twenty'] }),
    );
    const folded = async (...markUps: string[]) => {
      const { out, error, status } = await keeling(
        'fold',
        'sent.md',
        'rules.md',
        ...markUps,
        '--format',
        'json',
        '--segments',
      );
      assert.equal(status, 0, error);
      const result = JSON.parse(out) as Folded;
      const joined = (...ops: string[]) =>
        result.segments.flatMap(({ op, text }) => (op === 'equal' || ops.includes(op) ? [text] : [])).join('');
      assert.equal(joined('delete', 'moveFrom'), sent);
      return { ...result, text: joined('insert', 'moveTo'), notes: (result.notes ?? []).join('\n') };
    };
    const all = await folded('Acme=acme.docx', 'Tees=tees.docx', 'Quay=quay.docx');
    assert.equal(
      all.text,
      sent
        .replace('within twenty', 'within thirty')
        .replace('may refuse', 'shall refuse')
        .replace('each vessel', 'each boat'),
    );
    assert.deepEqual(
      all.changes.map((change) => [change.new?.label, change.origins]),
      [
        ['Clause 1.1', ['Quay']],
        ['Clause 1.2(a)', ['Acme', 'Tees']],
        ['Clause 2.1', ['Acme']],
      ],
    );
    assert.match(
      all.notes,
      /Clause 1\.2\(a\): Tees and Acme changed the same words: “fifteen” in the draft so far, “thirty” in the mark-up/,
    );
    assert.match(
      all.notes,
      /Acme \(A\. Reviewer\) commented on .*Which office\? – B\. Second answered: The one on the quay\./,
    );
    assert.match(all.notes, /Tees \(T\. Reviewer\) commented on .*Agreed\. \(resolved\)/);
    // What was moved takes along what another edited in it.
    const moved = await folded('Acme=acme.docx', 'Mole=mole.docx');
    const wanted = sent
      .replace('may refuse', 'shall refuse')
      .replace(/\(a\) within twenty days; and\n\n(\(b\) .*\n)/, '$1\n(a) within fifteen days; and\n');
    assert.equal(moved.text, wanted);
    assert.doesNotMatch(moved.notes, /same words/);
    // The team takes what Tees and Acme ask for in 2.1, and leaves the rest.
    put('rules.md', sent.replace('within twenty', 'within thirty').replace('may refuse', 'shall refuse'));
    const again = await keeling('pack', '.', '--draft', '--output', 'pack');
    assert.equal(again.status, 0, again.error);
    const marked = await keeling('import', packed(/Attachment_2_.*\.docx$/), '--changes', 'keep');
    assert.match(marked.out, /within \{--ten--\}\{>>[^<]*<<\}\{\+\+thirty\+\+\}/);
    assert.match(marked.out, /master \{--may--\}\{>>[^<]*<<\}\{\+\+shall\+\+\}/);
    assert.match(marked.out, /each vessel/);
  });
});
