import type { Draft } from '../../model/draft.js';
import { holdsBoundNumber } from '../../model/references/bound-units.js';
import { OWN_NAMESPACE, OWN_PART, type OwnPart } from '../../office/own-part.js';
import { escapeXml } from '../escape.js';
import type { Package, Relations } from './package.js';
import { DECLARATION, emptyElementXml } from './vocabulary.js';

/** Writes what a reading back of the file cannot see in its text. */
export function writeOwnPart(file: Package, relations: Relations, own: OwnPart): void {
  const { opening, title, bullet, ...switches } = own;
  const how = emptyElementXml('notation', {
    title,
    bullet,
    ...Object.fromEntries(Object.entries(switches).map(([name, isOn]) => [name, isOn ? 1 : null])),
  });
  file.text(
    OWN_PART,
    `${DECLARATION}<draft xmlns="${OWN_NAMESPACE}">${how}<opening xml:space="preserve">${escapeXml(opening)}</opening></draft>`,
  );
  relations.part('customXml', `../${OWN_PART}`);
}

/**
 * What the notation of a draft is.
 * @param title the title that the file shows
 * @param leavesOutTitle whether the text of the file leaves out the heading that repeats it
 */
export function describeNotation(draft: Draft, title: string, leavesOutTitle: boolean): OwnPart {
  const { text, blocks } = draft;
  const [first] = blocks;
  const heading = leavesOutTitle ? blocks.find(({ kind }) => kind === 'heading') : undefined;
  const frontMatter = first?.kind === 'frontMatter' ? withoutRemarks(first.text) : '';
  const opening = [frontMatter, heading?.text ?? ''].filter((each) => each !== '').join('\n\n');
  const tables = blocks.filter(({ kind }) => kind === 'table');
  const bullets = blocks.flatMap(({ marker }) => (marker !== null && /^[-*+]$/.test(marker) ? [marker] : []));
  return {
    opening: opening.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'),
    title,
    hasTightLists: hasTightItems(draft),
    hasCloseRules: tables.some((table) => /^\s*\|:?-+:?\|/m.test(table.text)),
    bullet: bullets[0] ?? '-',
    bindsNumbers: holdsBoundNumber(text),
    hasByteMark: text.startsWith('\ufeff'),
    hasCrLf: text.includes('\r\n'),
    endsLine: /[\r\n]$/.test(text),
  };
}

/** Remarks in the front matter are the drafter's own, and go to nobody. */
function withoutRemarks(frontMatter: string): string {
  return frontMatter.replace(/^[ \t]*#.*(?:\r\n?|\n)/gm, '');
}

/** Whether more items of lists follow the one above directly than after a blank line. */
function hasTightItems(draft: Draft): boolean {
  let tight = 0;
  let loose = 0;
  draft.blocks.forEach(({ marker }, index) => {
    const above = draft.blocks[index - 1];
    if (marker === null || !above || above.marker === null) return;
    const gap = draft.textBetween(draft.startOf(index - 1) + above.text.length, draft.startOf(index));
    if (/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(gap)) loose++;
    else tight++;
  });
  return tight > loose;
}
