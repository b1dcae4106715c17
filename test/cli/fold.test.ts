import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keelingIn } from '../support/command-line.js';
import { partsOf } from '../support/docx-text.js';

const SENT = `---
document: A
version: V2 draft 1
---

## 1 Notices

1.1 A notice shall be given in writing within five days of the decision.

1.2 The Panel may extend that time where a party asks for it with reasons.
`;
const DRAFT = SENT.replace('draft 1', 'draft 2').replace('in writing', 'by letter');
const IN_FORCE = SENT.replace('V2 draft 1', 'V1').replace('within five days', 'within ten days');

interface Json {
  readonly changes: readonly {
    readonly new: { readonly label: string } | null;
    readonly origins?: readonly string[];
  }[];
  readonly segments: readonly { readonly op: string; readonly origin?: string; readonly text: string }[];
  readonly notes?: readonly string[];
}

describe('mark-ups and circulated drafts on the command line', () => {
  let folder = '';
  const keeling = (...args: string[]) => keelingIn(folder, ...args);
  const json = async (...args: string[]) =>
    JSON.parse((await keeling(...args, '--format', 'json', '--segments')).out) as Json;

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    const files = {
      'sent.md': SENT,
      'draft.md': DRAFT,
      'in-force.md': IN_FORCE,
      'acme.md': SENT.replace('extend that time', 'extend that time once'),
      'grid.md': SENT.replace('in writing', 'on paper').replace('five days', 'eight days'),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('each change bears the name of the respondent whose it is', async () => {
    const { segments, changes } = await json('fold', 'sent.md', 'draft.md', 'Acme Energy=acme.md');
    assert.deepEqual(
      segments.filter(({ op }) => op !== 'equal'),
      [{ op: 'insert', class: 'substance', text: ' once', origin: 'Acme Energy' }],
    );
    assert.deepEqual(changes[0]?.origins, ['Acme Energy']);
  });

  it('what two of them and the draft changed is told, and shown against the version in force', async () => {
    const { segments, notes } = await json(
      'fold',
      ...['sent.md', 'draft.md', 'acme.md', 'grid.md'],
      ...['--against', 'in-force.md', '--author', 'The Company'],
    );
    const by = (origin: string) =>
      segments.filter((segment) => segment.origin === origin).map(({ op, text }) => `${op} ${text.trim()}`);
    assert.ok(by('acme').includes('insert once'));
    assert.ok(by('grid').includes('insert eight'), by('grid').join('; '));
    assert.ok(by('The Company').includes('delete ten'), by('The Company').join('; '));
    assert.match(notes?.join('\n') ?? '', /^Clause 1\.1: grid and the draft changed the same words: “.*” in the draft/);
  });

  it('a comparison tells what is new since the draft that was circulated', async () => {
    const { changes } = await json('compare', 'in-force.md', 'draft.md', '--circulated', 'sent.md');
    const clause = changes.find((change) => change.new?.label === 'Clause 1.1');
    assert.deepEqual(clause?.origins, ['up to V2 draft 1', 'new since V2 draft 1']);
  });

  it('a Word file gives each change its author', async () => {
    const { status } = await keeling('fold', 'sent.md', 'draft.md', 'Acme Energy=acme.md', '--output', 'folded.docx');
    assert.equal(status, 0);
    const xml = partsOf(readFileSync(join(folder, 'folded.docx')))['word/document.xml'] ?? '';
    assert.deepEqual(xml.match(/w:author="[^"]*"/g), ['w:author="Acme Energy"']);
  });

  it('too few files, and files that are not there, are refused', async () => {
    const short = await keeling('fold', 'sent.md', 'draft.md');
    assert.equal(short.status, 2);
    assert.match(short.error, /fold takes three files or more/);
    const missing = await keeling('fold', 'sent.md', 'draft.md', 'Acme=none.md');
    assert.equal(missing.status, 2);
    assert.match(missing.error, /none\.md: there is no such file/);
  });
});
