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
  { name: 'nothing became something', old: '', new: `4.1 ${A}\n`, marks: '', told: [] },
  { name: 'something became nothing', old: `4.1 ${A}\n`, new: '', marks: '', told: [] },
  { name: 'one word replaced', old: `4.1 ${A}\n`, new: `4.1 ${A.replace('produce', 'prepare')}\n`, marks: '', told: [] },
  {
    name: 'a clause inserted renumbers the ones behind it and the references to them',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C} Clause 4.2 applies.\n`,
    new: `4.1 ${A}\n\n4.2 ${D}\n\n4.3 ${B}\n\n4.4 ${C} Clause 4.3 applies.\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a clause deleted',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `4.1 ${A}\n\n4.2 ${C}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a clause moved up and edited',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n\n4.4 ${D}\n`,
    new: `4.1 ${A}\n\n4.2 ${D.replace('unacceptable', 'too great')}\n\n4.3 ${B}\n\n4.4 ${C}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'two clauses swapped',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `4.1 ${A}\n\n4.2 ${C}\n\n4.3 ${B}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a clause deleted and an unrelated one inserted in its place',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n`,
    new: `4.1 ${A}\n\n4.2 ${D}\n\n4.3 ${C}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a changed reference whose old target is still there is an amendment',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 Clause 4.1 applies to objections.\n`,
    new: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 Clause 4.2 applies to objections.\n`,
    marks: '',
    told: [],
  },
  {
    name: 'references in a list and a range follow their clauses',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 ${C}\n\n4.4 Clauses 4.1, 4.2 and 4.3 and Clauses 4.1 to 4.3 apply.\n`,
    new: `4.1 ${D}\n\n4.2 ${A}\n\n4.3 ${B}\n\n4.4 ${C}\n\n4.5 Clauses 4.2, 4.3 and 4.4 and Clauses 4.2 to 4.4 apply.\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a reference into another document never follows',
    old: `4.1 ${A}\n\n4.2 ${B}\n\n4.3 As Clause 4.1 of the MTAD says, tests are run.\n`,
    new: `4.1 ${D}\n\n4.2 ${A}\n\n4.3 ${B}\n\n4.4 As Clause 4.2 of the MTAD says, tests are run.\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a sub-paragraph inserted, and the references to the ones behind it',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test;\n\n(b) keep records of the tests for two years; and\n\n(c) report failures under paragraph (b).\n',
    new: '4.1 The DCC shall:\n\n(a) publish the results of each test;\n\n(b) notify the Panel of every objection received;\n\n(c) keep records of the tests for two years; and\n\n(d) report failures under paragraph (c).\n',
    marks: '',
    told: [],
  },
  {
    name: 'a sub-paragraph moved within its clause',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website without delay;\n\n(b) keep records of the tests for two years;\n\n(c) consult each User that the test concerns; and\n\n(d) pay the fees.\n',
    new: '4.1 The DCC shall:\n\n(a) keep records of the tests for two years;\n\n(b) consult each User that the test concerns; and\n\n(c) publish the results of each test on its website without delay;\n\n(d) pay the fees.\n',
    marks: '',
    told: [],
  },
  {
    name: 'a paragraph split into lettered ones',
    old: '4.1 The DCC shall test each Planned Entry before it is used and report every failure of a test to the Panel within five days.\n',
    new: '4.1 The DCC shall:\n\n(a) test each Planned Entry before it is used; and\n\n(b) report every failure of a test to the Panel within five days.\n',
    marks: '',
    told: [],
  },
  {
    name: 'lettered paragraphs merged into one',
    old: '4.1 The DCC shall:\n\n(a) test each Planned Entry before it is used; and\n\n(b) report every failure of a test to the Panel within five days.\n',
    new: '4.1 The DCC shall test each Planned Entry before it is used and report every failure of a test to the Panel within five days.\n',
    marks: '',
    told: [],
  },
  {
    name: 'a row inserted, which renumbers the ones behind it',
    old: '**Table 9.3 – Tests**\n\n| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 2 | Send an alert |\n| 3 | Read the register |\n',
    new: '**Table 9.3 – Tests**\n\n| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 2 | Restore the power |\n| 3 | Send an alert |\n| 4 | Read the register |\n',
    marks: '',
    told: [],
  },
  {
    name: 'a row inserted as 2A, and a cell changed',
    old: '**Table 9.3 – Tests**\n\n| Row | Test | Limit |\n|---|---|---|\n| 1 | Pair the meter | 30 |\n| 2 | Send an alert | 60 |\n| 3 | Read the register | 90 |\n',
    new: '**Table 9.3 – Tests**\n\n| Row | Test | Limit |\n|---|---|---|\n| 1 | Pair the meter | 45 |\n| 2 | Send an alert | 60 |\n| 2A | Restore the power | 15 |\n| 3 | Read the register | 90 |\n',
    marks: '',
    told: [],
  },
  {
    name: 'a row replaced',
    old: '| Row | Test |\n|---|---|\n| 1 | Pair the meter with the hub |\n| 2 | Send an alert at noon |\n| 3 | Read the register |\n',
    new: '| Row | Test |\n|---|---|\n| 1 | Pair the meter with the hub |\n| 2 | Restore supply after an outage |\n| 3 | Read the register |\n',
    marks: '',
    told: [],
  },
  {
    name: 'a column inserted',
    old: '| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n| 2 | Send an alert |\n',
    new: '| Row | Owner | Test |\n|---|---|---|\n| 1 | DCC | Pair the meter |\n| 2 | User | Send an alert |\n',
    marks: '',
    told: [],
  },
  {
    name: 'a table padded anew',
    old: '| Row | Test |\n|---|---|\n| 1 | Pair the meter |\n',
    new: '| Row | Test           |\n| --- | -------------- |\n| 1   | Pair the meter |\n',
    marks: '',
    told: [],
  },
  {
    name: 'punctuation, case and one letter are typographical',
    old: `4.1 The DCC’s plan, once recieved, shall be published; the Panel may object.\n\n4.2 ${B}\n`,
    new: `4.1 The DCC's plan once received shall be published: the panel may object.\n\n4.2 ${B}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'one letter of a short word, a unit or a plural is substance',
    old: '4.1 The supply of 5 kV may be cut by the User now.\n',
    new: '4.1 The supply of 5 MV may be cut by the Users not.\n',
    marks: '',
    told: [],
  },
  {
    name: 'mark-up and line ends within a paragraph are formatting',
    old: `4.1 The **DCC** shall produce a test plan\nfor each Device Model.\n\n4.2 ${B}\n`,
    new: `**4.1** The DCC shall produce a test plan for\neach Device Model.\n\n4.2 ${B}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'CRLF became LF',
    old: `4.1 ${A}\r\n\r\n4.2 ${B}\r\n`,
    new: `4.1 ${A}\n\n4.2 ${B}\n`,
    marks: '',
    told: [],
  },
  { name: 'a byte order mark and a last line end', old: `\ufeff4.1 ${A}`, new: `4.1 ${A}\n`, marks: '', told: [] },
  {
    name: 'a section inserted renumbers sections, clauses and references',
    old: `## 4 Testing\n\n4.1 ${A}\n\n## 5 Objections\n\n5.1 ${B}\n\n5.2 Clause 5.1 and Section 4 apply.\n`,
    new: `## 4 Suspension\n\n4.1 ${D}\n\n## 5 Testing\n\n5.1 ${A}\n\n## 6 Objections\n\n6.1 ${B}\n\n6.2 Clause 6.1 and Section 5 apply.\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a section moved as a whole is one move',
    old: `## 4 Testing\n\n4.1 ${A}\n\n4.2 ${C}\n\n## 5 Objections\n\n5.1 ${B}\n\n## 6 Costs\n\n6.1 ${E}\n\n6.2 ${D}\n`,
    new: `## 4 Objections\n\n4.1 ${B}\n\n## 5 Testing\n\n5.1 ${A}\n\n5.2 ${C}\n\n## 6 Costs\n\n6.1 ${E}\n\n6.2 ${D}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'front matter',
    old: `---\ndocument: SVTAD\nversion: V1.4\n---\n\n4.1 ${A}\n`,
    new: `---\ndocument: SVTAD\nversion: V1.5\n---\n\n4.1 ${A}\n`,
    marks: '',
    told: [],
  },
  {
    name: 'a definition put in between others',
    old: '**Device** means a thing that is installed in premises.\n\n**User** means a party that has completed User Entry Process Tests.\n',
    new: '**Device** means a thing that is installed in premises.\n\n**Panel** means the body established under Section C of the Code.\n\n**User** means a party that has completed User Entry Process Tests.\n',
    marks: '',
    told: [],
  },
  {
    name: 'a definitions table',
    old: '| Term | Meaning |\n|---|---|\n| Device | a thing installed in premises |\n| User | a party that has completed its tests |\n',
    new: '| Term | Meaning |\n|---|---|\n| Device | a thing installed in domestic premises |\n| Panel | the body that decides |\n| User | a party that has completed its tests |\n',
    marks: '',
    told: [],
  },
  {
    name: 'no island of a common word in a rewritten phrase',
    old: '4.1 The DCC shall promptly submit a written report of all failures to each Responsible Supplier by post.\n',
    new: '4.1 The DCC shall without delay copy any other document of known defects to each Responsible Supplier by post.\n',
    marks: '',
    told: [],
  },
  {
    name: 'numbers and dates are kept whole',
    old: '4.1 Clause 20.28(a)(ii) of the SEC applies from 1 March 2019.\n',
    new: '4.1 Clause 20.28(a)(iii) of the SEC applies from 1 April 2019.\n',
    marks: '',
    told: [],
  },
  {
    name: 'a footnote inserted renumbers the one behind it and its call',
    old: '4.1 The DCC shall test the meters. It pays the fees.[^1]\n\n[^1]: Fees are set by the Panel.\n',
    new: '4.1 The DCC shall test the meters.[^1] It pays the fees.[^2]\n\n[^1]: Meters are those of Schedule 2.\n\n[^2]: Fees are set by the Panel.\n',
    marks: '',
    told: [],
  },
  {
    name: 'text before the first heading and under one',
    old: 'This document is a draft for discussion.\n\n# Background\n\nThe tests began in the spring of last year.\n',
    new: 'This document is a draft for consultation.\n\n# Background\n\nThe tests began in the autumn of last year.\n\nThey were finished this summer.\n',
    marks: '',
    told: [],
  },
  {
    name: 'a paragraph of a clause behind its sub-paragraphs',
    old: '4.1 The DCC shall:\n\n(a) test the meters that are installed; and\n\n(b) keep the records of the tests.\n\n4.2 The Panel decides.\n',
    new: '4.1 The DCC shall:\n\n(a) test the meters that are installed and the hubs; and\n\n(b) keep the records of the tests.\n\n4.2 The Panel decides in each case.\n',
    marks: '',
    told: [],
  },
];
