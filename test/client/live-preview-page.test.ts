import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { Draft } from '../../server/src/model/draft.js';
import { bundleWebview, startBrowser } from '../support/browser.js';

const CLAUSES = Array.from({ length: 60 }, (_, i) => `1.${i + 1} Clause number ${i + 1} of the draft says this.`);

/** The page of a draft in which one clause says something else. */
function pageWith(changed: number | null): string {
  const clauses = CLAUSES.map((clause, i) =>
    i === changed ? clause.replace('this', 'that, <b>not</b> this') : clause,
  );
  return renderHtml({ draft: Draft.parse(`# Code\n\n## 1 One\n\n${clauses.join('\n\n')}\n`) });
}

describe('the page of the live preview', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;
  const sent: unknown[] = [];

  before(async function () {
    const { script, style } = await bundleWebview('live-preview');
    browser = await startBrowser(this);
    page = await browser.newPage({ viewport: { width: 700, height: 500 } });
    await page.setContent(
      `<!DOCTYPE html><html lang="en"><head><title>Preview</title><style>${style}</style></head><body></body></html>`,
    );
    await page.exposeFunction('note', (message: unknown) => void sent.push(message));
    await page.evaluate('window.acquireVsCodeApi = () => ({ postMessage: (message) => window.note(message) })');
    await page.addScriptTag({ content: script });
    await send({ html: pageWith(null), note: null, marked: false });
  });
  after(() => browser?.close());

  async function send(message: object): Promise<void> {
    await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
    await page.waitForTimeout(50);
  }

  it('asks for the page once it is ready, and says which form is shown', async () => {
    assert.deepEqual(sent[0], { ready: true });
    assert.equal(await page.locator('button[aria-pressed=true]').textContent(), 'Final');
    await page.locator('button', { hasText: 'All Markup' }).click();
    assert.deepEqual(sent.at(-1), { marked: true });
  });

  it('replaces only what differs: place, selection and every other clause stay', async () => {
    await page.evaluate(
      "document.querySelector('#clause-1-40').scrollIntoView(); document.querySelector('#clause-1-39').seen = true",
    );
    const before = await page.evaluate("document.querySelector('.preview-page').scrollTop");
    await send({ html: pageWith(41), note: null, marked: false });
    assert.match((await page.locator('main').textContent()) ?? '', /number 42 of the draft says that, not this/);
    assert.equal(await page.evaluate("document.querySelector('#clause-1-39').seen"), true);
    assert.equal(await page.evaluate("document.querySelector('.preview-page').scrollTop"), before);
    assert.equal(await page.evaluate("document.querySelectorAll('main').length"), 1);
  });

  it('brings the clause of the cursor into view', async () => {
    await send({ at: 'clause-1-2' });
    const box = await page.locator('#clause-1-2').boundingBox();
    assert.ok(box && box.y > 0 && box.y < 500, JSON.stringify(box));
  });

  it('shows which form it is where all buttons have one ground', async () => {
    const weight = "getComputedStyle(document.querySelector('button[aria-pressed=true]')).fontWeight";
    const plain = await page.evaluate(weight);
    await page.evaluate("document.body.dataset.vscodeThemeKind = 'vscode-high-contrast-light'");
    await send({ html: pageWith(null), note: null, marked: false });
    assert.notEqual(await page.evaluate(weight), plain);
  });

  it('has its buttons whole and leaves room for the words at 200 %', async () => {
    const size = page.viewportSize();
    assert.ok(size);
    await page.setViewportSize({ width: 234, height: 380 });
    await page.evaluate("document.querySelector('.preview-page').scrollTo(0, 2000)");
    const heights = await page
      .locator('.preview-bar button')
      .evaluateAll((all) => all.map((each) => each.clientHeight));
    const head = await page.locator('.preview-page .head').boundingBox();
    const bar = await page.locator('.preview-bar').boundingBox();
    await page.setViewportSize(size);
    assert.ok(Math.max(...heights) < 40, heights.join());
    assert.ok(head && bar && head.y + head.height <= bar.y + bar.height, JSON.stringify([head, bar]));
  });

  it('says why no changes are marked', async () => {
    await send({ html: pageWith(null), note: 'No version in force is set.', marked: true });
    assert.equal(await page.locator('.preview-note').textContent(), 'No version in force is set.');
    assert.ok(await page.locator('.preview-note').isVisible());
    await send({ html: pageWith(null), note: null, marked: true });
    assert.ok(!(await page.locator('.preview-note').isVisible()), 'a note without words takes room');
  });
});
