/** Words as one says them: "(a), (b) and (c)"; empty where there are none. */
export function joinWords(words: readonly string[], joint = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words[words.length - 1]}`;
}
