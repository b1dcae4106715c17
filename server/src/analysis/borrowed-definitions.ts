import type { Draft } from '../model/draft.js';
import { factsOf, MOST_READ, wordsOf } from '../model/facts.js';
import type { Span } from '../model/text.js';
import { type CapitalPhrase, capitalsIn } from './capitals.js';
import type { DocumentNames } from './document-names.js';
import type { CitableDocument } from './resolve.js';
import { DOCUMENT_HEADS } from './term-words.js';

/** Where a draft says that its words have their meanings from. */
export interface DefinitionSources {
  /** The documents of the project that it names for them. */
  readonly documents: readonly CitableDocument[];
  /** Whether it names one besides that cannot be read here. */
  readonly elsewhere: boolean;
}

/** "Words and expressions … have the meanings given", "terms defined in": a sentence about all words, and not about one. */
const OF_ALL = [
  /\b(?:terms?|words?|expressions?|phrases)\b.{0,160}\bmeanings?\b/i,
  /\b(?:terms?|words?|expressions?|phrases)\b.{0,40}\bdefined (?:in|by|under|for)\b/i,
  /\b(?:definitions?|defined terms)\b.{0,160}\b(?:apply|applies|incorporated|adopted|used)\b/i,
];
const AS_DEFINED = /\b(?:as|so|and) (?:are |is )?defined (?:in|by|under|for the purposes of)\b/i;
/** Another document told by what it is: "the lease". */
const TOLD =
  /\b(?:the|that|an?) (?:\p{Ll}{2,20} )?(?:agreement|contract|lease|deed|code|licence|policy|constitution|articles)\b/iu;
const ENACTMENT = /^(?:acts?|regulations?|orders?|directives?|statutes?)$/;

const kept = new WeakMap<
  Draft,
  { readonly names: DocumentNames<CitableDocument>; readonly sources: DefinitionSources }
>();

/** Where a draft takes definitions from, as its own sentences say. */
export function definitionSourcesOf(draft: Draft, names: DocumentNames<CitableDocument>): DefinitionSources {
  const known = kept.get(draft);
  if (known?.names === names) return known.sources;
  const documents = new Set<CitableDocument>();
  let elsewhere = false;
  for (let block = 0; block < draft.blocks.length; block++) {
    const own = draft.block(block);
    if (own.text.length > MOST_READ || !/defin|mean/i.test(own.text)) continue;
    const phrases = capitalsIn(own);
    let next = 0;
    for (const passage of factsOf(own).passages) {
      while (next < phrases.length && phrases[next]?.passage !== passage) next++;
      let at = 0;
      for (const sentence of wordsOf(passage.inline).split(/(?<=[.;])(?=\s)/)) {
        const all = isOfAll(sentence);
        const start = all ? 0 : (AS_DEFINED.exec(sentence)?.index ?? -1);
        if (start >= 0) {
          const stretch = { start: at + start, end: at + sentence.length };
          let rest = sentence.slice(start);
          for (const { document, start: from, end } of names.all(rest)) {
            if (document.draft !== draft) documents.add(document);
            rest = rest.slice(0, from) + ' '.repeat(end - from) + rest.slice(end);
          }
          elsewhere ||= TOLD.test(rest);
          for (; next < phrases.length; next++) {
            const phrase = phrases[next] as CapitalPhrase;
            if (phrase.passage !== passage || (phrase.at[0] as number) >= stretch.end) break;
            elsewhere ||= namesAnother(phrase, stretch, rest, all);
          }
        }
        at += sentence.length;
      }
    }
  }
  const sources = { documents: [...documents], elsewhere };
  kept.set(draft, { names, sources });
  return sources;
}

/**
 * Whether a phrase names a document in a stretch of its passage, and not this one ("this Agreement").
 * @param rest the words of the stretch, the documents of the project left blank
 * @param enactments whether a law counts
 */
function namesAnother({ words, at, joints, before }: CapitalPhrase, stretch: Span, rest: string, enactments: boolean) {
  return words.some((word, i) => {
    const place = (at[i] as number) - stretch.start;
    if (place < 0 || (at[i] as number) >= stretch.end || rest.charAt(place) === ' ') return false;
    const ahead = i === 0 ? before : (words[i - 1] as string).toLowerCase();
    if (OWN.has(ahead) || (i > 0 && OWN.has(before)) || /\b(?:this|these)\b/.test(joints[i] as string)) return false;
    const lower = word.toLowerCase();
    if (ENACTMENT.test(lower)) return enactments;
    return DOCUMENT_HEADS.has(lower) || /^\p{Lu}[\p{Lu}\d]+$/u.test(word);
  });
}

const OWN: ReadonlySet<string> = new Set(['this', 'these', 'such', 'our']);

/** Whether a sentence says of all words where they have their meanings from. A definition says so of its own term, in quotation marks. */
function isOfAll(sentence: string): boolean {
  return !/^\s*(?:[\d.()a-z]{1,8}\s+)?["“‘']/.test(sentence) && OF_ALL.some((each) => each.test(sentence));
}
