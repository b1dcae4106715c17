// npm run oracles: reads Word files of other people, and opens the Word files of every pair of drafts in LibreOffice, pandoc and the Open
// XML SDK. This takes minutes; npm test does it for a few pairs.
import { join } from 'node:path';
import { node } from './setup.mjs';

process.env.KEELING_ORACLES = 'all';
process.exit(await node([join('scripts', 'test.mjs'), 'oracles']));
