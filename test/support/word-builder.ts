import { strToU8, zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const STYLES = [
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
  '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>',
  ...[1, 2, 3].map(
    (level) =>
      `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>`,
  ),
  '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>',
].join('');

/** List 1: 1. / 1.1 / (a); list 2: bullets. */
const NUMBERING = [
  '<w:abstractNum w:abstractNumId="0">',
  ...['%1.', '%1.%2', '(%3)'].map(
    (text, level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${level === 2 ? 'lowerLetter' : 'decimal'}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  ),
  '</w:abstractNum><w:abstractNum w:abstractNumId="1">',
  ...[0, 1].map((level) => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>`),
  '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
].join('');

/** A paragraph: its text or runs, and what its properties hold. */
export function paragraph(content: string, properties = ''): string {
  const runs = content.startsWith('<') || content === '' ? content : run(content);
  return `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`;
}

export function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** The properties of a paragraph in a list. */
export function inList(level: number, list = 1): string {
  return `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
}

export function inStyle(id: string): string {
  return `<w:pStyle w:val="${id}"/>`;
}

/** A Word file with a body; other parts by their names, and the relations that name them. */
export function buildWordFile(
  body: string,
  parts: Readonly<Record<string, string | Uint8Array>> = {},
  relations: readonly (readonly [id: string, kind: string, target: string, isOutside?: boolean])[] = [],
): Uint8Array {
  const root = (name: string, inside: string) =>
    `<w:${name} xmlns:w="${MAIN}" xmlns:r="${OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${inside}</w:${name}>`;
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': root('document', `<w:body>${body}</w:body>`),
    'word/styles.xml': root('styles', STYLES),
    'word/numbering.xml': root('numbering', NUMBERING),
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${[
      ['styles', 'styles', 'styles.xml'] as const,
      ['numbering', 'numbering', 'numbering.xml'] as const,
      ...relations,
    ]
      .map(
        ([id, kind, target, isOutside]) =>
          `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"${isOutside ? ' TargetMode="External"' : ''}/>`,
      )
      .join('')}</Relationships>`,
    ...Object.fromEntries(
      Object.entries(parts).map(([name, inside]) => {
        const [, part = ''] = /(\w+)\.xml$/.exec(name) ?? [];
        return [name, typeof inside === 'string' && !inside.startsWith('<?') ? root(part, inside) : inside];
      }),
    ),
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );
}
