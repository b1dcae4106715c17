import type { Block } from '../block.js';
import type { LabelShape } from '../head/label-shape.js';

/** So much of a block is looked at for a title and the first marker behind it. */
const REACH = 240;
const INLINE_TITLE = /^(\p{Lu}[^\r\n.;—–]{1,160})\.?[*_]{0,2} ?[—–]{1,2} ?(?=\((?:1|a)\))/u;
/** "Delegation by the Clerk.—(1)", with the stop before the dash. */
const DASHED_TITLE = /^\p{Lu}[^\r\n.;—–]{1,120}\.[*_]{0,2}[—–] ?\(1\) ?["“]?\p{Lu}/u;
/** "Delegation by the Clerk" of "5. Delegation by the Clerk (1) The Clerk may …": few words, none of a sentence. */
const TITLE_BEFORE_FIRST =
  /^(\p{Lu}(?:[^.;:—–()]|(?<=etc)\.){2,120}?)\.?(?: ?\((?:Added|Amended|Inserted|Repealed|Replaced|Substituted)\b[^()]{1,60}\))? ?(?=\(1\) ?["“]?\p{Lu}\p{Ll}{0,30}[ ,])/u;
/** Words that lead in to a list, and end no title. */
const LEADS_IN = /\b(?:means?|includes?|comprises?|following|namely|if|where|unless|than|either|all|any|not)[ :,]*$/i;
const IN_SENTENCE =
  /\b(?:is|are|was|were|has|have|had|shall|must|may|will|does|which|who|that)\b|(?:\d|\b(?:sub-?)?(?:section|paragraph|rule|regulation|article|clause|and|or|to|of|in|under|by))$|^(?:An?|Any|Each|Every|If|In|No|Nothing|Subject|This|Where|When) /i;

function readTitleBeforeFirst(words: string): RegExpExecArray | null {
  if (!words.includes('(1)')) return null;
  const found = TITLE_BEFORE_FIRST.exec(words);
  return found && !IN_SENTENCE.test(found[1] ?? '') ? found : null;
}

/** "2. Looms.—(1) A loom …": the title on the line of the number, and where the markers begin. */
export function findInlineTitle({ text }: Block, { body, isNested, number }: LabelShape) {
  if (isNested || !/^\d/.test(number)) return null;
  const first = text.slice(body, body + REACH);
  const found = readTitleBeforeFirst(first) ?? (/[—–]/.test(first) ? INLINE_TITLE.exec(first) : null);
  if (!found) return null;
  // "In these bye-laws “vessel” means — (a) a ship; (b) …" is a sentence whose list begins on its line.
  const isList = first.startsWith('(a)', found[0].length);
  if (isList && (LEADS_IN.test(found[1] ?? '') || IN_SENTENCE.test(found[1] ?? ''))) return null;
  const [written, title = ''] = found;
  return { title: title.replace(/[*_]/g, '').replace(/\s+/g, ' '), body: body + written.length };
}

/** Whether a title and (1) stand behind the number of a block: "5. Delegation (1) The Clerk …", "5. Delegation.—(1) The Clerk …". */
export function hasTitleBeforeFirst({ text }: Block, { body, isNested, number, word }: LabelShape): boolean {
  if (isNested || word !== null || !/^\d/.test(number)) return false;
  const first = text.slice(body, body + REACH);
  return readTitleBeforeFirst(first) !== null || (/[.][—–]/.test(first) && DASHED_TITLE.test(first));
}
