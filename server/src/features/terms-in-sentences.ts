import { DefinedTerms, termUsesIn } from '../analysis/terms/defined-terms.js';
import { isQuoted } from '../model/block.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { ProvisionNode } from '../model/structure/provision-node.js';
import type { Span } from '../model/text.js';

/** A term that a sentence defines: `In this licence "Crossing" means a trip.` */
export interface TermInSentence {
  /** Stands for the definition, which is no provision of the draft. */
  readonly definition: Provision;
  /** The words between the quotation marks, in the draft. */
  readonly span: Span;
  /** The provision within which the words have that meaning; null where they have it everywhere. */
  readonly scope: Provision | null;
}

/** A place of such a term, in the draft; with its plural ending where it is a use. */
export interface PlaceOfTermInSentence {
  readonly span: Span;
  readonly isDeclaration: boolean;
  readonly isDoubtful: boolean;
}

const DEFINES =
  /(?:["“]([^"“”\r\n]{2,80})["”]|‘([^‘’\r\n]{2,80})’),? (?:means?|shall mean|has the meaning|have the meaning)\b/g;
/** What a definition for a part of a text begins with, "In subsection (2), "; "In this licence" is none. */
const FOR_A_PART =
  /\b(?:in|for the purposes? of) (?:this|these|(?:sub)?(?:sections?|paragraphs?)|articles?|clauses?|rules?|regulations?|conditions?)\b[^.;:]{0,60}$/i;
const FOR_THE_WHOLE =
  /\b(?:in|for the purposes? of) (?:this|these) (?:licen[cs]es?|codes?|agreements?|acts?|regulations|rules|bylaws|by-laws|conditions|terms|orders?|deeds?|contracts?|documents?|instruments?|standards?|polic(?:y|ies)|directives?)\b[^.;:]{0,60}$/i;
/** As many characters before a term are looked at. */
const MOST_BEFORE = 120;

const termsByProvisions = new WeakMap<readonly Provision[], readonly TermInSentence[]>();

/** The terms that sentences of a draft define and no paragraph of their own does, each once. */
export function listTermsInSentences(draft: Draft): readonly TermInSentence[] {
  return getOrCreate(termsByProvisions, draft.provisions, () => {
    const defined = DefinedTerms.of(draft);
    const found = new Map<string, TermInSentence>();
    for (let index = 0; index < draft.blocks.length; index++) {
      const block = draft.block(index);
      if (isQuoted(block) || block.kind !== 'paragraph' || block.head.kind === 'definition') continue;
      for (const match of block.text.matchAll(DEFINES)) {
        const term = match[1] ?? match[2] ?? '';
        if (found.has(term) || defined.definitionOf(term)) continue;
        const start = draft.startOf(index) + match.index + 1;
        const before = block.text.slice(Math.max(0, match.index - MOST_BEFORE), match.index);
        const facts = { label: term, number: term, marker: term, block: index, parent: null };
        found.set(term, {
          definition: new ProvisionNode({ kind: 'definition', ...facts }),
          span: { start, end: start + term.length },
          scope: FOR_A_PART.test(before) && !FOR_THE_WHOLE.test(before) ? sectionOf(draft, index) : null,
        });
      }
    }
    return [...found.values()];
  });
}

/** The term of a sentence whose definition or use is at an offset, and the words there. */
export function findTermInSentenceAt(
  draft: Draft,
  offset: number,
): { readonly term: TermInSentence; readonly span: Span } | null {
  for (const term of listTermsInSentences(draft))
    for (const { span } of findPlacesInBlock(draft, term, draft.blockAt(offset)))
      if (offset >= span.start && offset <= span.end) return { term, span };
  return null;
}

/** The definition of a term of a sentence and every use of it in its draft, in order. */
export function findPlacesOfTermInSentence(draft: Draft, term: TermInSentence): PlaceOfTermInSentence[] {
  return draft.blocks.flatMap((_, index) => findPlacesInBlock(draft, term, index));
}

function findPlacesInBlock(
  draft: Draft,
  { definition, span: own, scope }: TermInSentence,
  index: number,
): PlaceOfTermInSentence[] {
  const block = index < 0 ? null : draft.block(index);
  if (!block || isQuoted(block) || !block.text.includes(definition.number ?? '')) return [];
  if (scope && (index < scope.block || index >= scope.endBlock)) return [];
  return termUsesIn(draft, index, DefinedTerms.ofProvisions([definition])).map(({ written, isDoubtful }) => {
    const span = draft.inText(index, written);
    const isDeclaration = span.start < own.end && span.end > own.start;
    return { span: isDeclaration ? own : span, isDeclaration, isDoubtful };
  });
}

/** The section around a block, or the highest provision. */
function sectionOf(draft: Draft, block: number): Provision | null {
  let highest: Provision | null = null;
  for (let at: Provision | null = draft.provisionOfBlock(block); at; at = at.parent) {
    highest = at;
    if (at.kind === 'section') break;
  }
  return highest;
}
