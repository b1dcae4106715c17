import { version } from '../../../package.json';
import { DiskHost } from '../node/disk-host.js';
import { countSpareThreads } from '../node/spare-threads.js';
import { terminal } from '../node/terminal.js';
import { Thread } from '../node/threads.js';
import { TypesetterProcess } from '../node/typesetter.js';
import { findBundle } from '../node/worker-script.js';
import type { HelperPart, HelperRequest } from './check-helpers.js';
import { runCommand, toOneLine } from './run.js';

/** The bundle of the thread that helps to check, beside the program. */
const HELPER = findBundle('cli-helper.js');

/**
 * Runs one command with this terminal and this disk, and sets the exit status.
 * @param args the words behind `keeling`
 */
export async function startCommand(args: readonly string[]): Promise<void> {
  process.on('uncaughtException', (error) => {
    terminal.error(toOneLine(error));
    process.exit(2);
  });
  const helpers = {
    count: countSpareThreads,
    start: () => new Thread<HelperRequest, readonly HelperPart[]>(HELPER, true),
  };
  const io = { ...terminal, host: new DiskHost(), typesetter: new TypesetterProcess(), helpers };
  process.exitCode = await runCommand(io, args, version);
}
