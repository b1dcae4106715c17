const ESCAPABLE = /[!-/:-@[-`{-~]/;
const ENTITY = /^&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/;
const LONGEST_ENTITY = 40;

/**
 * Where each character of a text as it is read stands in the text as it was written, and where its
 * end does: escapes, entities and dropped white space taken into account.
 * @returns one offset in `source` for each character of `value`, and one more for the end
 */
export function findCharacterOffsets(source: string, value: string): number[] {
  const offsets: number[] = [];
  let i = 0;
  let j = 0;
  while (j < value.length && i < source.length) {
    const written = source.charAt(i);
    const read = value.charAt(j);
    if (written === '\\' && read === source.charAt(i + 1) && ESCAPABLE.test(read)) {
      offsets.push(i);
      i += 2;
      j++;
      continue;
    }
    if (written === '&') {
      const entity = ENTITY.exec(source.slice(i, i + LONGEST_ENTITY))?.[0];
      if (entity && !value.startsWith(entity, j)) {
        const width = (value.codePointAt(j) ?? 0) > 0xffff ? 2 : 1;
        for (let k = 0; k < width; k++) offsets.push(i);
        i += entity.length;
        j += width;
        continue;
      }
    }
    if (written === read || (written === '\0' && read === '\ufffd')) {
      offsets.push(i);
      j++;
    }
    // What is not read is white space that Markdown drops around line ends.
    i++;
  }
  while (offsets.length < value.length) offsets.push(source.length);
  offsets.push(Math.min(i, source.length));
  return offsets;
}
