import type { Block } from '../model/block.js';
import { factsOf } from '../model/facts.js';
import type { ReferenceKind } from '../model/reference.js';
import type { DraftRule } from './rule.js';

interface Style {
  readonly capital: ReadonlyMap<ReferenceKind, number>;
  readonly small: ReadonlyMap<ReferenceKind, number>;
}

const styles = new WeakMap<Block, Style | null>();

/** "clause 20.28" among many a "Clause 20.28". */
export const referenceStyle: DraftRule = {
  codes: ['reference.style'],
  costly: false,
  *checkDraft({ draft }) {
    const capital = new Map<ReferenceKind, number>();
    const small = new Map<ReferenceKind, number>();
    for (const block of draft.blocks) {
      const style = styleOf(block);
      if (!style) continue;
      for (const [kind, count] of style.capital) capital.set(kind, (capital.get(kind) ?? 0) + count);
      for (const [kind, count] of style.small) small.set(kind, (small.get(kind) ?? 0) + count);
    }
    for (const [kind, count] of small) {
      // Nine capitals to one are a habit; fewer are a mixture that nobody chose.
      if ((capital.get(kind) ?? 0) < Math.max(3, 9 * count)) continue;
      for (let index = 0; index < draft.blocks.length; index++) {
        const block = draft.block(index);
        if (!styleOf(block)?.small.has(kind)) continue;
        for (const { reference } of factsOf(block).references) {
          if (reference.kind !== kind || !isSmall(reference.keyword) || reference.targets.length === 0) continue;
          const { keywordSpan: span, keyword } = reference;
          const better = keyword.charAt(0).toUpperCase() + keyword.slice(1);
          yield {
            code: 'reference.style',
            message: `Elsewhere this document writes “${better}”.`,
            block: index,
            span,
            fixes: [
              {
                title: `Write “${better}”`,
                edits: [{ block: index, span: { start: span.start, end: span.start + 1 }, text: better.charAt(0) }],
                preferred: true,
              },
            ],
          };
        }
      }
    }
  },
};

function styleOf(block: Block): Style | null {
  let style = styles.get(block);
  if (style === undefined) styles.set(block, (style = readStyle(block)));
  return style;
}

function readStyle(block: Block): Style | null {
  const { references } = factsOf(block);
  if (references.length === 0) return null;
  const capital = new Map<ReferenceKind, number>();
  const small = new Map<ReferenceKind, number>();
  for (const { reference } of references) {
    // Sub-paragraphs and rows are cited in lower case by custom.
    if (
      reference.kind === 'paragraph' ||
      reference.kind === 'row' ||
      reference.kind === 'footnote' ||
      reference.kind === 'question' ||
      reference.targets.length === 0
    )
      continue;
    const counts = isSmall(reference.keyword) ? small : capital;
    counts.set(reference.kind, (counts.get(reference.kind) ?? 0) + 1);
  }
  return { capital, small };
}

function isSmall(keyword: string): boolean {
  return /^[a-z]/.test(keyword);
}
