import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { foldIn } from '../../server/src/compare/fold.js';
import { withOrigins } from '../../server/src/compare/version-steps.js';
import { Draft } from '../../server/src/model/draft.js';
import { expectBothTexts } from './fuzz-pairs.js';
import { expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { hostileTexts, type Mutation, mutateText, mutation, ordinaryTexts } from './hostile-texts.js';

/** A text that was sent out, the draft since, and what respondents made of it. */
interface Mailing {
  readonly sent: string;
  readonly draft: readonly Mutation[];
  readonly markUps: readonly (readonly Mutation[])[];
}

/** Mark-ups that are folded into a draft which has been amended since. */
export const folds: Fuzzer<Mailing> = {
  name: 'folds',
  inputs: (texts) =>
    fc.record({
      sent: fc.oneof({ weight: 3, arbitrary: ordinaryTexts(texts) }, hostileTexts(texts)),
      draft: fc.array(mutation, { maxLength: 5 }),
      markUps: fc.array(fc.array(mutation, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
    }),
  check(input, counts) {
    const text = nameWords(input.sent);
    const sent = Draft.parse(text);
    const draft = Draft.parse(mutateText(text, input.draft));
    const steps: { draft: Draft; origin: string }[] = [];
    let now = draft;
    for (const [index, mutations] of input.markUps.entries()) {
      const markUp = Draft.parse(mutateText(text, mutations));
      expectSame('a mark-up folds into what was sent', foldIn(sent, sent, markUp).text, markUp.text);
      expectSame('what comes back unchanged folds to nothing', foldIn(sent, now, sent).text, now.text);
      const { text: folded, conflicts } = foldIn(sent, now, markUp);
      // Where both changed the same words, or cite by numbers that are others now, both may count.
      if (conflicts.length === 0) expectWordsOfBoth({ text, now: now.text, markUp: markUp.text, folded });
      now = Draft.parse(folded);
      steps.push({ draft: now, origin: `Respondent ${index}` });
      counts.add('mark-ups folded in');
    }
    expectBothTexts(withOrigins(compareDrafts(draft, now), steps));
    counts.add('mailings');
  },
};

/** Gives words names of their own, by which each is told apart. */
function nameWords(text: string): string {
  let count = 0;
  return text.replace(/(?<=[a-z])(?=[ .;,\n]|$)/g, () => `q${count++}q`);
}

interface FoldedTexts {
  readonly text: string;
  readonly now: string;
  readonly markUp: string;
  readonly folded: string;
}

/**
 * Named words that both sides have, in the order in which they were sent, stand once, and those that both took out stand nowhere. What one
 * side alone took out may stand where the other wrote it anew.
 */
function expectWordsOfBoth({ text, now, markUp, folded }: FoldedTexts): void {
  const [sent, ours, theirs, own] = [text, now, markUp, folded].map(countNames) as [Names, Names, Names, Names];
  const isInOrder = (side: Names) => {
    const places = [...sent.keys()].flatMap((name) => side.get(name)?.at ?? []);
    return places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
  };
  if (!isInOrder(ours) || !isInOrder(theirs)) return;
  for (const name of sent.keys()) {
    const times = [ours, theirs].map((side) => side.get(name)?.count ?? 0);
    if (times[0] !== times[1] || (times[0] ?? 0) > 1) continue;
    const found = own.get(name)?.count ?? 0;
    expectLaw('each word stands as both sides have it', found === times[0], () => `${name}: ${found}, not ${times[0]}`);
  }
}

/** How often each name stands, and where first. */
type Names = ReadonlyMap<string, { readonly at: number; readonly count: number }>;

function countNames(text: string): Names {
  const counts = new Map<string, { at: number; count: number }>();
  for (const { 0: name, index } of text.matchAll(/q\d+q/g)) {
    const known = counts.get(name);
    if (known) known.count++;
    else counts.set(name, { at: index, count: 1 });
  }
  return counts;
}
