/**
 * The kinds of HTML block by CommonMark's numbers: 1 script and the like, 2 comment, 3 processing
 * instruction, 4 declaration, 5 CDATA, 6 a block's tag, 7 any other tag alone on its line. Kinds 6
 * and 7 end at a blank line; 0 is no HTML block.
 */
export type HtmlKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

const HTML_RAW = new Set(['pre', 'script', 'style', 'textarea']);

const HTML_BASIC = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem ' +
    'nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul'
  ).split(' '),
);

const LONE_CLOSING_TAG = /^<\/[A-Za-z][A-Za-z0-9-]*[ \t]*>[ \t]*$/;
const LONE_OPENING_TAG =
  /^<[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>[ \t]*$/;

/**
 * The kind of HTML block that a line begins.
 * @param line from its `<` on
 * @param interrupts whether it would interrupt a paragraph, which a lone tag (7) cannot
 */
export function readHtmlKind(line: string, interrupts: boolean): HtmlKind {
  if (line.startsWith('<!--')) return 2;
  if (line.startsWith('<?')) return 3;
  if (line.startsWith('<![CDATA[')) return 5;
  if (/^<![A-Za-z]/.test(line)) return 4;
  const tag = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)/.exec(line);
  if (!tag) return 0;
  const [written, slash, tagName = ''] = tag;
  const name = tagName.toLowerCase();
  const next = line.charAt(written.length);
  const isEnded = next === '' || next === ' ' || next === '\t' || next === '>';
  if (!slash && HTML_RAW.has(name) && isEnded) return 1;
  if (HTML_BASIC.has(name) && (isEnded || (next === '/' && line.charAt(written.length + 1) === '>'))) return 6;
  if (interrupts) return 0;
  if (HTML_RAW.has(name)) return slash && LONE_CLOSING_TAG.test(line) ? 7 : 0;
  return (slash ? LONE_CLOSING_TAG : LONE_OPENING_TAG).test(line) ? 7 : 0;
}

/**
 * Whether an HTML block ends on a line. Kinds 6 and 7 never do: a blank line ends them.
 * @param isFirst whether the block begins on this line
 */
export function endsHtmlBlock(kind: HtmlKind, line: string, isFirst: boolean): boolean {
  switch (kind) {
    case 1:
      return /<\/(?:script|pre|style|textarea)>/i.test(line);
    case 2: {
      // `<!-->` is whole: the end may share its dashes with the beginning.
      const opening = isFirst ? line.indexOf('<!--') : -1;
      return line.indexOf('-->', opening >= 0 ? opening + 2 : 0) >= 0;
    }
    case 3:
      return line.includes('?>');
    case 4:
      return line.includes('>');
    case 5:
      return line.includes(']]>');
    default:
      return false;
  }
}
