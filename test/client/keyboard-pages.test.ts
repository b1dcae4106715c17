import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { bundleWebview, startBrowser } from '../support/browser.js';

const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
const cited = (label: string) => ({ uri: 'file:///c.md', label, words: 'NAMED', document: 'CODE', range, count: 2 });
const change = (label: string, kind: string, isInBoth: boolean) => ({
  ...{ label, oldLabel: null, kinds: [kind], range, oldRange: isInBoth ? range : null, words: '' },
  edits: [{ op: 'insert', class: 'substance', text: 'NAMED' }],
});

/** A page with what it is sent, and what Tab leads to, one after another. */
interface Case {
  readonly name: string;
  readonly data: object;
  readonly order: readonly string[];
  /** What a message says that Enter or the space bar sends on what Tab leads to, by its place. */
  readonly sends: Readonly<Record<number, object>>;
}

const CASES: readonly Case[] = [
  {
    name: 'comparison',
    data: {
      draft: 'file:///c.md',
      result: {
        ...{ document: 'CODE', against: 'V1', inForceUri: '', notes: [], summary: { amended: 1, renumbered: 1 } },
        changes: [change('1.1', 'amended', true), change('1.2', 'renumbered', false)],
      },
    },
    order: [
      '#substance',
      '#kind-amended',
      '#kind-renumbered',
      'Previous change',
      'Next change',
      'article 1.1',
      'Go to 1.1 in the draft',
      'Go to 1.1 in the version in force',
      'article 1.2',
      'Go to 1.2 in the draft',
    ],
    sends: { 5: { open: 0, side: 'draft' }, 6: { open: 0, side: 'draft' }, 7: { open: 0, side: 'inForce' } },
  },
  {
    name: 'reference-map',
    data: { centre: cited('1.1'), incoming: [cited('2.1')], outgoing: [cited('3.1')] },
    order: [
      '2.1CODENAMED',
      'Centre · 2×: move 2.1 of CODE to the middle',
      '1.1CODENAMED',
      '3.1CODENAMED',
      'Centre · 2×: move 3.1 of CODE to the middle',
    ],
    sends: {
      0: { open: { uri: 'file:///c.md', range } },
      1: { centre: { uri: 'file:///c.md', range } },
      2: { open: { uri: 'file:///c.md', range } },
    },
  },
  {
    name: 'live-preview',
    data: { html: '<html lang="en-GB"><body><main>NAMED</main></body></html>', note: null, marked: false },
    order: ['Final', 'All Markup', 'Print…', 'The draft as published'],
    sends: { 0: { marked: false }, 1: { marked: true }, 2: { print: true } },
  },
  {
    name: 'timeline',
    data: {
      title: 'CODE',
      timeline: {
        picture: '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="NAMED"/>',
        days: [{ title: 'NAMED', description: '1' }],
      },
    },
    order: [],
    sends: {},
  },
];

describe('the pages of VS Code by keyboard, and in another language', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async function () {
    browser = await startBrowser(this);
  });
  after(() => browser?.close());

  async function show({ name, data }: Case, words: Readonly<Record<string, string>> = {}): Promise<Page> {
    const { script, style } = await bundleWebview(name);
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    const colours = ':root { --vscode-focusBorder: #005fb8 }';
    await page.setContent(
      `<!DOCTYPE html><html lang="en"><head><title>${name}</title><style>${colours} ${style}</style></head><body></body></html>`,
    );
    await page.evaluate(`
      document.body.dataset.l10n = ${JSON.stringify(JSON.stringify(words))};
      window.sent = [];
      window.acquireVsCodeApi = () => ({ postMessage: (message) => sent.push(message), getState() {}, setState() {} });
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type, ...more) {
        if (/click|change/.test(type)) this.dataset.acts = '';
        return addEventListener.call(this, type, ...more);
      };`);
    await page.addScriptTag({ content: script });
    await page.evaluate(`window.postMessage(${JSON.stringify(data)}, '*')`);
    await page.waitForTimeout(80);
    await page.evaluate('sent.length = 0');
    return page;
  }

  for (const each of CASES) {
    it(`${each.name}: Tab leads to all that can be done, in its order, and where it is can be seen`, async () => {
      const page = await show(each);
      const order: string[] = [];
      for (let step = 0; step <= each.order.length; step++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate<{ name: string; outline: string } | null>(`(() => {
          const at = document.activeElement;
          if (!at || at === document.body) return null;
          at.dataset.reached = '';
          const name = at.id ? '#' + at.id : at.getAttribute('aria-label') ??
            (at.localName === 'article' ? 'article ' + at.querySelector('h2').textContent : at.textContent);
          return { name, outline: getComputedStyle(at).outlineStyle };
        })()`);
        if (!at) break;
        assert.notEqual(at.outline, 'none', at.name);
        order.push(at.name);
      }
      assert.deepEqual(order, each.order);
      const left = await page.evaluate(
        "[...document.querySelectorAll('[data-acts]:not([data-reached])')].map((each) => each.outerHTML)",
      );
      assert.deepEqual(left, []);
      await page.close();
    });

    // The space bar scrolls where a change has the focus.
    for (const [index, message] of Object.entries(each.sends))
      for (const key of ['Enter', 'Space'])
        if (key === 'Enter' || !each.order[Number(index)]?.startsWith('article '))
          it(`${each.name}: ${key} on “${each.order[Number(index)]}”`, async () => {
            const page = await show(each);
            for (let step = 0; step <= Number(index); step++) await page.keyboard.press('Tab');
            await page.keyboard.press(key);
            assert.deepEqual(await page.evaluate('sent'), [message]);
            await page.close();
          });

    it(`${each.name}: every word of its own can be in another language`, async () => {
      const bundle: Record<string, string> = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8'));
      const page = await show(each, Object.fromEntries(Object.keys(bundle).map((words) => [words, `⟦${words}⟧`])));
      const words = await page.evaluate<string[]>(`(() => {
        const found = [];
        for (const at of document.body.querySelectorAll('*:not(script, style)')) {
          for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            if (at.hasAttribute(name)) found.push(at.getAttribute(name));
          for (const node of at.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
        }
        return found;
      })()`);
      const without = words.map((text) => {
        let left = text;
        // The innermost first: words can stand within others.
        for (let before = ''; before !== left; ) [before, left] = [left, left.replace(/⟦[^⟦⟧]{0,200}⟧/g, '')];
        return left.replace(/NAMED|CODE|substance/g, '');
      });
      assert.deepEqual(
        without.filter((text) => /\p{L}/u.test(text)),
        [],
      );
      await page.close();
    });
  }

  it('comparison: the focus stays where it was when another comparison comes, and n and p go from change to change', async () => {
    const [comparison] = CASES;
    assert.ok(comparison);
    const page = await show(comparison);
    const focused = () => page.evaluate("document.activeElement.id || document.activeElement.querySelector('h2')?.id");
    await page.locator('#kind-renumbered').focus();
    await page.evaluate(`window.postMessage(${JSON.stringify(comparison.data)}, '*')`);
    await page.waitForTimeout(80);
    assert.equal(await focused(), 'kind-renumbered');
    for (const [key, id] of [
      ['n', 'change-0'],
      ['n', 'change-1'],
      ['ArrowUp', 'change-0'],
      ['ArrowDown', 'change-1'],
      ['p', 'change-0'],
    ] as const) {
      await page.keyboard.press(key);
      assert.equal(await focused(), id);
    }
    await page.close();
  });

  it('reference-map: whoever moves a provision to the middle goes on from there', async () => {
    const map = CASES.find(({ name }) => name === 'reference-map');
    assert.ok(map);
    const page = await show(map);
    await page.locator('.incoming .centre').focus();
    await page.keyboard.press('Enter');
    await page.evaluate(`window.postMessage(${JSON.stringify({ ...map.data, centre: cited('2.1') })}, '*')`);
    await page.waitForTimeout(80);
    assert.equal(await page.evaluate("document.activeElement.closest('.middle') !== null"), true);
    await page.close();
  });
});
