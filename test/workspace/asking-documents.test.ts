import assert from 'node:assert/strict';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const NOTE = '## 1 Note\n\n1.1 Answer FTC Q1 and FTC Q3 first.\n';
const FIRST = '## 1 First\n\n**FTC Q1** Do you agree?\n';
const SECOND = '## 1 Second\n\n**FTC Q3** Do you agree?\n';
const NO_QUESTION = '## 1 First\n\n1.1 Words.\n';

/** The questions that a draft names and nobody asks, in loose drafts that were opened in an order. */
async function listBroken(
  texts: Readonly<Record<string, string>>,
  order: readonly string[],
  edit?: (workspace: Workspace) => void,
): Promise<string[]> {
  const workspace = Workspace.empty(new MemoryHost(texts), FOLDER);
  for (const path of order) await workspace.addLoose(`${FOLDER}/${path}`);
  const checker = new Checker(workspace);
  const list = () =>
    checker
      .checkAll()
      .filter(({ code }) => code === 'reference.unresolved')
      .map(({ message }) => /FTC Q\d/.exec(message)?.[0] ?? message);
  if (edit) {
    list();
    edit(workspace);
  }
  return list();
}

describe('the document whose questions the others name', () => {
  const texts = { 'note.md': NOTE, 'one.md': FIRST, 'two.md': SECOND };

  it('does not follow the order in which drafts are opened', async () => {
    const expected = await listBroken(texts, ['note.md', 'one.md', 'two.md']);
    assert.deepEqual(expected, ['FTC Q3']);
    for (const order of [
      ['two.md', 'one.md', 'note.md'],
      ['two.md', 'note.md', 'one.md'],
    ])
      assert.deepEqual(await listBroken(texts, order), expected, order.join(', '));
  });

  const EDITS: readonly [name: string, before: string, after: string][] = [
    ['the first question of a draft comes', NO_QUESTION, FIRST],
    ['the last question of a draft goes', FIRST, NO_QUESTION],
  ];
  for (const [name, before, after] of EDITS)
    it(`is the one of a fresh reading once ${name}`, async () => {
      const paths = ['note.md', 'one.md', 'two.md'];
      const edited = await listBroken({ ...texts, 'one.md': before }, paths, (workspace) =>
        workspace.setText(`${FOLDER}/one.md`, after),
      );
      assert.deepEqual(edited, await listBroken({ ...texts, 'one.md': after }, paths));
      assert.equal(edited.length, 1);
    });
});
