import assert from 'node:assert/strict';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

describe('references to a number that many provisions have', () => {
  it('point to a few of them: what is found grows with the text, not with its square', async () => {
    const same = Array.from({ length: 200 }, () => '1.1 The words.\n').join('\n');
    const citing = Array.from({ length: 200 }, (_, i) => `2.${i + 1} As Clause 1.1 says.\n`).join('\n');
    const workspace = await Workspace.load(
      new MemoryHost({ 'a.md': `---\ndocument: A\n---\n\n## 1 One\n\n${same}\n## 2 Two\n\n${citing}` }),
      FOLDER,
    );
    await workspace.addLoose(`${FOLDER}/a.md`);
    const found = new Checker(workspace).checkAll().filter(({ code }) => code === 'reference.ambiguous');
    assert.equal(found.length, 200);
    assert.match(found[0]?.message ?? '', /^200 provisions/);
    assert.ok(found.every(({ related }) => related.length === 20));
  });
});
