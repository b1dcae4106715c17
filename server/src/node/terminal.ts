import { writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { toPath, toUri } from './uris.js';
import { type OutputFile, writeWhole } from './whole-files.js';

/** The terminal, the working folder and the clock of this process. */
export const terminal = {
  terminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
  out: (text: string): void => writeAll(Buffer.from(text)),
  bytes: (data: Uint8Array): void => writeAll(data),
  error: (line: string): void => {
    process.stderr.write(`${line}\n`);
  },
  uri: (path: string): string => toUri(path),
  path: (uri: string): string => {
    const path = toPath(uri);
    return path === null ? uri : relative(process.cwd(), path).split(sep).join('/') || '.';
  },
  isFolder: async (uri: string): Promise<boolean> => {
    const path = toPath(uri);
    return path !== null && (await stat(path).then((facts) => facts.isDirectory(), () => false));
  },
  write: (files: readonly OutputFile[]): Promise<void> => writeWhole(files.map(({ path, bytes }) => ({ path: resolve(path), bytes }))),
  now: (): string => new Date().toISOString(),
};

/** Writes at once, so that nothing is lost when the process ends right after; a reader that went away ends it quietly. */
function writeAll(data: Uint8Array): void {
  for (let at = 0; at < data.length; ) {
    try {
      at += writeSync(1, data, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}
