import { decodeBase64, encodeBase64, toBinary } from '../../model/bytes.js';
import { hashText } from '../../model/text.js';
import { isInside } from '../../workspace/uri.js';

/** How the last bringing into force is undone; beside the project file, or beside the draft. */
export const IN_FORCE_RECORD = '.keeling-in-force.json';

/** A file that was changed, and the way back. */
export interface RecordedChange {
  /** Relative to the project's folder. */
  readonly path: string;
  /** A hash of what the file holds since; null where it was removed. */
  readonly now: string | null;
  /** Whether there was no such file before. */
  readonly isNew: boolean;
  /** What makes the old file of the one that is there: base64, as a picture is no text. */
  readonly back: { readonly start: number; readonly end: number; readonly bytes: string };
}

/** What was done when drafts were brought into force. */
export interface InForceRecord {
  readonly version: 1;
  readonly on: string;
  readonly files: readonly RecordedChange[];
  readonly tags: readonly { readonly name: string; readonly commit: string }[];
}

const NOTHING = new Uint8Array();

/** The one edit of bytes that leads from the new file back to the old one. */
export function makeEditsBack(before: Uint8Array | null, after: Uint8Array | null): Omit<RecordedChange, 'path'> {
  const [old, now] = [before ?? NOTHING, after ?? NOTHING];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let same = 0;
  const most = Math.min(old.length, now.length) - start;
  while (same < most && old[old.length - 1 - same] === now[now.length - 1 - same]) same++;
  return {
    now: after === null ? null : hashBytes(after),
    isNew: before === null,
    back: {
      start,
      end: now.length - same,
      bytes: before === null ? '' : encodeBase64(old.subarray(start, old.length - same)),
    },
  };
}

/**
 * The old file of the one that is there now.
 * @returns undefined where the file is not as it was left
 */
export function goBack(
  now: Uint8Array | null,
  { isNew, back, now: hash }: RecordedChange,
): Uint8Array | null | undefined {
  if ((now === null ? null : hashBytes(now)) !== hash) return undefined;
  if (isNew) return null;
  const bytes = now ?? NOTHING;
  if (back.start > back.end || back.end > bytes.length) return undefined;
  const put = decodeBase64(back.bytes);
  const old = new Uint8Array(back.start + put.length + Math.max(0, bytes.length - back.end));
  old.set(bytes.subarray(0, back.start), 0);
  old.set(put, back.start);
  old.set(bytes.subarray(back.end), back.start + put.length);
  return old;
}

/** Reads a record; null where it is none, or leads out of its folder. */
export function readInForceRecord(text: string): InForceRecord | null {
  try {
    const content = JSON.parse(text) as InForceRecord;
    const isSound =
      content.version === 1 &&
      content.files.every(
        ({ path, now, isNew, back }) =>
          typeof path === 'string' &&
          isInside(path) &&
          (now === null || typeof now === 'string') &&
          typeof isNew === 'boolean' &&
          Number.isInteger(back.start) &&
          back.start >= 0 &&
          Number.isInteger(back.end) &&
          back.end >= back.start &&
          typeof back.bytes === 'string',
      ) &&
      content.tags.every(({ name, commit }) => /^[a-z0-9][a-z0-9.-]*$/.test(name) && /^[0-9a-f]{40,64}$/.test(commit));
    return isSound ? content : null;
  } catch {
    return null;
  }
}

function hashBytes(bytes: Uint8Array): string {
  return hashText(toBinary(bytes)).toString(36);
}
