import type { TypesettingJob } from './typesetter.js';

/**
 * What the typesetter says where a line below or through words goes on on the next page while other
 * words stand in a note or a cell between. These would be taken for words of that line; and where they
 * have a line of the other kind, PDF/UA-1 has no tag for the two at once.
 */
const MEETING = /cannot combine underline, overline, or strike|lines of marked words go on around others/;

export function saysThatLinesMeet(error: unknown): boolean {
  return error instanceof Error && MEETING.test(error.message);
}

/**
 * The same text with lines of one kind to a reader, which look as they did, and a line that nobody
 * sees for all other words: no word is taken for one of a line around it.
 */
export function useOneKindOfLine(job: TypesettingJob): TypesettingJob {
  return { ...job, data: job.data.replace(/^\{/, '{"oneKind":true,'), hasOneKindOfLine: true };
}
