import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { findOverviews } from '../server/src/analysis/references/overview-table.js';
import { notificationText } from '../server/src/consultation/notification.js';
import { Draft } from '../server/src/model/draft.js';
import type { ProvisionKind } from '../server/src/model/provision.js';
import { parseProjectFile } from '../server/src/workspace/project-file.js';
import { documentAt, findingsOf, loadWorld } from './support/marked.js';

const CORPUS = '../shared/corpus/further-testing-consultation.txt';

describe('a real consultation, as it comes out of its PDF', () => {
  let text = '';

  before(function () {
    if (!existsSync(CORPUS)) {
      console.log('      skipped: ../shared/corpus is not there');
      this.skip();
    }
    text = readFileSync(CORPUS, 'utf8');
  });

  it('has its sections, questions, footnotes, figure with rows and attachments', () => {
    const { provisions } = Draft.parse(text);
    const numbers = (kind: ProvisionKind) =>
      provisions.filter((provision) => provision.kind === kind).map((provision) => provision.number);
    assert.deepEqual(numbers('section'), ['1', '2', '2.1', '2.2', '2.3', '3', '4', '5', '6', '7']);
    assert.deepEqual(numbers('question'), ['1', '2', '3', '4', '5']);
    assert.deepEqual(
      numbers('footnote'),
      Array.from({ length: 11 }, (_, i) => String(i + 1)),
    );
    assert.deepEqual(numbers('figure'), ['4.1']);
    assert.deepEqual(
      numbers('row'),
      Array.from({ length: 15 }, (_, i) => String(i + 1)),
    );
    assert.deepEqual(numbers('attachment'), ['1', '2', '3', '4', '5', '6']);
  });

  it('has one wrong weekday, three slips for its terms, an abbreviation expanded late, words said twice, a host one letter off, three placeholders, and no wrong reference or number', async () => {
    const findings = findingsOf(await loadWorld({ 'consultation.md': text }));
    const told = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    assert.deepEqual(
      told.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`),
      [
        'date.conflict 1600',
        'term.near-miss Testing Tissues Thresholds',
        'term.near-miss DMCT Testing Reporting',
        'term.near-miss DMCT Test Report',
        'text.repeated each a',
        'text.repeated changes to changes to',
        'text.host smartdccc.co.uk',
        'abbreviation.late BEIS',
        'date.weekday Friday 31 January 2019',
        'placeholder.unfilled [DD MMM YYYY]',
        'placeholder.unfilled [AAA]',
        'placeholder.unfilled [BBB]',
      ],
    );
  });

  it('has an overview of drafting changes of fifteen rows, each with its instrument and provisions', async () => {
    const world = await loadWorld({
      'keeling.yaml':
        'consultation: { id: FTC, document: consultation.md }\ndocuments:\n' +
        '  - { id: SMETS1 SVTAD, aliases: [SVTAD], path: svtad.md }\n  - { id: MTAD, path: mtad.md }\n',
      'svtad.md': '## 1 A\n\n1.1 One.\n',
      'mtad.md': '## 1 A\n\n1.1 One.\n',
      'consultation.md': text,
    });
    const document = documentAt(world, 'consultation.md');
    const { names } = world.workspace.resolutionContextOf(document);
    const overviews = findOverviews(document.draft, world.checker.resolutionsOf(document), names);
    assert.equal(overviews.length, 1);
    const [overview] = overviews;
    assert.equal(overview?.provision.label, 'Figure 4.1');
    assert.deepEqual(overview.columns, { number: 0, document: null, reference: 1, description: 2, rationale: 3 });
    assert.deepEqual(
      overview.rows.map(({ number, documents, cited, description, rationale }) => [
        number,
        documents.map(({ id }) => id).join(),
        cited
          .flatMap(({ found: { reference }, targets }) =>
            targets.map(({ target }) =>
              [reference.kind, target?.number, ...(target?.to ? ['to', target.to.number] : [])].join(' '),
            ),
          )
          .join(', '),
        description !== '' && rationale !== '',
      ]),
      [
        ['1.', 'SMETS1 SVTAD', 'table 1.1', true],
        ['2.', 'SMETS1 SVTAD', 'clause 20.18', true],
        ['3.', 'SMETS1 SVTAD', 'clause 20.21', true],
        ['4.', 'SMETS1 SVTAD', 'clause 20.26', true],
        ['5.', 'SMETS1 SVTAD', 'clause 20.28 to 20.29', true],
        ['6.', 'SMETS1 SVTAD', 'clause 20.30 to 20.32', true],
        ['7.', 'SMETS1 SVTAD', 'clause 20.33', true],
        ['8.', 'SMETS1 SVTAD', 'clause 20.34', true],
        ['9.', 'SMETS1 SVTAD', 'clause 20.35 to 20.37', true],
        ['10.', 'SMETS1 SVTAD', 'clause 20.38 to 20.40', true],
        ['11.', 'MTAD', 'table 9.3', true],
        ['12.', 'SMETS1 SVTAD', 'table 13.1', true],
        ['13.', 'SMETS1 SVTAD', 'clause 13.3, clause 13.4', true],
        ['14.', 'SMETS1 SVTAD', 'clause 13.5', true],
        ['15.', 'SMETS1 SVTAD', 'clause 13.10 to 13.12', true],
      ],
    );
  });

  it('has a notification whose wording, as a template, is filled with the facts character for character', () => {
    const attachment = text.slice(text.lastIndexOf('## **Attachment 1**'));
    const facts: [fact: string, tag: string][] = [
      ['[DD MMM YYYY]', '{{effective}}'],
      ['Annex [AAA] and Annex [BBB]', '{{annexes}}'],
      ['the SMETS1 SVTAD and the MTAD', '{{documents}}'],
      ['SMETS1 SVTAD and MTAD', '{{documents.ids}}'],
      ['Clause 4.2 of the SMETS1 SVTAD', '{{legal-basis}}'],
      ['DCC', '{{by}}'],
    ];
    let template = attachment;
    for (const [fact, tag] of facts) {
      assert.ok(template.includes(fact), fact);
      template = template.replaceAll(fact, tag);
    }
    const { consultation, documents } = parseProjectFile(
      'consultation: { id: FTC, by: DCC, legal-basis: Clause 4.2 of the SMETS1 SVTAD }\n' +
        'documents:\n  - { id: SMETS1 SVTAD, path: a.md, annex: "[AAA]" }\n  - { id: MTAD, path: b.md, annex: "[BBB]" }\n',
    );
    const draft = Draft.parse('');
    const instruments = documents.map(({ id, title, version, annex }) => ({
      ...{ id, title, version, annex, draft, isNew: false, baseline: null },
      comparison: () => null,
    }));
    const filled = (effective: string | null) =>
      notificationText(
        { name: 'attachment-1.md', text: template },
        { consultation, issuer: null, instruments, effective },
      );
    assert.equal(filled(null), attachment);
    assert.equal(filled('2020-01-31'), attachment.replace('[DD MMM YYYY]', '31 January 2020'));
  });
});
