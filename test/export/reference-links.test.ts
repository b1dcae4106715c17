import assert from 'node:assert/strict';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import type { StyledWord } from '../../server/src/export/manuscript/manuscript.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { Draft } from '../../server/src/model/draft.js';
import { listFigurePaths } from '../../server/src/workspace/figures.js';
import { allWords } from '../support/manuscript-words.js';

/** The words as they are shown, each link as "<address words>". */
const show = (words: readonly StyledWord[]): string =>
  words.map(({ text, link, kind }) => (link === null || kind === 'image' ? text : `<${link} ${text}>`)).join('');

const DEFINED = '\n\n[Code]: https://code.example/sec\n[the plan]: <https://plan.example> "The plan"\n';

describe('links by label', () => {
  const CASES: [name: string, text: string, shown: string][] = [
    ['behind their words', '1.1 As [the rules][code] say.', 'As <https://code.example/sec the rules> say.'],
    ['with an empty label', '1.1 See [Code][] now.', 'See <https://code.example/sec Code> now.'],
    [
      'that are their own label',
      '1.1 See [Code], [the  PLAN].',
      'See <https://code.example/sec Code>, <https://plan.example the  PLAN>.',
    ],
    [
      'with emphasis in their words',
      '1.1 See [the **old** rules][code].',
      'See <https://code.example/sec the ><https://code.example/sec old><https://code.example/sec  rules>.',
    ],
    ['over a line end', '1.1 See [the\nrules][code].', 'See <https://code.example/sec the rules>.'],
    [
      'within brackets that are words',
      '1.1 See [as in [Code] now].',
      'See [as in <https://code.example/sec Code> now].',
    ],
    [
      'that no definition knows: words',
      '1.1 See [Rules][none], [x] and [Code].',
      'See [Rules][none], [x] and <https://code.example/sec Code>.',
    ],
    ['with a backslash: words', '1.1 See \\[Code] and `[Code]`.', 'See [Code] and [Code].'],
    ['in a link with an address: words', '1.1 See [a [Code] b](x.md).', 'See <x.md a [Code] b>.'],
  ];
  for (const [name, text, shown] of CASES)
    it(`are shown ${name}`, () => {
      const manuscript = layOutManuscript({ draft: Draft.parse(`${text}${DEFINED}`) });
      assert.equal(show(allWords(manuscript)).replace(/^1\.1/, '').trim(), shown);
    });

  it('are pictures after an exclamation mark, alone on a line and within words', () => {
    const text = '![A *plan*][p]\n\n1.1 As in ![it][P] and [![them][p]][Code], \\![Code].\n\n[p]: plan.png\n';
    const { layouts } = layOutManuscript({ draft: Draft.parse(text + DEFINED) });
    const [figure, clause] = layouts;
    assert.deepEqual(figure?.kind === 'figure' && [figure.alt, figure.path], ['A plan', 'plan.png']);
    const words = clause && 'words' in clause ? clause.words : [];
    const said = words.map(({ kind, text: own, link }) => (kind === 'image' ? `{${link} ${own}}` : own)).join('');
    assert.equal(said, 'As in {plan.png it} and {plan.png them}, !Code.');
    assert.deepEqual([...listFigurePaths(Draft.parse(text + DEFINED)).keys()], ['plan.png']);
  });

  it('are remarks where they lead nowhere, which nobody reads', () => {
    const text = '1.1 One.\n\n[//]: # (To be agreed)\n\n[comment]: <> (Ask the Panel)\n\n1.2 Two.\n';
    const draft = Draft.parse(text);
    assert.equal(show(allWords(layOutManuscript({ draft }))), '1.1One.1.2Two.');
    assert.equal(renderMarkdown({ draft }), '1.1 One.\n\n1.2 Two.\n');
    const comparison = compareDrafts(Draft.parse('1.1 One.\n\n1.2 Two.\n'), draft);
    assert.deepEqual(comparison.changes, []);
    assert.doesNotMatch(renderMarkdown({ comparison }), /agreed|Panel/);
  });

  it('leave their definitions out, where the text uses one of them', () => {
    const textOf = (text: string) => show(allWords(layOutManuscript({ draft: Draft.parse(text) })));
    assert.equal(textOf(`1.1 See [Code].${DEFINED}`), '1.1See <https://code.example/sec Code>.');
    assert.match(textOf(`1.1 See the code.${DEFINED}`), /\[Code\]: https:\/\/code\.example\/sec/);
    assert.match(textOf('1.1 See [1].\n\n[1]: an Act of 1990\n'), /\[1\]: an Act of 1990/);
  });

  it('are marked where the definition came later: the brackets go', () => {
    const [old, neu] = [Draft.parse('1.1 See [Code] now.\n'), Draft.parse(`1.1 See [Code] now.${DEFINED}`)];
    const words = allWords(layOutManuscript({ comparison: compareDrafts(old, neu) }));
    const kept = words.filter(({ mark }) => mark?.op !== 'insert').map(({ text }) => text);
    assert.equal(kept.join(''), '1.1See [Code] now.');
    const shown = words.filter(({ mark }) => mark?.op !== 'delete');
    assert.equal(show(shown), '1.1See <https://code.example/sec Code> now.');
  });
});
