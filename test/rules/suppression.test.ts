import assert from 'node:assert/strict';
import { Checker } from '../../server/src/rules/check.js';
import { makeRecord } from '../../server/src/rules/recorded.js';
import { parseRecorded, RECORDED_FILE, writeRecorded } from '../../server/src/workspace/recorded-findings.js';
import { documentAt, findingsOf, loadWorld, markSpans, readMarks } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';

/** Checks one draft in which ⟦…⟧ marks all that must still be told. */
async function tells(marked: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  const world = await loadWorld({ ...files, 'draft.md': marked });
  const { text } = readMarks(marked);
  const spans = findingsOf(world)
    .filter(({ uri }) => uri === `${FOLDER}/draft.md`)
    .map(({ span }) => span);
  assert.equal(markSpans(text, spans), marked);
}

const OFF = '<!-- keeling-disable-next-line placeholder.unfilled -->';

describe('a comment silences', () => {
  const CASES: [name: string, text: string][] = [
    ['the paragraph behind it', `${OFF}\n\nFrom [TBC] on.\n\nFrom ⟦[TBC]⟧ on.\n`],
    ['a clause right behind it', `## 1 A\n\n${OFF}\n1.1 From [TBC] on.\n\n1.2 From ⟦[TBC]⟧ on.\n`],
    ['a clause behind a blank line', `## 1 A\n\n${OFF}\n\n1.1 From [TBC] on.\n`],
    ['a heading', `${OFF}\n## 1 [TBC]\n\nWords.\n`],
    ['all the lines of a paragraph', `${OFF}\nFrom the day that\nis [TBC] on.\n`],
    ['an item of a list', `Either:\n\n- (a) from ⟦[TBC]⟧;\n${OFF}\n- (b) from [TBC]; or\n- (c) from ⟦[TBC]⟧.\n`],
    ['an item further in', `- (a) either:\n\n  ${OFF}\n  - (i) from [TBC]; or\n  - (ii) from ⟦[TBC]⟧.\n`],
    ['one of several provisions in a paragraph', `## 1 A\n\n1.1 B:\n(a) from ⟦[TBC]⟧;\n${OFF}\n(b) from [TBC].\n`],
    ['a quotation', `> ${OFF}\n>\n> From [TBC] on.\n`],
    [
      'a table, before it or before its caption',
      `## 1 A\n\n${OFF}\n\n| A | B |\n|---|---|\n| 1 | [TBC] |\n\n${OFF}\n\n**Table 1.1 – T**\n\n| A | B |\n|---|---|\n| 1 | [TBC] |\n`.replace(
        '| A | B |',
        '⟦| A | B |⟧',
      ),
    ],
    [
      'a table between it and its caption, which stay together',
      `## 1 A\n\n**Table 1.1 – T**\n\n${OFF}\n\n| A | B |\n|---|---|\n| 1 | [TBC] |\n\nSee row 1 of Table 1.1.\n`,
    ],
    [
      'the next row of a table',
      `**Table 1 – T**\n\n| A | B |\n|---|---|\n| 1 | ⟦[TBC]⟧ ${OFF} |\n| 2 | [TBC] |\n| 3 | ⟦[TBC]⟧ |\n`,
    ],
    ['the line behind the one that it stands on', `Either:\n\n- (a) from ⟦[TBC]⟧; ${OFF}\n- (b) from [TBC].\n`],
    [
      'several checks',
      `## 1 A\n\n<!-- keeling-disable-next-line placeholder.unfilled reference.unresolved -->\n1.1 From [TBC], see Clause 1.9.\n`,
    ],
    [
      'checks parted by commas',
      `## 1 A\n\n<!-- keeling-disable-next-line placeholder.unfilled, reference.unresolved -->\n1.1 From [TBC], see Clause 1.9.\n`,
    ],
    [
      'every check, where it names none',
      `## 1 A\n\n<!-- keeling-disable-next-line -->\n1.1 From [TBC], see Clause 1.9.\n`,
    ],
    ['with another comment between', `${OFF}\n<!-- the date is agreed in January -->\n\nFrom [TBC] on.\n`],
    [
      'one by one',
      `## 1 A\n\n<!-- keeling-disable-next-line reference.unresolved -->\n${OFF}\n\n1.1 From [TBC], see Clause 1.9.\n`,
    ],
    ['with CRLF', `${OFF}\r\n\r\nFrom [TBC] on.\r\n\r\nFrom ⟦[TBC]⟧ on.\r\n`],
    ['the text of a question', `## 1 A\n\n**FTC Q1**\n\n${OFF}\n\n*Do you agree with [TBC]?*\n\nSee FTC Q1.\n`],
    ['a gap in numbers', '## 1 A\n\n1.1 B.\n\n<!-- keeling-disable-next-line numbering.gap -->\n1.3 C.\n'],
  ];
  for (const [name, text] of CASES) it(name, () => tells(text));

  const SPEAK: [name: string, text: string][] = [
    ['another check', '<!-- keeling-disable-next-line reference.unresolved -->\n\nFrom ⟦[TBC]⟧ on.\n'],
    ['what stands before it', `From ⟦[TBC]⟧ on.\n\n${OFF}\n`],
    ['what is not next', `${OFF}\n\nWords.\n\nFrom ⟦[TBC]⟧ on.\n`],
    ['from within code', `\`\`\`\n${OFF}\n\`\`\`\n\nFrom ⟦[TBC]⟧ on.\n`],
    ['where it is quoted', `Write \`${OFF}\`:\n\nFrom ⟦[TBC]⟧ on.\n`],
  ];
  for (const [name, text] of SPEAK) it(`but not ${name}`, () => tells(text));

  it('with the reason that it gives', async () => {
    const text = '<!-- keeling-disable-next-line placeholder.unfilled: agreed\nin January -->\n\nFrom [TBC] on.\n';
    const { checker } = await loadWorld({ 'draft.md': text });
    assert.deepEqual(
      checker.checkAll().map(({ suppressed }) => suppressed),
      [{ by: 'comment', reason: 'agreed in January' }],
    );
  });
});

describe('recorded findings', () => {
  const DRAFT = '## 1 A\n\n1.1 From [TBC] on.\n\n1.2 See Clause 1.9.\n\n1.3 Words.\n';

  /** What is recorded of files as they are. */
  async function recorded(files: Readonly<Record<string, string>>): Promise<string> {
    const { workspace, checker } = await loadWorld(files);
    return writeRecorded(
      checker.checkAll().map((finding) => {
        const path = finding.uri.slice(FOLDER.length + 1);
        return makeRecord(documentAt({ workspace } as never, path).draft, path, finding);
      }),
    );
  }

  async function tellsAfter(before: string, marked: string): Promise<void> {
    await tells(marked, { [RECORDED_FILE]: await recorded({ 'draft.md': before }) });
  }

  const CASES: [name: string, after: string][] = [
    ['are silent while nothing changes', DRAFT],
    ['are silent while lines move', `\n\n${DRAFT.replace('1.3', '\n\n1.3')}`],
    ['are silent where mark-up and spaces change', DRAFT.replace('From [TBC] on', '**From**\u00a0[TBC]\non')],
    [
      'go with a clause that moves and gets another number',
      '## 1 A\n\n1.1 See Clause 1.9.\n\n1.2 Words.\n\n1.3 From [TBC] on.\n',
    ],
    ['speak once their text changes', DRAFT.replace('From [TBC] on', 'As from ⟦[TBC]⟧ on')],
    ['are no excuse for the same fault elsewhere', DRAFT.replace('Words.', 'From ⟦[TBC]⟧ on.')],
    ['are no excuse for another fault in the same words', DRAFT.replace('[TBC]', '⟦[TBD]⟧')],
    [
      'are no excuse for the same words twice in one text',
      DRAFT.replace('From [TBC] on', 'From ⟦[TBC]⟧ to ⟦[TBC]⟧ on'),
    ],
  ];
  for (const [name, after] of CASES) it(name, () => tellsAfter(DRAFT, after));

  it('are known by their row in a table', async () => {
    const table = '**Table 1 – T**\n\n| A | B |\n|---|---|\n| 1 | [TBC] |\n| 2 | two |\n';
    await tellsAfter(table, table.replace('two', 'three'));
    await tellsAfter(table, table.replace('two', '⟦[TBC]⟧'));
  });

  it('that are found no more are told', async () => {
    const files = {
      [RECORDED_FILE]: await recorded({ 'draft.md': DRAFT }),
      'draft.md': DRAFT.replace('[TBC]', 'today'),
    };
    const { checker } = await loadWorld(files);
    checker.checkAll();
    assert.deepEqual(
      checker.recordedAndGone().map(({ code, provision, words }) => [code, provision, words]),
      [['placeholder.unfilled', 'Clause 1.1', '[TBC]']],
    );
  });

  it('are a sorted file with a line each, and read as they were written', async () => {
    const text = await recorded({
      'b.md': '## 9 A\n\n9.9 [TBC].\n\n9.10 [TBC] and [TBC].\n',
      'a.md': '## 1 A\n\n1.1 [TBC].\n',
    });
    const lines = text.split('\n');
    assert.deepEqual(lines.slice(0, 3), ['{', '  "version": 1,', '  "findings": [']);
    assert.deepEqual(
      lines.slice(3, -3).map((line) => /"document":"(.*?)","provision":"(.*?)"/.exec(line)?.slice(1, 3).join(' ')),
      // Clause 9.9 is the first of its section, too.
      ['a.md Clause 1.1', 'b.md Clause 9.9', 'b.md Clause 9.9', 'b.md Clause 9.10'],
    );
    assert.match(lines[6] as string, /"count":2\}$/);
    const read = parseRecorded(text);
    assert.ok('findings' in read);
    assert.equal(read.findings.length, 5);
    assert.equal(writeRecorded([...read.findings].reverse()), text);
  });

  for (const text of [
    '',
    '[]',
    '{"version":2,"findings":[]}',
    '{"version":1,"findings":[{}]}',
    '{"version":1,"findings":[null]}',
    '{"version":1,"findings":[{"document":"a","provision":"","code":"b","words":"","text":"","count":1e9}]}',
  ])
    it(`say where a file holds none: ${text}`, async () => {
      const world = await loadWorld({ 'keeling.yaml': 'documents: []\n', [RECORDED_FILE]: text });
      const [finding] = new Checker(world.workspace).projectFindings();
      assert.match(
        finding?.message ?? '',
        /\.keeling-baseline\.json cannot be read: it does not hold recorded problems; record/,
      );
    });
});
