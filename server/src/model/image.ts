import type { Block } from './block.js';

const IMAGE = /^\s*(?:!\[[^\]\r\n]*\](?:\([^)\r\n]*\)|\[[^\]\r\n]*\])|<img\b[^>\r\n]*>)\s*$/i;
const LONGEST = 2000;

/** Whether a block is an image and nothing else. */
export function isImage({ kind, text }: Block): boolean {
  return (kind === 'paragraph' || kind === 'html') && text.length < LONGEST && IMAGE.test(text);
}
