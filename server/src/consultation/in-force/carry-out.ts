import { hasFailed } from '../../failure.js';
import { decodeText } from '../../workspace/decode.js';
import type { Host } from '../../workspace/host.js';
import { resolveUri } from '../../workspace/uri.js';
import { type ChangedFile, InForceRefused, type PlannedTag } from './bring-into-force.js';
import { goBack, IN_FORCE_RECORD, readInForceRecord } from './record.js';
import type { VersionTags } from './version-tags.js';

/** What is done with files and tags: all of it or nothing. */
export interface FilesAndTags {
  readonly files: readonly ChangedFile[];
  readonly tags: readonly PlannedTag[];
}

/**
 * Carries out a plan. Tags come first: one that is left by a process that was killed marks the right
 * words, and the next attempt finds it.
 * @param write writes and removes files, all or none, where they are still as they were before
 */
export async function carryOut(
  folder: string,
  { files, tags }: FilesAndTags,
  git: VersionTags | null,
  write: (files: readonly ChangedFile[]) => Promise<void>,
): Promise<void> {
  const made: PlannedTag[] = [];
  try {
    for (const tag of git ? tags : []) {
      await git?.addTag(folder, tag.name, tag.commit);
      made.push(tag);
    }
    await write(files);
  } catch (error) {
    for (const { name, commit } of made) await git?.removeTag(folder, name, commit).catch(() => {});
    throw error;
  }
}

/**
 * Plans how the last bringing into force of a folder is undone. Its tags are those to be removed.
 * @throws InForceRefused where a file has changed since
 */
export async function planUndo(
  host: Host,
  folder: string,
): Promise<FilesAndTags & { readonly paths: readonly string[] }> {
  const uri = resolveUri(folder, IN_FORCE_RECORD);
  const bytes = (await host.isWithin(folder, uri)) ? await host.read(uri) : null;
  if (!bytes) throw new InForceRefused([`${IN_FORCE_RECORD}: there is no such file, so there is nothing to undo`]);
  const decoded = decodeText(bytes);
  const record = hasFailed(decoded) ? null : readInForceRecord(decoded.text);
  if (!record) throw new InForceRefused([`${IN_FORCE_RECORD}: it does not say how to undo a bringing into force`]);
  const files: ChangedFile[] = [];
  const changed: string[] = [];
  for (const change of record.files) {
    const own = resolveUri(folder, change.path);
    if (!(await host.isWithin(folder, own)))
      throw new InForceRefused([`${change.path}: it is outside the project’s folder`]);
    const now = await host.read(own);
    const before = goBack(now, change);
    if (before === undefined) changed.push(`${change.path}: it has changed since, so this cannot be undone`);
    else files.push({ uri: own, before: now, after: before });
  }
  if (changed.length > 0) throw new InForceRefused(changed);
  return {
    files: [...files, { uri, before: bytes, after: null }],
    tags: record.tags,
    paths: record.files.map(({ path }) => path),
  };
}

/** Carries out an undo; tags go first, as they mark what is undone. */
export async function carryOutUndo(
  folder: string,
  { files, tags }: FilesAndTags,
  git: VersionTags | null,
  write: (files: readonly ChangedFile[]) => Promise<void>,
): Promise<void> {
  for (const { name, commit } of tags) await git?.removeTag(folder, name, commit);
  try {
    await write(files);
  } catch (error) {
    for (const { name, commit } of tags) await git?.addTag(folder, name, commit).catch(() => {});
    throw error;
  }
}
