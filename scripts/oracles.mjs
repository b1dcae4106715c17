// npm run oracles [-- FOLDER]: reads Word files of other people, opens the Word files of every pair of drafts in LibreOffice, pandoc and
// the Open XML SDK, and looks for lost and doubled words in the exports of a folder of texts: the one
// named, or the licences of npm's spdx-license-list where that is installed (here or in
// KEELING_PEERS). This takes minutes; npm test does it for a few pairs and texts.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { node } from './setup.mjs';

const LICENCES = join('node_modules', 'spdx-license-list', 'licenses');

process.env.KEELING_ORACLES = 'all';
const [folder] = process.argv.slice(2);
const found = [folder, LICENCES, join(process.env.KEELING_PEERS ?? '.', LICENCES)].find(
  (each) => each && existsSync(each),
);
if (found) process.env.KEELING_TEXTS = resolve(found);
process.exit(await node([join('scripts', 'test.mjs'), 'oracles', 'export/conservation']));
