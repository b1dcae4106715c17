/**
 * A URI in the one form that the server keeps: as editors differ in what they escape (`c%3A` or `C:`, `(` or `%28`), each
 * segment is decoded and encoded anew.
 */
export function normalUri(uri: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(\/[^?#]*)?/i.exec(uri);
  if (!match) return uri;
  const path = (match[3] ?? '')
    .split('/')
    .map((segment) =>
      encodeURIComponent(decode(segment)).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/')
    .replace(/^\/([A-Z])%3A/, (_, drive: string) => `/${drive.toLowerCase()}%3A`);
  return `${(match[1] as string).toLowerCase()}://${match[2]}${path}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
