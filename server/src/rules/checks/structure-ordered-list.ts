import type { Block } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { goesOnBelow } from '../../model/head/lines.js';
import type { Provision } from '../../model/provision.js';
import { isDivisionKind } from '../../model/references/citation-words.js';
import { CODE } from '../../model/schemes/catalogue.js';
import { readListTitle } from '../../model/structure/list-sections.js';
import type { Report, StructureRule } from '../rule.js';
import { isMarkdown } from '../shared/markdown-file.js';
import { isSectionTitle } from '../shared/section-titles.js';

/**
 * "20. Testing" that Markdown reads as an ordered list, and a wrapped line that happens to start
 * with "1. ".
 */
export const orderedList: StructureRule = {
  codes: {
    'structure.ordered-list': { severity: 'warning', title: 'Markdown reads a numbered line as a list item.' },
  },
  readWords: (draft, block) => String(draft.block(block).marker !== null && continuesLineAbove(draft, block)),
  *checkStructure({ draft, uri }) {
    if (!isMarkdown(uri)) return;
    // Where every section is written this way, Keeling reads them and Markdown shows the same
    // numbers.
    const isMixed = draft.provisions.some((each) => isHeadingSection(draft, each));
    const severity = isMixed ? undefined : 'information';
    let lastSection = 0;
    let level = 2;
    let isInContents = false;
    // The number of the last item of a list below the last heading.
    let listed = 0;
    for (let index = 0; index < draft.blocks.length; index++) {
      const block = draft.block(index);
      const { head } = block;
      if (block.kind === 'heading') isInContents = CONTENTS.test(block.text);
      if (block.kind === 'heading') listed = 0;
      if (isInContents) continue;
      if (head.kind === 'section' && !head.number.includes('.')) {
        lastSection = Number.parseInt(head.number, 10) || lastSection;
        level = block.level || level;
      }
      if (head.kind !== 'listNumber' || block.marker === null) continue;
      const owner = draft.provisionOfBlock(index);
      const number = Number(head.number);
      const isSection = owner?.kind === 'section' && owner.block === index;
      // "4." after the items 1., 2. and 3. of its list is no Section 4.
      const goesOn = listed > 0 && number === listed + 1;
      if (!block.containers.includes('item') || block.marker !== null) listed = number;
      if (isSection && ((draft.scheme !== CODE && severity !== undefined) || !readListTitle(block).isWhole)) continue;
      if (isSection || (!goesOn && number === lastSection + 1 && lastSection > 0 && isSectionTitle(draft, index))) {
        lastSection = number;
        listed = 0;
        const report = reportSection(index, block, head, level);
        // So it is in an Exhibit or an Annex none of whose sections is a heading.
        const isOwnWay = severity === undefined && owner !== null && isWrittenItsWay(draft, owner);
        yield severity || isOwnWay ? { ...report, severity: 'information' } : report;
      } else if (continuesLineAbove(draft, index)) {
        const dot = head.label.end - 1;
        yield {
          code: 'structure.ordered-list',
          message: `This line continues the one above, but Markdown starts a list at “${block.marker}”.`,
          block: index,
          span: head.label,
          fixes: [
            {
              title: `Write “${head.number}\\.”`,
              edits: [{ block: index, span: { start: dot, end: dot }, text: '\\' }],
              preferred: true,
            },
          ],
        };
      }
    }
  },
};

const CONTENTS = /^[#\s*_]{0,12}(?:table of )?contents[\s*_:#]{0,8}$/i;

/** Whether a section stands in an Exhibit, Annex or the like whose sections are all items of lists. */
function isWrittenItsWay(draft: Draft, section: Provision): boolean {
  const holder = section.parent;
  if (holder === null || !isDivisionKind(holder.unit)) return false;
  return !holder.children.some((each) => isHeadingSection(draft, each));
}

function isHeadingSection(draft: Draft, { kind, block, number }: Provision): boolean {
  return kind === 'section' && draft.block(block).kind === 'heading' && /^\d/.test(number ?? '');
}

type ListNumberHead = Extract<Block['head'], { kind: 'listNumber' }>;

function reportSection(index: number, block: Block, { label, body, number }: ListNumberHead, level: number): Report {
  const heading = `${'#'.repeat(level)} ${number} `;
  return {
    code: 'structure.ordered-list',
    message: `Markdown reads “${block.marker}” as a list item, not as the number of a section.`,
    block: index,
    span: label,
    fixes: [
      {
        title: 'Make it a heading',
        edits: [{ block: index, span: { start: label.start, end: body }, text: heading }],
        preferred: true,
      },
    ],
  };
}

/** Whether the line above, with no blank line between, stops in the middle of a sentence. */
function continuesLineAbove(draft: Draft, index: number): boolean {
  const block = draft.block(index);
  const before = index > 0 ? draft.block(index - 1) : null;
  if (!block.opensNode || before?.kind !== 'paragraph' || before.containers.length > 0) return false;
  // "1." that "2." follows is the first item of a list.
  const next = Number.parseInt(block.marker ?? '', 10) + 1;
  if (index + 1 < draft.blocks.length && Number.parseInt(draft.block(index + 1).marker ?? '', 10) === next)
    return false;
  const end = draft.startOf(index - 1) + before.text.length;
  // "7.2 Kinds of Warranties", with its list on the next line.
  if (before.head.kind !== 'none' && hasOnlyCapitals(before.text)) return false;
  // A title stands by itself: it is short, and ends in no word that others must follow.
  const lineAbove = before.text.slice(before.text.lastIndexOf('\n') + 1);
  if (lineAbove.length <= LONGEST_LINE && !goesOnBelow(lineAbove) && beginsSentence(draft, index)) return false;
  const gap = draft.textBetween(end, draft.startOf(index));
  return /^(?:\r\n?|\n)$/.test(gap) && /[\p{L}\p{N},]\s*$/u.test(before.text);
}

const LONGEST_TITLE = 100;
/** A line as short was not broken for want of room. */
const LONGEST_LINE = 64;

/** Whether a numbered line was read as a provision, or begins as a sentence does. */
function beginsSentence(draft: Draft, index: number): boolean {
  const { text, head } = draft.block(index);
  if (head.kind !== 'listNumber' || !/^[\s*_“"‘(]{0,4}(?:\p{Lu}|\(\d)/u.test(text.slice(head.body))) return false;
  return draft.provisionOfBlock(index)?.block === index;
}

/** Whether each long word of a line has a capital. */
function hasOnlyCapitals(text: string): boolean {
  return text.length < LONGEST_TITLE && !/(?<![\p{L}’'-])\p{Ll}\p{L}{3}/u.test(text);
}
