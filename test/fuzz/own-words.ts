/** Words that texts of others are rewritten with. */
const OWN =
  'lamp harbour ledger meadow copper saddle window basket lantern orchard kettle marble ribbon tunnel velvet walnut anchor barrel candle dagger engine feather garden hammer island jacket ladder mirror needle oyster pencil quarry rocket shovel timber urchin violin wagon yonder zebra acorn bucket cellar donkey'.split(
    ' ',
  );

/** Words of the field that mean something to Keeling; nobody owns them. */
const KEPT = new Set(
  'a an the of in on to and or by at as is be no not shall must may means mean this that these those clause clauses section sections paragraph paragraphs sub table figure row rows appendix annex schedule attachment article part chapter rule act under with from for it its any each if version document title note january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

/**
 * Rewrites a failing input in words of our own while it fails in the same way, so that nothing of a real text is kept.
 * @returns the input, and the words of others that had to stay
 */
export async function rewriteInOwnWords(
  input: unknown,
  fails: (candidate: unknown) => Promise<boolean>,
): Promise<{ input: unknown; left: string[] }> {
  const words = [...collectWords(input)].filter((word) => !KEPT.has(word.toLowerCase()) && word.length > 1);
  const all = new Map(words.map((word, index) => [word, likeWord(OWN[index % OWN.length] ?? 'lamp', word)]));
  const rewritten = replaceWords(input, all);
  if (await fails(rewritten)) return { input: rewritten, left: [] };
  let kept = input;
  const left: string[] = [];
  for (const [word, own] of all) {
    const candidate = replaceWords(kept, new Map([[word, own]]));
    if (await fails(candidate)) kept = candidate;
    else left.push(word);
  }
  return { input: kept, left };
}

const WORD = /\p{L}{2,}/gu;

function collectWords(value: unknown, into = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const [word] of value.matchAll(WORD)) into.add(word);
  else if (value !== null && typeof value === 'object')
    for (const each of Object.values(value)) collectWords(each, into);
  return into;
}

function replaceWords(value: unknown, words: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.replace(WORD, (word) => words.get(word) ?? word);
  if (Array.isArray(value)) return value.map((each) => replaceWords(each, words));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaceWords(each, words)]));
}

/** A word in the case of another. */
function likeWord(own: string, word: string): string {
  if (word === word.toUpperCase()) return own.toUpperCase();
  return /^\p{Lu}/u.test(word) ? own.charAt(0).toUpperCase() + own.slice(1) : own;
}
