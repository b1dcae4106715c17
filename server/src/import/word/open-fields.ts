import { childAt, childrenOf, numberAt, valueAt, type WordElement } from '../../office/word-xml.js';
import { isGone } from './resolve-revisions.js';
import type { WordField, WordLaterCall, WordRevision } from './word-document.js';

interface OpenField {
  instruction: string;
  result: string;
  earlierResult: string;
  readonly revisions: readonly WordRevision[];
  /** Whether nobody sees its result. */
  isSilent: boolean;
  isResult: boolean;
  isContents: boolean;
  laterCall: { readonly bookmark: string; isRaised: boolean } | null;
}

/** Fields that make a list of places in the document: their results are not the text's own. */
const CONTENTS_FIELDS: ReadonlySet<string> = new Set(['TOC', 'INDEX', 'TOA', 'RD']);

/** Fields that keep their result for others to show. */
const SILENT_FIELDS: ReadonlySet<string> = new Set(['SET', 'ASK']);

/** The name of a field, in capitals. */
function readFieldCode(instruction: string): string {
  return (/^\s*\\?([A-Za-z]+)/.exec(instruction)?.[1] ?? '').toUpperCase();
}

/** Fields that show the number of a note; the second is what old versions of Word call it. */
const CALLS_NOTE = /^\s*(?:NOTEREF|FTNREF)\s+(?:"([^"]{1,120})"|([^\s\\"]{1,120}))/i;

/** What a field calls again, by its instruction; null for another field. */
function readLaterCall(instruction: string): OpenField['laterCall'] {
  const [found, quoted, bare] = CALLS_NOTE.exec(instruction) ?? [];
  if (found === undefined) return null;
  return { bookmark: quoted ?? bare ?? '', isRaised: /\\f(?![a-z])/i.test(instruction.slice(found.length)) };
}

/** What a box to tick or a list to choose from shows, from the beginning of its field; null for another field. */
export function readFormField(begin: WordElement): string | null {
  const list = childAt(begin, 'w:ffData', 'w:ddList');
  if (list) {
    const chosen = numberAt(list, 'w:result') ?? numberAt(list, 'w:default') ?? 0;
    return childrenOf(list, 'w:listEntry')[chosen]?.attributes.get('w:val') ?? '';
  }
  const box = childAt(begin, 'w:ffData', 'w:checkBox');
  if (!box) return null;
  const value = valueAt(box, 'w:checked') ?? valueAt(box, 'w:default') ?? '0';
  return /^(?:|1|true|on)$/.test(value) ? '☒' : '☐';
}

/**
 * The fields that are open while a story is read. A field has an instruction, which nobody sees,
 * and a result; one can stand in the instruction or the result of another.
 */
export class OpenFields {
  private readonly open: OpenField[] = [];

  /** @param revisions what was done to its beginning, and so to all of it */
  begin(revisions: readonly WordRevision[]): void {
    this.open.push({
      instruction: '',
      result: '',
      earlierResult: '',
      revisions,
      isSilent: false,
      isResult: false,
      isContents: false,
      laterCall: null,
    });
  }

  /** Ends the instruction of the innermost field. @returns whether a list of contents begins */
  beginResult(): boolean {
    const field = this.innermost();
    if (!field) return false;
    field.isResult = true;
    const code = readFieldCode(field.instruction);
    field.isContents = CONTENTS_FIELDS.has(code);
    field.isSilent = SILENT_FIELDS.has(code);
    field.laterCall = readLaterCall(field.instruction);
    return field.isContents;
  }

  /** Ends the innermost field. */
  end(): WordField | null {
    const field = this.open.pop();
    if (!field) return null;
    const outer = this.innermost();
    if (outer && !outer.isResult) outer.instruction += field.result;
    const { instruction, result, earlierResult, revisions, laterCall } = field;
    const code = readFieldCode(instruction);
    const read = { code, instruction: instruction.trim(), result, earlierResult, revisions };
    return laterCall ? { ...read, laterCall } : read;
  }

  addInstruction(words: string): void {
    const field = this.innermost();
    if (field && !field.isResult) field.instruction += words;
  }

  /** Adds words to the results they stand in, and to that of a field within an instruction. */
  addWords(words: string, revisions: readonly WordRevision[]): void {
    const innermost = this.innermost();
    for (const field of this.open) {
      if (!field.isResult && field !== innermost) continue;
      if (!isGone(revisions, 'accept')) field.result += words;
      if (!isGone(revisions, 'reject')) field.earlierResult += words;
    }
  }

  /** Whether what is read now belongs to an instruction, or to a result that nobody sees. */
  hidesWords(): boolean {
    return this.open.some(({ isResult, isSilent }) => !isResult || isSilent);
  }

  /** Whether what is read now is part of a list of contents. */
  isInContents(): boolean {
    return this.open.some(({ isContents, isResult }) => isContents && isResult);
  }

  /**
   * What the field calls again whose result is read now; null for another field, or none.
   * @param isRaised whether what is read looks like the call of a note
   */
  readLaterCall(isRaised: boolean): WordLaterCall | null {
    const call = this.open.findLast(({ laterCall }) => laterCall !== null)?.laterCall ?? null;
    if (call && isRaised) call.isRaised = true;
    return call;
  }

  /** How many fields are open. */
  depth(): number {
    return this.open.length;
  }

  private innermost(): OpenField | undefined {
    return this.open[this.open.length - 1];
  }
}
