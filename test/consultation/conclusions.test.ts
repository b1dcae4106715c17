import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAnswersFile } from '../../server/src/consultation/conclusions/answers-file.js';
import {
  type Conclusions,
  type ConclusionsRefused,
  concludeProject,
} from '../../server/src/consultation/conclusions/conclude.js';
import { listPoints, type NumberedPoint, numberPoints } from '../../server/src/consultation/conclusions/points.js';
import { isOnlyView, readViewInWords } from '../../server/src/consultation/conclusions/views.js';
import { mergeByQuestion, type QuestionAnswer } from '../../server/src/consultation/responses.js';
import { Checker } from '../../server/src/rules/check.js';
import { readConclusionPlaces } from '../../server/src/rules/shared/conclusion-places.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { type FilledResponse, fillResponse, questionsIn } from '../support/filled-responses.js';
import { FOLDER, type MemoryHost } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';
import { consultationProject, projectFileWith, readProjectFile } from './project.js';

describe('what the words of an answer say of the view', () => {
  const cases: readonly [words: string, view: string][] = [
    ['Yes.', 'agree'],
    ['Yes, the date suits us.', 'agree'],
    ['Agreed', 'agree'],
    ['We agree with the proposal.', 'agree'],
    ['We strongly support this.', 'agree'],
    ['“We agree” is our answer', 'agree'],
    ['I have no objection.', 'agree'],
    ['No objections from our side.', 'agree'],
    ['We do not object to the change.', 'agree'],
    ['We are content with the drafting.', 'agree'],
    ['No.', 'disagree'],
    ['No: the date is too early.', 'disagree'],
    ['We disagree.', 'disagree'],
    ['We do not agree with the power.', 'disagree'],
    ['We don’t support the proposal', 'disagree'],
    ['We are unable to support Clause 4.', 'disagree'],
    ['We oppose it.', 'disagree'],
    ['No comment.', 'comment'],
    ['No view on this question', 'comment'],
    ['Yes, but only for gas.', 'comment'],
    ['Agree in principle.', 'comment'],
    ['We agree, subject to a review.', 'comment'],
    ['We partly disagree, although not on the date.', 'comment'],
    ['The fee should be lower.', 'comment'],
    ['Not applicable', 'comment'],
    ['Nobody asked us. No.', 'comment'],
    ['November is too late.', 'comment'],
    ['', 'comment'],
  ];
  for (const [words, view] of cases)
    it(`${words || 'nothing'}: ${view}`, () => assert.equal(readViewInWords(words), view));

  it('is all that some answers say', () => {
    for (const words of ['Yes.', 'No', 'We agree.', 'No  comments.', 'n/a', 'None'])
      assert.ok(isOnlyView(words), words);
    for (const words of ['Yes, at once.', 'The fee.', 'No, it is late.']) assert.ok(!isOnlyView(words), words);
  });
});

describe('the points of a response', () => {
  const pointsOf = (answer: string, reasons: string) => {
    const answers: QuestionAnswer[] = [{ question: 'ABC Q1', answer, reasons, confidential: [] }];
    const response = {
      file: 'a.docx',
      name: '',
      organisation: 'Acme',
      confidentiality: 'none',
      confidentialParts: '',
      answers,
    } as const;
    return listPoints(mergeByQuestion([response], false)).map(({ words }) => words);
  };
  const cases: readonly [name: string, answer: string, reasons: string, points: readonly string[]][] = [
    ['a bare view', 'We agree.', '', []],
    ['nothing but a view twice', 'Yes', 'No comment.', []],
    ['reasons alone, after a bare view', 'No.', 'It is late.', ['It is late.']],
    ['an answer and its reasons', 'It is late.', 'The year is over.', ['It is late.\nThe year is over.']],
    ['paragraphs', 'One.\n\nTwo.', 'Three.', ['One.\nTwo.\nThree.']],
    ['numbered parts', '1. One\n2. Two\nand more of it', '', ['1. One', '2. Two\nand more of it']],
    ['words that lead to parts', 'We ask:\n(a) this\n(b) that', '', ['We ask:\n(a) this', '(b) that']],
    ['bullets', '• one\n• two\n– three', '', ['• one', '• two', '– three']],
    [
      'a year, which is no number of a part',
      '2020 was late.\n2021 was later.',
      '',
      ['2020 was late.\n2021 was later.'],
    ],
  ];
  for (const [name, answer, reasons, points] of cases)
    it(`are found in ${name}`, () => assert.deepEqual(pointsOf(answer, reasons), points));

  it('keep their numbers while others come and go, and no number is used twice', () => {
    const point = (words: string, file = 'a.docx') => ({ question: 'ABC Q1', respondent: 'Acme', file, words });
    let known: readonly NumberedPoint[] = [];
    let highest = 0;
    const number = (...words: readonly string[]) => {
      const now = numberPoints(
        words.map((each) => point(each)),
        known,
        highest,
      );
      highest = Math.max(highest, ...now.map((each) => each.number));
      known = [...now, ...known.filter((each) => !now.some((other) => other.number === each.number))];
      return now.map((each) => each.number);
    };
    assert.deepEqual(number('The fee is too high.', 'The day is too late.'), [1, 2]);
    assert.deepEqual(number('The day is too late.'), [2]);
    assert.deepEqual(number('Quite another matter.', 'The day is too late.'), [3, 2]);
    // A word was put right in the response.
    assert.deepEqual(number('The day is much too late.', 'The fee is too high.'), [2, 1]);
    assert.deepEqual(number('Again something new', 'Quite another matter.'), [4, 3]);
  });
});

const QUESTIONS = questionsIn(readProjectFile('consultation.md'));
const ACME: FilledResponse = {
  organisation: 'Acme | Sons',
  answers: {
    'FTC Q1': { view: 'agree', answer: 'The plan is *good*.' },
    'FTC Q2': { answer: 'No.', reasons: 'It is ten.' },
  },
};
const BROOK: FilledResponse = {
  organisation: 'Brook',
  answers: { 'FTC Q1': { answer: '# No: the month was right.' } },
};

async function projectWith(responses: Readonly<Record<string, FilledResponse>>, changes = {}): Promise<MemoryHost> {
  const host = consultationProject(changes);
  for (const [name, response] of Object.entries(responses))
    host.set(`responses/${name}`, await fillResponse(QUESTIONS, response));
  return host;
}

async function concludeIn(host: MemoryHost, output: string | null = 'conclusions.md'): Promise<Conclusions> {
  const workspace = await Workspace.load(host, FOLDER);
  const made = await concludeProject(
    host,
    { workspace, checker: new Checker(workspace) },
    {
      output: output === null ? null : `${FOLDER}/${output}`,
      circulated: null,
      date: '2020-01-20T00:00:00Z',
      typesetter: echo,
    },
  );
  for (const { uri, bytes } of made.files) host.set(uri.slice(FOLDER.length + 1), bytes);
  return made;
}

function rewriteIn(host: MemoryHost, path: string, from: string, to: string): void {
  const text = host.textOf(path) ?? '';
  assert.ok(text.includes(from), `${path} has no “${from}”:\n${text}`);
  host.set(
    path,
    text.replace(from, () => to),
  );
}

const textAt = (markdown: string, kind: string, about: string) =>
  readConclusionPlaces(markdown).places.find((place) => place.kind === kind && place.about === about)?.text;

describe('a conclusions report', () => {
  it('counts the views, quotes the points as they were written, and says what is open', async () => {
    const host = await projectWith({ 'acme.docx': ACME, 'brook.docx': BROOK });
    const { markdown, findings, counts } = await concludeIn(host);
    assert.deepEqual(counts, { responses: 2, points: 3, changes: null });
    assert.match(markdown, /^\| FTC Q1 \| 2 \| 1 \| 0 \| 1 \| 0 \|$/m);
    assert.match(markdown, /^\| Acme \\\| Sons \| agree \|$/m);
    assert.match(markdown, /^> The plan is \\\*good\\\*\.$/m);
    assert.match(markdown, /^> \\# No: the month was right\.$/m);
    assert.deepEqual(
      findings.map(({ code, line }) => [code, markdown.split('\n')[line - 1]?.startsWith('[insert')]),
      Array.from({ length: 5 }, () => ['conclusion.unanswered', true]),
    );
  });

  it('takes over what is written into it, also from Word, and loses nothing when it is made again', async () => {
    const host = await projectWith({ 'acme.docx': ACME });
    await concludeIn(host);
    rewriteIn(host, 'conclusions.md', '[insert answer to point 1]', 'Yes.\n\n- It *stays*.\n\n> quoted');
    await concludeIn(host, 'conclusions.docx');
    const again = await concludeIn(host, 'conclusions.md');
    assert.equal(textAt(again.markdown, 'answer', '1'), 'Yes.\n\n- It *stays*.\n\n> quoted');
    // A late response comes before it in the order of the files.
    host.set('responses/a-late.docx', await fillResponse(QUESTIONS, BROOK));
    const late = await concludeIn(host);
    assert.equal(textAt(late.markdown, 'answer', '1'), 'Yes.\n\n- It *stays*.\n\n> quoted');
    assert.equal(textAt(late.markdown, 'answer', '3'), '');
  });

  it('keeps an answer that was wiped out, and gives it up where the prompt is put back', async () => {
    const host = await projectWith({ 'acme.docx': ACME });
    await concludeIn(host);
    rewriteIn(host, 'conclusions.md', '[insert answer to point 1]', 'It stays.');
    await concludeIn(host);
    rewriteIn(host, 'conclusions.md', 'It stays.', '');
    assert.equal(textAt((await concludeIn(host)).markdown, 'answer', '1'), 'It stays.');
    rewriteIn(host, 'conclusions.md', 'It stays.', '[insert answer to point 1]');
    assert.equal(textAt((await concludeIn(host)).markdown, 'answer', '1'), '');
  });

  it('takes a view that was put right, and refuses what is none', async () => {
    const host = await projectWith({ 'acme.docx': ACME });
    await concludeIn(host);
    rewriteIn(host, 'conclusions.md', 'Sons | agree |', 'Sons | comment |');
    assert.match((await concludeIn(host)).markdown, /^\| FTC Q1 \| 1 \| 0 \| 0 \| 1 \| 0 \|$/m);
    rewriteIn(host, 'conclusions.md', 'Sons | comment |', 'Sons | perhaps |');
    await assert.rejects(concludeIn(host), /conclusions\.md:\d+: “perhaps” is no view/);
  });

  it('writes nothing where words would be lost, or two texts say different things', async () => {
    const host = await projectWith({ 'acme.docx': ACME });
    await concludeIn(host);
    const before = host.textOf('conclusions.md') ?? '';
    host.set(
      'conclusions.md',
      before.replace('# The', 'A preface of our own.\n\n# The').replace('## Introduction', '## Preface'),
    );
    await assert.rejects(concludeIn(host), (error: ConclusionsRefused) => /would be lost/.test(error.reasons[0] ?? ''));
    host.set('conclusions.md', before);
    rewriteIn(host, 'conclusions.md', '[insert answer to point 1]', 'In the report.');
    const answers = host.textOf('consultation.answers.jsonl') ?? '';
    host.set('consultation.answers.jsonl', answers.replace('"answer":""', '"answer":"In the file."'));
    await assert.rejects(concludeIn(host), (error: ConclusionsRefused) => /other words/.test(error.reasons[0] ?? ''));
    assert.match(host.textOf('conclusions.md') ?? '', /In the report\./);
    host.set('consultation.answers.jsonl', answers.replace('"answer":""', '"answer":"In the report."'));
    assert.equal(textAt((await concludeIn(host)).markdown, 'answer', '1'), 'In the report.');
  });

  it('does not write over a file that is something else', async () => {
    const host = await projectWith({ 'acme.docx': ACME }, { 'notes.md': '# Notes\n' });
    await assert.rejects(concludeIn(host, 'notes.md'), /is no conclusions report; name another --output/);
    await assert.rejects(concludeIn(host, 'consultation.md'), /is no conclusions report/);
    await assert.rejects(concludeIn(host, 'report.odt'), /ends in \.md, \.docx/);
  });

  it('shows nothing that is confidential, and forgets words that were taken back', async () => {
    const host = await projectWith({ 'acme.docx': ACME, 'brook.docx': BROOK });
    await concludeIn(host);
    rewriteIn(host, 'conclusions.md', '[insert answer to point 2]', 'We keep the month.');
    await concludeIn(host);
    host.set('responses/brook.docx', await fillResponse(QUESTIONS, { ...BROOK, confidential: 'whole' }));
    const { markdown, notes } = await concludeIn(host);
    const kept = host.textOf('consultation.answers.jsonl') ?? '';
    assert.doesNotMatch(markdown, /Brook|month was right|We keep the month/);
    assert.match(markdown, /^\| FTC Q1 \| 2 \| 1 \| 0 \| 0 \| 1 \|$/m);
    assert.doesNotMatch(kept, /month was right|Brook/);
    assert.match(kept, /We keep the month\./);
    assert.match(notes.join('\n'), /Point 2 .* its answer is kept/);
    // The respondent agrees to publication after all: the answer is there again.
    host.set('responses/brook.docx', await fillResponse(QUESTIONS, BROOK));
    assert.equal(textAt((await concludeIn(host)).markdown, 'answer', '2'), 'We keep the month.');
  });

  for (const [how, changes] of [
    [
      'a folder',
      {
        ...projectFileWith('  id: FTC\n', '  id: FTC\n  circulated: sent\n'),
        'sent/svtad.md': readProjectFile('svtad.md'),
        'sent/mtad.md': readProjectFile('mtad.md'),
      },
    ],
    ['a git revision', projectFileWith('  id: FTC\n', '  id: FTC\n  circulated: v1.2\n')],
  ] as const)
    it(`lists what was changed since the drafts in ${how}, and keeps the reasons`, async () => {
      const host = await projectWith({ 'acme.docx': ACME }, changes);
      if (how === 'a git revision') {
        // The revision holds one draft alone.
        await assert.rejects(concludeIn(host), /v1\.2 is no folder .* no git revision that holds them: .*svtad\.md/);
        return;
      }
      assert.match((await concludeIn(host)).markdown, /No change of substance has been made/);
      rewriteIn(host, 'mtad.md', 'each month', 'each quarter');
      assert.match(
        (await concludeIn(host)).markdown,
        /^\| C1 \| MTAD \| Clause 4\.2 \| “month” replaced by “quarter” \| \[insert/m,
      );
      rewriteIn(host, 'conclusions.md', '[insert reason for change C1 to the MTAD]', 'Point 1 | and more.');
      rewriteIn(host, 'mtad.md', 'each quarter', 'each year');
      rewriteIn(host, 'svtad.md', 'keep a plan', 'keep two plans');
      const { markdown, findings } = await concludeIn(host);
      assert.match(markdown, /^\| C2 \| SMETS1 SVTAD \| Clause 4\.1 /m);
      assert.match(
        markdown,
        /^\| C1 \| MTAD \| Clause 4\.2 \| “month” replaced by “year” \| Point 1 \\\| and more\. \|$/m,
      );
      assert.ok(findings.some(({ code, message }) => code === 'conclusion.unexplained' && message.includes('C2')));
    });

  it('says which line of the file of answers cannot be read', async () => {
    const host = await projectWith({ 'acme.docx': ACME });
    await concludeIn(host);
    const kept = host.textOf('consultation.answers.jsonl') ?? '';
    host.set('consultation.answers.jsonl', `${kept}<<<<<<< HEAD\n`);
    await assert.rejects(concludeIn(host), /^Error: consultation\.answers\.jsonl:\d+: this line cannot be read/);
    host.set('consultation.answers.jsonl', kept.replace('"point":2', '"point":1'));
    await assert.rejects(concludeIn(host), /:3: two points have the number 1/);
  });

  it('never loses an answer, whatever comes and goes', async function () {
    this.timeout(120_000);
    const filled = new Map<string, Uint8Array>();
    for (const [name, response] of Object.entries({
      'acme.docx': ACME,
      'brook.docx': BROOK,
      'late.docx': { ...ACME, organisation: 'Late' },
    }))
      filled.set(name, await fillResponse(QUESTIONS, response));
    const names = [...filled.keys()];
    const step = fc.record({
      what: fc.constantFrom('write', 'add', 'remove', 'word'),
      which: fc.nat(20),
      words: fc.stringMatching(/^[A-Za-z*_#>|.\n -]{1,40}$/),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const host = consultationProject();
        host.set('responses/acme.docx', filled.get('acme.docx') ?? new Uint8Array());
        await concludeIn(host);
        const written = new Map<string, string>();
        for (const { what, which, words } of steps) {
          const name = names[which % names.length] ?? '';
          const text = `Answer ${words.replace(/^\s{0,3}#/gm, 'x').trim()} end`;
          if (what === 'add') host.set(`responses/${name}`, filled.get(name) ?? new Uint8Array());
          if (what === 'remove') host.delete(`responses/${name}`);
          if (what === 'write') {
            const report = host.textOf('conclusions.md') ?? '';
            const places = readConclusionPlaces(report).places.filter(
              ({ kind }) => kind === 'answer' || kind === 'conclusion',
            );
            const place = places[which % Math.max(1, places.length)];
            if (place && place.text === '' && place.isPrompt) {
              host.set('conclusions.md', report.slice(0, place.span.start) + text + report.slice(place.span.end));
              written.set(`${place.kind} ${place.about}`, text);
            }
          }
          await concludeIn(host, what === 'word' ? 'conclusions.docx' : 'conclusions.md');
          const { texts } = readAnswersFile(host.textOf('consultation.answers.jsonl') ?? '');
          for (const [key, expected] of written)
            assert.equal(texts.get(key)?.replace(/\s+/g, ' '), expected.replace(/\s+/g, ' '), key);
        }
      }),
      { numRuns: 25, seed: 18 },
    );
  });
});
