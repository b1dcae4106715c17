import assert from 'node:assert/strict';
import { writeInstructionsBetween } from '../../server/src/instructions/instructions.js';
import { Draft } from '../../server/src/model/draft.js';

/** The instructions between two texts, block quotations on one line each. */
function instructionsOf(old: string, neu: string): string[] {
  const { markdown } = writeInstructionsBetween(Draft.parse(old), Draft.parse(neu));
  return markdown
    .replace(/\n>\n/g, ' / ')
    .replace(/\n\n?>? ?(?=[>|])/g, ' ')
    .split(/\n\n/)
    .map((line) => line.replace(/\s+/g, ' ').replace(/ > /g, ' ').trim())
    .filter((line) => line !== '');
}

const CLAUSES = `## 4 Boats

4.1 The keeper shall keep a register of the boats in the harbour.

4.2 A boat shall:

(a) have a name;

(b) have a lamp; and

(c) have an owner.

4.3 A boat may leave.

## 5 Fees

5.1 The fee under Clause 4.3 is due.
`;

describe('the house forms of instructions', () => {
  const changed = (from: string, to: string) => instructionsOf(CLAUSES, CLAUSES.replace(from, to));

  it('substitute the shortest words that occur once', () => {
    assert.deepEqual(changed('a register of the boats', 'a list of the boats'), [
      '(1) In Clause 4.1, for “register” substitute “list”.',
    ]);
    assert.deepEqual(changed('keeper shall keep', 'keeper must keep'), [
      '(1) In Clause 4.1, for “shall” substitute “must”.',
    ]);
    assert.deepEqual(instructionsOf('1.1 A boat and a boat.\n', '1.1 A boat and a raft.\n'), [
      '(1) In Clause 1.1, for “a boat” substitute “a raft”.',
    ]);
  });

  it('insert after words, and omit them', () => {
    assert.deepEqual(changed('of the boats', 'of the boats and rafts'), [
      '(1) In Clause 4.1, after “boats” insert “and rafts”.',
    ]);
    assert.deepEqual(changed(' in the harbour', ''), ['(1) In Clause 4.1, omit “in the harbour”.']);
    assert.deepEqual(changed('may leave.', 'may leave. It may return.'), [
      '(1) In Clause 4.3, at the end insert “It may return.”.',
    ]);
  });

  it('gather the changes to one provision', () => {
    assert.deepEqual(
      changed(
        '(b) have a lamp; and\n\n(c) have an owner.',
        '(b) have a lamp;\n\n(c) have an owner; and\n\n(d) have a bell.',
      ),
      [
        '(1) In Clause 4.2—',
        '(a) in paragraph (b), omit “and” at the end;',
        '(b) in paragraph (c), for “owner.” substitute “owner; and”;',
        '(c) after paragraph (c) insert— “(d) have a bell.”.',
      ],
    );
  });

  it('insert, omit and renumber provisions', () => {
    const neu = CLAUSES.replace('4.2 A boat', '4.2 A raft is a boat.\n\n4.3 A boat')
      .replace('4.3 A boat may', '4.4 A boat may')
      .replace('Clause 4.3', 'Clause 4.4');
    assert.deepEqual(instructionsOf(CLAUSES, neu), [
      '(1) After Clause 4.1 insert— “4.2 A raft is a boat.”.',
      '(2) Renumber Clauses 4.2 and 4.3 as 4.3 and 4.4.',
      '(3) In Clause 5.1, for “4.3” substitute “4.4”.',
    ]);
    assert.deepEqual(changed('4.3 A boat may leave.\n\n', ''), ['(1) Omit Clause 4.3.']);
  });

  it('set out anew what is another text', () => {
    assert.deepEqual(changed('A boat may leave.', 'Nobody shall paint anything at night without asking the keeper.'), [
      '(1) For Clause 4.3 substitute— “4.3 Nobody shall paint anything at night without asking the keeper.”.',
    ]);
  });

  it('change headings, rows, cells and footnotes', () => {
    const old = `## 4 Boats\n\n4.1 The fees are in Table 4.1.[^1]\n\n**Table 4.1 – Fees**\n\n| Boat | Fee |\n| --- | --- |\n| Canoe | £2 |\n| Yacht | £9 |\n\n[^1]: In pounds.\n`;
    const neu = old
      .replace('4 Boats', '4 Vessels')
      .replace('£9', '£8')
      .replace('| Yacht', '| Punt | £4 |\n| Yacht')
      .replace('In pounds', 'In sterling');
    assert.deepEqual(instructionsOf(old, neu), [
      '(1) In the heading of Section 4, for “Boats” substitute “Vessels”.',
      '(2) In Table 4.1—',
      '(a) after the entry for “Canoe” insert— | Boat | Fee | | --- | --- | | Punt | £4 |',
      '(b) in the entry for “Yacht”, for “£9” substitute “£8”.',
      '(3) In Footnote 1, for “pounds” substitute “sterling”.',
    ]);
  });

  it('say how a list is laid out anew without its words', () => {
    const old = '## 4 Boats\n\nA boat has:\n\n1.  a name;\n2.  a lamp.\n';
    assert.deepEqual(instructionsOf(old, old.replace('2.  a', '2. a')), [
      '(1) Set the text of the paragraph beginning “a lamp” off from its number by 1 space.',
    ]);
    const bylaws = '## 4 Boats\n\n1. A boat has:\n\n    (#)  a name of its own that is not used elsewhere;\n';
    assert.deepEqual(instructionsOf(bylaws, bylaws.replace('(#)', '#.')), [
      '(1) In Section 4, for “(#)” substitute “#.”.',
    ]);
  });
});
