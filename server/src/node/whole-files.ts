import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files whole, and all of them or none: each is first written beside its place under a name of its own and flushed, and only
 * when all are there do they take their names. A fault before that leaves nothing behind, and what stood there before as it was.
 */
export async function writeWhole(files: readonly OutputFile[]): Promise<void> {
  const staged: { from: string; to: string }[] = [];
  try {
    for (const { path, bytes } of files) {
      const kind = await stat(path).catch(() => null);
      if (kind?.isDirectory()) throw new Error(`${path} is a folder: name a file`);
      await mkdir(dirname(path), { recursive: true });
      const from = join(dirname(path), `.${randomBytes(6).toString('hex')}.keeling-part`);
      staged.push({ from, to: path });
      const file = await open(from, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    for (const { from, to } of staged) await rename(from, to);
  } finally {
    await Promise.all(staged.map(({ from }) => rm(from, { force: true })));
  }
}
