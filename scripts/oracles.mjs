// npm run oracles: asks LibreOffice, pandoc and the Open XML SDK about every pair of drafts that there is, which takes minutes; npm test asks them
// about a few.
import { join } from 'node:path';
import { node } from './setup.mjs';

process.env.KEELING_ORACLES = 'all';
process.exit(await node([join('scripts', 'test.mjs'), 'docx-oracles']));
