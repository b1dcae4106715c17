import assert from 'node:assert/strict';
import { questionsOf } from '../../server/src/analysis/references/questions.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import { Draft } from '../../server/src/model/draft.js';
import { readInline } from '../../server/src/model/inline/inline.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';

const DRAFT = Draft.parse(
  '## 1 Questions\n\n**FTC Q1**\n\n*Do you agree with* row 2A of Table 9.3?\n\n### FTC Q2\n\n*Is 5 \\* 3 [fifteen], and a|b?*\n\n## 2 More\n\nWords.\n',
);

function made(yaml = 'consultation: { id: FTC, respond-by: 2020-01-17T16:00 }\n'): string {
  return writeResponseTemplate(parseProjectFile(yaml).consultation, null, questionsOf(DRAFT));
}

describe('the questions of a consultation document', () => {
  it('are its questions with their words', () => {
    assert.deepEqual(
      questionsOf(DRAFT).map(({ label, text }) => [label, text]),
      [
        ['FTC Q1', 'Do you agree with row 2A of Table 9.3?'],
        ['FTC Q2', 'Is 5 * 3 [fifteen], and a|b?'],
      ],
    );
  });
  it('may stand on the line of their labels', () => {
    const draft = Draft.parse(
      '**ABC Q1:** Do you *agree*?\n\nABC Q2. And this: why?\n\nWords.\n\nABC Q3: three said no.\n\n**ABC Q4** Is it right? Say why.\n\n**ABC Q5** was asked before; who asked?\n',
    );
    assert.deepEqual(
      questionsOf(draft).map(({ label, text }) => [label, text]),
      [
        ['ABC Q1', 'Do you agree?'],
        ['ABC Q2', 'And this: why?'],
        ['ABC Q4', 'Is it right? Say why.'],
      ],
    );
  });
  it('may be none', () => assert.deepEqual(questionsOf(Draft.parse('')), []));
});

describe('the response template', () => {
  it('asks for the respondent, what is confidential, and an answer to each question', () => {
    const draft = Draft.parse(made());
    assert.deepEqual(draft.problems, []);
    const words = draft.blocks
      .map((block) => (block.kind === 'table' ? block.text : readInline(block).text))
      .join('\n');
    for (const each of [
      '16:00 on Friday 17 January 2020',
      'Organisation',
      'confidential',
      'Do you agree with row 2A of Table 9.3?',
      'Is 5 * 3 [fifteen], and a|b?',
    ])
      assert.ok(words.includes(each), each);
    assert.deepEqual(
      draft.provisions.filter(({ kind }) => kind === 'question').map(({ label }) => label),
      ['FTC Q1', 'FTC Q2'],
    );
    assert.equal(made().split('| Your answer |').length - 1, 2);
  });

  it('does without a closing date', () =>
    assert.match(made('consultation: { id: FTC }\n'), /by the closing date of the consultation/));
  it('does without a project file’s facts', () => assert.match(made(''), /title: "Response template: Consultation"/));
});
