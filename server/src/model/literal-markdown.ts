/** Escapes text so that Markdown shows it as it is. */
export function literalMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|&~]/g, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&');
}
