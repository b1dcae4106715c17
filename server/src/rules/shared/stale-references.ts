import { ProvisionIndex } from '../../analysis/references/provision-index.js';
import type { CitableDocument, Resolution } from '../../analysis/references/resolution.js';
import type { Comparison } from '../../compare/change.js';
import { type FoundReference, readBlockFacts } from '../../model/facts.js';
import type { Provision } from '../../model/provision.js';
import { isQuestionWord } from '../../model/references/question-series.js';
import { type Reference, treatAsBuiltIn } from '../../model/references/reference.js';
import { nameOfOwnUnit } from '../../model/schemes/own-units.js';
import { isOwnUnitId } from '../../model/schemes/scheme.js';
import { shortenWords } from '../message.js';
import type { RuleContext } from '../rule.js';

/** What became of a provision that is cited by its number in the version in force. */
export interface StaleTarget {
  readonly old: Provision;
  /** Null where it was deleted. */
  readonly current: Provision | null;
  readonly document: CitableDocument;
}

/**
 * The provision that had a number in the version in force, and what it is now; null where none or
 * several had it, or no comparison is at hand.
 * @param block in which the reference stands
 */
export function findStaleTarget(
  context: RuleContext,
  resolution: Resolution,
  number: string,
  block: number,
): StaleTarget | null {
  const { document } = resolution;
  const { reference } = resolution.found;
  if (!document?.draft || !document.uri || !document.baseline?.draft) return null;
  const comparison = context.comparisonOf(document.uri);
  if (!comparison) return null;
  const index = ProvisionIndex.of(comparison.old);
  const holder = findHolder(context, resolution, number, block);
  const oldHolder = holder && comparison.map.oldOf(holder);
  if (holder && !oldHolder) return null;
  const found = oldHolder
    ? index.countedAs(number, index.innerScope(oldHolder))
    : number.startsWith('(')
      ? lookUpWithin(index, reference, number, findOldOwner(context, comparison, block))
      : findProvisionsNumbered(index, reference, number);
  const [old, ...others] = found;
  if (!old || others.length > 0) return null;
  return { old, current: comparison.map.newOf(old), document };
}

/**
 * The Schedule, or the Article, under which the number that is cited counts anew: around what it
 * leads to now, or named by the words. Null for the main text, and for markers such as (a).
 */
function findHolder(context: RuleContext, resolution: Resolution, number: string, block: number): Provision | null {
  const { document, targets, found } = resolution;
  if (!document?.draft || number.startsWith('(') || found.reference.kind === 'row') return null;
  const index = ProvisionIndex.of(document.draft);
  const [cited] = targets.find(({ target }) => target?.number === number)?.provisions ?? [];
  const { of } = found.reference;
  const outer =
    cited || !of
      ? undefined
      : context.resolved(block).find((each) => each.found.reference.keywordSpan.start === of.keywordSpan.start);
  for (let at = cited?.parent ?? outer?.targets[0]?.provisions[0] ?? null; at; at = at.parent)
    if (index.innerScope(at) !== index.scopeOf(at)) return at;
  return null;
}

/**
 * What the provision around a block was in the version in force, if the comparison is of the draft
 * itself.
 */
function findOldOwner({ draft }: RuleContext, comparison: Comparison, block: number): Provision | null {
  for (let at = comparison.new === draft ? draft.provisionOfBlock(block) : null; at; at = at.parent) {
    const old = comparison.map.oldOf(at);
    if (old) return old;
  }
  return null;
}

/**
 * "paragraph (b)" of the clause that the words name, else of the innermost provision around them
 * that has one.
 */
function lookUpWithin(
  index: ProvisionIndex,
  reference: Reference,
  number: string,
  owner: Provision | null,
): readonly Provision[] {
  const named = reference.of?.targets[0]?.number;
  if (named !== undefined) return index.numbered(named + number, null);
  if (reference.of) return [];
  for (let at = owner; at; at = at.parent) {
    const found = at.number === null ? [] : index.numbered(at.number + number, index.scopeOf(at));
    if (found.length > 0) return found;
  }
  return [];
}

/** What became of a provision, as a row of a list of changes says it. */
const GONE =
  /\b(?:amalgamat|becom(?:es?|ing)\b|became\b|combin|consolidat|delet|drop(?:s|ped)?\b|goes\b|join(?:s|ed)?\b|merg|mov(?:ed|es?|ing)\b|omit|relocat|remov|renumber|repeal|replac|revok|split|str(?:ikes?|uck)\b|subsum|transfer)/i;
const WHAT_BECAME =
  'amalgamated|combined|consolidated|deleted|dropped|joined|merged|moved|omitted|relocated|removed|renumbered|repealed|replaced|revoked|split|struck out|subsumed|transferred';
/** "moves to", "is merged with", "has been deleted", "becomes", "goes" behind a number, as a sentence goes on. */
const SAID_BEHIND = new RegExp(
  String.raw`^(?:,? which)?(?: (?:is|are|was|were|will be|would be|to be|should be|shall be|has been|have been|is to be|are to be|being))?(?: (?:also|now|then|therefore|accordingly|thus))?(?: (?:${WHAT_BECAME})\b| (?:becomes?|became|moves?|go|goes|drops? out|falls?(?: away)?|disappears?)\b(?! (?:further|beyond|into)))`,
  'i',
);
/** "deletes", "the deletion of", "merging" before a word and its number. */
const SAID_BEFORE =
  /\b(?:delet(?:e|es|ed|ing|ion of)|remov(?:e|es|ed|ing|al of)|omi(?:t|ts|tted|tting|ssion of)|repeal(?:s|ed|ing| of)?|revok(?:e|es|ed|ing)|revocation of|mov(?:e|es|ed|ing)|renumber(?:s|ed|ing)?|merg(?:e|es|ed|ing|er of)|combin(?:e|es|ed|ing)|split(?:s|ting)?|dropp?(?:s|ed|ing)?)(?: (?:the )?(?:whole of |all of )?(?:the |what (?:is|was) )?)? ?$/i;

/**
 * Whether a consultation document says of what it cites that it was deleted, moved or became another
 * provision, in a row of a table or in a sentence, and the number is one of the version in force: that
 * is how a list of changes must cite it.
 */
export function saysDeleted(context: RuleContext, block: number, resolution: Resolution, number: string): boolean {
  const { found, document } = resolution;
  if (context.resolution.self.role !== 'consultation' || !document?.baseline?.draft) return false;
  return (
    (found.passage.cell ? saysGoneInRow(context, block, found) : saysGoneInSentence(found)) &&
    findProvisionsNumbered(ProvisionIndex.of(document.baseline.draft), found.reference, number).length > 0
  );
}

function saysGoneInRow({ draft }: RuleContext, block: number, { passage }: FoundReference): boolean {
  const row = readBlockFacts(draft.block(block)).passages.filter(({ cell }) => cell?.row === passage.cell?.row);
  return row.some(({ inline }) => GONE.test(inline.text));
}

function saysGoneInSentence({ passage, visible }: FoundReference): boolean {
  const { text } = passage.inline;
  return (
    SAID_BEHIND.test(text.slice(visible.end, visible.end + 60)) ||
    SAID_BEFORE.test(text.slice(Math.max(0, visible.start - 40), visible.start))
  );
}

/** The provisions of a draft that have a number, as a reference from another document cites it. */
export function findProvisionsNumbered(
  index: ProvisionIndex,
  reference: Reference,
  number: string,
): readonly Provision[] {
  const kind = treatAsBuiltIn(reference.kind);
  switch (kind) {
    case 'clause':
    case 'section':
    case 'paragraph':
      return number.startsWith('(') ? [] : index.numbered(number, null);
    case 'subsection':
    case 'article':
    case 'rule':
    case 'bylaw':
    case 'regulation':
    case 'condition':
    case 'point':
    case 'item':
    case 'recital':
    case 'part':
    case 'chapter':
    case 'title':
      return number.startsWith('(') ? [] : index.findCited(reference.keyword, number, null);
    case 'table':
    case 'figure':
      return index.captioned(kind, number);
    case 'row': {
      const table = reference.of?.targets[0];
      const host =
        table && (reference.of?.kind === 'table' || reference.of?.kind === 'figure')
          ? index.captioned(reference.of.kind, table.number)[0]
          : undefined;
      return host ? index.row(host, number) : [];
    }
    case 'footnote':
      return index.footnote(number);
    case 'question':
      return [];
    default:
      return index.division(kind, number);
  }
}

/** A target as one would name it: "Clause 20.28", "Row 2A of Table 3.1". */
export function describeTarget(reference: Reference, number: string): string {
  if (reference.kind === 'question' && !isQuestionWord(reference.keyword)) return `${reference.keyword} Q${number}`;
  const { kind } = reference;
  const word = isOwnUnitId(kind) ? nameOfOwnUnit(kind) : kind.charAt(0).toUpperCase() + kind.slice(1);
  if (reference.kind === 'row' && reference.of?.targets[0])
    return `Row ${number} of ${describeTarget(reference.of, reference.of.targets[0].number)}`;
  return `${word} ${number}`;
}

/** " in the MTAD", or nothing for the document itself. */
export function documentPhrase(context: RuleContext, document: CitableDocument | null): string {
  if (!document || document === context.resolution.self || document.id === '') return ' in this document';
  const inForce = document.uri !== null && document.id === context.resolution.self.id ? 'the version in force of ' : '';
  return ` in ${inForce}the ${shortenWords(document.id, 24)}`;
}
