import { type Block, isQuoted } from '../block.js';
import { readLabelShape } from '../head/label-shape.js';

/** The most characters of an entry. */
const LONGEST = 200;
/** So many entries whose labels come again, one with a word among them, show a list of contents. */
const LEAST_KNOWN = 3;

/**
 * The entries of contents that name units by their word, "PART 1: General", "Condition 2: Payments",
 * "Schedule 1 – Area", with or without numbers alone between them, whatever titles the units bear
 * in the text, or where these stand: from the title of the contents to the first line that can be no
 * entry, or that bears the label of an entry again.
 * @param titles the indices of the blocks that are titles of contents, in their order
 * @returns `until`: the index after the last block that was looked at, 0 where there is no title
 */
export function findWordedContents(
  blocks: readonly Block[],
  titles: readonly number[],
): {
  readonly entries: readonly number[];
  readonly until: number;
} {
  const entries: number[] = [];
  let until = 0;
  let next = 0;
  let last: ReadonlyMap<string, number> | null = null;
  for (const index of titles) {
    if (index < next) continue;
    const run: { readonly index: number; readonly label: string }[] = [];
    const seen = new Set<string>();
    let at = index + 1;
    for (; at < blocks.length && isEntryLine(blocks[at]!); at++) {
      const label = readEntryLabel(blocks[at]!);
      if (label === null) continue;
      if (seen.has(label)) break;
      seen.add(label);
      run.push({ index: at, label });
    }
    until = at + 1;
    if (run.length < LEAST_KNOWN) continue;
    next = at;
    last ??= findLastLabels(blocks);
    const known = run.filter(({ label }) => (last?.get(label) ?? -1) >= at);
    const isWorded = known.some(({ label }) => !label.startsWith(' '));
    if (isWorded && known.length >= LEAST_KNOWN && known.length * 3 >= run.length * 2)
      entries.push(...run.map((entry) => entry.index));
  }
  return { entries, until };
}

/** The last block that bears each label. */
function findLastLabels(blocks: readonly Block[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const [index, block] of blocks.entries()) {
    const label = isQuoted(block) ? null : readEntryLabel(block);
    if (label !== null) last.set(label, index);
  }
  return last;
}

/** Whether a block may stand among the entries of contents: a line that is no sentence. */
export function isEntryLine({ kind, text }: Block): boolean {
  const line = text.trim();
  return kind === 'paragraph' && line.length <= LONGEST && !/[\r\n]/.test(line) && !/[.;:,][*_]{0,3}$/.test(line);
}

const SUPPLEMENT = /^[\s*_]{0,6}(annex|appendix|schedule) {1,3}([A-Z]|\d{1,3}[A-Z]?|[IVX]{1,6})(?![\w.)])/i;

/** "part 1" of "PART 1: General", " 12" of "12. Records"; null where a block has no such label. */
export function readEntryLabel(block: Block): string | null {
  const { head } = block;
  if (head.kind === 'division') return head.number === '' ? (head.name ?? '') : `${head.of} ${head.number}`;
  // "Annex II Strings", which makes no Annex on a line of words.
  const [, word, number] = head.kind === 'none' ? (SUPPLEMENT.exec(block.text.slice(0, 60)) ?? []) : [];
  if (word !== undefined && number !== undefined) return `${word.toLowerCase()} ${number.toUpperCase()}`;
  const shape = readLabelShape(block);
  return !shape || shape.mark === 'brackets' || shape.mark === 'closing'
    ? null
    : `${shape.word ?? ''} ${shape.number.toUpperCase()}`;
}
