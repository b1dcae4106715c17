/** Text that XML can hold; signs that turn the direction of what follows are left out. */
export function clean(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML that says just it, in an element or in an attribute. */
export function escaped(text: string): string {
  return clean(text).replace(/[&<>"]/g, (sign) => SIGNS[sign] as string);
}

/** An element without content; attributes that are null are left out. */
export function empty(name: string, attributes: Readonly<Record<string, string | number | null>>): string {
  let xml = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) xml += ` ${key}="${escaped(String(value))}"`;
  }
  return `${xml}/>`;
}

/** The head of each part. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The vocabularies that the text of a document and of its notes uses. */
export const VOCABULARIES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(' ');
