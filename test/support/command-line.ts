import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const CLI = resolve('dist/cli.js');

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly bytes: Buffer;
  readonly error: string;
}

/** Runs the built command line in a folder. */
export function keelingIn(cwd: string, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: undefined },
    });
    const out: Buffer[] = [];
    const error: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => error.push(data));
    child.on('error', reject);
    child.on('close', (status) => {
      const bytes = Buffer.concat(out);
      resolve({ status, out: bytes.toString(), bytes, error: Buffer.concat(error).toString() });
    });
  });
}
