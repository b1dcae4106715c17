import type { Block } from '../block.js';

/** Whether a question stands on the line of its label: "**FTC Q1:** Do you agree?" */
export function asksInLine({ kind, head, text }: Block): boolean {
  return kind === 'paragraph' && head.kind === 'question' && /[^*_\s]/.test(text.slice(head.body));
}
