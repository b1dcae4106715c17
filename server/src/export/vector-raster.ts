import { unzlibSync, zlibSync } from 'fflate';
import type { Typesetter } from './pdf/typesetter.js';
import { pictureOf } from './pictures.js';

/** How many pixels the typesetter makes of a point. */
const PIXELS_IN_POINT = 4;
/** How many pixels a drawing gets for each of its own: enough for print at its usual size. */
const SHARPNESS = 2;
/** No drawing gets more pixels to a side. */
const MOST_PIXELS = 3000;

/**
 * Draws SVG pictures as PNG, for programs that cannot draw SVG themselves. The typesetter that makes
 * our PDFs draws what a filter is put on as pixels: each drawing is put on a page as large as
 * itself, under a filter that changes nothing, and its pixels are taken from the PDF.
 * @returns the PNG of each SVG; those that cannot be drawn are left out
 */
export async function drawVectors(
  vectors: readonly Uint8Array[],
  typesetter: Typesetter,
): Promise<Map<Uint8Array, Uint8Array>> {
  const drawn = new Map<Uint8Array, Uint8Array>();
  for (const bytes of vectors) {
    const picture = pictureOf(bytes);
    if (picture?.extension !== 'svg') continue;
    const { width, height } = picture;
    const scale = Math.min(SHARPNESS, MOST_PIXELS / width, MOST_PIXELS / height) / PIXELS_IN_POINT;
    const data = JSON.stringify({ width: width * scale, height: height * scale });
    const files = new Map([['drawing', new TextEncoder().encode(putUnderFilter(bytes, width, height))]]);
    const png = await typesetter.pdf({ program: PROGRAM, data, files }).then(readPixels, () => null);
    if (png) drawn.set(bytes, png);
  }
  return drawn;
}

const PROGRAM = `#set document(title: "Drawing")
#set text(lang: "en", font: json("fonts.json").text, fallback: false)
#let size = json("data.json")
#set page(width: size.width * 1pt, height: size.height * 1pt, margin: 0pt)
#image("drawing", format: "svg", width: 100%, height: 100%, alt: "Drawing")
`;

/** The drawing within one of its size that has a filter; it keeps its own view. */
function putUnderFilter(bytes: Uint8Array, width: number, height: number): string {
  const text = new TextDecoder().decode(bytes);
  const drawing = text.slice(Math.max(0, text.search(/<svg\b/)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<filter id="keeling-as-pixels" filterUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}"><feOffset dx="0" dy="0"/></filter>`,
    `<g filter="url(#keeling-as-pixels)">${drawing}</g></svg>`,
  ].join('');
}

/** The pixels of a PDF as PNG; null where it has none. */
function readPixels(pdf: Uint8Array): Uint8Array | null {
  const pictures = findPixels(pdf);
  const colours = pictures.find(({ channels }) => channels === 3);
  if (!colours) return null;
  const { width, height } = colours;
  const cover = pictures.find((each) => each.channels === 1 && each.width === width && each.height === height);
  // Each row of a PNG begins with the number of its filter: 0 is none.
  const rows = new Uint8Array((width * 4 + 1) * height);
  for (let y = 0, at = 0, from = 0; y < height; y++) {
    at++;
    for (let x = 0; x < width; x++, from++, at += 4) {
      rows.set(colours.bytes.subarray(from * 3, from * 3 + 3), at);
      rows[at + 3] = cover?.bytes[from] ?? 255;
    }
  }
  return writePng(width, height, rows);
}

/** A picture of a PDF: three bytes a pixel for colours, one for how far it covers. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

/** The pictures that stand in a PDF without any loss, as the typesetter writes them. */
function findPixels(pdf: Uint8Array): Pixels[] {
  // One sign a byte.
  const text = new TextDecoder('latin1').decode(pdf);
  const found: Pixels[] = [];
  for (let at = text.indexOf(IMAGE); at >= 0; at = text.indexOf(IMAGE, at + IMAGE.length)) {
    const facts = text.slice(text.lastIndexOf('<<', at), text.indexOf('>>', at));
    const [width, height, length] = [WIDTH, HEIGHT, LENGTH].map((fact) => Number(fact.exec(facts)?.[1] ?? 0)) as [
      number,
      number,
      number,
    ];
    const start = text.indexOf('stream', at) + 'stream\n'.length;
    if (!facts.includes('/FlateDecode') || width * height === 0) continue;
    const bytes = unzlibSync(pdf.subarray(start, start + length));
    const channels = bytes.length === width * height * 3 ? 3 : bytes.length === width * height ? 1 : null;
    if (channels !== null) found.push({ width, height, channels, bytes });
  }
  return found;
}

const IMAGE = '/Subtype /Image';
const WIDTH = /\/Width (\d{1,9})/;
const HEIGHT = /\/Height (\d{1,9})/;
const LENGTH = /\/Length (\d{1,9})/;

/** A PNG of rows of red, green, blue and cover, each row behind the number of its filter. */
export function writePng(width: number, height: number, rows: Uint8Array): Uint8Array {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 6], 8);
  const parts = [
    SIGNATURE,
    pngChunk('IHDR', head),
    pngChunk('IDAT', zlibSync(rows)),
    pngChunk('IEND', new Uint8Array()),
  ];
  const png = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function pngChunk(name: string, bytes: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(bytes.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, bytes.length);
  for (let at = 0; at < 4; at++) chunk[4 + at] = name.charCodeAt(at);
  chunk.set(bytes, 8);
  view.setUint32(bytes.length + 8, sumUp(chunk.subarray(4, bytes.length + 8)));
  return chunk;
}

/** The cyclic redundancy check of PNG (ISO 3309). */
function sumUp(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
