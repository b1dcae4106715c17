import type { ResolutionContext } from '../../analysis/references/resolution.js';
import { definitionSourcesOf } from '../../analysis/terms/definition-sources.js';
import { beginDefinition } from '../../analysis/terms/definition-stub.js';
import { bracketedNamesIn } from '../../analysis/terms/long-forms.js';
import { nearMissesIn } from '../../analysis/terms/near-misses.js';
import { renameTermUse } from '../../analysis/terms/term-forms.js';
import { termLikeIn, termsExplained, wordRunsOf } from '../../analysis/terms/undefined-terms.js';
import { definedKeys, mentionsIn, Vocabulary } from '../../analysis/terms/vocabulary.js';
import { makeTermKey } from '../../analysis/text/inflections.js';
import type { Draft } from '../../model/draft.js';
import { shortenWords } from '../message.js';
import type { BlockPlace, DraftRule, Report } from '../rule.js';
import { findWithdrawnTerms, type WithdrawnTerm } from '../shared/withdrawn-terms.js';

/** Terms that a draft, and what it takes its definitions from, define at least: a document with fewer does not define what it means. */
const ENOUGH = 3;

/** " of the Oireachtas", " of Lords" behind words with capitals. */
const NAME_GOES_ON = /^s? of (?:the )?\p{Lu}\p{Ll}/u;

/** "the Testing Window", "each Testing Window", in a draft that defines its terms and not this one. */
export const undefinedTerm: DraftRule = {
  codes: {
    'term.undefined': { severity: 'warning', title: 'A term is used like a defined one but never defined.' },
  },
  costly: true,
  *checkDraft(context) {
    const { draft, resolution } = context;
    const { drafts, hasUnread } = definitionSourcesOf(draft, resolution, 'ofAllWords');
    const read = [draft, ...drafts];
    const withdrawn = findWithdrawnTerms(context, knowsAnywhere(read, resolution));
    for (const each of withdrawn) yield reportWithdrawn(draft, each, hasUnread);
    const reported = new Set(withdrawn.map(({ term }) => makeTermKey(term)));
    if (
      hasUnread ||
      read.reduce((sum, each) => sum + Math.max(definedKeys(each).size, termsExplained(each)), 0) < ENOUGH
    )
      return;
    if (definesInSmallLetters(draft)) return;
    const vocabulary = Vocabulary.of(draft);
    const known = [knownWords(draft), wordsOfProject(resolution), ...wordsInForce(resolution)];
    const mentions = read.map(mentionsIn);
    const terms = termLikeIn(draft, vocabulary, (keys) => {
      const key = keys.join(' ');
      if (reported.has(key)) return true;
      for (const tail of endsOf(key))
        if (known.some(({ ends }) => ends.has(tail)) || mentions.some((each) => each.has(tail))) return true;
      return known.some(({ parts }) => parts.has(key)) || resolution.names.all(key).length > 0;
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
      // "each House of the Oireachtas": a name that is longer than what is written with capitals.
      const named = uses.filter(({ block, span }) =>
        NAME_GOES_ON.test(draft.block(block).text.slice(span.end, span.end + 40)),
      );
      if (draft.scheme.id !== 'code' && named.length * 3 >= uses.length) continue;
      if (isNameOfLaw(draft, term, places)) continue;
      const stub = beginDefinition(draft, term);
      yield {
        code: 'term.undefined',
        message: `“${shortenWords(term)}” is used ${uses.length} times like a defined term, but nothing defines it.`,
        ...first,
        related: [{ uri: null, place: second, message: 'It is used here too' }],
        fixes: stub ? [{ title: `Begin a definition of “${term}”`, edits: [stub], preferred: false }] : [],
      };
    }
  },
};

/** What the versions in force define of the instruments that a consultation is about: it speaks of what goes, too. */
function wordsInForce({ self, instruments }: ResolutionContext): KnownWords[] {
  if (self.role !== 'consultation') return [];
  return instruments.flatMap(({ baseline }) => {
    if (!baseline?.draft) return [];
    const known: KnownWords = { ends: new Set(), parts: new Set() };
    addDefined(baseline.draft, known);
    return [known];
  });
}

/** Tells of a key whether a draft, one that it takes definitions from, or another document of the project says what it means. */
function knowsAnywhere(read: readonly Draft[], resolution: ResolutionContext): (key: string) => boolean {
  let known: readonly KnownWords[] | null = null;
  return (key) => {
    if (read.some((each) => definedKeys(each).has(key) || mentionsIn(each).has(key))) return true;
    known ??= [...read.map(knownWords), wordsOfProject(resolution)];
    return known.some(({ ends }) => ends.has(key)) || resolution.names.all(key).length > 0;
  };
}

/** How many other places a finding points to at most. */
const MOST_RELATED = 10;

/**
 * A term whose definition went, reported at its first use.
 * @param hasUnread whether the draft takes definitions from a document that cannot be read, which may define the term
 */
function reportWithdrawn(draft: Draft, { term, renamed, version, uses }: WithdrawnTerm, hasUnread: boolean): Report {
  const [first, ...others] = uses;
  if (!first) throw new Error(`No use of ${term}.`);
  const name = `“${shortenWords(term, 40)}”`;
  const since = shortenWords(version ?? 'the version in force', 24);
  return {
    code: 'term.undefined',
    ...(hasUnread ? { severity: 'information' as const } : {}),
    message:
      renamed === null
        ? `${name} is used, but its definition was deleted since ${since}.`
        : `${name} is used, but its definition now defines “${shortenWords(renamed, 40)}”.`,
    ...first,
    related: others.slice(0, MOST_RELATED).map((place) => ({ uri: null, place, message: 'It is used here too' })),
    fixes:
      renamed === null
        ? []
        : [
            {
              title: `Write “${renamed}” ${uses.length === 1 ? 'here' : `in all ${uses.length} places`}`,
              edits: uses.map(({ block, span }) => {
                const written = draft.block(block).text.slice(span.start, span.end);
                return { block, span, text: renameTermUse(written, term, renamed) };
              }),
              preferred: true,
            },
          ],
  };
}

/** So many definitions show how a text writes its terms. */
const ENOUGH_TO_TELL = 6;

/** Whether a text, as an Act does, defines “carcase” and “premises”: words with capitals are names in it. */
function definesInSmallLetters({ provisions }: Draft): boolean {
  let [all, capitals] = [0, 0];
  for (const { kind, number } of provisions) {
    if (kind !== 'definition' || number === null) continue;
    all++;
    if (/^(?:the )?\p{Lu}/u.test(number)) capitals++;
  }
  return all >= ENOUGH_TO_TELL && capitals * 5 <= all;
}

/** ", Insurance Law, ", " or the Banking Law": another law right beside one. */
const OTHER_LAW = /\b\p{Lu}[\p{L}’'-]{1,20}(?: \p{Lu}[\p{L}’'-]{1,20}){0,4} (?:Law|Act|Code)\b/u;
const CITED_IN = /\b(?:[Aa]rticles?|[Ss]ections?|[Pp]arts?|[Cc]hapters?|[Tt]itles?|§{1,2}) [\w.()-]{1,12} of the $/;
const CITES_SECTION = /^,? (?:§|(?:[Ss]ections?|[Aa]rticles?) (?:\d|[IVX]))/;
/** How far from a law others are listed. */
const REACH_OF_LAWS = 60;

/** Whether a term is what a law is called: "Article 70 of the Insurance Law", "the Banking Law, the Tax Law or …". */
function isNameOfLaw(draft: Draft, term: string, places: readonly BlockPlace[]): boolean {
  if (!/ (?:Law|Act|Code)$/.test(term)) return false;
  return places.some(({ block, span }) => {
    const { text } = draft.block(block);
    const before = text.slice(Math.max(0, span.start - REACH_OF_LAWS), span.start);
    const after = text.slice(span.end, span.end + REACH_OF_LAWS);
    const isListed =
      (/(?:,|\b(?:and|or))(?: (?:and|or))? (?:the )?$/.test(before) && OTHER_LAW.test(before)) ||
      (/^(?:,|,? (?:and|or) )/.test(after) && OTHER_LAW.test(after));
    return isListed || CITED_IN.test(before) || CITES_SECTION.test(after);
  });
}

/** All that a key ends with, from a word or from a part of one on: "cover text" of "back-cover text". */
function endsOf(key: string): string[] {
  return [key, ...[...key.matchAll(/[ -]/g)].map(({ index }) => key.slice(index + 1))];
}

/** What is known in a draft: what ends with one of `ends` is, and what is one of `parts`. */
interface KnownWords {
  readonly ends: Set<string>;
  readonly parts: Set<string>;
}

/** What a draft defines, and what it gives names for in brackets. */
function knownWords(draft: Draft): KnownWords {
  const known: KnownWords = { ends: new Set(), parts: new Set() };
  addDefined(draft, known);
  for (let block = 0; block < draft.blocks.length; block++) {
    for (const { long, name } of bracketedNamesIn(draft.block(block))) {
      // A single word in brackets with one capital abbreviates nothing.
      if (long === null) continue;
      for (const words of [long, name]) {
        known.ends.add(makeTermKey(words));
        for (const part of wordRunsOf(words)) known.parts.add(part);
      }
    }
  }
  return known;
}

function addDefined(draft: Draft, { ends, parts }: KnownWords): void {
  for (const key of definedKeys(draft).keys()) {
    ends.add(key);
    for (const part of wordRunsOf(key)) parts.add(part);
  }
}

const projectWords = new WeakMap<ResolutionContext['names'], { readonly moment: object; readonly words: KnownWords }>();

/** What the documents of the project define and mention, and how they are called; made once for all. */
function wordsOfProject({ names, moment }: ResolutionContext): KnownWords {
  const last = projectWords.get(names);
  if (last?.moment === moment) return last.words;
  const words: KnownWords = { ends: new Set(), parts: new Set() };
  for (const { draft, names: own } of names.documents) {
    for (const name of own) for (const part of wordRunsOf(name)) words.parts.add(part);
    if (!draft) continue;
    addDefined(draft, words);
    for (const mention of mentionsIn(draft)) words.ends.add(mention);
  }
  projectWords.set(names, { moment, words });
  return words;
}
