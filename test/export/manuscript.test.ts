import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import type { Manuscript } from '../../server/src/export/manuscript/manuscript.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedRevision } from '../support/generated-drafts.js';
import { allWords } from '../support/manuscript-words.js';

const anchorsOf = ({ layouts, notes }: Manuscript) => [
  ...layouts.flatMap(({ anchor }) => anchor ?? []),
  ...[...notes.values()].map(({ anchor }) => anchor),
];
const cited = (manuscript: Manuscript) =>
  allWords(manuscript).flatMap(({ text, target }) => (target === null ? [] : [`${text} → ${target}`]));

describe('a manuscript', () => {
  const CASES: [name: string, text: string, links: string[]][] = [
    [
      'a clause and its paragraph',
      '## 1 A\n\n1.1 As in Clause 1.2(a).\n\n1.2 The plan:\n\n(a) one.\n',
      ['Clause 1.2(a) → clause-1-2-a'],
    ],
    [
      'each of several, and both ends of a range',
      '1.1 Clauses 1.2, 1.3 and 1.4 to 1.5.\n\n1.2 A.\n\n1.3 B.\n\n1.4 C.\n\n1.5 D.\n',
      ['Clauses 1.2 → clause-1-2', '1.3 → clause-1-3', '1.4 → clause-1-4', '1.5 → clause-1-5'],
    ],
    [
      'a row by its table',
      '1.1 See row 2 of Table 1.1.\n\n**Table 1.1 – T**\n\n| Row | B |\n|---|---|\n| 2 | x |\n',
      ['row 2 → table-1-1', 'Table 1.1 → table-1-1'],
    ],
    ['nothing of another document', '1.1 As in Clause 1.1 of the MTAD.\n', []],
    ['nothing that is not there', '1.1 As in Clause 9.9.\n', []],
    ['emphasis within it', '1.1 As in Clause **1.2**.\n\n1.2 A.\n', ['Clause  → clause-1-2', '1.2 → clause-1-2']],
  ];
  for (const [name, text, links] of CASES)
    it(`links ${name}`, () => assert.deepEqual(cited(layOutManuscript({ draft: Draft.parse(text) })), links));

  it('links what the new text cites, and nothing that is deleted', () => {
    const old = Draft.parse('1.1 As in Clause 1.2.\n\n1.2 A plan shall be kept.\n');
    const neu = Draft.parse('1.1 As in Clause 1.3.\n\n1.2 Nobody pays.\n\n1.3 A plan shall be kept.\n');
    const links = cited(layOutManuscript({ comparison: compareDrafts(old, neu) }));
    assert.deepEqual(links, ['Clause  → clause-1-3', '1.3 → clause-1-3']);
  });

  const SEEN: [name: string, old: string, neu: string, marked: string[]][] = [
    ['nothing where a line was broken elsewhere', '1.1 A plan shall\nbe kept.\n', '1.1 A plan\nshall be kept.\n', []],
    ['a word that came', '1.1 A plan shall\nbe kept.\n', '1.1 A plan shall be well kept.\n', ['insert  well']],
  ];
  for (const [name, old, neu, marked] of SEEN)
    it(`marks ${name}`, () => {
      const manuscript = layOutManuscript({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) });
      const words = allWords(manuscript).flatMap(({ text, mark }) => (mark ? [`${mark.op} ${text}`] : []));
      assert.deepEqual(words, marked);
    });

  it('has a place for every link, and each place once', () => {
    fc.assert(
      fc.property(generatedRevision, ([old, neu]) => {
        const source = { comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) };
        for (const manuscript of [layOutManuscript(source), layOutManuscript({ draft: Draft.parse(neu) })]) {
          const anchors = anchorsOf(manuscript);
          assert.equal(new Set(anchors).size, anchors.length);
          for (const { text, target } of allWords(manuscript))
            assert.ok(target === null || anchors.includes(target), `${text} → ${target}`);
          for (const { anchor } of manuscript.changes?.entries ?? [])
            assert.ok(anchor === null || anchors.includes(anchor), String(anchor));
        }
      }),
      { numRuns: 150 },
    );
  });
});
