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
  return text.replace(/(?<=[a-z]{4})(?= )/g, () => `q${count++}q`);
}

interface FoldedTexts {
  readonly text: string;
  readonly now: string;
  readonly markUp: string;
  readonly folded: string;
}

/** Each named word stands as often as its sides say: what neither took out stays, what either took out goes. */
function expectWordsOfBoth({ text, now, markUp, folded }: FoldedTexts): void {
  const [inNow, inMarkUp, inFolded] = [countNames(now), countNames(markUp), countNames(folded)];
  for (const name of countNames(text).keys()) {
    const [ours, theirs, own] = [inNow.get(name) ?? 0, inMarkUp.get(name) ?? 0, inFolded.get(name) ?? 0];
    // What a side wrote twice is new words as well.
    if (ours > 1 || theirs > 1) continue;
    const expected = ours === 1 && theirs === 1 ? 1 : 0;
    expectLaw(
      'each word that was sent stands as both sides have it',
      own === expected,
      () => `${name}: ${own} instead of ${expected}`,
    );
  }
}

function countNames(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name] of text.matchAll(/q\d+q/gi)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
