import type { Head } from '../block.js';
import { type HeadSource, REACH } from './head-source.js';

const BOLD_TERM =
  /^[ \t\u00a0\u2000-\u200a]{0,80}(?:<a name="[^"<>]{0,80}"><\/a>)?(?:\*\*|__)_?["“‘']?([^*_"”\r\n]{1,100}?)["”’']?_?(?:\*\*|__)[ \t]{0,9}[,:]?[ \t\r\n]{1,40}/;
/** A later Act's definition has the note of the consolidated text before it: "F6[“ferry” means". */
const QUOTED_TERM =
  /^[ \t]{0,40}(?:[FCE]\d{1,4}\[)?(?:["“‘]|'{1,2})([^"”’\r\n]{1,100})["”’'][ \t]{0,9}[,:]?[ \t\r\n]{0,40}/;
const DEFINES = /^(?:means?|has the meaning|have the meaning|shall mean|shall have the meaning|is defined|includes)\b/;

/** "**Term** means …". */
export function readDefinition(block: HeadSource): Head | null {
  const start = block.prefix;
  const text = block.text.slice(start, start + REACH);
  const [written = '', quoted = ''] = BOLD_TERM.exec(text) ?? QUOTED_TERM.exec(text) ?? [];
  if (written === '' || !DEFINES.test(text.slice(written.length))) return null;
  const term = quoted.trim().replace(/^(?:\*{1,3}|__)|(?:\*{1,3}|__)$/g, '');
  const at = start + text.indexOf(term);
  // Bold that begins within the term, as Word may have it, is no part of its words.
  const words = term.replace(/\*{1,3}|__/g, '');
  return { kind: 'definition', term: words, label: { start: at, end: at + term.length }, body: start };
}
