import { messageOf } from '../failure.js';
import { Draft } from '../model/draft.js';
import { readDraftText } from '../workspace/draft-text.js';
import { findReadingAround } from '../workspace/reading-around.js';
import { type Io, UsageError } from './io.js';

/** Whether a file is a Word file by its name. */
export function isWordFileName(path: string): boolean {
  return /\.(?:docx|docm|dotx|dotm)$/i.test(path);
}

/** The text of a file by its path, or of `git:REV:PATH`; a UsageError where it cannot be read. */
export async function readInputText(io: Io, name: string): Promise<string> {
  const [, revision, path] = /^git:([^:]+):(.+)$/.exec(name) ?? [];
  if (name.startsWith('git:') && revision === undefined)
    throw new UsageError(`${name}: a file at a git revision is written git:REV:PATH`);
  const bytes =
    revision !== undefined && path !== undefined
      ? await readInputRevision(io, revision, path, name)
      : await readInputBytes(io, name);
  return decodeInput(name, bytes);
}

async function decodeInput(name: string, bytes: Uint8Array): Promise<string> {
  const decoded = await readDraftText(bytes);
  if ('problem' in decoded) throw new UsageError(`${name}: ${decoded.problem}`);
  return decoded.text;
}

/** The text of a file by its path, whatever the path begins with. */
export async function readFileText(io: Io, path: string): Promise<string> {
  return decodeInput(path, await readInputBytes(io, path));
}

/** The draft of a file by its path, or of `git:REV:PATH`, as the project around it wants it read. */
export async function readInputDraft(io: Io, name: string): Promise<Draft> {
  const text = await readInputText(io, name);
  return Draft.parse(text, await findReadingAround(io.uri(name.replace(/^git:[^:]+:/, '')), readOptional));

  async function readOptional(uri: string): Promise<string | null> {
    const bytes = await io.host.read(uri).catch(() => null);
    const decoded = bytes && (await readDraftText(bytes));
    return decoded && !('problem' in decoded) ? decoded.text : null;
  }
}

/** The bytes of a file by its path; a UsageError where it cannot be read. */
export async function readInputBytes(io: Io, name: string): Promise<Uint8Array> {
  const uri = io.uri(name);
  if (await io.isFolder(uri)) throw new UsageError(`${name}: it is a folder; name a file`);
  let bytes: Uint8Array | null;
  try {
    bytes = await io.host.read(uri);
  } catch (error) {
    throw new UsageError(`${name}: ${messageOf(error)}`);
  }
  if (!bytes) throw new UsageError(`${name}: there is no such file`);
  return bytes;
}

async function readInputRevision(io: Io, revision: string, path: string, name: string): Promise<Uint8Array> {
  try {
    return await io.host.readRevision(io.uri('.'), revision, path);
  } catch (error) {
    throw new UsageError(`${name}: ${messageOf(error)}`);
  }
}
