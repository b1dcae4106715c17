import type { Pair } from './pairs.js';

/** Pairs in which provisions were split, merged, promoted, demoted or moved, and tables taken apart. */
export const HARD_PAIRS: readonly Pair[] = [
  {
    name: 'a clause split in two',
    old: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website. Each User may object to the test plan within ten Working Days of its publication.\n\n4.2 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    new: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n4.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.{++\n\n++}{++4.2++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.2--}{c++4.3++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    told: ['amended: Clause 4.1 → Clause 4.1', 'renumbered: Clause 4.2 → Clause 4.3'],
  },
  {
    name: 'two clauses merged into one',
    old: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n4.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    new: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website. Each User may object to the test plan within ten Working Days of its publication.\n\n4.2 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.{--\n\n--}{--4.2--} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.3--}{c++4.2++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    told: ['amended: Clause 4.1 → Clause 4.1', 'renumbered: Clause 4.3 → Clause 4.2'],
  },
  {
    name: 'a sub-paragraph demoted',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test;\n\n(b) keep records of the tests for two years; and\n\n(c) notify the Panel of every objection received.\n',
    new: '4.1 The DCC shall:\n\n(a) publish the results of each test, and for that purpose:\n\n(i) keep records of the tests for two years; and\n\n(b) notify the Panel of every objection received.\n',
    marks:
      '4.1 The DCC shall:\n\n(a) publish the results of each test{--;--}{++, and for that purpose:++}\n\n{c--(b)--}{c++(i)++} keep records of the tests for two years; and\n\n{c--(c)--}{c++(b)++} notify the Panel of every objection received.\n',
    told: [
      'amended: Clause 4.1(a) → Clause 4.1(a)',
      'renumbered: Clause 4.1(b) → Clause 4.1(a)(i)',
      'renumbered: Clause 4.1(c) → Clause 4.1(b)',
    ],
  },
  {
    name: 'a sub-sub-paragraph promoted',
    old: '4.1 The DCC shall:\n\n(a) publish for each test:\n\n(i) its results in full; and\n\n(ii) the names of the witnesses who attended; and\n\n(b) notify the Panel.\n',
    new: '4.1 The DCC shall:\n\n(a) publish for each test:\n\n(i) its results in full;\n\n(b) publish the names of the witnesses who attended; and\n\n(c) notify the Panel.\n',
    marks:
      '4.1 The DCC shall:\n\n(a) publish for each test:\n\n(i) its results in full;{-- and--}\n\n{c--(ii)--}{c++(b)++}{++ publish++} the names of the witnesses who attended; and\n\n{c--(b)--}{c++(c)++} notify the Panel.\n',
    told: [
      'amended: Clause 4.1(a)(i) → Clause 4.1(a)(i)',
      'renumbered, amended: Clause 4.1(a)(ii) → Clause 4.1(b)',
      'renumbered: Clause 4.1(b) → Clause 4.1(c)',
    ],
  },
  {
    name: 'two sub-paragraphs swapped',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n(b) keep records of the tests for two years; and\n\n(c) pay the fees.\n',
    new: '4.1 The DCC shall:\n\n(a) keep records of the tests for two years;\n\n(b) publish the results of each test on its website; and\n\n(c) pay the fees.\n',
    marks:
      '4.1 The DCC shall:\n\n{c++(a)++}{>> keep records of the tests for two years;\n\n>>}{c--(a)--}{c++(b)++} publish the results of each test on its website;{++ and++}\n\n{c--(b)--}{<< keep records of the tests for two years;<<}{-- and--}{<<\n\n<<}(c) pay the fees.\n',
    told: ['moved, amended: Clause 4.1(b) → Clause 4.1(a)', 'renumbered, amended: Clause 4.1(a) → Clause 4.1(b)'],
  },
  {
    name: 'a list turned into a sentence',
    old: '4.1 The report shall state:\n\n- the number of tests executed;\n- the number of issues raised; and\n- the names of the witnesses.\n',
    new: '4.1 The report shall state the number of tests executed, the number of issues raised and the names of the witnesses.\n',
    marks:
      '4.1 The report shall state{t--:\n\n--}{t-----} the number of tests executed{t--;\n--}{t-----}{t++,++} the number of issues raised{t--;--} and{t--\n--}{t-----} the names of the witnesses.\n',
    told: ['typographical: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a row moved and edited',
    old: '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n| 2 | No open issue of severity one | Issue register |\n| 3 | Regression run completed twice | Regression summary |\n| 4 | Security review signed by the Panel | Signed review |\n',
    new: '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | Security review signed by the Authority | Signed review |\n| 2 | All tests executed for the release | Test execution log |\n| 3 | No open issue of severity one | Issue register |\n| 4 | Regression run completed twice | Regression summary |\n',
    marks:
      '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n{++| 1 | Security review signed by the Authority | Signed review |\n++}| {c--1--}{c++2++} | All tests executed for the release | Test execution log |\n| {c--2--}{c++3++} | No open issue of severity one | Issue register |\n| {c--3--}{c++4++} | Regression run completed twice | Regression summary |{f--\n--}{--| 4 | Security review signed by the Panel | Signed review |--}\n',
    told: [
      'moved, amended: row 4 of Table 4.1 → row 1 of Table 4.1',
      'renumbered: row 1 of Table 4.1 → row 2 of Table 4.1',
      'renumbered: row 2 of Table 4.1 → row 3 of Table 4.1',
      'renumbered: row 3 of Table 4.1 → row 4 of Table 4.1',
    ],
  },
  {
    name: 'two rows swapped',
    old: '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n| 2 | No open issue of severity one | Issue register |\n| 3 | Regression run completed twice | Regression summary |\n',
    new: '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n| 2 | Regression run completed twice | Regression summary |\n| 3 | No open issue of severity one | Issue register |\n',
    marks:
      '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n{++| 2 | Regression run completed twice | Regression summary |\n++}| {c--2--}{c++3++} | No open issue of severity one | Issue register |{f--\n--}{--| 3 | Regression run completed twice | Regression summary |--}\n',
    told: ['moved: row 3 of Table 4.1 → row 2 of Table 4.1', 'renumbered: row 2 of Table 4.1 → row 3 of Table 4.1'],
  },
  {
    name: 'two columns swapped',
    old: '| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed | Execution log |\n| 2 | No open issue | Issue register |\n',
    new: '| Row | Evidence | Criterion |\n| --- | --- | --- |\n| 1 | Execution log | All tests executed |\n| 2 | Issue register | No open issue |\n',
    marks:
      '| Row | {--Criterion--}{++Evidence++} | {--Evidence--}{++Criterion++} |\n| --- | --- | --- |\n| 1 | {--All tests executed--}{++Execution log++} | {--Execution log--}{++All tests executed++} |\n| 2 | {--No open issue--}{++Issue register++} | {--Issue register--}{++No open issue++} |\n',
    told: [
      'amended: table → table',
      'amended: row 1 of the table → row 1 of the table',
      'amended: row 2 of the table → row 2 of the table',
    ],
  },
  {
    name: 'a defined term renamed moves in the alphabet',
    old: '**Agent** means a person who acts for another.\n\n**Meter** means a device that measures supply.\n\n**Notice** means a notice in writing.\n\n**Supplier** means a person who supplies energy to premises.\n',
    new: '**Agent** means a person who acts for another.\n\n**Energy Supplier** means a person who supplies energy to premises.\n\n**Meter** means a device that measures supply.\n\n**Notice** means a notice in writing.\n',
    marks:
      '**Agent** means a person who acts for another.\n\n{>>**>>}{++Energy ++}{>>Supplier** means a person who supplies energy to premises.\n\n>>}**Meter** means a device that measures supply.\n\n**Notice** means a notice in writing.\n{f--\n--}{<<**<<}{<<Supplier** means a person who supplies energy to premises.\n<<}',
    told: ['moved, amended: Supplier → Energy Supplier'],
  },
  {
    name: 'a sentence moved within a clause',
    old: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website. Each User may object to the test plan within ten Working Days of its publication. Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n',
    new: '4.1 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again. The DCC shall produce a test plan for each Device Model and publish it on its website. Each User may object to the test plan within ten Working Days of its publication.\n',
    marks:
      '4.1{++ Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.++} The DCC shall produce a test plan for each Device Model and publish it on its website. Each User may object to the test plan within ten Working Days of its publication.{-- Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.--}\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a term in quotation marks within bold',
    old: '## 2 Definitions\n\n**“Raft”** – a craft without an engine that people row.\n',
    new: '## 2 Definitions\n\n**“Raft”** – a craft without an engine that people sail.\n',
    marks: '## 2 Definitions\n\n**“Raft”** – a craft without an engine that people {--row--}{++sail++}.\n',
    told: ['amended: Raft → Raft'],
  },
  {
    name: 'a paragraph without a number moved within a clause',
    old: '4.1 A fee is due for each vessel.\n\nThe harbour master keeps a book of all the vessels that moor at the quay.\n\nNobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\n4.2 Paid.\n',
    new: '4.1 A fee is due for each vessel.\n\nNobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\nThe harbour master keeps a book of all the vessels that moor at the quay.\n\n4.2 Paid.\n',
    marks:
      '4.1 A fee is due for each vessel.\n\n{<<The harbour master keeps a book of all the vessels that moor at the quay.\n\n<<}Nobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\n{>>The harbour master keeps a book of all the vessels that moor at the quay.\n\n>>}4.2 Paid.\n',
    told: ['moved: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'look-alike: a short paragraph that stands elsewhere',
    old: '4.1 A fee is due for each vessel.\n\nSee the book.\n\nNobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\n4.2 Paid.\n',
    new: '4.1 A fee is due for each vessel.\n\nNobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\nSee the book.\n\n4.2 Paid.\n',
    marks:
      '4.1 A fee is due for each vessel.\n\n{--See the book.\n\n--}Nobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\n{++See the book.\n\n++}4.2 Paid.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'look-alike: a paragraph without a number that came back with other words',
    old: '4.1 A fee is due for each vessel.\n\nThe harbour master keeps a book of all the vessels that moor at the quay.\n\nNobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\n4.2 Paid.\n',
    new: '4.1 A fee is due for each vessel.\n\nNobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\nThe harbour master keeps a book of all the ferries that moor at the quay.\n\n4.2 Paid.\n',
    marks:
      '4.1 A fee is due for each vessel.\n\n{--The harbour master keeps a book of all the vessels that moor at the quay.\n\n--}Nobody may moor at the quay on a Sunday without his leave.\n\nThe owner signs the book on the first day of each month.\n\n{++The harbour master keeps a book of all the ferries that moor at the quay.\n\n++}4.2 Paid.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a clause with its sub-paragraphs moved into another section',
    old: '## 4 Tests\n\n4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Before a test, the DCC shall:\n\n(a) tell each User of its date;\n\n(b) publish its script.\n\n## 5 Objections\n\n5.1 Each User may object to the test plan within ten Working Days of its publication.\n',
    new: '## 4 Tests\n\n4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n## 5 Objections\n\n5.1 Each User may object to the test plan within ten Working Days of its publication.\n\n5.2 Before a test, the DCC shall:\n\n(a) tell each User of its date and place;\n\n(b) publish its script.\n',
    marks:
      '## 4 Tests\n\n4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.2--}{<< Before a test, the DCC shall:\n\n<<}{<<(a) tell each User of its date<<}{<<;\n\n<<}{<<(b) publish its script.\n\n<<}## 5 Objections\n\n5.1 Each User may object to the test plan within ten Working Days of its publication.\n{f++\n++}{c++5.2++}{>> Before a test, the DCC shall:\n\n>>}{>>(a) tell each User of its date>>}{++ and place++}{>>;\n\n>>}{>>(b) publish its script.\n>>}',
    told: ['moved, amended: Clause 4.2 → Clause 5.2'],
  },
  {
    name: 'a date and a sum',
    old: '4.1 The fee of £1,250.00 falls due on Friday 31 January 2020 at 16:00.\n',
    new: '4.1 The fee of £1,500.00 falls due on Monday 3 February 2020 at 16:00.\n',
    marks:
      '4.1 The fee of £{--1,250.00--}{++1,500.00++} falls due on {--Friday 31 January 2020--}{++Monday 3 February 2020++} at 16:00.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a sub-paragraph cited whole',
    old: '4.1 Clause 20.28(a)(ii) applies to each User.\n',
    new: '4.1 Clause 20.28(b)(i) applies to each User.\n',
    marks: '4.1 Clause {--20.28(a)(ii)--}{++20.28(b)(i)++} applies to each User.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a caption reworded',
    old: '**Table 4.1 – Criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n| 2 | No open issue of severity one | Issue register |\n',
    new: '**Table 4.1 – Exit criteria**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n| 2 | No open issue of severity one | Issue register |\n',
    marks:
      '**Table 4.1 – {--Criteria--}{++Exit criteria++}**\n\n| Row | Criterion | Evidence |\n| --- | --- | --- |\n| 1 | All tests executed for the release | Test execution log |\n| 2 | No open issue of severity one | Issue register |\n',
    told: ['amended: Table 4.1 → Table 4.1'],
  },
  {
    name: 'a negation',
    old: '4.1 Each User may object to the test plan within ten Working Days of its publication.\n',
    new: '4.1 Each User may not object to the test plan within ten Working Days of its publication.\n',
    marks: '4.1 Each User may{++ not++} object to the test plan within ten Working Days of its publication.\n',
    told: ['amended: Clause 4.1 → Clause 4.1'],
  },
  {
    name: 'a long clause moved that lost a third of its words',
    old: '4.1 Each User shall submit to the DCC a statement of the Devices that it intends to install during the Regulatory Year, the premises at which they are to be installed, the persons who are to install them and the dates on which each installation is expected to begin and to end.\n\n4.2 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.3 Each User may object to the test plan within ten Working Days of its publication.\n\n4.4 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n4.5 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n4.6 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    new: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n4.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n4.4 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n4.5 Each User shall send to the DCC a yearly statement of all Devices that it expects to install during the year, the premises where they are to be fitted, the firms who are to fit them and the weeks on which each installation is due to begin and then to end.\n\n4.6 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    marks:
      '{c--4.1--}{<< Each User shall <<}{--submit--}{<< to the DCC a<<}{<< statement of <<}{--the--}{<< Devices that it <<}{--intends--}{<< to install during the <<}{--Regulatory Year--}{<<, the premises <<}{--at which--}{<< they are to be <<}{--installed--}{<<, the <<}{--persons--}{<< who are to <<}{--install--}{<< them and the <<}{--dates--}{<< on which each installation is <<}{--expected--}{<< to begin and<<}{<< to end.\n\n<<}{c--4.2--}{c++4.1++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.3--}{c++4.2++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.4--}{c++4.3++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n{c--4.5--}{c++4.4++} The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n{c++4.5++}{>> Each User shall >>}{++send++}{>> to the DCC a>>}{++ yearly++}{>> statement of >>}{++all++}{>> Devices that it >>}{++expects++}{>> to install during the >>}{++year++}{>>, the premises >>}{++where++}{>> they are to be >>}{++fitted++}{>>, the >>}{++firms++}{>> who are to >>}{++fit++}{>> them and the >>}{++weeks++}{>> on which each installation is >>}{++due++}{>> to begin and>>}{++ then++}{>> to end.\n\n>>}4.6 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    told: [
      'renumbered: Clause 4.2 → Clause 4.1',
      'renumbered: Clause 4.3 → Clause 4.2',
      'renumbered: Clause 4.4 → Clause 4.3',
      'renumbered: Clause 4.5 → Clause 4.4',
      'moved, amended: Clause 4.1 → Clause 4.5',
    ],
  },
  {
    name: 'a long clause deleted where another was inserted',
    old: '4.1 Each User shall submit to the DCC a statement of the Devices that it intends to install during the Regulatory Year, the premises at which they are to be installed, the persons who are to install them and the dates on which each installation is expected to begin and to end.\n\n4.2 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.3 Each User may object to the test plan within ten Working Days of its publication.\n\n4.4 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n4.5 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n4.6 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    new: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n4.3 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n4.4 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n4.5 Each User shall pay to the DCC a share of the charges that it incurs in testing during the Regulatory Year, the rates at which they are to be calculated, the accounts into which they are to be paid and the days on which each instalment falls due to be fixed by the Panel.\n\n4.6 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    marks:
      '{--4.1 Each User shall submit to the DCC a statement of the Devices that it intends to install during the Regulatory Year, the premises at which they are to be installed, the persons who are to install them and the dates on which each installation is expected to begin and to end.\n\n--}{c--4.2--}{c++4.1++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.3--}{c++4.2++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.4--}{c++4.3++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n{c--4.5--}{c++4.4++} The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n{++4.5 Each User shall pay to the DCC a share of the charges that it incurs in testing during the Regulatory Year, the rates at which they are to be calculated, the accounts into which they are to be paid and the days on which each instalment falls due to be fixed by the Panel.\n\n++}4.6 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    told: [
      'deleted: Clause 4.1 → nothing',
      'renumbered: Clause 4.2 → Clause 4.1',
      'renumbered: Clause 4.3 → Clause 4.2',
      'renumbered: Clause 4.4 → Clause 4.3',
      'renumbered: Clause 4.5 → Clause 4.4',
      'inserted: nothing → Clause 4.5',
    ],
  },
  {
    name: 'a deleted clause and an inserted one of a form that others have, too',
    old: '4.1 Each User shall submit to the DCC a statement of the Devices that it intends to install during the Regulatory Year, the premises at which they are to be installed, the persons who are to install them and the dates on which each installation is expected to begin and to end.\n\n4.2 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.3 Each User may object to the test plan within ten Working Days of its publication.\n\n4.4 Each Supplier shall send to the DCC a statement of the meters that it intends to replace during the Regulatory Year, the addresses at which they are to be replaced, the persons who are to replace them and the dates on which each replacement is expected to begin and to end.\n\n4.5 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n4.6 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n4.7 Each Registered Supplier Agent shall give to the DCC a statement of the systems that it intends to test during the Regulatory Year, the sites at which they are to be tested, the persons who are to test them and the dates on which each test is expected to begin and to end.\n\n4.8 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    new: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 Each User may object to the test plan within ten Working Days of its publication.\n\n4.3 Each Supplier shall send to the DCC a statement of the meters that it intends to replace during the Regulatory Year, the addresses at which they are to be replaced, the persons who are to replace them and the dates on which each replacement is expected to begin and to end.\n\n4.4 Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n4.5 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n4.6 Each Registered Supplier Agent shall give to the DCC a statement of the systems that it intends to test during the Regulatory Year, the sites at which they are to be tested, the persons who are to test them and the dates on which each test is expected to begin and to end.\n\n4.7 Each Network Party shall deliver to the DCC a statement of the outages that it intends to plan in the next year, the substations at which they are to be planned, the contractors who are to plan them with the days on which each outage is forecast to begin and to end.\n\n4.8 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    marks:
      '{--4.1 Each User shall submit to the DCC a statement of the Devices that it intends to install during the Regulatory Year, the premises at which they are to be installed, the persons who are to install them and the dates on which each installation is expected to begin and to end.\n\n--}{c--4.2--}{c++4.1++} The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{c--4.3--}{c++4.2++} Each User may object to the test plan within ten Working Days of its publication.\n\n{c--4.4--}{c++4.3++} Each Supplier shall send to the DCC a statement of the meters that it intends to replace during the Regulatory Year, the addresses at which they are to be replaced, the persons who are to replace them and the dates on which each replacement is expected to begin and to end.\n\n{c--4.5--}{c++4.4++} Where an objection is upheld by the Panel, the DCC shall revise the test plan and publish it again.\n\n{c--4.6--}{c++4.5++} The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n\n{c--4.7--}{c++4.6++} Each Registered Supplier Agent shall give to the DCC a statement of the systems that it intends to test during the Regulatory Year, the sites at which they are to be tested, the persons who are to test them and the dates on which each test is expected to begin and to end.\n\n{++4.7 Each Network Party shall deliver to the DCC a statement of the outages that it intends to plan in the next year, the substations at which they are to be planned, the contractors who are to plan them with the days on which each outage is forecast to begin and to end.\n\n++}4.8 Costs incurred by a User in preparing an objection shall lie where they fall.\n',
    told: [
      'deleted: Clause 4.1 → nothing',
      'renumbered: Clause 4.2 → Clause 4.1',
      'renumbered: Clause 4.3 → Clause 4.2',
      'renumbered: Clause 4.4 → Clause 4.3',
      'renumbered: Clause 4.5 → Clause 4.4',
      'renumbered: Clause 4.6 → Clause 4.5',
      'renumbered: Clause 4.7 → Clause 4.6',
      'inserted: nothing → Clause 4.7',
    ],
  },
  {
    name: 'an inserted clause of phrases that the amended one beside it had',
    old: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 The DCC shall give to each User a report on the tests that it ran in the month, send to each User a list of the faults that it found in the tests and pay to each User a share of the costs that it bore in the month. Each User shall keep the report for two years and show it to the Panel on request, and no User shall disclose any part of the report to another person without the consent of the DCC.\n\n4.3 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    new: '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n4.2 The DCC shall give to each User a yearly list of the costs that it saved and the tests that it ran in vain.\n\n4.3 The DCC shall hand each User its report about all tests run during the month, send to each User a list of the faults found in testing and refund each User part of all costs borne during the month. Each User shall keep the report for two years and show it to the Panel on request, and no User shall disclose any part of the report to another person without the consent of the DCC.\n\n4.4 The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    marks:
      '4.1 The DCC shall produce a test plan for each Device Model and publish it on its website.\n\n{++4.2 The DCC shall give to each User a yearly list of the costs that it saved and the tests that it ran in vain.\n\n++}{c--4.2--}{c++4.3++} The DCC shall {--give to--}{++hand++} each User {--a--}{++its++} report {--on the--}{++about all++} tests {--that it ran in--}{++run during++} the month, send to each User a list of the faults{-- that it--} found in {--the tests--}{++testing++} and {--pay to--}{++refund++} each User {--a share--}{++part++} of {--the--}{++all++} costs {--that it bore in--}{++borne during++} the month. Each User shall keep the report for two years and show it to the Panel on request, and no User shall disclose any part of the report to another person without the consent of the DCC.\n\n{c--4.3--}{c++4.4++} The Authority may direct that testing be suspended where the risk to consumers is unacceptable.\n',
    told: [
      'inserted: nothing → Clause 4.2',
      'renumbered, amended: Clause 4.2 → Clause 4.3',
      'renumbered: Clause 4.3 → Clause 4.4',
    ],
  },
  {
    name: 'a sub-paragraph reworded between two that stayed',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n(b) procure from each User a statement of the faults that were found in its Devices not later than the end of the month; and\n\n(c) notify the Panel of every objection that it receives.\n',
    new: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n(b) ask in good time for a full statement about any faults that arose in its Devices and in those of others, with reasons, not later than the end of the quarter; and\n\n(c) notify the Panel of every objection that it receives.\n',
    marks:
      '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n(b) {--procure from each User--}{++ask in good time for++} a{++ full++} statement {--of the--}{++about any++} faults that {--were found--}{++arose++} in its Devices{++ and in those of others, with reasons,++} not later than the end of the {--month--}{++quarter++}; and\n\n(c) notify the Panel of every objection that it receives.\n',
    told: ['amended: Clause 4.1(b) → Clause 4.1(b)'],
  },
  {
    name: 'a sub-paragraph that gave way to another between two that stayed',
    old: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n(b) procure from each User a statement of the faults that were found in its Devices not later than the end of the month; and\n\n(c) notify the Panel of every objection that it receives.\n',
    new: '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n(b) keep a record of its visits to the premises of consumers and of the persons who were met there; and\n\n(c) notify the Panel of every objection that it receives.\n',
    marks:
      '4.1 The DCC shall:\n\n(a) publish the results of each test on its website;\n\n{--(b) procure from each User a statement of the faults that were found in its Devices not later than the end of the month; and\n\n--}{++(b) keep a record of its visits to the premises of consumers and of the persons who were met there; and\n\n++}(c) notify the Panel of every objection that it receives.\n',
    told: ['deleted: Clause 4.1(b) → nothing', 'inserted: nothing → Clause 4.1(b)'],
  },
];
