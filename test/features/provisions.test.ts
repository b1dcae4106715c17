import assert from 'node:assert/strict';
import {
  findIncomingCalls,
  findOutgoingCalls,
  prepareCallHierarchy,
} from '../../server/src/features/call-hierarchy.js';
import { listCodeLenses, resolveCodeLens } from '../../server/src/features/code-lens.js';
import { findDraftLinks, findProjectFileLinks } from '../../server/src/features/document-links.js';
import { findInlayHints } from '../../server/src/features/inlay-hints.js';
import { findSelectionRange } from '../../server/src/features/selection-ranges.js';
import { encodeTokens, TOKEN_TYPES } from '../../server/src/features/semantic-tokens.js';
import { findSymbols } from '../../server/src/features/workspace-symbols.js';
import { markSpans } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';
import { MarkedProject } from '../support/open-project.js';

const PROJECT =
  'consultation: { id: FTC }\ndocuments:\n  - { id: SVTAD, path: svtad.md, version: V1.5, baseline: { path: old.md, version: V1.4 } }\n  - { id: MTAD, path: mtad.md, version: V1.3 }\n';
const FILES = {
  'keeling.yaml': PROJECT,
  'old.md': '## 4 Changes\n\n4.1 The words about the notice stand here.\n',
  'svtad.md': '## 4 Changes\n\n4.1 The words about the report stand here.\n\n4.2 As in Clause 4.1:\n\n(a) red.\n',
  'mtad.md':
    '## 1 General\n\n1.1 See Clauses 4.1 and 4.2 of the SVTAD and Section 1.\n\n1.2 See Clause 4.1 of the SVTAD and Clause 1.9.\n',
};

const whole = (text: string) => ({ start: 0, end: text.length });

describe('code lenses', () => {
  it('show how often each provision is cited, and how it has changed', async () => {
    const loaded = await MarkedProject.load(FILES);
    const document = loaded.document('svtad.md');
    const lenses = listCodeLenses(loaded.project, document).map((lens) =>
      resolveCodeLens(loaded.project, document, lens),
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title]),
      [
        [2, '3 references · amended since V1.4'],
        [4, '1 reference · inserted since V1.4'],
      ],
    );
    assert.deepEqual(lenses[0]?.command?.arguments?.[0], `${FOLDER}/svtad.md`);
    assert.equal((lenses[0]?.command?.arguments?.[2] as unknown[] | undefined)?.length, 3);
    const all = listCodeLenses(loaded.project, document, true).map((lens) =>
      resolveCodeLens(loaded.project, document, lens, true),
    );
    assert.deepEqual([all.length, all[0]?.command?.title], [3, 'no references']);
  });

  it('stand only where they say something, and stay where a change is edited', async () => {
    const loaded = await MarkedProject.load(FILES);
    const document = loaded.document('svtad.md');
    const { workspace } = loaded.project;
    const lines = () => listCodeLenses(loaded.project, document).map(({ range }) => range.start.line);
    assert.deepEqual(lines(), [2, 4]);
    const at = document.draft.text.indexOf(' stand here');
    workspace.editDraft(document.uri, { start: at, end: at, text: ' shall' });
    assert.deepEqual(lines(), [2, 4]);
    const citing = loaded.document('mtad.md').draft.text;
    workspace.editDraft(`${FOLDER}/mtad.md`, { start: 0, end: citing.length, text: '## 1 General\n\n1.1 Nothing.\n' });
    assert.deepEqual(lines(), [2, 4]);
    const cites = document.draft.text.indexOf('As in');
    workspace.editDraft(document.uri, { start: cites, end: cites + 5, text: 'As Section 4 and' });
    assert.deepEqual(lines(), [0, 2, 4]);
  });

  it('stay over what changed when another clause is put in', async () => {
    const svtad = '## 4 Changes\n\n4.1 The words about the report stand here.\n\n4.2 Red.\n';
    const loaded = await MarkedProject.load({ ...FILES, 'svtad.md': svtad, 'mtad.md': '1.1 Nothing.\n' });
    const document = loaded.document('svtad.md');
    const lines = () => listCodeLenses(loaded.project, document).map(({ range }) => range.start.line);
    assert.deepEqual(lines(), [2, 4]);
    loaded.project.workspace.editDraft(document.uri, { start: 0, end: 0, text: '## 3 More\n\n' });
    assert.deepEqual(lines(), [4, 6]);
  });

  it('count references to sub-paragraphs, and lead to the change where nothing cites a provision', async () => {
    const loaded = await MarkedProject.load({
      ...FILES,
      'mtad.md':
        '## 1 General\n\n1.1 See Clause 4.2(a) of the SVTAD.\n\n1.2 As in Clause 4.2 and Clause 4.2(a) of the SVTAD.\n',
      'svtad.md': '## 4 Changes\n\n4.1 The words about the report stand here.\n\n4.2 As the rule says:\n\n(a) red.\n',
    });
    const document = loaded.document('svtad.md');
    const commands = listCodeLenses(loaded.project, document).map(
      (lens) => resolveCodeLens(loaded.project, document, lens).command,
    );
    assert.deepEqual(
      commands.map((command) => [command?.title, command?.command]),
      [
        ['amended since V1.4', 'keeling.showChange'],
        ['1 reference, 2 to sub-paragraphs · inserted since V1.4', 'keeling.showReferences'],
      ],
    );
  });
});

describe('inlay hints', () => {
  it('give the title of what is cited, where the words do not', async () => {
    const loaded = await MarkedProject.load(FILES);
    const document = loaded.document('mtad.md');
    const hints = findInlayHints(loaded.project, document, whole(document.draft.text));
    assert.deepEqual(
      hints.map(({ position, label }) => [position.line, position.character, label]),
      [
        [2, 19, 'Changes'],
        [2, 27, 'Changes'],
        [2, 54, 'General'],
        [4, 18, 'Changes'],
      ],
    );
  });
});

describe('semantic tokens', () => {
  it('distinguish references from broken ones, terms and placeholders', async () => {
    const text =
      '## 1 One\n\n⟦Report⟧\n\n1.1 The ⟦Report⟧ of ⟦[DD MMM YYYY]⟧ by ⟦Clause⟧ ⟦1.1⟧, but never by ⟦Clause⟧ ⟦1.9⟧.\n'.replace(
        '⟦Report⟧\n',
        '**⟦Report⟧** means a report.\n',
      );
    const loaded = await MarkedProject.load(text);
    const document = loaded.document();
    const { draft } = document;
    const data = encodeTokens(loaded.project, document, whole(draft.text));
    const tokens: { start: number; end: number; type: string | undefined; defines: boolean }[] = [];
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [lines, characters, length, type, modifiers] = data.slice(i, i + 5) as [
        number,
        number,
        number,
        number,
        number,
      ];
      character = lines > 0 ? characters : character + characters;
      line += lines;
      const start = draft.lines.offsetAt({ line, character });
      tokens.push({ start, end: start + length, type: TOKEN_TYPES[type], defines: modifiers === 1 });
    }
    assert.equal(markSpans(draft.text, tokens), text);
    assert.deepEqual(
      tokens.map(({ type, defines }) => (defines ? `${type}!` : type)),
      ['definedTerm!', 'definedTerm', 'placeholder', 'reference', 'reference', 'reference', 'brokenReference'],
    );
  });

  it('are no references at labels that are words', async () => {
    const text =
      '# Bylaws\n\n## Article I. Members\n\nSection 1. Members under ⟦Article⟧ ⟦II⟧, ⟦Section⟧ ⟦1⟧, vote.\n\n## Article II. Meetings\n\nSection 1. May, as ⟦Section⟧ ⟦1⟧ says.\n';
    const loaded = await MarkedProject.load(text);
    const { draft } = loaded.document();
    const data = encodeTokens(loaded.project, loaded.document(), whole(draft.text));
    let [line, character] = [0, 0];
    const tokens: { start: number; end: number }[] = [];
    for (let i = 0; i < data.length; i += 5) {
      const [lines = 0, characters = 0, length = 0] = data.slice(i, i + 3);
      character = lines > 0 ? characters : character + characters;
      line += lines;
      const start = draft.lines.offsetAt({ line, character });
      tokens.push({ start, end: start + length });
    }
    assert.equal(markSpans(draft.text, tokens), text);
  });

  it('are those of the stretch that was asked for', async () => {
    const loaded = await MarkedProject.load('## 1 One\n\n1.1 Clause 1.1.\n\n1.2 Clause 1.1.\n\n1.3 Clause 1.1.\n');
    const document = loaded.document();
    const at = document.draft.text.indexOf('1.2');
    const data = encodeTokens(loaded.project, document, { start: at, end: at + 5 });
    assert.deepEqual(data, [4, 4, 6, 0, 0, 0, 7, 3, 0, 0]);
  });
});

describe('the hierarchy of citations', () => {
  it('shows who cites a provision', async () => {
    const loaded = await MarkedProject.load({ ...FILES, 'svtad.md': FILES['svtad.md'].replace('4.1 The', '4.¦1 The') });
    const [item] = loaded.at(prepareCallHierarchy);
    assert.equal(item?.name, 'Clause 4.1');
    assert.deepEqual(
      findIncomingCalls(loaded.project, item as never).map(({ from, fromRanges }) => [
        from.name,
        from.detail,
        fromRanges.length,
      ]),
      [
        ['Clause 4.2', 'SVTAD V1.5 · As in Clause 4.1:', 1],
        ['Clause 1.1', 'MTAD V1.3 · See Clauses 4.1 and 4.2 of the SVTAD and Section 1.', 1],
        ['Clause 1.2', 'MTAD V1.3 · See Clause 4.1 of the SVTAD and Clause 1.9.', 1],
      ],
    );
  });

  it('shows what a provision cites, from words within it', async () => {
    const loaded = await MarkedProject.load({ ...FILES, 'mtad.md': FILES['mtad.md'].replace('1.1 See', '1.1 S¦ee') });
    const [item] = loaded.at(prepareCallHierarchy);
    assert.deepEqual(
      findOutgoingCalls(loaded.project, item as never).map(({ to }) => to.name),
      ['Clause 4.1', 'Clause 4.2', 'Section 1'],
    );
  });
});

describe('symbols of the workspace', () => {
  const names = async (query: string) => {
    const { project } = await MarkedProject.load(FILES);
    return findSymbols(project.workspace.listCheckedDocuments(), query).map(
      ({ name, containerName }) => `${name} · ${containerName}`,
    );
  };

  it('are found by number in all drafts', async () => {
    assert.deepEqual(await names('clause 4.2'), [
      'Clause 4.2 As in Clause 4.1: · SVTAD V1.5',
      'Clause 4.2(a) red. · SVTAD V1.5',
    ]);
  });

  it('are found by title, and by letters in their order', async () => {
    assert.deepEqual(await names('general'), ['Section 1 General · MTAD V1.3']);
    assert.deepEqual(await names('sctn1'), ['Section 1 General · MTAD V1.3']);
  });

  it('are not found by words that nothing has', async () => assert.deepEqual(await names('penguin'), []));
});

describe('a selection', () => {
  it('grows from a word to its sentence, its provision, those around it and the whole', async () => {
    const text = '## 1 One\n\n1.1 First sentence here. Second sen¦tence follows:\n\n(a) red.\n\n1.2 Other.\n';
    const loaded = await MarkedProject.load(text);
    const steps = loaded.at((_, { draft }, offset) => {
      const found: string[] = [];
      for (
        let at: ReturnType<typeof findSelectionRange> | undefined = findSelectionRange(draft, offset);
        at;
        at = at.parent
      )
        found.push(draft.text.slice(draft.lines.offsetAt(at.range.start), draft.lines.offsetAt(at.range.end)));
      return found;
    });
    const plain = text.replace('¦', '');
    assert.deepEqual(steps, [
      'sentence',
      'Second sentence follows:',
      '1.1 First sentence here. Second sentence follows:',
      '1.1 First sentence here. Second sentence follows:\n\n(a) red.',
      plain.trimEnd(),
      plain,
    ]);
  });

  it('keeps a number with its sub-paragraphs whole', async () => {
    const loaded = await MarkedProject.load('## 1 One\n\n1.1 See Clause 1.¦1(a)(ii) now.\n');
    const word = loaded.at((_, { draft }, offset) => {
      const { range } = findSelectionRange(draft, offset);
      return draft.text.slice(draft.lines.offsetAt(range.start), draft.lines.offsetAt(range.end));
    });
    assert.equal(word, '1.1(a)(ii)');
  });
});

describe('links', () => {
  it('lead from the front matter to the version in force, and nowhere out of the folder', async () => {
    const links = async (baseline: string) => {
      const loaded = await MarkedProject.load({
        'draft.md': `---\ndocument: A\nbaseline: ${baseline}\n---\n\n## 1 One\n`,
        'old.md': '## 1 One\n',
      });
      return findDraftLinks(loaded.project, loaded.document()).map(({ target }) => target);
    };
    assert.deepEqual(await links('old.md'), [`${FOLDER}/old.md`]);
    assert.deepEqual(await links('../../secret.md'), []);
    assert.deepEqual(await links('git:main:old.md'), []);
  });

  it('lead from the project file to every file that it names', async () => {
    const { workspace } = (await MarkedProject.load(FILES)).project;
    assert.ok(workspace.projectFile);
    assert.deepEqual(
      findProjectFileLinks(workspace.folder, workspace.projectFile).map(({ target }) => target),
      [`${FOLDER}/svtad.md`, `${FOLDER}/old.md`, `${FOLDER}/mtad.md`],
    );
  });
});
