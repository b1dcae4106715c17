import { childAt, valueAt, type WordElement } from '../../office/word-xml.js';
import type { WordField, WordLaterCall } from './word-document.js';

interface OpenField {
  instruction: string;
  result: string;
  isResult: boolean;
  isContents: boolean;
  laterCall: { readonly bookmark: string; isRaised: boolean } | null;
}

/** Fields that make a list of places in the document: their results are not the text's own. */
const CONTENTS_FIELDS: ReadonlySet<string> = new Set(['TOC', 'INDEX', 'TOA', 'RD']);

/** A field by its instruction and its result. */
export function readField(instruction: string, result: string): WordField {
  const code = (/^\s*\\?([A-Za-z]+)/.exec(instruction)?.[1] ?? '').toUpperCase();
  return { code, instruction: instruction.trim(), result };
}

/** Fields that show the number of a note; the second is what old versions of Word call it. */
const CALLS_NOTE = /^\s*(?:NOTEREF|FTNREF)\s+(?:"([^"]{1,120})"|([^\s\\"]{1,120}))/i;

/** What a field calls again, by its instruction; null for another field. */
function readLaterCall(instruction: string): OpenField['laterCall'] {
  const [found, quoted, bare] = CALLS_NOTE.exec(instruction) ?? [];
  if (found === undefined) return null;
  return { bookmark: quoted ?? bare ?? '', isRaised: /\\f(?![a-z])/i.test(instruction.slice(found.length)) };
}

/** The sign of a box to tick, from the beginning of its field; null for another field. */
export function readCheckBox(begin: WordElement): string | null {
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

  begin(): void {
    this.open.push({ instruction: '', result: '', isResult: false, isContents: false, laterCall: null });
  }

  /** Ends the instruction of the innermost field. @returns whether a list of contents begins */
  beginResult(): boolean {
    const field = this.innermost();
    if (!field) return false;
    field.isResult = true;
    field.isContents = CONTENTS_FIELDS.has(readField(field.instruction, '').code);
    field.laterCall = readLaterCall(field.instruction);
    return field.isContents;
  }

  /** Ends the innermost field. */
  end(): WordField | null {
    const field = this.open.pop();
    if (!field) return null;
    const outer = this.innermost();
    if (outer && !outer.isResult) outer.instruction += field.result;
    const read = readField(field.instruction, field.result);
    return field.laterCall ? { ...read, laterCall: field.laterCall } : read;
  }

  addInstruction(words: string): void {
    const field = this.innermost();
    if (field && !field.isResult) field.instruction += words;
  }

  /** Adds words to the results they stand in, and to that of a field within an instruction. */
  addWords(words: string): void {
    for (const field of this.open) if (field.isResult) field.result += words;
    const field = this.innermost();
    if (field && !field.isResult) field.result += words;
  }

  /** Whether what is read now belongs to an instruction. */
  hidesWords(): boolean {
    return this.open.some(({ isResult }) => !isResult);
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
