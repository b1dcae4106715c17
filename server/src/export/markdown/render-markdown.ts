import type { Draft } from '../../model/draft.js';
import { countLineEnds, findLineEnding } from '../../model/text.js';
import { checkMarkdown } from '../conservation.js';
import { writeWithoutComments } from '../drafters-comments.js';
import type { ExportOptions } from '../export-options.js';
import { layOutManuscript } from '../manuscript/lay-out.js';
import { LIST_OF_CHANGES, sayChange, sayProvision } from '../manuscript/list-of-changes.js';
import type { Manuscript, Script, Source } from '../manuscript/manuscript.js';
import { sayNumbers } from '../manuscript/number-places.js';
import { markBlock, writeComment } from './critic-marks.js';
import type { MarkingContext } from './fragments.js';
import { HarmlessText, makeHarmless, takeByteOrderMark } from './harmless-markdown.js';
import { readSourceBlocks, type SourceBlock } from './source-blocks.js';

/**
 * A draft as Markdown, without comments. The clean version is its own text. A comparison comes with its marks in
 * CriticMarkup: rejecting them all gives the old text, accepting them all the new one, but for
 * empty lines, and for where the lines of a paragraph break. A mark never reaches over the end of a
 * line, but for that of a paragraph that was merged or split, or of a table's cell, so that the result still reads as the document does. A list of
 * changes, a legend, and whose a change is are comments. What could do harm, or be taken for a
 * mark, is parted by word joiners.
 */
export function renderMarkdown(source: Source, options: Partial<ExportOptions> = {}): string {
  if ('draft' in source) {
    const { draft } = source;
    const shown = writeWithoutComments(draft);
    const text = makeHarmless(shown);
    const first = draft.blocks.findIndex(({ kind }) => kind !== 'frontMatter');
    const body = first < 0 ? '' : first === 0 ? text : makeHarmless(shown.slice(draft.startOf(first)));
    checkMarkdown(body, { old: null, new: draft });
    return text;
  }
  // Other formats put them on pages of their own; here they would stand within the text.
  const manuscript = layOutManuscript(source, { listOfChanges: false, legend: false, ...options });
  return manuscript.script ? writeMarked(manuscript, manuscript.script) : '';
}

function writeMarked(manuscript: Manuscript, script: Script): string {
  const context: MarkingContext = {
    script,
    old: new HarmlessText(script.old.text),
    new: new HarmlessText(script.new.text),
  };
  const isFrontMatter = (draft: Draft, index: number | null) =>
    index !== null && draft.block(index).kind === 'frontMatter';
  const blocks = readSourceBlocks(script).filter(
    ({ old, new: after }) =>
      (old !== null || after !== null) && !isFrontMatter(script.old, old) && !isFrontMatter(script.new, after),
  );
  const text = blocks.map((block, index) => {
    const { moved } = block;
    let marked = markBlock(block, context);
    if (moved) {
      const end = marked.trimEnd().length;
      const words = 'to' in moved ? `moved to ${moved.to}` : `moved from ${moved.from}`;
      marked = marked.slice(0, end) + writeComment(words) + marked.slice(end);
    }
    return marked + gapBetween(block, blocks[index + 1], script);
  });
  // YAML takes no marks: the new front matter stands as it is.
  const opening = script.new.blocks.findIndex(({ kind }) => kind !== 'frontMatter');
  const begins = opening < 0 ? script.new.text.length : script.new.startOf(opening);
  const start = context.new.slice(0, begins);
  const comments = writeCriticComments(manuscript, script);
  const head = opening === 0 ? [comments, start] : [start, comments];
  const body = text.join('');
  // What bears no mark is shown as the new version has it: then there is no old text to compare.
  if (script.without.size === 0) checkMarkdown(body, script);
  return [takeByteOrderMark(script.new.text), ...head, body].join('');
}

/**
 * What stands between a block and the next one, which may be of another version: a blank line where
 * neither version tells.
 */
function gapBetween(block: SourceBlock, next: SourceBlock | undefined, script: Script): string {
  const { oldGap, newGap } = block;
  if (!next) return block.new === null ? oldGap : newGap;
  if (next.ownGap !== null) return '';
  const isOldGap =
    block.new === null || (block.old !== null && next.new === null && countLineEnds(oldGap) > countLineEnds(newGap));
  const gap = isOldGap ? oldGap : newGap;
  const isLast = isOldGap ? block.old === script.old.blocks.length - 1 : block.new === script.new.blocks.length - 1;
  const lineEnds = countLineEnds(gap);
  const missing = lineEnds === 0 ? 2 : lineEnds === 1 && isLast ? 1 : 0;
  return gap + lineEndOf(script).repeat(missing);
}

function lineEndOf({ old, new: after }: Script): string {
  return findLineEnding(/[\r\n]/.test(after.text) ? after.text : old.text);
}

function writeCriticComments(manuscript: Manuscript, { pairs }: Script): string {
  const { front } = manuscript;
  const said: string[] = [];
  if (front.legend) {
    said.push(
      'Marks: two plus signs on either side of what was inserted, two hyphens on either side of what was deleted.',
    );
    if (pairs.some(({ pieces }) => pieces.some(({ origin }) => origin !== undefined)))
      said.push('A note after a mark says whose change it is, or since when it is there.');
  }
  // Read only where it is asked for, as it has the whole text laid out.
  const changes = front.listOfChanges ? manuscript.changes : null;
  if (changes) {
    const lines = changes.entries.map((change) => {
      const number = change.numbers ? `${sayNumbers(change.numbers)} ` : '';
      return `${number}${sayProvision(change)}: ${sayChange(change)}`;
    });
    said.push(`${LIST_OF_CHANGES.title}: ${lines.length === 0 ? LIST_OF_CHANGES.none : `${lines.join('. ')}.`}`);
  }
  return said.map((words) => `${writeComment(words)}\n\n`).join('');
}
