/** A pair of texts, what must be marked in them, and what must be told. */
export interface Pair {
  readonly name: string;
  readonly old: string;
  readonly new: string;
  /** See `marks`. */
  readonly marks: string;
  /** See `told`. */
  readonly told: readonly string[];
}

const A = 'The DCC shall produce a test plan for each Device Model and publish it on its website.';
const B = 'Each User may object to the test plan within ten Working Days of its publication.';
const C = 'Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.';
const D = 'The Authority may direct that testing be suspended where the risk to consumers is unacceptable.';
const E = 'Costs incurred by a User in preparing an objection shall lie where they fall.';

export const PAIRS: readonly Pair[] = [
  { name: 'nothing against nothing', old: '', new: '', marks: '', told: [] },
  {
    name: 'nothing became something',
    old: '',
    new: `4.1 ${A}\n`,
    marks: '{++4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n++}',
    told: ['inserted: nothing → Clause 4.1'],
  },
  {
    name: 'something became nothing',
    old: `4.1 ${A}\n`,
    new: '',
    marks: '{--4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n--}',
    told: ['deleted: Clause 4.1 → nothing'],
  },
  {
    name: 'one word replaced',
    old: `4.1 ${A}\n`,
    new: `4.1 ${A.replace('produce', 'prepare')}\n`,
    marks:
      '4.1 The DCC shall {--produce--}{++prepare++} a test plan for each Device Model and publish it on its website.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a clause inserted renumbers the ones behind it and the references to them',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C} Clause 4.2 applies.\n`,
    new: `4.1 ${A}\n\n4.2 ${D}\n\n4.3 ${B}\n\n4.4 ${C} Clause 4.3 applies.\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{++4.2 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n++}{c--4.2--}{c++4.3++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.3--}{c++4.4++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again. Clause {c--4.2--}{c++4.3++} applies.\n',
    told: [
      'inserted: nothing → Clause 4.2',
      'renumbered: Clause 4.2 → Clause 4.3',
      'renumbered, consequential: Clause 4.3 → Clause 4.4',
    ],
  },
  {
    name: 'a clause deleted',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `4.1 ${A}\n\n4.2 ${C}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{--4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n--}{c--4.3--}{c++4.2++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    told: ['deleted: Clause 4.2 → nothing', 'renumbered: Clause 4.3 → Clause 4.2'],
  },
  {
    name: 'a clause moved up and edited',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n\n4.4 ${D}\n`,
    new: `4.1 ${A}\n\n4.2 ${D.replace('unacceptable', 'too great')}\n\n4.3 ${B}\n\n4.4 ${C}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c++4.2++}{>> The Authority may direct that testing be suspended where the risk to consumers is >>}{++too great++}{>>.\n\n>>}{c--4.2--}{c++4.3++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.3--}{c++4.4++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n{f--\n--}{c--4.4--}{<< The Authority may direct that testing be suspended where the risk to consumers is <<}{--unacceptable--}{<<.\n<<}',
    told: [
      'moved, amended: Clause 4.4 → Clause 4.2',
      'renumbered: Clause 4.2 → Clause 4.3',
      'renumbered: Clause 4.3 → Clause 4.4',
    ],
  },
  {
    name: 'two clauses swapped',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `4.1 ${A}\n\n4.2 ${C}\n\n4.3 ${B}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.2--}{<< Each User may object to the test plan within ten Working Days of its publication.\n\n<<}{c--4.3--}{c++4.2++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n{f++\n++}{c++4.3++}{>> Each User may object to the test plan within ten Working Days of its publication.\n>>}',
    told: ['renumbered: Clause 4.3 → Clause 4.2', 'moved: Clause 4.2 → Clause 4.3'],
  },
  {
    name: 'a clause deleted and an unrelated one inserted in its place',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `4.1 ${A}\n\n4.2 ${D}\n\n4.3 ${C}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{--4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n--}{++4.2 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n++}4.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    told: ['deleted: Clause 4.2 → nothing', 'inserted: nothing → Clause 4.2'],
  },
  {
    name: 'a changed reference whose old target is still there is an amendment',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 Clause 4.1 applies to objections.\n`,
    new: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 Clause 4.2 applies to objections.\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n4.3 Clause {--4.1--}{++4.2++} applies to objections.\n',
    told: ['amended: Clause 4.3 → Clause 4.3'],
  },
  {
    name: 'references in a list and a range follow their clauses',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n\n4.4 Clauses 4.1, 4.2 and 4.3 and Clauses 4.1 to 4.3 apply.\n`,
    new: `4.1 ${D}\n\n4.2 ${A}\n\n4.3 ${B}\n\n4.4 ${C}\n\n4.5 Clauses 4.2, 4.3 and 4.4 and Clauses 4.2 to 4.4 apply.\n`,
    marks:
      '{++4.1 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n++}{c--4.1--}{c++4.2++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.2--}{c++4.3++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.3--}{c++4.4++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n{c--4.4--}{c++4.5++} Clauses {c--4.1--}{c++4.2++}, {c--4.2--}{c++4.3++} and {c--4.3--}{c++4.4++} and Clauses {c--4.1--}{c++4.2++} to {c--4.3--}{c++4.4++} apply.\n',
    told: [
      'inserted: nothing → Clause 4.1',
      'renumbered: Clause 4.1 → Clause 4.2',
      'renumbered: Clause 4.2 → Clause 4.3',
      'renumbered: Clause 4.3 → Clause 4.4',
      'renumbered, consequential: Clause 4.4 → Clause 4.5',
    ],
  },
  {
    name: 'a reference into another document never follows',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 As Clause 4.1 of the MTAD says, tests are run.\n`,
    new: `4.1 ${D}\n\n4.2 ${A}\n\n4.3 ${B}\n\n4.4 As Clause 4.2 of the MTAD says, tests are run.\n`,
    marks:
      '{++4.1 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n++}{c--4.1--}{c++4.2++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.2--}{c++4.3++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.3--}{c++4.4++} As Clause {--4.1--}{++4.2++} of the MTAD says, tests are run.\n',
    told: [
      'inserted: nothing → Clause 4.1',
      'renumbered: Clause 4.1 → Clause 4.2',
      'renumbered: Clause 4.2 → Clause 4.3',
      'renumbered, amended: Clause 4.3 → Clause 4.4',
    ],
  },
  {
    name: 'a sub-paragraph inserted, and the references to the ones behind it',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test;\n\n(b) keep records of the tests for two years; and\n\n(c) report failures under paragraph (b).\n',
    new: '4.1 The DCC shall:\n\n(a) publish the results of each test;\n\n(b) notify the Panel of every objection received;\n\n(c) keep records of the tests for two years; and\n\n(d) report failures under paragraph (c).\n',
    marks:
      '4.1 The DCC shall:\n\n(a) publish the results of each test;\n\n{++(b) notify the Panel of every objection received;\n\n++}{c--(b)--}{c++(c)++} keep records of the tests for two years; and\n\n{c--(c)--}{c++(d)++} report failures under paragraph {c--(b)--}{c++(c)++}.\n',
    told: [
      'inserted: nothing → Clause 4.1(b)',
      'renumbered: Clause 4.1(b) → Clause 4.1(c)',
      'renumbered, consequential: Clause 4.1(c) → Clause 4.1(d)',
    ],
  },
  {
    name: 'a sub-paragraph moved within its clause',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website without delay;\n\n(b) keep records of the tests for two years;\n\n(c) consult each User that the test concerns; and\n\n(d) pay the fees.\n',
    new: '4.1 The DCC shall:\n\n(a) keep records of the tests for two years;\n\n(b) consult each User that the test concerns; and\n\n(c) publish the results of each test on its website without delay;\n\n(d) pay the fees.\n',
    marks:
      '4.1 The DCC shall:\n\n{c--(a)--}{<< publish the results of each test on its website without delay;\n\n<<}{c--(b)--}{c++(a)++} keep records of the tests for two years;\n\n{c--(c)--}{c++(b)++} consult each User that the test concerns; and\n\n{c++(c)++}{>> publish the results of each test on its website without delay;\n\n>>}(d) pay the fees.\n',
    told: [
      'renumbered: Clause 4.1(b) → Clause 4.1(a)',
      'renumbered: Clause 4.1(c) → Clause 4.1(b)',
      'moved: Clause 4.1(a) → Clause 4.1(c)',
    ],
  },
  {
    name: 'a paragraph split into lettered ones',
    old: '4.1 The DCC shall test each Planned Entry before it is used and report every failure of a test to the Panel within five days.\n',
    new: '4.1 The DCC shall:\n\n(a) test each Planned Entry before it is used; and\n\n(b) report every failure of a test to the Panel within five days.\n',
    marks:
      '4.1 The DCC shall{++:\n\n++}{++(a)++} test each Planned Entry before it is used{t++;++} and{++\n\n++}{++(b)++} report every failure of a test to the Panel within five days.\n',
    told: ['amended, typographical: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'lettered paragraphs merged into one',
    old: '4.1 The DCC shall:\n\n(a) test each Planned Entry before it is used; and\n\n(b) report every failure of a test to the Panel within five days.\n',
    new: '4.1 The DCC shall test each Planned Entry before it is used and report every failure of a test to the Panel within five days.\n',
    marks:
      '4.1 The DCC shall{--:\n\n--}{--(a)--} test each Planned Entry before it is used{t--;--} and{--\n\n--}{--(b)--} report every failure of a test to the Panel within five days.\n',
    told: ['amended, typographical: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a row inserted, which renumbers the ones behind it',
    old: '**Table 9.3 – Tests**\n\n| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 2 | Send an alert |\n| 3 | Read the register |\n',
    new: '**Table 9.3 – Tests**\n\n| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 2 | Restore the power |\n| 3 | Send an alert |\n| 4 | Read the register |\n',
    marks:
      '**Table 9.3 – Tests**\n\n| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n{++| 2 | Restore the power |\n++}| {c--2--}{c++3++} | Send an alert |\n| {c--3--}{c++4++} | Read the register |\n',
    told: [
      'inserted: nothing → row 2 of Table 9.3',
      'renumbered: row 2 of Table 9.3 → row 3 of Table 9.3',
      'renumbered: row 3 of Table 9.3 → row 4 of Table 9.3',
    ],
  },
  {
    name: 'a row inserted as 2A, and a cell changed',
    old: '**Table 9.3 – Tests**\n\n| Row | Test | Limit |\n|---|---|---|\n| 1 | Pair the meter | 30 |\n| 2 | Send an alert | 60 |\n| 3 | Read the register | 90 |\n',
    new: '**Table 9.3 – Tests**\n\n| Row | Test | Limit |\n|---|---|---|\n| 1 | Pair the meter | 45 |\n| 2 | Send an alert | 60 |\n| 2A | Restore the power | 15 |\n| 3 | Read the register | 90 |\n',
    marks:
      '**Table 9.3 – Tests**\n\n| Row | Test | Limit |\n|---|---|---|\n| 1 | Pair the meter | {--30--}{++45++} |\n| 2 | Send an alert | 60 |\n{++| 2A | Restore the power | 15 |\n++}| 3 | Read the register | 90 |\n',
    told: ['amended: row 1 of Table 9.3 → row 1 of Table 9.3', 'inserted: nothing → row 2A of Table 9.3'],
  },
  {
    name: 'a row replaced',
    old: '| Row | Test |\n|---|---|\n| 1 | Pair the meter with the hub |\n| 2 | Send an alert at noon |\n| 3 | Read the register |\n',
    new: '| Row | Test |\n|---|---|\n| 1 | Pair the meter with the hub |\n| 2 | Restore supply after an outage |\n| 3 | Read the register |\n',
    marks:
      '| Row | Test |\n|---|---|\n| 1 | Pair the meter with the hub |\n| 2 | {--Send an alert at noon--}{++Restore supply after an outage++} |\n| 3 | Read the register |\n',
    told: ['amended: row 2 of the table → row 2 of the table'],
  },
  {
    name: 'a column inserted',
    old: '| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 2 | Send an alert |\n',
    new: '| Row | Owner | Test |\n|---|---|---|\n| 1 | DCC | Pair the meter |\n| 2 | User | Send an alert |\n',
    marks:
      '| Row{++ | Owner++} | Test |\n|---|---|{f++---|++}\n| 1{++ | DCC++} | Pair the meter |\n| 2{++ | User++} | Send an alert |\n',
    told: [
      'amended: table → table',
      'amended: row 1 of the table → row 1 of the table',
      'amended: row 2 of the table → row 2 of the table',
    ],
  },
  {
    name: 'a table padded anew',
    old: '| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n',
    new: '| Row | Test           |\n| --- | -------------- |\n| 1   | Pair the meter |\n',
    marks:
      '| Row | Test {f--|\n|---|-----}{f++          |\n| --- | -------------- ++}|\n| 1 {f++  ++}| Pair the meter |\n',
    told: [],
  },
  {
    name: 'punctuation, case and one letter are typographical',
    old: `4.1 The DCC’s plan, once recieved, shall be published; the Panel may object.\n\n4.2 ${B}\n`,
    new: `4.1 The DCC's plan once received shall be published: the panel may object.\n\n4.2 ${B}\n`,
    marks:
      "4.1 The {t--DCC’s--}{t++DCC's++} plan{t--,--} once {t--recieved,--}{t++received++} shall be published{t--;--}{t++:++} the {t--Panel--}{t++panel++} may object.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n",
    told: ['typographical: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'one letter of a short word, a unit or a plural is substance',
    old: '4.1 The supply of 5 kV may be cut by the User now.\n',
    new: '4.1 The supply of 5 MV may be cut by the Users not.\n',
    marks: '4.1 The supply of 5 {--kV--}{++MV++} may be cut by the {--User now--}{++Users not++}.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'mark-up and line ends within a paragraph are formatting',
    old: `4.1 The **DCC** shall produce a test plan\nfor each Device Model.\n\n4.2 ${B}\n`,
    new: `**4.1** The DCC shall produce a test plan for\neach Device Model.\n\n4.2 ${B}\n`,
    marks:
      '{f++**++}4.1{f++**++} The {f--**--}DCC{f--**--} shall produce a test plan{f--\n--}{f++ ++}for{f-- --}{f++\n++}each Device Model.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n',
    told: ['formatting: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'words to fill in, and an address that is a link, are substance',
    old: `4.1 The <Chief Officer> may write to <address> at <https://a.example/2019>.\n\n4.2 ${B}\n`,
    new: `4.1 The <Chief Warden> may write to <title> at <https://a.example/2020>.\n\n4.2 ${B}\n`,
    marks:
      '4.1 The <Chief {--Officer--}{++Warden++}> may write to <{--address--}{++title++}> at {--<https://a.example/2019>--}{++<https://a.example/2020>++}.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'an element that is closed is mark-up',
    old: `4.1 The DCC shall produce it by <time>noon</time> and <b>publish</b> it.\n\n4.2 ${B}\n`,
    new: `4.1 The DCC shall produce it by noon and <i>publish</i> it.\n\n4.2 ${B}\n`,
    marks:
      '4.1 The DCC shall produce it by {f--<time>--}noon{f--</time>--} and <{f--b--}{f++i++}>publish</{f--b--}{f++i++}> it.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n',
    told: ['formatting: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'lines wrapped anew, indents and bullets are no change',
    old: `4.1 The DCC shall produce a test plan\nfor each Device Model.\n\n* one ferry\n* one tug\n\n4.2 ${B}\n`,
    new: `4.1 The DCC shall produce\na test plan for each Device Model.\n\n  -  one ferry\n  -  one tug\n\n4.2 ${B}\n`,
    marks:
      '4.1 The DCC shall produce{f-- --}{f++\n++}a test plan{f--\n--}{f++ ++}for each Device Model.\n\n{f--*--}{f++  - ++} one ferry\n{f--*--}{f++  - ++} one tug\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n',
    told: [],
  },
  {
    name: 'an underlined heading becomes one with signs',
    old: `Testing of Devices\n------------------\n\n4.1 ${B}\n`,
    new: `## Testing of Devices ##\n\n4.1 ${B}\n`,
    marks:
      '{f++## ++}Testing of Devices{f--\n--------------------}{f++ ##++}\n\n4.1 Each User may object to the test plan within ten Working Days of its publication.\n',
    told: [],
  },
  {
    name: 'a comment above a clause, within one and after one is no part of the text',
    old: `4.1 ${A}\n\n<!-- the date is open -->\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `<!-- reviewed -->\n\n4.1 ${A}\n\n<!-- the date is agreed with the Panel -->\n4.2 Each User <!-- or Supplier? -->may object to the test plan within ten Working Days of its publication.\n\n<!-- cost: ask -->\n\n4.3 ${C}\n`,
    marks:
      '{f++<!-- reviewed -->\n\n++}4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n<!-- the date is {f--open--}{f++agreed with the Panel++} -->\n4.2 Each User {f++<!-- or Supplier? -->++}may object to the test plan within ten Working Days of its publication.\n\n{f++<!-- cost: ask -->\n\n++}4.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    told: [],
  },
  {
    name: 'words within a comment are text where they stand in code',
    old: `4.1 Put \`<!-- old -->\` at the top.\n`,
    new: `4.1 Put \`<!-- new -->\` at the top.\n`,
    marks: '4.1 Put `<!-- {--old--}{++new++} -->` at the top.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a definition put in after one that ends in a list is an insertion',
    old: `## 1 Definitions\n\n**Tug:** A vessel that:\n\n   i. tows; or\n\n   ii. pushes.\n\n**Yacht:** A vessel for pleasure.\n`,
    new: `## 1 Definitions\n\n**Tug:** A vessel that:\n\n   i. tows; or\n\n   ii. pushes.\n\n**Wharf:** A place to moor.\n\n**Yacht:** A vessel for leisure.\n`,
    marks:
      '## 1 Definitions\n\n**Tug:** A vessel that:\n\n   i. tows; or\n\n   ii. pushes.\n\n{++**Wharf:** A place to moor.\n\n++}**Yacht:** A vessel for {--pleasure--}{++leisure++}.\n',
    told: ['inserted: nothing → Wharf', 'amended: Yacht → Yacht'],
  },
  {
    name: 'a heading that many sections have does not move without one of them',
    old: `# Members\n\n## General\n\n1.1 ${A}\n\n# Officers\n\n1.2 ${B}\n\n# Votes\n\n1.3 ${C}\n`,
    new: `# Members\n\n1.1 ${A}\n\n# Officers\n\n1.2 ${B}\n\n# Votes\n\n## General\n\n1.3 ${C}\n`,
    marks:
      '# Members\n\n{--## General\n\n--}1.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n# Officers\n\n1.2 Each User may object to the test plan within ten Working Days of its publication.\n\n# Votes\n\n{++## General\n\n++}1.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    told: ['deleted: General → nothing', 'inserted: nothing → General'],
  },
  {
    name: 'a sentence that many sections have does not move from one to another',
    old: `## Testing\n\n${A}\n\n* The Panel may not rely on this method.\n\n## Objections\n\n${B}\n\n## Revision\n\n${C}\n`,
    new: `## Testing\n\n${A}\n\n## Objections\n\n${B}\n\n## Revision\n\n${C}\n\n* The Panel may not rely on this method.\n`,
    marks:
      '## Testing\n\nThe DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{--* The Panel may not rely on this method.\n\n--}## Objections\n\nEach User may object to the test plan within ten Working Days of its publication.\n\n## Revision\n\nWhere an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n{f++\n++}{++* The Panel may not rely on this method.\n++}',
    told: ['deleted: Testing → nothing', 'inserted: nothing → Revision'],
  },
  {
    name: 'CRLF became LF',
    old: `4.1 ${A}\r\n\r\n4.2 ${B}\r\n`,
    new: `4.1 ${A}\n\n4.2 ${B}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.{f--\r\n\r\n--}{f++\n\n++}4.2 Each User may object to the test plan within ten Working Days of its publication.{f--\r\n--}{f++\n++}',
    told: [],
  },
  {
    name: 'a byte order mark and a last line end',
    old: `\ufeff4.1 ${A}`,
    new: `4.1 ${A}\n`,
    marks:
      '{f--\ufeff--}4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.{f++\n++}',
    told: [],
  },
  {
    name: 'a section inserted renumbers sections, clauses and references',
    old: `## 4 Testing\n\n4.1 ${A}\n\n## 5 Objections\n\n5.1 ${B}\n\n5.2 Clause 5.1 and Section 4 apply.\n`,
    new: `## 4 Suspension\n\n4.1 ${D}\n\n## 5 Testing\n\n5.1 ${A}\n\n## 6 Objections\n\n6.1 ${B}\n\n6.2 Clause 6.1 and Section 5 apply.\n`,
    marks:
      '{++## 4 Suspension\n\n++}{++4.1 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n++}## {c--4--}{c++5++} Testing\n\n{c--4.1--}{c++5.1++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n## {c--5--}{c++6++} Objections\n\n{c--5.1--}{c++6.1++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--5.2--}{c++6.2++} Clause {c--5.1--}{c++6.1++} and Section {c--4--}{c++5++} apply.\n',
    told: [
      'inserted: nothing → Section 4',
      'renumbered: Section 4 → Section 5',
      'renumbered: Clause 4.1 → Clause 5.1',
      'renumbered: Section 5 → Section 6',
      'renumbered: Clause 5.1 → Clause 6.1',
      'renumbered, consequential: Clause 5.2 → Clause 6.2',
    ],
  },
  {
    name: 'a section moved as a whole is one move',
    old: `## 4 Testing\n\n4.1 ${A}\n\n4.2 ${C}\n\n## 5 Objections\n\n5.1 ${B}\n\n## 6 Costs\n\n6.1 ${E}\n\n6.2 ${D}\n`,
    new: `## 4 Objections\n\n4.1 ${B}\n\n## 5 Testing\n\n5.1 ${A}\n\n5.2 ${C}\n\n## 6 Costs\n\n6.1 ${E}\n\n6.2 ${D}\n`,
    marks:
      '{>>## >>}{c++4++}{>> Objections\n\n>>}{c++4.1++}{>> Each User may object to the test plan within ten Working Days of its publication.\n\n>>}## {c--4--}{c++5++} Testing\n\n{c--4.1--}{c++5.1++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.2--}{c++5.2++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n{<<## <<}{c--5--}{<< Objections\n\n<<}{c--5.1--}{<< Each User may object to the test plan within ten Working Days of its publication.\n\n<<}## 6 Costs\n\n6.1 Costs incurred by a User in preparing an objection shall lie where they fall.\n\n6.2 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    told: [
      'moved: Section 5 → Section 4',
      'renumbered: Section 4 → Section 5',
      'renumbered: Clause 4.1 → Clause 5.1',
      'renumbered: Clause 4.2 → Clause 5.2',
    ],
  },
  {
    name: 'front matter bears marks, but is no amendment',
    old: `---\ndocument: SVTAD\nversion: V1.4\n---\n\n4.1 ${A}\n`,
    new: `---\ndocument: SVTAD\nversion: V1.5\n---\n\n4.1 ${A}\n`,
    marks:
      '---\ndocument: SVTAD\nversion: {--V1.4--}{++V1.5++}\n---\n\n4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n',
    told: [],
  },
  {
    name: 'a definition put in between others',
    old: '**Device** means a thing that is installed in premises.\n\n**User** means a party that has completed User Entry Process Tests.\n',
    new: '**Device** means a thing that is installed in premises.\n\n**Panel** means the body established under Section C of the Code.\n\n**User** means a party that has completed User Entry Process Tests.\n',
    marks:
      '**Device** means a thing that is installed in premises.\n\n{++**Panel** means the body established under Section C of the Code.\n\n++}**User** means a party that has completed User Entry Process Tests.\n',
    told: ['inserted: nothing → Panel'],
  },
  {
    name: 'a definitions table',
    old: '| Term | Meaning |\n|---|---|\n| Device | a thing installed in premises |\n| User | a party that has completed its tests |\n',
    new: '| Term | Meaning |\n|---|---|\n| Device | a thing installed in domestic premises |\n| Panel | the body that decides |\n| User | a party that has completed its tests |\n',
    marks:
      '| Term | Meaning |\n|---|---|\n| Device | a thing installed in{++ domestic++} premises |\n{++| Panel | the body that decides |\n++}| User | a party that has completed its tests |\n',
    told: ['amended: Device → Device', 'inserted: nothing → Panel'],
  },
  {
    name: 'no island of a common word in a rewritten phrase',
    old: '4.1 The DCC shall promptly submit a written report of all failures to each Responsible Supplier by post.\n',
    new: '4.1 The DCC shall without delay copy any other document of known defects to each Responsible Supplier by post.\n',
    marks:
      '4.1 The DCC shall {--promptly submit a written report of all failures--}{++without delay copy any other document of known defects++} to each Responsible Supplier by post.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'numbers and dates are kept whole',
    old: '4.1 Clause 20.28(a)(ii) of the SEC applies from 1 March 2019.\n',
    new: '4.1 Clause 20.28(a)(iii) of the SEC applies from 1 April 2019.\n',
    marks:
      '4.1 Clause {--20.28(a)(ii)--}{++20.28(a)(iii)++} of the SEC applies from {--1 March 2019--}{++1 April 2019++}.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a footnote inserted renumbers the one behind it and its call',
    old: '4.1 The DCC shall test the meters. It pays the fees.[^1]\n\n[^1]: Fees are set by the Panel.\n',
    new: '4.1 The DCC shall test the meters.[^1] It pays the fees.[^2]\n\n[^1]: Meters are those of Schedule 2.\n\n[^2]: Fees are set by the Panel.\n',
    marks:
      '4.1 The DCC shall test the meters.{++[^1]++} It pays the fees.{c--[^1]--}{c++[^2]++}\n\n{++[^1]: Meters are those of Schedule 2.\n\n++}{c--[^1]:--}{c++[^2]:++} Fees are set by the Panel.\n',
    told: [
      'amended, consequential: Clause 4.1 → Clause 4.1',
      'inserted: nothing → Footnote 1',
      'renumbered: Footnote 1 → Footnote 2',
    ],
  },
  {
    name: 'text before the first heading and under one',
    old: 'This document is a draft for discussion.\n\n# Background\n\nThe tests began in the spring of last year.\n',
    new: 'This document is a draft for consultation.\n\n# Background\n\nThe tests began in the autumn of last year.\n\nThey were finished this summer.\n',
    marks:
      'This document is a draft for {--discussion--}{++consultation++}.\n\n# Background\n\nThe tests began in the {--spring--}{++autumn++} of last year.\n{f++\n++}{++They were finished this summer.\n++}',
    told: ['amended: preamble → preamble', 'amended: Background → Background', 'inserted: nothing → Background'],
  },
  {
    name: 'a paragraph of a clause behind its sub-paragraphs',
    old: '4.1 The DCC shall:\n\n(a) test the meters that are installed; and\n\n(b) keep the records of the tests.\n\n4.2 The Panel decides.\n',
    new: '4.1 The DCC shall:\n\n(a) test the meters that are installed and the hubs; and\n\n(b) keep the records of the tests.\n\n4.2 The Panel decides in each case.\n',
    marks:
      '4.1 The DCC shall:\n\n(a) test the meters that are installed{++ and the hubs++}; and\n\n(b) keep the records of the tests.\n\n4.2 The Panel decides{++ in each case++}.\n',
    told: ['amended: Clause 4.1(a) → Clause 4.1(a)', 'amended: Clause 4.2 → Clause 4.2'],
  },
  {
    name: 'a clause inserted renumbers seven by one',
    old: `1.1 ${A}\n\n1.2 ${B}\n\n1.3 ${C}\n\n1.4 ${D}\n\n1.5 ${E}\n\n1.6 Clauses 1.1 to 1.5 apply to hubs.\n\n1.7 Clause 1.6 lapses in May.\n`,
    new: `1.1 Words are used as in the Code.\n\n1.2 ${A}\n\n1.3 ${B}\n\n1.4 ${C}\n\n1.5 ${D}\n\n1.6 ${E}\n\n1.7 Clauses 1.2 to 1.6 apply to hubs.\n\n1.8 Clause 1.7 lapses in May.\n`,
    marks:
      '{++1.1 Words are used as in the Code.\n\n++}{c--1.1--}{c++1.2++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--1.2--}{c++1.3++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--1.3--}{c++1.4++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n{c--1.4--}{c++1.5++} The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n{c--1.5--}{c++1.6++} Costs incurred by a User in preparing an objection shall lie where they fall.\n\n{c--1.6--}{c++1.7++} Clauses {c--1.1--}{c++1.2++} to {c--1.5--}{c++1.6++} apply to hubs.\n\n{c--1.7--}{c++1.8++} Clause {c--1.6--}{c++1.7++} lapses in May.\n',
    told: [
      'inserted: nothing → Clause 1.1',
      'renumbered: Clause 1.1 → Clause 1.2',
      'renumbered: Clause 1.2 → Clause 1.3',
      'renumbered: Clause 1.3 → Clause 1.4',
      'renumbered: Clause 1.4 → Clause 1.5',
      'renumbered: Clause 1.5 → Clause 1.6',
      'renumbered, consequential: Clause 1.6 → Clause 1.7',
      'renumbered, consequential: Clause 1.7 → Clause 1.8',
    ],
  },
  {
    name: 'a reference follows a clause that moved into another section, and one was left behind',
    old: `## 1 Plans\n\n1.1 ${A}\n\n1.2 ${B}\n\n1.3 Clause 1.2 binds the Panel, too.\n\n1.4 Clause 1.2 lapses in May.\n\n## 2 Costs\n\n2.1 ${E}\n\n2.2 ${D}\n`,
    new: `## 1 Plans\n\n1.1 ${A}\n\n1.2 Clause 2.2 binds the Panel, too.\n\n1.3 Clause 1.2 lapses in May.\n\n## 2 Costs\n\n2.1 ${E}\n\n2.2 ${B}\n\n2.3 ${D}\n`,
    marks:
      '## 1 Plans\n\n1.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--1.2--}{<< Each User may object to the test plan within ten Working Days of its publication.\n\n<<}{c--1.3--}{c++1.2++} Clause {c--1.2--}{c++2.2++} binds the Panel, too.\n\n{c--1.4--}{c++1.3++} Clause 1.2 lapses in May.\n\n## 2 Costs\n\n2.1 Costs incurred by a User in preparing an objection shall lie where they fall.\n\n{c++2.2++}{>> Each User may object to the test plan within ten Working Days of its publication.\n\n>>}{c--2.2--}{c++2.3++} The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    told: [
      'renumbered, consequential: Clause 1.3 → Clause 1.2',
      'renumbered: Clause 1.4 → Clause 1.3',
      'moved: Clause 1.2 → Clause 2.2',
      'renumbered: Clause 2.2 → Clause 2.3',
    ],
  },
  {
    name: 'a heading reworded, and its clause made a sub-paragraph longer',
    old: '## 4 Testing of devices\n\n4.1 The DCC shall:\n\n(a) test the meters; and\n\n(b) keep the records.\n',
    new: '## 4 Testing of all devices\n\n4.1 The DCC shall:\n\n(a) test the meters;\n\n(b) keep the records; and\n\n(c) pay the fees that the Panel sets.\n',
    marks:
      '## 4 Testing of{++ all++} devices\n\n4.1 The DCC shall:\n\n(a) test the meters;{-- and--}\n\n(b) keep the records{--.--}{++; and++}\n{f++\n++}{++(c) pay the fees that the Panel sets.\n++}',
    told: [
      'amended: Section 4 → Section 4',
      'amended: Clause 4.1(a) → Clause 4.1(a)',
      'amended: Clause 4.1(b) → Clause 4.1(b)',
      'inserted: nothing → Clause 4.1(c)',
    ],
  },
  {
    name: 'rows deleted and a column taken away',
    old: '| Row | Owner | Test |\n|---|---|---|\n| 1 | DCC | Pair the meter |\n| 2 | User | Send an alert |\n',
    new: '| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n',
    marks:
      '| Row{-- | Owner--} | Test |\n|---|---|{f-----|--}\n| 1{-- | DCC--} | Pair the meter |{f--\n--}{--| 2 | User | Send an alert |--}\n',
    told: [
      'amended: table → table',
      'amended: row 1 of the table → row 1 of the table',
      'deleted: row 2 of the table → nothing',
    ],
  },
  {
    name: 'a sub-paragraph with its own sub-paragraphs deleted',
    old: '4.1 The DCC shall:\n\n(a) test the meters;\n\n(b) where a test fails:\n\n(i) record the failure; and\n\n(ii) report it to the Panel; and\n\n(c) keep the records.\n',
    new: '4.1 The DCC shall:\n\n(a) test the meters;\n\n(b) keep the records.\n',
    marks:
      '4.1 The DCC shall:\n\n(a) test the meters;\n\n{--(b) where a test fails:\n\n--}{--(i) record the failure; and\n\n--}{--(ii) report it to the Panel; and\n\n--}{c--(c)--}{c++(b)++} keep the records.\n',
    told: ['deleted: Clause 4.1(b) → nothing', 'renumbered: Clause 4.1(c) → Clause 4.1(b)'],
  },
  {
    name: 'words taken out and put in at the ends of a clause',
    old: '4.1 Subject to Clause 4.2, the DCC shall test the meters.\n\n4.2 The Panel decides.\n',
    new: '4.1 The DCC shall test the meters and the hubs.\n\n4.2 The Panel decides.\n',
    marks:
      '4.1 {--Subject to Clause 4.2, the--}{++The++} DCC shall test the meters{++ and the hubs++}.\n\n4.2 The Panel decides.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a common word between phrases of few words stays',
    old: '4.1 The DCC shall submit a written report of all failures to each Responsible Supplier by post.\n',
    new: '4.1 The DCC shall send two short notes of known defects to each Responsible Supplier by post.\n',
    marks:
      '4.1 The DCC shall {--submit a written report--}{++send two short notes++} of {--all failures--}{++known defects++} to each Responsible Supplier by post.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a clause rewritten for the greater part, alone under its number',
    old: `4.1 ${A}\n\n4.2 Each User must confirm in writing to the Panel a list of its Devices relating to the test within ten days of the date of receipt.\n\n4.3 ${D}\n`,
    new: `4.1 ${A}\n\n4.2 Each Supplier Party shall send by post to the Panel a full list of all Devices used during the test no later than ten days of the date of receipt.\n\n4.3 ${D}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each {--User must confirm in writing--}{++Supplier Party shall send by post++} to the Panel a{++ full++} list of {--its--}{++all++} Devices {--relating to--}{++used during++} the test {--within--}{++no later than++} ten days of the date of receipt.\n\n4.3 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    told: ['amended: Clause 4.2 → Clause 4.2'],
  },
  {
    name: 'a clause that another took the number of',
    old: `4.1 ${A}\n\n4.2 The licensee may appeal against any charge.\n\n4.3 ${D}\n`,
    new: `4.1 ${A}\n\n4.2 Every meter is read once a quarter by its owner.\n\n4.3 ${D}\n`,
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{--4.2 The licensee may appeal against any charge.\n\n--}{++4.2 Every meter is read once a quarter by its owner.\n\n++}4.3 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    told: ['deleted: Clause 4.2 → nothing', 'inserted: nothing → Clause 4.2'],
  },
];
