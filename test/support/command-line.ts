import { type ChildProcess, fork, spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const CLI = resolve('dist/cli.js');
const HOST = resolve('out/test/support/command-host.mjs');

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly bytes: Buffer;
  readonly error: string;
}

export interface CommandRequest {
  readonly id: number;
  readonly cwd: string;
  readonly args: readonly string[];
}

export interface CommandReply {
  readonly id: number;
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly error: string;
}

/** Runs the built command line in a folder, in a process of its own. */
export function builtKeelingIn(cwd: string, ...args: string[]): Promise<Outcome> {
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

interface Waiting {
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
}

let host: ChildProcess | null = null;
let asked = 0;
const waiting = new Map<number, Waiting>();

/**
 * Runs a command in a folder as the built command line does, but in one process with all others: most of a command's time is the start of
 * Node.
 */
export function keelingIn(cwd: string, ...args: string[]): Promise<Outcome> {
  host ??= startHost();
  const request: CommandRequest = { id: asked++, cwd, args };
  const outcome = new Promise<Outcome>((resolve, reject) => waiting.set(request.id, { resolve, reject }));
  host.send(request);
  return outcome;
}

function startHost(): ChildProcess {
  const child = fork(HOST, [], { serialization: 'advanced', execArgv: [] });
  child.on('message', ({ id, status, bytes, error }: CommandReply) => {
    const data = Buffer.from(bytes);
    waiting.get(id)?.resolve({ status, out: data.toString(), bytes: data, error });
    waiting.delete(id);
  });
  child.on('exit', (status) => {
    for (const { reject } of waiting.values()) reject(new Error(`the commands’ process ended with ${status}`));
    waiting.clear();
    host = null;
  });
  // It ends with this process.
  child.unref();
  child.channel?.unref();
  return child;
}
