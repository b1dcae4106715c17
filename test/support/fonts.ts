/** A TrueType font of one family that draws a square for each of some signs. */
export function makeFont(family: string, signs: readonly string[]): Uint8Array {
  const points = signs.map((sign) => sign.codePointAt(0)!).sort((a, b) => a - b);
  const glyphs = points.length + 1;
  // One outline of four points on the line: the ends, the box, no instructions, the flags, the steps across
  // and down.
  const glyph = numbers([1, 100, 0, 900, 800, 3, 0, 0x0101, 0x0101, 100, 800, 0, -800, 0, 0, 800, 0]);
  const tables: Record<string, Uint8Array> = {
    'OS/2': numbers([
      4, 1000, 400, 5, 0, 500, 500, 0, 0, 500, 500, 0, 0, 50, 300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2020,
      0x2020, 0x40, 0x20, 0xffff, 800, -200, 0, 800, 200, 0, 0, 0, 0, 500, 700, 0, 32, 0,
    ]),
    cmap: join(
      numbers([0, 1, 3, 10, 0, 12, 12, 0]),
      longs([16 + 12 * points.length, 0, points.length, ...points.flatMap((point, at) => [point, point, at + 1])]),
    ),
    glyf: join(...points.map(() => glyph)),
    head: numbers([1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 1, 0]),
    hhea: numbers([1, 0, 800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs]),
    hmtx: numbers(Array.from({ length: glyphs }, () => [1000, 100]).flat()),
    loca: longs([0, ...Array.from({ length: glyphs }, (_, at) => at * glyph.length)]),
    maxp: numbers([1, 0, glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    name: join(
      numbers([0, 1, 18, 3, 1, 0x409, 1, 2 * family.length, 0]),
      numbers([...family].map((letter) => letter.charCodeAt(0))),
    ),
    post: numbers([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  };
  const entries = Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1));
  let offset = 12 + 16 * entries.length;
  const records = entries.map(([tag, bytes]) => {
    const record = join(new TextEncoder().encode(tag), longs([0, offset, bytes.length]));
    offset += padded(bytes).length;
    return record;
  });
  return join(numbers([1, 0, entries.length, 128, 3, 32]), ...records, ...entries.map(([, bytes]) => padded(bytes)));
}

/** Words of two bytes. */
function numbers(all: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(2 * all.length);
  const view = new DataView(bytes.buffer);
  for (const [at, each] of all.entries()) view.setUint16(2 * at, each & 0xffff);
  return bytes;
}

function longs(all: readonly number[]): Uint8Array {
  return numbers(all.flatMap((each) => [each >>> 16, each & 0xffff]));
}

function padded(bytes: Uint8Array): Uint8Array {
  return join(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
