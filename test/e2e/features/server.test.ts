import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { open, ready, restore, rewrite, until, untilFindings } from '../support/editor.js';

/** The language servers that this extension host runs, by process id. */
function servers(): number[] {
  const own = (parent: number, command: string): boolean => parent === process.pid && command.includes('server.js');
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const processes = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
    return processes.flatMap((found) => (found && own(Number(found[2]), found[3] as string) ? [Number(found[1])] : []));
  }
  // A small Debian has no ps.
  return readdirSync('/proc').flatMap((id) => {
    try {
      const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
      return own(parent, readFileSync(`/proc/${id}/cmdline`, 'utf8')) ? [Number(id)] : [];
    } catch {
      return [];
    }
  });
}

describe('the language server in VS Code', () => {
  before(ready);
  afterEach(restore);

  it('comes back when it is killed, and with it the findings', async function () {
    if (process.platform === 'win32') this.skip();
    const document = await open('mtad.md');
    await rewrite(document, 'Clause 20.24 of the SMETS1 SVTAD', 'Clause 20.99 of the SMETS1 SVTAD');
    await untilFindings(document, ['reference.unresolved']);
    const [before] = servers();
    process.kill(before as number, 'SIGKILL');
    await until('another server', () => servers().some((id) => id !== before));
    await rewrite(document, 'Clauses 3.3 to 3.5 of the SMETS1 SVTAD', 'Clauses 3.3 to 3.95 of the SMETS1 SVTAD');
    await untilFindings(document, ['reference.range', 'reference.unresolved']);
  });
});
