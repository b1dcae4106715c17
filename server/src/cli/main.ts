#!/usr/bin/env node
import { version } from '../../../package.json';
import { DiskHost } from '../node/disk-host.js';
import { prepareShortRun } from '../node/engine.js';
import { terminal } from '../node/terminal.js';
import { TypesetterProcess } from '../node/typesetter.js';
import { runCommand, toOneLine } from './run.js';

const args = process.argv.slice(2);

if (args[0] === 'lsp' && args.includes('--stdio') && !args.includes('--help')) {
  void import('../lsp/main.js');
} else {
  prepareShortRun();
  process.on('uncaughtException', (error) => {
    terminal.error(toOneLine(error));
    process.exit(2);
  });
  void runCommand({ ...terminal, host: new DiskHost(), typesetter: new TypesetterProcess() }, args, version).then(
    (status) => {
      process.exitCode = status;
    },
  );
}
