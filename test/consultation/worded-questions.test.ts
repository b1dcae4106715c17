import assert from 'node:assert/strict';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { listQuestionsOnce, questionsOf } from '../../server/src/analysis/references/questions.js';
import { readFilledTemplate } from '../../server/src/consultation/filled-template.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import { mergeByQuestion, responseFrom, responsesToMarkdown } from '../../server/src/consultation/responses.js';
import { renderOdtForm } from '../../server/src/export/odt/render-odt-form.js';
import { Draft } from '../../server/src/model/draft.js';
import { readQuestionLabel, readQuestionOfParagraph } from '../../server/src/office/question-label.js';
import { fillResponse } from '../support/filled-responses.js';

const MIXED = Draft.parse(`# A consultation on boats

**Question 1:** Do you agree that *boats* float?

### Question 2 – Oars

Should oars float? See Table 1.1.

| Question 3(a): Is a crew needed? |
| --- |

> **Q4** Who pays?

- **Consultation question 5.** Do you agree that:

  - boats are wet; and
  - crews are dry?

Q10: Please tell us more.

## Annex – All questions

**Question 1:** Do you agree that boats float?

| Question 2 | Should oars float? |
| --- | --- |
| Question 3(a) | Is a crew needed? |
`);

const LABELS = ['Question 1', 'Question 2', 'Question 3(a)', 'Question 4', 'Question 5', 'Question 10'];

describe('questions by their word', () => {
  it('have their words, wherever these stand', () => {
    assert.deepEqual(
      listQuestionsOnce(MIXED).map(({ label, text }) => `${label}: ${text}`),
      [
        'Question 1: Do you agree that boats float?',
        'Question 2: Oars Should oars float? See Table 1.1.',
        'Question 3(a): Is a crew needed?',
        'Question 4: Who pays?',
        'Question 5: Do you agree that: boats are wet; and crews are dry?',
        'Question 10: Please tell us more.',
      ],
    );
  });

  it('are asked again in an annex, and once in the template', () => {
    assert.equal(questionsOf(MIXED).length, LABELS.length + 3);
    const template = Draft.parse(writeResponseTemplate(null, 'Boats', questionsOf(MIXED)));
    assert.deepEqual(
      questionsOf(template).map(({ label }) => label),
      LABELS,
    );
  });

  it('stand where their labels do', () => {
    assert.deepEqual(
      questionsOf(MIXED).map(({ provision }) => {
        const { start, end } = MIXED.labelSpanOf(provision);
        return MIXED.text.slice(start, end);
      }),
      [
        'Question 1',
        'Question 2',
        'Question 3(a)',
        'Q4',
        'Consultation question 5',
        'Q10',
        'Question 1',
        'Question 2',
        'Question 3(a)',
      ],
    );
  });

  it('are read as they are typed', () => {
    const [, first = '', second = ''] = /^([\s\S]*?agree)( that[\s\S]*)$/.exec(MIXED.text) ?? [];
    for (const typed of ['?', '\n\nA1: They do.', '\n\n**Question 7:** Why?', '\n\n## Frequently asked questions']) {
      const edited = MIXED.applyEdit({ start: first.length, end: first.length, text: typed });
      const fresh = Draft.parse(first + typed + second);
      assert.deepEqual(
        edited.provisions.map(({ label, block, endBlock }) => [label, block, endBlock]),
        fresh.provisions.map(({ label, block, endBlock }) => [label, block, endBlock]),
        typed,
      );
    }
  });
});

const BY_CHAPTER = Draft.parse(`# Consultation on fees

## Chapter 2: Fees

### Questions

1. Do you agree with the fee?
2. Why?

## Chapter 10: Dues

### Questions

1. Should dues rise?

## Annex A: Summary of questions

| No. | Question |
| --- | --- |
| Chapter 2 Question 1 | Do you agree with the fee? |
| Chapter 2 Question 2 | Why? |
| Chapter 10 Question 1 | Should dues rise? |
`);

const CHAPTER_LABELS = ['Chapter 2 Question 1', 'Chapter 2 Question 2', 'Chapter 10 Question 1'];

describe('questions that each chapter numbers anew', () => {
  const asked = listQuestionsOnce(BY_CHAPTER);

  it('have their chapter in the template, and their own words', () => {
    assert.deepEqual(
      asked.map(({ label, text }) => `${label}: ${text}`),
      [
        'Chapter 2 Question 1: Do you agree with the fee?',
        'Chapter 2 Question 2: Why?',
        'Chapter 10 Question 1: Should dues rise?',
      ],
    );
    const template = Draft.parse(writeResponseTemplate(null, 'Fees', asked));
    assert.deepEqual(
      questionsOf(template).map(({ label }) => label),
      CHAPTER_LABELS,
    );
  });

  it('come back with it', async () => {
    const word = await fillResponse(asked, {
      organisation: 'A Yard',
      answers: {
        'Chapter 2 Question 1': { answer: 'Yes.' },
        'Chapter 2 Question 2': { answer: 'It is fair.' },
        'Chapter 10 Question 1': { answer: 'No.' },
      },
    });
    const { questions } = mergeByQuestion([readFilledTemplate('yard.docx', word)], false);
    assert.deepEqual(
      questions.map(({ question, answers: [first] }) => [question, first?.answer]),
      [
        ['Chapter 2 Question 1', 'Yes.'],
        ['Chapter 2 Question 2', 'It is fair.'],
        ['Chapter 10 Question 1', 'No.'],
      ],
    );
  });
});

describe('the form that asks them', () => {
  it('comes back as Word and as OpenDocument text', async () => {
    const asked = listQuestionsOnce(MIXED);
    const word = await fillResponse(asked, {
      organisation: 'A Yard',
      answers: {
        'Question 2': { view: 'agree', answer: 'They should.', reasons: 'They are wood.' },
        'Question 3(a)': { answer: 'Secret.', isConfidential: true },
        'Question 10': { answer: 'More.' },
      },
      confidential: 'parts',
    });
    const read = readFilledTemplate('yard.docx', word);
    assert.deepEqual(
      read.answers.map(({ question }) => question),
      LABELS,
    );
    const form = renderOdtForm(Draft.parse(writeResponseTemplate(null, 'Boats', asked)), {
      author: 'A',
      date: '2020-01-01',
    });
    const parts = unzipSync(form);
    let seen = 0;
    const xml = strFromU8(parts['content.xml'] ?? new Uint8Array()).replace(
      /<text:placeholder[^>]*>[^<]*<\/text:placeholder>/g,
      () => `Words ${++seen}`,
    );
    const odt = readFilledTemplate('quay.odt', zipSync({ ...parts, 'content.xml': strToU8(xml) }));
    assert.deepEqual(
      odt.answers.map(({ question, answer }) => [question, answer !== '']),
      LABELS.map((label) => [label, true]),
    );
    const merged = mergeByQuestion([odt, read], false);
    assert.deepEqual(
      merged.questions.map(({ question, answered }) => [question, answered]),
      LABELS.map((label) => [label, /2|3|10/.test(label) ? 2 : 1]),
    );
    const told = responsesToMarkdown(merged);
    assert.match(told, /^## Question 10$/m);
    assert.match(told, /\| A Yard \| confidential in part \| Agree<br>They should\. \| They are wood\. \|/);
    assert.doesNotMatch(told, /Secret/);
  });

  it('names the parts that are confidential by their numbers', () => {
    const words = (about: string) => [
      { heading: '', label: 'Organisation', text: 'B' },
      { heading: '', label: 'Parts of the response are confidential', text: 'X' },
      { heading: '', label: 'Which parts are confidential', text: about },
      ...['Question 1', 'Question 2(a)', 'Question 2(b)', 'Q3: Who pays?'].map((heading) => ({
        heading,
        label: 'Your answer',
        text: `to ${heading}`,
      })),
    ];
    const shown = (about: string) => {
      const response = responseFrom('b.docx', words(about));
      assert.ok(response);
      return mergeByQuestion([response], false).questions.map(({ answers: [first] }) => first?.answer ?? null);
    };
    assert.deepEqual(shown('Question 2(a) only'), ['to Question 1', '', 'to Question 2(b)', 'to Q3: Who pays?']);
    assert.deepEqual(shown('Q2 and Q3'), ['to Question 1', '', '', '']);
    assert.deepEqual(shown('our answers to questions 1 to 3'), ['', '', '', '']);
    assert.deepEqual(shown('Question 7'), [null, null, null, null]);
  });

  it('is known by its headings, and no sentence is one', () => {
    const headings: readonly (readonly [string, string | null])[] = [
      ['FTC Q1', 'FTC Q1'],
      ['Question 1', 'Question 1'],
      ['Q 2.', 'Question 2'],
      ['Question 2 (b): Do you agree?', 'Question 2(b)'],
      ['CONSULTATION QUESTION 3.1 – Do you agree?', 'Question 3.1'],
      ['Chapter 2, Question 1: Do you agree?', 'Chapter 2 Question 1'],
      ['Question 4 asks about fees', null],
      ['Questions', null],
      ['Q1 2024', null],
      ['About you', null],
    ];
    for (const [heading, label] of headings) assert.equal(readQuestionLabel(heading), label, heading);
    for (const [text, label] of [
      ['Question 3: Do you agree?', 'Question 3'],
      ['Question 3', 'Question 3'],
      ['Question 3: see what we said above.', null],
      ['Q1. We agree.', null],
    ] as const)
      assert.equal(readQuestionOfParagraph(text), label, text);
  });
});
