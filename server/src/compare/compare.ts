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
 * @param old the version in force
 * @param neu the draft
 * @param elsewhere finds other documents that the draft cites, so that a number which follows a provision there is consequential, too
 */
export function compareDrafts(old: Draft, neu: Draft, elsewhere: Elsewhere = () => null): Comparison {
  const notes: string[] = [];
  const note = (text: string): void => {
    if (notes.length < MOST_NOTES && !notes.includes(text)) notes.push(text);
  };
  // Where two ways of aligning are as good as each other, the choice must not depend on which draft is the old one.
  const swapped = old.text > neu.text;
  const links = swapped ? inverted(linkBlocks(neu, old, note)) : linkBlocks(old, neu, note);
  const oldBeginnings = beginnings(old);
  const newBeginnings = beginnings(neu);
  const map = mapProvisions(oldBeginnings, newBeginnings, links);
  const words = new LinkedWords({
    old,
    new: neu,
    swapped,
    oldTokens: new Tokens(),
    newTokens: new Tokens(),
    references: new ReferenceFollower(old, neu, map, elsewhere),
    gaveUp: (offset) => {
      const where = neu.provisionAt(offset)?.label ?? `the text at line ${neu.positionAt(offset).line + 1}`;
      note(`${where || 'A passage'} differs too much to be compared word by word; it is shown as replaced.`);
    },
  });
  const steps = stepsThrough(old, neu, links);
  const blocks = markBlocks(old, neu, links, words, steps);
  const changes = tellChanges(old, neu, oldBeginnings, newBeginnings, links, map, words, steps);
  return { old, new: neu, blocks, changes, map, notes };
}
