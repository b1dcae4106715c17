import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { draftOverviewRows, overviewToJson, overviewToMarkdown } from '../../server/src/consultation/overview.js';
import { DiskHost } from '../../server/src/node/disk-host.js';
import { toUri } from '../../server/src/node/uris.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER as MEMORY, MemoryHost } from '../support/memory-host.js';

const FOLDER = resolve('examples/further-testing');
const URI = `${toUri(FOLDER)}/consultation.md`;
const TABLE = /\| No\. \|[^\n]*\n(?:\|[^\n]*\n)+/;

async function example(change: (text: string) => string): Promise<{ workspace: Workspace; checker: Checker }> {
  const workspace = await Workspace.load(new DiskHost(), toUri(FOLDER));
  workspace.setText(URI, change(workspace.documents.get(URI)?.draft.text ?? ''));
  return { workspace, checker: new Checker(workspace) };
}

const drafted = ({ workspace, checker }: Awaited<ReturnType<typeof example>>) => draftOverviewRows(workspace, checker);

describe('the overview that is drafted from the comparisons', () => {
  it('is the drafters’ own table where every row of it holds', async () => {
    const world = await example((text) => text);
    const table = TABLE.exec(world.workspace.documents.get(URI)?.draft.text ?? '')?.[0];
    assert.equal(overviewToMarkdown(drafted(world)), table);
  });

  it('has a row for every change where nothing was drafted, and passes its own check', async () => {
    const bare = await example((text) => text.replace(TABLE, ''));
    const table = overviewToMarkdown(drafted(bare));
    assert.deepEqual(
      table.split('\n').map((line) => line.split(' | ').slice(1, 3).join(': ')),
      [
        'Reference: Description of Change',
        '---: ---',
        'SMETS1 SVTAD Table 1.1: Definitions of DMCT EPCL Report and DMCT Testing Report inserted; definition of Testing Issues Threshold amended',
        'SMETS1 SVTAD Clause 13.3 to Clause 13.5: Text amended',
        'SMETS1 SVTAD Table 13.1: Row 2A inserted',
        'SMETS1 SVTAD Clause 13.10 to Clause 13.12: New Clauses',
        'SMETS1 SVTAD Clause 20.18: Moved from Clause 20.26 and amended',
        'SMETS1 SVTAD Clause 20.21: Paragraph (c) inserted',
        'SMETS1 SVTAD Clause 20.26: Text amended',
        'SMETS1 SVTAD Clause 20.28: Text of the Clause replaced; footnote deleted',
        'SMETS1 SVTAD Clause 20.29: Text of the Clause replaced',
        'SMETS1 SVTAD Clause 20.30 to Clause 20.40: New Clauses',
        'MTAD Table 9.3: Row 2A replaced',
        '',
      ],
    );
    const { checker } = await example((text) => text.replace(TABLE, table));
    assert.deepEqual(
      checker
        .checkAll()
        .flatMap(({ code, message }) => (code === 'placeholder.unfilled' ? [] : [`${code} ${message}`])),
      [],
    );
  });

  it('tells paragraphs that are counted anew under each heading by their headings, and reads that back', async () => {
    const bylaw = (days: string, vote: string, fee: string) =>
      `# Rules\n\n## Elections\n\n### General\n\n1. The chair gives ${days} days' notice of a vote.\n1. The clerk keeps the roll.\n\n### Votes\n\n1. A vote is fair.\n1. A vote is ${vote}.\n\n## Money\n\n### General\n\n1. A member pays ${fee} a year.\n1. The clerk keeps the books.\n`;
    const overview = (table: string) =>
      `---\ndocument: CONS\nkind: consultation\n---\n\n# Changes\n\n## 1 What\n\nSome.\n\n## Overview of Drafting Changes\n\n**Figure 1.1 – Overview of Drafting Changes**\n\n${table}`;
    const head = '| No. | Reference | Description of Change | Rationale for Change |\n| --- | --- | --- | --- |\n';
    const world = async (table: string) => {
      const host = new MemoryHost({
        'keeling.yaml':
          'consultation:\n  id: CONS\n  document: c.md\ndocuments:\n  - { id: RULES, path: rules.md, baseline: old/rules.md }\n',
        'rules.md': bylaw('six', 'open', 'ten pounds'),
        'old/rules.md': bylaw('two', 'secret', 'five pounds'),
        'c.md': overview(table),
      });
      const workspace = await Workspace.load(host, MEMORY);
      return { workspace, checker: new Checker(workspace) };
    };
    const drafts = await world(head);
    const table = overviewToMarkdown(drafted(drafts));
    assert.deepEqual(
      table.split('\n').flatMap((line) => line.split(' | ').slice(1, 2)),
      [
        'Reference',
        '---',
        'RULES paragraph (1) under “Elections – General”',
        'RULES paragraph (2) under “Votes”',
        'RULES paragraph (1) under “Money – General”',
      ],
    );
    const { checker } = await world(table);
    const errors = checker.checkAll().filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map(({ code, message }) => `${code} ${message}`),
      [],
    );
    // A row that is missing is missed under its own heading.
    const short = await world(table.replace(/^.*Money.*\n/m, ''));
    assert.deepEqual(
      short.checker.checkAll().flatMap(({ code, message }) => (/^overview/.test(code) ? [message] : [])),
      ['Paragraph (1) under “Money – General” of the RULES changed, and no row declares it: “five” replaced by “ten”.'],
    );
  });

  it('keeps the rows that hold, shortens one that holds in part, drops one that does not, and puts new ones beside', async () => {
    const world = await example((text) =>
      text
        .replace(/^\| 6 \|.*\n/m, '')
        .replace(/^\| 11 \|.*\n/m, '')
        .replace('SMETS1 SVTAD Clause 13.10 to Clause 13.12 |', 'SMETS1 SVTAD Clause 13.9 to Clause 13.12 |')
        .replace('SMETS1 SVTAD Clause 20.28 to Clause 20.29 |', 'SMETS1 SVTAD Clause 20.27 to Clause 20.29 |')
        .replace('SMETS1 SVTAD Clause 13.5 |', 'SMETS1 SVTAD Clause 13.6 |'),
    );
    const { rows } = overviewToJson(drafted(world));
    assert.deepEqual(
      rows.slice(1).map(({ number, reference, kept }) => `${number} ${reference}${kept ? '' : ' (new)'}`),
      [
        '2 SMETS1 SVTAD Clause 20.18',
        '3 SMETS1 SVTAD Clause 20.21',
        '4 SMETS1 SVTAD Clause 20.26',
        '5 SMETS1 SVTAD Clause 20.28, SMETS1 SVTAD Clause 20.29',
        '6 SMETS1 SVTAD Clause 20.30 to Clause 20.32 (new)',
        '7 SMETS1 SVTAD Clause 20.33',
        '8 SMETS1 SVTAD Clause 20.34',
        '9 SMETS1 SVTAD Clause 20.35 to Clause 20.37',
        '10 SMETS1 SVTAD Clause 20.38 to Clause 20.40',
        '11 SMETS1 SVTAD Table 13.1',
        '12 SMETS1 SVTAD Clause 13.3 and Clause 13.4',
        '13 SMETS1 SVTAD Clause 13.5 (new)',
        '14 SMETS1 SVTAD Clause 13.9 to Clause 13.12',
        '15 MTAD Table 9.3 (new)',
      ],
    );
    assert.equal(rows[4]?.description.startsWith('Testing Issues Threshold introduced'), true);
    assert.deepEqual(rows[5]?.documents, ['SMETS1 SVTAD']);
  });
});
