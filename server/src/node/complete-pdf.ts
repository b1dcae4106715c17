/** The part of PDF/UA that a file keeps to, and the schema that PDF/A asks for it (XMP). */
const UA_PART = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>';
const UA_SCHEMA = [
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>',
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>',
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">',
  '<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>',
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>',
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>',
].join('');

const THICKNESS = '/TextDecorationThickness ';
/** The thickness of lines in points, to which the number of what is read aloud is added. */
const LINES = { through: 0.8, under: 0.6 } as const;
/** How much thicker a line is for each number; after so many the numbers begin again. */
const STEP = 1e-5;
const ROUND = 20_000;

/**
 * Completes a PDF/A-2a of the typesetter, which writes one standard at a time: it keeps to PDF/UA-1
 * as well, and marked words say to a screen reader what became of them. What is added stands at the
 * end of the file, as PDF has it for later changes (ISO 32000-1, 7.5.6).
 * @param spoken what is read aloud for the marked words, by the number in the thickness of their
 * lines, from 1
 */
export function completePdf(pdf: Uint8Array, spoken: readonly string[]): Uint8Array {
  // One sign a byte.
  const text = latin1(pdf);
  const trailer = text.lastIndexOf('trailer');
  const before = /startxref\s{1,4}(\d{1,12})/.exec(text.slice(trailer))?.[1];
  const root = /\/Root (\d{1,9}) 0 R/.exec(text.slice(trailer))?.[1];
  if (trailer < 0 || before === undefined || root === undefined) return pdf;
  const objects = new Map([...nameStandard(text, root), ...speakChanges(text, spoken)]);
  const parts: string[] = ['\n'];
  let at = pdf.length + 1;
  const entries = [...objects].map(([id, body]) => {
    const written = `${id} 0 obj\n${body}\nendobj\n`;
    const entry = `${id} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
    parts.push(written);
    at += written.length;
    return entry;
  });
  const facts = text.slice(trailer + 'trailer'.length, text.lastIndexOf('>>', text.lastIndexOf('startxref')));
  parts.push(`xref\n${entries.join('')}trailer\n${facts.trim()}\n  /Prev ${before}\n>>\nstartxref\n${at}\n%%EOF\n`);
  return Buffer.concat([pdf, Buffer.from(parts.join(''), 'latin1')]);
}

function latin1(pdf: Uint8Array): string {
  return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
}

/** The catalogue and the metadata, which say that the file keeps to PDF/UA-1. */
function nameStandard(text: string, root: string): [number, string][] {
  const catalogue = findObjectBody(text, Number(root));
  const id = /\/Metadata (\d{1,9}) 0 R/.exec(catalogue ?? '')?.[1];
  const metadata = id === undefined ? null : findObjectBody(text, Number(id));
  const start = metadata?.indexOf('<?xpacket') ?? -1;
  const end = metadata?.lastIndexOf('?>') ?? -1;
  if (!catalogue || !metadata || start < 0 || end < start || !metadata.includes('<pdfaid:part>')) return [];
  const xmp = metadata
    .slice(start, end + 2)
    .replace('<pdfaid:part>', `${UA_PART}<pdfaid:part>`)
    .replace('<pdfaExtension:schemas><rdf:Bag>', `<pdfaExtension:schemas><rdf:Bag>${UA_SCHEMA}`);
  return [
    [Number(id), `<<\n  /Length ${xmp.length}\n  /Type /Metadata\n  /Subtype /XML\n>>\nstream\n${xmp}\nendstream`],
    [Number(root), catalogue.replace('/ViewerPreferences <<', '/ViewerPreferences <<\n    /DisplayDocTitle true')],
  ];
}

/** The tags of marked words, each with what is read aloud in its place. */
function speakChanges(text: string, spoken: readonly string[]): [number, string][] {
  const changed: [number, string][] = [];
  if (spoken.length === 0) return changed;
  let rounds = 0;
  let last = 0;
  // The typesetter writes the tags from the last to the first.
  for (let at = text.lastIndexOf(THICKNESS); at >= 0; at = text.lastIndexOf(THICKNESS, at - 1)) {
    const start = text.lastIndexOf(' 0 obj', at);
    const end = text.indexOf('endobj', at);
    const tag = text.slice(start + ' 0 obj'.length, end).trim();
    const number = readSpokenNumber(tag, text.slice(at + THICKNESS.length, at + THICKNESS.length + 24));
    if (number === null) continue;
    if (number < last - ROUND / 2) rounds++;
    else if (number > last + ROUND / 2) rounds--;
    last = number;
    const said = spoken[number + rounds * ROUND - 1];
    const id = Number(/(\d{1,9})$/.exec(text.slice(Math.max(0, start - 10), start))?.[1]);
    if (said !== undefined) changed.push([id, tag.replace('/S /Span', `/S /Span\n  /Alt ${hexString(said)}`)]);
  }
  return changed;
}

/** What a line below or through words never goes on into from outside. */
const APART: ReadonlySet<string> = new Set(['Note', 'TD', 'TH']);
/** What says the words of a heading again. */
const AGAIN: ReadonlySet<string> = new Set(['TOC', 'TOCI']);

/**
 * Whether a PDF takes words of a note or a cell for those of a line that goes on around them on the
 * next page: a screen reader would say that line's words for them.
 */
export function takesWordsForOthers(pdf: Uint8Array): boolean {
  const text = latin1(pdf);
  const objects = new Map<string, number>();
  for (const match of text.matchAll(/\n(\d{1,9}) 0 obj/g)) objects.set(match[1] ?? '', match.index);
  const readFact = (id: string, fact: RegExp) => {
    const start = objects.get(id);
    if (start === undefined) return undefined;
    // No further than the object: the parent that the next one names is none of this.
    const object = text.slice(start, start + 400);
    const end = object.indexOf('endobj');
    return fact.exec(end < 0 ? object : object.slice(0, end))?.[1];
  };
  const place = new Map<number, string>();
  for (let at = text.indexOf(THICKNESS); at >= 0; at = text.indexOf(THICKNESS, at + 1)) {
    const start = text.lastIndexOf(' 0 obj', at);
    const tag = text.slice(start, text.indexOf('endobj', at));
    const number = readSpokenNumber(tag, text.slice(at + THICKNESS.length, at + THICKNESS.length + 24));
    if (number === null) continue;
    let id = /\/P (\d{1,9}) 0 R/.exec(tag)?.[1];
    let kind = id && readFact(id, /\/S \/(\w+)/);
    while (id !== undefined && kind !== undefined && !APART.has(kind) && !AGAIN.has(kind)) {
      id = readFact(id, /\/P (\d{1,9}) 0 R/);
      kind = id && readFact(id, /\/S \/(\w+)/);
    }
    if (kind !== undefined && AGAIN.has(kind)) continue;
    const own = kind === undefined ? '' : (id ?? '');
    const known = place.get(number);
    if (known !== undefined && known !== own) return true;
    place.set(number, own);
  }
  return false;
}

/** The number that the thickness of a line holds; null where it holds none. */
function readSpokenNumber(tag: string, thickness: string): number | null {
  const value = Number.parseFloat(thickness);
  const line = tag.includes('/LineThrough') ? LINES.through : LINES.under;
  const number = Math.round((value - line) / STEP);
  return number > 0 && number <= ROUND ? number : null;
}

/** The body of an object, by its id; null where there is none. */
function findObjectBody(text: string, id: number): string | null {
  const start = text.lastIndexOf(`\n${id} 0 obj`);
  if (start < 0) return null;
  const end = text.indexOf('\nendobj', start);
  return text.slice(start + `\n${id} 0 obj`.length, end).trim();
}

/** A text as a string of a PDF in UTF-16. */
function hexString(text: string): string {
  let hex = 'FEFF';
  for (let at = 0; at < text.length; at++) hex += text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return `<${hex}>`;
}
