import { isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeSegment } from '../workspace/uri.js';

/** The URI of a path, in the one form that Keeling keeps (see `workspace/uri.ts`). */
export function toUri(path: string): string {
  const parts = resolve(path).split(sep);
  const encoded = parts.map(encodeSegment).join('/');
  // `/home/…` on most systems; `C:/…` and `//server/share/…` on Windows.
  if (encoded.startsWith('//')) return `file:${encoded}`;
  return encoded.startsWith('/')
    ? `file://${encoded}`
    : `file:///${encoded.charAt(0).toLowerCase()}${encoded.slice(1)}`;
}

/** The path of a `file:` URI; null for any other. */
export function toPath(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    const path = fileURLToPath(uri.replace(/^file:\/\/\/([A-Za-z])%3A/i, 'file:///$1:'));
    return isAbsolute(path) ? path : null;
  } catch {
    return null;
  }
}
