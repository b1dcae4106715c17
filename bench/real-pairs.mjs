import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Licences and the versions that followed them, by their names in the npm package spdx-license-list:
 * some were amended here and there, others written anew.
 */
const VERSIONS = [
  ['MPL-1.0', 'MPL-1.1'],
  ['EUPL-1.1', 'EUPL-1.2'],
  ['GFDL-1.1-only', 'GFDL-1.2-only'],
  ['GFDL-1.2-only', 'GFDL-1.3-only'],
  ['GPL-2.0-only', 'GPL-3.0-only'],
  ['LGPL-2.0-only', 'LGPL-2.1-only'],
  ['AGPL-1.0-only', 'AGPL-3.0-only'],
  ['CDDL-1.0', 'CDDL-1.1'],
  ['CECILL-2.0', 'CECILL-2.1'],
  ['CERN-OHL-1.1', 'CERN-OHL-1.2'],
  ['EPL-1.0', 'EPL-2.0'],
  ['APSL-1.1', 'APSL-1.2'],
  ['APSL-1.2', 'APSL-2.0'],
  ['RPL-1.1', 'RPL-1.5'],
  ['OSL-2.1', 'OSL-3.0'],
  ['AFL-2.1', 'AFL-3.0'],
  ['LPPL-1.2', 'LPPL-1.3c'],
  ['NPL-1.0', 'NPL-1.1'],
  ['CC-BY-2.5', 'CC-BY-3.0'],
  ['CC-BY-3.0', 'CC-BY-4.0'],
  ['CC-BY-SA-3.0', 'CC-BY-SA-4.0'],
  ['CC-BY-NC-3.0', 'CC-BY-NC-4.0'],
];
/** Those that are compared by themselves as well: one amended here and there, one written anew. */
const ALONE = ['RPL-1.1', 'GPL-2.0-only'];

/**
 * Pairs of real texts: NAME.old.md and NAME.new.md in the folder that KEELING_PAIRS names and
 * below, and licences of spdx-license-list in the folder of the peers.
 * @param folder where the licences are written to
 */
export function listRealPairs(folder) {
  return [...licencePairs(folder), ...ownPairs()];
}

function ownPairs() {
  const root = process.env.KEELING_PAIRS;
  if (root === undefined) return [];
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names.flatMap((name) =>
    name.endsWith('.old.md') ? pairAt(join(root, name.slice(0, -'.old.md'.length))) : [],
  );
}

function licencePairs(folder) {
  const licences = join(process.env.KEELING_PEERS ?? '', 'node_modules', 'spdx-license-list', 'licenses');
  if (!existsSync(licences)) {
    console.log(
      'Real licences are not compared: spdx-license-list is not there (see KEELING_PEERS in CONTRIBUTING.md).\n',
    );
    return [];
  }
  const textOf = (name) => JSON.parse(readFileSync(join(licences, `${name}.json`), 'utf8')).licenseText;
  const write = (name, pairs) => {
    for (const [index, side] of ['old', 'new'].entries()) {
      const texts = pairs.map((names) => `# ${names[0]}\n\n${textOf(names[index])}\n`);
      writeFileSync(join(folder, `${name}.${side}.md`), texts.join('\n'));
    }
    return pairAt(join(folder, name));
  };
  const here = VERSIONS.filter((names) => names.every((name) => existsSync(join(licences, `${name}.json`))));
  const alone = here.filter(([name]) => ALONE.includes(name));
  return [...alone.map((names) => write(names.join(' to '), [names])), write(`${here.length} licences`, here)];
}

function pairAt(path) {
  return { name: basename(path), oldFile: `${path}.old.md`, newFile: `${path}.new.md`, truth: `${path}.truth.json` };
}
