import assert from 'node:assert/strict';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import type { MinorClass } from '../../server/src/export/export-options.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { sayChange, sayProvision } from '../../server/src/export/manuscript/list-of-changes.js';
import { makeTypesettingJob } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { docxLines } from '../support/docx-text.js';

const compare = (old: string, neu: string) => compareDrafts(Draft.parse(old), Draft.parse(neu));

/** The lines of the list of changes between two texts. */
function listed(old: string, neu: string, without: readonly MinorClass[] = []): string[] {
  const { changes } = layOutManuscript({ comparison: compare(old, neu) }, { without });
  return (changes?.entries ?? []).map((change) => `${sayProvision(change)} ${sayChange(change)}`);
}

const clause = (number: string, words: string) => `${number} ${words}\n\n`;
const WORDS = [
  'The Company shall keep a register of its licences.',
  'Each Member may inspect the minutes of a meeting.',
  'A fee of ten pounds falls due in spring.',
  'No ferry may leave the harbour in fog.',
  'Lamps are lit at dusk and put out at dawn.',
  'The warden opens the gate when the bell rings.',
];
const clauses = (from: number, words: readonly string[]) =>
  words.map((each, index) => clause(`1.${from + index}`, each)).join('');

const LABELS = '\n[OR]: https://a.example/\n[NR]: https://b.example/\n';

const RULES = (day: string, fee: string, kept: string) =>
  `# Canal Rules\n\n## Part 1 – Boats\n\n### Rule 1 Tolls\n\n1.1 A boat pays on ${day}.\n\n1.2 It pays:\n\n(a) ${fee}; and\n\n(b) for its crew.\n\n## Part 2 – Locks\n\n### Rule 2 Keepers\n\n2.1 A keeper opens the lock.\n\n## Schedule 1 – Books\n\n1 A keeper keeps a book.\n\n2 The book states:\n\n(1) the name; and\n\n(2) ${kept}.\n`;

const CASES: readonly [name: string, old: string, neu: string, lines: readonly string[]][] = [
  [
    'cites what stands in a Rule by that word, and what stands in a Schedule with it',
    RULES('Monday', 'ten pounds', 'the length'),
    RULES('Friday', 'six pounds', 'the weight'),
    [
      'Rule 1.1 amended: “Monday” replaced by “Friday”',
      'Rule 1.2(a) amended: “ten” replaced by “six”',
      'Paragraph 2(2) of Schedule 1 amended: “length” replaced by “weight”',
    ],
  ],
  [
    'says the former number of a Rule by that word, and ranges of them',
    RULES('Monday', 'ten pounds', 'the length'),
    RULES('Monday', 'ten pounds', 'the length')
      .replace('1.1 A', '1.1 A raft pays nothing at all.\n\n1.2 A')
      .replace('1.2 It', '1.3 It'),
    ['Rule 1.1 inserted: “A raft pays nothing at all.”', 'Rules 1.2 and 1.3 (formerly Rules 1.1 and 1.2) renumbered'],
  ],
  [
    'cites no clause by the word of a Part',
    '# Code\n\n## Part 1 – Boats\n\n1.1 A boat pays on Monday.\n\n## Part 2 – Locks\n\n2.1 A lock is shut.\n',
    '# Code\n\n## Part 1 – Boats\n\n1.1 A boat pays on Friday.\n\n## Part 2 – Locks\n\n2.1 A lock is shut.\n',
    ['Clause 1.1 amended: “Monday” replaced by “Friday”'],
  ],
  [
    'tells of a note with a name by its number, and of its call',
    '1.1 A lamp[^brass] burns for a fee.[^fees]\n\n1.2 So it does.[^gone]\n\n[^fees]: Ten pounds.\n\n[^brass]: Of brass.\n\n[^gone]: Then.\n',
    '1.1 A lamp[^brass] burns for a fee.[^fees]\n\n1.2 So it does.\n\n[^fees]: Twenty pounds.\n\n[^brass]: Of brass.\n',
    [
      'Clause 1.2 amended: call of a footnote deleted',
      'Footnote 2 amended: “Ten” replaced by “Twenty”',
      'Footnote 3 deleted: “Then.”',
    ],
  ],
  [
    'tells of provisions that only look different as a range',
    `# 1 A\n\n${clauses(1, WORDS)}`,
    `# 1 A\n\n${clauses(
      1,
      WORDS.map((each, index) =>
        index < 3 || index > 4
          ? each.replace('The ', '*The* ').replace('Each', '**Each**').replace('A fee', '*A fee*')
          : each,
      ),
    )}`,
    ['Clauses 1.1 to 1.3 formatting', 'Clause 1.6 formatting'],
  ],
  [
    'leaves the signs of a quotation out of its words',
    '1.1 It says:\n\n> (a) a lamp is lit at dusk by the warden; and\n>\n> (b) out at dawn.\n',
    '1.1 It says:\n\n> (a) a kettle boils on the stove of each house; and\n>\n> (b) out at dawn.\n',
    [
      'Clause 1.1 amended: “(a) a lamp is lit at dusk by the warden; and” replaced by “(a) a kettle boils on the stove of each house; and”',
    ],
  ],
  [
    'says that a link leads elsewhere, and no label or address',
    `1.1 A body shall see [Old Rule][OR] and [it](https://e.example/x).\n${LABELS}`,
    `1.1 A body shall see [New Rules][NR] and [it](https://e.example/y).\n${LABELS}`,
    ['Clause 1.1 amended: “Old Rule” replaced by “New Rules”; address of a link replaced'],
  ],
  [
    'tells the words of links that an edit cuts through',
    `1.1 A body shall see [Old Rule][OR] and the rest.\n${LABELS}`,
    `1.1 A body shall see [Old Rule for All][NR] and [its Guide][OR] and the rest.\n${LABELS}`,
    ['Clause 1.1 amended: “for All and its Guide” inserted'],
  ],
  [
    'tells the words that came in the place of others',
    '1.1 Members shall meet each month.\n',
    '1.1 Members shall meet each week.\n',
    ['Clause 1.1 amended: “month” replaced by “week”'],
  ],
  [
    'tells paragraphs that are counted anew under each heading by their headings',
    '# Rules\n\n## Votes\n\n(1) A vote is fair.\n\n(2) A vote is secret.\n\n## Money\n\n(1) A member pays five pounds.\n\n(2) The clerk keeps the books.\n\n(3) The books are open.\n',
    '# Rules\n\n## Votes\n\n(1) A vote is fair.\n\n(2) A vote is open.\n\n## Money\n\n(1) A member pays ten pounds.\n\n(2) The clerk keeps the books.\n\n(3) The books are shut.\n',
    [
      'Paragraph (2) under “Votes” amended: “secret” replaced by “open”',
      'Paragraph (1) under “Money” amended: “five” replaced by “ten”',
      'Paragraph (3) amended: “open” replaced by “shut”',
    ],
  ],
  [
    'words behind the number of a section',
    '1. MEANING\n\n1.1 “Site” means a place.\n\n2. GRANT OF RIGHTS\n\n2.1 None.\n',
    '1. MEANING\n\n1.1 “Site” means a place.\n\n2. GRANT OF ALL RIGHTS\n\n2.1 None.\n',
    ['Section 2 amended: “ALL” inserted after “GRANT OF”'],
  ],
  [
    'tells where a few words came in, and where they went',
    '1.1 The warden shall open the gate and the shop when the bell rings.\n',
    '1.1 The warden shall not open the gate when the bell rings.\n',
    ['Clause 1.1 amended: “not” inserted after “The warden shall”; “and the shop” deleted after “open the gate”'],
  ],
  [
    'tells that a picture is another, and not how its file is called',
    '1.1 See Figure 1.\n\n**Figure 1 – A plan**\n\n![A plan](one.png)\n\n1.2 End.\n',
    '1.1 See Figure 1.\n\n**Figure 1 – A plan**\n\n![A plan](two.png)\n\n1.2 End.\n',
    ['Figure 1 amended: picture replaced'],
  ],
  [
    'tells words that are a link by its label without the label, and no addresses',
    '1.1 Members shall follow [the Code][C].\n\n[C]: https://code.example\n',
    '1.1 Members shall follow [the Code][C] and [the Guide][g].\n\n[C]: https://code.example/2\n[G]: https://guide.example\n',
    ['Clause 1.1 amended: “and the Guide” inserted after “follow the Code”'],
  ],
  [
    'tells words in brackets that lead nowhere as they are',
    '1.1 Members shall pay in [30][60] days.\n\n[Fee]: £100\n',
    '1.1 Members shall pay in [30][90] days.\n\n[Fee]: £200\n',
    ['Clause 1.1 amended: “60” replaced by “90”; “100” replaced by “200”'],
  ],
  [
    'cuts long words after a whole word',
    '1.1 Members of the guild shall meet in the hall above the market on the first day of spring.\n',
    '1.1 Members of the guild shall meet in the hall above the market on the first day of spring, and where fewer than twelve of them are present within half an hour they adjourn to the next week.\n',
    ['Clause 1.1 amended: “, and where fewer than twelve of them are present within…” inserted'],
  ],
  [
    'gives consecutive insertions as one range, by their first words',
    `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 1))}`,
    `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 5))}`,
    ['Clauses 1.2 to 1.5 inserted: “Each Member may inspect the minutes of a meeting.”'],
  ],
  [
    'gives two deletions as a pair',
    `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 5))}`,
    `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 3))}`,
    ['Clauses 1.4 and 1.5 deleted: “No ferry may leave the harbour in fog.”'],
  ],
  [
    'gives provisions that only have new numbers as one range',
    `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 4))}`,
    `## 1 Rules\n\n${clauses(1, [WORDS[5]!, ...WORDS.slice(0, 4)])}`,
    [
      'Clause 1.1 inserted: “The warden opens the gate when the bell rings.”',
      'Clauses 1.2 to 1.5 (formerly Clauses 1.1 to 1.4) renumbered',
    ],
  ],
  [
    'gives sub-paragraphs as a range of their letters',
    '1.1 A keeper:\n\n(a) sweeps the floor.\n',
    '1.1 A keeper:\n\n(a) sweeps the floor;\n\n(b) trims the lamps;\n\n(c) winds the clock; and\n\n(d) bars the door.\n',
    ['Clause 1.1(a) typographical: “floor.” replaced by “floor;”', 'Clause 1.1(b) to (d) inserted: “trims the lamps;”'],
  ],
  [
    'gives rows as a range within their table',
    '**Table 1.1 – Tolls**\n\n| No. | Toll |\n| --- | --- |\n| 1 | a cart pays a penny |\n',
    '**Table 1.1 – Tolls**\n\n| No. | Toll |\n| --- | --- |\n| 1 | a cart pays a penny |\n| 2 | a coach pays tuppence |\n| 3 | a rider goes free |\n',
    ['Rows 2 and 3 of Table 1.1 inserted: “a coach pays tuppence”'],
  ],
  [
    'says once of a section what became of its paragraphs',
    '## 7 Notices\n\nA notice is put up at the gate.\n\nIt stays there for a week.\n\nNobody may take it down before.\n',
    '## 7 Notices\n\nA notice is put up at the town gate.\n\nIt stays there for a month.\n\nNobody may take it down before.\n\nWhoever does so pays a fine of one crown.\n',
    [
      'Section 7 amended: “town” inserted after “up at the”; “week” replaced by “month”; “Whoever does so pays a fine of one crown.” inserted',
    ],
  ],
  [
    'names a definition as one',
    '**Gate** means the north gate.\n\n**Toll** means a charge for passing it.\n',
    '**Gate** means the north gate.\n\n**Post** means the timber beside it, painted white.\n\n**Toll** means a charge for passing it.\n',
    ['Definition of Post inserted: “means the timber beside it, painted white.”'],
  ],
  [
    'tells the first words of what moved, and what changed in it',
    `## 1 Rules\n\n${clauses(1, WORDS)}`,
    `## 1 Rules\n\n${clauses(1, [WORDS[5]!, ...WORDS.slice(0, 5)])}`,
    [
      'Clause 1.1 (formerly Clause 1.6) moved: “The warden opens the gate when the bell rings.”',
      'Clauses 1.2 to 1.6 (formerly Clauses 1.1 to 1.5) renumbered',
    ],
  ],
  [
    'leaves front matter out',
    '---\ndocument: A\nversion: V1\n---\n\n1.1 Words.\n',
    '---\ndocument: A\nversion: V2\n---\n\n1.1 Words.\n',
    [],
  ],
  [
    'leaves out where lines are wrapped',
    '1.1 The warden opens the gate when the bell rings.\n\nHe bars it\nat dusk.\n',
    '1.1 The warden opens\nthe gate when\nthe bell rings.\n\nHe bars it at dusk.\n',
    [],
  ],
  [
    'leaves out how the columns of a table are padded',
    '| No. | Toll |\n| --- | --- |\n| 1 | a penny |\n',
    '| No.  | Toll      |\n| :--- | --------- |\n| 1    | a penny   |\n',
    [],
  ],
  [
    'tells the words of a paragraph that was wrapped anew as well',
    '1.1 The warden opens the gate\nwhen the bell rings.\n',
    '1.1 The warden shuts the gate when\nthe bell rings.\n',
    ['Clause 1.1 amended: “opens” replaced by “shuts”'],
  ],
  [
    'shows words without their mark-up',
    '1.1 A [fee](https://example.org/fee) is due.[^1]\n\n[^1]: Or a gift.\n',
    '1.1 A **higher** [fee](https://example.org/fee) is due.[^1]\n\n[^1]: Or a gift.\n',
    ['Clause 1.1 amended: “higher” inserted after “A”'],
  ],
];

describe('the list of changes', () => {
  for (const [name, old, neu, lines] of CASES)
    it(name, () => {
      assert.deepEqual(listed(old, neu), lines);
    });

  it('does not tell what is left unmarked', () =>
    assert.deepEqual(listed('1.1 The gate, and posts.\n', '1.1 The gate and post.\n', ['typographical']), [
      'Clause 1.1 amended: “posts” replaced by “post”',
    ]));

  const old = `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 2))}`;
  const neu = `## 1 Rules\n\n${clauses(1, WORDS.slice(0, 5)).replace('ten', 'six')}`;
  const source = { comparison: compare(old, neu) };
  const said = ['Clauses 1.3 to 1.5', 'inserted: “A fee of six pounds falls due in spring.”'];

  it('says the same in every format', async () => {
    const html = renderHtml(source);
    const job: { changes: { entries: { label: string; change: string }[]; summary: string } } = JSON.parse(
      makeTypesettingJob(layOutManuscript(source)).data,
    );
    const word = docxLines(await renderDocx(source, { author: 'A', date: '2020-01-01' }), 'accepted');
    assert.ok(html.includes(`${said[0]}</a> ${said[1]}`), html);
    assert.deepEqual(
      job.changes.entries.map(({ label, change }) => [label, change]),
      [said],
    );
    // Blanks before the page hold the last word off it.
    assert.ok(
      word.some((line) =>
        line
          .replace(/\u00a0+\t/, '\t')
          .replaceAll('\u00a0', ' ')
          .includes(`${said.join('\t')}\t1`),
      ),
      word.join('\n'),
    );
    for (const text of [job.changes.summary, word.join('\n')]) assert.ok(text.includes('3 inserted.'));
  });

  it('is in front unless it is refused', async () => {
    for (const options of [{}, { listOfChanges: false, legend: false }]) {
      const lines = docxLines(await renderDocx(source, { author: 'A', date: '2020-01-01', ...options }), 'accepted');
      assert.equal(lines.includes('List of changes'), options.listOfChanges !== false);
      assert.equal(lines.includes('What the marks mean'), options.legend !== false);
    }
  });
});

describe('the contents of a marked PDF', () => {
  for (const [name, after, isShown] of [
    ['list the headings that stay', '# 2 Fees\n\n2.1 Pay.\n', true],
    ['are left out where every heading was deleted', '2.1 Pay.\n', false],
  ] as const)
    it(name, () => {
      const job = makeTypesettingJob(layOutManuscript({ comparison: compare('# 2 Fees\n\n2.1 Pay.\n', after) }));
      assert.ok(JSON.stringify(job).replaceAll('\\', '').includes(`"contents":${isShown}`));
    });
});
