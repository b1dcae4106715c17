import { DefinedTerms, termUsesIn } from '../analysis/terms/defined-terms.js';
import { FUNCTION_WORDS } from '../analysis/terms/vocabulary.js';
import { itemsOutside } from '../analysis/text/spans.js';
import type { Block } from '../model/block.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { OpenProject } from './open-project.js';
import type { PlaceInDraft } from './place-in-draft.js';
import { findDefiners, findTermUses, type HeldTermUse } from './subject.js';

/** A place where a term is defined or used. */
export interface PlaceOfTerm extends PlaceInDraft {
  /** With the plural ending. The span is relative to the text of the document. */
  readonly written: Span;
  /** Whether the words may as well mean something else, so that the user is asked. */
  readonly isDoubtful: boolean;
}

/** The definition of a term and every use of it, in the documents `within`. */
export function findPlacesOfTerm(
  project: OpenProject,
  holder: WorkspaceDocument,
  definition: Provision,
  within: readonly WorkspaceDocument[],
): PlaceOfTerm[] {
  const firstWords = DefinedTerms.of(holder.draft).firstWordsOf(definition);
  const own = holder.draft.labelSpanOf(definition);
  const places: PlaceOfTerm[] = within.includes(holder)
    ? [{ document: holder, span: own, written: own, isDeclaration: true, isDoubtful: false }]
    : [];
  const isAloneInProject = isDefinedOnce(project, definition.number ?? '');
  for (const document of within) {
    const takesDefinitions = findDefiners(project, document).includes(holder);
    document.draft.blocks.forEach((block, index) => {
      if (!firstWords.some((word) => block.text.includes(word))) return;
      const uses = findTermUses(project, document, index);
      const held = takesDefinitions
        ? uses.filter(({ holder: by }) => by === holder)
        : findUsesElsewhere(document, index, holder, uses);
      for (const { use } of held) {
        if (use.definition !== definition) continue;
        const span = document.draft.inText(index, use.span);
        if (document === holder && span.start < own.end && span.end > own.start) continue;
        const isDoubtful =
          use.isDoubtful ||
          isPartOfName(block, use.written, isManyWords(definition.number ?? '')) ||
          (document !== holder && !isAloneInProject) ||
          (!takesDefinitions && !isManyWords(definition.number ?? ''));
        const written = document.draft.inText(index, use.written);
        places.push({ document, span, written, isDeclaration: false, isDoubtful });
      }
    });
  }
  return places;
}

/** The uses of another document's terms where the words are none of its own terms. */
function findUsesElsewhere(
  document: WorkspaceDocument,
  block: number,
  holder: WorkspaceDocument,
  known: readonly HeldTermUse[],
): HeldTermUse[] {
  const taken = known.map(({ use }) => use.written).sort((a, b) => a.start - b.start);
  const uses = itemsOutside(termUsesIn(document.draft, block, DefinedTerms.of(holder.draft)), taken);
  return uses.map((use) => ({ holder, use }));
}

/** Whether one document alone defines a term, so that its words cannot mean that of another. */
function isDefinedOnce({ workspace }: OpenProject, term: string): boolean {
  const words = term.replace(/\s+/g, ' ');
  const defining = workspace.listCheckedDocuments().filter(({ draft }) => DefinedTerms.of(draft).definitionOf(words));
  return defining.length === 1;
}

/** Whether a term has several words and a capital, so that hardly anything else is called so. */
function isManyWords(term: string): boolean {
  return /^\p{Lu}.*\s\S/u.test(term);
}

/**
 * Whether words with capitals stand around a use, so that it may be part of a longer name: "Entry"
 * in "Late Entry Window". What comes before a term of several words only tells more about it.
 */
function isPartOfName({ kind, text }: Block, { start, end }: Span, isLong: boolean): boolean {
  if (kind === 'heading') return false;
  const [, after = ''] = /^ (\p{Lu}[\p{L}’'-]{0,40})/u.exec(text.slice(end, end + 42)) ?? [];
  if (after !== '' && !FUNCTION_WORDS.has(after.toLowerCase())) return true;
  if (isLong) return false;
  const [, before = ''] =
    /(?:^|[^\p{L}’'-])(\p{Lu}[\p{L}’'-]{0,40}) $/u.exec(text.slice(Math.max(0, start - 43), start)) ?? [];
  return before !== '' && !FUNCTION_WORDS.has(before.toLowerCase());
}
