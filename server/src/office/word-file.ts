import { strFromU8, unzipSync } from 'fflate';
import { type Element, elementsOf, parseXml } from './xml-tree.js';

/** The limits of a Word file: bytes packed and unpacked, and number of parts. */
const MOST_PACKED = 100_000_000;
const MOST_UNPACKED = 300_000_000;
const MOST_PARTS = 5_000;
/** How much of a large part may come out of each byte of the file: XML never gives so much. */
const MOST_EXPANSION = 300;
const SMALL_PART = 30_000_000;

/** A relation of one part of a Word file to another, or to an address. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: "header", "image", "hyperlink". */
  readonly kind: string;
  /** The name of the part, or the address of an external relation. */
  readonly target: string;
  readonly external: boolean;
}

/**
 * A Word file opened for reading. Its parts are unpacked on demand. Their names are never used as
 * paths.
 */
export class WordFile {
  /**
   * The sizes of the parts as the file states them, in bytes; no part is unpacked beyond its size.
   */
  private readonly sizes = new Map<string, number>();
  private unpacked = 0;

  /**
   * @throws Error that says what is wrong with it, in words that follow the file's name
   */
  constructor(private readonly bytes: Uint8Array) {
    if (bytes.length > MOST_PACKED) throw new Error(`is larger than ${MOST_PACKED / 1_000_000} MB`);
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
      throw new Error('is locked by a password, or in Word’s format before 2007: save it as .docx without a password');
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Error('is no Word file (.docx)');
    let isBomb = false;
    this.unpack((name, size, packed) => {
      this.sizes.set(name, size);
      isBomb ||= size > SMALL_PART && size > MOST_EXPANSION * packed;
      return false;
    });
    if (isBomb) throw new Error('unpacks to more than any Word file holds');
    if (this.sizes.size > MOST_PARTS) throw new Error(`has more than ${MOST_PARTS} parts, which no Word file has`);
    const document = this.findDocument();
    if (document === null) throw new Error('is a zip file, but no Word file (.docx)');
    this.documentName = document;
  }

  /** The name of the part that holds the text. */
  readonly documentName: string;

  private findDocument(): string | null {
    const relation = this.has('_rels/.rels')
      ? this.relationsOf('').find(({ kind }) => kind === 'officeDocument')
      : null;
    const name = relation?.target ?? 'word/document.xml';
    return this.has(name) ? name : null;
  }

  has(name: string): boolean {
    return this.sizes.has(name);
  }

  part(name: string): Uint8Array {
    this.unpacked += this.sizes.get(name) ?? 0;
    if (this.unpacked > MOST_UNPACKED) throw new Error('unpacks to more than any Word file holds');
    const found = this.unpack((each) => each === name)[name];
    if (!found) throw new Error(`has no part ${name}`);
    return found;
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

  /** The relations of a part; none where it has none. The file itself is the part "". */
  relationsOf(part: string): Relation[] {
    const cut = part.lastIndexOf('/') + 1;
    const name = `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
    if (!this.has(name)) return [];
    return elementsOf(this.tree(name)).map(({ attributes }) => {
      const external = attributes.TargetMode === 'External';
      const target = attributes.Target ?? '';
      return {
        id: attributes.Id ?? '',
        kind: (attributes.Type ?? '').replace(/^.*\//, ''),
        target: external ? target : resolvePartName(part.slice(0, cut), target),
        external,
      };
    });
  }

  private unpack(wanted: (name: string, size: number, packed: number) => boolean): Record<string, Uint8Array> {
    try {
      return unzipSync(this.bytes, { filter: ({ name, originalSize, size }) => wanted(name, originalSize, size) });
    } catch (error) {
      throw new Error(`is a damaged Word file (${error instanceof Error ? error.message : String(error)})`);
    }
  }
}

/** The full name of a part that is named relative to a folder. */
function resolvePartName(folder: string, target: string): string {
  const names: string[] = target.startsWith('/') ? [] : folder.split('/').filter((name) => name !== '');
  for (const name of target.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
