import { escapeSigns } from '../office/xml-tree.js';
import { makePrintable } from './printable.js';

/** Text as XML that says just it, in an element or in an attribute within double quotes. */
export function escapeXml(text: string): string {
  return escapeSigns(makePrintable(text));
}

/** Text as HTML that shows just it, in an element or in an attribute within quotes. */
export function escapeHtml(text: string): string {
  return escapeXml(text).replace(/'/g, '&#39;');
}
