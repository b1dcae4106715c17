import { elementsOf } from './xml-tree.js';
import { isZip, ZippedParts } from './zipped-parts.js';

/** A relation of one part of a Word file to another, or to an address. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: "header", "image", "hyperlink". */
  readonly kind: string;
  /** The name of the part, or the address of an external relation. */
  readonly target: string;
  readonly external: boolean;
}

/** A Word file opened for reading. */
export class WordFile extends ZippedParts {
  /**
   * @throws Error that says what is wrong with it, in words that follow the file's name
   */
  constructor(bytes: Uint8Array) {
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
      throw new Error('is locked by a password, or in Word’s format before 2007: save it as .docx without a password');
    if (!isZip(bytes)) throw new Error('is no Word file (.docx)');
    super(bytes, 'Word file');
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
