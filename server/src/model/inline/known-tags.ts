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
 */
export function findTagEnd(text: string, open: number): number {
  if (!/^<\/?[A-Za-z]/.test(text.slice(open, open + 3))) return open;
  for (let at = open + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '<') return open;
    if (sign === '>') return isKnownTag(text.slice(open, at + 1)) ? at + 1 : open;
    if ((sign === '"' || sign === "'") && /=\s?$/.test(text.slice(at - 2, at))) {
      const end = text.indexOf(sign, at + 1);
      if (end < 0) return open;
      at = end;
    }
  }
  return open;
}

/** Whether what looks like a tag is one of HTML. */
export function isKnownTag(tag: string): boolean {
  const name = /^<\/?([A-Za-z][A-Za-z0-9-]*)/.exec(tag);
  if (!name || !ELEMENTS.has(name[1]!.toLowerCase())) return false;
  const rest = tag.slice(name[0].length, -1).replace(/"[^"]*"|'[^']*'/g, '""');
  const attributes = rest.split(/\s+/).join(' ').replace(/ ?= ?/g, '=').split(/[ /]/);
  return attributes.every((each) => each === '' || each.includes('=') || SWITCHES.has(each.toLowerCase()));
}
