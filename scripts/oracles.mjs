// npm run oracles [-- FOLDER… --seed N --marked-pdf N --office N]: reads Word files of other people and
// Keeling's own PDFs and Word files back, opens
// the Word files of every pair of drafts in LibreOffice, pandoc and the Open XML SDK, and then writes each
// text of some folders in every format, clean and marked: those named, or the licences of npm's
// spdx-license-list where that is installed (here or in KEELING_PEERS). It prints a table of texts, words
// and what was lost. This takes hours for a thousand texts; npm test does it for a few.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { node } from './setup.mjs';

const LICENCES = join('node_modules', 'spdx-license-list', 'licenses');

process.env.KEELING_ORACLES = 'all';
const args = process.argv.slice(2).map((arg) => (existsSync(arg) ? resolve(arg) : arg));
const isNamed = args.some((arg) => existsSync(arg));
const licences = [LICENCES, join(process.env.KEELING_PEERS ?? '.', LICENCES)].find((each) => existsSync(each));
const tested = await node([
  join('scripts', 'test.mjs'),
  'oracles',
  'export/conservation',
  'import/pdf',
  'import/round-trip',
]);
const read =
  isNamed || licences
    ? await node([join('out', 'test', 'oracles', 'run.mjs'), ...args, ...(isNamed ? [] : [resolve(licences)])])
    : 0;
process.exit(tested || read);
