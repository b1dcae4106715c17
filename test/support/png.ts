import { writePng } from '../../server/src/export/vector-raster.js';

/** A PNG of one grey of the size asked for, in pixels. */
export function makePng(width: number, height: number): Uint8Array {
  const row = 1 + 4 * width;
  const grey = (place: number) => (place === 0 ? 0 : place % 4 === 0 ? 255 : 128);
  return writePng(
    width,
    height,
    new Uint8Array(row * height).map((_, at) => grey(at % row)),
  );
}
