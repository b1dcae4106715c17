import assert from 'node:assert/strict';
import { houseDate, houseDateWithDay, timeOfDay } from '../../server/src/consultation/dates.js';
import { findPlaceholders, notifyProject } from '../../server/src/consultation/project-pack.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER } from '../support/memory-host.js';
import { consultationProject, projectFileWith } from './project.js';

async function notify(
  template: string | null,
  changes: Readonly<Record<string, string>> = {},
  effective?: string,
): Promise<string> {
  const files =
    template === null
      ? projectFileWith('templates/notification.md', 'true')
      : { 'templates/notification.md': template };
  const host = consultationProject({ ...files, ...changes });
  return notifyProject(host, await Workspace.load(host, FOLDER), effective);
}

const NO_FACTS = {
  'keeling.yaml': 'documents: []\nattachments:\n  - { number: 1, notification: templates/notification.md }\n',
};

describe('the notification text', () => {
  const cases: [name: string, template: string, filled: string][] = [
    [
      'dates in the house form',
      '{{published}}; {{effective}}; {{effective.weekday}}; {{respond-by}}',
      '19 December 2019; 31 January 2020; Friday 31 January 2020; 16:00 on Friday 17 January 2020',
    ],
    [
      'the documents in a sentence',
      'to {{documents}}, in {{annexes}}',
      'to the SMETS1 SVTAD and the MTAD, in Annex A and Annex B',
    ],
    [
      'each document',
      '{{#each documents}}\n{{number}}. {{id}} ({{title}}) {{version}} for {{baseline.version}}: {{annex}}\n{{/each}}',
      '1. SMETS1 SVTAD (Variation Testing) V1.5 for V1.4: Annex A\n2. MTAD (Migration Testing) V1.3 for V1.2: Annex B\n',
    ],
    ['the consultation', '{{consultation.id}}: {{consultation.title}}', 'FTC: Further Testing'],
    ['a byte order mark', '\ufeff{{consultation.id}}', 'FTC'],
  ];
  for (const [name, template, filled] of cases)
    it(`gives ${name}`, async () => assert.equal(await notify(template), filled));

  it('leaves a visible placeholder where a fact is missing', async () => {
    const template = '{{effective}} {{published}} {{respond-by}} {{consultation.id}} {{documents}} {{annexes}}';
    assert.equal(
      await notify(template, NO_FACTS),
      '[DD MMM YYYY] [DD MMM YYYY] [DD MMM YYYY] [insert the short name of the consultation: “id” under “consultation” in keeling.yaml] [insert the instruments: “documents” in keeling.yaml] Annex [AAA]',
    );
    const versions = {
      ...projectFileWith(', version: V1.3, baseline: { git: v1.2, path: mtad.md, version: V1.2 }', ''),
    };
    assert.equal(
      await notify('{{#each documents}}{{version}} {{baseline.version}};{{/each}}', versions),
      'V1.5 V1.4;[insert the version: “version” of this document in keeling.yaml] [insert the version in force: “baseline” of this document, or “new: true”, in keeling.yaml];',
    );
  });

  it('has words of its own for each fact that can be missing, which a placeholder is known by', async () => {
    const names = [
      ...['consultation.id', 'consultation.title', 'by', 'issuer', 'issuer.address', 'signatory.name'],
      ...['signatory.title', 'reference', 'addressees', 'legal-basis', 'status', 'documents', 'annexes'],
      ...['notified', 'published', 'respond-by', 'effective', 'documents.names', 'documents.ids'],
    ];
    for (const name of names) {
      const text = await notify(`{{${name}}}`, NO_FACTS);
      assert.doesNotMatch(text, /insert [a-z]+[.-][a-z]/);
      assert.deepEqual(findPlaceholders(text), [text.replace('Annex ', '')]);
    }
  });

  it('says nothing of a version in force where the instrument is new', async () => {
    const IN_FORCE = ', baseline: { git: v1.2, path: mtad.md, version: V1.2 }';
    const about = async (from: string, to: string) => {
      const yaml = projectFileWith(from, to)['keeling.yaml']?.replace('templates/notification.md', 'true');
      const text = await notify(null, { 'keeling.yaml': yaml ?? '' });
      return text.split('\n').find((line) => line.startsWith('- the MTAD')) ?? '';
    };
    assert.match(await about(IN_FORCE, ''), /, in the place of version \[insert the version in force: /);
    assert.match(await about(IN_FORCE, ', new: true'), /, in the form set out in Annex B to this notification\.$/);
    // One that has a version in force is not new.
    assert.match(await about(IN_FORCE, `, new: true${IN_FORCE}`), /, in the place of version V1\.2\.$/);
  });

  it('takes another date of effect', async () =>
    assert.equal(await notify('{{effective}}', {}, '2020-03-01'), '1 March 2020'));

  it('has words of its own where the project names no template', async () => {
    const text = await notify(null);
    for (const words of ['the SMETS1 SVTAD and the MTAD', '31 January 2020', 'V1.5', 'V1.2', 'Annex B'])
      assert.ok(text.includes(words), words);
    assert.doesNotMatch(text, /\{\{|\}\}|\[|\n\n\n/);
  });

  it('names template and line where it cannot be filled', () =>
    assert.rejects(
      notify('A\n\n{{#if effective}}'),
      /^Error: templates\/notification\.md:3: \{\{#if effective\}\} is not closed/,
    ));
});

describe('dates in the house form', () => {
  it('have no leading nought and, if asked, their weekday', () => {
    assert.deepEqual(
      [
        houseDate('2020-01-03'),
        houseDate('2019-12-31T16:00'),
        houseDateWithDay('2020-02-29'),
        houseDateWithDay('2020-01-31'),
      ],
      ['3 January 2020', '31 December 2019', 'Saturday 29 February 2020', 'Friday 31 January 2020'],
    );
  });
  it('have a time of day where one is given', () =>
    assert.deepEqual([timeOfDay('2020-01-17T16:00'), timeOfDay('2020-01-17')], ['16:00', null]));
});
