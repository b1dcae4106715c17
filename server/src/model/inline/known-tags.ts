/** The elements of HTML, those that are no longer in use included. */
const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button ' +
    'canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed ' +
    'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe ' +
    'img input ins kbd label legend li link main map mark marquee menu menuitem meta meter nav nobr noframes noscript ' +
    'object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script search section ' +
    'select slot small source span strike strong style sub summary sup table tbody td template textarea tfoot th ' +
    'thead time title tr track tt u ul var video wbr'
  ).split(' '),
);

/** Elements that are called as what somebody is to fill in. Their tags alone, within words, are words. */
const FILLED_IN: ReadonlySet<string> = new Set(
  (
    'address area base body data frame head label legend link map menu meter object option output param progress search ' +
    'slot source template time title track'
  ).split(' '),
);
/** No element of a paragraph is longer. */
const LONGEST_ELEMENT = 2_000;

/** Attributes that need no value. */
const SWITCHES: ReadonlySet<string> = new Set(
  (
    'allowfullscreen async autofocus autoplay checked compact controls default defer disabled download hidden inert ' +
    'ismap itemscope loop multiple muted nohref noshade novalidate nowrap open readonly required reversed selected'
  ).split(' '),
);

/** Tags that begin a line of their own. */
export const PARTS_LINES =
  /^<\/?(?:address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|legend|li|main|menu|nav|ol|optgroup|option|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul)(?=[\s/>])/i;
/** Tags that begin an item, which a bullet shows. */
export const BEGINS_ITEM = /^<li(?=[\s/>])/i;
/** A line end. */
export const LINE_END = /^<\/?br(?=[\s/>])/i;
/** Tags that part the cells of a row. */
export const PARTS_CELLS = /^<t[dh](?=[\s/>])/i;

/**
 * Where a tag that begins at an offset ends, its `>` included; the offset itself where none begins
 * there, or where it is none of HTML: `<Authorised Officer>` and `<title of the work>` are words.
 * @param isInWords whether the text is that of a paragraph, where `<address>` alone is a word to fill in
 */
export function findTagEnd(text: string, open: number, isInWords: boolean): number {
  if (!/^<\/?[A-Za-z]/.test(text.slice(open, open + 3))) return open;
  for (let at = open + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '<') return open;
    if (sign === '>') {
      const tag = text.slice(open, at + 1);
      return isKnownTag(tag) && !(isInWords && isWordToFillIn(tag, text, at + 1)) ? at + 1 : open;
    }
    if ((sign === '"' || sign === "'") && /=\s?$/.test(text.slice(at - 2, at))) {
      const end = text.indexOf(sign, at + 1);
      if (end < 0) return open;
      at = end;
    }
  }
  return open;
}

/**
 * Whether what looks like a tag is a word that somebody is to fill in: "sent to <address> by
 * <time>". Of an element that nobody closes, a paragraph would show nothing.
 * @param end where the tag ends in the text of its paragraph
 */
export function isWordToFillIn(tag: string, text: string, end: number): boolean {
  const name = /^<([A-Za-z]+)>$/.exec(tag)?.[1]?.toLowerCase();
  if (name === undefined || !FILLED_IN.has(name)) return false;
  return !text
    .slice(end, end + LONGEST_ELEMENT)
    .toLowerCase()
    .includes(`</${name}`);
}

/** A text with other words for its tags of HTML; what else stands between `<` and `>` is text. */
export function replaceTags(text: string, put: string): string {
  let out = '';
  let kept = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', Math.max(open + 1, kept))) {
    const end = findTagEnd(text, open, true);
    if (end === open) continue;
    out += text.slice(kept, open) + put;
    kept = end;
  }
  return out + text.slice(kept);
}

/** Whether what looks like a tag is one of HTML. */
export function isKnownTag(tag: string): boolean {
  const name = /^<\/?([A-Za-z][A-Za-z0-9-]*)/.exec(tag);
  if (!name || !ELEMENTS.has(name[1]!.toLowerCase())) return false;
  const rest = tag
    .slice(name[0].length, -1)
    .replace(/"[^"]*"|'[^']*'/g, '""')
    // `style={{width: "30%"}}`, as pages for a generator of sites have it.
    .replace(/=\{\{?[^{}<>]{0,200}\}?\}/g, '=""');
  const attributes = rest.split(/\s+/).join(' ').replace(/ ?= ?/g, '=').split(/[ /]/);
  return attributes.every((each) => each === '' || each.includes('=') || SWITCHES.has(each.toLowerCase()));
}
