import { escapeXml } from '../escape.js';
import { pictureOf } from '../pictures.js';
import type { Package, Relations } from './package.js';
import type { Revisions } from './revisions.js';

/** English Metric Units in a pixel, and in a twip. */
const PIXEL = 9525;
const TWIP = 635;
/** The room that a picture has on a page, in twips. */
const WIDEST = 9070;
const HIGHEST = 12_000;

/** Stores pictures in a Word file, each only once, and writes the runs that show them. */
export class DocxFigures {
  private readonly names = new Map<Uint8Array, string>();

  /** @param drawn the PNG of each SVG */
  constructor(
    private readonly file: Package,
    private readonly relations: Relations,
    private readonly revisions: Revisions,
    private readonly drawn: ReadonlyMap<Uint8Array, Uint8Array>,
  ) {}

  /**
   * A run that shows a picture; null where a Word file cannot show it.
   * @param highest the room for it, in twips
   */
  run(
    bytes: Uint8Array,
    { alt, path }: { readonly alt: string; readonly path: string },
    highest = HIGHEST,
  ): string | null {
    const picture = pictureOf(bytes);
    if (!picture) return null;
    const own = this.relations.part('image', this.store(bytes, picture.extension));
    // A program that cannot draw an SVG shows the same as PNG; where that could not be made, a blank.
    const isVector = picture.extension === 'svg';
    const shown = isVector ? this.relations.part('image', this.store(this.drawn.get(bytes) ?? BLANK, 'png')) : own;
    const [cx, cy] = sizeOf(picture, highest);
    const id = this.revisions.id();
    const vector = isVector
      ? `<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="${own}"/></a:ext></a:extLst>`
      : '';
    return [
      `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/>`,
      `<wp:docPr id="${id}" name="Figure ${id}" descr="${escapeXml(alt)}"/>`,
      '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>',
      '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>',
      `<pic:nvPicPr><pic:cNvPr id="${id}" name="${escapeXml(path === '' ? `Figure ${id}` : path)}" descr="${escapeXml(alt)}"/><pic:cNvPicPr/></pic:nvPicPr>`,
      `<pic:blipFill><a:blip r:embed="${shown}">${vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
      `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
      '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    ].join('');
  }

  private store(bytes: Uint8Array, extension: string): string {
    let name = this.names.get(bytes);
    if (name === undefined) {
      name = `media/figure${this.names.size + 1}.${extension}`;
      this.names.set(bytes, name);
      this.file.bytes(`word/${name}`, bytes);
    }
    return name;
  }
}

/** The width and the height of a picture on the page, in English Metric Units. */
function sizeOf({ width, height }: { readonly width: number; readonly height: number }, highest: number) {
  const scale = Math.min(1, (WIDEST * TWIP) / (width * PIXEL), (highest * TWIP) / (height * PIXEL));
  const toScale = (side: number) => Math.max(1, Math.round(side * PIXEL * scale));
  return [toScale(width), toScale(height)] as const;
}

/** The height of a figure on the page, in twips; null where a Word file cannot show it. */
export function heightOfFigure(bytes: Uint8Array): number | null {
  const picture = pictureOf(bytes);
  return picture ? sizeOf(picture, HIGHEST)[1] / TWIP : null;
}

/** A white pixel, as PNG. */
const BLANK = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
);
