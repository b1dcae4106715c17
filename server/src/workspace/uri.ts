/** A path relative to a folder's URI, as a URI; the folder's own URI may or may not end in a slash. */
export function resolveUri(folder: string, path: string): string {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return (
    base +
    path
      .split('/')
      .map(encodeSegment)
      .join('/')
      .replace(/(^|\/)(?:\.\/)+/g, '$1')
  );
}

/** The folder that a document's URI lies in, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** The folder that a document lies in and up to three above it: whose project or recorded findings may be about it. */
export function foldersAround(uri: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(uri); folders.length < 4 && folder.length > 'file:///'.length; folder = folderOf(folder))
    folders.push(folder);
  return folders;
}

/** Joins a relative path to a document's folder and folds `..`; null where it leads above the root of the URI. */
export function resolveBeside(document: string, path: string): string | null {
  const segments = folderOf(document).split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (segments.length <= 3) return null;
      segments.pop();
    } else segments.push(encodeSegment(part));
  }
  return segments.join('/');
}

/** Whether one URI is the other or lies below it, by name. */
export function isBelow(folder: string, uri: string): boolean {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return uri === folder || uri.startsWith(base);
}

/** The last segment of a URI, decoded. */
export function nameOf(uri: string): string {
  return decode(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The path of a URI relative to a folder, decoded; the whole URI where it does not lie below. */
export function relativeTo(folder: string, uri: string): string {
  return isBelow(folder, uri) && uri !== folder ? decode(uri.slice(folder.replace(/\/$/, '').length + 1)) : decode(uri);
}

/** The path that leads from a folder to a file, with `..` where the file lies elsewhere; decoded. */
export function pathFrom(folder: string, uri: string): string {
  const from = folder.replace(/\/$/, '').split('/');
  const to = uri.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared).map(decode)].join('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
