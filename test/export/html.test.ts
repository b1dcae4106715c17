import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { withOrigins } from '../../server/src/compare/version-steps.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { Draft } from '../../server/src/model/draft.js';
import { anyText } from '../support/markdown-lines.js';

const OPENS = '<main id="_text">';
/** The text of a page, without the links to each of its places and what a link says of its place. */
const main = (html: string) =>
  html
    .slice(html.indexOf(OPENS) + OPENS.length, html.indexOf('</main>'))
    .replace(/<a class="here"[^>]*><\/a>/g, '')
    .replace(/ data-said="[^"]*"/g, '')
    .trim();
const clean = (text: string) => main(renderHtml({ draft: Draft.parse(text) }));
const marked = (old: string, neu: string) =>
  main(renderHtml({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) }));

const CLEAN: [name: string, text: string, html: string][] = [
  [
    'a section',
    '## 20 Device *Testing*\n',
    '<h2 id="section-20"><span class="heading-label">20</span>Device <em>Testing</em></h2>',
  ],
  ['a Schedule', '# Schedule 1 – Forms\n', '<h2 id="schedule-1">Schedule 1 – Forms</h2>'],
  [
    'a clause',
    '**20.28** Subject to\nClause 20.29.\n',
    '<div class="provision" id="clause-20-28"><span class="label"><strong>20.28</strong></span><span class="words">Subject to Clause\u00a020.29.</span></div>',
  ],
  [
    'sub-paragraphs',
    '1.1 A:\n\n(a) one:\n\n(i) two.\n',
    '<div class="provision" id="clause-1-1"><span class="label">1.1</span><span class="words">A:</span></div>\n' +
      '<div class="provision level-1" id="clause-1-1-a"><span class="label">(a)</span><span class="words">one:</span></div>\n' +
      '<div class="provision level-2" id="clause-1-1-a-i"><span class="label">(i)</span><span class="words">two.</span></div>',
  ],
  [
    'a quotation and items under a clause, at its depth',
    '1.1 In the words:\n\n> Keep it.\n\n(a) for:\n\n- one.\n',
    '<div class="provision" id="clause-1-1"><span class="label">1.1</span><span class="words">In the words:</span></div>\n' +
      '<blockquote class="under-0">Keep it.</blockquote>\n' +
      '<div class="provision level-1" id="clause-1-1-a"><span class="label">(a)</span><span class="words">for:</span></div>\n' +
      '<div role="list">\n<div role="listitem" class="item in-1"><span aria-hidden="true">•</span><span class="words">one.</span></div>\n</div>',
  ],
  [
    'the levels of a quotation, and its closing words',
    '1.1 In the words:\n\n> 4.1 It shall:\n>\n> (a) read:\n>\n> (i) one; or\n>\n> (ii) two,\n>\n> at once.\n>\n> 4.2 End.\n',
    '<div class="provision" id="clause-1-1"><span class="label">1.1</span><span class="words">In the words:</span></div>\n' +
      '<blockquote class="under-0">4.1 It shall:</blockquote>\n<blockquote class="under-1">(a) read:</blockquote>\n' +
      '<blockquote class="under-2">(i) one; or</blockquote>\n<blockquote class="under-2">(ii) two,</blockquote>\n' +
      '<blockquote class="under-0">at once.</blockquote>\n<blockquote class="under-0">4.2 End.</blockquote>',
  ],
  [
    'a quotation that begins within a list, each anew',
    'Say:\n\n> (b) two:\n>\n> (i) one;\n>\n> (c) three.\n\nAnd:\n\n> (i) one;\n>\n> (A) two.\n>\n> Plain.\n',
    '<p>Say:</p>\n<blockquote>(b) two:</blockquote>\n<blockquote class="under-0">(i) one;</blockquote>\n<blockquote>(c) three.</blockquote>\n' +
      '<p>And:</p>\n<blockquote>(i) one;</blockquote>\n<blockquote class="under-0">(A) two.</blockquote>\n<blockquote>Plain.</blockquote>',
  ],
  [
    'the levels of what is put into another text between quotation marks',
    '1.1 In Clause 4 insert:\n\n“(a) read:\n\n(i) one;\n\n(b) write.”\n\n1.2 End.\n',
    '<div class="provision" id="clause-1-1"><span class="label">1.1</span><span class="words">In Clause\u00a04 insert:</span></div>\n' +
      '<p class="under-0">“(a) read:</p>\n' +
      '<div class="provision level-2"><span class="label">(i)</span><span class="words">one;</span></div>\n' +
      '<div class="provision level-1"><span class="label">(b)</span><span class="words">write.”</span></div>\n' +
      '<div class="provision" id="clause-1-2"><span class="label">1.2</span><span class="words">End.</span></div>',
  ],
  [
    'formulae, whose signs are no mark-up',
    '1.1 So $a*b*c = d_e$ or \\(x_{1}\\) in \\$5*d*.\n',
    '<div class="provision" id="clause-1-1"><span class="label">1.1</span><span class="words">So $a*b*c = d_e$ or \\(x_{1}\\) in $5<em>d</em>.</span></div>',
  ],
  [
    'a table',
    '**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | x \\| y |\n',
    '<p class="caption" id="table-1-1">Table 1.1 – T</p>\n<div class="table" aria-labelledby="table-1-1" tabindex="0" role="group"><table>\n' +
      '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>\n<tbody>\n<tr><td>1</td><td>x | y</td></tr>\n</tbody>\n</table></div>',
  ],
  [
    'a footnote',
    'Words[^1] here.\n\n[^1]: The note.\n',
    '<p>Words<sup><a href="#footnote-1" id="_call-1" aria-label="Note 1">1</a></sup> here.</p>\n<section class="notes" aria-label="Notes">\n' +
      '<p id="footnote-1"><sup>1</sup> The note. <a href="#_call-1" aria-label="Back to the text">↩</a></p>\n</section>',
  ],
  ['hostile text', '<script>alert(1)</script> & "quotes" [x](javascript:alert(1)) [y](https://a.b/?c&d)\n', ''],
];

const HTML_TABLE =
  '<table>\n<caption>Units</caption>\n<thead><tr><th>Unit</th><th>Duty</th></tr></thead>\n<tr><td>m<sup>2</sup>, x<sub>1</sub></td><td><ul><li><b>fit</b> it;</li><li>read it,</li></ul>each day[^1]</td></tr>\n</table>\n\n[^1]: A note.\n';

describe('an HTML page', () => {
  it('has tables of HTML with their header, their look, their items and their notes', () => {
    const page = clean(HTML_TABLE);
    const [head = '', body = ''] = page.split('</thead>');
    assert.match(head, /Units.*<th[^>]*>Unit<\/th><th[^>]*>Duty<\/th>/s);
    assert.match(body, /<td>m<sup>2<\/sup>, x<sub>1<\/sub><\/td>/);
    assert.match(body, /<td>• <strong>fit<\/strong> it;<br>• read it,<br>each day<sup><a href="#footnote-1"/);
  });

  it('gives a column of sentences room where many columns stand beside it', () => {
    const long = 'The keeper reads the gauge at noon and sends the reading to the warden.';
    const wordy = (columns: number, words: string) => {
      const row = (cell: (column: number) => string) =>
        `|${Array.from({ length: columns }, (_, column) => cell(column)).join('|')}|\n`;
      const text =
        row((column) => `H${column}`) + row(() => '--') + row((column) => (column === columns - 1 ? words : '1'));
      return [...clean(text).matchAll(/<th class="wordy"[^>]*>(\w+)/g)].map(([, said]) => said);
    };
    assert.deepEqual(wordy(6, long), ['H5']);
    assert.deepEqual(wordy(3, long), []);
    assert.deepEqual(wordy(6, 'Read at noon.'), []);
  });

  it('leaves no link without words where a blank between linked words changed', () => {
    const page = marked(
      '1.1 See the [Old Code](https://old.example/) now.\n',
      '1.1 See the [New Rules](https://new.example/) now.\n',
    );
    assert.ok(page.includes('https://old.example/') && page.includes('https://new.example/'), page);
    assert.doesNotMatch(page, /<a [^>]*>(?:<(?:ins|del)>)?\s*(?:<\/(?:ins|del)>)?<\/a>/);
  });

  it('ends each note of an amendment once, and quotes no blank at an edge', () => {
    const page = renderHtml(
      {
        comparison: compareDrafts(
          Draft.parse(
            '1.1 A boat pays a toll on Monday and on Friday.\n\n1.2 A raft pays.\n\n1.3 A lock is shut at 8.\n',
          ),
          Draft.parse('1.1 A boat pays a toll on Monday.\n\n1.3 A lock is shut at 9.\n'),
        ),
      },
      { marks: 'brackets' },
    );
    assert.match(page, /Words left out: “and on Friday”\. </);
    assert.match(page, /Left out: “1\.2 A raft pays\.” </);
    assert.match(page, /substituted for “8”\. </);
  });

  it('lists no heading in its contents that notes alone tell of, but where the old text is shown', () => {
    const text = (...names: string[]) =>
      names.map((name, i) => `# ${i + 1} ${name}\n\n${i + 1}.1 Words of ${name}.\n\n`).join('');
    const page = renderHtml(
      {
        comparison: compareDrafts(
          Draft.parse(text('Boats', 'Locks', 'Rafts', 'Tolls')),
          Draft.parse(text('Boats', 'Locks', 'Rafts')),
        ),
      },
      { marks: 'brackets' },
    );
    assert.match(page, /\.contents li\.gone\.of-substance \{ --shown: var\(--listed-gone, none\); \}/);
    assert.match(page, /#_view-in-force:checked\) \{[^}]*--listed-gone: list-item;/);
    assert.doesNotMatch(
      renderHtml({ comparison: compareDrafts(Draft.parse(text('Boats')), Draft.parse(text('Locks'))) }),
      /\.contents li\.gone/,
    );
  });

  it('begins a line for each item in a cell, and for what comes after', () => {
    const page = clean('| A | B |\n|---|---|\n| <ul><li>one;</li><li>two,</li></ul>and three | x<p>y</p> |\n');
    assert.match(page, /<td>• one;<br>• two,<br>and three<\/td><td>x<br>y<\/td>/);
  });

  it('sets a further paragraph of an item below its words, and what closes the list beside the clause', () => {
    const page = clean('1.1 It has:\n\n- one:\n\n  - a;\n\n  - b,\n\n  and so on;\n\n- two,\n\nand ends.\n');
    assert.match(page, /<p class="under-1">and so on;<\/p>/);
    assert.match(page, /<p class="under-0">and ends\.<\/p>/);
  });

  it('shows no backslash that ends a line before a provision, and begins a note beside its label', () => {
    assert.match(clean('1.1 It may:\\\n(a) go;\\\n(b) stay.\n'), /It may:<.*go;<.*stay\./s);
    assert.match(clean('1.1 It.[^1]\n\n[^1]:\n    One.\n\n    Two.\n'), /<sup>1<\/sup> One\.<br>Two\./);
  });

  for (const [name, text, html] of CLEAN) {
    if (html !== '') it(`shows ${name}`, () => assert.equal(clean(text), html));
  }

  it('marks what was inserted and deleted, and not by colour alone', () => {
    const html = marked(
      '1.1 The Company shall notify the Panel in writing.\n',
      '1.1 The Company shall promptly notify the Authority in writing.\n',
    );
    assert.match(html, /shall<ins> promptly<\/ins> notify the <del>Panel<\/del><ins>Authority<\/ins> in writing/);
  });

  it('says whose each change is, where the comparison knows', () => {
    const draft = Draft.parse('1.1 The Company shall notify the Authority.\n');
    const comparison = compareDrafts(Draft.parse('1.1 The Company shall notify the Panel.\n'), draft);
    const html = renderHtml({ comparison: withOrigins(comparison, [{ draft, origin: 'A & "B"' }]) });
    assert.match(html, /<del title="A &amp; &quot;B&quot;">Panel<\/del><ins title="A &amp; &quot;B&quot;">Authority</);
    assert.match(html, /Changes of: A &amp; &quot;B&quot;\./);
    assert.match(html, /amended: “Panel” replaced by “Authority”; A &amp; &quot;B&quot;/);
  });

  it('shows DRAFT across the page until the draft is issued, and the list of changes on paper where it is asked for', () => {
    const comparison = compareDrafts(Draft.parse('1.1 One.\n'), Draft.parse('1.1 Two.\n'));
    assert.match(renderHtml({ comparison }), /<div class="watermark" aria-hidden="true">DRAFT</);
    assert.match(renderHtml({ comparison }, { listOfChanges: true }), /<details open class="printed">/);
    const issued = Draft.parse('---\ndocument: A\nstatus: issued\n---\n\n1.1 Two.\n');
    for (const html of [renderHtml({ draft: issued }), renderHtml({ comparison }, { watermark: false })])
      assert.ok(!html.includes('<div class="watermark"'));
    assert.match(renderHtml({ comparison }, { listOfChanges: false }), /<details open>/);
  });

  it('leaves out a heading without words, and leads nowhere that is left out', () => {
    const html = marked('1.1 One.\n', '1.1 One.\n\n## \n\n1.2 Two.\n');
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    for (const [, led] of html.matchAll(/href="#([^"]*)"/g)) assert.ok(ids.has(led), led);
    assert.doesNotMatch(html, /<h2[^>]*>(?:<a[^>]*><\/a>)?<\/h2>/);
  });

  it('holds a comparison whose new text has more blocks than the old one has, with figures', () => {
    const html = marked('1.1 Old.\n', '1.1 New.\n\n## 2 More\n\n![One](a.png)\n\n2.1 Words.\n\n![](b.png)\n');
    assert.match(html, /aria-label="Figure"/);
  });

  const SPLIT = '4.2 The DCC shall keep records of each test.\n\n4.3 The records shall be kept for two years.\n';
  const WHOLE = '4.2 The DCC shall keep records of each test. The records shall be kept for two years.\n';
  const LIST = '4.1 The report shall state:\n\n- the tests executed;\n- the issues raised; and\n- the witnesses.\n';
  const SENTENCE = '4.1 The report shall state the tests executed, the issues raised and the witnesses.\n';
  const PARAGRAPHS = '4.4 Each Supplier Party shall:\n\n(a) publish its plan; and\n\n(b) tell the DCC of it.\n';
  const ONE = '4.4 Each Supplier Party shall publish its plan and tell the DCC of it.\n';
  for (const [name, old, neu, lines] of [
    [
      'split in two',
      WHOLE,
      SPLIT,
      ['4.2 The DCC shall keep records of each test.[- -][+¶+]', '[+4.3+] The records shall be kept for two years.'],
    ],
    [
      'joined with the next',
      SPLIT,
      WHOLE,
      ['4.2 The DCC shall keep records of each test.[+ +][-¶-]', '[-4.3-] The records shall be kept for two years.'],
    ],
    [
      'whose list became a sentence, which stands where it stood',
      LIST,
      SENTENCE,
      [
        '4.1 The report shall state[-:-][+ +][-¶-]',
        '1 [-•-] the tests executed[-;-][+,+][+ +][-¶-]',
        '1 [-•-] the issues raised[-;-] and[+ +][-¶-]',
        '1 [-•-] the witnesses.',
      ],
    ],
    [
      'of which a list was made',
      SENTENCE,
      LIST,
      [
        '4.1 The report shall state[+:+][- -][+¶+]',
        '1 [+•+] the tests executed[-,-][+;+][- -][+¶+]',
        '1 [+•+] the issues raised[+;+] and[- -][+¶+]',
        '1 [+•+] the witnesses.',
      ],
    ],
    [
      'whose sub-paragraphs were taken up, each where it stood',
      PARAGRAPHS,
      ONE,
      [
        '4.4 Each Supplier Party shall[-:-][+ +][-¶-]',
        '1 [-(a)-] publish its plan[-;-] and[+ +][-¶-]',
        '1 [-(b)-] tell the DCC of it.',
      ],
    ],
  ] as const)
    it(`shows a paragraph ${name}`, () => {
      const told = marked(old, neu)
        .split('\n')
        .filter((line) => !/^(?:<div class="joint [^>]*>|<\/div>)$/.test(line))
        .map((line) =>
          line
            .replace(/^<div class="provision(?: level-(\d))?[^>]*>/, (_, level) => (level ? `${level} ` : ''))
            .replace('</span><span class="words">', ' ')
            .replace(/<ins[^>]*>(.*?)<\/ins>/g, '[+$1+]')
            .replace(/<del[^>]*>(.*?)<\/del>/g, '[-$1-]')
            .replace(/<[^>]+>/g, ''),
        );
      assert.deepEqual(told, lines);
    });

  it('tells what the sign of a joint means where there is one', () => {
    const page = (neu: string) =>
      renderHtml({ comparison: compareDrafts(Draft.parse(WHOLE), Draft.parse(neu)) }).includes('¶ marks where');
    assert.deepEqual([page(SPLIT), page(WHOLE.replace('two', 'three'))], [true, false]);
  });

  it('says where a clause moved to and from', () => {
    const clause = (number: string, words: string) =>
      `${number} The ${words} shall be kept by the Company for as long as the ${words} is of use to any Party.\n\n`;
    const words = ['register', 'list', 'record', 'plan', 'report', 'ledger'];
    const old = words.map((word, i) => clause(`1.${i + 1}`, word)).join('');
    const neu = ['ledger', ...words.slice(0, 5)].map((word, i) => clause(`1.${i + 1}`, word)).join('');
    const html = marked(`## 1 A\n\n${old}`, `## 1 A\n\n${neu}`);
    assert.match(html, /<p class="moved">Moved from <a href="#clause-1-6-2">Clause 1\.6<\/a><\/p>/);
    assert.match(html, /<p class="moved">Moved to <a href="#clause-1-1">Clause 1\.1<\/a><\/p>/);
    assert.match(html, /<div class="provision changed new of-moved" id="clause-1-1">/);
    assert.match(html, /<div class="provision changed gone of-moved" id="clause-1-6-2">/);
    assert.match(html, /<ins class="move[^"]*">The ledger/);
  });

  describe('says where a section moved to and from once, over its heading,', () => {
    const section = (number: string, title: string, ...words: readonly string[]) =>
      `## ${number} ${title}\n\n${words.map((each) => `${each}\n\n`).join('')}`;
    const locks = [
      'The keeper of the locks shall, before the first boat of the day:',
      '- open the lower gate and look along the whole of the reach below it;',
      '- read the level on the upper gauge and write it into the ledger;',
      'A second keeper may stand in for the first where that one is ill or away.',
    ];
    const others = [
      ['Boats', 'A boat has a name that can be read from either bank by day and by night.'],
      ['Rafts', 'A raft is towed by a boat, and carries nobody while it goes through a lock.'],
      ['Tolls', 'Tolls are paid at the office by the bridge before noon on the day of passage.'],
      ['Fines', 'Whoever leaves a gate open pays twice the toll of the largest boat that passed.'],
    ] as const;
    const text = (at: number, words = locks) => {
      const all: (readonly string[])[] = [...others];
      all.splice(at, 0, ['Locks', ...words]);
      return all.map(([title = '', ...rest], i) => section(String(i + 1), title, ...rest)).join('');
    };
    const notes = (old: string, neu: string) =>
      [...marked(old, neu).matchAll(/<p class="moved">(.*?)<\/p>/g)].map(([, said = '']) =>
        said.replace(/<[^>]+>/g, ''),
      );
    const cases: readonly [name: string, old: string, neu: string, said: readonly string[]][] = [
      ['with its paragraphs and bullets', text(0), text(4), ['Moved to Section 5', 'Moved from Section 1']],
      [
        'with one of them changed',
        text(0),
        text(4, locks.with(3, `${locks[3]?.replace('second', 'third')}`)),
        ['Moved to Section 5', 'Moved from Section 1'],
      ],
    ];
    for (const [name, old, neu, said] of cases) it(name, () => assert.deepEqual(notes(old, neu), said));

    it('and over each paragraph that left its section alone', () => {
      const rest = (words: readonly string[]) =>
        `${section('1', 'Locks', ...words)}${others.map(([title, said], i) => section(String(i + 2), title, said)).join('')}`;
      const moved = rest(locks.slice(0, 3)) + `${locks[3]}\n`;
      assert.deepEqual(notes(rest(locks), moved), ['Moved to Section 5', 'Moved from Section 1']);
    });
  });

  it('has a number that goes before the number of an item in its place', () => {
    const clause = (number: string, when: string) =>
      `Terms.\n\n${number} The Provider helps the Customer on the telephone during each ${when} of the week.\n`;
    assert.match(
      marked(clause('1.1', 'day'), clause('1.', 'night')),
      /<span class="label"><del[^>]*>1\.1 <\/del><ins[^>]*>1\.<\/ins><\/span>/,
    );
  });

  it('marks a row put into a table, and a word changed in a cell', () => {
    const table = (rows: string) => `**Table 1.1 – T**\n\n| Row | What |\n|---|---|\n${rows}`;
    const html = marked(
      table('| 1 | the first one |\n| 3 | the third one |\n'),
      table('| 1 | the first one |\n| 2 | the second one |\n| 3 | the last one |\n'),
    );
    assert.match(
      html,
      /<tr class="new of-substance"><td><ins>2<\/ins><\/td><td><ins>the second one<\/ins><\/td><\/tr>/,
    );
    assert.match(html, /<td>the <del>third<\/del><ins>last<\/ins> one<\/td>/);
  });

  it('is one file without a script, an outside request, or anything harmful in it, whatever the text', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom(
          '<script>alert(1)</script>',
          '[x](javascript:alert(1))',
          '![x](http://a.b/c.png)',
          '<img src=x onerror=alert(1)>',
          '\u0000\u202e\ud800',
          '"\'><svg onload=alert(1)>',
        ),
        (text, hostile) => {
          const html = renderHtml({ draft: Draft.parse(`${text}\n\n${hostile} ${hostile}\n`) });
          const tags = [...html.matchAll(/<\/?([a-zA-Z][\w-]*)([^>]*)>/g)];
          for (const [tag, name, attributes] of tags) {
            assert.ok(!/^(?:script|iframe|object|embed|link|base|form)$/i.test(name as string), tag);
            assert.ok(!/\son\w+\s*=/i.test((attributes as string).replace(/"[^"]*"/g, '""')), tag);
            const address = /\s(?:href|src)="([^"]*)"/.exec(attributes as string)?.[1];
            if (address !== undefined)
              assert.match(address, name === 'img' ? /^data:image\// : /^(?:https?:\/\/|mailto:|#)/i);
          }
          assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e]/.test(html));
          assert.ok(!/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(html));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('links what cites a Part, and not the heading of the Part to itself', () => {
    const text = '---\nscheme: act\n---\n\n# PART 1 Fees\n\n## 1. Meaning\n\n(1) See Part 1.\n\n(2) X.\n';
    const html = clean(text);
    assert.match(html, /<h2 id="part-1">PART 1 Fees<\/h2>/);
    assert.match(html, /See <a class="ref" href="#part-1">Part\u00a01<\/a>/);
  });

  it('links no label to its own provision, but words that cite it', () => {
    const html = clean(
      '## ARTICLE I\n\n**Section 1.1. Fees.** A fee is due under Section 1.1 and Section 1.2.\n\n**Section 1.2. Tolls.** A toll.\n',
    );
    const [, label = '', words = ''] =
      /<span class="label">(.*?)<\/span><span class="words">(.*?)<\/span><\/div>/s.exec(html) ?? assert.fail(html);
    assert.doesNotMatch(label, /<a /);
    assert.equal([...words.matchAll(/<a class="ref"/g)].length, 2, words);
  });

  it('has no heading of any level at the foot of a printed page', () =>
    assert.match(renderHtml({ draft: Draft.parse('## 1 A\n') }), /h1, h2, h3, h4, h5, h6 \{ break-after: avoid; \}/));

  it('ends no line between a unit and its number, but in headings, captions and mere words', () => {
    const html = clean(
      '## 1 Clause 2 and more\n\n1.1 See Clause 1.2 and Table 1.1; a Table 4 m long.\n\n1.2 A clause 3.\n\nTable 1.1 – T\n\n| A |\n|---|\n| Clause 1.2 |\n',
    );
    assert.match(html, /Clause\u00a01\.2.* and .*Table\u00a01\.1/);
    assert.match(html, /<td>.*Clause\u00a01\.2.*<\/td>/);
    assert.match(html, /<\/span>Clause 2 and more<\/h/);
    assert.match(html, /<p class="caption"[^>]*>Table 1\.1 – T/);
  });

  const DIVIDED: [name: string, text: string, headings: string][] = [
    ['a Part below the title', '# T\n\n## Part A – One\n\n### 1 First\n\n1.1 A.\n', '2 Part A – One; 3 1First'],
    ['a Part beside the title', '# T\n\n# Part A – One\n\n## 1 First\n\n1.1 A.\n', '2 Part A – One; 3 1First'],
    ['a Part without a title above', '## Part 1 – One\n\n### 1 First\n\n1.1 A.\n', '2 Part 1 – One; 3 1First'],
    [
      'Parts and a Schedule of one level',
      '# T\n\n## Part A – One\n\n### 1 First\n\n1.1 A.\n\n## Schedule 1 – Two\n\n1 B.\n',
      '2 Part A – One; 3 1First; 2 Schedule 1 – Two',
    ],
    [
      'the Part of a Schedule, which is within it',
      '# T\n\n## 1 First\n\n1.1 A.\n\n# Schedule 1 – Two\n\n## Part A – One\n\n1 B.\n',
      '2 1First; 2 Schedule 1 – Two; 3 Part A – One',
    ],
    [
      'no heading that only begins as one',
      '# T\n\n# Part A – One\n\n## Parting words\n\nA.\n',
      '2 Part A – One; 3 Parting words',
    ],
  ];
  for (const [name, text, headings] of DIVIDED)
    it(`sets at its level ${name}`, () => {
      const found = clean(text).matchAll(/<h([2-6])[^>]*>(.*?)<\/h\1>/g);
      const said = [...found].map(([, level, words]) => `${level} ${words?.replace(/<[^>]*>/g, '')}`);
      assert.equal(said.filter((each) => !/Contents/.test(each)).join('; '), headings);
    });

  it('links each change in its list to the provision', () => {
    const read = (path: string) => Draft.parse(readFileSync(`examples/further-testing/${path}`, 'utf8'));
    const html = renderHtml({ comparison: compareDrafts(read('in-force/svtad-v1.4.md'), read('svtad.md')) });
    const links = [...html.matchAll(/<a href="#([^"]+)"/g)].map(([, anchor]) => anchor);
    assert.ok(links.length > 30);
    for (const anchor of links) assert.ok(html.includes(` id="${anchor}"`), anchor);
  });

  it('leads to the words below a title that the page does not repeat', () => {
    const [old, neu] = ['May', 'June'].map((month) =>
      Draft.parse(`# Rules of a Club\n\nAs of ${month} this year.\n\n## Members\n\nMembers pay.\n`),
    ) as [Draft, Draft];
    const html = renderHtml({ comparison: compareDrafts(old, neu) });
    assert.match(html, /<li class="only-substance"><a href="#rules-of-a-club">/);
    assert.match(main(html), /^<p class="changed only-substance" id="rules-of-a-club">As of <del>/);
  });
});
