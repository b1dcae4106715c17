// The process that test/support/command-line.ts asks to run commands.
import { version } from '../../package.json';
import { runCommand } from '../../server/src/cli/run.js';
import { captureTerminal } from './captured-terminal.js';
import type { CommandReply, CommandRequest } from './command-line.js';

let last: Promise<void> = Promise.resolve();

// One after another: the working folder is the whole process's.
process.on('message', (request: CommandRequest) => {
  last = last.then(() => answer(request));
});
process.on('disconnect', () => process.exit());

async function answer({ id, cwd, args }: CommandRequest): Promise<void> {
  process.chdir(cwd);
  const out: Uint8Array[] = [];
  const errors: string[] = [];
  const io = captureTerminal(out, (line) => void errors.push(`${line}\n`));
  const status = await runCommand(io, args, version);
  process.send?.({ id, status, bytes: Buffer.concat(out), error: errors.join('') } satisfies CommandReply);
}
