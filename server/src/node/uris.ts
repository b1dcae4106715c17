import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The URI of a path, in the form that editors use: everything but letters, digits and `-._~/` escaped. */
export function toUri(path: string): string {
  const url = pathToFileURL(resolve(path)).href;
  return url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replace(/^file:\/\/\/([A-Za-z]):/, (_, drive: string) => `file:///${drive.toLowerCase()}%3A`);
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
