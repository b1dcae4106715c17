// npm run bench: measures Keeling and its peers on generated drafts.
import { ensureBuilt, ensureInstalled, node } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();
process.exit(await node(['--expose-gc', 'bench/run.mjs', ...process.argv.slice(2)]));
