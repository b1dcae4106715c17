import type { Draft } from '../model/draft.js';
import type { Comparison } from './change.js';
import { collectChanges } from './collect-changes.js';
import { type OtherDocumentFinder, ReferenceFollower } from './follow-references.js';
import { linkBlocks } from './link-blocks.js';
import { type BlockLinks, invertLinks, withoutLinks } from './links.js';
import { LinkedWords, markBlocks, stepsThrough } from './mark.js';
import { findFirstProvisions, mapProvisions } from './provision-map.js';
import { findDeparture, linksAtFault } from './script-check.js';
import { Tokens } from './tokens.js';

/** The greatest number of notes in one comparison. */
const MOST_NOTES = 20;
/** How often links are given up singly before all of them are. */
const MOST_RETRIES = 20;

/**
 * Compares two versions of a text, provision by provision. The edit script of the result gives both
 * texts back, character for character.
 * @param oldDraft the version in force
 * @param newDraft the draft
 * @param elsewhere finds other documents that the draft cites, so that a number that follows a
 *   provision there counts as consequential
 */
export function compareDrafts(
  oldDraft: Draft,
  newDraft: Draft,
  elsewhere: OtherDocumentFinder = () => null,
): Comparison {
  const notes = new Set<string>();
  const addNoteOnce = (text: string): void => {
    if (notes.size < MOST_NOTES) notes.add(text);
  };
  // Where two ways of aligning are equally good, the choice must not depend on which draft is old.
  const isSwapped = oldDraft.text > newDraft.text;
  const links = isSwapped
    ? invertLinks(linkBlocks(newDraft, oldDraft, addNoteOnce))
    : linkBlocks(oldDraft, newDraft, addNoteOnce);
  const compared = compareAlongLinks({ oldDraft, newDraft, isSwapped, elsewhere, note: addNoteOnce }, links);
  return { ...compared, notes: [...notes] };
}

/** What a comparison needs besides the links between the blocks of the two drafts. */
export interface ComparisonContext {
  readonly oldDraft: Draft;
  readonly newDraft: Draft;
  /** Whether words are aligned from the new draft to the old one. */
  readonly isSwapped: boolean;
  readonly elsewhere: OtherDocumentFinder;
  /** Called where the comparison gives up precision, with a sentence for the reader. */
  readonly note: (text: string) => void;
}

/**
 * Compares two drafts whose blocks are linked. Links along which the script does not give both
 * texts back are given up: what they joined is shown as deleted and inserted, with a note.
 */
export function compareAlongLinks(context: ComparisonContext, links: BlockLinks): Omit<Comparison, 'notes'> {
  const { oldDraft, newDraft, note } = context;
  let kept = links;
  for (let tries = 0; ; tries++) {
    const compared = compareOnce(context, kept);
    const departure = findDeparture(compared.blocks, oldDraft, newDraft);
    if (departure === null || kept.links.length === 0) return compared;
    const dropped = tries < MOST_RETRIES ? linksAtFault(compared.blocks, departure, kept) : new Set(kept.links);
    for (const link of dropped) {
      const label = newDraft.provisionOfBlock(link.new.start)?.label || 'a passage';
      note(`${startWithCapital(label)} could not be compared reliably; it is shown as deleted and inserted.`);
    }
    kept = withoutLinks(kept, dropped);
  }
}

function compareOnce(
  { oldDraft, newDraft, isSwapped, elsewhere, note }: ComparisonContext,
  links: BlockLinks,
): Omit<Comparison, 'notes'> {
  const oldFirst = findFirstProvisions(oldDraft);
  const newFirst = findFirstProvisions(newDraft);
  const map = mapProvisions(oldFirst, newFirst, links);
  const words = new LinkedWords({
    old: oldDraft,
    new: newDraft,
    isSwapped,
    oldTokens: new Tokens(),
    newTokens: new Tokens(),
    references: new ReferenceFollower(oldDraft, newDraft, map, elsewhere),
    reportGivenUp: (offset) => {
      const label = newDraft.provisionAt(offset)?.label || `the text at line ${newDraft.positionAt(offset).line + 1}`;
      note(`${startWithCapital(label)} differs too much to be compared word by word; it is shown as replaced.`);
    },
  });
  const steps = stepsThrough(oldDraft, newDraft, links);
  const compared = { oldDraft, newDraft, links, words, steps };
  const blocks = markBlocks(compared);
  const changes = collectChanges({ ...compared, oldFirst, newFirst, map });
  return { old: oldDraft, new: newDraft, blocks, changes, map };
}

function startWithCapital(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}
