import type { Block } from '../../model/block.js';
import { BlockMemo } from '../../model/block-memo.js';
import type { Draft } from '../../model/draft.js';
import type { FoundReference } from '../../model/facts.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { findQuotedWords } from '../../model/quoted-amendments.js';
import type { Reference } from '../../model/references/reference.js';
import type { Readings } from './readings.js';

/** "Condition 4 of the Licence is amended as follows", "The Principal Act is amended:". */
const AMENDS_OTHER =
  /\b(?:is|are|was|were|shall be) (?:hereby )?(?:further )?(?:amended|changed|modified|varied)(?: as follows| by\b| in\b| as set out| to read|,?[*_ ]*(?:[:—–-]|$))/;
/** Verbs by which a block changes the words of another instrument. */
const CHANGES =
  /\b(?:substitut(?:e|ed|ing|ion)|insert(?:ed|ing|ion)?|omit(?:ted|ting)?|omission|delet(?:e|ed|ing|ion)|add(?:ed|ing)|replac(?:e|ed|ing)|amended|repealed|striking|strike|leave out|put)\b/i;
/** What a person may, must or will do is no amendment. */
const DUTY =
  /\b(?:may|shall|must|to|not|can|could|would|will|who|person) (?:not )?(?:substitute|insert|omit|delete|add|replace)\b/;
/** Words before a reference that say where another text is changed. */
const PLACE =
  /\b(?:in|for|after|before|of|omit|to|from|under|at the (?:end|beginning) of|following|delete|repeal|strike|striking(?: out)?|replacing|by replacing|amending) (?:the )?(?:said |existing |words )?$/i;

/** A place with which a provision begins: "(4) In section 270A (…)—", "(b) in section 51,". */
const BEGINS_PLACE =
  /(?:^|[.)—–:] ?|^[^\p{L}]{0,30})(?:[Ii]n|[Aa]fter|[Bb]efore|[Ff]or|[Oo]mit|[Aa]t the end of) (?:the )?$/u;

/** "Paragraph 12.4 is replaced by", behind what it cites. */
const IS_CHANGED =
  /^(?:\([^()]{0,120}\)|[\s,*_]){0,4}(?:is|are) (?:hereby )?(?:amended|deleted|omitted|repealed|replaced|revoked|substituted)\b/;

/** "9 In section 22 (…), for the definition … substitute—": all that it cites is of another text. */
const BEGINS_CHANGE = /^[^\p{L}]{0,16}(?:\([a-z]{1,4}\)[ *_]{0,3})?(?:[Ii]n|[Aa]fter|[Bb]efore|[Ff]or|[Oo]mit)\b/u;
const ORDERS_CHANGE = /\b(?:substitute|insert|omit|leave out|repeal)(?=[ *_]{0,3}(?:[—–:-]|$|[“"‘'(]))/;

/** The most characters that stand before the reference of an amending order: "(2) At the end of ". */
const LONGEST_OPENING = 40;

/**
 * Whether "In subsection (1), for … substitute …" cites the text that the words above it say is
 * amended, and not the one that it stands in, even where that has such a number.
 * @param owner the provision that the block belongs to
 * @param noteRead is told of the blocks that were read
 */
export function isInOrderBelow(
  draft: Draft,
  index: number,
  owner: Provision | null,
  { keywordSpan: { start } }: Reference,
  noteRead: (block: number) => void,
): boolean {
  const { text } = draft.block(index);
  if (!BEGINS_PLACE.test(text.slice(Math.max(0, start - LONGEST_OPENING), start)) || !CHANGES.test(text)) return false;
  for (let at = owner; at; at = at.parent)
    for (const lead of [at.parent, at.parent?.children[0]]) {
      if (!lead || lead === at) continue;
      noteRead(lead.block);
      if (AMENDS_OTHER.test(draft.block(lead.block).text)) return true;
    }
  return false;
}

/**
 * Whether a reference is one of the words that an amendment puts into another instrument, or names
 * a place there.
 */
export function isWordOfOther(draft: Draft, index: number, { reference }: FoundReference, readings: Readings): boolean {
  const block = draft.block(index);
  if (draft.quotedBlocks.has(index)) return true;
  const { start } = reference.keywordSpan;
  const words = findQuotedWords(block);
  if (words.some((span) => span.start < start && start < span.end)) return true;
  if (reference.document !== null) return false;
  if (BEGINS_CHANGE.test(block.text.slice(0, 60)) && ORDERS_CHANGE.test(block.text)) return true;
  const end = reference.targets.at(-1)?.span.end ?? reference.span.end;
  if (IS_CHANGED.test(block.text.slice(end, end + 200)) && isUnderAmendment(draft, index, readings)) return true;
  const before = block.text.slice(Math.max(0, start - 40), start);
  if (!PLACE.test(before)) return false;
  const isChange = changesText(block);
  if (isChange && amendsInPassing(block)) return true;
  return (isChange || BEGINS_PLACE.test(before)) && isUnderAmendment(draft, index, readings);
}

const changing = new BlockMemo<boolean>();

function changesText(block: Block): boolean {
  return getOrCreate(changing, block, () => CHANGES.test(block.text) && !DUTY.test(block.text));
}

const amending = new BlockMemo<boolean>();

/** Whether a block says itself that it amends something. */
function amendsInPassing(block: Block): boolean {
  return getOrCreate(amending, block, () => AMENDS_OTHER.test(block.text));
}

/** How far before an amendment the instrument is named that it amends. */
const FARTHEST_AMENDED = 60;

/**
 * Whether a provision before the words says that it amends another instrument, with no heading and
 * no new clause between.
 */
function isUnderAmendment(draft: Draft, index: number, readings: Readings): boolean {
  for (let at = index - 1; at >= 0 && at > index - FARTHEST_AMENDED; at--) {
    readings.noteBlocksBefore(index - at);
    if (draft.quotedBlocks.has(at)) continue;
    const block = draft.block(at);
    if (block.kind === 'heading') return false;
    if (amendsInPassing(block)) return true;
  }
  return false;
}
