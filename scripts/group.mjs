// Runs a program that starts others, and ends them all with it: after a fault, a time limit or
// Ctrl-C.
import { spawn } from 'node:child_process';
import { root } from './setup.mjs';

/** How long a group may take to end after SIGTERM, in milliseconds. */
const PATIENCE = 5000;
const windows = process.platform === 'win32';

/**
 * Runs a script in its own process group and ends the whole group with it. If this process is told
 * to stop, it ends the group first.
 * @param {readonly string[]} args the script and its arguments
 * @param {{ limit: number, env?: NodeJS.ProcessEnv }} options `limit` in milliseconds
 * @returns {Promise<{ status: number, late: boolean, output: string }>} `late`: it was ended at the
 * time limit
 */
export async function runGroup(args, { limit, env }) {
  // Its standard input closes when this process is gone: see endWithParent.
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'pipe',
    detached: !windows,
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  let late = false;
  let interrupted = false;
  const ask = () => {
    signal(child, 'SIGTERM');
    setTimeout(() => signal(child, 'SIGKILL'), PATIENCE).unref();
  };
  const timer = setTimeout(() => {
    late = true;
    ask();
  }, limit);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const interrupt = () => {
    interrupted = true;
    ask();
  };
  for (const name of signals) process.on(name, interrupt);
  try {
    const status = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => resolve(code ?? 1));
    });
    return { status, late, output };
  } finally {
    clearTimeout(timer);
    for (const name of signals) process.off(name, interrupt);
    signal(child, 'SIGKILL');
    if (interrupted) process.exit(130);
  }
}

function signal(child, name) {
  try {
    if (!windows) process.kill(-child.pid, name);
    else spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' }).on('error', () => {});
  } catch {
    // The group is gone already.
  }
}

/**
 * For a script that `runGroup` runs: ends its whole group, itself included, once the process that
 * started it is gone.
 */
export function endWithParent() {
  process.stdin.on('end', () => (windows ? process.exit(1) : process.kill(0, 'SIGKILL')));
  process.stdin.resume();
  process.stdin.unref();
}
