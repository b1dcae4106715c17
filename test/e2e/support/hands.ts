import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './editor.js';

/** What a user does in the window, beyond what commands can. */
export type Wish =
  | { readonly keys: readonly string[] }
  | { readonly type: string }
  /** A selector of the window, as Playwright has them. */
  | { readonly click: string }
  /** The same for what may not be there. */
  | { readonly tryClick: string }
  | { readonly wait: string }
  /** The words of all parts of the window that a selector finds. */
  | { readonly text: string }
  /** A file to write a picture of the window to. */
  | { readonly picture: string }
  | { readonly paste: { readonly html: string; readonly plain: string } };

/** The folder that wishes are written to; undefined where VS Code's own window is used, which has no hands. */
const folder = process.env.KEELING_E2E_HANDS;

export const hasHands = folder !== undefined;

/** Does something as a user does it, and waits until it is done. @returns words that were asked for */
export async function byHand(wish: Wish): Promise<readonly string[]> {
  assert.ok(folder, 'this window has no hands');
  const answer = join(folder, 'answer.json');
  rmSync(answer, { force: true });
  writeFileSync(join(folder, 'wish.new'), JSON.stringify(wish));
  renameSync(join(folder, 'wish.new'), join(folder, 'wish.json'));
  await until(`the window to do ${JSON.stringify(wish).slice(0, 80)}`, () => existsSync(answer));
  const { error, text = [] } = JSON.parse(readFileSync(answer, 'utf8')) as { error?: string; text?: string[] };
  assert.equal(error, undefined);
  return text;
}
