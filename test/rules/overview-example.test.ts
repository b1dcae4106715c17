import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { DiskHost } from '../../server/src/node/disk-host.js';
import { toUri } from '../../server/src/node/uris.js';
import { Checker } from '../../server/src/rules/check.js';
import type { Finding } from '../../server/src/rules/finding.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

const FOLDER = resolve('examples/further-testing');

/** A place in a file of the example, and what stands there instead. */
type Edit = readonly [file: 'consultation' | 'svtad' | 'mtad', from: string | RegExp, to: string];

/** "undeclared Clause 20.30", "unfounded Clause 20.17", in the order of the text. */
type Seed = readonly [name: string, edits: readonly Edit[], told: readonly string[]];

/** A row of the overview, whole. */
const row = (number: number) => new RegExp(`^\\| ${number} \\|.*\\n`, 'm');
const cites = (from: string, to: string): Edit => ['consultation', `| ${from} |`, `| ${to} |`];
const added = (reference: string): Edit => [
  'consultation',
  /(?<=^\| 15 \|.*\n)/m,
  `| 16 | ${reference} | Obligation extended | Asked for by respondents |\n`,
];

const SEEDS: readonly Seed[] = [
  // Rows that are gone.
  ['the row of a table of definitions', [['consultation', row(1), '']], ['undeclared Table 1.1']],
  ['the row of a move', [['consultation', row(2), '']], ['undeclared Clause 20.18']],
  ['the row of a new sub-paragraph', [['consultation', row(3), '']], ['undeclared Clause 20.21']],
  ['the row of a sentence taken out', [['consultation', row(4), '']], ['undeclared Clause 20.26']],
  [
    'the row of two clauses whose text was replaced',
    [['consultation', row(5), '']],
    ['undeclared Clause 20.28', 'undeclared Clause 20.29'],
  ],
  [
    'the row of a range',
    [['consultation', row(6), '']],
    ['undeclared Clause 20.30', 'undeclared Clause 20.31', 'undeclared Clause 20.32'],
  ],
  ['the row of one new clause', [['consultation', row(7), '']], ['undeclared Clause 20.33']],
  ['the row of the other instrument', [['consultation', row(11), '']], ['undeclared Table 9.3']],
  ['the row of a new row of a table', [['consultation', row(12), '']], ['undeclared Table 13.1']],
  ['the row of two clauses', [['consultation', row(13), '']], ['undeclared Clause 13.3', 'undeclared Clause 13.4']],
  ['the row of a few words', [['consultation', row(14), '']], ['undeclared Clause 13.5']],
  [
    'the last row',
    [['consultation', row(15), '']],
    ['undeclared Clause 13.10', 'undeclared Clause 13.11', 'undeclared Clause 13.12'],
  ],
  // Ranges that are too short.
  [
    'a range one short at its end',
    [cites('SMETS1 SVTAD Clause 20.30 to Clause 20.32', 'SMETS1 SVTAD Clause 20.30 to Clause 20.31')],
    ['undeclared Clause 20.32'],
  ],
  [
    'a range one short at its beginning',
    [cites('SMETS1 SVTAD Clause 20.38 to Clause 20.40', 'SMETS1 SVTAD Clause 20.39 to Clause 20.40')],
    ['undeclared Clause 20.38'],
  ],
  [
    'a range of which both ends are left, and not what lies between',
    [cites('SMETS1 SVTAD Clause 20.35 to Clause 20.37', 'SMETS1 SVTAD Clause 20.35 and Clause 20.37')],
    ['undeclared Clause 20.36'],
  ],
  [
    'one of two clauses',
    [cites('SMETS1 SVTAD Clause 13.3 and Clause 13.4', 'SMETS1 SVTAD Clause 13.4')],
    ['undeclared Clause 13.3'],
  ],
  [
    'a range written as one number',
    [cites('SMETS1 SVTAD Clause 13.10 to Clause 13.12', 'SMETS1 SVTAD Clause 13.10')],
    ['undeclared Clause 13.11', 'undeclared Clause 13.12'],
  ],
  // Ranges that are too long.
  [
    'a range one long at its beginning',
    [cites('SMETS1 SVTAD Clause 20.28 to Clause 20.29', 'SMETS1 SVTAD Clause 20.27 to Clause 20.29')],
    ['unfounded Clause 20.27'],
  ],
  [
    'a range that begins with a clause that only has a new number elsewhere',
    [cites('SMETS1 SVTAD Clause 13.3 and Clause 13.4', 'SMETS1 SVTAD Clause 13.2 to Clause 13.4')],
    ['unfounded Clause 13.2'],
  ],
  [
    'a list with a clause too many',
    [cites('SMETS1 SVTAD Clause 13.5', 'SMETS1 SVTAD Clauses 13.5 and 13.6')],
    ['unfounded Clause 13.6'],
  ],
  // Rows for the wrong provision.
  [
    'a row for the wrong table',
    [cites('MTAD Table 9.3', 'MTAD Table 9.2')],
    ['undeclared Table 9.3', 'unfounded Table 9.2'],
  ],
  [
    'a row for the table beside',
    [cites('SMETS1 SVTAD Table 13.1', 'SMETS1 SVTAD Table 13.2')],
    ['undeclared Table 13.1', 'unfounded Table 13.2'],
  ],
  [
    'a row for the wrong row of the right table',
    [cites('MTAD Table 9.3', 'row 4 of MTAD Table 9.3')],
    ['undeclared Table 9.3', 'unfounded row 4 of Table 9.3'],
  ],
  [
    'a row for the clause before',
    [cites('SMETS1 SVTAD Clause 13.5', 'SMETS1 SVTAD Clause 13.6')],
    ['undeclared Clause 13.5', 'unfounded Clause 13.6'],
  ],
  [
    'a row for the wrong instrument',
    [cites('MTAD Table 9.3', 'SMETS1 SVTAD Table 11.1')],
    ['undeclared Table 9.3', 'unfounded Table 11.1'],
  ],
  [
    'a row for the wrong sub-paragraph',
    [cites('SMETS1 SVTAD Clause 20.21', 'SMETS1 SVTAD Clause 20.20(a)')],
    ['undeclared Clause 20.21', 'unfounded Clause 20.20(a)'],
  ],
  [
    'two rows that have each other’s clause',
    [
      cites('SMETS1 SVTAD Clause 20.21', 'SMETS1 SVTAD Clause 20.16'),
      cites('SMETS1 SVTAD Clause 13.5', 'SMETS1 SVTAD Clause 20.21'),
    ],
    ['undeclared Clause 13.5', 'unfounded Clause 20.16'],
  ],
  // Moves.
  [
    'a move declared at a number that nothing moved to',
    [cites('SMETS1 SVTAD Clause 20.18', 'SMETS1 SVTAD Clause 20.17')],
    ['undeclared Clause 20.18', 'unfounded Clause 20.17'],
  ],
  [
    'a move that no row declares',
    [['svtad', /20\.7 ([^\n]*)\n\n20\.8 ([^\n]*)\n/, '20.7 $2\n\n20.8 $1\n']],
    ['undeclared Clause 20.7'],
  ],
  // Clauses changed without a row.
  [
    'a clause reworded',
    [
      [
        'svtad',
        '20.7 The DCC shall consult each Supplier Party on the order',
        '20.7 The DCC may consult any Supplier Party on the order',
      ],
    ],
    ['undeclared Clause 20.7'],
  ],
  [
    'a period made longer',
    [['svtad', 'for at least 10 Working Days', 'for at least 15 Working Days']],
    ['undeclared Clause 13.6'],
  ],
  [
    'a sub-paragraph reworded',
    [
      [
        'mtad',
        '(a) the number of Installations that are to be used in each stage;',
        '(a) the number of Installations and Devices that are to be used in each stage;',
      ],
    ],
    ['undeclared Clause 6.2'],
  ],
  ['a cell of a table', [['mtad', '| 3 | 10 |', '| 3 | 12 |']], ['undeclared Table 9.2']],
  [
    'a row put into a table',
    [['mtad', /(?<=\| 4 \| Each Operator and each [^\n]*\n)/, '| 5 | The Cohort has been named. | The Test Plan |\n']],
    ['undeclared Table 9.1'],
  ],
  [
    'a definition reworded',
    [['mtad', '| Operator | a person who operates', '| Operator | a person who owns or operates']],
    ['undeclared Table 1.1'],
  ],
  [
    'a clause put in at the end of a section',
    [['mtad', /(?=\n## 6 Planning of MT)/, '\n5.7 The DCC shall publish a record of each omission.\n']],
    ['undeclared Clause 5.7'],
  ],
  [
    'a sub-paragraph put in',
    [
      [
        'svtad',
        /(?<=\(b\) shall be treated as having a Severity Level of 2 or higher until it has been assessed)\./,
        '; and\n\n(c) shall be recorded in a register of its own.',
      ],
    ],
    ['undeclared Clause 19.2'],
  ],
  [
    'a paragraph of an appendix',
    [
      [
        'svtad',
        '1.1 A Test Completion Report shall contain',
        '1.1 A Test Completion Report shall in every case contain',
      ],
    ],
    ['undeclared paragraph 1.1 of Appendix B'],
  ],
  [
    'a clause of each instrument',
    [
      ['svtad', '20.8 The Secretary of State may direct', '20.8 The Secretary of State may at any time direct'],
      ['mtad', '5.4 The stages of MT for one Cohort may', '5.4 The stages of MT for one Cohort shall not'],
    ],
    ['undeclared Clause 20.8', 'undeclared Clause 5.4'],
  ],
  // Rows without a change.
  ['a row too many', [added('SMETS1 SVTAD Clause 20.7')], ['unfounded Clause 20.7']],
  ['a row too many for a table', [added('MTAD Table 1.1')], ['unfounded Table 1.1']],
  ['a row for a clause that has a new reference alone', [added('SMETS1 SVTAD Clause 8.6')], ['unfounded Clause 8.6']],
  ['a row for a clause that has a new number alone', [added('SMETS1 SVTAD Clause 20.23')], ['unfounded Clause 20.23']],
  [
    'a row whose change was given up',
    [['svtad', 'de-selected in IOC or MOC', 'de-selected in IOC, MOC or FOC']],
    ['unfounded Clause 13.5'],
  ],
];

describe('the overview of the example, with disagreements seeded into it', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let checker: Checker;

  before(async () => {
    workspace = await Workspace.load(new DiskHost(), toUri(FOLDER));
    checker = new Checker(workspace);
  });

  for (const [name, edits, told] of SEEDS) {
    it(name, () => {
      const before = new Map([...workspace.documents].map(([uri, { draft }]) => [uri, draft.text]));
      try {
        for (const [file, from, to] of edits) {
          const uri = `${toUri(FOLDER)}/${file}.md`;
          const text = workspace.documents.get(uri)?.draft.text ?? '';
          const changed = text.replace(from, to);
          assert.notEqual(changed, text, `${file}.md has no ${from}`);
          workspace.setText(uri, changed);
        }
        assert.deepEqual(checker.checkAll().map(inShort), told);
      } finally {
        for (const [uri, text] of before) workspace.setText(uri, text);
      }
    });
  }

  it('is at peace without them', () => assert.deepEqual(checker.checkAll().map(inShort), []));
});

function inShort({ code, message }: Finding): string {
  const kind = /^overview\.(\w+)$/.exec(code)?.[1];
  const label = /^(.*?) of the (?:SMETS1 SVTAD|MTAD) /.exec(message)?.[1] ?? message;
  return kind
    ? `${kind} ${label.charAt(0) === 'R' || label.charAt(0) === 'P' ? label.charAt(0).toLowerCase() + label.slice(1) : label}`
    : `${code} ${message}`;
}
