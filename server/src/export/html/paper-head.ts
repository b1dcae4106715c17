import { encodeBase64 } from '../../model/bytes.js';
import { escapeHtml } from '../escape.js';
import { listFacts, type Manuscript } from '../manuscript/manuscript.js';
import type { Letter, Signature } from '../paper.js';
import { pictureOf } from '../pictures.js';

/**
 * The head of a page: what it is a paper of, its title, and what it says of itself; for a letter
 * its letterhead.
 * @param date ISO date, or null
 */
export function writePaperHead(manuscript: Manuscript, title: string, date: string | null): string {
  const { paper } = manuscript;
  const above = (paper?.above ?? []).map(escapeHtml).join(' · ');
  const heading = `${above === '' ? '' : `<p class="above">${above}</p>`}<h1>${escapeHtml(title)}</h1>`;
  const logo = writeLogo(paper?.logo ?? null);
  if (paper?.letter) return `<header class="title">${writeLetterhead(paper.letter, logo)}${heading}</header>`;
  const { classification } = manuscript;
  const facts = [...listFacts(manuscript, date), ...(classification === null ? [] : [classification])].map(escapeHtml);
  // Few facts stand on one line, more in a list.
  const said =
    paper === null || facts.length < 2
      ? facts.length === 0
        ? ''
        : `<p class="facts">${facts.join(' · ')}</p>`
      : `<ul class="facts">${facts.map((fact) => `<li>${fact}</li>`).join('')}</ul>`;
  return `<header class="title">${logo}${heading}${said}</header>`;
}

function writeLogo(bytes: Uint8Array | null): string {
  const kind = bytes && pictureOf(bytes)?.extension;
  return bytes && kind
    ? `<p class="logo"><img src="data:image/${kind === 'svg' ? 'svg+xml' : kind};base64,${encodeBase64(bytes)}" alt=""></p>`
    : '';
}

function writeLetterhead({ sender, address, to, details }: Letter, logo: string): string {
  const own = [sender === null ? '' : `<strong>${escapeHtml(sender)}</strong>`, ...address.map(escapeHtml)];
  const lines = own.filter((line) => line !== '').join('<br>');
  const pairs = [
    ...(to.length > 0 ? [['To', to] as const] : []),
    ...details.map(([name, value]) => [name, value.split('\n')] as const),
  ];
  const named = pairs.map(
    ([name, values]) => `<div><dt>${escapeHtml(name)}</dt><dd>${values.map(escapeHtml).join('<br>')}</dd></div>`,
  );
  return [
    `<div class="letterhead">${logo}${lines === '' ? '' : `<address>${lines}</address>`}</div>`,
    named.length === 0 ? '' : `<dl class="named">${named.join('')}</dl>`,
  ].join('');
}

/** The block at the end of a letter that is signed. */
export function writeSignature({ opening, lines }: Signature): string {
  const rows = [['Signature', null] as const, ...lines].map(
    ([name, value]) =>
      `<div><dt>${escapeHtml(name)}</dt><dd${value === null ? ' class="open"' : ''}>${escapeHtml(value ?? '')}</dd></div>`,
  );
  return `<div class="signature"><p>${escapeHtml(opening)}</p><dl class="named">${rows.join('')}</dl></div>`;
}

/** The styles of these. */
export const PAPER_STYLE = `
.above { color: var(--soft); margin: 0 0 .25rem; }
ul.facts { list-style: none; padding: 0; }
.logo { margin: 0 0 1rem; } .logo img { display: block; max-height: 3.5rem; max-width: 100%; }
.letterhead { display: flex; justify-content: space-between; align-items: center; gap: 1.5rem; flex-wrap: wrap;
  border-bottom: 1px solid var(--line); padding-bottom: .75rem; margin-bottom: 1rem; }
.letterhead .logo { margin: 0; }
address { font-style: normal; font-size: .9rem; color: var(--soft); text-align: right; margin-left: auto; }
.named { margin: 0 0 1.5rem; } .named > div { display: grid; grid-template-columns: 7rem 1fr; margin: .3rem 0; }
.named dt { font-weight: 700; } .named dd { margin: 0; }
.signature { margin: 3rem 0 2rem; break-inside: avoid; } .signature dl { margin-top: 3rem; }
.named .open { border-bottom: 1px solid var(--ink); max-width: 20rem; min-height: 1.6rem; }
/* Nobody signs a page with nothing else on it. */
@media print { .signature { margin: 1.5rem 0 0; break-before: avoid; } .signature dl { margin-top: 2rem; } }
`;
