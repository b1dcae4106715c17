import { type Block, isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { readGridRows } from '../../model/grid-rows.js';
import { readLabelShape } from '../../model/head/label-shape.js';
import { findWordedQuestion, hasOwnWords } from '../../model/head/worded-questions.js';
import { readHtmlRows } from '../../model/inline/html-words.js';
import { type Run, readInline } from '../../model/inline/inline.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { linkByLabel } from '../../model/reference-links.js';
import { readListTitle } from '../../model/structure/list-sections.js';
import { asksInLine } from '../../model/structure/questions.js';
import type { Role } from './manuscript.js';
import { levelInQuotation } from './quoted-levels.js';
import { findNoteOf, isLeftOut } from './shown-words.js';
import { rowsOfTable } from './table-columns.js';

/** A block's role; "note" for a footnote, null for a block that is no part of the text. */
export type RoleOrNote = Role | 'note' | null;

/** The role of a block, by its index in its draft. */
export function roleOfBlock(draft: Draft, index: number): RoleOrNote {
  const block = draft.block(index);
  const owner = draft.provisionOfBlock(index);
  const level = levelOf(findOutermost(owner, index));
  const { head } = block;
  if (head.kind === 'footnote' || findNoteOf(draft, index) !== null) return 'note';
  if (isLeftOut(draft, index)) return null;
  switch (block.kind) {
    case 'rule':
    case 'code':
      return { kind: block.kind };
    case 'table':
    case 'extractedTable':
      return { kind: 'table' };
    case 'html':
      if (readHtmlRows(block)) return { kind: 'table' };
      break;
    case 'paragraph':
      if (readGridRows(block)) return { kind: 'table' };
      break;
    default:
      break;
  }
  if (isQuoted(block) && block.marker === null && block.kind !== 'empty' && !imageOf(draft, block))
    return {
      kind: 'paragraph',
      level: withinOf(owner) + countItemsAround(draft, index) + levelInQuotation(draft, index).depth,
      defines: false,
      isQuoted: true,
    };
  // "**Question 4**" alone, above the words that ask.
  const asked = owner?.kind === 'question' && opensBlock(owner, index) ? findWordedQuestion(block, owner) : null;
  if (asked && block.marker === null && !hasOwnWords(block, asked)) return { kind: 'question' };
  switch (head.kind) {
    case 'section':
    case 'division': {
      // "SCHEDULE 1: Forms" in a list of contents announces a heading.
      if (head.kind === 'division' && (head.listed || draft.contentsBlocks.has(index))) break;
      const depth =
        head.kind === 'section' ? Math.min(6, head.number.split('.').length + (isInDivision(draft, owner) ? 1 : 0)) : 1;
      return { kind: 'heading', depth };
    }
    case 'heading':
      // "## Part A" below the title stands above its sections, as "## PART 1" does.
      if (isDivisionOfWhole(draft, owner, index)) return { kind: 'heading', depth: 1 };
      return { kind: 'heading', depth: Math.min(6, Math.max(1, block.level)) };
    case 'listNumber':
      if (owner?.kind !== 'section' || !opensBlock(owner, index)) break;
      return readListTitle(block).isWhole ? { kind: 'heading', depth: 1 } : { kind: 'provision', level: 0 };
    case 'clause':
      return { kind: 'provision', level: 0 };
    case 'item':
      if (block.kind === 'heading') return { kind: 'heading', depth: Math.min(6, Math.max(1, block.level)) };
      return { kind: 'provision', level: Math.max(1, level) + levelInQuotation(draft, index).list };
    case 'caption':
      if (owner && opensBlock(owner, index))
        return { kind: 'caption', of: owner.kind === 'figure' ? 'figure' : 'table' };
      break;
    case 'question':
      if (!asksInLine(block)) return { kind: 'question' };
      break;
    default:
      break;
  }
  if (owner?.isSchemeLabel && opensBlock(owner, index)) return roleOfSchemeLabel(block, owner);
  // A numbered paragraph of a Schedule, which Markdown takes for an item of a list.
  if (head.kind === 'listNumber' && owner && opensBlock(owner, index) && isListed(owner))
    return { kind: 'provision', level };
  if (imageOf(draft, block)) return { kind: 'figure' };
  if (block.marker !== null || block.kind === 'empty') {
    return {
      kind: 'item',
      level: Math.max(0, block.containers.filter((kind) => kind === 'item').length - 1),
      within: withinOf(owner) + (isQuoted(block) ? 1 : 0),
      marker: block.marker === null || /^\d/.test(block.marker) ? '' : '•',
    };
  }
  const defines = head.kind === 'definition';
  const within = withinOf(owner?.kind === 'definition' ? owner.parent : owner);
  const depth = within + countItemsAround(draft, index);
  return { kind: 'paragraph', level: defines ? Math.max(0, depth) : depth, defines, isQuoted: false };
}

const itemsAround = new WeakMap<Draft, readonly number[]>();

/** Of how many items, a bullet or a number each, a block is a further paragraph; provisions are none. */
function countItemsAround(draft: Draft, index: number): number {
  const counts = getOrCreate(itemsAround, draft, () => {
    // For each list that a block stands in whether its last item is no provision.
    const open: boolean[] = [];
    return draft.blocks.map((block, at) => {
      const depth = block.containers.filter((kind) => kind === 'item').length;
      open.length = Math.min(open.length, depth);
      if (block.marker === null) return open.filter(Boolean).length;
      const role = roleOfBlock(draft, at);
      open[Math.max(0, depth - 1)] = role !== 'note' && role?.kind === 'item';
      return 0;
    });
  });
  return counts[index] ?? 0;
}

/** The depth of the provision that a block's words stand in, as a paragraph's level. */
function withinOf(owner: Provision | null): number {
  return owner && (owner.kind === 'clause' || owner.kind === 'paragraph') ? levelOf(owner) : -1;
}

function isListed({ kind }: Provision): boolean {
  return kind === 'clause' || kind === 'paragraph';
}

/** Of the clause and the sub-paragraphs that begin with a block, as in "2. (1) …", the outermost. */
function findOutermost(owner: Provision | null, index: number): Provision | null {
  let found = owner;
  for (let at = owner; at && opensBlock(at, index) && isListed(at); at = at.parent) found = at;
  return found;
}

/**
 * Whether a block is the heading of a Part, or of a Schedule or the like, that begins a page: those
 * within another of these do not.
 */
export function opensDivision(draft: Draft, index: number): boolean {
  const owner = draft.provisionOfBlock(index);
  if (!owner || !opensBlock(owner, index) || !isDivision(draft, owner)) return false;
  const isSchedule = isAppended(owner);
  for (let at = owner.parent; at; at = at.parent) {
    if (at.kind === 'section' || at.kind === 'clause') return false;
    // A Schedule after the last Part is written at its level, or below it, and is no part of it.
    if (isDivision(draft, at) && !(isSchedule && !isAppended(at))) return false;
  }
  return true;
}

/** Whether a heading is that of a Part, or the like, of the whole text: nothing but the title stands above it. */
function isDivisionOfWhole(draft: Draft, owner: Provision | null, index: number): boolean {
  if (!opensDivision(draft, index)) return false;
  for (let at = owner?.parent ?? null; at; at = at.parent) if (at.parent !== null || at.index > 0) return false;
  return true;
}

/** What a heading says it is, where it begins a page. */
const DIVISION_WORDS: ReadonlySet<string> = new Set(['part', 'schedule', 'appendix', 'annex', 'annexe', 'exhibit']);

/** Whether a division stands behind the text: a Schedule, an Appendix, an Annex. */
function isAppended({ kind }: Provision): boolean {
  return kind === 'appendix' || kind === 'annex' || kind === 'schedule';
}

function isDivision(draft: Draft, provision: Provision): boolean {
  const { kind, unit, block } = provision;
  if (isAppended(provision)) return true;
  if (kind === 'part') return unit === 'part' || unit === 'exhibit';
  if (kind !== 'heading' && kind !== 'attachment') return false;
  const at = draft.block(block);
  return at.kind === 'heading' && (at.head.kind === 'division' || DIVISION_WORDS.has(readLabelShape(at)?.word ?? ''));
}

/** The role of a block whose label only the draft's scheme reads: "Article 3" on a line, 2.—(1). */
function roleOfSchemeLabel(block: Block, owner: Provision): Role {
  const shape = readLabelShape(block);
  const isTitle = (owner.kind === 'part' || owner.kind === 'section') && (!shape?.hasWords || shape.isTitled);
  return isTitle
    ? { kind: 'heading', depth: owner.kind === 'part' ? 1 : 2 }
    : { kind: 'provision', level: levelOf(findOutermost(owner, owner.block)) };
}

/**
 * A key that says how a block can be compared: two blocks with the same key are shown as one with
 * its edits, two with different keys as one that was deleted and one that was inserted.
 */
export function formOfBlock(role: RoleOrNote, draft: Draft, index: number): string {
  if (role === 'note') {
    const isTable = rowsOfTable(draft.block(index)) !== null;
    if (findNoteOf(draft, index) === null) return isTable ? 'note that begins with a table' : 'note';
    return isTable ? 'table of a note' : 'more of a note';
  }
  if (role === null) return 'nothing';
  if (role.kind === 'figure') {
    const image = imageOf(draft, draft.block(index));
    return `figure ${image?.link} ${image?.text}`;
  }
  return role.kind === 'table' || role.kind === 'code' || role.kind === 'rule' ? role.kind : 'words';
}

/** Whether two roles differ in anything. */
export function differsInRole(a: Role, b: Role): boolean {
  const other = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).some(([key, value]) => other.get(key) !== value);
}

/** The picture that a paragraph consists of, or null. */
export function imageOf(draft: Draft, block: Block): Run | null {
  const { runs } = linkByLabel(draft, block, readInline(block));
  const [only, ...others] = runs.filter((run) => run.text !== '' || run.kind === 'image');
  return only?.kind === 'image' && others.length === 0 ? only : null;
}

/**
 * The offset in a block at which its label ends; 0 for a block without one before its words.
 * @param role that of the block, where it is known
 */
export function labelEndOf(draft: Draft, index: number, role: RoleOrNote = roleOfBlock(draft, index)): number {
  const block = draft.block(index);
  const { head } = block;
  if (!hasLabel(role)) return 0;
  if ('body' in head) return head.body;
  // What only the scheme of the text reads as a label hangs beside its words as any other.
  const isSchemeLabel = role !== 'note' && role?.kind === 'provision' && head.kind === 'none';
  return isSchemeLabel ? (readLabelShape(block)?.body ?? 0) : 0;
}

/** Whether blocks of a role begin with a label: a number, or the sign of a footnote. */
export function hasLabel(role: RoleOrNote): boolean {
  return role === 'note' || role?.kind === 'heading' || role?.kind === 'provision';
}

/** The label of a footnote; empty for any other block. */
export function noteLabelOf({ head }: Block): string {
  return head.kind === 'footnote' ? head.number : '';
}

/** Whether a provision begins with a block as a whole, and not in one of its rows. */
export function opensBlock(provision: Provision, block: number): boolean {
  return provision.block === block && provision.row === null;
}

/** The depth of a provision within its clause: 0 for the clause, 1 for (a), 2 for (a)(i). */
function levelOf(provision: Provision | null): number {
  let level = 0;
  for (let at = provision; at && at.kind === 'paragraph'; at = at.parent) level++;
  return level;
}

function isInDivision(draft: Draft, provision: Provision | null): boolean {
  for (let at = provision?.parent ?? null; at; at = at.parent) {
    if (
      at.kind === 'appendix' ||
      at.kind === 'annex' ||
      at.kind === 'schedule' ||
      at.kind === 'part' ||
      (at.kind === 'heading' && (at.marker !== '' || isDivision(draft, at)))
    )
      return true;
  }
  return false;
}
