import type { Draft } from '../model/draft.js';
import type { Comparison } from './change.js';
import { tellChanges } from './changes.js';
import { type Elsewhere, ReferenceFollower } from './follow-references.js';
import { linkBlocks } from './link-blocks.js';
import { inverted } from './links.js';
import { LinkedWords, markBlocks, stepsThrough } from './mark.js';
import { beginnings, mapProvisions } from './provision-map.js';
import { Tokens } from './tokens.js';

/** How many notes are given at most. */
const MOST_NOTES = 20;

/**
 * Compares two versions of a text, provision by provision.
 * @param oldDraft the version in force
 * @param newDraft the draft
 * @param elsewhere finds other documents that the draft cites, so that a number which follows a provision there is consequential, too
 */
export function compareDrafts(oldDraft: Draft, newDraft: Draft, elsewhere: Elsewhere = () => null): Comparison {
  const notes: string[] = [];
  const note = (text: string): void => {
    if (notes.length < MOST_NOTES && !notes.includes(text)) notes.push(text);
  };
  // Where two ways of aligning are as good as each other, the choice must not depend on which draft is the old one.
  const swapped = oldDraft.text > newDraft.text;
  const links = swapped ? inverted(linkBlocks(newDraft, oldDraft, note)) : linkBlocks(oldDraft, newDraft, note);
  const oldBeginnings = beginnings(oldDraft);
  const newBeginnings = beginnings(newDraft);
  const map = mapProvisions(oldBeginnings, newBeginnings, links);
  const words = new LinkedWords({
    old: oldDraft,
    new: newDraft,
    swapped,
    oldTokens: new Tokens(),
    newTokens: new Tokens(),
    references: new ReferenceFollower(oldDraft, newDraft, map, elsewhere),
    gaveUp: (offset) => {
      const where = newDraft.provisionAt(offset)?.label ?? `the text at line ${newDraft.positionAt(offset).line + 1}`;
      note(`${where || 'A passage'} differs too much to be compared word by word; it is shown as replaced.`);
    },
  });
  const steps = stepsThrough(oldDraft, newDraft, links);
  const blocks = markBlocks(oldDraft, newDraft, links, words, steps);
  const changes = tellChanges(oldDraft, newDraft, oldBeginnings, newBeginnings, links, map, words, steps);
  return { old: oldDraft, new: newDraft, blocks, changes, map, notes };
}
