/** The letters and digits that an export of a text must show. */
export interface Letters {
  /** Those of the text, in order, footnotes and their calls aside. */
  readonly main: string;
  /** Those of each footnote that has any, its label aside, in the order of the alphabet. */
  readonly notes: readonly string[];
}

const HTML_TAGS =
  'a abbr b big br center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var';
const NAMES = HTML_TAGS.replaceAll(' ', '|');
const ATTRIBUTE = `[ \\t]+[a-z_:][\\w:.-]*[ \\t]*=[ \\t]*(?:"[^"<>|\\n]*"|'[^'<>|\\n]*'|[^\\s"'=<>|\`]+)`;
const TAG = new RegExp(`</?(?:${NAMES})(?:${ATTRIBUTE})*[ \\t]*/?>`, 'gi');
/** Tags, and borders of cells, within the words of a picture or a link. */
const IN_PICTURE = /!\[[^\]\n]*[<|[][^\n]*\]\(|\[[^[\]\n]*\|[^[\]\n]*\]\(/;
/** A comment that reaches over a border of cells. */
const COMMENT_OVER_CELLS = /<!--(?:(?!-->)[^\n])*\|/;
/** A comment over several lines that begins within a line: the next line may begin another block. */
const COMMENT_OVER_LINES = /^(?:[^\n]*-->)?[ \t]*[^\s<][^\n]*<!--(?:(?!-->)[^\n])*\n/m;
/** What begins like a tag and is none to some readers. */
const BROKEN_TAG = new RegExp(`</?(?:${NAMES})(?![\\w-])`, 'i');

/**
 * `<title of the work>` is words to Keeling, and a tag to others; a raised number may begin a note, in a list as well; what follows a
 * backslash is no tag; and a tag without the name of an attribute, or
 * one that closes and has attributes, is words.
 */
const WORDS_OR_TAG =
  /<[A-Za-z][\w-]*\s+=|<[A-Za-z][A-Za-z0-9]*\s[^<>=]*>|^(?:[ \t]|[-*+>]|\d{1,9}[.)]){0,20}<sup>[ \t]*(?:\d|[*†‡§])|\\<\/?[A-Za-z]|<\/[A-Za-z][\w-]*\s+[^\s>]/im;
/** A note right above a block of HTML, which ends it, or one that begins with HTML, below which words are no longer its own. */
const ABOVE_HTML =
  /^\[\^[^\]]+\]:[^\n]*\n(?:[^\n]+\n)*?[ \t]*<(?:\/?[A-Za-z]|!--)|^\[\^[^\]]+\]:[ \t]*<\/?[A-Za-z][^\n]*\n[ \t]*\S/m;
/** What looks like a link or a call in a block of HTML is none. */
const IN_HTML = /^[ \t]*<(?:\/?[A-Za-z]|!--)(?:(?!\n[ \t]*\n)[\s\S])*?(?:\]\(|\[\^)/m;

/** What this reader, which is no Markdown parser, cannot tell for certain. */
const UNSURE: readonly RegExp[] = [
  /`|~~|\\[^\w\s]|&#?\w+;|!\[\]|^ {0,3}\[[^\]^]*\]:|\]\[|^\t| {4}|\u0000/m,
  BROKEN_TAG,
  // Links that reach over lines or hold brackets, titles of links, and what HTML hides.
  /\[[^[\]]*\n[^[\]]*\]\(/,
  /\]\([^)\s]*[\s(]|<\/?(?:script|style|svg|math|textarea|title|iframe|template)|<[?!][^-]|<https?:|<\S+@/i,
  // A note that begins with an item, a heading or the like, below which words may be no longer its own.
  /^\[\^[^\]]+\]:[ \t]*(?:[-*+>#=|]|\d{1,9}[.)])(?:[ \t][^\n]*)?\n/mu,
  // A list, a heading or the like right below a note, which it ends.
  /^\[\^[^\]]+\]:[^\n]*\n(?:[^\n]+\n)*?[ \t]*(?:[-*+>#=|]|\d{1,9}[.)])/mu,
  /\[\^[^\]]*$|^\s*\[\^[^\]]+\]:\s*$|^[ \t]*>.*\[\^[^\]]+\]:/m,
];

/** A line that begins a note, in a paragraph that begins with something else. */
const BELOW_WORDS = /^(?!\[\^[^\]\s]+\]:)[^\n]*\n(?:[^\n]*\n)*?\[\^[^\]\s]+\]:/;

/**
 * Reads the letters and digits of a draft's source, by rules of its own and not by Keeling's: white space, signs, mark-up, addresses of links
 * and comments aside.
 * @returns null where it cannot tell for certain
 */
export function readSourceLetters(source: string): Letters | null {
  const body = source
    .replace(/^\ufeff/, '')
    .replace(/^---\r?\n[\s\S]*?\n---(?:\r?\n|$)/, '\n')
    .replace(/\r\n?/g, '\n');
  const text = body.replace(/<!--[\s\S]*?-->/g, '').replace(TAG, ' ');
  // A block with more signs than a drafter can mean is read as it is written.
  if (text.split(/\n[ \t]*\n/).some((block) => (block.match(/[*_[]/g)?.length ?? 0) > 500)) return null;
  if (UNSURE.some((pattern) => pattern.test(text)) || /<!--|-->/.test(text) || WORDS_OR_TAG.test(body)) return null;
  if (
    COMMENT_OVER_LINES.test(body) ||
    COMMENT_OVER_CELLS.test(body) ||
    IN_HTML.test(body) ||
    ABOVE_HTML.test(body) ||
    IN_PICTURE.test(body)
  )
    return null;
  // A comment over several paragraphs that begins within words is words.
  if (
    body
      .split('<!--')
      .slice(1)
      .some((part) => /\n[ \t]*\n/.test(part.split('-->', 1)[0] ?? ''))
  )
    return null;
  // A note that begins below other words of its paragraph.
  if (text.split(/\n(?:[ \t]*\n)+/).some((paragraph) => BELOW_WORDS.test(paragraph))) return null;
  const notes: string[] = [];
  const defined = new Set([...text.matchAll(/^\[\^([^\]\s]+)\]:/gm)].map(([, label]) => label?.toLowerCase()));
  const main = text
    .split(/\n(?:[ \t]*\n)+/)
    .flatMap((paragraph) => {
      if (!/^\[\^[^\]\s]+\]:/.test(paragraph)) return [paragraph];
      // Each line that begins a note begins another one.
      notes.push(...paragraph.split(/^\[\^[^\]\s]+\]:/m).slice(1));
      return [];
    })
    .join('\n\n');
  const calls = (part: string) => [...part.matchAll(/\[\^([^\]\s]+)\]/g)].map(([, label]) => label?.toLowerCase());
  if ([...calls(main), ...notes.flatMap(calls)].some((label) => !defined.has(label))) return null;
  // A note that is never called is shown in another place by each format.
  const called = new Set([...calls(main), ...notes.flatMap(calls)]);
  if ([...defined].some((label) => !called.has(label))) return null;
  if (defined.size !== notes.length || notes.some((note) => calls(note).length > 0)) return null;
  const words = notes.map((note) => lettersOf(dropMarkup(note)));
  return { main: lettersOf(dropMarkup(main)), notes: words.filter((note) => note !== '').sort() };
}

function dropMarkup(text: string): string {
  return text.replace(/\[\^[^\]\s]+\]/g, '').replace(/(!?)\[([^[\]]*)\]\([^)\s]*\)/g, '$2');
}

/** The letters and digits of a text. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
