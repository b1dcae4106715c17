import assert from 'node:assert/strict';
import { checklistOf } from '../../server/src/consultation/checklist.js';
import { PackRefused, packProject } from '../../server/src/consultation/project-pack.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER } from '../support/memory-host.js';
import { echo } from '../support/typesetter.js';
import { consultationProject, projectFileWith } from './project.js';

async function checklist(changes: Readonly<Record<string, string | null>> = {}) {
  const host = consultationProject(changes);
  const workspace = await Workspace.load(host, FOLDER);
  const checker = new Checker(workspace);
  const { parts } = await checklistOf(host, workspace, checker, '2020-01-01');
  const refused = await packProject(
    host,
    { workspace, checker },
    {
      author: 'Drafter',
      date: '2020-01-02T03:04:05Z',
      typesetter: echo,
    },
  ).then(
    () => false,
    (error: unknown) => error instanceof PackRefused || String(error),
  );
  return { parts, refused };
}

const OVERVIEW =
  '## 1 Changes\n\n**Table 1.1 – Overview of Changes**\n\n| No. | Reference | Change |\n|---|---|---|\n| 1 | SMETS1 SVTAD Clause 4.2 | Weekly |\n| 2 | MTAD Clause 4.1 | Article added |\n';

describe('the checklist of a consultation', () => {
  const cases: [name: string, changes: Record<string, string | null>, open: string, label: RegExp | null][] = [
    ['a consultation in order', {}, '', null],
    [
      'a broken reference',
      { 'mtad.md': '## 4 Changes\n\n4.1 Under Clause 4.9 the DCC shall keep a plan.\n' },
      'checks',
      /Clause 4\.9 does not exist/,
    ],
    ['a change that no row declares', { 'consultation.md': OVERVIEW }, 'changes', /^Clause 4\.3 of the SMETS1 SVTAD/],
    [
      'a question left out',
      { 'consultation.md': '## 1 Questions\n\n**FTC Q1**\n\n*Yes?*\n\n**FTC Q3**\n\n*No?*\n' },
      'questions',
      /Q/,
    ],
    [
      'a wrong weekday',
      { 'consultation.md': '---\ntitle: C\n---\n\nReply by Friday 18 January 2020.\n\n**FTC Q1**\n\n*Yes?*\n' },
      'dates',
      /18 January 2020/,
    ],
    [
      'a notification with a placeholder, once it is issued',
      projectFileWith('  effective: 2020-01-31\n', '  status: issued\n'),
      'attachments',
      /\[DD MMM YYYY\] is not filled in/,
    ],
  ];
  for (const [name, changes, open, label] of cases) {
    it(`tells of ${name}, just as the pack does`, async () => {
      const { parts, refused } = await checklist(changes);
      assert.deepEqual(
        parts.map(({ key }) => key),
        ['checks', 'changes', 'questions', 'dates', 'attachments'],
      );
      const found = parts.filter(({ state }) => state === 'open');
      assert.equal(found.map(({ key }) => key).join(), open);
      const items = found.flatMap((part) => part.items.filter(({ state }) => state === 'open'));
      if (label) assert.match(items[0]?.label ?? '', label);
      assert.equal(refused, open !== '');
    });
  }

  it('tells while it is drafted what the notification still lacks, which keeps no pack from being made', async () => {
    const without = projectFileWith(', baseline: { git: v1.2, path: mtad.md, version: V1.2 }', '')['keeling.yaml'];
    const yaml = without?.replace('templates/notification.md', 'true').replace('marked: MTAD', 'clean: MTAD') ?? '';
    const { parts, refused } = await checklist({ 'keeling.yaml': yaml });
    const { state, items } = parts.find(({ key }) => key === 'attachments') ?? assert.fail();
    assert.deepEqual(
      items.filter((item) => item.state !== null).map(({ label }) => label),
      [
        'Attachment 1, the notification: [insert the version in force: “baseline” of this document, or “new: true”, in keeling.yaml] is not filled in (placeholder.unfilled)',
      ],
    );
    assert.deepEqual([state, refused], ['warned', false]);
  });

  it('tells what there is where all is in order', async () => {
    const { parts } = await checklist();
    assert.deepEqual(
      parts.map(({ key, summary }) => `${key}: ${summary}`),
      [
        'checks: no problems',
        'changes: no overview of changes',
        'questions: 2 questions',
        'dates: 3 days',
        'attachments: 5 attachments',
      ],
    );
    assert.deepEqual(
      parts[3]?.items.map(({ label, detail }) => `${label}: ${detail}`),
      [
        'Publication: Thursday 19 December 2019',
        'Responses close: 16:00 on Friday 17 January 2020, 18 Working Days after publication',
        'Amendments have effect: Friday 31 January 2020',
      ],
    );
  });

  it('says of parts with nothing in them that they are not set up, and not that they are in order', async () => {
    const empty = 'documents:\n  - { id: SMETS1 SVTAD, path: svtad.md, version: V1.5 }\n';
    const { parts } = await checklist({ 'keeling.yaml': empty, 'consultation.md': null });
    assert.deepEqual(
      parts.map(({ key, state, summary }) => `${key}: ${state}, ${summary}`),
      [
        'checks: done, no problems',
        'changes: unset, no overview of changes',
        'questions: unset, no questions',
        'dates: unset, no days',
        'attachments: open, 1 open',
      ],
    );
    const declared = await checklist({ 'consultation.md': `${OVERVIEW}| 3 | SMETS1 SVTAD Clause 4.3 | New |\n` });
    assert.deepEqual(
      declared.parts.slice(1, 3).map(({ key, state, summary }) => `${key}: ${state}, ${summary}`),
      ['changes: done, 3 changes', 'questions: unset, no questions'],
    );
  });

  it('has an open part where an attachment cannot be made', async () => {
    const host = consultationProject({ 'templates/notification.md': null });
    const workspace = await Workspace.load(host, FOLDER);
    const { parts } = await checklistOf(host, workspace, new Checker(workspace), '2020-01-01');
    assert.match(parts[4]?.items.find(({ state }) => state === 'open')?.label ?? '', /templates\/notification\.md/);
  });
});
