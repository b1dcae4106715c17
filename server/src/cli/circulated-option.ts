import type { CirculatedPlace } from '../consultation/conclusions/circulated.js';
import type { Io } from './io.js';

/** Where the drafts are that were consulted on, as --circulated says: REV, git:REV, a folder or a file. */
export function placeOfCirculated(io: Io, words: string): CirculatedPlace {
  const uri = words.startsWith('git:') ? null : io.uri(words).replace(/\/$/, '');
  return { words, uri, isOwn: false };
}
