import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readlinkSync, rmSync, type Stats } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** What the names of unfinished files end in. */
const ENDING = '.keeling-part';
/** `.MACHINE-PROCESS-CHANCE.keeling-part`; before, `.CHANCE.keeling-part`. */
const PART_NAME = /^\.(?:([0-9a-f]{6})-(\d{1,10})-)?[0-9a-f]{12}\.keeling-part$/;
/** An unfinished file of another machine is left over if it is older; in milliseconds. */
const LEFT_OVER_AFTER = 24 * 60 * 60 * 1000;

const MACHINE = createHash('sha256')
  .update(`${hostname()} ${readProcessSpace() ?? ''}`)
  .digest('hex')
  .slice(0, 6);

/** A name beside a place, for a file that is not finished. It says whose it is. */
export function makePartName(place: string): string {
  return join(dirname(place), `.${MACHINE}-${process.pid}-${randomBytes(6).toString('hex')}${ENDING}`);
}

/** Whether the name of a file, without its folder, is one of an unfinished file. */
export function isPartName(name: string): boolean {
  return PART_NAME.test(name);
}

/**
 * Removes the unfinished files that writers which ended early have left in a folder. There must be
 * no lock in it or above it: the writer's record may need them.
 * @param isLeft whether a file of another name is left over, too
 */
export function sweepLeftParts(folder: string, isLeft: (name: string) => boolean): void {
  for (const name of listNames(folder)) {
    const found = PART_NAME.exec(name);
    if (isLeft(name)) removeIfThere(join(folder, name));
    if (!found) continue;
    const path = join(folder, name);
    const [, machine, process] = found;
    if (machine === MACHINE && process !== undefined && !isProcessAlive(Number(process))) removeIfThere(path);
    else if (isOld(path)) removeIfThere(path);
  }
}

/**
 * What the processes that a process sees have their numbers within: two containers on one machine
 * count each for itself. Null where the system has no such thing.
 */
export function readProcessSpace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** The facts of a file, a link itself included; null where there is none, or none can be reached. */
export function findFacts(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

/** Whether there is a process with a number on this machine. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Removes a file. What cannot be removed stays: no caller could do more. */
export function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays.
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOld(path: string): boolean {
  const facts = findFacts(path);
  return facts !== null && Date.now() - facts.mtimeMs > LEFT_OVER_AFTER;
}
