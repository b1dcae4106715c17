import { compareDrafts } from '../../server/src/compare/compare.js';
import { type DocxOptions, renderDocx } from '../../server/src/export/docx/render-docx.js';
import { Draft } from '../../server/src/model/draft.js';

/** Options for every Word file of the tests. */
/** The text alone, with nothing in front of it. */
export const TEXT_ALONE = { listOfChanges: false, legend: false } as const;

export const DOCX_OPTIONS: DocxOptions = { author: 'A Drafter', date: '2019-12-19', ...TEXT_ALONE };

/** A pair of drafts as Word files: change-marked, and each version clean. */
export interface WordFiles {
  readonly markedFile: Uint8Array;
  readonly oldFile: Uint8Array;
  readonly newFile: Uint8Array;
}

/** Renders two drafts, and the comparison between them, as Word files. */
export async function wordFiles(
  oldText: string,
  newText: string,
  options: Partial<DocxOptions> = {},
): Promise<WordFiles> {
  const [oldDraft, newDraft] = [Draft.parse(oldText), Draft.parse(newText)];
  const all = { ...DOCX_OPTIONS, ...options };
  return {
    markedFile: await renderDocx({ comparison: compareDrafts(oldDraft, newDraft) }, all),
    oldFile: await renderDocx({ draft: oldDraft }, all),
    newFile: await renderDocx({ draft: newDraft }, all),
  };
}

/** Lines without those of the first page that name the versions compared, which a clean version lacks. */
export function withoutHead(lines: readonly string[]): string[] {
  return lines.filter((line) => !/^(?:\w+: )?(?:Version|Status:|Change marked)/.test(line));
}
