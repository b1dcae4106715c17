import assert from 'node:assert/strict';
import { findStage } from '../../server/src/consultation/stage.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER } from '../support/memory-host.js';
import { consultationProject, projectFileWith, readProjectFile } from './project.js';

const ISSUED = projectFileWith('  id: FTC\n', '  id: FTC\n  status: issued\n');
const RESPONSE = { 'responses/a.docx': 'any' };
const IN_FORCE: Readonly<Record<string, string>> = {
  ...projectFileWith('version: V1.4 } }\n', 'version: V1.4, from: 2020-01-31 } }\n'),
  'svtad.md': readProjectFile('old/svtad.md'),
};
const BOTH_IN_FORCE = {
  ...IN_FORCE,
  'keeling.yaml': (IN_FORCE['keeling.yaml'] ?? '').replace('version: V1.2 }', 'version: V1.2, from: 2020-01-30 }'),
  'mtad.md': readProjectFile('mtad.md').replace('4.1 The DCC', '4.1 DCC'),
};

/** It is published on 19 December 2019, and responses close on 17 January 2020. */
describe('the stage of a consultation', () => {
  const cases: readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    day: string,
    stage: string,
    detail: string,
  ][] = [
    ['that is not issued', {}, '2020-01-02', 'drafting', 'its status is not “issued”'],
    ['before its day', ISSUED, '2019-12-18', 'drafting', 'to be published on 19 December 2019'],
    ['on its day', ISSUED, '2019-12-19', 'consulting', 'until 16:00 on Friday 17 January 2020'],
    [
      'with a response, whatever its status',
      RESPONSE,
      '2020-01-02',
      'consulting',
      'until 16:00 on Friday 17 January 2020, 1 response',
    ],
    ['on its last day', ISSUED, '2020-01-17', 'consulting', 'until 16:00 on Friday 17 January 2020'],
    ['after its last day', { ...ISSUED, ...RESPONSE }, '2020-01-18', 'concluding', '1 response'],
    ['whose answers are begun', { 'consultation.answers.jsonl': '' }, '2020-01-02', 'concluding', ''],
    ['of which one instrument is in force', IN_FORCE, '2020-02-01', 'drafting', 'its status is not “issued”'],
    ['of which all are in force', BOTH_IN_FORCE, '2020-02-01', 'in force', 'from 31 January 2020'],
  ];
  for (const [name, files, day, stage, detail] of cases)
    it(`${name} is ${stage}`, async () => {
      const host = consultationProject(files);
      const known = await findStage(host, await Workspace.load(host, FOLDER), day);
      assert.equal(known.stage, stage);
      assert.equal(known.details[known.stage], detail);
    });
});
