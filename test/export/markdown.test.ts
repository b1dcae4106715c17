import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderMarkdown } from '../../server/src/export/markdown.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedRevision } from '../support/generated-drafts.js';

const marked = (old: string, neu: string) =>
  renderMarkdown({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) });

/** The words of change-marked Markdown with all its marks accepted or rejected; white space and bars aside. */
function taken(text: string, accepted: boolean): string {
  const [kept, gone] = accepted ? ['\\+\\+', '--'] : ['--', '\\+\\+'];
  return text
    .replace(/\{>>.*?<<\}/g, '')
    .replace(new RegExp(`\\{${gone}.*?${gone}\\}`, 'g'), '')
    .replace(new RegExp(`\\{${kept}(.*?)${kept}\\}`, 'g'), '$1')
    .replace(/^[\s>]*(?:#{1,6}(?=\s|$)|[-*+](?=\s|$))/gm, '')
    .replace(/[\s|:-]+/g, '');
}

describe('Markdown with CriticMarkup', () => {
  it('is the draft itself where it is clean', () => {
    assert.equal(renderMarkdown({ draft: Draft.parse('## 1 A\r\n\r\n1.1 B.\r\n') }), '## 1 A\r\n\r\n1.1 B.\r\n');
  });

  const CASES: [name: string, old: string, neu: string, marks: string][] = [
    [
      'words',
      '1.1 The old words stay here.\n',
      '1.1 The new words stay here.\n',
      '1.1 The {--old--}{++new++} words stay here.\n',
    ],
    ['a heading put in', 'One paragraph.\n', 'One paragraph.\n\n## 2 New\n', 'One paragraph.\n\n## {++2 New++}\n'],
    [
      'a row put in',
      '| A | B |\n|---|---|\n| 1 | one |\n',
      '| A | B |\n|---|---|\n| 1 | one |\n| 2 | two |\n',
      '| A | B |\n|---|---|\n| 1 | one |\n| {++2++} | {++two++} |\n',
    ],
    [
      'front matter',
      '---\nversion: V1\n---\n\nWords.\n',
      '---\nversion: V2\n---\n\nWords.\n',
      '---\nversion: V2\n---\n\nWords.\n',
    ],
  ];
  for (const [name, old, neu, marks] of CASES) it(`marks ${name}`, () => assert.equal(marked(old, neu), marks));

  it('holds both versions’ words', () => {
    fc.assert(
      fc.property(generatedRevision, ([old, neu]) => {
        // Texts that use the signs of CriticMarkup themselves cannot be told from marks.
        fc.pre(!/\{[+>=~-]{2}|\{>>|[+<=~-]{2}\}/.test(old + neu));
        const text = marked(old, neu);
        assert.equal(taken(text, true), taken(neu, true));
        assert.equal(taken(text, false), taken(old, true));
      }),
      { numRuns: 200 },
    );
  });

  it('never marks over the end of a line', () => {
    fc.assert(
      fc.property(generatedRevision, ([old, neu]) => {
        for (const line of marked(old, neu).split(/\r\n?|\n/)) {
          assert.equal((line.match(/\{\+\+/g) ?? []).length, (line.match(/\+\+\}/g) ?? []).length);
          assert.equal((line.match(/\{--/g) ?? []).length, (line.match(/--\}/g) ?? []).length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
