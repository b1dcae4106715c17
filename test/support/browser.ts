import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe', 'msedge.exe'];
const PLACES = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/Applications/Google Chrome.app/Contents/MacOS',
  'C:/Program Files/Google/Chrome/Application',
  'C:/Program Files (x86)/Microsoft/Edge/Application',
];

/** The path of a Chromium or a relative of it that is installed here, or null. */
function findChromium(): string | null {
  const paths = PLACES.flatMap((place) => [...NAMES, 'Google Chrome'].map((name) => join(place, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Starts the Chromium that is installed here; where there is none, the tests are skipped. */
export async function startBrowser(tests: Mocha.Context): Promise<Browser> {
  const path = findChromium();
  if (path === null) {
    console.log('      skipped: there is no Chromium here');
    return tests.skip();
  }
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });
}

/** A webview's script and style, bundled as the build does it. */
export async function bundleWebview(name: string): Promise<{ readonly script: string; readonly style: string }> {
  const entryPoints = [`client/webview/${name}.ts`];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, outdir: 'out' });
  const find = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: find('.js'), style: find('.css') };
}
