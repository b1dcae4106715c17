import { Inflate } from 'fflate';

/** Where the packed bytes of a part lie in a zip file. */
export interface ZipEntry {
  readonly start: number;
  /** How many bytes it has packed, and unpacked as the file states. */
  readonly packed: number;
  readonly size: number;
  readonly isDeflated: boolean;
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_SIZE = 22;
const LONGEST_REMARK = 0xffff;
/** A size that stands elsewhere, in a file of more than 4 GB. */
const ELSEWHERE = 0xffffffff;
/** Packed bytes that are unpacked at once, so that a part which lies about its size is soon found out. */
const PUSHED = 16_384;

/**
 * The parts of a zip file by their names, from its directory (APPNOTE 4.3). Those that are neither
 * stored nor deflated, or too large for the plain format, are left out.
 */
export function readZipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  const end = findDirectoryEnd(view);
  if (end < 0) return entries;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (
    let index = 0;
    index < count && at + 46 <= bytes.length && view.getUint32(at, true) === DIRECTORY_ENTRY;
    index++
  ) {
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [nameLength = 0, extra = 0, remark = 0] = lengths;
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = readEntry(view, at);
    if (entry) entries.set(name, entry);
    at += 46 + nameLength + extra + remark;
  }
  return entries;
}

function findDirectoryEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_REMARK); at--)
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  return -1;
}

function readEntry(view: DataView, at: number): ZipEntry | null {
  const method = view.getUint16(at + 10, true);
  const [packed = 0, size = 0] = [20, 24].map((place) => view.getUint32(at + place, true));
  const local = view.getUint32(at + 42, true);
  if ((method !== 0 && method !== 8) || [packed, size, local].includes(ELSEWHERE)) return null;
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_ENTRY) return null;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  return start + packed > view.byteLength ? null : { start, packed, size, isDeflated: method === 8 };
}

/**
 * Unpacks a part, and stops where it has more bytes than it states.
 * @throws Error in words that follow the part's name
 */
export function unpackEntry(bytes: Uint8Array, { start, packed, size, isDeflated }: ZipEntry): Uint8Array {
  const source = bytes.subarray(start, start + packed);
  if (!isDeflated) return source;
  const unpacked = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length > size) throw new Error('unpacks to more than it states');
    unpacked.set(chunk, length);
    length += chunk.length;
  });
  for (let from = 0; from < packed; from += PUSHED)
    inflate.push(source.subarray(from, from + PUSHED), from + PUSHED >= packed);
  if (length < size) throw new Error('unpacks to less than it states');
  return unpacked;
}
