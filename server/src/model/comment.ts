import type { Block } from './block.js';

/** Whether a block is a comment and nothing else, so that a reader sees nothing of it. */
export function isComment({ kind, text, prefix }: Block): boolean {
  return (
    kind === 'html' && text.startsWith('<!--', prefix) && text.indexOf('-->', prefix) === text.trimEnd().length - 3
  );
}

/** The greatest length of a comment, without its signs. More is taken for text. */
export const MOST_OF_COMMENT = 20_000;

/**
 * Where the comment that begins at an offset of a text ends, at most `to`; −1 where none begins
 * there, or where it has no end.
 */
export function findCommentEnd(text: string, at: number, to: number): number {
  if (text.charCodeAt(at) !== 60 || !text.startsWith('<!--', at)) return -1;
  const length = text.slice(at + 4, Math.min(to, at + MOST_OF_COMMENT)).indexOf('-->');
  return length < 0 ? -1 : at + 4 + length + 3;
}

/** A text without its comments. */
export function withoutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<!--'); at >= 0; at = text.indexOf('<!--', at + 1)) {
    const end = at < from ? -1 : findCommentEnd(text, at, text.length);
    if (end < 0) continue;
    kept += text.slice(from, at);
    from = end;
  }
  return kept + text.slice(from);
}
