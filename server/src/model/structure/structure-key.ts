import { type Block, isQuoted } from '../block.js';
import { isComment } from '../comment.js';
import { isImage } from '../image.js';
import { getOrCreate } from '../memo.js';
import type { BlockSplice } from '../scan.js';
import { readTable } from '../table.js';
import { readContentsKey } from './contents-list.js';
import { readListTitle, SHORTEST_PROVISION } from './list-sections.js';
import { introducesList, readNestedMarkers } from './nested-markers.js';

/**
 * Whether an edit leaves the tree of provisions as it is: the blocks that it put in make the same
 * provisions as those that it took out.
 * @param repeatedNumbers the numbers that more than one title of the old blocks bears
 */
export function keepsStructure(
  repeatedNumbers: ReadonlySet<string>,
  before: readonly Block[],
  after: readonly Block[],
  splice: BlockSplice,
): boolean {
  if (splice.added !== splice.removed) return false;
  for (let i = splice.from; i < splice.from + splice.added; i++) {
    const [old, edited] = [before[i]!, after[i]!];
    if (getStructureKey(old) !== getStructureKey(edited)) return false;
    // The words of a title matter where its number stands twice: once perhaps in a list of
    // contents.
    const isRepeated = 'number' in edited.head && repeatedNumbers.has(edited.head.number);
    if (isRepeated && readContentsKey(old) !== readContentsKey(edited)) return false;
  }
  return true;
}

const keys = new WeakMap<Block, string>();

/** All of a block that the structure depends on, as one string. */
function getStructureKey(block: Block): string {
  return getOrCreate(keys, block, () => makeStructureKey(block));
}

function makeStructureKey(block: Block): string {
  const { head } = block;
  const table = readTable(block);
  if (table) {
    const firstCells = table.rows.map(({ cells: [first] }) => (first ? block.text.slice(first.start, first.end) : ''));
    const header = table.header.cells.map((cell) => block.text.slice(cell.start, cell.end));
    return [block.kind, String(isQuoted(block)), ...header, '\u0000', ...firstCells].join('\u0001');
  }
  const base = `${block.kind} ${head.kind} ${block.marker ?? ''} ${block.level} ${block.containers.join()}`;
  const list = () => `${readNestedMarkers(block, head).join()} ${introducesList(block)}`;
  switch (head.kind) {
    case 'none':
      return `${base} ${isImage(block)} ${isComment(block)}`;
    case 'clause':
      return `${base} ${head.number} ${list()} ${readContentsKey(block) !== null}`;
    case 'item':
      return `${base} ${head.marker} ${list()}`;
    case 'listNumber': {
      const { title, isWhole: whole } = readListTitle(block);
      const isLong = block.text.length >= SHORTEST_PROVISION;
      // How far in the number stands, and how it is written, tells a section from an item of a list.
      const label = block.text.slice(0, head.label.end);
      return `${base} ${label} ${whole} ${isLong} ${list()} ${title} ${readContentsKey(block) !== null}`;
    }
    case 'footnote':
      return `${base} ${head.number}`;
    case 'definition':
      return `${base} ${head.term}`;
    default:
      return `${base} ${block.text}`;
  }
}
