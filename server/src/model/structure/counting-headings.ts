import type { Block } from '../block.js';
import { findContentSpan } from '../inline/inline.js';
import { getOrCreate } from '../memo.js';

/** "Article II", "Part 3", "Chapter B – Uses". */
const NAMED =
  /^[ \t]*(article|amendment|book|chapter|order|part|title) +(\d{1,3}[A-Z]?|[IVXLC]{1,8}|[A-Z])(?=[*_ \t.:–—-]|$)/i;

/** What a heading such as "ARTICLE II. – Of the Court" is cited by, "Article II", or null. */
function readHeadingName(block: Block): string | null {
  const { start, end } = findContentSpan(block);
  const found = NAMED.exec(block.text.slice(start, Math.min(end, start + 60)).replace(/^[*_]{1,3}/, ''));
  if (!found) return null;
  const [, word = '', number = ''] = found;
  return `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()} ${number.toUpperCase()}`;
}

/** "“For drivers”": a heading without a number, as what stands below it is cited; null for a long one. */
function readTitleAsName(block: Block): string | null {
  const { start, end } = findContentSpan(block);
  const title = block.text.slice(start, end).replace(/[*_]/g, '').trim();
  return title === '' || title.length > LONGEST_NAME ? null : `“${title}”`;
}

/**
 * The headings under which the sections are counted from 1 anew, by the index of their block, with
 * what each is cited by: the articles of a constitution, each with its Section 1. Where only one
 * begins at 1, or another goes on, the sections are counted through. So it is with headings that have
 * a title alone. Schedules by name are others.
 */
export function findCountingHeadings(
  blocks: readonly Block[],
  contents: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const kinds = new Map<string, { names: Map<number, string>; anew: number; on: boolean }>();
  let open: { level: number; kind: { anew: number; on: boolean } } | null = null;
  blocks.forEach((block, index) => {
    if (contents.has(index) || block.kind !== 'heading') return;
    if (block.head.kind === 'section') {
      if (!open || block.level <= open.level) return;
      if (block.head.number === '1') open.kind.anew++;
      else open.kind.on = true;
      open = null;
      return;
    }
    const unit = block.head.kind === 'heading' ? readHeadingName(block) : null;
    const name = unit ?? (block.head.kind === 'heading' ? readTitleAsName(block) : null);
    if (name === null) {
      if (open && block.level <= open.level) open = null;
      return;
    }
    const key = `${unit?.slice(0, unit.indexOf(' ')) ?? 'title'} ${block.level}`;
    const kind = getOrCreate(kinds, key, () => ({ names: new Map<number, string>(), anew: 0, on: false }));
    kind.names.set(index, name);
    open = { level: block.level, kind };
  });
  const found = new Map<number, string>(findNamedSupplements(blocks, contents));
  for (const { names, anew, on } of kinds.values())
    if (anew > 1 && !on) for (const [index, name] of names) found.set(index, name);
  return found;
}

/** "Distribution Schedule", "Terms of Use Addendum": what is annexed, by a name of its own and no number. */
const NAMED_SUPPLEMENT =
  /^(?:\p{Lu}[\p{L}\d’'&/-]{0,30} (?:(?:[("“]{0,2}\p{Lu}[\p{L}\d’'&/-]{0,30}[)"”]{0,2}|and|for|of|the|&) ){0,8})(?:Addendum|Annex|Annexure|Appendix|Attachment|Exhibit|Rider|Schedule|Supplement)$/u;
/** The longest name of what is annexed. */
const LONGEST_NAME = 90;

/**
 * The headings "Distribution Schedule" below which a numbered list begins at 1 again, where numbers
 * ran before them: by index, with their names.
 */
function findNamedSupplements(blocks: readonly Block[], contents: ReadonlySet<number>): Map<number, string> {
  const found = new Map<number, string>();
  let open: { readonly index: number; readonly name: string } | null = null;
  let last = 0;
  for (const [index, block] of blocks.entries()) {
    if (contents.has(index)) continue;
    if (block.kind === 'heading') {
      const name = block.head.kind === 'heading' ? readSupplementName(block) : null;
      open = name === null ? null : { index, name };
      continue;
    }
    if (block.head.kind !== 'listNumber' || block.containers.length > 1) continue;
    if (open && block.head.number === '1' && last > 1) found.set(open.index, open.name);
    open = null;
    last = Number.parseInt(block.head.number, 10) || 0;
  }
  return found;
}

function readSupplementName(block: Block): string | null {
  const { start, end } = findContentSpan(block);
  if (end - start > LONGEST_NAME) return null;
  const name = block.text.slice(start, end).replace(/[*_]/g, '').trim();
  return NAMED_SUPPLEMENT.test(name) ? name : null;
}
