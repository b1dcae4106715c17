import type { Block } from './block.js';

/** Whether a block is a comment and nothing else, so that a reader sees nothing of it. */
export function isComment({ kind, text, prefix }: Block): boolean {
  return (
    kind === 'html' && text.startsWith('<!--', prefix) && text.indexOf('-->', prefix) === text.trimEnd().length - 3
  );
}
