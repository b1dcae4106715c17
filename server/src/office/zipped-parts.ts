import { strFromU8, unzipSync } from 'fflate';
import { type Element, parseXml } from './xml-tree.js';
import { readZipEntries, unpackEntry, type ZipEntry } from './zip-entries.js';

/** The limits of a file: bytes packed and unpacked, and number of parts. */
const MOST_PACKED = 100_000_000;
const MOST_UNPACKED = 300_000_000;
const MOST_PARTS = 5_000;
/** How much of a large part may come out of each byte of the file: XML never gives so much. */
const MOST_EXPANSION = 300;
const SMALL_PART = 30_000_000;

/**
 * A zip file opened for reading. Its parts are unpacked on demand. Their names are never used as
 * paths.
 */
export class ZippedParts {
  /**
   * The sizes of the parts as the file states them, in bytes; no part is unpacked beyond its size.
   */
  private readonly sizes = new Map<string, number>();
  private unpacked = 0;
  private entries: ReadonlyMap<string, ZipEntry> | null = null;

  /**
   * @param kind what it should be: "Word file"
   * @throws Error that says what is wrong with it, in words that follow the file's name
   */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly kind: string,
  ) {
    if (bytes.length > MOST_PACKED) throw new Error(`is larger than ${MOST_PACKED / 1_000_000} MB`);
    if (!isZip(bytes)) throw new Error(`is no ${kind}`);
    let isBomb = false;
    this.unpack((name, size, packed) => {
      this.sizes.set(name, size);
      isBomb ||= size > SMALL_PART && size > MOST_EXPANSION * packed;
      return false;
    });
    if (isBomb) throw new Error(`unpacks to more than any ${kind} holds`);
    if (this.sizes.size > MOST_PARTS) throw new Error(`has more than ${MOST_PARTS} parts, which no ${kind} has`);
  }

  has(name: string): boolean {
    return this.sizes.has(name);
  }

  part(name: string): Uint8Array {
    this.unpacked += this.sizes.get(name) ?? 0;
    if (this.unpacked > MOST_UNPACKED) throw new Error(`unpacks to more than any ${this.kind} holds`);
    this.entries ??= readZipEntries(this.bytes);
    const entry = this.entries.get(name);
    const found = entry ? this.unpackPart(name, entry) : this.unpack((each) => each === name)[name];
    if (!found) throw new Error(`has no part ${name}`);
    return found;
  }

  private unpackPart(name: string, entry: ZipEntry): Uint8Array {
    try {
      return unpackEntry(this.bytes, entry);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`is a damaged ${this.kind} (its part ${name} ${why})`);
    }
  }

  /** @throws Error that names the part if it is not XML */
  tree(name: string): Element {
    const bytes = this.part(name);
    try {
      return parseXml(strFromU8(bytes));
    } catch (error) {
      throw new Error(`cannot be read: its part ${name} ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private unpack(wanted: (name: string, size: number, packed: number) => boolean): Record<string, Uint8Array> {
    try {
      return unzipSync(this.bytes, { filter: ({ name, originalSize, size }) => wanted(name, originalSize, size) });
    } catch (error) {
      throw new Error(`is a damaged ${this.kind} (${error instanceof Error ? error.message : String(error)})`);
    }
  }
}

/** Whether bytes begin as a zip file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}
