/** A cell of a form. */
export interface FormCell {
  /** All its words. */
  readonly words: string;
  /** What was written into it; empty where it still has its prompt. */
  readonly answer: string;
  /** The tag of the field in it, or null. */
  readonly tag: string | null;
}

/** What a form consists of, whatever kind of file it is in. */
export type FormBlock =
  | { readonly kind: 'paragraph'; readonly text: string; readonly isHeading: boolean }
  /** Its rows, the one with the headings of its columns first. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly FormCell[])[] };

/** The prompt of an empty field. */
export const PROMPT = 'Click here to write.';

/** What was written into a field, by its words: those of the prompt are not. */
export function withoutPrompt(words: string): string {
  const text = words.replace(/\u00a0/g, ' ').trim();
  const own = text.startsWith(PROMPT)
    ? text.slice(PROMPT.length)
    : text.endsWith(PROMPT)
      ? text.slice(0, -PROMPT.length)
      : text;
  return own.trim();
}
