import { isQuoted } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { factsOf, wordsOf } from '../model/facts.js';
import type { CitableDocument, ResolutionContext } from './resolve.js';

/** Where a draft takes its definitions from, besides itself. */
export interface DefinitionSources {
  /** The drafts at hand that it takes them from. */
  readonly drafts: readonly Draft[];
  /** Whether it takes them from a document that is not at hand as well: what that defines cannot be known. */
  readonly unseen: boolean;
}

/** A sentence that gives words the meaning that they have somewhere. */
const TAKES =
  /\b(?:same meanings?|meanings? (?:given|set out|ascribed|assigned|attributed|as (?:given|set out|defined))|(?:terms|words|expressions|abbreviations|acronyms)[^.\n]{0,80} defined)\b/i;
/** Words that name a document, where they are no part of this one. */
const ELSEWHERE =
  /\b(?:in|by|of|under) (?:the |an? )?(?!(?:Clause|Section|Schedule|Part|Annex|Appendix|Article|Table|Paragraph|Chapter|Definition|Interpretation))[A-Z]/;

/** The documents from which a draft takes its definitions: those that it says so of, and for a consultation document those that it is about. */
export function definitionSources(draft: Draft, { self, names, instruments }: ResolutionContext): DefinitionSources {
  const found = new Set<CitableDocument>(self.role === 'consultation' ? instruments : []);
  let unseen = false;
  for (const block of draft.blocks) {
    if (isQuoted(block) || !/\b(?:meaning|defined)/i.test(block.text)) continue;
    for (const { inline } of factsOf(block).passages) {
      const text = wordsOf(inline);
      if (!TAKES.test(text)) continue;
      const named = names.all(text).map(({ document }) => document);
      for (const document of named) if (document !== self) found.add(document);
      if (named.length === 0 && ELSEWHERE.test(text)) unseen = true;
    }
  }
  const documents = [...found];
  return {
    drafts: documents.flatMap((document) => (document.draft ? [document.draft] : [])),
    unseen: unseen || documents.some((document) => document.draft === null),
  };
}
