import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI } from './command-line.js';

export interface MeasuredOutcome {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
  /** Seconds of the processor, in the program's own code. */
  readonly seconds: number;
  /** The most memory that it had, in megabytes. */
  readonly megabytes: number;
}

/**
 * Written by the program itself when it ends. Linux begins the most memory of a process with that of
 * the one that started it, so there it is read from where it begins anew.
 */
const METER = [
  'import { existsSync, readFileSync, writeFileSync } from "node:fs";',
  'process.on("exit", () => {',
  '  const { userCPUTime, maxRSS } = process.resourceUsage();',
  '  const own = existsSync("/proc/self/status") && /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"));',
  '  writeFileSync(process.env.KEELING_METER, JSON.stringify([userCPUTime / 1e6, (own ? Number(own[1]) : maxRSS) / 1024]));',
  '});',
].join('\n');

/** Runs the built command line and says how much work and memory it took. */
export async function measureKeeling(cwd: string, ...args: string[]): Promise<MeasuredOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-meter-'));
  const meter = join(folder, 'meter.json');
  try {
    const [status, out, error] = await new Promise<[number | null, string, string]>((resolve, reject) => {
      const child = spawn(
        process.execPath,
        ['--import', `data:text/javascript,${encodeURIComponent(METER)}`, CLI, ...args],
        {
          cwd,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, KEELING_METER: meter, FORCE_COLOR: undefined },
        },
      );
      let [said, told] = ['', ''];
      child.stdout.on('data', (data) => (said += data));
      child.stderr.on('data', (data) => (told += data));
      child.on('error', reject);
      child.on('close', (code) => resolve([code, said, told]));
    });
    const [seconds = Number.NaN, megabytes = Number.NaN] = JSON.parse(readFileSync(meter, 'utf8')) as number[];
    return { status, out, error, seconds, megabytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
