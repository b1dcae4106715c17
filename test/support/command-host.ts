// The process that test/support/command-line.ts asks to run commands.
import { version } from '../../package.json';
import { runCommand } from '../../server/src/cli/run.js';
import { DiskHost } from '../../server/src/node/disk-host.js';
import { terminal } from '../../server/src/node/terminal.js';
import type { CommandReply, CommandRequest } from './command-line.js';
import { typesetter } from './typesetter.js';

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
  const io = {
    ...terminal,
    terminal: false,
    colour: false,
    out: (text: string) => void out.push(Buffer.from(text)),
    bytes: (data: Uint8Array) => void out.push(data),
    error: (line: string) => void errors.push(`${line}\n`),
    host: new DiskHost(),
    typesetter,
  };
  const status = await runCommand(io, args, version);
  process.send?.({ id, status, bytes: Buffer.concat(out), error: errors.join('') } satisfies CommandReply);
}
