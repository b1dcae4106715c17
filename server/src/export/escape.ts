import { escapeSigns } from '../office/xml-tree.js';
import { makePrintable } from './printable.js';

/** What is escaped, replaced or left out. Most texts hold nothing of it. */
const NEEDS_ESCAPING =
  /[&<>"\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/;

/** Text as XML that says just it, in an element or in an attribute within double quotes. */
export function escapeXml(text: string): string {
  return NEEDS_ESCAPING.test(text) ? escapeSigns(makePrintable(text)) : text;
}

/** Text as HTML that shows just it, in an element or in an attribute within quotes. */
export function escapeHtml(text: string): string {
  const escaped = escapeXml(text);
  return escaped.includes("'") ? escaped.replace(/'/g, '&#39;') : escaped;
}
