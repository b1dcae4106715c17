import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { checklistOf } from '../../server/src/consultation/checklist.js';
import { DiskHost } from '../../server/src/node/disk-host.js';
import { toUri } from '../../server/src/node/uris.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { keelingIn } from '../support/command-line.js';
import { copyExample, editFile, gitIn } from '../support/example-folder.js';
import { CONFIDENTIAL_WORDS, makeExampleResponses } from '../support/example-responses.js';

/** The chapter “From consultation to decision” of the guide, by the commands that it names. */
describe('the example through its four stages', function () {
  this.timeout(300_000);
  let folder: string;
  const at = (...names: string[]) => join(folder, ...names);
  const read = (...names: string[]) => readFileSync(at(...names), 'utf8');
  const rewrite = (name: string, from: string, to: string) => editFile(at(name), from, to);
  const keeling = async (status: number, ...args: string[]) => {
    const outcome = await keelingIn(folder, ...args);
    assert.equal(outcome.status, status, `${args.join(' ')}: ${outcome.error}${outcome.out}`);
    return outcome;
  };
  const git = (...args: string[]) => gitIn(folder, ...args);
  const commit = (message: string) => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  /** The stage that the Consultation view shows on a day. */
  const stageOn = async (day: string): Promise<string> => {
    const host = new DiskHost();
    const workspace = await Workspace.load(host, toUri(folder));
    return (await checklistOf(host, workspace, new Checker(workspace), day)).stage.summary;
  };
  const expectNothingConfidential = (text: string, where: string) => {
    for (const words of CONFIDENTIAL_WORDS) assert.ok(!text.includes(words), `${where}: ${words}`);
  };

  before(() => {
    folder = copyExample();
    git('init', '--quiet');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('1: is drafted, checked and packed', async () => {
    assert.equal(await stageOn('2019-12-01'), 'drafting');
    await keeling(0, 'check', '.');
    await keeling(0, 'number-changes', '.');
    for (const name of ['consultation.md', 'svtad.md', 'mtad.md']) rewrite(name, 'status: draft', 'status: issued');
    await keeling(0, 'pack', '.');
    commit('What was consulted on');
    git('tag', 'ftc-consultation');
  });

  it('2: is consulted on, and its responses are merged', async () => {
    assert.equal(await stageOn('2019-12-10'), 'drafting');
    assert.equal(await stageOn('2020-01-02'), 'consulting');
    mkdirSync(at('responses'));
    for (const [name, bytes] of await makeExampleResponses(read('consultation.md')))
      writeFileSync(at('responses', name), bytes);
    const files = readdirSync(at('responses')).map((name) => `responses/${name}`);
    const { out } = await keeling(0, 'responses', ...files);
    assert.match(out, /Answered by 4 of 5/);
    expectNothingConfidential(out, 'merged responses');
    assert.equal(await stageOn('2020-01-02'), 'consulting');
  });

  it('3: is concluded, with an answer to each point and a reason for each change', async () => {
    assert.equal(await stageOn('2020-01-20'), 'concluding');
    rewrite(
      'keeling.yaml',
      '  document: consultation.md\n',
      '  document: consultation.md\n  circulated: ftc-consultation\n',
    );
    rewrite('svtad.md', 'within two Working Days, stating', 'within one Working Day, stating');
    const first = await keeling(1, 'conclude', '.', '--output', 'conclusions.md');
    assert.match(first.out, /^conclusions\.md:\d+: error: Point 1 has no answer.* \(conclusion\.unanswered\)$/m);
    assert.match(first.out, /Change 13 to the SMETS1 SVTAD.*\(conclusion\.unexplained\)$/m);
    assert.match(first.out, /is written: 5 responses, 6 points, 1 change since the consultation\.\n$/);
    for (const name of ['conclusions.md', 'consultation.answers.jsonl']) expectNothingConfidential(read(name), name);
    assert.match(read('conclusions.md'), /^\| FTC Q1 \| 4 \| 2 \| 1 \| 0 \| 1 \|$/m);
    // The same problems stand in the report, for the editor and for CI.
    assert.match((await keeling(1, 'check', 'conclusions.md')).out, /conclusion\.unanswered/);
    const refused = await keeling(1, 'pack', '.', '--decision');
    assert.match(refused.out, /^the conclusions report: Point 1 has no answer/m);

    for (const number of [1, 2, 3, 4, 5, 6])
      rewrite(
        'conclusions.md',
        `[insert answer to point ${number}]`,
        `The DCC has *considered* point ${number}.\n\nIt agrees.`,
      );
    for (const question of [1, 2, 3, 4])
      rewrite(
        'conclusions.md',
        `[insert conclusion on FTC Q${question}]`,
        'The proposal is made as it was consulted on.',
      );
    await keeling(1, 'conclude', '.', '--output', 'conclusions.docx');
    assert.match(
      read('consultation.answers.jsonl'),
      /"answer":"The DCC has \*considered\* point 3\.\\n\\nIt agrees\."/,
    );
    // The rest is written into Markdown again: what Word had is kept.
    rewrite('conclusions.md', '[insert conclusion on FTC Q5]', 'The date stays.');
    rewrite('conclusions.md', '[insert reason for change 13 to the SMETS1 SVTAD]', 'Point 4: two are too many.');
    rewrite('conclusions.md', 'status: draft', 'status: issued');
    const last = await keeling(0, 'conclude', '.', '--output', 'conclusions.md');
    assert.doesNotMatch(last.out, /error/);
    assert.match(read('conclusions.md'), /^status: issued$/m);
    await keeling(0, 'check', 'conclusions.md');
    assert.equal(await stageOn('2020-01-20'), 'concluding');
  });

  it('3: has its papers for the decision', async () => {
    const { out } = await keeling(0, 'pack', '.', '--decision');
    assert.match(out, /Conclusions/);
    const files = readdirSync(at('decision'));
    for (const part of [
      'FTC_Conclusions_ISSUED.docx',
      'FTC_Attachment_1_Notification_ISSUED.pdf',
      'FTC_Attachment_2_SMETS1_SVTAD_V1.5_clean_ISSUED.docx',
      'FTC_Attachment_3_SMETS1_SVTAD_V1.5_change_marked_ISSUED.docx',
      'FTC_Attachment_4_SMETS1_SVTAD_V1.5_changes_since_consultation_ISSUED.docx',
      'FTC_Attachment_7_MTAD_V1.3_changes_since_consultation_ISSUED.html',
    ])
      assert.ok(files.includes(part), `${part} is missing of ${files.join(' ')}`);
    const marked = unzipSync(
      readFileSync(at('decision', 'FTC_Attachment_4_SMETS1_SVTAD_V1.5_changes_since_consultation_ISSUED.docx')),
    );
    const xml = strFromU8(marked['word/document.xml'] ?? new Uint8Array());
    const inserted = [...xml.matchAll(/<w:ins [^>]*>(.*?)<\/w:ins>/gs)].map(([, run = '']) =>
      run.replace(/<[^>]+>/g, ''),
    );
    assert.match(inserted.join(' '), /one/);
    assert.doesNotMatch(inserted.join(' '), /Threshold/);
    for (const name of files.filter((each) => /\.(?:md|html)$/.test(each)))
      expectNothingConfidential(read('decision', name), name);
  });

  it('4: is brought into force, the next version begins, and all can be undone', async () => {
    const drafts = ['svtad.md', 'mtad.md'];
    // The change is not committed yet: a tag could not mark it.
    const unsaved = await keeling(1, 'bring-into-force', ...drafts, '--on', '2020-01-31');
    assert.match(unsaved.out, /^svtad\.md: it is not committed as it is/m);
    commit('The decision');
    const before = git('status', '--short');
    const texts = [...drafts, 'keeling.yaml'].map((name) => read(name));
    const planned = await keeling(0, 'bring-into-force', ...drafts, '--on', '2020-01-31', '--dry-run');
    assert.match(planned.out, /Nothing is written\.\n$/);
    assert.equal(git('status', '--short'), before);
    await keeling(0, 'bring-into-force', ...drafts, '--on', '2020-01-31');
    const yaml = read('keeling.yaml');
    assert.match(yaml, /^ {2}concluded: consultation\.md$/m);
    assert.match(
      yaml,
      /version: V1\.6\n {4}baseline: \{ path: in-force\/svtad-v1\.5\.md, version: V1\.5, from: 2020-01-31 \}/,
    );
    assert.match(read('in-force', 'svtad-v1.5.md'), /version: V1\.5\nstatus: in force\n---/);
    assert.ok(existsSync(at('in-force', 'svtad-v1.4.md')));
    assert.match(read('in-force', 'svtad-v1.5.changes.jsonl'), /"number":13/);
    assert.ok(!existsSync(at('svtad.changes.jsonl')));
    assert.equal(git('tag'), 'ftc-consultation\nmtad-v1.3\nsmets1-svtad-v1.5');
    await keeling(0, 'check', '.');
    assert.match((await keeling(0, 'compare', 'in-force/svtad-v1.5.md', 'svtad.md')).out, /^front matter|No changes/m);
    assert.equal(await stageOn('2020-02-01'), 'in force');
    // The text that was brought into force is the one that was decided, word for word.
    const wordsOf = (text: string) => text.slice(text.indexOf('\n---\n', 4));
    assert.equal(wordsOf(read('in-force', 'svtad-v1.5.md')), wordsOf(texts[0] ?? ''));

    await keeling(0, 'bring-into-force', 'svtad.md', '--undo');
    assert.deepEqual(
      [...drafts, 'keeling.yaml'].map((name) => read(name)),
      texts,
    );
    assert.equal(git('status', '--short'), before);
    assert.equal(git('tag'), 'ftc-consultation');
    await keeling(0, 'bring-into-force', ...drafts, '--on', '2020-01-31');
    commit('In force');
    rewrite('svtad.md', 'within one Working Day, stating', 'within two Working Days, stating');
    assert.equal(await stageOn('2020-03-01'), 'drafting');
    const changed = await keeling(1, 'bring-into-force', 'svtad.md', '--undo');
    assert.match(changed.out, /^svtad\.md: it has changed since/m);
  });
});
