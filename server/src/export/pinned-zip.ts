import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * A Word file without what differs from one run to the next: the times in it are the one given, and random names of relations are
 * counted instead.
 * @param date ISO date and time
 */
export function pinned(file: Uint8Array, date: string): Uint8Array {
  const names = new Map<string, string>();
  const counted = (text: string) =>
    text.replace(/\brId[a-z0-9_-]{12,}\b/gi, (name) => {
      if (!names.has(name)) names.set(name, `rIdLink${names.size + 1}`);
      return names.get(name) as string;
    });
  const parts = unzipSync(file);
  const pinnedParts: Record<string, Uint8Array> = {};
  for (const path of Object.keys(parts).sort(contentTypesFirst)) {
    const bytes = parts[path] as Uint8Array;
    if (!/\.(?:xml|rels)$/.test(path)) {
      pinnedParts[path] = bytes;
      continue;
    }
    let text = strFromU8(bytes);
    if (path === 'docProps/core.xml') text = text.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}`);
    pinnedParts[path] = strToU8(counted(text));
  }
  return zipSync(pinnedParts, { mtime: new Date(1980, 0, 1), level: 6 });
}

function contentTypesFirst(a: string, b: string): number {
  return Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml') || (a < b ? -1 : 1);
}
