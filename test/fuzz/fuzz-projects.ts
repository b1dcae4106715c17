import fc from 'fast-check';
import { type Job, runJob } from '../../server/src/lsp/jobs.js';
import { KeptProject } from '../../server/src/lsp/kept-project.js';
import { Checker } from '../../server/src/rules/check.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { PROJECT_FILE } from '../../server/src/workspace/project-file-name.js';
import { RECORDED_FILE } from '../../server/src/workspace/recorded-findings.js';
import { foldersAbove, resolveUri } from '../../server/src/workspace/uri.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';
import { type Counts, expectBoundedTime, expectLaw, type Fuzzer } from './fuzzer.js';
import { type Mutation, mutateText, mutation } from './hostile-texts.js';

/** Every key that a project file or front matter can have, and some that none has. */
const KEYS = [
  ...'consultation issuer documents external units attachments pack exports checks id title document status by legal-basis reference notified'.split(
    ' ',
  ),
  ...'addressees published respond-by effective milestones on after working-days days weeks months name address logo author signatory aliases'.split(
    ' ',
  ),
  ...'path version scheme annex baseline git part-of plural short number within notification clean marked response-template file without marks'.split(
    ' ',
  ),
  ...'list-of-changes legend watermark classification word-template kind opens closes previous questions severity figures'.split(
    ' ',
  ),
  ...['__proto__', 'constructor', 'toString', 'length', 'hasOwnProperty'],
];
const SCALARS = [
  ...[
    'a.md',
    'b.md',
    '../x.md',
    '/etc/passwd',
    'C:\\x.md',
    '//host/x',
    'a.md/../../b.md',
    'git:HEAD:a.md',
    'con.md',
    'a\u0000.md',
    '.',
    '',
    '~',
    'file:///drafts/a.md',
  ],
  ...[
    'null',
    'true',
    '1',
    '-1',
    '1e999',
    '.inf',
    '.nan',
    '0x10',
    '2020-01-31',
    '2020-02-31',
    '9999-99-99',
    '2020-01-17T16:00',
    '12:30:45',
    '!!binary x',
    '!!js/function x',
  ],
  ...[
    '*a',
    '&a x',
    '<<',
    '"\\ud800"',
    "'x",
    '"x',
    '|\n  x',
    '>\n  x',
    '%',
    '@',
    '`',
    '\ufeff',
    '\u202e',
    'x'.repeat(3_000),
    '[',
    '{',
    '? x',
    ': y',
    '- - -',
  ],
  ...['FTC', 'SVTAD', 'error', 'off', 'term.unused', 'V1.5'],
  ...[
    'articles',
    'house',
    'mono',
    'all',
    'issued',
    'draft',
    'consequential',
    'logo.svg',
    'house.docx',
    'https://a.b/c',
    'mailto:a@b.c',
  ],
  ...[
    '{ git: HEAD, path: a.md }',
    '{ after: published, working-days: 10 }',
    '[consequential, formatting]',
    '2020-01-17 16:00',
    '0',
    '-0',
    '9007199254740993',
    '1_000',
    '0o17',
    '.5',
  ],
];

/** YAML that is a tree of anything, mutated. */
interface HostileProject {
  readonly yaml: string;
  readonly frontMatter: string;
  readonly mutations: readonly Mutation[];
}

const scalar = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...SCALARS) }, fc.string({ maxLength: 12 }));
const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...KEYS) }, scalar);
const flow: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }).map((all) => `[${all.join(', ')}]`) },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(key, tie('node')), { maxLength: 5 })
        .map((all) => `{ ${all.map(([name, value]) => `${name}: ${value}`).join(', ')} }`),
    },
  ),
})).node;

/** A project that uses every key as it is meant; one of its lines is then given something else. */
const FULL = `consultation:
  id: FTC
  title: Further Testing Consultation
  document: c.md
  status: draft
  by: DCC
  legal-basis: Section 1
  reference: R/1
  addressees: [Parties, Panel]
  published: 2020-01-02
  respond-by: 2020-01-17T16:00
  effective: 2020-01-31
  milestones:
    - { title: Close, on: 2020-01-17 }
    - { title: Report, after: respond-by, working-days: 5 }
    - { title: Later, after: respond-by, weeks: 2 }
issuer:
  name: The Company
  address: 1 Street
  logo: logo.png
  author: A Person
  signatory: The Chair
documents:
  - id: SVTAD
    path: a.md
    title: Testing Approach
    version: V1.5
    scheme: conditions
    aliases: [The Approach]
    annex: 1
    baseline: { path: old.md, version: V1.4 }
  - { id: MTAD, path: b.md, baseline: { git: HEAD, path: b.md } }
external:
  - { id: SEC, title: Smart Energy Code, aliases: [the Code] }
units:
  - { name: Rule, plural: Rules, short: R, number: '1.1', part-of: chapter, within: section }
attachments:
  - { number: 1, notification: true }
  - { number: 2, marked: SVTAD, without: [formatting] }
  - { number: 3, clean: MTAD }
  - { number: 4, response-template: true }
  - { number: 5, file: c.md, title: Copy }
pack:
  marks: mono
exports:
  author: A Person
  list-of-changes: false
  legend: true
  watermark: false
  classification: Public
  word-template: house.docx
checks: { term.unused: off, reference.unresolved: warning }
`;
/** The same with the value of one of its lines replaced. */
const changedFull = fc.tuple(fc.nat(200), fc.nat(9)).chain(([which, part]) =>
  flow.map((value) => {
    const lines = FULL.split('\n');
    const index = which % lines.length;
    // The whole value of a key, or one within braces.
    const pattern = part % 2 ? /(: )([^{},\][]+)(?=[,}\]]|$)/ : /(:)(.*)$/;
    lines[index] = (lines[index] ?? '').replace(pattern, (_, colon: string) => `${colon} ${value}`);
    return lines.join('\n');
  }),
);

const GOOD =
  'consultation: { id: FTC, document: c.md, effective: 2020-01-31 }\ndocuments:\n  - { id: SVTAD, path: a.md, version: V1.5, baseline: { path: old.md, version: V1.4 } }\n  - { id: MTAD, path: b.md, aliases: [The MTAD] }\nexternal:\n  - { id: SEC, title: Smart Energy Code }\nattachments:\n  - { number: 1, notification: true }\n  - { number: 2, marked: SVTAD }\nchecks: { term.unused: off }\n';
/** Aliases that would unfold without end, very long lists, and deep nesting. */
const BOMBS = [
  `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]\n`)
    .join('')}documents: *j\n`,
  'documents: &d [*d]\n',
  'consultation: &c { id: FTC, previous: *c }\ndocuments: [*c]\n',
  `documents:\n${Array.from({ length: 500 }, (_, i) => `  - { id: D${i}, path: a.md, aliases: [D${i + 1}] }\n`).join('')}`,
  `documents: ${'['.repeat(2_000)}`,
  `documents: ${'{ a: '.repeat(2_000)}`,
  `${'- '.repeat(2_000)}x\n`,
  `${'a: 1\n'.repeat(1_000)}`,
  Array.from({ length: 2_000 }, (_, i) => `k${i}: v\n`).join(''),
  `documents:\n  - { id: A, path: a.md, baseline: { path: a.md } }\n  - { id: A, path: a.md, baseline: { path: b.md } }\n  - { id: B, path: b.md, baseline: { path: a.md } }\n`,
];

const yaml = fc.oneof(
  { weight: 4, arbitrary: fc.constant(GOOD) },
  { weight: 2, arbitrary: fc.constant(FULL) },
  { weight: 6, arbitrary: changedFull },
  { weight: 1, arbitrary: fc.constantFrom(...BOMBS) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.tuple(key, flow), { maxLength: 6 })
      .map((all) => all.map(([name, value]) => `${name}: ${value}\n`).join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
);

/** Hostile project files and front matter: they are read without a throw, in bounded time, and nothing outside is read. */
export const projects: Fuzzer<HostileProject> = {
  name: 'projects',
  inputs: () => fc.record({ yaml, frontMatter: yaml, mutations: fc.array(mutation, { maxLength: 6 }) }),
  async check(input, counts) {
    await expectBoundedTime('a project is read in bounded time', 3_000, async () => {
      await checkProject(input);
    });
    await runJobs(await checkProject(input), counts);
    counts.add('projects');
  },
};

async function checkProject({ yaml: text, frontMatter, mutations }: HostileProject): Promise<MemoryHost> {
  const file = mutateText(text, mutations);
  parseProjectFile(file);
  const host = new MemoryHost({
    'keeling.yaml': file,
    'a.md': `---\n${mutateText(frontMatter, mutations)}\n---\n\n## 1 One\n\n1.1 See Clause 1.2 of the MTAD.\n`,
    'b.md': '---\ndocument: MTAD\n---\n\n1.1 One.\n\n1.2 Two.\n',
    'c.md': '---\ndocument: FTC\nkind: consultation\n---\n\n**FTC Q1**\n\n*Do you agree?*\n',
    'old.md': '## 1 One\n\n1.1 See.\n',
  });
  const read: string[] = [];
  const watched = Object.assign(Object.create(host) as MemoryHost, {
    read: (uri: string) => {
      read.push(uri);
      return host.read(uri);
    },
  });
  const workspace = await Workspace.load(watched, FOLDER);
  for (const path of ['a.md', 'b.md']) await workspace.addLoose(`${FOLDER}/${path}`);
  const checker = new Checker(workspace);
  for (const { uri, span, message, code } of [...checker.checkAll(), ...checker.projectFindings()]) {
    const own = workspace.documents.get(uri)?.draft.text ?? file;
    expectLaw('problems stand in their file', span.start >= 0 && span.start <= span.end && span.end <= own.length, () =>
      JSON.stringify([code, uri, span, own.length]),
    );
    expectLaw('a finding is one line', !/[\r\n]/.test(message), () => message);
  }
  // Recorded findings and project files may stand in any folder above.
  const above = foldersAbove(`${FOLDER}/a.md`).flatMap((folder) =>
    [RECORDED_FILE, PROJECT_FILE].map((name) => resolveUri(folder, name)),
  );
  for (const uri of read.filter((each) => !above.includes(each)))
    expectLaw('nothing outside is read', uri.startsWith(`${FOLDER}/`), () => uri);
  expectLaw('nothing is put on the root of all objects', !('x' in {}) && !('id' in {}), () => file);
  return host;
}

const JOBS = ['check', 'checklist', 'notify', 'overview', 'pack', 'conclude', 'bringIntoForce'] as const;

function makeJob(kind: (typeof JOBS)[number]): Job {
  const place = { folder: FOLDER, loose: null, open: [] };
  if (kind === 'conclude') return { kind, uri: `${FOLDER}/keeling.yaml`, form: 'md', author: '', ...place };
  if (kind === 'bringIntoForce')
    return { kind, uri: `${FOLDER}/keeling.yaml`, all: true, on: '2020-01-31', what: 'bring', ...place };
  return { kind, output: null, marks: null, draft: true, decision: false, author: '', ...place };
}

/** What the commands make of the project: a result, or why there is none in one plain line. */
async function runJobs(host: MemoryHost, counts: Counts): Promise<void> {
  const written: string[] = [];
  const world = {
    host,
    kept: new KeptProject(),
    typesetter: echo,
    now: () => '2019-12-19T00:00:00Z',
    write: async (files: readonly { readonly uri: string }[]) => {
      written.push(...files.map(({ uri }) => uri));
    },
  };
  for (const kind of JOBS)
    try {
      await runJob(world, makeJob(kind));
      counts.add('jobs done');
    } catch (error) {
      if (!(error instanceof Error) || /^(?:Type|Range|Reference|Syntax|URI)Error$/.test(error.name)) throw error;
      const isPlain =
        error.message.length <= 400 && !/[\r\n]|undefined|Cannot read|is not a function|\[object/.test(error.message);
      expectLaw(
        'a job is refused in one plain line',
        isPlain,
        () => `${kind}: ${JSON.stringify(error.message.slice(0, 500))}`,
      );
      counts.add('jobs refused');
    }
  for (const uri of written)
    expectLaw(
      'nothing is written outside',
      uri.startsWith(`${FOLDER}/`) && !uri.slice(FOLDER.length).includes('..'),
      () => uri,
    );
}
