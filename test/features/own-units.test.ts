import assert from 'node:assert/strict';
import { completeAt } from '../../server/src/features/completion.js';
import { findDefinition } from '../../server/src/features/definition.js';
import { hoverAt } from '../../server/src/features/hover.js';
import { renameAt } from '../../server/src/features/rename.js';
import { OpenProjects } from '../../server/src/lsp/open-projects.js';
import { Checker } from '../../server/src/rules/check.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { assertFindings, loadWorld } from '../support/marked.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';
import { MarkedProject } from '../support/open-project.js';

const PROJECT =
  'units:\n  - { name: Standard, number: decimal, within: Part, short: Std }\ndocuments:\n  - { id: HC, path: draft.md, baseline: { path: old.md } }\n';

const homes = (third: string): string =>
  `# Homes\n\n## Part 1 – Residents\n\n### Standard 1 – Dignity\n\n(1) A home respects its residents:\n\n(a) at meals; and\n\n(b) at night.\n\n### Standard 2 – Food\n\n(1) Food is good.\n\n## Part 2 – Staff\n\n${third}`;

const files = (third: string, old = homes('### Standard 3 – Leave\n\n(1) Leave is given.\n')) => ({
  'keeling.yaml': PROJECT,
  'old.md': old,
  'draft.md': homes(third),
});

describe('units that a project adds', () => {
  const FINDINGS: readonly [code: string, third: string][] = [
    ['reference.unresolved', '### Standard 3 – Leave\n\n(1) As Standards 1, 2 and ⟦9⟧ and Standard 1(1)(b) say.\n'],
    ['reference.unresolved', '### Standard 3 – Leave\n\n(1) As Std. 1 and Standard ⟦1(3)⟧ say.\n'],
    ['numbering.gap', '### Standard 3 – Leave\n\n(1) Leave is given.\n\n### Standard ⟦5⟧ – End\n\n(1) It ends.\n'],
    ['numbering.duplicate', '### Standard 3 – Leave\n\n(1) Given.\n\n### Standard ⟦3⟧ – End\n\n(1) It ends.\n'],
  ];
  for (const [code, third] of FINDINGS)
    it(`are checked: ${code} at ${third.slice(18, 60).trim()}`, async () => {
      await assertFindings(code, { ...files(third), 'keeling.yaml': PROJECT.replace(/, baseline[^}]*\}/, '') });
    });

  it('are shown when the mouse is over a citation, and F12 leads there', async () => {
    const loaded = await MarkedProject.load(files('### Standard 3 – Leave\n\n(1) See Standard 1(1)(¦b).\n'));
    const shown = loaded.at(hoverAt)?.contents as { value: string } | undefined;
    assert.match(shown?.value ?? '', /Standard 1\(1\)\(b\)[\s\S]*at night/);
    const [link] = loaded.at(findDefinition);
    assert.equal(link?.targetSelectionRange.start.line, 10);
  });

  it('are offered after their word, and after their abbreviation', async () => {
    for (const words of ['See Standard ¦', 'See Std. ¦', 'See Standards 1 and ¦']) {
      const loaded = await MarkedProject.load(files(`### Standard 3 – Leave\n\n(1) ${words}\n`));
      assert.deepEqual(
        loaded.at(completeAt).items.map(({ label }) => label),
        ['3', '2', '1'],
      );
    }
  });

  it('are renumbered with all that cites them', async () => {
    const loaded = await MarkedProject.load(
      files(
        '### Standard ¦3 – Leave\n\n(1) See Standards 1 and 3 and paragraph (1) of Standard 3.\n\n### Standard 4 – End\n\n(1) Standard 3(1) ends it.\n',
      ),
    );
    const { changes = {} } = loaded.at((project, document, offset) =>
      renameAt(project, document, offset, 'Standard 4', false),
    );
    assert.equal(
      loaded.edited('draft.md', changes[`${FOLDER}/draft.md`] ?? []),
      homes(
        '### Standard 4 – Leave\n\n(1) See Standards 1 and 4 and paragraph (1) of Standard 4.\n\n### Standard 5 – End\n\n(1) Standard 4(1) ends it.\n',
      ),
    );
  });

  it('are compared: what was renumbered, and what follows from it', async () => {
    const old = homes(
      '### Standard 3 – Leave\n\n(1) Leave is given.\n\n### Standard 4 – End\n\n(1) Standard 3 ends in May.\n',
    );
    const now = homes(
      '### Standard 3 – Training\n\n(1) Every nurse is trained by the keeper.\n\n### Standard 4 – Leave\n\n(1) Leave is given.\n\n### Standard 5 – End\n\n(1) Standard 4 ends in May.\n',
    );
    const { workspace, checker } = await loadWorld({ 'keeling.yaml': PROJECT, 'old.md': old, 'draft.md': now });
    const comparison = checker.comparisons.of(workspace.findDocument('HC')!);
    assert.deepEqual(
      comparison?.changes.map(
        ({ kinds, ...sides }) => `${kinds.join('+')} ${sides.old?.label ?? null} ${sides.new?.label}`,
      ),
      [
        'inserted null Standard 3',
        'renumbered Standard 3 Standard 4',
        'renumbered Standard 4 Standard 5',
        'consequential Standard 4(1) Standard 5(1)',
      ],
    );
  });

  it('are read anew where the project file changes, in the editor and on disk', async () => {
    const host = new MemoryHost({ ...files('### Standard 3 – Leave\n\n(1) Leave.\n'), 'keeling.yaml': PROJECT });
    const projects = new OpenProjects(host, () => undefined);
    const labels = () =>
      projects.answerFrom(`${FOLDER}/draft.md`, (_, { draft }) =>
        draft.provisions.filter(({ unit }) => unit.startsWith('own:')).map(({ label }) => label),
      );
    assert.deepEqual(await labels(), ['Standard 1', 'Standard 2', 'Standard 3']);
    host.set('keeling.yaml', PROJECT.replace('Standard', 'Measure'));
    await projects.workspaces.forgetAround(`${FOLDER}/keeling.yaml`);
    assert.deepEqual(await labels(), []);
    host.set('keeling.yaml', PROJECT.replace('decimal', 'roman'));
    await projects.workspaces.forgetAround(`${FOLDER}/keeling.yaml`);
    assert.deepEqual(await labels(), []);
  });

  it('are those of a draft in the folder that the project does not name', async () => {
    const host = new MemoryHost({ 'keeling.yaml': PROJECT, 'more/other.md': homes('See Standard 9.\n') });
    const workspace = Workspace.empty(host, `${FOLDER}/more`);
    await workspace.addLoose(`${FOLDER}/more/other.md`);
    const told = new Checker(workspace).checkAll().map(({ message }) => message);
    assert.deepEqual(told, ['Standard 9 does not exist in this document.']);
  });
});
