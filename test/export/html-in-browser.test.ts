import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { packSummaryHtml, type SummaryFacts } from '../../server/src/consultation/pack-summary.js';
import { type HtmlOptions, renderHtml } from '../../server/src/export/html/render-html.js';
import { MARK_SCHEMES } from '../../server/src/export/mark-schemes.js';
import { Draft } from '../../server/src/model/draft.js';
import { startBrowser } from '../support/browser.js';
import { readPdf } from '../support/pdf-text.js';

const EXAMPLE = 'examples/further-testing';
const example = (path: string) => Draft.parse(readFileSync(`${EXAMPLE}/${path}`, 'utf8'));
const figures = (path: string) => new Uint8Array(readFileSync(`${EXAMPLE}/${path}`));
const compared = (old: Draft, neu: Draft, options: HtmlOptions = {}) =>
  renderHtml({ comparison: compareDrafts(old, neu) }, { figures, ...options });

/** All that a page can hold: headings that skip levels, empty ones, lists in lists, tables without captions and with empty heads. */
const EVERYTHING = `---
document: TAD
title: Testing Approach Document
version: V1.1
---

#### Deep

##

- one
  - *two*
- [three](https://example.org/x)

3. third

> Quoted words.

1.1 Words[^1], \`code\`, H<sub>2</sub>O and again[^1].

(a) one:

(i) two.

|  | What |
|---|---|
| 1 | One |

**Table 1.1 – A**

| Row | What |
|---|---|
| 1 | ![A picture](no.png) |
| | |

![](nowhere.svg)

**TAD Q1** Do you agree?

    code

[^1]: The note.

[^2]: A note that nothing calls.
`;

const SUMMARY: SummaryFacts = {
  id: 'FTC',
  title: 'Testing',
  status: 'DRAFT',
  reasons: ['a.md:3: it cites nothing'],
  timeline: [],
  attachments: [
    {
      number: 1,
      title: 'The one',
      kind: 'clean',
      document: 'A',
      version: 'V1',
      against: null,
      files: ['a_1.docx'],
      changes: null,
      notes: [],
    },
  ],
  sizes: new Map([['a_1.docx', 10]]),
  sums: new Map([['a_1.docx', 'f'.repeat(64)]]),
};

const HOSTILE = `---
document: <script>window.harmed = 1</script>
title: '"><img src=http://hostile.example/t.png onerror=window.harmed=1>'
---

## <script>window.harmed = 1</script>

1.1 <img src="http://hostile.example/a.png" onerror="window.harmed=1"> [x](javascript:window.harmed=1) [y]( java\tscript:alert(1))
![pixel](http://hostile.example/p.png) <iframe src="http://hostile.example/"></iframe> <style>@import url(http://hostile.example/s.css);</style>

1.2 </style></title></main><svg onload="window.harmed=1"> \u0001\u001b \u202eturned\u202c \u2066round ${'('.repeat(50_000)}${')'.repeat(50_000)}

| =HYPERLINK("http://hostile.example") | "' onfocus=window.harmed=1 autofocus |
|---|---|
| =1+1 | @SUM(A1) |
`;

describe('an HTML page in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];

  before(async function () {
    browser = await startBrowser(this);
    page = await browser.newPage({ viewport: { width: 1400, height: 900 }, bypassCSP: true });
    // Whatever asks for anything is noted and gets nothing.
    await page.route('**', (route) => {
      if (route.request().url() === 'http://page.example/')
        return route.fulfill({ body: shown, contentType: 'text/html; charset=utf-8' });
      requests.push(route.request().url());
      return route.abort();
    });
  });
  after(() => browser?.close());

  let shown = '';
  async function show(html: string) {
    shown = html;
    requests.length = 0;
    await page.goto('http://page.example/', { waitUntil: 'load' });
  }

  const old = example('in-force/svtad-v1.4.md');
  const PAGES: [name: string, html: () => string][] = [
    ['the clean example', () => renderHtml({ draft: example('mtad.md') }, { figures, classification: 'Public' })],
    ['the change-marked example', () => compared(old, example('svtad.md'), { listOfChanges: true, legend: true })],
    ['the consultation document', () => renderHtml({ draft: example('consultation.md') }, { figures })],
    ['all that a draft can hold', () => renderHtml({ draft: Draft.parse(EVERYTHING) })],
    [
      'all that is inserted',
      () => compared(Draft.parse('## 1 Old\n\n1.1 Old.\n'), Draft.parse(EVERYTHING), { figures: () => null }),
    ],
    [
      'all that is deleted',
      () => compared(Draft.parse(EVERYTHING), Draft.parse('## 1 New\n\n1.1 New.\n'), { figures: () => null }),
    ],
  ];
  PAGES.push(['the summary of a pack', () => packSummaryHtml(SUMMARY)]);
  for (const marks of MARK_SCHEMES)
    if (marks !== 'house') PAGES.push([`the marks ${marks}`, () => compared(old, example('svtad.md'), { marks })]);
  for (const [name, html] of PAGES) {
    it(`breaks no rule of accessibility, light, dark, narrow and printed, and asks for nothing: ${name}`, async () => {
      await show(html());
      await page.evaluate(axe.source);
      for (const [media, colorScheme, width] of [
        ['screen', 'light', 400],
        ['screen', 'light', 1024],
        ['screen', 'light', 1600],
        ['screen', 'dark', 400],
        ['screen', 'dark', 1024],
        ['screen', 'dark', 1600],
        ['print', 'light', 800],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ media, colorScheme });
        // Of the dark page just the colours are others.
        const violations = await page.evaluate(
          async (rules) => {
            const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
            const result = await axe.run({ resultTypes: ['violations'], ...rules });
            return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
          },
          colorScheme === 'dark' ? { runOnly: { type: 'tag' as const, values: ['cat.color'] } } : {},
        );
        assert.deepEqual(violations, [], `${media}, ${colorScheme}, ${width}`);
      }
      assert.deepEqual(requests, []);
      await page.setViewportSize({ width: 1400, height: 900 });
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    });
  }

  const OWN_OLD =
    '---\ndocument: T\nversion: V1\n---\n\n## 1 One\n\n1.1 The Party shall pay the charge under Clause 1.2.\n\n1.2 It is due.\n\n1.3 It goes.\n';
  const OWN_NEW = OWN_OLD.replace('V1', 'V2').replace('pay', 'promptly pay').replace('\n1.3 It goes.\n', '');
  const shownText = () => page.evaluate("document.querySelector('main').innerText") as Promise<string>;
  for (const marks of MARK_SCHEMES)
    it(`shows either version alone, or the changes, without a script: ${marks}`, async () => {
      await show(compared(Draft.parse(OWN_OLD), Draft.parse(OWN_NEW), { marks }));
      await page.check('#_view-proposed');
      assert.ok(!(await shownText()).includes('It goes') && (await shownText()).includes('shall promptly pay'));
      await page.check('#_view-in-force');
      assert.ok((await shownText()).includes('It goes') && !(await shownText()).includes('promptly'));
    });

  it('shows what a reference cites while it is pointed to or has the focus', async () => {
    await show(renderHtml({ draft: Draft.parse(OWN_NEW) }));
    const said = () =>
      page.evaluate("getComputedStyle(document.querySelector('a.ref'), '::after').content") as Promise<string>;
    assert.equal(await said(), 'none');
    await page.focus('a.ref');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    assert.match(await said(), /1\.2 It is due\./);
    await page.hover('h1');
    await page.evaluate('document.activeElement.blur()');
    await page.hover('a.ref');
    assert.match(await said(), /1\.2 It is due\./);
  });

  it('is never wider than its window', async () => {
    const columns = Array.from({ length: 9 }, (_, i) => `Responsibilities${i}`).join(' | ');
    const address = `https://example.org/${'long'.repeat(60)}`;
    const wide = Draft.parse(
      `${OWN_NEW}\n1.4 See ${address}.\n\n| ${columns} |\n|${'---|'.repeat(9)}\n| ${columns} |\n`,
    );
    await show(compared(Draft.parse(OWN_OLD), wide));
    for (const width of [320, 400, 1024, 1600, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0, String(width));
    }
  });

  it('sets each of five levels further in than the last, at every width, and what follows one at its depth', async () => {
    const text = '1.1 A:\n\n(a) b:\n\n(i) c:\n\n(A) d:\n\n(1) e; or\n\n(2) f:\n\n    > Quoted.\n\n(B) g.\n';
    await show(renderHtml({ draft: Draft.parse(text) }));
    for (const width of [320, 1024, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const lefts = (await page.evaluate(
        "[...document.querySelectorAll('.provision')].map((each) => Math.round(each.getBoundingClientRect().left))",
      )) as number[];
      const [a, b, c, d, e, f, g] = lefts as [number, number, number, number, number, number, number];
      assert.ok(a < b && b < c && c < d && d < e && e === f && g === d, `${width}: ${lefts}`);
    }
  });

  it('frames a replaced figure and draws no line below its picture', async () => {
    const figure = (path: string) => Draft.parse(`1.1 A.\n\n![A plan](figures/${path}.png)\n\n**Figure 1 – A plan**\n`);
    const bytes = () => figures('figures/stages.svg');
    await show(compared(figure('one'), figure('two'), { figures: bytes }));
    const drawn = await page.evaluate(
      "[...document.querySelectorAll('figure > *')].map((each) => getComputedStyle(each).textDecorationLine)",
    );
    assert.deepEqual(drawn, ['none', 'none']);
  });

  it('has its change bars within the margin where it is printed', async () => {
    const text = (word: string) => `1.1 A ${word}:\n\n(a) b ${word};\n\n| R | W |\n|---|---|\n| 1 | ${word} |\n`;
    await show(compared(Draft.parse(text('gate')), Draft.parse(text('door'))));
    await page.emulateMedia({ media: 'print' });
    const lefts = (await page.evaluate(
      "[...document.querySelectorAll('.changed')].map((each) => each.getBoundingClientRect().left + (each.matches('.table') ? 0 : Number.parseFloat(getComputedStyle(each, '::before').left)))",
    )) as number[];
    await page.emulateMedia({ media: null });
    assert.equal(lefts.length, 3);
    for (const left of lefts) assert.ok(left >= 0, lefts.join());
  });

  it('parts no lead-in from its list and no small table where it is printed', async () => {
    const clauses = Array.from(
      { length: 60 },
      (_, i) =>
        `1.${i + 1} ${'The holder of a licence keeps a record. '.repeat(i % 5)}It holds:\n\n(a) a name;\n\n(b) things:\n\n(i) one.\n\n| Row | What |\n|---|---|\n| first | x |\n| last | y |\n`,
    );
    await show(renderHtml({ draft: Draft.parse(clauses.join('\n')) }));
    await page.emulateMedia({ media: 'print' });
    const { texts } = await readPdf(await page.pdf({ format: 'A4' }));
    await page.emulateMedia({ media: null });
    assert.ok(texts.length > 8);
    for (const text of texts) {
      const lines = text.split('\n').filter((line) => /[a-z]/.test(line) && !/^\s*Page \d+ of/.test(line));
      assert.ok(!lines.at(-1)?.trim().endsWith(':'), lines.at(-1));
      assert.equal(text.split('first').length, text.split('last').length, text);
    }
  });

  it('prints a note without its way back to the text', async () => {
    await show(renderHtml({ draft: Draft.parse('1.1 The holder pays.[^1]\n\n[^1]: By cheque.\n') }));
    assert.match(await shownText(), /By cheque\.\s*↩/);
    await page.emulateMedia({ media: 'print' });
    assert.doesNotMatch(await shownText(), /↩/);
    assert.match(await shownText(), /By cheque\./);
    await page.emulateMedia({ media: null });
  });

  it('can be gone through by keyboard, the way to the text first, then the changes', async () => {
    await show(compared(old, example('svtad.md')));
    const focused = () => page.evaluate('document.activeElement.textContent') as Promise<string>;
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'To the text');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.id'), '_view-marked');
    // The contents and the choice of kinds come before the list.
    for (let tabs = 0; tabs < 60 && (await focused()) !== 'List of changes'; tabs++) await page.keyboard.press('Tab');
    assert.equal(await focused(), 'List of changes');
    await page.keyboard.press('Tab');
    const label = await focused();
    await page.keyboard.press('Enter');
    const target = (await page.evaluate('document.querySelector(location.hash)?.textContent')) as string;
    assert.ok(label.startsWith('Clause ') || target.length > 0, label);
    assert.ok(target, `${label} leads nowhere`);
  });

  for (const [name, html] of [
    ['clean', () => renderHtml({ draft: Draft.parse(HOSTILE) })],
    ['inserted', () => compared(Draft.parse('1.1 Old.\n'), Draft.parse(HOSTILE), { figures: () => null })],
    ['deleted', () => compared(Draft.parse(HOSTILE), Draft.parse('1.1 New.\n'), { figures: () => null })],
  ] as const) {
    it(`runs nothing and asks for nothing that a hostile text names: ${name}`, async () => {
      await show(html());
      await page.evaluate("for (const each of document.querySelectorAll('[tabindex], summary')) each.focus()");
      assert.equal(await page.evaluate('window.harmed'), undefined);
      assert.deepEqual(requests, []);
      assert.deepEqual(
        await page.evaluate(
          '[...document.querySelectorAll(\'script, iframe, object, embed, link, base, form, svg, a:not([href^="#"])\')].map((each) => each.outerHTML)',
        ),
        [],
      );
    });
  }
});
