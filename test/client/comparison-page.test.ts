import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { ChangeItem, CompareResult } from '../../server/src/protocol.js';
import { bundleWebview, startBrowser } from '../support/browser.js';

const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 3 } });

function makeChange(label: string, kinds: ChangeItem['kinds'], edits: ChangeItem['edits']): ChangeItem {
  return { label, oldLabel: null, number: null, kinds, range: range(1), oldRange: range(1), edits, words: '' };
}

const CHANGES: readonly ChangeItem[] = [
  makeChange(
    'Clause 1.1',
    ['amended'],
    [
      { op: 'equal', text: '1.1 Notices are given ' },
      { op: 'delete', class: 'substance', text: 'by post' },
      { op: 'insert', class: 'substance', text: 'in writing' },
    ],
  ),
  makeChange('Clause 1.2', ['renumbered'], [{ op: 'insert', class: 'consequential', text: '1.2' }]),
  makeChange(
    'Row 2 of Table 1.1',
    ['amended'],
    [
      { op: 'equal', text: '| 2 | Fees | ' },
      { op: 'insert', class: 'substance', text: 'ten' },
      { op: 'equal', text: ' pounds |' },
    ],
  ),
];
const RESULT: CompareResult = {
  document: 'Code V2',
  against: 'V1',
  inForceUri: '',
  summary: { amended: 2, renumbered: 1 },
  changes: CHANGES,
  notes: [],
};

/** The colours that VS Code's own themes give to a page. */
const THEMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'vscode-light': { foreground: '#3b3b3b', background: '#ffffff', description: '#3b3b3b', badge: '#cccccc #3b3b3b' },
  'vscode-dark': { foreground: '#cccccc', background: '#1f1f1f', description: '#9d9d9d', badge: '#616161 #f8f8f8' },
  'vscode-high-contrast': {
    foreground: '#ffffff',
    background: '#000000',
    description: '#ffffff',
    badge: '#000000 #ffffff',
  },
  'vscode-high-contrast-light': {
    foreground: '#292929',
    background: '#ffffff',
    description: '#292929',
    badge: '#0f4a85 #ffffff',
  },
};

describe('the page of a comparison in VS Code', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  let script = '';

  before(async function () {
    const { style, ...bundled } = await bundleWebview('comparison');
    script = bundled.script;
    browser = await startBrowser(this);
    page = await browser.newPage({ viewport: { width: 700, height: 500 } });
    await page.route('**', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!DOCTYPE html><html lang="en"><head><title>Changes</title><style>${style}</style></head><body></body></html>`,
      }),
    );
  });
  after(() => browser?.close());

  async function show(theme: string): Promise<void> {
    const { foreground = '', background = '', description = '', badge = '' } = THEMES[theme] ?? {};
    const [badgeGround = '', badgeInk = ''] = badge.split(' ');
    await page.goto('http://page.example/');
    const colours = {
      '--vscode-editor-foreground': foreground,
      '--vscode-editor-background': background,
      '--vscode-descriptionForeground': description,
      '--vscode-badge-background': badgeGround,
      '--vscode-badge-foreground': badgeInk,
      '--vscode-button-secondaryBackground': badgeGround,
      '--vscode-button-secondaryForeground': badgeInk,
    };
    const set = Object.entries(colours)
      .map(([key, value]) => `${key}: ${value}`)
      .join('; ');
    await page.evaluate(`document.body.className = '${theme}'; document.documentElement.style.cssText = '${set}';
      window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });`);
    await page.addScriptTag({ content: script });
    await send({ draft: 'file:///code.md', result: RESULT });
  }

  async function send(message: object): Promise<void> {
    await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
    await page.waitForTimeout(50);
  }

  const titles = () => page.locator('article h2').allTextContents();

  it('shows only changes of substance, and all again', async () => {
    await show('vscode-light');
    assert.equal((await titles()).length, 3);
    await page.locator('#substance').check();
    assert.deepEqual(await titles(), ['Clause 1.1', 'Row 2 of Table 1.1']);
    assert.match((await page.locator('.status').textContent()) ?? '', /^2 of 3 changes shown/);
    await page.locator('#substance').uncheck();
    assert.equal((await titles()).length, 3);
  });

  it('marks the change at the cursor of the draft, and no other', async () => {
    await show('vscode-light');
    for (const current of [2, 0, -1]) {
      await send({ current });
      const marked = await page.locator('article[aria-current] h2').allTextContents();
      assert.deepEqual(marked, current < 0 ? [] : [CHANGES[current]?.label]);
    }
  });

  it('draws the cells of a row without bars', async () => {
    await show('vscode-light');
    const row = page.locator('article').nth(2).locator('.words');
    assert.equal((await row.textContent())?.replace(/\s+/g, ' ').trim(), '2 Fees ten pounds');
    assert.equal(await row.locator('.edge').count(), 2);
  });

  it('leaves room for the changes at 200 %', async () => {
    await show('vscode-light');
    const size = page.viewportSize();
    assert.ok(size);
    await page.setViewportSize({ width: 234, height: 380 });
    await page.evaluate("document.querySelector('article').scrollIntoView()");
    const box = await page.locator('header').boundingBox();
    await page.setViewportSize(size);
    assert.ok(box && box.y + box.height <= 1, JSON.stringify(box));
  });

  for (const theme of Object.keys(THEMES))
    it(`can be read by everyone: ${theme}`, async () => {
      await show(theme);
      await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        [],
      );
    });
});
