import type { Result } from '../failure.js';

/**
 * A file's bytes as text: UTF-8, or UTF-16 where a byte order mark says so. The byte order mark of
 * UTF-8 is kept, so that nothing of a draft is lost.
 */
export function decodeText(bytes: Uint8Array): Result<{ readonly text: string }> {
  const [first, second, third, fourth] = bytes;
  const isUtf32 =
    (first === 0xff && second === 0xfe && third === 0 && fourth === 0) ||
    (first === 0 && second === 0 && third === 0xfe && fourth === 0xff);
  if (isUtf32) return { problem: 'it is in UTF-32: save it as UTF-8' };
  if (first === 0xff && second === 0xfe) return decodeAs(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodeAs(bytes, 'utf-16be');
  if (first === 0x50 && second === 0x4b)
    return { problem: 'it is a Word file or another archive, not text: keeling import makes a draft of a Word file' };
  if (isPdf(bytes)) return { problem: 'it is a PDF, not text: keeling import makes a draft of a PDF' };
  if (bytes.includes(0)) return { problem: 'it is not text: a draft is a Markdown file in UTF-8' };
  return decodeAs(bytes, 'utf-8');
}

/** Whether a file is a PDF by its first bytes; in some a few others stand before them. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
}

function decodeAs(bytes: Uint8Array, encoding: string): Result<{ readonly text: string }> {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: `it is not valid ${encoding.toUpperCase()}: save it as UTF-8` };
  }
}
