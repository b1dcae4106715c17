// The notices of everything that others made and the packages hold: dist/THIRD-PARTY.txt. It is made
// from what esbuild bundled and from the typesetter's binary, so nothing can be left out; a package
// whose licence or text is not known makes the build fail.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that let their works be shipped in a package under the MIT licence. */
const ACCEPTED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT']);
const LICENCE_FILE = /^(?:licen[cs]e|copying|unlicense)(?:[-.].*)?$/i;
const NOTICE_FILE = /^(?:notice|third-?party-?notices?)(?:\..*)?$/i;
const OWN_TEXTS = join(import.meta.dirname, 'notices');
const LINE = '='.repeat(80);

/**
 * The packages that files of bundles come from.
 * @param {readonly object[]} metafiles esbuild's
 * @returns {string[]} their folders, sorted
 */
export function listBundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const path of Object.keys(inputs)) {
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
        if (folder) folders.add(folder);
      }
  return [...folders].sort();
}

/**
 * One package: its name, version and licence, and the texts of that.
 * @param {string} folder
 * @throws Error where one of them is not known
 */
export function readNotice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!name || !version) throw new Error(`${folder}: its package.json gives no name and version`);
  if (!ACCEPTED.has(license))
    throw new Error(`${name} ${version}: its licence is “${license}”, which is not among those that may be shipped`);
  const files = readdirSync(folder).sort();
  const texts = files.filter((file) => LICENCE_FILE.test(file) || NOTICE_FILE.test(file));
  const own = join(OWN_TEXTS, `${name.replace('/', '+')}.txt`);
  const hasLicence = texts.some((file) => LICENCE_FILE.test(file));
  // Some packages leave out the text that is in their repository, or that of what they hold.
  if (!hasLicence && !existsSync(own))
    throw new Error(`${name} ${version}: it has no licence file; put the text of its repository into ${own}`);
  const text = [...texts.map((file) => join(folder, file)), ...(existsSync(own) ? [own] : [])]
    .map(readText)
    .join('\n\n');
  if (text.trim() === '') throw new Error(`${name} ${version}: its licence file is empty`);
  return { name, version, license, text };
}

/**
 * The crates in the typesetter's binary, by the paths of their sources that stand in it.
 * @param {string} binary
 * @returns {string[]} each with its version, sorted
 */
export function listCrates(binary) {
  const found = readFileSync(binary, 'latin1').matchAll(
    /registry[/\\]src[/\\][^/\\\0]{1,80}[/\\]([A-Za-z0-9_-]{1,60}-\d{1,4}\.\d{1,4}\.\d{1,4}(?:[+-][0-9A-Za-z.]{1,30})?)[/\\]/g,
  );
  return [...new Set([...found].map(([, crate]) => crate))].sort();
}

/**
 * The whole file.
 * @param {object} made
 * @param {readonly object[]} made.metafiles esbuild's, of all that is bundled
 * @param {string} made.typesetter the folder of the typesetter's package
 * @param {string} made.binary its binary
 * @param {Readonly<Record<string, string>>} made.fonts the folder of each font's package, by the font's name
 * @throws Error where a notice is missing
 */
export function makeThirdParty({ metafiles, typesetter, binary, fonts }) {
  const notices = listBundledPackages(metafiles).map(readNotice);
  const engine = readNotice(typesetter);
  const crates = listCrates(binary);
  if (crates.length < 50) throw new Error(`${binary}: its crates cannot be read: see scripts/third-party.mjs`);
  const exceptions = JSON.parse(readText(join(OWN_TEXTS, 'crates.json')));
  const licenceOf = (crate) => exceptions[crate.slice(0, crate.search(/-\d{1,4}\.\d/))] ?? 'MIT or Apache-2.0';
  const parts = [
    ...notices.map((notice) => [`${notice.name} ${notice.version} (${notice.license})`, notice.text]),
    ...Object.entries(fonts).map(([font, folder]) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return [`${name} ${version}: the font ${font} (OFL-1.1)`, readText(join(folder, 'LICENSE_FONT'))];
    }),
    [
      `${engine.name} ${engine.version} (${engine.license}): the typesetter`,
      `${engine.text}\n\n${readText(join(OWN_TEXTS, 'typst.txt'))}`,
    ],
    [
      'Fonts, colour profiles and data in the typesetter: Libertinus Serif, New Computer Modern, DejaVu and others',
      readText(join(OWN_TEXTS, 'typst-assets.txt')),
    ],
    [
      'Rust crates in the typesetter, with their licences as far as they are known',
      `${crates.map((crate) => `${crate}  ${licenceOf(crate)}`).join('\n')}\n\n${readText(join(OWN_TEXTS, 'crates.txt'))}`,
    ],
  ];
  const head = 'Keeling holds works of others. Each is named here with its version, its licence and the text of that.';
  return `${head}\n\n${parts.map(([title, text]) => `${LINE}\n${title}\n${LINE}\n\n${text.trim()}\n`).join('\n')}`;
}

function readText(path) {
  return readFileSync(path, 'utf8').replace(/\r\n?/g, '\n');
}
