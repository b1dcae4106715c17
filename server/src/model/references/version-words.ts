import type { Reference } from './reference.js';

type Version = NonNullable<Reference['version']>;

/** The words before a provision or a document that tell which of its versions is meant. */
const VERSIONS: ReadonlyMap<string, Version> = new Map<string, Version>([
  ['existing', 'baseline'],
  ['current', 'baseline'],
  ['in-force', 'baseline'],
  ['designated', 'baseline'],
  ['previous', 'baseline'],
  ['former', 'baseline'],
  ['prior', 'baseline'],
  ['earlier', 'baseline'],
  ['old', 'baseline'],
  ['older', 'baseline'],
  ['superseded', 'baseline'],
  ['proposed', 'draft'],
  ['new', 'draft'],
  ['amended', 'draft'],
  ['revised', 'draft'],
]);

const ANY_WORD = [...VERSIONS.keys()].join('|');

/** A word of version (group 1) and the space after it, at `lastIndex`. */
export const VERSION_HERE = new RegExp(`(${ANY_WORD}) `, 'iy');
/** "version of" and the like between such a word and "this Code". */
export const VERSION_OF = /(?:edition|issue|text|version|wording) of (?=(?:our|the|these|this) )/iy;
/** "version 2 of this Code", "issue A1.3 of the Code": a version that is not at hand. */
export const NUMBERED_VERSION =
  /(?:edition|issue|revision|version) [A-Z]{0,2}\d[\w.]{0,9} of (?:our|the|these|this) [A-Z][\w-]{1,40}/iy;
/** "(as it was …)", "as they stood before May", "as in force on 1 May" behind a number. */
export const AS_IT_WAS =
  /,? \(?as (?:(?:it|they|that \w{3,12}|those \w{3,12}) (?:then |previously |formerly )?(?:applied|existed|had effect|read|stood|was|were)(?![\w-])|(?:then |previously |formerly |last )?in (?:effect|force) (?:at|before|immediately before|on|until)(?![\w-]))/iy;
const VERSION_AT_END = new RegExp(`(?:^|[ (])(${ANY_WORD}) $`, 'i');

/** The version that a word means, or null. */
export function lookUpVersion(word: string | undefined): Version | null {
  return VERSIONS.get(word?.toLowerCase() ?? '') ?? null;
}

/** The version that the last word of a text means: "the existing ". */
export function readVersionBefore(text: string): Version | null {
  return lookUpVersion(VERSION_AT_END.exec(text)?.[1]);
}
