/** Common words of other languages that English has not, nor Latin phrases in English law. */
const FOREIGN: ReadonlySet<string> = new Set(
  (
    'der das und nicht eine einer dem den ist sind wird werden durch für ' +
    'les des une dans pour aux est sont cette qui sur avec ' +
    'och att som inte är med det ikke til av på og eller har være blir ' +
    'het een van voor niet wordt zijn met ' +
    'los las una para por con del este della delle degli nel che sono gli ' +
    'uma não são dos das pelo'
  ).split(' '),
);
const ENGLISH: ReadonlySet<string> = new Set('the of and shall is are be which with this that any'.split(' '));
/** So many words of a text tell its language. */
const MOST_TOLD = 200;

/** Whether a text is written in another language than English, as its most common words tell. */
export function isForeignText(text: string): boolean {
  let foreign = 0;
  let english = 0;
  let told = 0;
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    if (told++ >= MOST_TOLD) break;
    const lower = word.toLowerCase();
    if (ENGLISH.has(lower)) english++;
    else if (FOREIGN.has(lower)) foreign++;
  }
  return foreign > english;
}

/** So many fractions within words are letters of another script, in a font that is not at hand. */
const FEWEST_GARBLED = 3;

/** Whether a text was set in a font of its own, whose letters are lost: "¼Vh,lih½ lfgr lHkh". */
export function isGarbledText(text: string): boolean {
  if (!/[¼½¾]/.test(text)) return false;
  let count = 0;
  for (const _ of text.matchAll(/[¼½¾]\p{L}|\p{L}[¼½¾]/gu)) if (++count >= FEWEST_GARBLED) return true;
  return false;
}
