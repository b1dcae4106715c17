import type { FormBlock, FormCell } from './form-blocks.js';
import { readOdtBlocks } from './odt-form.js';
import { readQuestionLabel, readQuestionOfParagraph } from './question-label.js';
import { readWordBlocks } from './word-form.js';
import { isZip, ZippedParts } from './zipped-parts.js';

/** A field of a filled-in form. */
export interface FormField {
  /** The heading above it: "FTC Q1"; empty where there is none. */
  readonly heading: string;
  /**
   * What it asks for: "Your answer", "Organisation"; empty for words written below the fields of a
   * heading.
   */
  readonly label: string;
  /** The answer, with a line end for each paragraph and line break. */
  readonly text: string;
}

/** The longest tag that Word allows for a content control, in characters. */
const LONGEST_TAG = 64;

/**
 * The tag of a field's content control. It identifies the field even if the words around it were
 * changed.
 */
export function fieldTag({ heading, label }: Pick<FormField, 'heading' | 'label'>): string {
  return `${heading}: ${label}`.slice(0, LONGEST_TAG);
}

/** Whether a column asks for a mark and not for words: "Mark with X". */
export function asksForMark(header: string): boolean {
  return /^(?:mark|tick|check)\b/i.test(header.trim());
}

/**
 * What a cell asks for: the heading of its column where there is only one; otherwise the first cell
 * of its row, and from the third column on the heading of its column as well.
 */
export function labelCell(heads: readonly string[], first: string, column: number): string {
  if (heads.length === 1) return heads[0] ?? '';
  return column < 2 ? first : `${first}, ${heads[column] ?? ''}`;
}

/**
 * The fields of a filled-in form in a Word file or an OpenDocument text: the cells of its tables.
 * They are identified by the heading above and the words before them, or by the tag of a content
 * control where it was kept. Words deleted by tracked changes are left out.
 * @throws Error that says what is wrong with the file, in words that follow its name
 */
export function readForm(bytes: Uint8Array): FormField[] {
  return gatherFields(isOpenDocument(bytes) ? readOdtBlocks(bytes) : readWordBlocks(bytes));
}

function isOpenDocument(bytes: Uint8Array): boolean {
  if (!isZip(bytes)) return false;
  const parts = new ZippedParts(bytes, 'Word file');
  return parts.has('content.xml') && parts.has('META-INF/manifest.xml');
}

function gatherFields(blocks: Iterable<FormBlock>): FormField[] {
  const fields: FormField[] = [];
  let heading = '';
  let hasTable = false;
  for (const block of blocks) {
    if (block.kind === 'table') {
      hasTable = true;
      fields.push(...readFieldsOfTable(block.rows, heading));
      continue;
    }
    if (block.text === '') continue;
    const question = block.isHeading ? readQuestionLabel(block.text) : readQuestionOfParagraph(block.text);
    if (block.isHeading || question !== null) {
      heading = question ?? block.text;
      hasTable = false;
    } else if (hasTable) fields.push({ heading, label: '', text: block.text });
  }
  return fields;
}

function readFieldsOfTable([header, ...rows]: readonly (readonly FormCell[])[], above: string): FormField[] {
  if (!header) return [];
  const heads = header.map(({ words }) => words);
  return rows.flatMap((cells) =>
    cells.flatMap(({ answer, tag }, column): FormField[] => {
      if (column === 0 && heads.length > 1) return [];
      const label = labelCell(heads, cells[0]?.words ?? '', column);
      const own = tag !== null && tag.length < LONGEST_TAG ? /^(.*?): (.*)$/.exec(tag) : null;
      const [, heading = above, asked = label] = own ?? [];
      return [{ heading, label: asked, text: answer }];
    }),
  );
}
