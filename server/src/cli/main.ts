#!/usr/bin/env node
import { prepareShortRun } from '../node/short-run.js';
import { findBundle } from '../node/worker-script.js';

const args = process.argv.slice(2);

if (args[0] === 'lsp' && args.includes('--stdio') && !args.includes('--help')) {
  void import('../lsp/main.js');
} else {
  prepareShortRun(findBundle('cli'));
  void import('./start.js').then(({ startCommand }) => startCommand(args));
}
