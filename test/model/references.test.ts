import assert from 'node:assert/strict';
import { Draft } from '../../server/src/model/draft.js';
import { readBlockFacts } from '../../server/src/model/facts.js';
import type { Reference } from '../../server/src/model/references/reference.js';

/** A reference in one line: kind, numbers, document, version. */
function describeReference(reference: Reference): string {
  const numbers = reference.isRelative
    ? 'this'
    : reference.targets.map((target) => target.number + (target.to ? `..${target.to.number}` : '')).join(' ');
  const parts = [`${reference.kind} ${numbers}`.trim()];
  if (reference.of) parts.push(`of ${reference.of.kind}`);
  if (reference.document) parts.push(`[${reference.document.text}]`);
  if (reference.version) parts.push(reference.version);
  if (reference.caption) parts.push(`"${reference.caption.text}"`);
  return parts.join(' ');
}

function describeReferences(text: string): string[] {
  return Draft.parse(text).blocks.flatMap((block) =>
    readBlockFacts(block).references.map(({ reference }) => describeReference(reference)),
  );
}

const CASES: [text: string, ...expected: string[]][] = [
  ['under Clause 20.28.', 'clause 20.28'],
  ['under clause 20.28, the', 'clause 20.28'],
  ['Clauses 20.28 to 20.32 apply', 'clause 20.28..20.32'],
  ['Clause 13.10 to Clause 13.12', 'clause 13.10..13.12'],
  ['Clauses 4.2, 4.3 and 5.1(a)(ii)', 'clause 4.2 4.3 5.1(a)(ii)'],
  ['Clause 5.1(a) and (b)', 'clause 5.1(a) 5.1(b)'],
  ['see Appendix D – CSP Status', 'appendix D'],
  ['Appendices D – F', 'appendix D..F'],
  ['Schedules Y to AA', 'schedule Y..AA'],
  ['Form 1065, Schedule K-1s (or others)'],
  ['Schedules A to C', 'schedule A..C'],
  ['Clause 5.1(a)(i) and (ii)', 'clause 5.1(a)(i) 5.1(a)(ii)'],
  ['Clause 5.1(a)(i) or (b)', 'clause 5.1(a)(i) 5.1(b)'],
  ['Clause 8.3(a), (b)(iv) and (c)', 'clause 8.3(a) 8.3(b)(iv) 8.3(c)'],
  ['Clause 5.1(h)(i), (j) and (k)(i)', 'clause 5.1(h)(i) 5.1(j) 5.1(k)(i)'],
  ['Clauses 5.1(a) to (c)', 'clause 5.1(a)..5.1(c)'],
  ['see Table 9.3', 'table 9.3'],
  ['row 2A of Table 9.3', 'row 2A of table', 'table 9.3'],
  ["row '2A' of Table 9.3 of the MTAD", 'row 2A of table [MTAD]', 'table 9.3 [MTAD]'],
  ['Clause 4.2 of the SMETS1 SVTAD', 'clause 4.2 [SMETS1 SVTAD]'],
  ['MTAD Table 9.3', 'table 9.3 [MTAD]'],
  ['SMETS1 SVTAD Clause 20.28 to Clause 20.29', 'clause 20.28..20.29 [SMETS1 SVTAD]'],
  ['SEC Section H5.9', 'section H5.9 [SEC]'],
  ['Appendix AK', 'appendix AK'],
  ['SEC Appendix AB', 'appendix AB [SEC]'],
  ['paragraph (b)', 'paragraph (b)'],
  ['sub-paragraphs (a), (b) and (d)(ii)', 'paragraph (a) (b) (d)(ii)'],
  ['this Clause', 'clause this'],
  ['see Figure 4.1', 'figure 4.1'],
  ['Attachment 6', 'attachment 6'],
  ['as FTC Q3 asks', 'question 3'],
  ['FTC Q1 to Q3 and FTC Q5', 'question 1..3 5'],
  ['Annex [AAA] and Annex [BBB]', 'annex [AAA] [BBB]'],
  [
    'the footnote on Clause 20.28 of the existing SMETS1 SVTAD',
    'footnote of clause baseline',
    'clause 20.28 [SMETS1 SVTAD] baseline',
  ],
  ['the proposed Clause 6.6 of the SRPD', 'clause 6.6 [SRPD] draft'],
  ['the new Clause 20.18', 'clause 20.18 draft'],
  ['Section A (Definitions and Interpretation) of the SEC', 'section A [SEC] "Definitions and Interpretation"'],
  ['paragraph (a) of Clause 4.2', 'paragraph (a) of clause', 'clause 4.2'],
  [
    'paragraph 6(b) of Schedule 8 to the Electricity Act 1989',
    'paragraph 6(b) of schedule [Electricity Act 1989]',
    'schedule 8 [Electricity Act 1989]',
  ],
  ['Clause 4.2 of this Agreement', 'clause 4.2 [this Agreement]'],
  // The units of other traditions.
  ['section 12(3)(b) and subsections (5) to (7)', 'section 12(3)(b)', 'subsection (5)..(7)'],
  ['ss 3 and 4, s. 12A and §§ 5–7', 'section 3 4 12A 5..7'],
  ['paragraph 3(1)(a) of Schedule 2', 'paragraph 3(1)(a) of schedule', 'schedule 2'],
  ['Article 3(2), point (c), and Article 5bis(1)', 'article 3(2)', 'point (c) of article', 'article 5bis(1)'],
  ['rule 7.3(2) and regulation 2(1)(a)', 'rule 7.3(2)', 'regulation 2(1)(a)'],
  ['§§ 1111.30 through .35', 'section 1111.30..1111.35'],
  ['Cl. 1.9, paras (a)-(d) and Sch 4', 'clause 1.9', 'paragraph (a)..(d) of clause', 'schedule 4'],
  ['paragraph 21.3 of standard condition 21', 'paragraph 21.3 of condition', 'condition 21'],
  ['Section 4.1-1 and Table 4-1', 'section 4.1-1', 'table 4-1'],
  ['Annex 2, Part B, paragraph 3', 'annex 2', 'part B of annex', 'paragraph 3 of part'],
  // Documents by their description.
  ['42 U.S.C. § 1396a(a)', 'section 1396a(a) [U.S.C.]'],
  ['Article 6 of Regulation (EU) 2016/679', 'article 6 [Regulation (EU) 2016/679]'],
  ['section 5 (as amended by an order) of the Harbours Act 1971', 'section 5 [Harbours Act 1971]'],
  ['s 12 Harbours Act 1971', 'section 12 [Harbours Act 1971]'],
  [
    'Clause 1.9, clause 4.2 of the existing Rules and clause 1.8',
    'clause 1.9',
    'clause 4.2 [Rules] baseline',
    'clause 1.8',
  ],
  // What looks like them.
  ['the Seals Regulations 2011 and Rules 2004'],
  ['it takes 30 sec, as SEC 12 and members 4 say'],
  ['they take part (see below) as a rule'],
  // Written as Word and Markdown write it.
  ['under Clause\u00a020.28', 'clause 20.28'],
  ['under Clause\n20.28 and on', 'clause 20.28'],
  ['under **Clause** 20.28', 'clause 20.28'],
  ['under *Clause 20.28(a)*', 'clause 20.28(a)'],
  ['under Clause 20\\.28', 'clause 20.28'],
  ['under Cl\u00adause 20.28', 'clause 20.28'],
  ['under Clauses 20.28–20.32', 'clause 20.28..20.32'],
  ['under Clauses 20.28\u202f‑\u202f20.32', 'clause 20.28..20.32'],
  ['Clause 4.2 & 4.3', 'clause 4.2 4.3'],
  // Words and figures that are no references, or end one.
  ['in accordance with Clause 4.2 and 10 Working Days later', 'clause 4.2'],
  ['within 5.1 days of section six'],
  ['the table is set for 12 people'],
  ['Clause 4.2 to the Panel', 'clause 4.2 [Panel]'],
  ['version 20.28 of `Clause 20.28`'],
  ['this is in the clause of that section'],
  ['rows of tables and figures'],
  ['paragraphs may be long (see below)'],
];

describe('references', () => {
  for (const [text, ...expected] of CASES)
    it(JSON.stringify(text), () => assert.deepEqual(describeReferences(text), expected));

  it('span what the drafter wrote', () => {
    const text = 'as **Clause** 20\\.28(a) and row 2A of MTAD Table 9.3 say';
    const block = Draft.parse(text).block(0);
    const spans = readBlockFacts(block).references.flatMap(({ reference }) => [
      reference.keywordSpan,
      ...reference.targets.map((target) => target.span),
    ]);
    assert.deepEqual(
      spans.map(({ start, end }) => text.slice(start, end)),
      ['Clause', '20\\.28(a)', 'row', '2A', 'Table', '9.3'],
    );
  });
});
