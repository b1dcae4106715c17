/** Words with a capital at the beginning. */
export function capitaliseFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
