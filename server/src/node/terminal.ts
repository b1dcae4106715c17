import { writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { toPath, toUri } from './uris.js';
import { type OutputFile, type WriteOptions, writeWhole } from './whole-files.js';

/** The terminal, the working folder and the clock of this process. */
export const terminal = {
  terminal: process.stdout.isTTY === true,
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  columns: (): number => process.stdout.columns || 80,
  out: (text: string): void => writeAll(Buffer.from(text)),
  bytes: (data: Uint8Array): void => writeAll(data),
  error: (line: string): void => {
    try {
      writeSync(2, `${line}\n`);
    } catch {
      // Nobody listens: there is nowhere left to say so.
    }
  },
  uri: (path: string): string => toUri(path),
  path: (uri: string): string => {
    const path = toPath(uri);
    return path === null ? uri : relative(process.cwd(), path).split(sep).join('/') || '.';
  },
  isFolder: async (uri: string): Promise<boolean> => {
    const path = toPath(uri);
    return (
      path !== null &&
      (await stat(path).then(
        (facts) => facts.isDirectory(),
        () => false,
      ))
    );
  },
  write: async (files: readonly OutputFile[], inputs: readonly string[], options: WriteOptions = {}): Promise<void> => {
    const read = new Set(await Promise.all(inputs.map((uri) => identifyFile(toPath(uri) ?? ''))));
    for (const { path } of files) {
      const place = await identifyFile(path);
      if (place !== null && read.has(place))
        throw new Error(`${path}: it is one of the inputs, which are never changed: name another place`);
    }
    await writeWhole(files, options);
  },
  now: (): string => new Date().toISOString(),
};

/** A text that is the same for all names of one file; null where there is no file. */
function identifyFile(path: string): Promise<string | null> {
  return stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => null,
  );
}

/**
 * Writes synchronously, so that nothing is lost when the process ends right after. If the reader
 * went away, the process ends quietly.
 */
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
