import type { Draft } from '../model/draft.js';
import { readInline } from '../model/inline/inline.js';
import { linkByLabel } from '../model/reference-links.js';
import { readPackedFigures } from './draft-text.js';
import type { Host } from './host.js';
import { resolveBeside } from './uri.js';

/** Gives the bytes of a figure by the path that a draft names, or null. */
export type FindFigure = (path: string) => Uint8Array | null;

/** In bytes. A larger file is no figure of an instrument. */
const LARGEST = 20_000_000;

/**
 * Reads the figures that drafts show. A figure's path is relative to its draft. Files that are
 * missing, too large or outside the folder are left out. If two drafts use the same path, the first
 * one's file counts.
 */
export async function readFigures(
  host: Host,
  folder: string,
  drafts: readonly { readonly draft: Draft; readonly uri: string }[],
): Promise<FindFigure> {
  const figures = new Map<string, Uint8Array>();
  for (const { draft, uri } of drafts) {
    const paths = listFigurePaths(draft);
    if (/\.do[ct][xm]$/i.test(uri) && paths.size > 0) {
      const file = await host.read(uri).catch(() => null);
      for (const [path, bytes] of file ? await readPackedFigures(file) : []) figures.set(path, bytes);
      continue;
    }
    for (const path of paths.keys()) {
      if (figures.has(path)) continue;
      const place = resolveBeside(uri, path);
      if (place === null || !(await host.isWithin(folder, place))) continue;
      const bytes = await host.read(place).catch(() => null);
      if (bytes && bytes.length <= LARGEST) figures.set(path, bytes);
    }
  }
  return (path) => figures.get(path) ?? null;
}

/**
 * The paths of a draft's figures, relative to it, each with the index of the first block that shows
 * it. Absolute paths and web addresses are left out.
 */
export function listFigurePaths(draft: Draft): ReadonlyMap<string, number> {
  const paths = new Map<string, number>();
  for (const [index, block] of draft.blocks.entries()) {
    if (!block.text.includes('![')) continue;
    for (const { kind, link } of linkByLabel(draft, block, readInline(block)).runs)
      if (kind === 'image' && link !== null && !/^(?:[a-z][a-z\d+.-]*:|[\\/])/i.test(link) && !paths.has(link))
        paths.set(link, index);
  }
  return paths;
}
