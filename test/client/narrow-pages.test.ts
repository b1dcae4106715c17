import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { CitationsResult, CitedProvision } from '../../server/src/protocol.js';
import { bundleWebview, startBrowser } from '../support/browser.js';

const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
const cited = (label: string): CitedProvision => ({
  uri: 'file:///svtad.md',
  label,
  words: 'Where a Supplier Party has not resolved a Testing Issue by the date agreed',
  document: 'SMETS1 SVTAD V1.5',
  range,
  count: 2,
});
const MAP: CitationsResult = {
  centre: cited('Clause 13.4'),
  incoming: ['13.3', '13.10', '22.3(c)', '2.3'].map((number) => cited(`Clause ${number}`)),
  outgoing: [cited('Clause 13.10')],
};
const DAYS = ['Publication', 'Responses close', 'Amendments have effect'].map((title, index) => ({
  title,
  description: `Friday ${17 + index} January 2020, 18 Working Days after publication`,
}));
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 90" role="img" aria-label="The days"><text x="10" y="20">Publication</text></svg>';
const TIMELINE = { title: 'Further Testing Consultation', timeline: { picture: PICTURE, days: DAYS } };
/** The widths of panes: beside a text on a small screen, the same at 150 %, and a whole window. */
const WIDTHS = [320, 400, 620, 1400];

describe('pages of VS Code in narrow panes', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async function () {
    browser = await startBrowser(this);
  });
  after(() => browser?.close());

  async function show(name: string, width: number, data: object): Promise<Page> {
    const { script, style } = await bundleWebview(name);
    const page = await browser.newPage({ viewport: { width, height: 700 } });
    const head = `<title>${name}</title><style>:root { --vscode-editor-foreground: #3b3b3b; --vscode-editor-background: #fff; --vscode-descriptionForeground: #3b3b3b; --vscode-textLink-foreground: #005fb8 } ${style}</style>`;
    await page.route('**', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!DOCTYPE html><html lang="en"><head>${head}</head><body></body></html>`,
      }),
    );
    await page.goto('http://page.example/');
    await page.evaluate(`window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });`);
    await page.addScriptTag({ content: script });
    await page.evaluate(`window.postMessage(${JSON.stringify(data)}, '*')`);
    await page.waitForSelector('h1');
    return page;
  }

  for (const [name, data] of [
    ['reference-map', MAP],
    ['timeline', TIMELINE],
  ] as const)
    for (const width of WIDTHS)
      it(`${name} at ${width} pixels: nothing is cut off, and no rule of accessibility is broken`, async () => {
        const page = await show(name, width, data);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        assert.ok(Number(overflow) <= 0, `${overflow} pixels too wide`);
        if (name === 'reference-map') {
          const narrowest = await page.evaluate(
            `Math.min(...[...document.querySelectorAll('.node')].map((node) => node.getBoundingClientRect().width))`,
          );
          assert.ok(Number(narrowest) >= 150, `a provision has ${narrowest} pixels`);
        }
        await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        const found = violations.filter(({ id }) => !/^(?:region|landmark|page-has)/.test(id));
        assert.deepEqual(
          found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          [],
        );
        await page.close();
      });
});
