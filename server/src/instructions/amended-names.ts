import type { Draft } from '../model/draft.js';

/** Words that every title may have. */
const GENERAL =
  /^(?:the|of|and|to|for|in|on|a|an|act|acts|agreement|articles|association|code|document|draft|instrument|law|laws|licence|order|orders|policy|regulation|regulations|rule|rules|scheme|schedule|standard|statute|terms|version|as|amended|these|this|principal|said|main|v?[\d.]+)$/;

/** Whether a name may be that of a draft: it shares a word with its names, or says nothing. */
export function isCalled(name: string, names: ReadonlySet<string>): boolean {
  const wordsOf = (text: string) =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.filter((word) => !GENERAL.test(word)) ?? [];
  const own = new Set([...names].flatMap(wordsOf));
  const words = wordsOf(name);
  return own.size === 0 || words.length === 0 || words.some((word) => own.has(word));
}

/** A heading that is a provision's, and no title of a text. */
const LABELLED =
  /^(?:annex|appendix|article|chapter|clause|part|regulation|rule|schedule|section|title)\s+(?:\d|[ivxlc]{1,7}\b|[a-z]\b)/i;

/** What a draft is called, in small letters: by its front matter, and by whoever amends it. */
export function namesOfDraft(draft: Draft, given: readonly string[]): ReadonlySet<string> {
  const { document, title } = draft.frontMatter;
  const names = [
    ...given,
    document ?? '',
    title ?? '',
    ...draft.roots
      .slice(0, 1)
      .map(({ kind, title: own }) => (kind === 'heading' && !LABELLED.test(own ?? '') ? (own ?? '') : '')),
  ];
  return new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== ''));
}
