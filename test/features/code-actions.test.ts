import assert from 'node:assert/strict';
import { findCodeActions } from '../../server/src/features/code-actions.js';
import { readMarks } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';
import { MarkedProject } from '../support/open-project.js';

type Files = Readonly<Record<string, string>>;

async function actionsAt(files: Files | string, only: readonly string[] | null = null, length = 0) {
  const loaded = await MarkedProject.load(files);
  const actions = loaded.at((project, document, offset) =>
    findCodeActions(project, document, { span: { start: offset, end: offset + length }, only, confirmsEdits: false }),
  );
  const apply = (title: string, path = 'draft.md') => {
    const action = actions.find((each) => each.title === title);
    assert.ok(action, `no “${title}” among ${actions.map((each) => each.title).join('; ')}`);
    return loaded.edited(path, action.edit?.changes?.[`${FOLDER}/${path}`] ?? []);
  };
  return { actions, titles: actions.map(({ title }) => title), apply };
}

const RANGE = '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.3 C.\n\n1.4 Clauses 1.¦3 to 1.1.\n\n1.5 Clauses 1.2 to 1.1.\n';

describe('code actions', () => {
  it('fix a finding', async () => {
    const { apply, actions } = await actionsAt('## 1 One\n\nNo¦\tWhat\tWhy\n1\tred\tx\n2\tblue\ty\n');
    assert.match(
      apply('Make it a Markdown table'),
      /\| No \| What \| Why \|\n\| --- \| --- \| --- \|\n\| 1 \| red \| x \|/,
    );
    assert.equal(actions[0]?.isPreferred, true);
    assert.equal(actions[0]?.diagnostics?.[0]?.code, 'structure.extracted-table');
  });

  it('fix all of a kind in the file, and in the project', async () => {
    const table = 'No\tWhat\tWhy\n1\tred\tx\n2\tblue\ty\n';
    const { titles, apply } = await actionsAt({
      'keeling.yaml': 'documents:\n  - { id: A, path: a.md }\n  - { id: B, path: b.md }\n',
      'a.md': `## 1 One\n\n¦${table}\nWords.\n\n${table}`,
      'b.md': `## 1 One\n\n${table}`,
    });
    assert.ok(titles.includes('Fix all 2 “structure.extracted-table” problems in this file'), titles.join('; '));
    const all = 'Fix all 3 “structure.extracted-table” problems in the project';
    assert.equal(apply(all, 'a.md').split('| No | What | Why |').length, 3);
    assert.equal(apply(all, 'b.md').split('| No | What | Why |').length, 2);
  });

  it('make a table of pasted lines of two columns', async () => {
    const { apply } = await actionsAt('## 1 One\n\nNo¦\tWhat\n1\tred | green\n');
    assert.equal(
      apply('Make these lines a Markdown table'),
      '## 1 One\n\n| No | What |\n| --- | --- |\n| 1 | red \\| green |\n',
    );
    const { titles } = await actionsAt('## 1 One\n\nNo¦\tWhat\n1 red\n');
    assert.deepEqual(titles, []);
  });

  it('silence a finding with a comment', async () => {
    const { apply } = await actionsAt(RANGE);
    const text = apply('Silence “reference.range” here with a comment');
    const loaded = await MarkedProject.load(text);
    const { checker } = loaded.project;
    const said = checker.check(loaded.document(), 'full').filter(({ suppressed }) => suppressed === null);
    assert.equal(said.filter(({ code }) => code === 'reference.range').length, 1);
  });

  it('begin the definition of words that were selected, in its place in the alphabet', async () => {
    const text = '## 1 One\n\n**Alpha** means a.\n\n**Gamma** means c.\n\n1.1 The ¦Beta Test.\n';
    const { apply } = await actionsAt(text, null, 'Beta Test'.length);
    assert.equal(
      apply('Define “Beta Test”'),
      readMarks(
        '## 1 One\n\n**Alpha** means a.\n\n**Beta Test** means [insert definition].\n\n**Gamma** means c.\n\n1.1 The Beta Test.\n',
      ).text,
    );
  });

  it('begin the definition of a term that a finding says nothing defines', async () => {
    const defined = '**Alpha** means a.\n\n**Gamma** means c.\n\n**Zeta** means z.\n\n';
    const used = '1.1 Each Delta Test is open.\n\n1.2 No Delta Test is long.\n';
    const loaded = await MarkedProject.load(`${defined}${used.replace('Delta', '¦Delta')}`);
    loaded.project.checker.check(loaded.document(), 'full');
    const actions = loaded.at((project, document, offset) =>
      findCodeActions(project, document, { span: { start: offset, end: offset }, only: null, confirmsEdits: false }),
    );
    const action = actions.find((each) => each.title === 'Begin a definition of “Delta Test”');
    assert.equal(
      loaded.edited('draft.md', action?.edit?.changes?.[`${FOLDER}/draft.md`] ?? []),
      `${defined.replace('**G', '**Delta Test** means [insert definition].\n\n**G')}${used}`,
    );
  });

  it('offer no definition of what is defined', async () => {
    const { titles } = await actionsAt('## 1 One\n\n**Alpha** means a.\n\n1.1 The ¦Alpha.\n', null, 5);
    assert.deepEqual(titles, []);
  });

  it('write an abbreviation out where it comes before its long form', async () => {
    const text = '## 1 One\n\n1.1 The S¦EC applies.\n\n1.2 Each Smart Energy Code (SEC) party.\n';
    const { apply } = await actionsAt(text);
    assert.match(
      apply('Write “Smart Energy Code (SEC)” here, at its first use'),
      /1\.1 The Smart Energy Code \(SEC\) applies/,
    );
    const { titles } = await actionsAt(text.replace('¦', '').replace('party', 'p¦arty'));
    assert.deepEqual(titles, []);
  });

  it('write an abbreviation out whose long form has no capitals, and in the plural', async () => {
    const text = '## 1 One\n\n1.1 All D¦NOs report.\n\n1.2 A distribution network operator (hereafter “DNO”).\n';
    const { apply } = await actionsAt(text);
    assert.match(
      apply('Write “distribution network operator (DNO)” here, at its first use'),
      /1\.1 All distribution network operators \(DNOs\) report/,
    );
  });

  it('fix everything that can be fixed, when the editor asks for that on saving', async () => {
    const { apply } = await actionsAt('¦## 1 One\n\nNo\tWhat\tWhy\n1\tred\tx\n2\tblue\ty\n', ['source.fixAll']);
    assert.match(apply('Fix everything that can be fixed'), /\| No \| What \| Why \|/);
  });

  describe('lead with the mend, and with silence last,', () => {
    const CASES: readonly (readonly [name: string, text: string, titles: readonly string[], after: string])[] = [
      [
        'for a number that nothing has: the nearest numbers',
        '## 1 One\n\n1.1 See Clause ¦1.6.\n\n1.2 B.\n\n1.3 C.\n\n1.4 D.\n',
        ['Write 1.4 (“D.”)', 'Write 1.3 (“C.”)', 'Write 1.2 (“B.”)'],
        '## 1 One\n\n1.1 See Clause 1.4.\n\n1.2 B.\n\n1.3 C.\n\n1.4 D.\n',
      ],
      [
        'for a digit that was mistyped',
        `## 1 One\n\n${[1, 2, 3, 4, 5].map((n) => `1.${n} Words.\n\n`).join('')}1.6 As Clause ¦1.94.\n`,
        ['Write 1.4 (“Words.”)'],
        `## 1 One\n\n${[1, 2, 3, 4, 5].map((n) => `1.${n} Words.\n\n`).join('')}1.6 As Clause 1.4.\n`,
      ],
      [
        'for a sub-paragraph that is not there',
        '## 1 One\n\n1.1 Thus:\n\n(a) one; and\n\n(b) two.\n\n1.2 See Clause ¦1.1(d).\n',
        ['Write 1.1(b) (“two.”)', 'Write 1.1(a) (“one; and”)'],
        '## 1 One\n\n1.1 Thus:\n\n(a) one; and\n\n(b) two.\n\n1.2 See Clause 1.1(b).\n',
      ],
      [
        'with the first words of a long clause, and no more than its number where it has none',
        '## 1 One\n\n1.1 See Clause ¦1.5.\n\n1.2 The **Operator** keeps every berth that it lets to a visitor.\n\n1.3\n',
        ['Write 1.3', 'Write 1.2 (“The Operator keeps every berth that it…”)'],
        '## 1 One\n\n1.1 See Clause 1.3.\n\n1.2 The **Operator** keeps every berth that it lets to a visitor.\n\n1.3\n',
      ],
      [
        'for a number that the cited Article lacks: those of that Article',
        '# Bylaws\n\n## Article I. Members\n\nSection 1. Dues.\n\nSection 2. Votes.\n\n## Article II. Meetings\n\nSection 1. May.\n\nSection 2. June.\n\nSection 3. See Article I, Section ¦4.\n',
        ['Write 2 (“Votes.”)', 'Write 1 (“Dues.”)'],
        '# Bylaws\n\n## Article I. Members\n\nSection 1. Dues.\n\nSection 2. Votes.\n\n## Article II. Meetings\n\nSection 1. May.\n\nSection 2. June.\n\nSection 3. See Article I, Section 2.\n',
      ],
      [
        'for a number that its own Article lacks: those of that Article',
        '# Bylaws\n\n## Article I. Members\n\nSection 1. Dues.\n\n## Article II. Meetings\n\nSection 1. May.\n\nSection 2. As Section ¦4.\n',
        ['Write 2 (“As Section 4”)', 'Write 1 (“May”)'],
        '# Bylaws\n\n## Article I. Members\n\nSection 1. Dues.\n\n## Article II. Meetings\n\nSection 1. May.\n\nSection 2. As Section 2.\n',
      ],
      [
        'for a gap',
        '## 1 One\n\n1.1 A.\n\n¦1.3 B.\n\n1.4 As Clause 1.3.\n',
        ['Renumber from here'],
        '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.3 As Clause 1.2.\n',
      ],
      [
        'for a number used twice',
        '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n¦1.2 C.\n\n1.3 D.\n',
        ['Renumber from here'],
        '## 1 One\n\n1.1 A.\n\n1.2 B.\n\n1.3 C.\n\n1.4 D.\n',
      ],
    ];
    for (const [name, text, wanted, after] of CASES)
      it(name, async () => {
        const { actions, titles, apply } = await actionsAt(text, ['quickfix']);
        assert.deepEqual(titles.slice(0, wanted.length), wanted);
        assert.match(titles.at(-1) ?? '', /^Silence/);
        assert.ok(actions.every(({ kind }) => kind === 'quickfix'));
        assert.equal(apply(wanted[0] ?? ''), after);
      });
  });

  it('say why a provision cannot be renumbered', async () => {
    const { actions } = await actionsAt('## 1 One\n\n**Ta¦ble 1.1 – Things**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n');
    assert.equal(actions.find(({ title }) => title === 'Renumber from here')?.disabled, undefined);
  });
});
