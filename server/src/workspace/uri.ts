// URIs are strings in one form: segments escaped by encodeSegment, drives in lower case, folders
// without a slash at the end.

/** The URI of a path relative to a folder's URI, which may or may not end in a slash. */
export function resolveUri(folder: string, path: string): string {
  // The folder of file:///a.md is file://, whose slashes are no end of a folder.
  const base = folder.endsWith('/') && !folder.endsWith('://') ? folder : `${folder}/`;
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

/**
 * The folder that a document lies in and every one above it, the nearest first; none where a URI
 * has no folders.
 */
export function foldersAbove(uri: string): string[] {
  const [top, authority] = /^[a-z][a-z\d+.-]*:\/\/([^/]*)/i.exec(uri) ?? [];
  if (top === undefined) return [];
  const folders: string[] = [];
  for (let folder = folderOf(uri); folder.length > top.length; folder = folderOf(folder)) folders.push(folder);
  // Above the shares of another machine there is no folder.
  return authority === '' ? [...folders, top] : folders;
}

/**
 * The URI of a path relative to a document, `..` resolved; null if it leads above the root of the
 * URI.
 */
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

/** Whether a path starts at the top of a disk or of a machine, on any system: `/a`, `\a`, `C:a`. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[a-z]:|[\\/])/i.test(path);
}

/**
 * Whether a relative path stays within its folder, by its text. Only the Host can say where links
 * lead.
 */
export function isInside(path: string): boolean {
  return !isAbsolutePath(path) && !path.split(/[\\/]/).includes('..');
}

/** The last segment of a URI, decoded. */
export function fileNameOf(uri: string): string {
  return decodeSegment(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The ending of a file's name in lower case, without the dot: "docx"; empty where it has none of letters. */
export function endingOf(name: string): string {
  return /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The path of a URI relative to a folder, decoded; the whole URI where it does not lie below. */
export function relativeTo(folder: string, uri: string): string {
  const isInFolder = isBelow(folder, uri) && uri !== folder;
  return decodeSegment(isInFolder ? uri.slice(folder.replace(/\/$/, '').length + 1) : uri);
}

/**
 * The path from a folder to a file, decoded; it begins with `..` if the file is not below the
 * folder.
 */
export function pathFrom(folder: string, uri: string): string {
  const from = folder.replace(/\/$/, '').split('/');
  const to = uri.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared).map(decodeSegment)].join('/');
}

/**
 * A URI in the one form that Keeling keeps. Editors differ in what they escape (`c%3A` or `C:`, `(`
 * or `%28`), so each segment is decoded and encoded again; queries and fragments go.
 */
export function normalUri(uri: string): string {
  const [whole, scheme = '', authority = '', path = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(\/[^?#]*)?/i.exec(uri) ?? [];
  if (whole === undefined) return uri;
  const segments = path
    .split('/')
    .map((segment) => encodeSegment(decodeSegment(segment)))
    .join('/')
    .replace(/^\/([A-Z])%3A/, (_, drive: string) => `/${drive.toLowerCase()}%3A`);
  return `${scheme.toLowerCase()}://${authority}${segments}`;
}

/** A segment of a path as it stands in a URI: everything but letters, digits and `-._~` escaped. */
export function encodeSegment(segment: string): string {
  // Half of a pair of surrogates has no escape, and no file is named by one.
  const sound = segment.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(sound).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The words of a URI's segment, or the segment itself where its escapes are wrong. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The register of changes of a draft, by its path: "svtad.changes.jsonl" beside "svtad.md". */
export function registerFileOf(path: string): string {
  return `${path.replace(/\.[^./]*$/, '')}.changes.jsonl`;
}
