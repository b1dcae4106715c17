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
  ['superseded', 'baseline'],
  ['proposed', 'draft'],
  ['new', 'draft'],
  ['amended', 'draft'],
  ['revised', 'draft'],
]);

const ANY_WORD = [...VERSIONS.keys()].join('|');

/** A word of version (group 1) and the space after it, at `lastIndex`. */
export const VERSION_HERE = new RegExp(`(${ANY_WORD}) `, 'iy');
const VERSION_AT_END = new RegExp(`(?:^|[ (])(${ANY_WORD}) $`, 'i');

/** The version that a word means, or null. */
export function lookUpVersion(word: string | undefined): Version | null {
  return VERSIONS.get(word?.toLowerCase() ?? '') ?? null;
}

/** The version that the last word of a text means: "the existing ". */
export function readVersionBefore(text: string): Version | null {
  return lookUpVersion(VERSION_AT_END.exec(text)?.[1]);
}
