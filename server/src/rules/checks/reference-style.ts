import { provesDocument } from '../../analysis/references/document-mentions.js';
import type { Block } from '../../model/block.js';
import { readBlockFacts } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { ReferenceKind } from '../../model/references/reference.js';
import type { Span } from '../../model/text.js';
import type { DraftRule } from '../rule.js';

interface KeywordStyle {
  readonly capital: ReadonlyMap<ReferenceKind, number>;
  readonly small: ReadonlyMap<ReferenceKind, number>;
}

const styles = new WeakMap<Block, KeywordStyle | null>();

/** "clause 20.28" among many a "Clause 20.28". */
export const referenceStyle: DraftRule = {
  codes: {
    'reference.style': { severity: 'hint', title: 'A reference is in lower case where most have a capital.' },
  },
  costly: false,
  *checkDraft({ draft }) {
    const capital = new Map<ReferenceKind, number>();
    const small = new Map<ReferenceKind, number>();
    for (const block of draft.blocks) {
      const style = keywordStyleOf(block);
      if (!style) continue;
      for (const [kind, count] of style.capital) capital.set(kind, (capital.get(kind) ?? 0) + count);
      for (const [kind, count] of style.small) small.set(kind, (small.get(kind) ?? 0) + count);
    }
    for (const [kind, count] of small) {
      // Nine capitals to one are a habit; fewer are a mixture.
      if ((capital.get(kind) ?? 0) < Math.max(3, 9 * count)) continue;
      for (let index = 0; index < draft.blocks.length; index++) {
        const block = draft.block(index);
        if (!keywordStyleOf(block)?.small.has(kind)) continue;
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
