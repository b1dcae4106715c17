/** A file's bytes as text, or why they cannot be read as such, in words that say what to do. */
export type Decoded = { readonly text: string } | { readonly problem: string };

/** Reads UTF-8, or UTF-16 where a byte order mark says so. The byte order mark of UTF-8 is kept, so that nothing of a draft is lost. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))) {
    return decode(bytes, bytes[0] === 0xff ? 'utf-16le' : 'utf-16be');
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return { problem: 'it is a Word file or another archive, not text: save it as Markdown first' };
  if (bytes.includes(0)) return { problem: 'it is not text: a draft is a Markdown file in UTF-8' };
  return decode(bytes, 'utf-8');
}

function decode(bytes: Uint8Array, encoding: string): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: `it is not valid ${encoding.toUpperCase()}: save it as UTF-8` };
  }
}
