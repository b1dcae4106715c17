// First, as the library needs it when it is loaded.
import './canvas-stand-ins.js';
import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// The other half of the library, which it would look for beside itself.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { PdfPage, PdfRule, PdfRun, PdfText } from './pdf-page.js';

/** More pages than this are no instrument, and would take minutes. */
const MOST_PAGES = 5000;
/** A filled area as thin as this is a line, in points. */
const THICKEST_RULE = 2.5;
/** No page draws so many lines but a map or a picture made of them. */
const MOST_RULES = 20_000;
/** Of the letters that a page draws, so many are read where it is sound. */
const MOST_OF_LETTERS = 0.9;

/**
 * Reads the words and lines of a PDF. Nothing is fetched, and no script in it runs.
 * @throws Error in words that follow the file's name
 */
export async function readPdfText(bytes: Uint8Array): Promise<PdfText> {
  const document = await openPdf(bytes);
  try {
    if (document.numPages > MOST_PAGES) throw new Error(`has ${document.numPages} pages, more than ${MOST_PAGES}`);
    const title = await readPdfTitle(document);
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number++) pages.push(await readPageAt(document, number));
    return { title, pages };
  } finally {
    await document.destroy();
  }
}

async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const task = getDocument({
    data: Uint8Array.from(bytes),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    // Pictures are not looked at.
    maxImageSize: 1,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') throw new Error('needs a password; save it without one');
    throw new Error('is no PDF that can be read: it is damaged or cut off');
  }
}

async function readPdfTitle(document: PDFDocumentProxy): Promise<string | null> {
  try {
    const { info } = await document.getMetadata();
    const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : '';
    return title === '' ? null : title;
  } catch {
    // A file whose description is damaged can still have its pages.
    return null;
  }
}

/** Reads one page; what it was read from is let go. @param number from 1 */
async function readPageAt(document: PDFDocumentProxy, number: number): Promise<PdfPage> {
  try {
    const page = await document.getPage(number);
    const read = await readPage(page);
    page.cleanup();
    return read;
  } catch {
    throw new Error(`cannot be read: its page ${number} is damaged`);
  }
}

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

function multiplyMatrices(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function applyMatrix(m: Matrix, x: number, y: number): [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

/** Six numbers of a list that begin at a place. */
function readMatrix(numbers: ArrayLike<unknown>): Matrix {
  const at = (index: number): number => {
    const value = numbers[index];
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  return [at(0), at(1), at(2), at(3), at(4), at(5)];
}

/** The quarter turn that words are drawn at: 0 to 3, or null where they are aslant. */
function quarterOf(m: Matrix): number | null {
  const [along, across] = [Math.abs(m[0]), Math.abs(m[1])];
  if (across < along * 0.05) return m[0] > 0 ? 0 : 2;
  return along < across * 0.05 ? (m[1] > 0 ? 1 : 3) : null;
}

interface DrawnText {
  readonly text: string;
  readonly matrix: Matrix;
  readonly width: number;
  readonly font: string;
}

interface PageText {
  readonly drawn: readonly DrawnText[];
  readonly slanted: readonly string[];
  readonly artifacts: readonly { readonly text: string; readonly matrix: Matrix }[];
  readonly figures: readonly { readonly alternative: string; readonly matrix: Matrix }[];
  /** How many there are in all. */
  readonly letters: number;
}

async function readPage(page: PDFPageProxy): Promise<PdfPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const upright = readMatrix(transform);
  const read = await readDrawnText(page, upright);
  const { rules, pictures, letters } = await readDrawing(page, upright);
  // A page that lies on its side is read as it is read by people.
  const turns = [0, 0, 0, 0];
  for (const { text, matrix } of read.drawn) turns[quarterOf(matrix) ?? 0]! += text.length;
  const quarter = turns.indexOf(Math.max(...turns));
  const turn: Matrix =
    quarter === 1
      ? [0, -1, 1, 0, 0, width]
      : quarter === 2
        ? [-1, 0, 0, -1, width, height]
        : quarter === 3
          ? [0, 1, -1, 0, height, 0]
          : [1, 0, 0, 1, 0, 0];
  const fonts = new Map<string, { readonly isBold: boolean; readonly isItalic: boolean }>();
  const lookOf = (font: string) => {
    let look = fonts.get(font);
    if (!look) fonts.set(font, (look = readLook(page, font)));
    return look;
  };
  return {
    width: quarter % 2 === 1 ? height : width,
    height: quarter % 2 === 1 ? width : height,
    runs: read.drawn.map(({ text, matrix, width: drawn, font }): PdfRun => {
      const [left, base] = applyMatrix(turn, matrix[4], matrix[5]);
      const size = Math.hypot(matrix[2], matrix[3]);
      return { text, left, right: left + drawn, base, size, ...lookOf(font) };
    }),
    rules: rules.map(({ left, right, top, bottom }): PdfRule => {
      const [x, y] = applyMatrix(turn, left, top);
      const [u, v] = applyMatrix(turn, right, bottom);
      return { left: Math.min(x, u), right: Math.max(x, u), top: Math.min(y, v), bottom: Math.max(y, v) };
    }),
    figures: read.figures.map(({ alternative, matrix }) => {
      const [left, base] = applyMatrix(turn, matrix[4], matrix[5]);
      return { alternative, left, base };
    }),
    artifacts: read.artifacts.map(({ text, matrix }) => ({ text, base: applyMatrix(turn, matrix[4], matrix[5])[1] })),
    pictures,
    slanted: read.slanted,
    isReadInPart: read.letters < MOST_OF_LETTERS * letters,
  };
}

interface TagNode {
  readonly role?: string;
  readonly alt?: string;
  readonly id?: string;
  readonly children?: readonly TagNode[];
}

/** The figures of a page that have an alternative text, by the marks of what is drawn in them. */
async function readFigureTags(page: PDFPageProxy): Promise<Map<string, TagNode>> {
  const found = new Map<string, TagNode>();
  const stack: (readonly [node: TagNode, figure: TagNode | null])[] = [];
  const tree: TagNode | null = await page.getStructTree().catch(() => null);
  if (tree) stack.push([tree, null]);
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, within] = next;
    const figure = within ?? (node.role === 'Figure' && node.alt ? node : null);
    if (figure && node.id) found.set(node.id, figure);
    for (const child of node.children ?? []) stack.push([child, figure]);
  }
  return found;
}

async function readDrawnText(page: PDFPageProxy, upright: Matrix): Promise<PageText> {
  const content = await page.getTextContent({ includeMarkedContent: true });
  const figuresById = await readFigureTags(page);
  const shown = new Set<TagNode>();
  const drawn: DrawnText[] = [];
  const slanted: string[] = [];
  const artifacts: { text: string; matrix: Matrix }[] = [];
  const figures: { alternative: string; matrix: Matrix }[] = [];
  let letters = 0;
  /** For each open mark: whether it is no part of the text, and the figure that it is in. */
  const open: { isArtifact: boolean; figure: TagNode | null }[] = [];
  for (const item of content.items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') open.pop();
      else {
        const outer = open.at(-1);
        const figure = (item.id ? figuresById.get(item.id) : undefined) ?? outer?.figure ?? null;
        open.push({ isArtifact: ('tag' in item && item.tag === 'Artifact') || outer?.isArtifact === true, figure });
      }
      continue;
    }
    letters += countLetters(item.str);
    if (item.str === '' || item.height === 0) continue;
    const mark = open.at(-1);
    const matrix = multiplyMatrices(upright, readMatrix(item.transform));
    if (mark?.isArtifact) {
      if (item.str.trim() !== '' && quarterOf(matrix) !== null) artifacts.push({ text: item.str.trim(), matrix });
      continue;
    }
    const { figure } = mark ?? {};
    if (figure) {
      if (!shown.has(figure)) figures.push({ alternative: figure.alt ?? '', matrix });
      shown.add(figure);
    } else if (quarterOf(matrix) === null) slanted.push(item.str);
    else drawn.push({ text: item.str, matrix, width: Math.abs(item.width), font: item.fontName });
  }
  return { drawn, slanted, artifacts, figures, letters };
}

function countLetters(text: string): number {
  return text.normalize('NFKC').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** The letters of what is shown at once: signs of a font, and the gaps between them. */
function countShownLetters(shown: unknown): number {
  let letters = 0;
  for (const sign of Array.isArray(shown) ? shown : [])
    if (typeof sign === 'object' && sign !== null && 'unicode' in sign) letters += countLetters(String(sign.unicode));
  return letters;
}

/** How a font looks, by its name: "CTPRYH+Arimo-Bold", "CMBX10". */
function readLook(page: PDFPageProxy, font: string): { readonly isBold: boolean; readonly isItalic: boolean } {
  let name = '';
  try {
    const known: unknown = page.commonObjs.get(font);
    if (typeof known === 'object' && known !== null && 'name' in known) name = String(known.name);
  } catch {
    // A font that could not be read has no name.
  }
  return {
    isBold: /bold|black|heavy|demi|CMBX|SFBX|-Bd/i.test(name),
    isItalic: /ital|obli|CMTI|SFTI|-It\b/i.test(name),
  };
}

const DRAW_SIZES = [2, 2, 6, 4, 0];

interface PageDrawing {
  readonly rules: PdfRule[];
  readonly pictures: number;
  readonly letters: number;
}

async function readDrawing(page: PDFPageProxy, upright: Matrix): Promise<PageDrawing> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const rules: PdfRule[] = [];
  const saved: Matrix[] = [];
  let at = upright;
  let pictures = 0;
  let letters = 0;
  fnArray.forEach((operator, index) => {
    const args: unknown[] = argsArray[index] ?? [];
    switch (operator) {
      case OPS.save:
        saved.push(at);
        break;
      case OPS.restore:
        at = saved.pop() ?? upright;
        break;
      case OPS.transform:
        at = multiplyMatrices(at, readMatrix(args));
        break;
      case OPS.paintFormXObjectBegin: {
        saved.push(at);
        const [matrix] = args;
        if (Array.isArray(matrix)) at = multiplyMatrices(at, readMatrix(matrix));
        break;
      }
      case OPS.paintFormXObjectEnd:
        at = saved.pop() ?? upright;
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
        pictures++;
        break;
      case OPS.showText:
        letters += countShownLetters(args[0]);
        break;
      case OPS.constructPath:
        if (rules.length < MOST_RULES) addRules(rules, args, at);
        break;
    }
  });
  return { rules, pictures, letters };
}

const STROKES: ReadonlySet<unknown> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const FILLS: ReadonlySet<unknown> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Adds the straight lines of a path that is drawn, and what is filled as thin as a line. */
function addRules(rules: PdfRule[], [painted, paths]: readonly unknown[], at: Matrix): void {
  const isStroked = STROKES.has(painted);
  if (!isStroked && !FILLS.has(painted)) return;
  const [path] = Array.isArray(paths) ? paths : [];
  if (!(path instanceof Float32Array)) return;
  let [startX, startY, x, y] = [0, 0, 0, 0];
  let box: [number, number, number, number] | null = null;
  const add = (x0: number, y0: number, x1: number, y1: number): void => {
    const [left, right, top, bottom] = [Math.min(x0, x1), Math.max(x0, x1), Math.min(y0, y1), Math.max(y0, y1)];
    const isThin = Math.min(right - left, bottom - top) <= THICKEST_RULE;
    if (isThin && Math.max(right - left, bottom - top) > 2) rules.push({ left, right, top, bottom });
  };
  const endShape = (): void => {
    if (box && !isStroked) add(...box);
    box = null;
  };
  const lineTo = (u: number, v: number): void => {
    if (isStroked) add(x, y, u, v);
    [x, y] = [u, v];
    box = box
      ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
      : [Math.min(startX, x), Math.min(startY, y), Math.max(startX, x), Math.max(startY, y)];
  };
  for (let index = 0; index < path.length && rules.length < MOST_RULES; ) {
    const operation = path[index++] ?? 0;
    const size = DRAW_SIZES[operation];
    if (size === undefined) return;
    const [u, v] = applyMatrix(at, path[index + size - 2] ?? 0, path[index + size - 1] ?? 0);
    if (operation === 0) {
      endShape();
      [startX, startY, x, y] = [u, v, u, v];
    } else if (operation === 1) lineTo(u, v);
    else if (operation === 4) lineTo(startX, startY);
    else {
      // A curve is no line; where it ends the next line begins.
      [x, y] = [u, v];
    }
    index += size;
  }
  endShape();
}
