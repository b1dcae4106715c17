import { DefinedTerms, type TermUse, termUsesIn } from '../../analysis/terms/defined-terms.js';
import { definitionSourcesOf } from '../../analysis/terms/definition-sources.js';
import { FUNCTION_WORDS, splitAlternatives } from '../../analysis/terms/vocabulary.js';
import { makeTermKey } from '../../analysis/text/inflections.js';
import { quotationsIn } from '../../analysis/text/quotations.js';
import type { Comparison } from '../../compare/change.js';
import { isQuoted } from '../../model/block.js';
import type { Draft } from '../../model/draft.js';
import { isWithinProvision, type Provision } from '../../model/provision.js';
import type { BlockPlace, RuleContext } from '../rule.js';

/** A term that is used in a draft although its definition was deleted since the version in force, or renamed. */
export interface WithdrawnTerm {
  /** As it was defined. */
  readonly term: string;
  /** What the definition defines now; null where it was deleted. */
  readonly renamed: string | null;
  /** Where the draft uses it, in the order of the text: at least one place, the s of a plural included. */
  readonly uses: readonly BlockPlace[];
  /** The document that defined it, and its version in force as that calls itself, or null. */
  readonly version: string | null;
}

/** A definition that went, and where its term had its meaning. */
interface WithdrawnDefinition {
  readonly definition: Provision;
  readonly renamed: string | null;
  readonly version: string | null;
  /** The provision of the draft that it was for; null where it was for the whole text. */
  readonly scope: Provision | null;
}

/**
 * The terms that a draft uses and whose definitions went since the version in force, from the draft or from a document that it
 * takes its definitions from. A consultation document speaks of old names, and has none.
 * @param isKnown whether a term (by its key) is defined or explained somewhere all the same
 */
export function findWithdrawnTerms(context: RuleContext, isKnown: (key: string) => boolean): WithdrawnTerm[] {
  const { draft, resolution } = context;
  if (resolution.self.role === 'consultation') return [];
  const withdrawn = new Map<Provision, WithdrawnDefinition>();
  const own = context.comparisonOf(context.uri);
  if (own?.new === draft)
    for (const each of listWithdrawnDefinitions(own, isKnown)) withdrawn.set(each.definition, each);
  for (const { uri, draft: source } of definitionSourcesOf(draft, resolution, 'ofAllWords').documents) {
    const comparison = uri === null ? null : context.comparisonOf(uri);
    if (!comparison || comparison.new !== source) continue;
    // What a definition of another text is for only a part of that text may use.
    for (const each of listWithdrawnDefinitions(comparison, isKnown))
      if (each.scope === null) withdrawn.set(each.definition, each);
  }
  if (withdrawn.size === 0) return [];
  const uses = findUses(draft, withdrawn);
  return [...withdrawn.values()].flatMap(({ definition, renamed, version }) => {
    const places = uses.get(definition) ?? [];
    return places.length === 0 ? [] : [{ term: definition.number ?? '', renamed, version, uses: places }];
  });
}

function listWithdrawnDefinitions(comparison: Comparison, isKnown: (key: string) => boolean): WithdrawnDefinition[] {
  const { old, map } = comparison;
  const version = old.frontMatter.version ?? null;
  return [...DefinedTerms.of(old).definitions].flatMap((definition) => {
    const terms = splitAlternatives(definition.number ?? '');
    if (!terms.every((term) => hasTellingCapital(term) && !isKnown(makeTermKey(term)))) return [];
    const successor = map.newOf(definition);
    const renamed = successor?.kind === 'definition' ? successor.number : null;
    const container = findScope(old, definition);
    const scope = container && map.newOf(container);
    return container && !scope ? [] : [{ definition, renamed, version, scope }];
  });
}

/** Whether a term cannot be taken for ordinary words, nor for an abbreviation, which has a check of its own. */
function hasTellingCapital(term: string): boolean {
  return /^(?:[Tt]he )?\p{Lu}/u.test(term) && /\p{Ll}/u.test(term);
}

const OF_PART =
  /\b(?:in|for the purposes? of) this (?:clause|sub-?clause|section|sub-?section|paragraph|condition|article|rule|regulation|part|chapter|schedule|appendix|annex)\b/i;

/** The provision that a definition says it is for; null where it is for the whole text. */
function findScope(draft: Draft, definition: Provision): Provision | null {
  const { parent } = definition;
  if (!parent) return null;
  const says = OF_PART.exec(draft.block(definition.block).text) ?? OF_PART.exec(draft.block(parent.block).text);
  if (!says) return null;
  const unit = says[0].toLowerCase().split(' ').at(-1) ?? '';
  for (let at: Provision | null = parent; at; at = at.parent)
    if (at.label.toLowerCase().startsWith(`${unit} `)) return at;
  return parent;
}

/** By definition that went: where a draft uses its term, and no longer term that is defined. */
function findUses(draft: Draft, withdrawn: ReadonlyMap<Provision, WithdrawnDefinition>): Map<Provision, BlockPlace[]> {
  const terms = DefinedTerms.ofProvisions([...withdrawn.keys(), ...DefinedTerms.of(draft).definitions]);
  const found = new Map<Provision, BlockPlace[]>();
  for (let index = 0; index < draft.blocks.length; index++) {
    const block = draft.block(index);
    if (block.kind === 'heading' || block.head.kind === 'caption' || isQuoted(block)) continue;
    for (const use of termUsesIn(draft, index, terms)) {
      const definition = withdrawn.get(use.definition);
      if (!definition || !isMeantAsTerm(block.text, use)) continue;
      const owner = draft.provisionOfBlock(index);
      if (definition.scope && !(owner && isWithinProvision(owner, definition.scope))) continue;
      const places = found.get(use.definition) ?? [];
      places.push({ block: index, span: use.written });
      found.set(use.definition, places);
    }
  }
  return found;
}

/** The words right before and behind a term that it may only be a part of. */
const BEFORE = /(?:^|[\s(“"])(\p{Lu}[\p{L}’'-]*)[ \n]$/u;
const BEHIND = /^[ \n]\p{Lu}\p{Ll}/u;

/** Whether words stand for the term: no part of a longer name, not within quotation marks, and no first word of a sentence. */
function isMeantAsTerm(text: string, { written, isDoubtful }: TermUse): boolean {
  if (isDoubtful) return false;
  const before = text.slice(Math.max(0, written.start - 60), written.start);
  const word = BEFORE.exec(before)?.[1];
  if (word !== undefined && !FUNCTION_WORDS.has(word.toLowerCase())) return false;
  if (BEHIND.test(text.slice(written.end, written.end + 3))) return false;
  const isOneWord = !/\s/.test(text.slice(written.start, written.end));
  if (isOneWord && !/[\p{L}\d,;)][ \n]{1,2}$/u.test(before)) return false;
  return !quotationsIn(text).some(({ start, end }) => start <= written.start && written.end <= end);
}
