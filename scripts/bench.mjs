// npm run bench: measures Keeling beside its peers on drafts made on the spot.
import { ensureBuilt, ensureInstalled, node } from './setup.mjs';

await ensureInstalled();
await ensureBuilt();
process.exit(await node(['--expose-gc', 'bench/run.mjs', ...process.argv.slice(2)]));
