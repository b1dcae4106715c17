import { type Block, isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { blankCode, MOST_READ, readBlockFacts } from '../../model/facts.js';
import type { Span } from '../../model/text.js';
import type { DocumentNames } from '../references/document-names.js';
import type { CitableDocument, ResolutionContext } from '../references/resolution.js';
import { type CapitalPhrase, capitalsIn } from './capitals.js';
import { DOCUMENT_HEADS } from './term-words.js';

/** Where a draft takes its definitions from, besides itself. */
export interface DefinitionSources {
  /** The documents whose definitions apply in it, directly or through another document. */
  readonly documents: readonly CitableDocument[];
  /** Those of the documents that can be read. */
  readonly drafts: readonly Draft[];
  /**
   * Whether it also takes definitions from a document that cannot be read: what that defines is
   * unknown.
   */
  readonly hasUnread: boolean;
}

/**
 * Which sentences count: those that say of all words where their meanings are from ("Words have the
 * meanings given in the Code"), or also those that say so of one ("“Meter” has the meaning given in
 * the Code").
 */
export type SourceSentences = 'ofAllWords' | 'ofAnyWord';

/**
 * The documents that the sentences of one draft name, and whether they name one that cannot be read
 * here.
 */
interface NamedSources {
  readonly documents: readonly CitableDocument[];
  readonly namesUnread: boolean;
}

/**
 * Where a draft takes its definitions from, directly or through another document. A consultation
 * document also takes them from the instruments that it is about.
 */
export function definitionSourcesOf(
  draft: Draft,
  resolution: ResolutionContext,
  sentences: SourceSentences,
): DefinitionSources {
  const { self, names } = resolution;
  const sources = new Set<CitableDocument>();
  const read = new Set<Draft>([draft]);
  let hasUnread = false;
  const follow = (documents: readonly CitableDocument[], mustBeRead: boolean) => {
    for (const document of documents) {
      if (document.draft === draft) continue;
      sources.add(document);
      if (document.draft) read.add(document.draft);
      else hasUnread ||= mustBeRead;
    }
  };
  if (self.role === 'consultation') follow(resolution.instruments, true);
  // The set grows while it is walked: so each source is asked for its own sources.
  for (const each of read) {
    const ofAll = sourcesOfAllWords(each, names);
    follow(ofAll.documents, true);
    if (sentences === 'ofAllWords') {
      hasUnread ||= ofAll.namesUnread;
      continue;
    }
    const ofOne = sourcesOfSingleWords(each, names);
    // Where a source takes one word from a document that is not here, the draft's own words are not
    // affected.
    follow(ofOne.documents, each === draft);
    if (each === draft) hasUnread ||= ofOne.namesUnread;
  }
  read.delete(draft);
  return { documents: [...sources], drafts: [...read], hasUnread };
}

type Names = DocumentNames<CitableDocument>;

/** What `read` finds in an object, kept for as long as documents have the same names. */
function keepSources<T extends object>(read: (from: T, names: Names) => NamedSources): typeof read {
  const memo = new WeakMap<T, { readonly names: Names; readonly sources: NamedSources }>();
  return (from, names) => {
    const known = memo.get(from);
    if (known?.names === names) return known.sources;
    const sources = read(from, names);
    memo.set(from, { names, sources });
    return sources;
  };
}

/** What the blocks of a draft name; a block is read again only when it changes. */
function sourcesByBlock(
  read: (block: Block, names: Names) => NamedSources,
): (draft: Draft, names: Names) => NamedSources {
  const readOnce = keepSources(read);
  return keepSources((draft: Draft, names: Names) => {
    const documents = new Set<CitableDocument>();
    let namesUnread = false;
    for (const block of draft.blocks) {
      if (!/defin|mean/i.test(block.text)) continue;
      const found = readOnce(block, names);
      for (const document of found.documents) if (document.draft !== draft) documents.add(document);
      namesUnread ||= found.namesUnread;
    }
    return { documents: [...documents], namesUnread };
  });
}

const sourcesOfAllWords = sourcesByBlock(readSourcesOfAllWords);
const sourcesOfSingleWords = sourcesByBlock(readSourcesOfSingleWords);

/** A sentence that gives words the meaning that they have somewhere. */
const GIVES_MEANING =
  /\b(?:same meanings?|meanings? (?:given|set out|ascribed|assigned|attributed|as (?:given|set out|defined))|(?:terms|words|expressions|abbreviations|acronyms)[^.\n]{0,80} defined)\b/i;
/** Words that name a document, where they are no part of this one. */
const NAMES_OTHER =
  /\b(?:in|by|of|under) (?:the |an? )?(?!(?:Clause|Section|Schedule|Part|Annex|Appendix|Article|Table|Paragraph|Chapter|Definition|Interpretation))[A-Z]/;

function readSourcesOfSingleWords(block: Block, names: Names): NamedSources {
  const documents = new Set<CitableDocument>();
  let namesUnread = false;
  if (!isQuoted(block) && /\b(?:meaning|defined)/i.test(block.text)) {
    for (const { inline } of readBlockFacts(block).passages) {
      const text = blankCode(inline);
      if (!GIVES_MEANING.test(text)) continue;
      const named = names.all(text);
      for (const { document } of named) documents.add(document);
      if (named.length === 0 && NAMES_OTHER.test(text)) namesUnread = true;
    }
  }
  return { documents: [...documents], namesUnread };
}

/**
 * "Words and expressions … have the meanings given", "terms defined in": a sentence about all
 * words, and not about one.
 */
const OF_ALL_WORDS = [
  /\b(?:terms?|words?|expressions?|phrases)\b.{0,160}\bmeanings?\b/i,
  /\b(?:terms?|words?|expressions?|phrases)\b.{0,40}\bdefined (?:in|by|under|for)\b/i,
  /\b(?:definitions?|defined terms)\b.{0,160}\b(?:apply|applies|incorporated|adopted|used)\b/i,
];
const AS_DEFINED = /\b(?:as|so|and) (?:are |is )?defined (?:in|by|under|for the purposes of)\b/i;
/** Another document, by what it is: "the lease". */
const OTHER_DOCUMENT =
  /\b(?:the|that|an?) (?:\p{Ll}{2,20} )?(?:agreement|contract|lease|deed|code|licence|policy|constitution|articles)\b/iu;
const ENACTMENT = /^(?:acts?|regulations?|orders?|directives?|statutes?)$/;

function readSourcesOfAllWords(block: Block, names: Names): NamedSources {
  const documents = new Set<CitableDocument>();
  let namesUnread = false;
  if (block.text.length > MOST_READ) return { documents: [], namesUnread };
  const phrases = capitalsIn(block);
  let next = 0;
  for (const passage of readBlockFacts(block).passages) {
    while (next < phrases.length && phrases[next]?.passage !== passage) next++;
    for (const { words, start, isOfAll } of sourceSentencesIn(blankCode(passage.inline))) {
      const stretch = { start, end: start + words.length };
      let rest = words;
      for (const { document, start: from, end } of names.all(words)) {
        documents.add(document);
        rest = rest.slice(0, from) + ' '.repeat(end - from) + rest.slice(end);
      }
      namesUnread ||= OTHER_DOCUMENT.test(rest);
      for (let phrase = phrases[next]; phrase; phrase = phrases[++next]) {
        if (phrase.passage !== passage || (phrase.at[0] ?? 0) >= stretch.end) break;
        namesUnread ||= namesOtherDocument(phrase, stretch, rest, isOfAll);
      }
    }
  }
  return { documents: [...documents], namesUnread };
}

interface SourceSentence {
  /**
   * The sentence, or the end of it that says where one word is defined: "as defined in the Code".
   */
  readonly words: string;
  /** Where they start in the text. */
  readonly start: number;
  readonly isOfAll: boolean;
}

function* sourceSentencesIn(text: string): Generator<SourceSentence> {
  let at = 0;
  for (const sentence of text.split(/(?<=[.;])(?=\s)/)) {
    const isOfAll = speaksOfAllWords(sentence);
    const from = isOfAll ? 0 : (AS_DEFINED.exec(sentence)?.index ?? -1);
    if (from >= 0) yield { words: sentence.slice(from), start: at + from, isOfAll };
    at += sentence.length;
  }
}

/**
 * A definition that says where its own term, in quotation marks, has its meaning from is not about
 * all words.
 */
function speaksOfAllWords(sentence: string): boolean {
  return !/^\s*(?:[\d.()a-z]{1,8}\s+)?["“‘']/.test(sentence) && OF_ALL_WORDS.some((pattern) => pattern.test(sentence));
}

const OWN: ReadonlySet<string> = new Set(['this', 'these', 'such', 'our']);

/**
 * Whether a phrase names a document in a stretch of its passage, and not this one ("this
 * Agreement").
 * @param rest the words of the stretch, the documents of the project left blank
 * @param canBeEnactment whether a law counts
 */
function namesOtherDocument(
  { words, at, joints, before }: CapitalPhrase,
  stretch: Span,
  rest: string,
  canBeEnactment: boolean,
): boolean {
  return words.some((word, i) => {
    const place = (at[i] ?? 0) - stretch.start;
    if (place < 0 || place >= stretch.end - stretch.start || rest.charAt(place) === ' ') return false;
    const previous = words[i - 1]?.toLowerCase() ?? before;
    if (OWN.has(previous) || (i > 0 && OWN.has(before)) || /\b(?:this|these)\b/.test(joints[i] ?? '')) return false;
    const lower = word.toLowerCase();
    if (ENACTMENT.test(lower)) return canBeEnactment;
    return DOCUMENT_HEADS.has(lower) || /^\p{Lu}[\p{Lu}\d]+$/u.test(word);
  });
}
