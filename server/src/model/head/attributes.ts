/** "{#fees}", "{: .note }", "{-}", "{lang=en}" behind a heading: names and styles for a web page. */
const ATTRIBUTES = / ?\{(?:-|(?: {0,2}[#.]|: ?[#.]|[A-Za-z][\w-]{0,40}=)[^{}]{0,200})\}\s{0,9}$/;

/** How many characters at the end of a heading's words are attributes and no words; 0 where none are. */
export function measureAttributes(words: string): number {
  if (!words.includes('{')) return 0;
  return ATTRIBUTES.exec(words)?.[0].length ?? 0;
}
