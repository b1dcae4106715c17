import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { segmentsOf } from '../../server/src/compare/comparison-json.js';
import { foldIn } from '../../server/src/compare/fold.js';
import { withOrigins } from '../../server/src/compare/version-steps.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedRevision } from '../support/generated-drafts.js';

function fold(sent: string, draft: string, markUp: string) {
  const { text, conflicts } = foldIn(Draft.parse(sent), Draft.parse(draft), Draft.parse(markUp));
  return { text, conflicts: conflicts.map((conflict) => `${conflict.draft} | ${conflict.markUp}`) };
}

const A = 'The Company shall publish a plan for each test on its website within five days.';
const B = 'Each User may object to a plan within ten days of its publication, with reasons.';
const C = 'Where an objection is upheld by the Panel, the Company shall publish the plan again.';
const D = 'The Authority may order that tests be suspended where the risk is too great to bear.';

const clauses = (...bodies: readonly string[]) => bodies.map((body, i) => `4.${i + 1} ${body}\n`).join('\n');

interface Case {
  readonly name: string;
  readonly sent: string;
  readonly draft: string;
  readonly markUp: string;
  readonly text: string;
  readonly conflicts?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'an edit of words that the draft left alone',
    sent: clauses(A, B),
    draft: clauses(A.replace('five', 'six'), B),
    markUp: clauses(A, B.replace('ten days', '20 days')),
    text: clauses(A.replace('five', 'six'), B.replace('ten days', '20 days')),
  },
  {
    name: 'edits of two places in one clause',
    sent: clauses(A),
    draft: clauses(A.replace('publish', 'issue')),
    markUp: clauses(A.replace('five days', 'a week')),
    text: clauses(A.replace('publish', 'issue').replace('five days', 'a week')),
  },
  {
    name: 'the same edit on both sides',
    sent: clauses(A, B),
    draft: clauses(A, B.replace('ten', 'twelve')),
    markUp: clauses(A, B.replace('ten', 'twelve')),
    text: clauses(A, B.replace('ten', 'twelve')),
  },
  {
    name: 'a clause cited by the number that it had when it was sent out',
    sent: clauses(A, B),
    draft: clauses(C, A, B),
    markUp: clauses(A, B.replace('with reasons', 'with reasons, under Clause 4.1')),
    text: clauses(C, A, B.replace('with reasons', 'with reasons, under Clause 4.2')),
  },
  {
    name: 'a range, and a clause that the respondent put in',
    sent: clauses(A, B, D),
    draft: clauses(C, A, B, D),
    markUp: clauses(A, B, D.replace('bear', 'bear under Clauses 4.1 to 4.2')),
    text: clauses(C, A, B, D.replace('bear', 'bear under Clauses 4.2 to 4.3')),
  },
  {
    name: 'one word that both replaced',
    sent: clauses(A, B),
    draft: clauses(A, B.replace('ten days', 'twelve days')),
    markUp: clauses(A, B.replace('ten days', 'thirty days')),
    text: clauses(A, B.replace('ten days', 'thirty days')),
    conflicts: ['twelve | thirty'],
  },
  {
    name: 'a clause put in, where the draft was renumbered meanwhile',
    sent: clauses(A, B),
    draft: clauses(D, A, B),
    markUp: clauses(A, B, C),
    text: `${clauses(D, A, B)}\n4.3 ${C}\n`,
  },
  {
    name: 'an edit inside a clause that the draft moved',
    sent: clauses(A, B, C, D),
    draft: clauses(D, A, B, C),
    markUp: clauses(A, B, C, D.replace('ordered', 'told').replace('suspended', 'ended')),
    text: clauses(D.replace('suspended', 'ended'), A, B, C),
  },
  {
    name: 'a clause moved, which the draft edited meanwhile',
    sent: clauses(A, B, C, D),
    draft: clauses(A, B, C, D.replace('suspended', 'ended')),
    markUp: clauses(D, A, B, C),
    text: clauses(D.replace('suspended', 'ended'), A, B, C),
  },
  {
    name: 'a clause taken out, which the draft edited meanwhile',
    sent: clauses(A, B, C),
    draft: clauses(A, B, C.replace('again', 'anew')),
    markUp: clauses(A, B),
    text: clauses(A, B),
    conflicts: [`\n4.3 ${C.replace('again', 'anew')}\n | `],
  },
];

it('a mark-up that cites a clause which the draft has lost is told', () => {
  const markUp = clauses(A, B.replace('with reasons', 'with reasons, under Clause 4.1'));
  const { lost } = foldIn(Draft.parse(clauses(A, B)), Draft.parse(`4.2 ${B}\n`), Draft.parse(markUp));
  assert.deepEqual(lost, [{ cited: 'Clause 4.1', where: 'Clause 4.2' }]);
});

describe('a mark-up folded into a draft', () => {
  for (const { name, sent, draft, markUp, text, conflicts = [] } of CASES) {
    it(name, () => assert.deepEqual(fold(sent, draft, markUp), { text, conflicts }));
  }

  it('is the mark-up where the draft stood still, and the draft where the mark-up changed nothing', () => {
    fc.assert(
      fc.property(generatedRevision, ([sent, revised]) => {
        assert.deepEqual(fold(sent, sent, revised), { text: revised, conflicts: [] });
        assert.deepEqual(fold(sent, revised, sent), { text: revised, conflicts: [] });
        assert.deepEqual(fold(sent, revised, revised), { text: revised, conflicts: [] });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a comparison in steps', () => {
  const stepped = (texts: readonly string[]) => {
    const [first, ...later] = texts.map((text) => Draft.parse(text));
    const steps = later.map((draft, i) => ({ draft, origin: `step ${i + 1}` }));
    return withOrigins(compareDrafts(first as Draft, later.at(-1)!), steps);
  };

  const marks = (texts: readonly string[]) =>
    segmentsOf(stepped(texts))
      .map(({ op, origin, text }) =>
        op === 'equal' ? text : `{${op}${origin === undefined ? '' : ` in ${origin}`}: ${text}}`,
      )
      .join('');

  it('tells of each change which step it is from', () => {
    const first = clauses(A, B);
    const second = clauses(A.replace('five', 'six'), B);
    const third = clauses(A.replace('five', 'six'), B.replace('ten', 'twelve'));
    assert.equal(
      marks([first, second, third]),
      clauses(
        A.replace('five', '{delete in step 1: five}{insert in step 1: six}'),
        B.replace('ten', '{delete in step 2: ten}{insert in step 2: twelve}'),
      ),
    );
  });

  it('tells the last step of what was replaced twice, and the first of what it took out', () => {
    const first = clauses(A);
    const second = clauses(A.replace('five', 'six'));
    const third = clauses(A.replace('five', 'seven'));
    assert.equal(
      marks([first, second, third]),
      clauses(A.replace('five', '{delete in step 1: five}{insert in step 2: seven}')),
    );
  });

  it('tells of each provision which steps changed it', () => {
    const { changes } = stepped([
      clauses(A, B, C),
      clauses(A.replace('five', 'six'), B, C),
      clauses(A.replace('five', 'six').replace('plan', 'note'), B, C.replace('again', 'anew')),
    ]);
    assert.deepEqual(
      changes.map((change) => [change.new?.label, change.origins]),
      [
        ['Clause 4.1', ['step 1', 'step 2']],
        ['Clause 4.3', ['step 2']],
      ],
    );
  });

  it('tells which step moved a clause', () => {
    const script = marks([clauses(A, B, C, D), clauses(D, A, B, C), clauses(D.replace('too great', 'high'), A, B, C)]);
    assert.match(script, /\{moveTo in step 1: [^}]*The Authority may order/);
    assert.match(script, /\{insert in step 2: high\}/);
  });

  it('gives back the first and the last text', () => {
    fc.assert(
      fc.property(generatedRevision, generatedRevision, ([first, second], [third]) => {
        const segments = segmentsOf(stepped([first, second, third]));
        const text = (...ops: string[]) =>
          segments
            .filter(({ op }) => ops.includes(op))
            .map(({ text: t }) => t)
            .join('');
        assert.equal(text('equal', 'delete', 'moveFrom'), first);
        assert.equal(text('equal', 'insert', 'moveTo'), third);
      }),
      { numRuns: 60 },
    );
  });
});
