/** Whether Markdown will read a document: a plain text is shown as it stands, indentation and numbers included. */
export function isMarkdown(uri: string): boolean {
  return !/\.te?xt$/i.test(uri);
}
