import assert from 'node:assert/strict';
import { type PastePlace, pasteHtml } from '../../server/src/import/html/paste-html.js';
import { findPastePlace } from '../../server/src/lsp/paste-place.js';
import { Draft } from '../../server/src/model/draft.js';

const pasted = (html: string, plain: string, place: PastePlace) => pasteHtml({ html, plain, place });

const TEXT: PastePlace = {
  kind: 'text',
  indent: '',
  bulletIndent: '',
  isEmptyItem: false,
  before: '',
  after: '',
  headingLevel: null,
  takenNotes: [],
};

/** What Word puts before the words of an item, as the clipboard has it. */
const wordLabel = (label: string, font = '') =>
  `<![if !supportLists]><span lang=EN-GB style='${font}'><span style='mso-list:Ignore'>${label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;\n </span></span></span><![endif]>`;
const wordItem = (level: number, label: string, words: string, font = '') =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>${wordLabel(label, font)}<span\nlang=EN-GB>${words}<o:p></o:p></span></p>\n`;
const wordPage = (body: string) =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

/** A title, what the clipboard holds as HTML, and what stands in the draft. */
type PasteCase = readonly [title: string, html: string, draft: string | null, plain?: string];

const WORD: readonly PasteCase[] = [
  [
    'numbers of lists, with their levels and breaks of lines within words',
    wordPage(
      wordItem(1, '4.', 'Mooring\nfees') +
        wordItem(2, '4.1', 'A fee is due for each vessel.') +
        wordItem(3, '(a)', 'a ferry;') +
        wordItem(3, '(b)', 'a dinghy.'),
    ),
    '4. Mooring fees\n\n4.1 A fee is due for each vessel.\n\n(a) a ferry;\n\n(b) a dinghy.',
  ],
  [
    'bullets of Word’s fonts, one within the other',
    wordPage(
      wordItem(1, '·', 'ropes', 'font-family:Symbol') +
        wordItem(2, 'o', 'of hemp', 'font-family:"Courier New"') +
        wordItem(1, '·', 'lamps', 'font-family:Symbol'),
    ),
    '- ropes\n\n  - of hemp\n\n- lamps',
  ],
  [
    'a number that somebody typed, and a tab after it',
    wordPage(
      "<p class=MsoNormal>20.28<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>The DCC shall test.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>20.29 It shall report.</p>",
    ),
    '20.28 The DCC shall test.\n\n20.29 It shall report.',
  ],
  [
    'headings with their numbers, without the bold of their look',
    wordPage(
      `<h1 style='mso-list:l0 level1 lfo1'>${wordLabel('3')}<b><span style='font-size:16.0pt'>Charges</span></b></h1><p class=MsoNormal>3.1 A charge is due.</p><h2>Refunds</h2>`,
    ),
    '# 3 Charges\n\n3.1 A charge is due.\n\n## Refunds',
  ],
  [
    'words in bold, italics and raised, where they are so themselves',
    wordPage(
      "<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>Fee</b> is <i>due</i> for 5 m<sup>2</sup> of <span style='font-weight:700'>Berth</span>.</p><p class=MsoNormal>End.</p>",
    ),
    'The **Fee** is *due* for 5 m<sup>2</sup> of **Berth**.\n\nEnd.',
  ],
  [
    'a table with a cell over two columns and one over two rows, each word once',
    wordPage(
      '<table class=MsoTableGrid border=1><thead><tr><td><p>Row</p></td><td colspan=2><p align=center>Berth <b>and</b> fee</p></td></tr></thead><tr><td rowspan=2><p>1</p></td><td><p>North</p><p>Quay</p></td><td><p>a | b</p></td></tr><tr><td><p>South</p></td><td><p>£5</p></td></tr></table>',
    ),
    '| Row | Berth and fee |  |\n| --- | --- | --- |\n| 1 | North<br>Quay | a \\| b |\n|  | South | £5 |',
  ],
  [
    'footnotes with their words',
    wordPage(
      '<p class=MsoNormal>A fee<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style=\'mso-special-character:footnote\'><![if !supportFootnotes]>[1]<![endif]></span></span></a> is due.</p><div style=\'mso-element:footnote-list\'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]><div style=\'mso-element:footnote\' id=ftn1><p class=MsoFootnoteText><a style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> In pounds.</p></div></div>',
    ),
    'A fee[^1] is due.\n\n[^1]: In pounds.',
  ],
  [
    'the sign of a note whose words were not copied',
    wordPage(
      '<p class=MsoNormal>A fee<a style=\'mso-footnote-id:ftn1\' href="#_ftn1"><sup>[1]</sup></a> is due.</p><p>End.</p>',
    ),
    'A fee<sup>[1]</sup> is due.\n\nEnd.',
  ],
  [
    'the words that a reviewer changed, as they are now',
    wordPage(
      '<p class=MsoNormal>Within <del cite="mailto:A.%20Reviewer" datetime="2026-01-10T10:00">ten</del><ins cite="mailto:A.%20Reviewer" datetime="2026-01-10T10:00">twelve</ins> days.</p>',
    ),
    'Within twelve days.',
  ],
  [
    'words without the comments beside them',
    wordPage(
      "<p class=MsoNormal>A <a style='mso-comment-reference:AR_1;mso-comment-date:20260110T1000'>fee</a><span class=MsoCommentReference><a class=msocomanchor href=\"#_msocom_1\">[AR1]</a></span> is <i>due</i>.</p><div style='mso-element:comment-list'><div style='mso-element:comment'><p>How much?</p></div></div>",
    ),
    'A fee is *due*.',
  ],
  [
    'words that are hidden in Word as a comment, and signs that Markdown would read',
    wordPage(
      "<p class=MsoNormal># A fee<span style='display:none;mso-hide:all'>x</span> of *5*</p><p>- not an item<span style='mso-hide:all'>unseen</span></p>",
    ),
    '\\# A fee of \\*5\\*\n\n\\- not an item<!-- hidden in Word: unseen -->',
  ],
];

const OTHERS: readonly PasteCase[] = [
  [
    'cells of a sheet',
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0 cellpadding=0 cellspacing=0 width=192 style=\'border-collapse:collapse\'><!--StartFragment--><col width=64 span=2><tr height=20><td height=20 class=xl65>Row</td><td class=xl65>Fee</td></tr><tr height=20><td align=right x:num="1">1</td><td>5<br>\n    pounds</td></tr><!--EndFragment--></table></body></html>',
    '| Row | Fee |\n| --- | --- |\n| 1 | 5<br>pounds |',
    'Row\tFee\n1\t"5\npounds"',
  ],
  ['one cell of a sheet', '<table><tr><td>Berth Charge</td></tr></table>', null, 'Berth Charge'],
  [
    'a list of a page with other numbers, one within the other',
    '<ol start="3"><li>Fees<ol type="a"><li>of boats</li><li value="4">of ferries</li></ol></li><li><p>Berths</p><p>and quays.</p></li></ol><ol style="list-style-type:upper-roman"><li>One</li></ol>',
    '3. Fees\n\na. of boats\n\nd. of ferries\n\n4. Berths\n\nand quays.\n\nI. One',
  ],
  [
    'an item that begins with another, and one without a number',
    '<ol><li><ol type="i"><li>of boats</li></ol></li><li style="list-style-type:none">a line</li></ol>',
    '1.\n\ni. of boats\n\na line',
  ],
  [
    'a document of the web, whose bold is none',
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;white-space:pre-wrap;">Fee</span><span style="white-space:pre-wrap;"> is due</span></p><ol><li dir="ltr" style="list-style-type:lower-alpha;" aria-level="2"><p><span>for a ferry</span></p></li></ol></b>',
    '**Fee** is due\n\na. for a ferry',
  ],
  [
    'numbers of several levels, as Word for the web has them',
    '<div class="ListContainerWrapper"><ol role="list" start="2"><li data-leveltext="%1." data-aria-level="1"><p>Fees</p></li></ol></div><div><ol start="1"><li data-leveltext="%1.%2" data-aria-level="2"><p>A fee is due.</p></li></ol></div><div><ol start="2"><li data-leveltext="%1.%2" data-aria-level="2"><p>It is paid.</p></li></ol></div>',
    '2. Fees\n\n2.1 A fee is due.\n\n2.2 It is paid.',
  ],
  [
    'notes of LibreOffice',
    '<p>A fee<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> is due.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>In pounds.</p></div>',
    'A fee[^1] is due.\n\n[^1]: In pounds.',
  ],
  [
    'words and an address of a page, without what is hidden on it',
    '<div>See <a href="https://example.org/a">the rules</a><script>x</script><span style="display: none">skip</span> and&nbsp;<a href="#top">the top</a>.</div><pre>a\nb</pre>',
    'See [the rules](https://example.org/a) and the top.\n\na\\\nb',
  ],
  [
    'a picture by its words, and a quotation',
    '<figure><img src="x.png" alt="A quay"><figcaption>The quay</figcaption></figure><blockquote><p>Quoted.</p></blockquote>',
    '[A quay]\n\nThe quay\n\nQuoted.',
  ],
];

/** What plain text says as well. */
const PLAIN: readonly PasteCase[] = [
  [
    'lines of an editor of code',
    '<meta charset=\'utf-8\'><div style="color: #000;font-family: monospace;white-space: pre;"><div><span style="color: #00f;"># Fees</span></div><br><div>1.1 A fee is **due**.</div></div>',
    null,
  ],
  ['preformatted text', '<pre>1.1 A fee</pre>', null],
  ['words without any look', '<span>A fee is due.</span>', null, 'A fee is due.'],
  ['nothing', '<html><body></body></html>', null],
  ['a page that is nested too deep', `${'<div><b>'.repeat(5000)}x`, null],
];

describe('words of the clipboard', () => {
  for (const [from, cases] of [
    ['Word', WORD],
    ['other programs', OTHERS],
    ['programs whose plain text is enough', PLAIN],
  ] as const)
    describe(`from ${from}`, () => {
      for (const [title, html, draft, plain = ''] of cases)
        it(title, () => assert.equal(pasted(html, plain, TEXT)?.text ?? null, draft));
    });

  it('are marked with the changes of reviewers on request, and comments are counted', () => {
    const made = pasted(WORD.find(([title]) => title.includes('reviewer changed'))?.[1] ?? '', '', TEXT);
    assert.equal(
      made?.marked,
      'Within {--ten--}{>>A. Reviewer, 2026-01-10<<}{++twelve++}{>>A. Reviewer, 2026-01-10<<} days.',
    );
    const commented = pasted(WORD.find(([title]) => title.includes('comments beside'))?.[1] ?? '', '', TEXT);
    assert.equal(commented?.commentCount, 1);
  });

  it('are blocks of their own among others, headings on the level of the draft, notes with labels of their own', () => {
    const place: PastePlace = { ...TEXT, before: '\n\n', after: '\n\n', headingLevel: 2, takenNotes: ['1', '2'] };
    const [, , , heading] = WORD;
    assert.equal(
      pasted(heading?.[1] ?? '', '', place)?.text,
      '\n\n## 3 Charges\n\n3.1 A charge is due.\n\n### Refunds\n\n',
    );
    const note = WORD.find(([title]) => title.startsWith('footnotes'))?.[1] ?? '';
    assert.equal(pasted(note, '', place)?.text, '\n\nA fee[^3] is due.\n\n[^3]: In pounds.\n\n');
    assert.equal(pasted('<p>a <b>fee</b></p>', '', place)?.text, 'a **fee**');
  });

  it('are words in a cell, and rows below a row of as many columns', () => {
    const html = '<table><tr><td>3</td><td>a <b>fee</b></td></tr><tr><td>4</td><td></td></tr></table>';
    assert.equal(pasted(html, '', { kind: 'table', columns: 2, indent: '' })?.text, '\n| 3 | a **fee** |\n| 4 |  |');
    assert.equal(pasted(html, '', { kind: 'table', columns: 3, indent: '' }), null);
    assert.equal(
      pasted('<p>a | <b>b</b></p><p>c</p>', '', { kind: 'table', columns: 2, indent: '' })?.text,
      'a \\| **b**<br>c',
    );
  });

  it('keep every word once, whatever the HTML', () => {
    for (const [title, html] of [...WORD, ...OTHERS].filter(([, page]) => !/mso-element|<del|display/.test(page))) {
      const shown = html
        .replace(/<!--[\s\S]*?-->|<(script|style)[\s\S]*?<\/\1>|<!\[[^\]]*\]>/g, '')
        .replace(/<[^>]*alt="([^"]*)"[^>]*>/g, ' $1 ')
        .replace(/<[^>]*>/g, ' ');
      const words = (text: string) =>
        text.match(/[\p{L}]{2,}/gu)?.filter((word) => !/^(?:nbsp|br|sup)$/.test(word)) ?? [];
      const made: string = pasted(html, '', TEXT)?.text ?? shown;
      assert.deepEqual(
        words(made.replace(/\(https[^)]*\)/g, '')).filter((word) => word !== 'hidden'),
        words(shown),
        title,
      );
    }
  });
});

describe('the place that words are pasted at', () => {
  const DRAFT =
    '---\ntitle: Fees\n---\n\n# Fees\n\n## 1 Amounts\n\n1.1 A fee is due.[^2]\n\n| a | b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n\n[^2]: Here.\n';
  const placeAt = (draft: string) => {
    const [before = '', within, after] = draft.split('¦');
    const text = `${before}${after === undefined ? '' : within}${after ?? within}`;
    const end = before.length + (after === undefined ? 0 : (within?.length ?? 0));
    return findPastePlace(Draft.parse(text), { start: before.length, end });
  };
  const CASES: readonly (readonly [title: string, from: string, to: string, before: string, after: string])[] = [
    ['within words both sides become paragraphs', 'A fee', 'A ¦fee', '\n\n', '\n\n'],
    ['an empty line between others needs nothing', 'due.[^2]\n\n', 'due.[^2]\n\n¦\n\n', '', ''],
    ['a line right below words is parted from them', 'due.[^2]\n\n', 'due.[^2]\n¦\n\n', '\n', ''],
    ['a line right above words is parted from them', '\n\n1.1', '\n\n¦\n1.1', '', '\n'],
    ['the end of a paragraph', 'due.[^2]', 'due.[^2]¦', '\n\n', ''],
    ['instead of a whole line', '1.1 A fee is due.[^2]', '¦1.1 A fee is due.[^2]¦', '', ''],
  ];
  for (const [title, from, to, before, after] of CASES)
    it(title, () => {
      assert.deepEqual(placeAt(DRAFT.replace(from, to))?.place, {
        kind: 'text',
        indent: '',
        bulletIndent: '',
        isEmptyItem: false,
        before,
        after,
        headingLevel: 2,
        takenNotes: ['2'],
      });
    });

  const CLAUSES = '<p>(a) a <b>ferry</b>;</p><p>(b) a dinghy.</p>';
  const BULLETS = '<ul><li>ropes<ul><li>of hemp</li></ul></li><li>lamps</li></ul>';
  const ROWS = '<table><tr><td>3</td><td>a</td></tr></table>';
  const WITHIN: readonly (readonly [title: string, draft: string, html: string, expected: string])[] = [
    [
      'the end of a quotation',
      '> 1.1 It is due.¦\n\n1.2 End.\n',
      CLAUSES,
      '> 1.1 It is due.\n>\n> (a) a **ferry**;\n>\n> (b) a dinghy.\n\n1.2 End.\n',
    ],
    [
      'the words of a quotation',
      '> It is ¦due.\n',
      CLAUSES,
      '> It is \n>\n> (a) a **ferry**;\n>\n> (b) a dinghy.\n>\n> due.\n',
    ],
    [
      'an empty line of a quotation',
      '> One.\n>\n> ¦\n>\n> Two.\n',
      CLAUSES,
      '> One.\n>\n> (a) a **ferry**;\n>\n> (b) a dinghy.\n>\n> Two.\n',
    ],
    ['a sign of a quotation alone', '> One.\n>\n>¦\n', CLAUSES, '> One.\n>\n> (a) a **ferry**;\n>\n> (b) a dinghy.\n'],
    [
      'a quotation within another',
      '> > One.¦\n',
      BULLETS,
      '> > One.\n> >\n> > - ropes\n> >\n> >   - of hemp\n> >\n> > - lamps\n',
    ],
    [
      'a row of a quotation',
      '> | a | b |\n> | --- | --- |\n> | 1 | 2¦ |\n',
      ROWS,
      '> | a | b |\n> | --- | --- |\n> | 1 | 2 |\n> | 3 | a |\n',
    ],
    [
      'an inner bullet, bullets',
      '- one\n  - two¦\n- three\n',
      BULLETS,
      '- one\n  - two\n\n  - ropes\n\n    - of hemp\n\n  - lamps\n\n- three\n',
    ],
    [
      'an inner bullet, clauses',
      '- one\n  - two¦\n',
      CLAUSES,
      '- one\n  - two\n\n    (a) a **ferry**;\n\n    (b) a dinghy.\n',
    ],
    [
      'a further paragraph of an item',
      '- one\n\n  more¦\n',
      CLAUSES,
      '- one\n\n  more\n\n  (a) a **ferry**;\n\n  (b) a dinghy.\n',
    ],
    ['a bullet of a quotation', '> - one¦\n', BULLETS, '> - one\n>\n> - ropes\n>\n>   - of hemp\n>\n> - lamps\n'],
    ['an empty bullet, bullets', '- one\n  - ¦\n', BULLETS, '- one\n  - ropes\n\n    - of hemp\n\n  - lamps\n'],
    ['an empty bullet, clauses', '- one\n- ¦\n', CLAUSES, '- one\n- (a) a **ferry**;\n\n  (b) a dinghy.\n'],
    [
      'a number within a bullet',
      '- one\n  1. two¦\n',
      CLAUSES,
      '- one\n  1. two\n\n  (a) a **ferry**;\n\n  (b) a dinghy.\n',
    ],
    ['a number at the margin', '4. Fees¦\n', CLAUSES, '4. Fees\n\n(a) a **ferry**;\n\n(b) a dinghy.\n'],
    ['a line below a quotation', '> One.\n\n¦\n', CLAUSES, '> One.\n\n(a) a **ferry**;\n\n(b) a dinghy.\n'],
    [
      'a sign of “more than” in words',
      '1.1 If a > b¦\n',
      CLAUSES,
      '1.1 If a > b\n\n(a) a **ferry**;\n\n(b) a dinghy.\n',
    ],
    ['a dash in words', '1.1 Fees - ¦\n', CLAUSES, '1.1 Fees - \n\n(a) a **ferry**;\n\n(b) a dinghy.\n'],
    ['an inner bullet, words alone', '- one\n  - two ¦\n', '<p>a <b>ferry</b></p>', '- one\n  - two a **ferry**\n'],
  ];
  for (const [title, draft, html, expected] of WITHIN)
    it(`${title}: what is pasted stays where it is`, () => {
      const [before = '', after = ''] = draft.split('¦');
      const found = findPastePlace(Draft.parse(before + after), { start: before.length, end: before.length });
      assert.ok(found);
      const { text, isRows } = pasted(html, '', found.place) ?? { text: '', isRows: false };
      const whole = Draft.parse(before + after);
      const at = isRows && found.afterRow ? whole.lines.offsetAt(found.afterRow.start) : before.length;
      assert.equal(`${whole.text.slice(0, at)}${text}${whole.text.slice(at)}`, expected);
    });

  it('a table takes rows behind the one of the cursor, and words where some are replaced', () => {
    const end = { line: 12, character: 13 };
    const found = placeAt(DRAFT.replace('| 1 |', '| 1¦ |'));
    assert.deepEqual(
      [found?.place, found?.afterRow],
      [
        { kind: 'table', columns: 3, indent: '' },
        { start: end, end },
      ],
    );
    assert.deepEqual(placeAt(DRAFT.replace('| 1 |', '| ¦1¦ |'))?.place, { kind: 'table', columns: 0, indent: '' });
    assert.equal(placeAt('¦')?.place.kind, 'text');
  });

  for (const [title, draft] of [
    ['a cell of the header', '| A¦ | B |\n| --- | --- |\n| 1 | 2 |\n'],
    ['the line below it', '| A | B |\n| --¦- | --- |\n| 1 | 2 |\n'],
    ['the header of a table without rows', '| A | B¦ |\r\n| --- | --- |'],
  ] as const)
    it(`${title}: rows go below the line that makes it a table`, () => {
      const end = { line: 1, character: 13 };
      assert.deepEqual(placeAt(draft)?.afterRow, { start: end, end });
    });

  for (const [title, draft, isPlain] of [
    ['code', '```\nfee¦\n```\n', true],
    ['front matter', '---\ntitle: a¦\n---\n\n1.1 A.\n', true],
    ['a comment', '<!-- a ¦ b -->\n\n1.1 A.\n', true],
    ['the end of a comment', '<!-- a b -->¦\n\n1.1 A.\n', false],
    ['a line of signs of code', '1.1 A `fee¦`.\n', false],
  ] as const)
    it(`${title}: ${isPlain ? 'plain text alone has a meaning' : 'clauses can stand there'}`, () => {
      assert.equal(placeAt(draft) === null, isPlain);
    });
});
