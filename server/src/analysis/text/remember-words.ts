/** So many words are remembered at most. */
const MOST_REMEMBERED = 50_000;

/**
 * A function of a word that keeps what it gave for each, up to a bound: the words of a text are
 * few, and each comes again and again.
 */
export function rememberByWord<Value>(read: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    const kept = known.get(word);
    if (kept !== undefined) return kept;
    if (known.size > MOST_REMEMBERED) known.clear();
    const value = read(word);
    known.set(word, value);
    return value;
  };
}
