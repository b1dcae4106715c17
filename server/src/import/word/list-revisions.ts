import type { OpenedWord } from './open-word.js';
import type { WordBlock } from './word-document.js';

/** Words that somebody put in or took out with tracking on. */
export interface TrackedWords {
  readonly isDeleted: boolean;
  readonly author: string;
  /** ISO date and time as the file has it; '' where it has none. */
  readonly date: string;
  readonly text: string;
}

/** The tracked words of a Word file, in its order, those of one change joined. */
export function listTrackedWords({ body, footnotes, endnotes }: OpenedWord): readonly TrackedWords[] {
  const tracked: { id: string; words: TrackedWords }[] = [];
  const addBlocks = (blocks: readonly WordBlock[]): void => {
    for (const block of blocks) {
      if (block.kind === 'table') for (const row of block.rows) for (const cell of row.cells) addBlocks(cell.blocks);
      else addParagraph(block);
    }
  };
  const addParagraph = ({ spans, boxes }: Extract<WordBlock, { kind: 'paragraph' }>): void => {
    for (const span of spans) {
      const revision = span.kind === 'text' ? span.revisions[span.revisions.length - 1] : undefined;
      if (!revision || span.kind !== 'text') continue;
      const { id, kind, author, date } = revision;
      const isDeleted = kind === 'delete' || kind === 'moveFrom';
      const last = tracked[tracked.length - 1];
      if (last?.id === id && last.words.isDeleted === isDeleted)
        last.words = { ...last.words, text: last.words.text + span.text };
      else tracked.push({ id, words: { isDeleted, author, date, text: span.text } });
    }
    for (const box of boxes) addBlocks(box);
  };
  addBlocks(body);
  for (const { blocks } of [...footnotes, ...endnotes]) addBlocks(blocks);
  return tracked.map(({ words }) => words);
}
