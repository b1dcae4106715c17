import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build } from 'esbuild';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe', 'msedge.exe'];
const PLACES = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/Applications/Google Chrome.app/Contents/MacOS',
  'C:/Program Files/Google/Chrome/Application',
  'C:/Program Files (x86)/Microsoft/Edge/Application',
];

/** The path of a Chromium or a relative of it that is installed here, or null. */
export function findChromium(): string | null {
  const paths = PLACES.flatMap((place) => [...NAMES, 'Google Chrome'].map((name) => join(place, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** A webview's script and style, bundled as the build does it. */
export async function bundleWebview(name: string): Promise<{ readonly script: string; readonly style: string }> {
  const entryPoints = [`client/webview/${name}.ts`];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, outdir: 'out' });
  const find = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: find('.js'), style: find('.css') };
}
