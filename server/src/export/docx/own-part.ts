import { type Block, isBulletMarker, isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { holdsBoundNumber } from '../../model/references/bound-units.js';
import { formKey, OWN_NAMESPACE, OWN_PART, type OwnPart } from '../../office/own-part.js';
import { escapeXml } from '../escape.js';
import { roleOfBlock } from '../manuscript/block-roles.js';
import { type Package, Relations } from './package.js';
import { DECLARATION, emptyElementXml } from './vocabulary.js';

/** Writes what a reading back of the file cannot see in its text. */
export function writeOwnPart(file: Package, relations: Relations, own: OwnPart): void {
  const { opening, title, bullet, forms, ...switches } = own;
  const how = emptyElementXml('notation', {
    title,
    bullet,
    forms: forms.size === 0 ? null : [...forms].map((form) => form.join(':')).join(' '),
    ...Object.fromEntries(Object.entries(switches).map(([name, isOn]) => [name, isOn ? 1 : null])),
  });
  file.text(
    OWN_PART,
    `${DECLARATION}<draft xmlns="${OWN_NAMESPACE}">${how}<opening xml:space="preserve">${escapeXml(opening)}</opening></draft>`,
  );
  relations.part('customXml', `../${OWN_PART}`);
  // Programs that write the file anew drop a part of which nothing says what it is.
  file.text(
    PROPERTIES_PART,
    `${DECLARATION}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="${ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="${OWN_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`,
  );
  const ofItem = new Relations();
  ofItem.part('customXmlProps', PROPERTIES_PART.replace(/^.*\//, ''));
  file.relations(OWN_PART, ofItem);
}

/** What says of the own part which it is; the id is the same in each file, as files must be. */
const PROPERTIES_PART = 'customXml/itemProps1.xml';
const ITEM_ID = '{6B65656C-696E-4721-8D64-726166740001}';

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
  const bullets = blocks.flatMap(({ marker }) => (marker !== null && isBulletMarker(marker) ? [marker] : []));
  return {
    opening: opening.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'),
    title,
    hasTightLists: hasTightItems(draft),
    hasCloseRules: tables.some((table) => /^[ \t]{0,40}\|:?-+:?\|/m.test(table.text)),
    bullet: bullets[0] ?? '-',
    forms: findForms(draft, heading),
    bindsNumbers: holdsBoundNumber(text),
    hasByteMark: text.startsWith('\ufeff'),
    hasCrLf: text.includes('\r\n'),
    endsLine: /[\r\n]$/.test(text),
  };
}

/** How most headings of each depth, captions and questions are written. */
function findForms(draft: Draft, title: Block | undefined): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  draft.blocks.forEach((block, index) => {
    if (block === title || isQuoted(block)) return;
    const role = roleOfBlock(draft, index);
    if (role === null || role === 'note') return;
    if (role.kind !== 'heading' && role.kind !== 'caption' && role.kind !== 'question') return;
    const [, hashes = '', bold = '', words = ''] = /^\s*(#*)\s*(\*\*|__)?([^\n]*)/.exec(block.text) ?? [];
    const key = formKey(role.kind, role.kind === 'heading' ? role.depth : 0, words);
    const form = role.kind === 'heading' ? hashes || '#'.repeat(block.level) : bold;
    const own = votes.get(key) ?? new Map<string, number>();
    votes.set(key, own.set(form, (own.get(form) ?? 0) + 1));
  });
  return new Map(
    [...votes].map(([key, own]) => [key, [...own].reduce((best, each) => (each[1] > best[1] ? each : best))[0]]),
  );
}

/** Remarks in the front matter are the drafter's own, and go to nobody. */
function withoutRemarks(frontMatter: string): string {
  return frontMatter.replace(/^[ \t]*#.*(?:\r\n?|\n)/gm, '');
}

/** Whether more items of lists follow the one above directly than after a blank line. */
function hasTightItems(draft: Draft): boolean {
  let tight = 0;
  let loose = 0;
  const isItem = (index: number) => {
    if (draft.blocks[index]?.marker == null) return false;
    const role = roleOfBlock(draft, index);
    return role !== null && role !== 'note' && role.kind === 'item';
  };
  draft.blocks.forEach((_, index) => {
    const above = draft.blocks[index - 1];
    if (!above || !isItem(index) || !isItem(index - 1)) return;
    const gap = draft.textBetween(draft.startOf(index - 1) + above.text.length, draft.startOf(index));
    if (/(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)/.test(gap)) loose++;
    else tight++;
  });
  return tight > loose;
}
