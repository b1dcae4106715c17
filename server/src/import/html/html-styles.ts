/** More declarations than any program writes at one place. */
const MOST_DECLARATIONS = 200;

/** The declarations of a `style` attribute, by their names in lower case; values too, but for fonts. */
export function readStyles(style: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  if (style === '') return read;
  for (const declaration of style.split(';', MOST_DECLARATIONS)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    read.set(
      declaration.slice(0, colon).trim().toLowerCase(),
      declaration
        .slice(colon + 1)
        .trim()
        .toLowerCase(),
    );
  }
  return read;
}
