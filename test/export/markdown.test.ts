import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { withOrigins } from '../../server/src/compare/version-steps.js';
import { writeWithoutComments } from '../../server/src/export/drafters-comments.js';
import type { ExportOptions } from '../../server/src/export/export-options.js';
import { WORD_JOINER } from '../../server/src/export/markdown/harmless-markdown.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedDraft, generatedRevision } from '../support/generated-drafts.js';
import { anyText } from '../support/markdown-lines.js';
import { startProcessorClock } from '../support/processor-time.js';

const marked = (old: string, neu: string) =>
  renderMarkdown({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) });
const clean = (text: string) => renderMarkdown({ draft: Draft.parse(text) });
const withoutJoiners = (text: string) => text.replaceAll(WORD_JOINER, '');

const commentsLeftOut = (text: string) => writeWithoutComments(Draft.parse(text));

/** Change-marked Markdown with all its marks accepted or rejected. */
function decided(text: string, accepted: boolean): string {
  const [kept, gone] = accepted ? ['\\+\\+', '--'] : ['--', '\\+\\+'];
  return text
    .replace(/\{>>.*?<<\}/g, '')
    .replace(new RegExp(`\\{${gone}.*?${gone}\\}`, 'gs'), '')
    .replace(new RegExp(`\\{${kept}(.*?)${kept}\\}`, 'gs'), '$1');
}

/** The words of a text; white space, bars and signs at the start of lines aside. */
function words(text: string): string {
  return withoutJoiners(text)
    .replace(/^[\s>]*(?:#{1,6}(?=\s|$)|[-*+](?=\s|$))/gm, '')
    .replace(/[\s|:-]+/g, '');
}

/**
 * What a text says: its words and signs with one blank between them, as they are but for where lines end. Lines without words, and empty cells,
 * which what went or has not come leaves behind, are left out.
 */
function linesWithWords(text: string): string {
  return withoutJoiners(text)
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .filter((line) => !/^(?:[\s>|:-]*|[\s>]*#{1,6}\s*|[\s>]*[*+]\s*)$/.test(line))
    .map((line) => (line.startsWith('|') ? line.split('|').filter((cell) => cell.trim() !== '') : [line]).join(' | '))
    .map((line) => line.replace(/^[\s>]+/, ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

interface ParagraphEdit {
  readonly kind: 'merge' | 'split' | 'cut' | 'blank';
  readonly at: number;
}

/** A draft with paragraphs merged with the next, split in two, the last cut off, or a blank at the end of a line. */
function editParagraphs(text: string, edits: readonly ParagraphEdit[]): string {
  const paragraphs = text.split(/(?:\r?\n){2}/);
  for (const { kind, at } of edits) {
    const index = at % paragraphs.length;
    const paragraph = paragraphs[index] ?? '';
    const isTable = paragraph.startsWith('|');
    const next = paragraphs[index + 1];
    if (kind === 'cut' && paragraphs.length > 1) paragraphs.pop();
    else if (kind === 'merge' && next && !isTable && !/^[|#]/.test(next))
      paragraphs.splice(index, 2, `${paragraph} ${next.replace(/^\S+ /, '')}`);
    else if (kind === 'split' && !isTable && !paragraph.startsWith('#')) {
      const words = paragraph.split(' ');
      const middle = words.length >> 1;
      if (middle > 1)
        paragraphs.splice(index, 1, words.slice(0, middle).join(' '), `9.${at} ${words.slice(middle).join(' ')}`);
    } else if (kind === 'blank') paragraphs[index] = `${paragraph} `;
  }
  return paragraphs.join('\n\n');
}

describe('Markdown with CriticMarkup', () => {
  it('is the draft itself where it is clean', () => {
    const harmless =
      '\ufeff## 1 A\r\n\r\n1.1 B<sup>1</sup><br/> `x` [c](d.md#e) [f](https://g.h/?i&j) <https://k.l>\r\n\r\n[^1]: Note: n.\r\n[AAA]: o\r\n';
    for (const text of ['## 1 A\r\n\r\n1.1 B.\r\n', harmless]) assert.equal(clean(text), text);
  });

  const COMMENTED: [name: string, text: string, shown: string][] = [
    ['above a clause', '1.1 A.\n\n<!-- ask Ann -->\n1.2 B.\n', '1.1 A.\n\n1.2 B.\n'],
    ['with blank lines', '<!--\nask\n\nAnn\n-->\n\n1.1 A.\n\n<!-- x -->\n<!-- y -->\n\n1.2 B.\n', '1.1 A.\n\n1.2 B.\n'],
    ['between two lines', '1.1 A\n<!-- ask Ann -->\nand b.\n', '1.1 A\n\nand b.\n'],
    ['within words', '1.1 A <!-- ask Ann -->and b<!-- c -->, d <!-- e -->\nf.\n', '1.1 A and b, d\nf.\n'],
    ['in a cell', '| A |\n|---|\n| one <!-- ask --> |\n', '| A |\n|---|\n| one |\n'],
    ['at the end', '1.1 A.\n\n<!-- ask Ann -->\n', '1.1 A.\n'],
    ['in a list', '- a <!-- x -->\n\n  <!-- ask -->\n- b\n', '- a\n\n- b\n'],
    ['beside signs that it hides', '<!-- x --> # A\n\n[a]<!-- y -->(b)\n', '<!----> # A\n\n[a]<!---->(b)\n'],
    [
      'that is none',
      'Put `<!-- a -->` and \\<!-- b --> here.\n\n```\n<!-- c -->\n```\n',
      'Put `<!-- a -->` and \\<!-- b --> here.\n\n```\n<!-- c -->\n```\n',
    ],
  ];
  for (const [name, text, shown] of COMMENTED)
    it(`shows no comment ${name}`, () => {
      assert.equal(withoutJoiners(clean(text)), shown);
      const before = text.replace(/<!--/g, '<!-- new').replace(/A/g, 'Z');
      for (const result of [marked(before, text), marked(text, before), marked(shown, text), marked(text, shown)])
        if (name !== 'that is none') assert.doesNotMatch(result, /ask|Ann|[xycm] -->|new/);
    });

  const CASES: [name: string, old: string, neu: string, marks: string][] = [
    [
      'words',
      '1.1 The old words stay here.\n',
      '1.1 The new words stay here.\n',
      '1.1 The {--old--}{++new++} words stay here.\n',
    ],
    ['a heading put in', 'One paragraph.\n', 'One paragraph.\n\n## 2 New\n', 'One paragraph.\n\n{++## 2 New++}\n'],
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

  describe('of changes whose origin is known', () => {
    const told = (old: string, neu: string, origin: string, options: Partial<ExportOptions> = {}) => {
      const draft = Draft.parse(neu);
      const comparison = withOrigins(compareDrafts(Draft.parse(old), draft), [{ draft, origin }]);
      return renderMarkdown({ comparison }, options);
    };

    it('says whose each is, once behind marks that follow one another', () =>
      assert.equal(
        told('1.1 The old words stay here.\n', '1.1 The new words stay here, always.\n', 'Acme'),
        '1.1 The {--old--}{++new++}{>>Acme<<} words stay here{++, always++}{>>Acme<<}.\n',
      ));

    it('says so within the last cell of a row, in words that are no mark-up', () =>
      assert.equal(
        told('| A |\n|---|\n| 1 |\n', '| A |\n|---|\n| 1 |\n| 2 |\n', 'A|<<}{++b\n'),
        '| A |\n|---|\n| 1 |\n| {++2++}{>>A++b <<} |\n',
      ));

    it('says so in the list of changes, and what the notes are', () => {
      const text = told('1.1 The old.\n', '1.1 The new.\n', 'Acme', { legend: true, listOfChanges: true });
      assert.match(text, /\{>>List of changes: Clause 1\.1: amended: “old” replaced by “new”; Acme\.<<\}/);
      assert.match(text, /\{>>A note after a mark says whose change it is/);
    });

    it('is silent on them where no comparison says them', () =>
      assert.doesNotMatch(marked('1.1 The old.\n', '1.1 The new.\n'), /\{>>/));
  });

  describe('with all marks rejected or accepted', () => {
    const check = (old: string, after: string, says?: string) => {
      const text = marked(old, after);
      const message = `${JSON.stringify([old, after])}\n${text}`;
      assert.equal(linesWithWords(decided(text, false)), linesWithWords(commentsLeftOut(old)), message);
      assert.equal(linesWithWords(decided(text, true)), linesWithWords(commentsLeftOut(after)), message);
      if (says !== undefined) assert.equal(text, says);
    };

    const RESTORED: [name: string, old: string, after: string, says?: string][] = [
      [
        'a last clause that went, and no line end after what stays',
        '1.1 In writing.\n\n## 2 Fees\n',
        '1.1 In writing.',
        '1.1 In writing.\n\n{--## 2 Fees--}\n',
      ],
      ['a last clause that went', '1.1 In writing.\n\n1.2 Nobody pays.\n', '1.1 In writing.\n'],
      ['a last clause that came, without line ends', '1.1 In writing.', '1.1 In writing.\n\n1.2 Nobody pays.'],
      ['two last clauses of which one is left', '1.1 One a.\n\n1.2 Two b.', '1.1 One a.\r\n\r\n1.3 Three c.'],
      [
        'a line that lost the blank at its end',
        '1.1 A plan stays here. \n\n1.2 It ends.\n',
        '1.1 A plan stays here.\n\n1.2 It ends.\n',
        '1.1 A plan stays here.{-- --}\n\n1.2 It ends.\n',
      ],
      ['a line that got a blank at its end', '1.1 A plan stays here.\n', '1.1 A plan stays here. '],
      ['a line break that went', '1.1 A plan stays.  \nAnd so does this.\n', '1.1 A plan stays.\nAnd so does this.\n'],
      [
        'two clauses that were merged',
        '1.1 Each supplier shall keep a plan.\n\n1.2 The plan shall be sent to the panel each year.\n',
        '1.1 Each supplier shall keep a plan. The plan shall be sent to the panel each year.\n',
        '1.1 Each supplier shall keep a plan.{++ The plan shall be sent to the panel each year.++}{--\n\n1.2 The plan shall be sent to the panel each year.--}\n',
      ],
      [
        'a clause that was split',
        '1.1 Each supplier shall keep a plan. The plan shall be sent to the panel each year.',
        '1.1 Each supplier shall keep a plan.\n\n1.2 The plan shall be sent to the panel each year.',
        '1.1 Each supplier shall keep a plan.{-- The plan shall be sent to the panel each year.--}{++\n\n1.2 The plan shall be sent to the panel each year.++}',
      ],
      [
        'a word and the blank beside it',
        '1.1 The old plan stays.\n',
        '1.1 The plan stays.\n',
        '1.1 The{-- old--} plan stays.\n',
      ],
      ['signs', '1.1 They shall - if asked - notify:\n', '1.1 They shall if asked notify\n'],
      ['a sign beside a blank', '1.1 A plan {>> shall.\n', '1.1 A plan  the ~> the  plan  shall.\n\n1.2 It ends.\n'],
      ['a line that went from a paragraph', '1.1 A plan\nmay be kept\nby all.\n', '1.1 A plan\nby all.\n'],
      ['a line that came into a paragraph', '1.1 A plan\nby all.\n', '1.1 A plan\nmay be kept\nby all.\n'],
      ['a line that went from a quotation', '> a one two\n> b three four\n> c five\n', '> a one two\n> c five\n'],
      ['a line that went from code', '```\nx one\ny two\nz three\n```\n', '```\nx one\nz three\n```\n'],
      ['a heading of another depth', '## 1 Heading\n\n1.1 Text.\n', '### 1 Heading\n\n1.1 Text.\n'],
      ['an item that went', '- one thing\n- two thing\n- three thing\n', '- one thing\n- three thing'],
      [
        'a row that went',
        '| A | B |\n|---|---|\n| 1 | one |\n| 2 | two |\n| 3 | three |\n',
        '| A | B |\n|---|---|\n| 1 | one |\n| 3 | three |\n',
        '| A | B |\n|---|---|\n| 1 | one |\n| {--2--} | {--two--} |\n| 3 | three |\n',
      ],
      [
        'a column that went',
        '| A | B | C |\n|---|---|---|\n| 1 | one | x |\n| 3 | three | y |\n',
        '| A | C |\n|---|---|\n| 1 | x |\n| 3 | y |\n',
        '| A | {--B--} | C |\n|---|---|---|\n| 1 | {--one--} | x |\n| 3 | {--three--} | y |\n',
      ],
      [
        'a table with its columns padded, and a word that changed',
        '|Crop|Rate|\n|---|---|\n|Oats|40|\n|Rye|20|\n',
        '| Crop |  Rate |\n|:-----|------:|\n| Oats |    40 |\n| Rye  |    22 |\n',
        '| Crop |  Rate |\n|:-----|------:|\n| Oats |    40 |\n| Rye  |    {--20--}{++22++} |\n',
      ],
      [
        'a table that is padded and gets a row',
        '|Crop|Rate|\n|---|---|\n|Oats|40|\n|Rye|20|\n',
        '| Crop | Rate |\n| ---- | ---- |\n| Oats | 40   |\n| Peas | 7    |\n| Rye  | 20   |\n',
      ],
      [
        'a table that is padded and loses a column',
        '|Crop|Spring|Autumn|\n|---|---|---|\n|Oats|40|45|\n|Rye|20|25|\n',
        '| Crop | Autumn |\n| ---- | ------ |\n| Oats | 45     |\n| Rye  | 25     |\n',
      ],
      [
        'a table that loses the bars around its lines, and a word that changed',
        '| Crop | Rate |\n| --- | --- |\n| Oats | 40 |\n| Rye | 20 |\n',
        'Crop | Rate\n---- | ---:\nOats | 41\nRye  | 20\n',
        'Crop | Rate\n---- | ---:\nOats | {--40--}{++41++}\nRye  | 20\n',
      ],
      [
        'a table that loses the bars around its lines, and a row',
        '| Crop | Rate |\n| --- | --- |\n| Oats | 40 |\n| Peas | 7 |\n| Rye | 20 |\n',
        'Crop | Rate\n---- | ---:\nOats | 40\nRye  | 20\n',
      ],
      [
        'a table whose first cells are empty and lose the bar before them',
        '| A | B |\n|---|---|\n| | 1 |\n| x | 3 |\n',
        'A | B\n---|---\n| | 2 |\nx | 3\n',
      ],
      ['a word in a cell', '| A |\n|---|\n| the old plan - stays |\n', '| A |\n| --- |\n| the plan stays here |'],
      [
        'a table that became words',
        '1.1 See below.\n\n| A | B |\n|---|---|\n| 1 | one |\n',
        '1.1 See below.\n\nA is one.\n',
      ],
    ];
    for (const [name, old, after, says] of RESTORED)
      it(`is either version: ${name}`, () => {
        check(old, after, says);
        check(after, old);
      });

    const EXACT: [name: string, old: string, after: string][] = [
      [
        'paragraphs of a clause that were merged',
        '1.1 The fee falls due in June.\n\nThe board keeps the list.\n\n1.2 Last.\n',
        '1.1 The fee falls due in June. The board keeps the list.\n\n1.2 Last.\n',
      ],
      [
        'three paragraphs that were merged, with wide gaps and other line ends',
        '1.1 The fee falls due in June.\r\n\r\n\r\nThe board keeps the list.\r\n\r\nIt is open to all members.\r\n\r\n1.2 Last.\r\n',
        '1.1 The fee falls due in June. The board keeps the list. It is open to all members.\r\n\r\n1.2 Last.\r\n',
      ],
      [
        'clauses that were merged and numbered anew',
        '## 1 Work\n\n1.1 The builder shall deliver the bricks to the site each Monday.\n\n1.2 The owner shall pay the price within a week of the bill.\n\n1.3 Last.\n',
        '## 1 Work\n\n1.1 The builder shall deliver the bricks to the site each Monday and the owner shall pay the price within a week of the bill.\n\n1.2 Last.\n',
      ],
      [
        'items within a sentence that became a list',
        '1.1 The fee is owed (a) in March, (b) in April, or (c) in August.\n\n1.2 Last.\n',
        '1.1 The fee is owed:\n\n1. in March,\n\n2. in April, or\n\n3. in August.\n\n1.2 Last.\n',
      ],
    ];
    for (const [name, old, after] of EXACT)
      it(`is either file, line by line: ${name}`, () => {
        for (const [from, to] of [
          [old, after],
          [after, old],
        ] as const) {
          const text = marked(from, to);
          assert.equal(decided(text, false), from, text);
          assert.equal(decided(text, true), to, text);
        }
      });

    it('is either version of drafts that were revised', () => {
      fc.assert(
        fc.property(generatedRevision, ([old, after]) => check(old, after)),
        { numRuns: 200 },
      );
    });

    it('is either version of drafts whose paragraphs were merged, split and cut off', () => {
      const edit = fc.record({ kind: fc.constantFrom('merge', 'split', 'cut', 'blank'), at: fc.nat({ max: 1000 }) });
      fc.assert(
        fc.property(
          generatedDraft,
          fc.array(edit, { minLength: 1, maxLength: 4 }),
          fc.boolean(),
          (old, edits, endsLine) => {
            const after = editParagraphs(old, edits).trimEnd() + (endsLine ? '\n' : '');
            check(old, after);
            check(after, old);
          },
        ),
        { numRuns: 300 },
      );
    });
  });

  it('holds both versions’ words', () => {
    fc.assert(
      fc.property(generatedRevision, ([old, neu]) => {
        const text = marked(old, neu);
        assert.equal(words(decided(text, true)), words(commentsLeftOut(neu)));
        assert.equal(words(decided(text, false)), words(commentsLeftOut(old)));
      }),
      { numRuns: 200 },
    );
  });

  describe('of a draft with such signs of its own', () => {
    const SIGNS: [name: string, old: string, neu: string][] = [
      ['that stay', '1.1 Say {++a++} and {--b--} old {~~c~>d~~}.\n', '1.1 Say {++a++} and {--b--} new {~~c~>d~~}.\n'],
      ['that come', '1.1 Say it.\n', '1.1 Say {++it++} {>>so<<} {==here==}.\n'],
      ['that go', '1.1 Say {--it--} {>>so<<}.\n', '1.1 Say it.\n'],
      ['that come in parts', '1.1 Say { and + now.\n', '1.1 Say {++ and ++} now.\n'],
      ['in code', '1.1 Say `{++a++}` old.\n', '1.1 Say `{++a++}` new.\n'],
    ];
    for (const [name, old, neu] of SIGNS) {
      it(`leaves no doubt on those ${name}`, () => {
        const text = marked(old, neu);
        assert.equal(withoutJoiners(decided(text, true)), neu);
        assert.equal(withoutJoiners(decided(text, false)), old);
      });
    }

    it('leaves no doubt, wherever they stand', () => {
      const sign = fc.constantFrom(
        '{++',
        '++}',
        '{--',
        '--}',
        '{~~',
        '~>',
        '~~}',
        '{>>',
        '<<}',
        '{==',
        '==}',
        '{',
        '+',
        '}',
      );
      const line = fc.array(fc.oneof(sign, fc.constantFrom(' the ', ' plan ', ' User ', 'x')), { maxLength: 12 });
      const text = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => {
        return lines.map((pieces, i) => `1.${i + 1} The Company ${pieces.join('')} shall.\n`).join('\n');
      });
      fc.assert(
        fc.property(text, text, (old, neu) => {
          const both = marked(old, neu);
          assert.equal(words(decided(both, true)), words(neu));
          assert.equal(words(decided(both, false)), words(old));
        }),
        { numRuns: 300 },
      );
    });
  });

  it('keeps the blanks of a line that moved within its marks', () => {
    const [cook, mate, end] = [
      'A cook is fed before the passengers and sleeps in a dry berth near the galley.',
      'A mate keeps the log in ink and signs it at the end of every watch on board.',
      'A boy sweeps the deck at noon and whenever the wind has brought sand from the shore.',
    ];
    const old = `1.1 ${cook}\n\n1.2 ${mate}\n\n1.3 ${end}\n`;
    const neu = `1.1 ${mate}\n\n1.2 ${end}\n\n1.3 ${cook.replace('dry', 'warm')}\n`;
    const both = marked(old, neu);
    assert.match(both, /moved to/);
    for (const [isAccepted, whole] of [
      [true, neu],
      [false, old],
    ] as const)
      assert.deepEqual(
        decided(both, isAccepted)
          .split('\n')
          .filter((each) => each !== ''),
        whole.split('\n').filter((each) => each !== ''),
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

describe('hostile text as Markdown', () => {
  const markdown = new MarkdownIt({ html: true });
  // Its own care is left out: what is exported has to be harmless where a reader takes none.
  markdown.validateLink = () => true;

  /** What a browser would do with a text that is shown as Markdown: tags beyond plain ones, actions, and links that lead astray. */
  function harmIn(text: string): string[] {
    const harm: string[] = [];
    const walk = (node: DefaultTreeAdapterTypes.ChildNode): void => {
      if (!('tagName' in node)) return;
      const { tagName, attrs } = node;
      if (!PLAIN_TAGS.has(tagName) && !/^(?:https?:|mailto:|[\w.+-]+@)/.test(tagName)) harm.push(tagName);
      for (const { name, value } of attrs) {
        if (/^on/.test(name) || (name === 'style' && !/^text-align:\w+$/.test(value))) harm.push(`${name}=${value}`);
        if (/^(?:href|src)$/.test(name) && !isSafe(value)) harm.push(value);
      }
      for (const child of node.childNodes) walk(child);
    };
    for (const node of parseFragment(markdown.render(text)).childNodes) walk(node);
    return harm;
  }
  const PLAIN_TAGS = new Set(
    'a b strong i em s sup sub u ins br p h1 h2 h3 h4 h5 h6 hr ul ol li blockquote pre code table thead tbody tr th td img'.split(
      ' ',
    ),
  );
  const isSafe = (address: string) =>
    ['http:', 'https:', 'mailto:'].includes(new URL(address, 'https://a.b/').protocol);

  const PIECES = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '</p><svg onload=alert(1)>',
    '[x](javascript:alert(1))',
    '[x]( <java&#115;cript:alert(1)>)',
    '[x](javascript&colon;alert(1) "t")',
    '[x](javascript\\:alert(1))',
    '![x](data:text/html,y)',
    '[y]: javascript:alert(1)\n',
    '[^y]: javascript:alert(1)\n',
    '[y]:\n  <vbscript:x>\n',
    '[y] [x][y] [^y]',
    '<javascript:alert(1)>',
    '<https://x/onmouseover=alert(1)>',
    '<!-- a --> ',
    '<!--> <script>alert(1)</script> -->',
    '<!-- ',
    '<sup>\n',
    '<?php ?>',
    '<![CDATA[ ]]>',
    '\\<script>',
    '[^<script>]:',
    '<scr\u202eipt>alert(1)</script>',
    'java\u202escript:',
    '`',
    '```\n',
    '~~~\n',
    '\\',
    '<',
    '[x](',
    ')',
    '\n\n',
    '\n',
    '> ',
    '(a) ',
    '| a | b |\n|---|---|\n| ',
    ' | ',
  ];

  for (const piece of PIECES)
    it(`does nothing: ${JSON.stringify(piece)}`, () => {
      const text = `## 1 ${piece}\n\n1.1 Words ${piece}\n\n| A |\n|---|\n| ${piece.replaceAll('|', '\\|')} |\n\n${piece}`;
      assert.deepEqual(harmIn(clean(text)), []);
      for (const both of [marked(text, '1.1 Words.\n'), marked('1.1 Words.\n', text)])
        for (const each of [both, decided(both, true), decided(both, false)]) assert.deepEqual(harmIn(each), []);
    });

  it('does nothing however it is put together', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), anyText), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (old, neu) => {
        assert.deepEqual(harmIn(clean(old)), []);
        const both = marked(old, neu);
        for (const each of [both, decided(both, true), decided(both, false)]) assert.deepEqual(harmIn(each), []);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps tables and lists of HTML that can do nothing as they are', () => {
    const table =
      '<table>\n<caption>Fees</caption>\n<tr><th colspan="2" align=left>Fee</th></tr>\n<tr><td>1</td><td><ul><li>a</li></ul></td></tr>\n</table>\n';
    assert.equal(clean(table), table);
    for (const tag of [
      '<td onclick="x">',
      '<table style="position:fixed">',
      '<li/onclick=x>',
      '<td align="a b">',
      '<caption style=x>',
    ])
      assert.equal(clean(tag), `<\u2060${tag.slice(1)}`);
  });

  it('fetches no picture from elsewhere, and leads to no other computer’s files', () => {
    const cases: [text: string, harmless: string][] = [
      ['![x](http://e.example/p.png)', '![x]\u2060(http://e.example/p.png)'],
      ['![x](//e.example/p.png) [y](//e.example/s)', '![x]\u2060(//e.example/p.png) [y]\u2060(//e.example/s)'],
      ['[c ![a `]` b](https://e.example/p)', '[c ![a `]` b]\u2060(https://e.example/p)'],
      ['![a][r]\n\n[r]: https://e.example/p', '![a][r]\n\n[r]\u2060: https://e.example/p'],
      ['[![x](a.png)](https://e.example/)', '[![x](a.png)](https://e.example/)'],
      ['[a][r]\n\n[r]: https://e.example/p', '[a][r]\n\n[r]: https://e.example/p'],
    ];
    for (const [text, harmless] of cases) assert.equal(clean(text), harmless);
  });

  it('would do harm as it stands', () => {
    for (const piece of PIECES.slice(0, 8)) assert.notDeepEqual(harmIn(`Words ${piece}`), [], piece);
  });

  it('reads as the draft does', () => {
    for (const text of ['Say `<script>` or <script> to [it](javascript:x).\n', '[^1]: javascript:x\n'])
      assert.equal(withoutJoiners(clean(text)), text);
    assert.equal(
      markdown.renderInline(clean('<script> [it](javascript:x) `<b x>`')),
      `&lt;${WORD_JOINER}script&gt; [it]${WORD_JOINER}(javascript:x) <code>&lt;${WORD_JOINER}b x&gt;</code>`,
    );
  });

  it('shows no control characters, no halves of characters and no turned text', () => {
    assert.equal(clean('1.1 a\u0001b\u202ec\ud800d\ufeffe\u2066f\u0085g.\n'), '1.1 a\ufffdbc\ufffddef\ufffdg.\n');
    assert.equal(
      marked('1.1 a\u202eb stays old.\n', '1.1 a\u202eb stays new.\u0007\n'),
      '1.1 ab stays {--old--}{++new++}.{++\ufffd++}\n',
    );
    assert.equal(
      markdown.renderInline(clean('a&#x202e;b&#8238;c&#65;')),
      `a&amp;${WORD_JOINER}#x202e;b&amp;${WORD_JOINER}#8238;cA`,
    );
  });

  it('is quick with 100,000 nested brackets and signs', () => {
    const readClock = startProcessorClock();
    for (const sign of ['(', '[', '](', ']:', '<', '<!--', '[^', '{++', '&#', '](a', '< ', ']: ']) {
      const text = `1.1 ${sign.repeat(100_000)} x\n`;
      assert.ok(withoutJoiners(clean(text)) === text);
    }
    assert.ok(readClock() < 7_000);
  });
});
