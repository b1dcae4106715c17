import assert from 'node:assert/strict';
import { findChangedWords, restoreWordsInForce } from '../../server/src/features/restored-words.js';
import { MarkedProject } from '../support/open-project.js';

const PROJECT = 'documents:\n  - { id: CODE, path: draft.md, baseline: { path: old.md } }\n';

interface Case {
  readonly name: string;
  readonly inForce: string;
  /** The bar is in the provision that is to have its words in force. */
  readonly draft: string;
  readonly restored: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a word that was changed, and no other change',
    inForce: '## 1 One\n\n1.1 The Panel shall act.\n\n1.2 The Panel may meet.\n',
    draft: '## 1 One\n\n1.1 The Panel m¦ay act.\n\n1.2 The Board may meet.\n',
    restored: '## 1 One\n\n1.1 The Panel shall act.\n\n1.2 The Board may meet.\n',
  },
  {
    name: 'words that were put in and left out',
    inForce: '## 1 One\n\n1.1 The Panel shall act promptly, and in writing.\n',
    draft: '## 1 One\n\n1.1 The Panel shall act¦ in writing and without delay.\n',
    restored: '## 1 One\n\n1.1 The Panel shall act promptly, and in writing.\n',
  },
  {
    name: 'a clause that also got another number, which it keeps, as a reference does that follows',
    inForce: '## 1 One\n\n1.1 The Panel shall act.\n\n1.2 Under Clause 1.1 the Panel must report.\n',
    draft:
      '## 1 One\n\n1.1 The Board is new here.\n\n1.2 The Panel shall act.\n\n1.3 Under Clause 1.2 the Panel s¦hould report.\n',
    restored:
      '## 1 One\n\n1.1 The Board is new here.\n\n1.2 The Panel shall act.\n\n1.3 Under Clause 1.2 the Panel must report.\n',
  },
  {
    name: 'words with a reference to what has another number now',
    inForce: '## 1 One\n\n1.1 The Panel shall act.\n\n1.2 The Panel must report as Clause 1.1 requires of it.\n',
    draft: '## 1 One\n\n1.1 The Board is new here.\n\n1.2 The Panel shall act.\n\n1.3 The Panel must ¦report.\n',
    restored:
      '## 1 One\n\n1.1 The Board is new here.\n\n1.2 The Panel shall act.\n\n1.3 The Panel must report as Clause 1.2 requires of it.\n',
  },
  {
    name: 'an item alone',
    inForce: '## 1 One\n\n1.1 The Panel shall:\n\n(a) meet; and\n\n(b) report.\n',
    draft: '## 1 One\n\n1.1 The Panel may:\n\n(a) meet; and\n\n(b) re¦port monthly.\n',
    restored: '## 1 One\n\n1.1 The Panel may:\n\n(a) meet; and\n\n(b) report.\n',
  },
  {
    name: 'a paragraph without a number below the heading of a section',
    inForce: '# Lamps Act\n\n### 1 Sale\n\nA person may sell a lamp.\n\n### 2 Use\n\nA person may use a lamp.\n',
    draft: '# Lamps Act\n\n### 1 Sale\n\nA person may sell a lamp.\n\n### 2 Use\n\nA person must us¦e a lamp.\n',
    restored: '# Lamps Act\n\n### 1 Sale\n\nA person may sell a lamp.\n\n### 2 Use\n\nA person may use a lamp.\n',
  },
  {
    name: 'the second of two such paragraphs, and not the first',
    inForce:
      '# Lamps Act\n\n### 1 Sale\n\nA person may sell a lamp.\n\nNo lamp is sold at night.\n\n### 2 Use\n\nUse it.\n',
    draft:
      '# Lamps Act\n\n### 1 Sale\n\nA person may sell an old lamp.\n\nNo old lamp¦ is sold at night.\n\n### 2 Use\n\nUse it.\n',
    restored:
      '# Lamps Act\n\n### 1 Sale\n\nA person may sell an old lamp.\n\nNo lamp is sold at night.\n\n### 2 Use\n\nUse it.\n',
  },
  {
    name: 'words before the first provision',
    inForce: '# Rules\n\nThe Guild keeps these rules.\n\n## 1 One\n\n1.1 A.\n\n1.2 B.\n',
    draft: '# Rules\n\nThe Guild has made¦ these rules.\n\n## 1 One\n\n1.1 A.\n\n1.2 B.\n',
    restored: '# Rules\n\nThe Guild keeps these rules.\n\n## 1 One\n\n1.1 A.\n\n1.2 B.\n',
  },
  {
    name: 'words beside a reference that say what it cites',
    inForce:
      '# Regulation on Kites\n\n### Article 1\n\nA line in Article 2(1), point (a), is a line.\n\n### Article 2\n\n1. Lines are:\n\n(a) cotton;\n\n(b) silk.\n\n2. End.\n',
    draft:
      '# Regulation on Kites\n\n### Article 1\n\nA line in Article 2(1), quite ¦point (a), is a line.\n\n### Article 2\n\n1. Lines are:\n\n(a) cotton;\n\n(b) silk.\n\n2. End.\n',
    restored:
      '# Regulation on Kites\n\n### Article 1\n\nA line in Article 2(1), point (a), is a line.\n\n### Article 2\n\n1. Lines are:\n\n(a) cotton;\n\n(b) silk.\n\n2. End.\n',
  },
];

async function restore(inForce: string, draft: string): Promise<string> {
  const loaded = await MarkedProject.load({ 'keeling.yaml': PROJECT, 'old.md': inForce, 'draft.md': draft });
  const result = loaded.at((project, document, offset) => {
    const comparison = project.checker.comparisons.of(document);
    assert.ok(comparison);
    return restoreWordsInForce(project, document, comparison, (change) => {
      const own = findChangedWords(document.draft, change);
      return own !== null && own.start <= offset && offset <= own.end;
    });
  });
  if (typeof result === 'string') return result;
  const { draft: written } = loaded.document();
  return loaded.edited(
    'draft.md',
    result.map(({ span, text }) => ({ range: written.rangeOf(span), newText: text })),
  );
}

describe('restoring the words in force', () => {
  for (const { name, inForce, draft, restored } of CASES)
    it(name, async () => assert.equal(await restore(inForce, draft), restored));

  it('is refused for a new clause', async () => {
    const before = '## 1 One\n\n1.1 The Panel shall act.\n';
    assert.match(
      await restore(before, `${before}\n1.2 The Board is¦ new.\n`),
      /^Clause 1\.2 is new: delete it instead\.$/,
    );
  });

  it('is refused where nothing has changed', async () => {
    const before = '## 1 One\n\n1.1 The Panel shall act.\n';
    assert.match(await restore(before, before.replace('act', 'a¦ct')), /^Nothing has changed here/);
  });

  it('is refused where the words cite what is gone', async () => {
    const before =
      '## 1 One\n\n1.1 Every member keeps minutes of votes.\n\n1.2 The Panel must report in writing each month, as Clause 1.1 requires.\n';
    assert.match(
      await restore(before, '## 1 One\n\n1.2 The Panel must ¦report in writing each month.\n'),
      /^Clause 1\.2 cited Clause 1\.1, which is no longer there\.$/,
    );
  });
});
