import { escapeXml } from '../escape.js';

/** An element without content. Attributes that are null are left out. */
export function emptyElementXml(name: string, attributes: Readonly<Record<string, string | number | null>>): string {
  let xml = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) xml += ` ${key}="${escapeXml(String(value))}"`;
  }
  return `${xml}/>`;
}

/** The XML declaration of each part. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The XML namespaces used in the text and in the footnotes. */
export const VOCABULARIES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(' ');
