/**
 * A text with every run of white space made one plain space, and characters without width left out;
 * `offsets` says where each character stood, null where nothing moved.
 */
export function foldSpaces(visible: string): { text: string; offsets: readonly number[] | null } {
  if (!/[^\x20-\x7e£€‘’“”–—●]/.test(visible)) return { text: visible, offsets: null };
  let text = '';
  const offsets: number[] = [];
  for (let i = 0; i < visible.length; i++) {
    const char = visible.charAt(i);
    if (/[\u00ad\u200b-\u200f\u2060\ufeff]/.test(char)) continue;
    if (/\s/.test(char)) {
      if (text.endsWith(' ')) continue;
      text += ' ';
    } else text += char;
    offsets.push(i);
  }
  offsets.push(visible.length);
  return { text, offsets };
}
