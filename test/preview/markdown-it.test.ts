import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { draftPreview } from '../../server/src/preview/markdown-it.js';
import { anyText } from '../support/markdown-lines.js';

const HEAD = '---\ndocument: A\n---\n\n';
/** Front matter is the preview's own affair: here it is blanked before it is rendered, as VS Code hides it. */
const hideFrontMatter = (markdown: MarkdownIt) =>
  markdown.block.ruler.before('hr', 'front_matter', (state, line) => {
    if (line !== 0 || !state.src.startsWith('---\n')) return false;
    const end = state.src.indexOf('\n---', 3);
    if (end < 0) return false;
    state.line = state.src.slice(0, end).split('\n').length + 1;
    return true;
  });
const render = (text: string) => new MarkdownIt().use(hideFrontMatter).use(draftPreview).render(text);
const body = (text: string) => render(HEAD + text).trim();

const CASES: readonly [name: string, text: string, html: string][] = [
  ['words put in', '{++new *words*++}', '<p><ins>new <em>words</em></ins></p>'],
  ['words taken out', 'a {--b--} c', '<p>a <del>b</del> c</p>'],
  ['words put in for others', '{~~old~>new~~}', '<p><del>old</del><ins>new</ins></p>'],
  ['a remark', 'a{>> why <<}', '<p>a<span class="keeling-note">why</span></p>'],
  ['a heading put in, its signs within the mark', '{++## 2 New++}', '<h2><ins>2 New</ins></h2>'],
  [
    'a heading left out, and whose change it is',
    '{--### Old--}{>>Acme<<}',
    '<h3><del>Old</del><span class="keeling-note">Acme</span></h3>',
  ],
  ['signs in a mark behind words as they are', 'See {++## 2++}', '<p>See <ins>## 2</ins></p>'],
  ['marks in code as they are', '`{++a++}`', '<p><code>{++a++}</code></p>'],
  ['a mark that does not end as it is', '{++a', '<p>{++a</p>'],
  [
    'a reference as a link to the clause',
    '1.1 Words.\n\n1.2 See Clause 1.1 and Clause 1.9.',
    '<p><a id="keeling-clause-1-1"></a>1.1 Words.</p>\n<p><a id="keeling-clause-1-2"></a>1.2 See Clause <a href="#keeling-clause-1-1" class="keeling-reference">1.1</a> and Clause 1.9.</p>',
  ],
  [
    'a reference to a sub-paragraph, in emphasis too',
    '1.1 Thus:\n\n(a) *paragraph (b)*;\n\n(b) two.',
    '<p><a id="keeling-clause-1-1"></a>1.1 Thus:</p>\n<p><a id="keeling-clause-1-1-a"></a>(a) <em>paragraph <a href="#keeling-clause-1-1-b" class="keeling-reference">(b)</a></em>;</p>\n<p><a id="keeling-clause-1-1-b"></a>(b) two.</p>',
  ],
  [
    'what is a link already as it is',
    '1.1 Words.\n\n1.2 See [Clause 1.1](x.md).',
    '<p><a id="keeling-clause-1-1"></a>1.1 Words.</p>\n<p><a id="keeling-clause-1-2"></a>1.2 See <a href="x.md">Clause 1.1</a>.</p>',
  ],
];

describe('the Markdown preview shows', () => {
  for (const [name, text, html] of CASES) it(name, () => assert.equal(body(text), html));

  it('other Markdown as it was', () => {
    const plain = new MarkdownIt().use(hideFrontMatter);
    for (const text of ['1.1 See Clause 1.1 {++a++}', '---\ntitle: A\n---\n\n1.1 See Clause 1.1 {++a++}'])
      assert.equal(render(text), plain.render(text));
  });

  const LONG: readonly [name: string, text: string][] = [
    ['a table of 2,000 rows that cite a clause', `| a | b |\n|---|---|\n${'| 1 | See Clause 1.1 |\n'.repeat(2000)}`],
    ['40,000 marks that never close', '{++'.repeat(40_000)],
    ['40,000 marks of every kind that never close', '{++{--{==~>{~~{>>'.repeat(7000)],
  ];
  for (const [name, text] of LONG)
    it(`a long text in time in proportion to it: ${name}`, function () {
      this.timeout(10_000);
      assert.match(render(`${HEAD}1.1 Words.\n\n${text}`), /keeling-clause-1-1/);
    });

  it('a draft that is very long without links', () => {
    const text = `1.1 See Clause 1.1. {++a++}\n\n${'Words.\n\n'.repeat(300_000)}`;
    const html = body(text);
    assert.match(html, /<ins>a<\/ins>/);
    assert.doesNotMatch(html, /keeling-clause/);
  });

  it('nothing harmful, whatever the draft says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.string({
            unit: fc.constantFrom(
              '{++',
              '++}',
              '<script>',
              '"',
              '>',
              '[',
              '](javascript:x)',
              'Clause 1.1 ',
              '\n\n',
              '1.1 ',
            ),
          }),
        ),
        (text) => {
          const html = body(`1.1 Words.\n\n${text}`);
          assert.doesNotMatch(html, /<script|href="javascript:|<a id="[^"]*[^a-z0-9"-][^"]*"/i);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
