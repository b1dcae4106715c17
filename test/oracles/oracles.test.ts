import assert from 'node:assert/strict';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { Draft } from '../../server/src/model/draft.js';
import { partsOf } from '../support/docx-text.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { faultsOfMarkedPdf, faultsOfPdf } from './pdf-law.js';
import { pairNearest } from './read-texts.js';
import { compareWords, readSourceWords } from './source-words.js';
import {
  compareReadings,
  faultsOfCleanMarkdown,
  faultsOfCleanText,
  faultsOfMarkedMarkdown,
  faultsOfMarkedText,
  TEXT_FORMATS,
} from './text-law.js';

const WORDS = Array.from({ length: 600 }, (_, i) => `lamp${i}`).join(' ');

/** Texts in which an export once lost words, or could not be made at all. */
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  [
    'several provisions that begin in one block, and references to the outer ones',
    '# 4 Appointments\n\n4.1 The chief officer is appointed under section 4.2(a), and holds office as section 4.2 says.\n\n4.2 (a) (i) The Panel appoints; and\n\n(ii) the Panel dismisses.\n\n(b) Section 4.2(a) does not bind it.\n',
  ],
  [
    'sections as an Act numbers them',
    '**1.** (1) Subject to section 2(1), a person may keep a lamp.\n\n**2.** (1) (a) A lamp is lit at dusk.\n\n(b) Section 1(1) and section 2(1) apply.\n',
  ],
  [
    'words that are longer than a line',
    `1.1 See ${'harbour'.repeat(30)} and ${'_'.repeat(160)} and 5.\n\n(a) ${'Lantern'.repeat(40)}\n\n# ${'Meadow'.repeat(20)}\n\n| a | b |\n|---|---|\n| ${'kettle'.repeat(25)} | end |\n`,
  ],
  [
    'no-break spaces in a whole paragraph',
    `1.1 ${Array.from({ length: 80 }, (_, i) => `lamp${i}`).join('\u00a0')} end.\n`,
  ],
  [
    'links, titles of links, notes and pictures',
    "1.1 See [it](<a b.md>), [that](c.md 'Title') and ![a plan](p.png).[^a-b]\n\n![](q.png)\n\n[^a-b]: A note with <sup>2</sup> and &eacute;.\n\n    Its second paragraph.\n",
  ],
  [
    'items longer than a page that introduce others, and lists nested as deep as they go',
    `${Array.from({ length: 14 }, (_, i) => `${'   '.repeat(i)}1. Level ${i}`).join('\n')}\n\n1.1 Text.\n\n- ${WORDS}:\n    - ${WORDS}:\n        - Last.\n`,
  ],
  [
    'a note within a note',
    '1.1 The lamp[^1] burns.\n\n[^1]: The brass one, as is said elsewhere.[^2]\n\n[^2]: Not here.\n',
  ],
  [
    'code that is longer than a line',
    '1.1 See `lamp7nink4rkettle9nharbour2rlantern5kmeadow8nwick3rbrass6klamp1nend` and `ninkr`.\n',
  ],
];

describe('the oracles', function () {
  this.timeout(120_000);
  for (const [name, text] of TEXTS)
    it(`find nothing lost: ${name}`, async () => {
      for (const format of TEXT_FORMATS) assert.deepEqual(await faultsOfCleanText(text, format), [], format.name);
      assert.deepEqual(faultsOfCleanMarkdown(text), []);
      assert.deepEqual(await faultsOfPdf(text), []);
    });

  it('find nothing lost in a pair', async () => {
    const [, old = ''] = TEXTS[0] ?? [];
    const after = old.replace('lamp', 'lantern').replace('(ii) the Panel dismisses', '(ii) it may dismiss, too');
    for (const format of TEXT_FORMATS) assert.deepEqual(await faultsOfMarkedText(old, after, format), [], format.name);
    assert.deepEqual(faultsOfMarkedMarkdown(old, after), []);
    assert.deepEqual(await faultsOfMarkedPdf(old, after), []);
  });

  it('read a source by its own rules', () =>
    assert.deepEqual(
      compareReadings(
        'read',
        { main: '2. A lamp and <the Officer> of 5 m3 and B&C', notes: ['See it.'] },
        readSourceWords(
          '\ufeff2. A *lamp*[^1] and <the Officer> of 5 m<sup>3</sup> and B&amp;C <!-- x -->\n\n[^1]: See [it](u).\n',
        ),
      ),
      [],
    ));

  for (const [name, expected, got] of [
    ['a word that is lost', 'keep the lamp lit', 'keep lamp lit'],
    ['a word that is doubled', 'keep the lamp', 'keep the the lamp'],
    ['another order', 'keep the lamp', 'the keep lamp'],
    ['two words that became one', 'keep the lamp', 'keepthe lamp'],
    ['a number that became two', 'pay 1000', 'pay 10 00'],
    ['a number that is lost', '2.1 Pay', 'Pay'],
  ] as const)
    it(`notice ${name}`, () => assert.notEqual(compareWords(expected, got), null));
  it('take no offence at signs and line ends', () =>
    assert.equal(compareWords('keep the lamp—lit', 'keep\nthe  lamp lit'), null));

  it('pair a text with the one that is most like it', () => {
    const words = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => `w${from + ((i * 7) % 50)}`).join(' ');
    const texts = [
      { name: 'a', text: words(0, 80) },
      { name: 'b', text: words(500, 80) },
      { name: 'c', text: `${words(0, 80)} and more` },
    ];
    assert.deepEqual(
      pairNearest(texts).map(({ name }) => name),
      ['a to c', 'c to a'],
    );
  });
});

describe('a reference', () => {
  const text = TEXTS[0]?.[1] ?? '';

  it('leads to the block that several provisions begin with', () => {
    const { layouts } = layOutManuscript({ draft: Draft.parse(text) });
    const anchors = new Set(layouts.map(({ anchor }) => anchor));
    const targets = layouts.flatMap((layout) => ('words' in layout ? layout.words : [])).map(({ target }) => target);
    const said = targets.filter((target) => target !== null);
    assert.ok(said.length >= 3, said.join(' '));
    assert.deepEqual(
      said.filter((target) => !anchors.has(target)),
      [],
    );
  });

  it('leads to a bookmark that a Word file has', async () => {
    const xml = partsOf(await renderDocx({ draft: Draft.parse(text) }, DOCX_OPTIONS))['word/document.xml'] ?? '';
    const names = new Set([...xml.matchAll(/<w:bookmarkStart [^>]*w:name="([^"]*)"/g)].map(([, name]) => name));
    const lost = [...xml.matchAll(/w:anchor="([^"]*)"/g)].map(([, name]) => name).filter((name) => !names.has(name));
    assert.deepEqual(lost, []);
  });
});
