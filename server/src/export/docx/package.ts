import { strToU8, zipSync } from 'fflate';
import { escapeXml } from '../escape.js';
import { DECLARATION, emptyElementXml } from './vocabulary.js';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** The relations of one part of a Word file: to other parts, and to addresses. */
export class Relations {
  private readonly elements: string[] = [];
  private readonly ids = new Map<string, string>();

  get any(): boolean {
    return this.elements.length > 0;
  }

  /** The id of a relation to another part; the same for the same target. */
  part(kind: string, target: string): string {
    return this.add(kind, target, '');
  }

  /** The id of a relation to an address outside; the same for the same address. */
  address(address: string): string {
    return this.add('hyperlink', address, ' TargetMode="External"');
  }

  private add(kind: string, target: string, mode: string): string {
    const key = `${kind} ${target}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = `rId${this.ids.size + 1}`;
      this.ids.set(key, id);
      const type = kind.includes(':') ? kind : `${OFFICE}/${kind}`;
      this.elements.push(`<Relationship Id="${id}" Type="${type}" Target="${escapeXml(target)}"${mode}/>`);
    }
    return id;
  }

  xml(): string {
    return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${this.elements.join('')}</Relationships>`;
  }
}

/** The content types of the parts of a Word file, by name. */
const TYPES: readonly (readonly [name: RegExp, type: string])[] = [
  [/^word\/document\.xml$/, `${WORD}.document.main+xml`],
  [/^word\/styles\.xml$/, `${WORD}.styles+xml`],
  [/^word\/settings\.xml$/, `${WORD}.settings+xml`],
  [/^word\/footnotes\.xml$/, `${WORD}.footnotes+xml`],
  [/^word\/comments\.xml$/, `${WORD}.comments+xml`],
  [/^word\/commentsExtended\.xml$/, `${WORD}.commentsExtended+xml`],
  [/^word\/header\d*\.xml$/, `${WORD}.header+xml`],
  [/^word\/footer\d*\.xml$/, `${WORD}.footer+xml`],
  [/^word\/theme\/theme\d*\.xml$/, 'application/vnd.openxmlformats-officedocument.theme+xml'],
  [/^customXml\/itemProps\d+\.xml$/, 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'],
  [/^docProps\/core\.xml$/, 'application/vnd.openxmlformats-package.core-properties+xml'],
  [/^docProps\/app\.xml$/, 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
];

/** Pictures that a Word file may hold, and their content types. */
export const PICTURE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  emf: 'image/x-emf',
  wmf: 'image/x-wmf',
};

/** The document properties of a file. */
export interface Properties {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  readonly status: string | null;
  /** ISO date and time in UTC. */
  readonly date: string;
}

/** The parts of a Word file that is being written, by name. */
export class Package {
  private readonly parts = new Map<string, Uint8Array>();

  text(name: string, xml: string): void {
    this.parts.set(name, strToU8(xml));
  }

  bytes(name: string, bytes: Uint8Array): void {
    this.parts.set(name, bytes);
  }

  relations(of: string, relations: Relations): void {
    if (!relations.any) return;
    const cut = of.lastIndexOf('/') + 1;
    this.text(`${of.slice(0, cut)}_rels/${of.slice(cut)}.rels`, relations.xml());
  }

  /** The file. The same parts give the same bytes. */
  zip(): Uint8Array {
    const names = [...this.parts.keys()].sort();
    const all: Record<string, Uint8Array> = { '[Content_Types].xml': strToU8(this.contentTypes(names)) };
    for (const name of names) all[name] = this.parts.get(name)!;
    return zipSync(all, { mtime: new Date(1980, 0, 1), level: 6 });
  }

  private contentTypes(names: readonly string[]): string {
    const pictures = new Map(
      names.map(extensionOf).flatMap((extension) => {
        const type = PICTURE_TYPES[extension];
        return type === undefined ? [] : [[extension, type] as const];
      }),
    );
    return [
      `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
      '<Default Extension="xml" ContentType="application/xml"/>',
      ...[...pictures].map(([extension, type]) =>
        emptyElementXml('Default', { Extension: extension, ContentType: type }),
      ),
      ...names.flatMap((name) => {
        const type = TYPES.find(([pattern]) => pattern.test(name))?.[1];
        return type === undefined ? [] : [emptyElementXml('Override', { PartName: `/${name}`, ContentType: type })];
      }),
      '</Types>',
    ].join('');
  }
}

/** The ending of a part's name in lower case, without the dot. */
export function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** Writes the document properties. */
export function writeProperties(file: Package, { title, subject, author, status, date }: Properties): void {
  const when = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>`;
  file.text(
    'docProps/core.xml',
    [
      `${DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
      `<dc:title>${escapeXml(title)}</dc:title>`,
      `<dc:subject>${escapeXml(subject)}</dc:subject>`,
      `<dc:creator>${escapeXml(author)}</dc:creator>`,
      '<dc:language>en-GB</dc:language>',
      `<cp:lastModifiedBy>${escapeXml(author)}</cp:lastModifiedBy>`,
      status === null ? '' : `<cp:contentStatus>${escapeXml(status)}</cp:contentStatus>`,
      when('created'),
      when('modified'),
      '</cp:coreProperties>',
    ].join(''),
  );
  file.text(
    'docProps/app.xml',
    `${DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Keeling</Application></Properties>`,
  );
  const relations = new Relations();
  relations.part('officeDocument', 'word/document.xml');
  relations.part(
    'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
    'docProps/core.xml',
  );
  relations.part('extended-properties', 'docProps/app.xml');
  file.text('_rels/.rels', relations.xml());
}
