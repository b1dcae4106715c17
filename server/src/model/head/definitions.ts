import type { Head } from '../block.js';
import { type HeadSource, REACH } from './head-source.js';

const BOLD_TERM =
  /^[ \t\u00a0\u2000-\u200a]{0,80}(?:<a name="[^"<>]{0,80}"><\/a>)?(?:\*\*|__)_?["“‘']?([^*_"”\r\n]{1,100}?)["”’']?_?(?:\*\*|__)[ \t]{0,9},?[ \t\r\n]{1,40}/;
const QUOTED_TERM = /^[ \t]{0,40}["“‘']([^"”’\r\n]{1,100})["”’'][ \t]{0,9},?[ \t\r\n]{1,40}/;
const DEFINES = /^(?:means?|has the meaning|have the meaning|shall mean|shall have the meaning|is defined|includes)\b/;

/** "**Term** means …". */
export function readDefinition(block: HeadSource): Head | null {
  const start = block.prefix;
  const text = block.text.slice(start, start + REACH);
  const [written = '', quoted = ''] = BOLD_TERM.exec(text) ?? QUOTED_TERM.exec(text) ?? [];
  if (written === '' || !DEFINES.test(text.slice(written.length))) return null;
  const term = quoted.trim();
  const at = start + text.indexOf(term);
  return { kind: 'definition', term, label: { start: at, end: at + term.length }, body: start };
}
