import fc from 'fast-check';
import {
  commentFileOf,
  type DraftComment,
  findCommentedWords,
  moveByEdit,
  readCommentFile,
  writeCommentFile,
} from '../../server/src/comments.js';
import { expectLaw, expectSame, type Fuzzer } from './fuzzer.js';
import { hostileTexts, type Mutation, mutateText, mutation } from './hostile-texts.js';

/** A draft with a file of comments, which is damaged, and edits of the draft. */
interface Commented {
  readonly text: string;
  readonly comments: readonly DraftComment[];
  readonly damage: readonly Mutation[];
  readonly edits: readonly (readonly [at: number, length: number, text: string])[];
}

const words = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 9 }), fc.constant('the '));
const comment: fc.Arbitrary<DraftComment> = fc.record({
  provision: fc.option(words, { nil: null }),
  line: fc.option(fc.integer({ min: 1, max: 400 }), { nil: null }),
  words,
  author: words,
  date: words,
  text: words,
  resolved: fc.boolean(),
  replies: fc.array(fc.record({ author: words, date: words, text: words }), { maxLength: 2 }),
});

/** Files of comments come back as they were written, keep what they cannot read, and follow their words. */
export const comments: Fuzzer<Commented> = {
  name: 'comments',
  inputs: (texts) =>
    fc.record({
      text: hostileTexts(texts),
      comments: fc.array(comment, { maxLength: 6 }),
      damage: fc.array(mutation, { maxLength: 4 }),
      edits: fc.array(
        fc.tuple(fc.nat(999_999), fc.nat(30), fc.constantFrom('', 'x', 'new words\n')).map((edit) => edit),
        { maxLength: 5 },
      ),
    }),
  check({ text, comments: all, damage, edits }, counts) {
    const written = writeCommentFile({ comments: all, others: [] });
    const read = readCommentFile(written);
    expectSame('comments come back', JSON.stringify(read.others), '[]');
    expectSame('comments come back', writeCommentFile(read), written);
    expectLaw('each comment comes back', read.comments.length === all.length, () => written);
    const damaged = readCommentFile(mutateText(written, damage));
    const again = readCommentFile(writeCommentFile(damaged));
    // The ends of lines are written as the file has them.
    const linesOf = ({ others }: typeof again) => others.join('\n').replace(/\r+(?=\n|$)/g, '');
    expectSame('what cannot be read is kept', linesOf(again), linesOf(damaged));
    for (const each of [...all, ...damaged.comments]) {
      const place = findCommentedWords(text, each);
      const isSound = place.start >= 0 && place.start <= place.end && place.end <= text.length;
      expectLaw('a comment stands in its text', isSound, () => JSON.stringify([each, place, text.length]));
      followEdits(text, place, edits);
      counts.add('comments followed');
    }
    expectLaw('a file of comments is another file', commentFileOf('a.b/c.md') === 'a.b/c.comments.jsonl', () => '');
  },
};

/** What an edit did not touch stays the words of the comment. */
function followEdits(text: string, place: { start: number; end: number }, edits: Commented['edits']): void {
  let [now, { start, end }] = [text, place];
  for (const [at, length, put] of edits) {
    const from = Math.floor((at * (now.length + 1)) / 1_000_000);
    const to = Math.min(now.length, from + length);
    const isApart = to <= start || from >= end;
    const before = now.slice(start, end);
    now = now.slice(0, from) + put + now.slice(to);
    ({ start, end } = moveByEdit({ start, end }, { start: from, end: to, length: put.length }));
    expectLaw('a comment stands in its text after an edit', start >= 0 && start <= end && end <= now.length, () =>
      JSON.stringify([start, end, now.length]),
    );
    if (isApart && before !== '') expectSame('a comment keeps its words', now.slice(start, end), before);
  }
}
