/** Whether a document is shown as Markdown: a plain text keeps its indentation and numbers. */
export function isMarkdown(uri: string): boolean {
  return !/\.te?xt$/i.test(uri);
}
