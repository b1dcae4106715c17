/** A text with a space for each character of white space, so that offsets stay. */
export function replaceSpaces(text: string): string {
  // Most texts have no others than spaces.
  return /[^\S ]/.test(text) ? text.replace(/[^\S ]/g, ' ') : text;
}
