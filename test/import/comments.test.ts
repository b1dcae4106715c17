import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  commentFileOf,
  type DraftComment,
  findCommentedWords,
  moveByEdit,
  readCommentFile,
  writeCommentFile,
} from '../../server/src/comments.js';
import { markSpans } from '../support/marked.js';

const COMMENT: DraftComment = {
  provision: 'Clause 1.1',
  line: 3,
  words: 'two thresholds',
  author: 'A. Reader',
  date: '2026-01-10T10:00:00Z',
  text: 'Why two?',
  resolved: false,
  replies: [{ author: 'B. Drafter', date: '2026-01-11T09:00:00Z', text: 'One for each.' }],
};

describe('a file of comments', () => {
  it('is read as it was written', () => {
    const text = writeCommentFile({ comments: [COMMENT], others: [] });
    assert.deepEqual(readCommentFile(text), { comments: [COMMENT], others: [] });
  });

  it('is in the order of the draft, and keeps lines that are no comments', () => {
    const first = { ...COMMENT, line: 1, text: 'First' };
    const text = writeCommentFile({ comments: [COMMENT, first], others: ['<<<<<<< HEAD'] });
    const read = readCommentFile(text);
    assert.deepEqual(read.comments, [first, COMMENT]);
    assert.deepEqual(read.others, ['<<<<<<< HEAD']);
    assert.equal(writeCommentFile(read), text);
  });

  it('fills in what a line does not say', () => {
    assert.deepEqual(readCommentFile('{"text":"Only this","line":0,"replies":[5,{}]}\n{"text":5}\nnull\n').comments, [
      {
        provision: null,
        line: null,
        words: '',
        author: '',
        date: '',
        text: 'Only this',
        resolved: false,
        replies: [{ author: '', date: '', text: '' }],
      },
    ]);
  });

  it('stands beside the draft', () => {
    assert.equal(commentFileOf('/a.b/svtad.md'), '/a.b/svtad.comments.jsonl');
    assert.equal(commentFileOf('/a.b/svtad'), '/a.b/svtad.comments.jsonl');
  });
});

describe('the words of a comment', () => {
  const found = (text: string, words: string, line: number | null) => {
    const { start, end, isGone } = findCommentedWords(text, { words, line });
    return `${markSpans(text, [{ start, end }])}${isGone ? ' GONE' : ''}`;
  };

  it('are found where they stand now, nearest to the line', () => {
    assert.equal(found('A term.\n\nA term.\n\nA term.', 'term', 3), 'A term.\n\nA ⟦term⟧.\n\nA term.');
    assert.equal(found('New.\n\nNew.\n\nA (b) [x].', '(b) [x]', 1), 'New.\n\nNew.\n\nA ⟦(b) [x]⟧.');
  });

  it('are found though the line breaks elsewhere', () => {
    assert.equal(found('A long\nterm.', 'long term', 1), 'A ⟦long\nterm⟧.');
  });

  it('are a line where they are gone, and a place where there are none', () => {
    assert.equal(found('A.\nB.\nC.', 'term', 2), 'A.\n⟦B.⟧\nC. GONE');
    assert.equal(found('A.\nB.', '', 2), 'A.\n⟦⟧B.');
    assert.equal(found('A.', 'x', 99), '⟦A.⟧ GONE');
  });
});

describe('a place in a text that is edited', () => {
  it('keeps its words, whatever is typed around them', () =>
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.string({ minLength: 1, maxLength: 6 }),
        fc.string({ maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(6), fc.string({ maxLength: 5 })), { maxLength: 6 }),
        (before, words, after, edits) => {
          let text = before + words + after;
          let place = { start: before.length, end: before.length + words.length };
          for (const [at, length, typed] of edits) {
            const start = Math.min(at, text.length);
            const end = Math.min(start + length, text.length);
            // Only what leaves the words alone.
            if (start < place.end && end > place.start) continue;
            if (start === end && start > place.start && start < place.end) continue;
            text = text.slice(0, start) + typed + text.slice(end);
            place = moveByEdit(place, { start, end, length: typed.length });
            assert.equal(text.slice(place.start, place.end), words);
          }
        },
      ),
    ));

  it('grows with what is typed within it, and shrinks to nothing with its words', () => {
    assert.deepEqual(moveByEdit({ start: 2, end: 6 }, { start: 4, end: 4, length: 3 }), { start: 2, end: 9 });
    assert.deepEqual(moveByEdit({ start: 2, end: 6 }, { start: 0, end: 9, length: 0 }), { start: 0, end: 0 });
  });
});
