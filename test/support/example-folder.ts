import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A copy of the example in a folder of its own, for commands that write; who made it removes it. */
export function copyExample(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  cpSync(resolve('examples/further-testing'), folder, { recursive: true });
  return folder;
}

/** Puts words in the place of others, which must be there, where they stand first. */
export function editFile(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  assert.ok(text.includes(from), `${path} has no “${from}”`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** Runs git in a folder as somebody, and returns what it prints. */
export function gitIn(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const printed = execFileSync('git', [...identity, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  return printed.toString().trim();
}
