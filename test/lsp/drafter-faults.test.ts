import assert from 'node:assert/strict';
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { ChecklistResult, CompareResult, PreviewResult } from '../../server/src/protocol.js';
import { LanguageClient } from '../support/language-client.js';
import { MemoryHost } from '../support/memory-host.js';

const PROJECT = `consultation: { id: HC, document: consultation.md }
documents:
  - { id: CODE, path: code.md, version: V1.1, baseline: { path: old.md, version: V1.0 } }
  - { id: CHARGES, path: charges.md, version: V2 }
`;
const OLD = `---
document: CODE
version: V1.0
---

## 1 Berths

1.1 The master keeps the list.

1.2 An owner applies within 12 days.

1.3 The master answers each owner.
`;
const CODE = OLD.replace('V1.0', 'V1.1');
const CHARGES = '## 1 Sums\n\n1.1 A sum is due as Clause 1.2 of the CODE says.\n';

/** What a drafter met in the editor, by the protocol that the editor speaks. */
describe('what misled drafters in the editor', () => {
  let client: LanguageClient;
  let host: MemoryHost;

  beforeEach(async () => {
    host = new MemoryHost({
      'keeling.yaml': PROJECT,
      'old.md': OLD,
      'code.md': CODE,
      'charges.md': CHARGES,
      'consultation.md': '---\ndocument: HC\nkind: consultation\n---\n\n## 1 Proposals\n\nWords.\n',
    });
    client = await LanguageClient.start(host, {
      workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
    });
  });
  afterEach(() => client.stop());

  const compare = () => client.raw<CompareResult>('keeling/compare', { uri: client.uri('code.md') });
  const checklist = () => client.raw<ChecklistResult>('keeling/checklist', { uri: client.uri('code.md') });

  it('a comment above a clause is no change, and is in no preview', async () => {
    await client.open('code.md', CODE.replace('1.2 An', '<!-- ask counsel about this -->\n\n1.2 An'));
    assert.deepEqual((await compare()).changes, []);
    for (const marked of [false, true]) {
      const shown = await client.raw<PreviewResult>('keeling/preview', { uri: client.uri('code.md'), marked });
      assert.doesNotMatch(JSON.stringify(shown), /counsel/);
    }
  });

  it('what follows a new number for certain is ticked, in other documents too', async () => {
    await client.open('code.md', CODE);
    const line = CODE.split('\n').findIndex((each) => each.startsWith('1.2'));
    const moved = await client.request<WorkspaceEdit>('textDocument/rename', 'code.md', {
      position: { line, character: 0 },
      newName: '1.2A',
    });
    assert.match(JSON.stringify(moved), /charges\.md/);
    assert.ok(Object.values(moved.changeAnnotations ?? {}).every(({ needsConfirmation }) => !needsConfirmation));
  });

  for (const [name, numbers, row, code] of [
    ['stand twice', '1 2 2A 2B 2B 3 4 5', 4, 'numbering.duplicate'],
    ['stand out of order', '1 2 3 9 4 5 6 7', 4, 'numbering.order'],
    ['have too many cells', '1 2 3 4 5', 2, 'table.cells'],
  ] as const)
    it(`rows that ${name} are reported`, async () => {
      const rows = numbers
        .split(' ')
        .map((each, index) => `| ${each} | a | b |${code === 'table.cells' && index === row ? ' c |' : ''}`);
      const table = `**Table 1.1 – Berths**\n\n| No. | From | To |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
      await client.open('code.md', `${CODE}\n${table}`);
      await client.until('the row', () => client.codes('code.md').includes(code));
      const found = client.published.get(client.uri('code.md'))?.diagnostics.find((each) => each.code === code);
      const line = `${CODE}\n${table}`.split('\n').indexOf(rows[row] ?? '');
      const last = `${CODE}\n${table}`.split('\n').lastIndexOf(rows[row] ?? '');
      assert.ok([line, last, line - 1].includes(found?.range.start.line ?? -1), JSON.stringify([found, line]));
    });

  it('a project file that cannot be read is said once, and named as the reason', async () => {
    host.set('keeling.yaml', PROJECT.replace('documents:', ' documents:'));
    await client.open('keeling.yaml', PROJECT.replace('documents:', ' documents:'));
    await client.until('the problem', () => client.codes('keeling.yaml').length > 0);
    assert.equal(client.codes('keeling.yaml').length, 1);
    await client.open('code.md', CODE);
    await assert.rejects(compare(), /keeling\.yaml/);
  });

  it('what is not set up is not said to be in order', async () => {
    await client.open('code.md', CODE);
    const states = new Map((await checklist()).parts.map(({ key, state }) => [key, state]));
    for (const key of ['changes', 'questions', 'dates'] as const) assert.equal(states.get(key), 'unset', key);
    const asking = async (text: string) => {
      await client.open('consultation.md', `---\ndocument: HC\nkind: consultation\n---\n\n## 1 Proposals\n\n${text}`);
      const questions = (await checklist()).parts.find(({ key }) => key === 'questions');
      return { summary: questions?.summary, told: questions?.items.map(({ label }) => label) };
    };
    const own = 'Question 1: Do you agree with the list?\n';
    assert.deepEqual(await asking(own), { summary: '1 question', told: [] });
    // Where the questions have a series, one without is none.
    assert.deepEqual((await asking(`**HC Q1** Do you agree with the fee?\n\n${own}`)).told, [
      '“Question 1” is not counted as a question: write “HC Q1” in its place',
    ]);
  });

  it('a change says what became of its words, and front matter is none', async () => {
    await client.open(
      'code.md',
      CODE.replace('12 days', '24 days').replace('version: V1.1', 'version: V1.1\nstatus: draft'),
    );
    const { changes } = await compare();
    assert.deepEqual(
      changes.map(({ label, words }) => [label, words]),
      [['Clause 1.2', '12 → 24']],
    );
  });
});
