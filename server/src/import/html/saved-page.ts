/** Parts of a saved page that are read: the page itself stands first. */
const MOST_PARTS = 50;

/**
 * The HTML of a page that a browser or Word saved as one file (MHTML, RFC 2557).
 * @returns null where the text is no such file, or has no page in it
 */
export function readSavedPage(text: string): string | null {
  const { head, body } = cutHead(text.replace(/\r\n/g, '\n').trimStart());
  if (!/^mime-version:/im.test(head)) return null;
  const boundary = /boundary="?([^"\n;]{1,200})/i.exec(head)?.[1];
  const parts =
    boundary === undefined ? [{ head, body }] : body.split(`--${boundary}`).slice(1, MOST_PARTS).map(cutPart);
  const page = parts.find((part) => /^content-type:\s{0,9}text\/html/im.test(part.head));
  return page ? decodeBody(page) : null;
}

interface SavedPart {
  readonly head: string;
  readonly body: string;
}

function cutPart(text: string): SavedPart {
  return cutHead(text.replace(/^\n/, ''));
}

/** The lines of a head, those that go on joined, and what stands below the blank line. */
function cutHead(text: string): SavedPart {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  return { head: head.replace(/\n[ \t]+/g, ' '), body: end < 0 ? '' : text.slice(end + 2) };
}

function decodeBody({ head, body }: SavedPart): string {
  const coding = /^content-transfer-encoding:\s{0,9}(\S{1,40})/im.exec(head)?.[1]?.toLowerCase();
  const charset = /charset="?([\w-]{1,40})/i.exec(head)?.[1] ?? 'utf-8';
  const bytes =
    coding === 'quoted-printable'
      ? readQuoted(body)
      : coding === 'base64'
        ? readBase64(body)
        : new TextEncoder().encode(body);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function readQuoted(body: string): Uint8Array {
  const source = new TextEncoder().encode(body.replace(/=[ \t]{0,99}\n/g, ''));
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    const pair = byte === 0x3d ? String.fromCharCode(source[at + 1] ?? 0, source[at + 2] ?? 0) : '';
    const isCoded = /^[0-9A-Fa-f]{2}$/.test(pair);
    bytes[length++] = isCoded ? Number.parseInt(pair, 16) : byte;
    if (isCoded) at += 2;
  }
  return bytes.subarray(0, length);
}

function readBase64(body: string): Uint8Array {
  try {
    return Uint8Array.from(atob(body.replace(/[^A-Za-z0-9+/=]/g, '')), (sign) => sign.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
