import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { BLOCKS, type BlockName, fieldsOf } from '../../server/src/workspace/project-fields.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { makeProjectSchema } from '../../server/src/workspace/project-schema.js';
import { startProcessorClock } from '../support/processor-time.js';

const WHOLE = `consultation:
  id: FTC
  document: consultation.md
  published: 2019-12-19
  respond-by: 2020-01-17T16:00
  effective: 2020-01-31
documents:
  - { id: SMETS1 SVTAD, aliases: [SVTAD], path: svtad.md, version: V1.5, baseline: { path: in-force/svtad-v1.4.md, version: V1.4 } }
  - { id: MTAD, title: Migration Testing, path: ./mtad.md, version: 1.30, baseline: { git: mtad-v1.2, path: mtad.md, version: V1.2 } }
  - { id: ETAD, path: etad.md, baseline: old/etad.md }
external:
  - { id: SEC, title: Smart Energy Code, aliases: [Smart Energy Code, the Code] }
  - { id: SRPD, title: Service Request Processing Document, part-of: SEC Appendix AB }
attachments:
  - { number: 1, notification: templates/notification.md }
  - { number: 2, clean: SMETS1 SVTAD }
  - { number: 3, marked: SMETS1 SVTAD, title: The marked one }
  - { number: 4, notification: true }
  - { number: 6, response-template: true }
  - { number: 7, response-template: templates/answers.md }
exports:
  without: [consequential, typographical]
  marks: mono
  list-of-changes: true
  classification: Public
  word-template: templates/house.docx
checks:
  abbreviation.undefined: warning
  reference.style: off
`;

/** Where a project file is wrong: ⟦the place⟧ that is told, and words of the message. */
const WRONG: readonly [name: string, text: string, message: RegExp][] = [
  [
    'an unknown key',
    '⟦documnets⟧:\n  - { id: A, path: a.md }\n',
    /“documnets” is not known here: did you mean “documents”\?/,
  ],
  ['an unknown key without a likely one', '⟦penguin⟧: 1\n', /“penguin” is not known here\.$/],
  ['an unknown key of the consultation', 'consultation:\n  ⟦respondby⟧: 2020-01-17\n', /did you mean “respond-by”/],
  ['an unknown key of a document', 'documents:\n  - { id: A, path: a.md, ⟦verison⟧: V1 }\n', /did you mean “version”/],
  [
    'a day that there is none',
    'consultation: { effective: ⟦2020-02-30⟧ }\n',
    /“2020-02-30” is no date: write effective: 2020-01-31/,
  ],
  [
    'a unit without a name',
    'units:\n  - ⟦{ number: decimal }⟧\n',
    /needs a “name”.*\{ name: Standard, number: decimal \}/,
  ],
  [
    'a unit of no letters',
    'units:\n  - { name: ⟦Level 2⟧ }\n',
    /“Level 2” is no word for a unit: use one to three words/,
  ],
  [
    'a unit of every project',
    'units:\n  - { name: ⟦Rule⟧ }\n',
    /“Rule” is a unit already, in every project: take it out/,
  ],
  ['a plural of another unit', 'units:\n  - { name: Standard, plural: ⟦Parts⟧ }\n', /“Parts” is a unit already/],
  [
    'two units of one name',
    'units:\n  - { name: Standard }\n  - ⟦{ name: standard }⟧\n',
    /Two units are called “standard”: each needs a name of its own/,
  ],
  [
    'a way of numbering that there is none',
    'units:\n  - { name: Standard, number: ⟦greek⟧ }\n',
    /“greek” is no way of numbering: choose decimal, number, roman, letter/,
  ],
  [
    'a unit within nothing',
    'units:\n  - { name: Standard, within: ⟦Prt⟧ }\n',
    /“Prt” is no unit: did you mean “Part”\?/,
  ],
  ['a unit within itself', 'units:\n  - { name: Aim, within: ⟦Aim⟧ }\n', /“Aim” stands within itself: change “within”/],
  ['a date in words', 'consultation: { published: ⟦19 December 2019⟧ }\n', /is no date/],
  [
    'an hour that there is none',
    'consultation: { respond-by: ⟦2020-01-17T25:00⟧ }\n',
    /write respond-by: 2020-01-17T16:00/,
  ],
  ['a 29 February', 'consultation: { effective: ⟦2019-02-29⟧ }\n', /is no date/],
  [
    'an id given twice',
    'documents:\n  - { id: A, path: a.md }\n  - { id: A, path: ⟦b.md⟧ }\n',
    /Two documents have the id “A”/,
  ],
  [
    'an id of an external document given twice',
    'documents:\n  - { id: A, path: a.md }\nexternal:\n  - ⟦{ id: A }⟧\n',
    /Two documents have the id “A”/,
  ],
  [
    'an alias that is another’s id',
    'documents:\n  - { id: A, path: a.md }\n  - { id: B, aliases: [A], path: ⟦b.md⟧ }\n',
    /“A” is a name of both the A and the B/,
  ],
  [
    'an alias given twice',
    'documents:\n  - { id: A, aliases: [X], path: a.md }\nexternal:\n  - ⟦{ id: B, aliases: [X] }⟧\n',
    /“X” is a name of both/,
  ],
  ['a document without an id', 'documents:\n  - ⟦{ path: a.md }⟧\n', /needs an “id”/],
  ['a document without a path', 'documents:\n  - ⟦{ id: A }⟧\n', /needs a “path”/],
  ['a path out of the folder', 'documents:\n  - { id: A, path: ⟦../a.md⟧ }\n', /is outside the project’s folder/],
  [
    'a path out of the folder and back',
    'documents:\n  - { id: A, path: ⟦a/../../b/a.md⟧ }\n',
    /is outside the project’s folder/,
  ],
  ['an absolute path', 'documents:\n  - { id: A, path: ⟦/etc/passwd⟧ }\n', /is outside the project’s folder/],
  ['a path with a drive', 'documents:\n  - { id: A, path: ⟦"C:/a.md"⟧ }\n', /is outside the project’s folder/],
  [
    'a path on another machine',
    "documents:\n  - { id: A, path: ⟦'\\\\host\\a.md'⟧ }\n",
    /is outside the project’s folder/,
  ],
  ['a path with backslashes', "documents:\n  - { id: A, path: ⟦'old\\a.md'⟧ }\n", /with forward slashes: old\/a\.md/],
  ['a path with a NUL', 'documents:\n  - { id: A, path: ⟦"a\\0.md"⟧ }\n', /“a�\.md” holds a character/],
  [
    'a template out of the folder',
    'attachments:\n  - ⟦{ number: 1, notification: ⟦../a.md⟧ }⟧\n',
    /is outside the project’s folder/,
  ],
  [
    'a baseline out of the folder',
    'documents:\n  - { id: A, path: a.md, baseline: { path: ⟦../a.md⟧ } }\n',
    /is outside the project’s folder/,
  ],
  [
    'a revision that is an option',
    'documents:\n  - { id: A, path: a.md, baseline: { git: ⟦--output=x⟧ } }\n',
    /“--output=x” is no git revision/,
  ],
  [
    'a revision with a space',
    'documents:\n  - { id: A, path: a.md, baseline: { git: ⟦v1 v2⟧ } }\n',
    /is no git revision/,
  ],
  [
    'a baseline of nothing',
    'documents:\n  - { id: A, path: a.md, baseline: ⟦{ version: V1 }⟧ }\n',
    /needs a “path”, a “git” revision, or both/,
  ],
  [
    'an attachment of an unknown document',
    'documents:\n  - { id: MTAD, path: a.md }\nattachments:\n  - { number: 1, clean: ⟦MTDA⟧ }\n',
    /none of the documents: did you mean “MTAD”/,
  ],
  ['an attachment without a number', 'attachments:\n  - ⟦{ response-template: true }⟧\n', /needs a whole “number”/],
  [
    'a response template that leads out of the folder',
    'attachments:\n  - { number: 1, response-template: ⟦../answers.md⟧ }\n',
    /is outside the project’s folder/,
  ],
  ['an attachment without a kind', 'attachments:\n  - ⟦{ number: 1 }⟧\n', /needs one of/],
  [
    'an attachment of two kinds',
    'attachments:\n  - ⟦{ number: 1, notification: true, response-template: true }⟧\n',
    /needs one of/,
  ],
  [
    'two attachments of one number',
    'attachments:\n  - { number: 1, notification: true }\n  - ⟦{ number: 1, response-template: true }⟧\n',
    /Two attachments have the number 1/,
  ],
  [
    'a severity that there is none',
    'checks:\n  reference.style: ⟦silent⟧\n',
    /can be error, warning, information, hint or off/,
  ],
  [
    'a class of changes that there is none',
    'exports:\n  without: ⟦[consequental]⟧\n',
    /“consequental” is none of these: did you mean “consequential”\?/,
  ],
  ['a way of marking that there is none', 'exports: { marks: ⟦colourful⟧ }\n', /choose house, keeling, brackets, mono/],
  ['a milestone without a day', 'consultation:\n  milestones:\n    - ⟦{ title: Review }⟧\n', /has a title and a day/],
  [
    'a milestone with two periods',
    'consultation:\n  milestones:\n    - ⟦{ title: Review, after: effective, days: 1, months: 1 }⟧\n',
    /has a title and a day/,
  ],
  ['a name of files that are all alike', 'pack: { name: ⟦"{id}_{title}"⟧ }\n', /needs its \{number\}/],
  ['a part of a name that there is none', 'pack: { name: ⟦"{number}_{tilte}"⟧ }\n', /“\{tilte\}” cannot stand/],
  ['a switch that is neither on nor off', 'exports: { legend: ⟦maybe⟧ }\n', /“legend” must be true or false/],
  ['a list where entries are due', 'consultation: ⟦[a]⟧\n', /must be a block of entries/],
  ['entries where a list is due', 'documents: ⟦{ id: A, path: a.md }⟧\n', /must be a list/],
  ['words alone', '⟦penguins⟧\n', /must be a block of entries/],
  ['an alias of YAML', 'consultation: &a { id: X }\nchecks: ⟦*a⟧\n', /“\*a” stands for another entry/],
];

describe('the project file', () => {
  it('says who consults, under what, in which state, and which further days there are', () => {
    const { consultation, documents, packName, problems } = parseProjectFile(
      'consultation: { id: FTC, status: issued, by: DCC, legal-basis: Clause 4.2, milestones: [{ title: Review, after: effective, months: 6 }, { title: Workshop, on: 2020-01-08 }] }\n' +
        'documents: [{ id: MTAD, path: a.md, annex: "[AAA]" }]\npack: { name: "{number} {title}" }\n',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [consultation?.status, consultation?.by, consultation?.legalBasis, documents[0]?.annex, packName],
      ['issued', 'DCC', 'Clause 4.2', '[AAA]', '{number} {title}'],
    );
    assert.deepEqual(consultation?.milestones, [
      { title: 'Review', from: 'effective', after: { count: 6, unit: 'months' } },
      { title: 'Workshop', from: '2020-01-08', after: null },
    ]);
  });

  it('tells each path that it names, and each name of a document', () => {
    const { paths, names } = parseProjectFile(WHOLE);
    assert.deepEqual(
      paths.map(({ path, span, title }) => [path, WHOLE.slice(span.start, span.end), title]),
      [
        ['consultation.md', 'consultation.md', 'The consultation document'],
        ['svtad.md', 'svtad.md', 'The draft'],
        ['in-force/svtad-v1.4.md', 'in-force/svtad-v1.4.md', 'The version in force'],
        ['mtad.md', './mtad.md', 'The draft'],
        // That of the MTAD lies at a git revision, not in this folder.
        ['etad.md', 'etad.md', 'The draft'],
        ['old/etad.md', 'old/etad.md', 'The version in force'],
        ['templates/notification.md', 'templates/notification.md', 'The template of the notification'],
        ['templates/answers.md', 'templates/answers.md', 'The template for responses'],
        ['templates/house.docx', 'templates/house.docx', 'The template of Word files'],
      ],
    );
    assert.deepEqual(
      names.filter(({ name }) => name.includes('SVTAD')).map(({ span }) => WHOLE.slice(span.start, span.end)),
      ['SMETS1 SVTAD', 'SVTAD', 'SMETS1 SVTAD', 'SMETS1 SVTAD'],
    );
  });

  it('is read whole', () => {
    const file = parseProjectFile(WHOLE);
    assert.deepEqual(file.problems, []);
    const { consultation } = file;
    assert.deepEqual(
      [
        consultation?.id,
        consultation?.document,
        consultation?.published,
        consultation?.respondBy,
        consultation?.effective,
      ],
      ['FTC', 'consultation.md', '2019-12-19', '2020-01-17T16:00', '2020-01-31'],
    );
    assert.deepEqual(
      file.documents.map(({ pathSpan, baseline, ...rest }) => ({
        ...rest,
        baseline: baseline && [baseline.path, baseline.git, baseline.version],
        place: WHOLE.slice(pathSpan.start, pathSpan.end),
      })),
      [
        {
          id: 'SMETS1 SVTAD',
          title: null,
          aliases: ['SVTAD'],
          path: 'svtad.md',
          version: 'V1.5',
          scheme: null,
          annex: null,
          isNew: false,
          baseline: ['in-force/svtad-v1.4.md', null, 'V1.4'],
          place: 'svtad.md',
        },
        {
          id: 'MTAD',
          title: 'Migration Testing',
          aliases: [],
          path: 'mtad.md',
          version: '1.30',
          scheme: null,
          annex: null,
          isNew: false,
          baseline: ['mtad.md', 'mtad-v1.2', 'V1.2'],
          place: './mtad.md',
        },
        {
          id: 'ETAD',
          title: null,
          aliases: [],
          path: 'etad.md',
          version: null,
          scheme: null,
          annex: null,
          isNew: false,
          baseline: ['old/etad.md', null, null],
          place: 'etad.md',
        },
      ],
    );
    assert.deepEqual(
      file.external.map(({ id, title, aliases, partOf }) => [id, title, aliases, partOf]),
      [
        ['SEC', 'Smart Energy Code', ['Smart Energy Code', 'the Code'], null],
        ['SRPD', 'Service Request Processing Document', [], 'SEC Appendix AB'],
      ],
    );
    assert.deepEqual(
      file.attachments.map(({ number, title, content }) => [number, title, content]),
      [
        [1, null, { kind: 'notification', template: 'templates/notification.md', annexes: 'clean' }],
        [2, null, { kind: 'clean', document: 'SMETS1 SVTAD' }],
        [3, 'The marked one', { kind: 'marked', document: 'SMETS1 SVTAD', against: 'in force' }],
        [4, null, { kind: 'notification', template: null, annexes: 'clean' }],
        [6, null, { kind: 'response-template', template: null }],
        [7, null, { kind: 'response-template', template: 'templates/answers.md' }],
      ],
    );
    assert.deepEqual(file.exports, {
      without: ['consequential', 'typographical'],
      marks: 'mono',
      listOfChanges: true,
      legend: true,
      watermark: true,
      classification: 'Public',
      wordTemplate: 'templates/house.docx',
    });
    assert.deepEqual({ ...file.checks }, { 'abbreviation.undefined': 'warning', 'reference.style': 'off' });
  });

  for (const text of [
    '',
    '\n',
    '# nothing yet\n',
    'documents:\n',
    '{}',
    '\ufeffdocuments: []\n',
    WHOLE.replaceAll('\n', '\r\n'),
  ]) {
    it(`finds nothing wrong with ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.deepEqual(parseProjectFile(text).problems, []));
  }

  for (const [name, marked, message] of WRONG) {
    it(`tells of ${name}`, () => {
      const text = marked.replace(/[⟦⟧]/g, '');
      const { problems } = parseProjectFile(text);
      const [first] = problems;
      assert.ok(first, 'nothing is told');
      assert.match(first.message, message);
      assert.equal(first.code, 'project.invalid');
      const open = marked.lastIndexOf('⟦');
      const start = marked.slice(0, open).replaceAll('⟦', '').length;
      assert.deepEqual(text.slice(first.span.start, first.span.end), marked.slice(open + 1, marked.indexOf('⟧', open)));
      assert.equal(first.span.start, start);
    });
  }

  for (const text of ['attachments:\n-', 'documents:\n- id:', 'pack:\n  logo', 'a'])
    it(`tells what is missing at the end within the file: ${JSON.stringify(text)}`, () => {
      const { problems } = parseProjectFile(text);
      assert.ok(problems.length > 0);
      for (const { span } of problems) assert.ok(span.start >= 0 && span.end <= text.length, JSON.stringify(span));
    });

  it('keeps what is sound beside what is not', () => {
    const file = parseProjectFile(
      'documents:\n  - { id: A, path: a.md }\n  - { id: B, path: ../b.md }\nattachments:\n  - { number: x }\n  - { number: 2, clean: A }\n',
    );
    assert.deepEqual(
      [file.documents.map(({ id }) => id), file.attachments.map(({ number }) => number), file.problems.length],
      [['A'], [2], 2],
    );
  });

  describe('written by somebody who means ill', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`;
    const hostile: [string, string][] = [
      ['entries that multiply', bomb],
      ['a deep nest', `documents: ${'['.repeat(20_000)}`],
      ['a deep nest of blocks', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
      ['a tag that asks for code', 'documents: !!js/function "() => 1"\n'],
      ['a huge file', `# ${'x'.repeat(1_100_000)}\n`],
      ['many faults', 'documents:\n' + '  - { nope: 1 }\n'.repeat(5000)],
      ['a prototype', '__proto__: { documents: 1 }\nconstructor: 1\nchecks: { __proto__: error, constructor: off }\n'],
      ['keys that are no words', '? [a, b]\n: c\n? { x: y }\n: d\nchecks:\n  ? [a]\n  : error\n'],
      ['two documents', 'documents: []\n---\nchecks: {}\n'],
      ['binary', '\0\u0001\u0002\uffff\ud800'],
    ];
    for (const [name, text] of hostile) {
      it(`${name}: is told, and in good time`, () => {
        const readClock = startProcessorClock();
        const { problems } = parseProjectFile(text);
        assert.ok(problems.length > 0 && problems.length <= 100, `${problems.length} problems`);
        assert.ok(readClock() < 4000);
        for (const { message } of problems) assert.doesNotMatch(message, /call stack|undefined|\n/);
      });
    }

    it('never makes it throw', () => {
      const piece = fc.constantFrom(
        'documents',
        'consultation',
        'checks',
        'id',
        'path',
        'number',
        ':',
        ': ',
        '\n',
        '\n  - ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '&a',
        '*a',
        '!!x',
        '"',
        "'",
        '|',
        '>',
        '#',
        '? ',
        '-',
        'a.md',
        '\t',
      );
      fc.assert(
        fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 40 }), (pieces) => {
          const text = pieces.join('');
          for (const { span } of parseProjectFile(text).problems) assert.ok(span.start >= 0 && span.end >= span.start);
        }),
        { numRuns: 500 },
      );
    });
  });
});

describe('the schema of the project file', () => {
  const path = 'schemas/keeling.schema.json';

  it('is made from the table of fields; UPDATE=1 writes it', () => {
    const made = makeProjectSchema();
    if (process.env.UPDATE) writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), made);
  });

  it('and the reader know the same keys of each block', () => {
    const places: readonly [block: BlockName, text: (key: string) => string][] = [
      ['root', (key) => `${key}:\n`],
      ['consultation', (key) => `consultation:\n  ${key}:\n`],
      ['issuer', (key) => `issuer:\n  ${key}:\n`],
      ['signatory', (key) => `issuer:\n  signatory:\n    ${key}:\n`],
      ['milestone', (key) => `consultation:\n  milestones:\n    - ${key}:\n`],
      ['document', (key) => `documents:\n  - ${key}:\n`],
      ['baseline', (key) => `documents:\n  - id: A\n    path: a.md\n    baseline:\n      ${key}:\n`],
      ['external', (key) => `external:\n  - ${key}:\n`],
      ['unit', (key) => `units:\n  - ${key}:\n`],
      ['attachment', (key) => `attachments:\n  - ${key}:\n`],
      ['pack', (key) => `pack:\n  ${key}:\n`],
      ['exports', (key) => `exports:\n  ${key}:\n`],
    ];
    assert.deepEqual(places.map(([block]) => block).sort(), Object.keys(BLOCKS).sort());
    for (const [block, textWith] of places) {
      const isUnknown = (key: string) =>
        parseProjectFile(textWith(key)).problems.some(({ message }) => message.includes('is not known here'));
      assert.deepEqual(Object.keys(fieldsOf(block)).filter(isUnknown), []);
      assert.equal(isUnknown('zzzzzzzz'), true, block);
    }
  });
});
