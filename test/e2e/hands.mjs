// The hands of a user, for tests that run in the extension host: they write what is to be done to a
// file, and wait until it is gone.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the window showed when it could not do a wish. */
const FAILED = join(import.meta.dirname, '..', '..', 'out', 'wish-that-failed.png');
/** How often a wish is looked for, in milliseconds. */
const INTERVAL = 20;

/**
 * Does what tests wish, one after another, until the page is closed.
 * @param {import('playwright-core').Page} page
 * @param {string} folder where the files with the wishes are
 */
export function serveTests(page, folder) {
  const file = join(folder, 'wish.json');
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy || !existsSync(file)) return;
    isBusy = true;
    let answer = {};
    try {
      answer = (await fulfil(page, JSON.parse(readFileSync(file, 'utf8')))) ?? {};
    } catch (error) {
      answer = { error: String(error) };
      await page.screenshot({ path: FAILED }).catch(() => {});
    }
    writeFileSync(join(folder, 'answer.new'), JSON.stringify(answer));
    rmSync(file);
    renameSync(join(folder, 'answer.new'), join(folder, 'answer.json'));
    isBusy = false;
  }, INTERVAL);
  page.once('close', () => clearInterval(timer));
}

async function fulfil(page, wish) {
  if (wish.keys) for (const key of wish.keys) await page.keyboard.press(key);
  if (wish.type) await page.keyboard.insertText(wish.type);
  if (wish.click) await page.locator(wish.click).first().click({ timeout: 10_000 });
  if (wish.tryClick)
    await page
      .locator(wish.tryClick)
      .first()
      .click({ timeout: 1500 })
      .catch(() => {});
  if (wish.wait) await page.locator(wish.wait).first().waitFor({ state: 'attached', timeout: 15_000 });
  if (wish.picture) await page.screenshot({ path: wish.picture });
  if (wish.text) return { text: await page.locator(wish.text).allTextContents() };
  // As a program leaves it: a page may not put such HTML into the clipboard.
  if (wish.paste)
    await page.evaluate(({ html, plain }) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', plain);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    }, wish.paste);
  return undefined;
}
