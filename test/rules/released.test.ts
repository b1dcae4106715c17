import assert from 'node:assert/strict';
import { KeepingBlock } from '../../server/src/model/block-memo.js';
import type { Draft } from '../../server/src/model/draft.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const PROJECT = 'documents:\n  - { id: ADOC, path: a.md }\n  - { id: BDOC, path: b.md }\n';
const A =
  '## 1 Meaning\n\n**Ferry** means a vessel that carries people.\n\n**Quay** means a wall at the water.\n\n1.1 A Quay is as Clause 1.9 of the BDOC says.\n';
const B = '## 1 Fees\n\n1.1 A “Ferry” pays **Dues** to the HMO.\n\n1.2 See Clause 1.1 of the ADOC.\n';

/** How many readings the blocks of a draft keep, front matter aside. */
function countReadings({ blocks }: Draft): number {
  return blocks.reduce((sum, block) => sum + (KeepingBlock.memoryOf(block)?.length ?? 0), 0);
}

describe('a document that is checked once', () => {
  let workspace: Workspace;
  let checker: Checker;
  beforeEach(async () => {
    workspace = await Workspace.load(new MemoryHost({ 'keeling.yaml': PROJECT, 'a.md': A, 'b.md': B }), FOLDER);
    checker = new Checker(workspace);
  });
  const documentAt = (path: string) => {
    const document = workspace.documents.get(`${FOLDER}/${path}`);
    assert.ok(document);
    return document;
  };

  it('is let go of, and is the same for the checks of others and its own', () => {
    const [a, b] = [documentAt('a.md'), documentAt('b.md')];
    const fresh = new Checker(workspace);
    const expected = { a: fresh.check(a, 'full'), b: fresh.check(b, 'full') };
    assert.ok(expected.a.length > 0 && expected.b.length > 0);
    assert.deepEqual(checker.check(a, 'full'), expected.a);
    checker.release(a);
    assert.equal(countReadings(a.draft), 0);
    assert.deepEqual(checker.check(b, 'full'), expected.b);
    assert.deepEqual(checker.check(a, 'full'), expected.a);
  });

  it('leaves nothing with others that were only looked through for its terms', () => {
    const [a, b] = [documentAt('a.md'), documentAt('b.md')];
    b.draft = b.draft.withoutReadings();
    checker.check(a, 'full');
    const cited = b.draft.blocks.filter((block) => (KeepingBlock.memoryOf(block)?.length ?? 0) > 0);
    assert.deepEqual(
      cited.map(({ text }) => text),
      [],
    );
  });
});
