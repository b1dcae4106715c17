// npm run demo: checks the example consultation and writes its attachments.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, node } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();

const keeling = join('dist', 'cli.js');
const example = join('examples', 'further-testing');
const output = join('out', 'demo');

console.log(`\nkeeling check ${example}`);
const checked = await node([keeling, 'check', example]);
console.log(`\nkeeling pack ${example} --output ${output}`);
const packed = await node([keeling, 'pack', example, '--output', output]);
process.exit(checked || packed);
