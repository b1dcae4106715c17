/** Words at a place of a page, in points from its upper left corner. */
export interface BuiltWords {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly isBold?: boolean;
}

/** A line from one place to another. */
export type BuiltRule = readonly [x0: number, y0: number, x1: number, y1: number];

export interface BuiltPage {
  readonly words: readonly BuiltWords[];
  readonly rules?: readonly BuiltRule[];
}

const [WIDTH, HEIGHT] = [595, 842];

/** Lines below each other, as a page of a simple text has them. */
export function linesAt(x: number, y: number, texts: readonly string[], look: Partial<BuiltWords> = {}): BuiltWords[] {
  const leading = 1.3 * (look.size ?? 10);
  return texts.map((text, index) => ({ x, y: y + index * leading, text, ...look }));
}

/** A PDF of pages of words and lines, in Helvetica, as plain as one can be. */
export function buildPdf(pages: readonly BuiltPage[], encrypt = ''): Uint8Array {
  const objects: string[] = [];
  const kids = pages.map((_, index) => `${5 + 2 * index} 0 R`);
  objects.push('<< /Type /Catalog /Pages 2 0 R >>');
  objects.push(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`);
  for (const name of ['Helvetica', 'Helvetica-Bold'])
    objects.push(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);
  for (const [index, { words, rules = [] }] of pages.entries()) {
    const drawn = [
      ...words.map(({ x, y, text, size = 10, isBold = false }) => {
        const said = text.replace(/[\\()]/g, '\\$&');
        return `BT /F${isBold ? 2 : 1} ${size} Tf 1 0 0 1 ${x} ${HEIGHT - y} Tm (${said}) Tj ET`;
      }),
      ...rules.map(([x0, y0, x1, y1]) => `0.5 w ${x0} ${HEIGHT - y0} m ${x1} ${HEIGHT - y1} l S`),
    ].join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${6 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
    );
    objects.push(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`);
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${encrypt} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (char) => char.charCodeAt(0) & 0xff);
}
