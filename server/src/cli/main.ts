#!/usr/bin/env node
import { version } from '../../../package.json';
import { DiskHost } from '../node/disk-host.js';
import { terminal } from '../node/terminal.js';
import { run } from './run.js';

const args = process.argv.slice(2);

if (args[0] === 'lsp' && !args.includes('--help')) {
  if (!args.includes('--stdio')) {
    terminal.error('keeling: lsp talks over standard input and output: keeling lsp --stdio');
    process.exitCode = 2;
  } else {
    void import('../lsp/main.js');
  }
} else {
  void run({ ...terminal, host: new DiskHost() }, args, version).then((status) => {
    process.exitCode = status;
  });
}
