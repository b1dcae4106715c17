import { provesDocument } from '../../analysis/references/document-mentions.js';
import type { Block } from '../../model/block.js';
import { BlockEntries, type BlockEntry } from '../../model/block-index.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import { readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { ReferenceKind } from '../../model/references/reference.js';
import type { Span } from '../../model/text.js';
import type { DraftRule } from '../rule.js';

interface KeywordStyle {
  readonly capital: ReadonlyMap<ReferenceKind, number>;
  readonly small: ReadonlyMap<ReferenceKind, number>;
}

const styles = new BlockMemo<KeywordStyle | null>();

/** "clause 20.28" among many a "Clause 20.28". */
export const referenceStyle: DraftRule = {
  codes: {
    'reference.style': { severity: 'hint', title: 'A reference is in lower case where most have a capital.' },
  },
  costly: false,
  *checkDraft({ draft }) {
    const { capital, small, entries } = stylesOf(draft);
    for (const [kind, count] of small) {
      // Nine capitals to one are a habit; fewer are a mixture.
      if (count === 0 || (capital.get(kind) ?? 0) < Math.max(3, 9 * count)) continue;
      for (const { block: index, value } of entries) {
        if (!value.small.has(kind)) continue;
        const block = draft.block(index);
        for (const { span, keyword, kind: own } of keywordsOf(block)) {
          if (own !== kind || !isSmall(keyword)) continue;
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

/** The keywords of a whole draft, counted; after an edit only blocks that are new are read. */
class DraftStyles {
  readonly capital = new Map<ReferenceKind, number>();
  readonly small = new Map<ReferenceKind, number>();
  private readonly styled = new BlockEntries<KeywordStyle>();
  private readonly mixed = new BlockEntries<KeywordStyle>();
  entries: readonly BlockEntry<KeywordStyle>[] = [];

  update({ blocks }: Draft): this {
    this.styled.update(blocks, keywordStyleOf, (style, sign) => {
      for (const [kind, count] of style.capital) this.capital.set(kind, (this.capital.get(kind) ?? 0) + sign * count);
      for (const [kind, count] of style.small) this.small.set(kind, (this.small.get(kind) ?? 0) + sign * count);
    });
    this.entries = this.mixed.update(blocks, (block) => {
      const style = keywordStyleOf(block);
      return style && style.small.size > 0 ? style : null;
    });
    return this;
  }
}

const stylesByLineage = new WeakMap<object, DraftStyles>();

function stylesOf(draft: Draft): DraftStyles {
  return getOrCreate(stylesByLineage, draft.lineage, () => new DraftStyles()).update(draft);
}

function keywordStyleOf(block: Block): KeywordStyle | null {
  return getOrCreate(styles, block, () => readKeywordStyle(block));
}

function readKeywordStyle(block: Block): KeywordStyle | null {
  const keywords = keywordsOf(block);
  if (keywords.length === 0) return null;
  const capital = new Map<ReferenceKind, number>();
  const small = new Map<ReferenceKind, number>();
  for (const { kind, keyword } of keywords) {
    const counts = isSmall(keyword) ? small : capital;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return { capital, small };
}

/** What is usually cited in lower case. */
const LOWER_CASE_KINDS: readonly ReferenceKind[] = ['paragraph', 'row', 'footnote', 'question'];

/**
 * The words "Clause", "section" … of a block that show the document's own habit; sections of an Act
 * do not.
 */
function keywordsOf(block: Block): { kind: ReferenceKind; keyword: string; span: Span }[] {
  return readBlockFacts(block).references.flatMap(({ reference }) => {
    const { kind, targets, document, keywordSpan, repeated } = reference;
    if (LOWER_CASE_KINDS.includes(kind) || targets.length === 0) return [];
    if (document && !/^this /i.test(document.text) && provesDocument(document, reference)) return [];
    return [keywordSpan, ...repeated].map((span) => ({ kind, keyword: block.text.slice(span.start, span.end), span }));
  });
}

function isSmall(keyword: string): boolean {
  return /^[a-z]/.test(keyword);
}
