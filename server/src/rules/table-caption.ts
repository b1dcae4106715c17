import type { Provision } from '../model/provision.js';
import { labelPlace, type StructureRule } from './rule.js';

/** A table or a figure without a caption, or whose number does not belong to the section that it stands in. */
export const tableCaption: StructureRule = {
  codes: ['table.caption', 'figure.caption'],
  *checkStructure({ draft }) {
    for (const provision of draft.provisions) {
      if (provision.kind !== 'table' && provision.kind !== 'figure') continue;
      const code = `${provision.kind}.caption`;
      if (provision.number === null) {
        const block = draft.block(provision.block);
        const start = block.prefix + (/^[ \t]*/.exec(block.text.slice(block.prefix))?.[0].length ?? 0);
        const end = /[\r\n]/.exec(block.text)?.index ?? block.text.length;
        const message =
          'The table has no caption such as “**Table 9.1 – Title**” on the line above it, so it cannot be cited.';
        yield { code, message, block: provision.block, span: { start, end } };
        continue;
      }
      const section = sectionOf(provision);
      const first = /^([A-Z]?\d*)\./.exec(provision.number)?.[1];
      if (!section || first === undefined || first === '' || first === section) continue;
      yield {
        code,
        message: `${provision.label} stands in Section ${section}: its number should begin with ${section}.`,
        ...labelPlace(draft, provision),
      };
    }
  },
};

/** The number of the section of the first level around a provision; null in an appendix, where other customs rule. */
function sectionOf(provision: Provision): string | null {
  let number: string | null = null;
  for (let at = provision.parent; at; at = at.parent) {
    if (at.kind === 'appendix' || at.kind === 'annex' || at.kind === 'schedule' || at.kind === 'attachment')
      return null;
    if (at.kind === 'heading' && at.marker !== '') return null;
    if (at.kind === 'section' && at.number !== null) number = at.number.split('.')[0] ?? null;
  }
  return number;
}
