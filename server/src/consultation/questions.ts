import type { Draft } from '../model/draft.js';
import { readInline } from '../model/inline.js';

export interface Question {
  /** "FTC Q1". */
  readonly label: string;
  readonly text: string;
}

/** The questions that a consultation document asks, in its order. */
export function questionsOf(consultation: Draft): Question[] {
  return consultation.provisions
    .filter((provision) => provision.kind === 'question')
    .map((provision) => {
      const texts: string[] = [];
      for (let block = provision.block + 1; block < provision.endBlock; block++)
        texts.push(readInline(consultation.block(block)).text);
      return { label: provision.label, text: texts.join(' ').trim() };
    });
}
