import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type InForcePlan,
  InForceRefused,
  planBringIntoForce,
} from '../../server/src/consultation/in-force/bring-into-force.js';
import { planUndo } from '../../server/src/consultation/in-force/carry-out.js';
import { nameVersionTag, nextVersionOf } from '../../server/src/consultation/in-force/next-version.js';
import { goBack, makeEditsBack } from '../../server/src/consultation/in-force/record.js';
import type { VersionTags } from '../../server/src/consultation/in-force/version-tags.js';
import { Checker } from '../../server/src/rules/check.js';
import { advanceProject } from '../../server/src/workspace/advance-project.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

describe('the version that comes next', () => {
  const cases: readonly [version: string, next: string | null, tag: string][] = [
    ['V1.5', 'V1.6', 'mtad-v1.5'],
    ['1.9', '1.10', 'mtad-1.9'],
    ['Issue 3', 'Issue 4', 'mtad-issue-3'],
    ['V2.0 (draft)', 'V2.1 (draft)', 'mtad-v2.0-draft'],
    ['Rev 007', 'Rev 008', 'mtad-rev-007'],
    ['1..2.lock', '1..3.lock', 'mtad-1.2-lock'],
    ['B', null, 'mtad-b'],
  ];
  for (const [version, next, tag] of cases)
    it(`after ${version} is ${next}`, () => {
      assert.equal(nextVersionOf(version), next);
      assert.equal(nameVersionTag('MTAD', version), tag);
    });
});

describe('the project file', () => {
  const document = {
    path: 'm.md',
    version: 'V2',
    baseline: { path: 'in-force/m-v1.md', version: 'V1', from: '2020-01-31' },
  };
  const made = '{ path: in-force/m-v1.md, version: V1, from: 2020-01-31 }';
  const cases: readonly [name: string, before: string, after: string | null][] = [
    [
      'of entries in brackets',
      'documents:\n  - { id: M, path: m.md, version: V1, baseline: { path: old/m.md, version: V0 } } # ours\n',
      `documents:\n  - { id: M, path: m.md, version: V2, baseline: ${made} } # ours\n`,
    ],
    [
      'of entries on lines',
      'documents:\n  - id: M # the M\n    path: ./m.md\n    version: V1 # draft\n    baseline:\n      path: old/m.md\n      git: v0\n    annex: B\n',
      `documents:\n  - id: M # the M\n    path: ./m.md\n    version: V2 # draft\n    baseline:\n      ${made}\n    annex: B\n`,
    ],
    [
      'without a version in force',
      'documents:\n  - id: M\n    path: m.md\n    aliases:\n      - A\n\n# remark\nexternal: []\n',
      `documents:\n  - id: M\n    path: m.md\n    aliases:\n      - A\n    baseline: ${made}\n\n# remark\nexternal: []\n`,
    ],
    [
      'without one, in brackets',
      'documents: [{ id: M, path: m.md }]\n',
      `documents: [{ id: M, path: m.md, baseline: ${made} }]\n`,
    ],
    [
      'with its version in force as a path, and line ends of Windows',
      'documents:\r\n- id: M\r\n  path: m.md\r\n  baseline: "old/m.md"\r\n',
      `documents:\r\n- id: M\r\n  path: m.md\r\n  baseline: ${made}\r\n`,
    ],
    ['that does not name it', 'documents:\n  - { id: X, path: x.md }\n', null],
    ['that is no block', '- a\n', null],
  ];
  const put = (text: string, isConcluded: boolean): string | null => {
    const edits = advanceProject(text, [document], isConcluded);
    return (
      edits &&
      [...edits].reverse().reduce((so, { start, end, text: by }) => so.slice(0, start) + by + so.slice(end), text)
    );
  };
  for (const [name, before, after] of cases) it(`${name} follows`, () => assert.equal(put(before, false), after));

  it('keeps the consultation document as concluded', () => {
    const documents = 'documents: [{ id: M, path: m.md }]\n';
    for (const consultation of [
      'consultation: { id: F, document: c.md }\n',
      'consultation:\n  document: c.md # ours\n',
    ])
      assert.ok(put(consultation + documents, true)?.startsWith(consultation.replace('document', 'concluded')));
  });
});

describe('the way back', () => {
  it('leads from any file to any other', () => {
    const bytes = fc.option(fc.uint8Array({ maxLength: 12, max: 3 }), { nil: null });
    fc.assert(
      fc.property(bytes, bytes, (before, after) => {
        fc.pre(before !== null || after !== null);
        const change = { path: 'a', ...makeEditsBack(before, after) };
        assert.deepEqual(goBack(after, change), before);
      }),
    );
  });

  it('is refused where the file is another one', () => {
    const change = { path: 'a', ...makeEditsBack(new Uint8Array([1]), new Uint8Array([2])) };
    assert.equal(goBack(new Uint8Array([3]), change), undefined);
    assert.equal(goBack(null, change), undefined);
    const far = { ...change, back: { start: 10 ** 12, end: 10 ** 12, bytes: '' } };
    assert.equal(goBack(new Uint8Array([2]), far), undefined);
  });
});

const CLAUSES = '## 1 Terms\n\n1.1 The buyer pays the price each month.\n';
const FILES: Readonly<Record<string, string>> = {
  'keeling.yaml':
    'consultation: { id: F, document: c.md }\ndocuments:\n  - { id: M, path: m.md, version: V1.1, baseline: { path: old/m-V1.0.md, version: V1.0 } }\n',
  'm.md': `---\ndocument: M\nbaseline: old/m-V1.0.md\nstatus: draft\n---\n\n${CLAUSES.replace('month', 'week')}\n![x](p/x.png)\n`,
  'old/m-V1.0.md': `---\ndocument: M\n---\n\n${CLAUSES}`,
  'c.md': '---\ntitle: C\n---\n\n**F Q1**\n\n*Do you agree with Clause 1.1 of the M?*\n',
  'p/x.png': 'one',
};

interface Trial {
  readonly files?: Readonly<Record<string, string>>;
  readonly tags?: VersionTags;
  /** What is open in the editor, by path. */
  readonly open?: Readonly<Record<string, string>>;
  readonly next?: string;
  readonly on?: string;
}

async function plan({ files = {}, tags, open = {}, next, on = '2020-01-31' }: Trial): Promise<InForcePlan> {
  const host = new MemoryHost({ ...FILES, ...files }, { 'abc:m.md': FILES['m.md'] ?? '' });
  const workspace = await Workspace.load(host, FOLDER, (uri) => open[uri.slice(FOLDER.length + 1)] ?? null);
  const document = workspace.findDocument('M') ?? assert.fail();
  const project = { workspace, checker: new Checker(workspace), documents: [document] };
  return planBringIntoForce(host, project, { on, next: next ?? null, tags: tags ?? null });
}

const textsOf = (made: InForcePlan) =>
  Object.fromEntries(
    made.files.map(({ uri, after }) => [
      uri.slice(FOLDER.length + 1),
      after === null ? null : new TextDecoder().decode(after),
    ]),
  );

/** A repository at a commit, with the tags that it has. */
const gitAt = (commit: string | null, known: Readonly<Record<string, string>> = {}): VersionTags => ({
  findCommit: async () => commit,
  findTag: async (_, name) => known[name] ?? null,
  addTag: async () => {},
  removeTag: async () => {},
});

describe('bringing a draft into force', () => {
  it('makes it the version in force, with its pictures, and begins the next', async () => {
    const made = await plan({});
    const texts = textsOf(made);
    assert.deepEqual(Object.keys(texts), [
      'old/m-V1.1.md',
      'old/p/x.png',
      'm.md',
      'keeling.yaml',
      '.keeling-in-force.json',
    ]);
    assert.match(texts['old/m-V1.1.md'] ?? '', /^---\ndocument: M\nstatus: in force\n---\n\n## 1 Terms/);
    assert.match(texts['m.md'] ?? '', /^---\ndocument: M\nbaseline: old\/m-V1\.1\.md\nstatus: draft\n---\n/);
    assert.match(
      texts['keeling.yaml'] ?? '',
      /concluded: c\.md.*version: V1\.2, baseline: \{ path: old\/m-V1\.1\.md, version: V1\.1, from: 2020-01-31 \}/s,
    );
  });

  it('puts it into a folder of its own where an older version has other pictures', async () => {
    const texts = textsOf(await plan({ files: { 'old/p/x.png': 'another' } }));
    assert.equal(texts['old/v1.1/p/x.png'], 'one');
    assert.match(texts['keeling.yaml'] ?? '', /path: old\/v1\.1\/m-V1\.1\.md/);
  });

  it('takes the numbers of its changes along', async () => {
    const texts = textsOf(await plan({ files: { 'm.changes.jsonl': '{}\n' } }));
    assert.equal(texts['m.changes.jsonl'], null);
    assert.equal(texts['old/m-V1.1.changes.jsonl'], '{}\n');
  });

  it('marks the commit that holds it, once', async () => {
    const commit = 'abc';
    assert.deepEqual((await plan({ tags: gitAt(commit) })).tags, [{ name: 'm-v1.1', commit }]);
    assert.deepEqual((await plan({ tags: gitAt(commit, { 'm-v1.1': commit }) })).tags, []);
    assert.deepEqual((await plan({ tags: gitAt(null) })).tags, []);
  });

  const draft = FILES['m.md'] ?? '';
  const overview =
    '\n**Figure 1 – Overview of Drafting Changes**\n\n| No. | Reference | Description of Change |\n|---|---|---|\n';
  const refused: readonly [name: string, trial: Trial, reason: RegExp][] = [
    [
      'with an error',
      { files: { 'm.md': draft.replace('price', 'price under Clause 7.7') } },
      /^m\.md:9: Clause 7\.7 does not exist.*\(reference\.unresolved\)$/,
    ],
    [
      'with a placeholder',
      { files: { 'm.md': draft.replace('price', 'price of [TBC]') } },
      /\[TBC\].*\(placeholder\.unfilled\)$/,
    ],
    [
      'with a change that no row declares',
      { files: { 'c.md': `${FILES['c.md']}${overview}| 1 | M Clause 1.2 | New |\n` } },
      /^c\.md:\d+: Clause 1\.1 of the M changed, and no row declares it.*\(overview\.undeclared\)$/,
    ],
    [
      'that says nothing new',
      { files: { 'm.md': draft.replace(/## 1[\s\S]*/, CLAUSES) } },
      /^m\.md: it says the same as its version in force/,
    ],
    [
      'of a version that is in force',
      { files: { 'keeling.yaml': (FILES['keeling.yaml'] ?? '').replace('V1.1', 'V1.0') } },
      /^m\.md: V1\.0 is in force already/,
    ],
    [
      'that is not saved',
      { open: { 'm.md': draft.replace('price', 'sum') } },
      /^m\.md: it is not saved, or not in UTF-8/,
    ],
    [
      'whose place is taken',
      { files: { 'old/m-V1.1.md': 'Something else.\n' } },
      /^old\/m-V1\.1\.md: it is there already and says something else/,
    ],
    [
      'whose version has no number',
      { files: { 'keeling.yaml': (FILES['keeling.yaml'] ?? '').replace('V1.1', 'B') } },
      /“B” has no number to count on.*--next/,
    ],
    ['on no day', { on: '2020-02-31' }, /“2020-02-31” is no day/],
    ['that is not committed', { tags: gitAt('other') }, /^m\.md: it is not committed as it is.*--no-tag/],
    ['before the first commit', { tags: gitAt('') }, /^m\.md: it is not committed as it is/],
    [
      'whose tag is another commit’s',
      { tags: gitAt('abc', { 'm-v1.1': 'def' }) },
      /there is a git tag m-v1\.1 already/,
    ],
  ];
  for (const [name, trial, reason] of refused)
    it(`is refused for one ${name}`, async () => {
      const error = await plan(trial).then(
        () => assert.fail('it was not refused'),
        (thrown: unknown) => (thrown instanceof InForceRefused ? thrown : Promise.reject(thrown)),
      );
      assert.match(error.reasons.join('\n'), reason);
      assert.equal(error.reasons.length, 1, error.reasons.join('\n'));
    });

  it('is undone only where there is a record that leads nowhere else', async () => {
    const undo = (record: string | null) =>
      planUndo(new MemoryHost({ ...FILES, ...(record === null ? {} : { '.keeling-in-force.json': record }) }), FOLDER);
    await assert.rejects(undo(null), /there is nothing to undo/);
    for (const record of [
      '{',
      '[]',
      '{"version":1,"files":[{"path":"../x","now":null,"isNew":true,"back":{"start":0,"end":0,"bytes":""}}],"tags":[]}',
      '{"version":1,"files":[],"tags":[{"name":"../x","commit":"a"}]}',
    ])
      await assert.rejects(undo(record), /does not say how to undo/);
  });
});
