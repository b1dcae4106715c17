import type { CitableDocument, ResolutionContext } from '../../analysis/references/resolution.js';
import { definitionSourcesOf } from '../../analysis/terms/definition-sources.js';
import { beginDefinition } from '../../analysis/terms/definition-stub.js';
import { bracketedNamesIn } from '../../analysis/terms/long-forms.js';
import { nearMissesIn } from '../../analysis/terms/near-misses.js';
import { termLikeIn, termsExplained, wordRunsOf } from '../../analysis/terms/undefined-terms.js';
import { definedKeys, Vocabulary } from '../../analysis/terms/vocabulary.js';
import { makeTermKey } from '../../analysis/text/inflections.js';
import type { Draft } from '../../model/draft.js';
import { shortenWords } from '../message.js';
import type { BlockPlace, DraftRule } from '../rule.js';

/** Terms that a draft, and what it takes its definitions from, define at least: a document with fewer does not define what it means. */
const ENOUGH = 3;

/** "the Testing Window", "each Testing Window", in a draft that defines its terms and not this one. */
export const undefinedTerm: DraftRule = {
  codes: {
    'term.undefined': { severity: 'warning', title: 'A term is used like a defined one but never defined.' },
  },
  costly: true,
  *checkDraft({ draft, resolution }) {
    const { drafts, hasUnread } = definitionSourcesOf(draft, resolution, 'ofAllWords');
    const read = [draft, ...drafts];
    if (
      hasUnread ||
      read.reduce((sum, each) => sum + Math.max(definedKeys(each).size, termsExplained(each)), 0) < ENOUGH
    )
      return;
    const vocabulary = Vocabulary.of(draft);
    const known = knownWords(draft, resolution);
    const mentioned = [...read, ...draftsOf(resolution.names.documents)].map((each) => Vocabulary.of(each));
    const terms = termLikeIn(draft, vocabulary, (keys) => {
      for (const tail of endsOf(keys.join(' '))) {
        if (known.ends.has(tail) || mentioned.some((each) => each.isMentioned(tail))) return true;
      }
      const key = keys.join(' ');
      return known.parts.has(key) || resolution.names.all(key).length > 0;
    });
    if (terms.length === 0) return;
    const slips = new Set<string>();
    // A slip is made once or twice, and has a check of its own.
    if (terms.some(({ uses }) => uses.length <= 2))
      for (const { use } of nearMissesIn(vocabulary, definedKeys(draft))) slips.add(`${use.block} ${use.span.start}`);
    for (const { term, uses } of terms) {
      const places = uses.map(({ block, span }): BlockPlace => ({ block, span }));
      const [first, second] = places;
      if (!first || !second || slips.has(`${first.block} ${first.span.start}`)) continue;
      const stub = beginDefinition(draft, term);
      yield {
        code: 'term.undefined',
        message: `“${shortenWords(term)}” is used ${uses.length} times like a defined term, but nothing defines it.`,
        ...first,
        related: [{ uri: null, draft, place: second, message: 'It is used here too' }],
        fixes: stub ? [{ title: `Begin a definition of “${term}”`, edits: [stub], preferred: false }] : [],
      };
    }
  },
};

/** All that a key ends with, from a word or from a part of one on: "cover text" of "back-cover text". */
function endsOf(key: string): string[] {
  return [key, ...[...key.matchAll(/[ -]/g)].map(({ index }) => key.slice(index + 1))];
}

function draftsOf(documents: readonly CitableDocument[]): Draft[] {
  return documents.flatMap((each) => each.draft ?? []);
}

/** What is known in a draft: what ends with one of `ends` is, and what is one of `parts`. */
function knownWords(draft: Draft, { names }: ResolutionContext) {
  const ends = new Set<string>();
  const parts = new Set<string>();
  for (const each of new Set([draft, ...draftsOf(names.documents)]))
    for (const key of definedKeys(each).keys()) {
      ends.add(key);
      for (const part of wordRunsOf(key)) parts.add(part);
    }
  for (let block = 0; block < draft.blocks.length; block++) {
    for (const { long, name } of bracketedNamesIn(draft.block(block))) {
      // A single word in brackets with one capital abbreviates nothing.
      if (long === null) continue;
      for (const words of [long, name]) {
        ends.add(makeTermKey(words));
        for (const part of wordRunsOf(words)) parts.add(part);
      }
    }
  }
  for (const name of names.documents.flatMap((each) => each.names))
    for (const part of wordRunsOf(name)) parts.add(part);
  return { ends, parts };
}
