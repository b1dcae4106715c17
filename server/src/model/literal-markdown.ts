import { findFormulae } from './inline/formulae.js';

const SIGNS = /[\\`*_[\]<>#|&~]/g;
const SIGNS_AND_DOLLARS = /[\\`*_[\]<>#|&~$]/g;

/** Escapes text so that Markdown shows it as it is. */
export function literalMarkdown(text: string): string {
  const hasFormula = text.includes('$') && findFormulae(text).length > 0;
  return text
    .replace(hasFormula ? SIGNS_AND_DOLLARS : SIGNS, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[-+=]/, '\\$&');
}
