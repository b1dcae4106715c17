import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Words that are drawn at once, where they stand on the page (points, from its foot) and in which colour. */
export interface DrawnWords {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the line that they stand on. */
  readonly base: number;
  readonly size: number;
  readonly colour: string;
}

/** A line or a filled area. */
export interface DrawnShape {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly colour: string;
  /** The thickness of a line; 0 for an area. */
  readonly thickness: number;
  readonly isDotted: boolean;
}

export interface Drawing {
  readonly words: readonly DrawnWords[];
  readonly shapes: readonly DrawnShape[];
}

interface State {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly stroke: string;
  readonly thickness: number;
  readonly isDotted: boolean;
  readonly size: number;
}

const START: State = { x: 0, y: 0, fill: '', stroke: '', thickness: 1, isDotted: false, size: 0 };

/** How thick the thickest line of each page is, in points: those of a watermark are. */
export async function measureThickestLines(bytes: Uint8Array): Promise<number[]> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, index) => {
    const { fnArray, argsArray } = await (await document.getPage(index + 1)).getOperatorList();
    return fnArray.reduce((most, operator, at) => {
      return operator === OPS.setLineWidth ? Math.max(most, argsArray[at][0]) : most;
    }, 0);
  });
  return Promise.all(pages);
}

/** How far each picture of pixels stands above the foot of its page, in points, page by page. */
export async function measurePictureFeet(bytes: Uint8Array): Promise<number[][]> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, index) => {
    const { fnArray, argsArray } = await (await document.getPage(index + 1)).getOperatorList();
    const saved: (readonly [scale: number, foot: number])[] = [];
    let [scale, foot] = [1, 0];
    return fnArray.flatMap((operator, at) => {
      if (operator === OPS.save) saved.push([scale, foot]);
      else if (operator === OPS.restore) [scale, foot] = saved.pop() ?? [1, 0];
      else if (operator === OPS.transform) [scale, foot] = [scale * argsArray[at][3], foot + scale * argsArray[at][5]];
      // What is scaled by less than nothing hangs from where it stands.
      else if (operator === OPS.paintImageXObject) return [Math.min(foot, foot + scale)];
      return [];
    });
  });
  return Promise.all(pages);
}

/** Reads what is drawn on the last page of a PDF, watermarks and other turned text aside. */
export function drawnOnLastPage(bytes: Uint8Array): Promise<Drawing> {
  return drawnOnPage(bytes, null);
}

/** What is drawn on a page, counted from 1; null for the last. */
export async function drawnOnPage(bytes: Uint8Array, number: number | null): Promise<Drawing> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const page = await document.getPage(number ?? document.numPages);
  const { fnArray, argsArray } = await page.getOperatorList();
  const words: DrawnWords[] = [];
  const shapes: DrawnShape[] = [];
  const saved: State[] = [];
  let state = START;
  fnArray.forEach((operator, index) => {
    const args = argsArray[index];
    if (operator === OPS.save) saved.push(state);
    else if (operator === OPS.restore) state = saved.pop() ?? START;
    else if (operator === OPS.transform) state = { ...state, x: state.x + args[4], y: state.y + args[5] };
    else if (operator === OPS.setFillRGBColor) state = { ...state, fill: args[0] };
    else if (operator === OPS.setStrokeRGBColor) state = { ...state, stroke: args[0] };
    else if (operator === OPS.setLineWidth) state = { ...state, thickness: args[0] };
    else if (operator === OPS.setDash) state = { ...state, isDotted: args[0].length > 0 };
    else if (operator === OPS.setFont) state = { ...state, size: args[1] };
    else if (operator === OPS.showText) {
      const glyphs = args[0].filter((glyph: unknown) => typeof glyph === 'object' && glyph !== null) as {
        unicode: string;
        width: number;
      }[];
      const width = glyphs.reduce((sum, glyph) => sum + (glyph.width * state.size) / 1000, 0);
      const text = glyphs.map(({ unicode }) => unicode).join('');
      const { x: left, y: base, size, fill: colour } = state;
      words.push({ text, left, right: left + width, base, size, colour });
    } else if (operator === OPS.constructPath) {
      // The page is drawn from its head: what is below has the greater number.
      const [x0, y0, x1, y1] = [...args[2]] as [number, number, number, number];
      const isLine = args[0] === OPS.stroke;
      shapes.push({
        left: state.x + Math.min(x0, x1),
        right: state.x + Math.max(x0, x1),
        top: state.y - Math.min(y0, y1),
        bottom: state.y - Math.max(y0, y1),
        colour: isLine ? state.stroke : state.fill,
        thickness: isLine ? state.thickness : 0,
        isDotted: isLine && state.isDotted,
      });
    }
  });
  return { words, shapes };
}
