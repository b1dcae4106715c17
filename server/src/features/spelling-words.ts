import { abbreviationsOf } from '../analysis/terms/abbreviations.js';
import { DefinedTerms } from '../analysis/terms/defined-terms.js';
import { listOtherForms } from '../analysis/terms/term-forms.js';
import { compareByCodeUnits } from '../model/text.js';
import type { OpenProject } from './open-project.js';

const WORD = /\p{L}[\p{L}\p{N}]*(?:[’'-]\p{L}[\p{L}\p{N}]*)*/gu;

/**
 * The words that a speller should know in the drafts of a project: those of defined terms with their
 * plurals, abbreviations that are used, and short names of documents; in the order of the alphabet.
 */
export function listSpellingWords({ workspace }: OpenProject): string[] {
  const words = new Set<string>();
  const add = (phrase: string) => {
    for (const [word] of phrase.matchAll(WORD)) if (word.length > 1) words.add(word.replace(/’/g, "'"));
  };
  for (const { id, draft } of workspace.listCheckedDocuments()) {
    add(id);
    for (const { number } of DefinedTerms.of(draft).definitions) {
      const term = number ?? '';
      add(term);
      for (const form of listOtherForms(term)) add(form.words);
    }
    for (const short of abbreviationsOf(draft).keys()) add(short);
  }
  return [...words].sort(compareByCodeUnits);
}
