import type { Draft } from '../../model/draft.js';
import { isImage } from '../../model/image.js';
import { findContentSpan } from '../../model/inline/inline.js';
import type { Provision } from '../../model/provision.js';
import { shortenWords } from '../message.js';
import { findLabelPlace, type Report, type StructureRule } from '../rule.js';

/** A table or a figure without a caption, or whose number does not belong to its section. */
export const tableCaption: StructureRule = {
  codes: {
    'table.caption': {
      severity: 'warning',
      title: 'A table has no caption, or its number does not belong to its section.',
    },
    'figure.caption': {
      severity: 'warning',
      title: 'A figure has no caption where others do, or its number does not belong to its section.',
    },
  },
  readWords: (draft, block) => String(CAPTION_ABOVE.test(draft.block(block).text)),
  *checkStructure({ draft }) {
    const expected = expectCaptions(draft);
    for (const provision of draft.provisions) {
      if (provision.kind !== 'table' && provision.kind !== 'figure') continue;
      const code = `${provision.kind}.caption`;
      if (provision.number === null) {
        if (expected === 'no' || needsNoCaption(draft, provision) || hasCaptionAbove(draft, provision.block)) continue;
        const block = draft.block(provision.block);
        const start = block.prefix + (/^[ \t]*/.exec(block.text.slice(block.prefix))?.[0].length ?? 0);
        const end = /[\r\n]/.exec(block.text)?.index ?? block.text.length;
        const message = 'This table has no caption on the line above it, so it cannot be cited.';
        const doubt = expected === 'perhaps' ? { severity: 'information' as const } : {};
        yield { code, message, block: provision.block, span: { start, end }, ...doubt };
        continue;
      }
      const section = topSectionNumber(provision.parent);
      const first = /^([A-Z]?\d*)[.-]/.exec(provision.number)?.[1];
      if (!section || first === undefined || first === '' || first === section) continue;
      yield {
        code,
        message: `${shortenWords(provision.label)} is in Section ${section}, so its number should begin with ${section}.`,
        ...findLabelPlace(draft, provision),
      };
    }
    yield* imagesWithoutCaption(draft);
  },
};

/** Tables of HTML often lay out a page. */
function isInHtml(draft: Draft, { block }: Provision): boolean {
  return draft.block(block).kind === 'html';
}

/** Whether a table without a caption is cited in another way, or lays out a page. */
function needsNoCaption(draft: Draft, table: Provision): boolean {
  return isInHtml(draft, table) || holdsDefinitions(table) || isWholeSupplement(table);
}

function holdsDefinitions({ children }: Provision): boolean {
  return children.length > 0 && children.every(({ kind }) => kind === 'definition');
}

const SUPPLEMENTS: ReadonlySet<string> = new Set(['annex', 'appendix', 'schedule', 'attachment']);

/** Whether a table is all that an Annex holds: one cites the Annex. */
function isWholeSupplement({ parent, index }: Provision): boolean {
  return parent !== null && SUPPLEMENTS.has(parent.kind) && parent.children.every((child) => child.index === index);
}

/** The most tables that may all have been left without a caption by a slip. */
const MOST_BARE = 2;

/** How many blocks may lie between a table and the line that is its caption. */
const FARTHEST_CAPTION = 2;
const CAPTION_ABOVE = /^[#\s*_]{0,12}Table[ \u00a0](?:\d|[A-Z]\b)/i;

/** "#### Table 2", with the title of the table on a line of its own. */
function hasCaptionAbove(draft: Draft, table: number): boolean {
  for (let at = table - 1; at >= Math.max(0, table - FARTHEST_CAPTION); at--) {
    if (CAPTION_ABOVE.test(draft.block(at).text)) return true;
    if (draft.block(at).kind === 'table') return false;
  }
  return false;
}

/**
 * Whether a table is expected to bear a caption: where most others do. Where none does, in a scheme
 * that wants them, the tables may be for layout, such as a block of signatures.
 */
function expectCaptions(draft: Draft): 'yes' | 'perhaps' | 'no' {
  let bare = 0;
  let captioned = 0;
  for (const provision of draft.provisions) {
    const { kind, number } = provision;
    if (kind !== 'table' || (number === null && needsNoCaption(draft, provision))) continue;
    if (number === null) bare++;
    else captioned++;
  }
  if (captioned > 0) return captioned >= bare || bare <= MOST_BARE ? 'yes' : 'no';
  return draft.scheme.checks.captions && bare <= MOST_BARE ? 'perhaps' : 'no';
}

/** Images in the sections of a draft that captions most of its images. */
function* imagesWithoutCaption(draft: Draft): Generator<Report> {
  const captioned = new Set<number>();
  for (const { kind, body } of draft.provisions)
    if (kind === 'figure' && typeof body === 'number' && isImage(draft.block(body))) captioned.add(body);
  if (captioned.size === 0) return;
  const bare: number[] = [];
  for (let index = 0; index < draft.blocks.length; index++) {
    if (captioned.has(index) || !isImage(draft.block(index))) continue;
    // Images one after another are one figure.
    const isPart = captioned.has(index - 1) || captioned.has(index + 1);
    if (!isPart && topSectionNumber(draft.provisionOfBlock(index)) !== null) bare.push(index);
  }
  if (bare.length > captioned.size) return;
  for (const index of bare) {
    const { start, end } = findContentSpan(draft.block(index));
    yield {
      code: 'figure.caption',
      message: 'This figure has no caption beside it, so it cannot be cited.',
      block: index,
      span: { start, end },
    };
  }
}

/**
 * The number of the top-level section around a provision; null in an appendix and the like,
 * numbered in other ways.
 */
function topSectionNumber(provision: Provision | null): string | null {
  let number: string | null = null;
  for (let at = provision; at; at = at.parent) {
    if (at.kind === 'appendix' || at.kind === 'annex' || at.kind === 'schedule' || at.kind === 'attachment')
      return null;
    if (at.kind === 'heading' && at.marker !== '') return null;
    if (at.kind === 'section' && at.number !== null) number = at.number.split('.')[0] ?? null;
  }
  return number;
}
