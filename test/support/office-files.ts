import { compareDrafts } from '../../server/src/compare/compare.js';
import { type DocxOptions, renderDocx } from '../../server/src/export/docx/render-docx.js';
import { Draft } from '../../server/src/model/draft.js';

export const DOCX_OPTIONS: DocxOptions = { author: 'A Drafter', date: '2019-12-19' };

/** A pair of drafts as Word files: change-marked, and each version clean. */
export interface WordFiles {
  readonly marked: Uint8Array;
  readonly old: Uint8Array;
  readonly neu: Uint8Array;
}

export async function wordFiles(old: string, neu: string, options: Partial<DocxOptions> = {}): Promise<WordFiles> {
  const [before, after] = [Draft.parse(old), Draft.parse(neu)];
  const all = { ...DOCX_OPTIONS, ...options };
  return {
    marked: await renderDocx({ comparison: compareDrafts(before, after) }, all),
    old: await renderDocx({ draft: before }, all),
    neu: await renderDocx({ draft: after }, all),
  };
}

/** The head of the first page says which versions are compared, which neither clean version does; nor is its version that of the old. */
export function withoutHead(lines: readonly string[]): string[] {
  return lines.filter((line) => !/^(?:\w+: )?(?:Version|Status:|Change marked)/.test(line));
}
