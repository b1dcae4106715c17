/**
 * Makes a failing input smaller while it fails in the same way. It knows nothing of what the input means: arrays lose elements, texts lose
 * lines, words and characters, numbers get smaller.
 * @param fails whether a candidate still fails in the same way
 * @param patience how long to go on, in milliseconds
 */
export async function shrinkInput<T>(
  input: T,
  fails: (candidate: T) => Promise<boolean>,
  patience: number,
): Promise<T> {
  const end = Date.now() + patience;
  let best: unknown = input;
  const tryOne = async (candidate: unknown): Promise<boolean> => {
    if (Date.now() > end || !(await fails(candidate as T))) return false;
    best = candidate;
    return true;
  };
  for (let progress = true; progress && Date.now() < end; ) {
    const before = JSON.stringify(best);
    await reduce(best, (part) => part, tryOne);
    progress = JSON.stringify(best) !== before;
  }
  return best as T;
}

type Put = (part: unknown) => unknown;
type Try = (whole: unknown) => Promise<boolean>;

/**
 * Reduces one part of an input.
 * @param put the whole input with another part in this place
 * @returns the part as far as it could be reduced
 */
async function reduce(part: unknown, put: Put, tryOne: Try): Promise<unknown> {
  if (typeof part === 'string') return reduceText(part, put, tryOne);
  if (typeof part === 'number') return reduceNumber(part, put, tryOne);
  if (part === true) return (await tryOne(put(false))) ? false : part;
  if (Array.isArray(part)) {
    let kept = await reduceList(part, (list) => put(list), tryOne);
    for (let at = 0; at < kept.length; at++) {
      const own = kept;
      const element = await reduce(own[at], (each) => put(replaceAt(own, at, each)), tryOne);
      kept = replaceAt(own, at, element);
    }
    return kept;
  }
  if (part === null || typeof part !== 'object') return part;
  let kept: Record<string, unknown> = { ...part };
  for (const key of Object.keys(kept)) {
    const own = kept;
    const value = await reduce(own[key], (each) => put({ ...own, [key]: each }), tryOne);
    kept = { ...own, [key]: value };
  }
  return kept;
}

async function reduceNumber(part: number, put: Put, tryOne: Try): Promise<number> {
  let kept = part;
  for (const smaller of [0, 1, Math.trunc(part / 2), part - 1])
    if (Math.abs(smaller) < Math.abs(kept) && (await tryOne(put(smaller)))) kept = smaller;
  return kept;
}

async function reduceText(part: string, put: Put, tryOne: Try): Promise<string> {
  if (part === '' || (await tryOne(put('')))) return '';
  let kept = part;
  for (const pieces of [/(?<=\n|\r(?!\n))/, /(?<=\s)(?=\S)|(?<=\S)(?=\s)/, /(?:)/]) {
    const list = kept.split(pieces);
    if (pieces.source === '(?:)' && list.length > 600) break;
    kept = (await reduceList(list, (some) => put(some.join('')), tryOne)).join('');
  }
  return kept;
}

/** Takes out as much of a list as can go: halves first, then smaller and smaller stretches. */
async function reduceList<E>(list: readonly E[], put: (some: readonly E[]) => unknown, tryOne: Try): Promise<E[]> {
  let kept = [...list];
  for (let size = Math.max(1, kept.length >> 1); ; size >>= 1) {
    for (let at = 0; at < kept.length; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (await tryOne(put(without))) kept = without;
      else at += size;
    }
    if (size <= 1) return kept;
  }
}

function replaceAt(list: readonly unknown[], at: number, element: unknown): unknown[] {
  return [...list.slice(0, at), element, ...list.slice(at + 1)];
}
