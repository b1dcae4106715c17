import assert from 'node:assert/strict';
import { OpenProjects } from '../../server/src/lsp/open-projects.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

const DRAFT = `${FOLDER}/a.md`;

describe('the projects that an editor has open', () => {
  let logged: string[];
  let projects: OpenProjects;

  beforeEach(() => {
    logged = [];
    const host = new MemoryHost({
      'keeling.yaml': 'documents:\n  - { id: A, path: a.md }\n',
      'a.md': '## 1 One\n\n1.1 The first.\n',
    });
    projects = new OpenProjects(host, (message) => logged.push(message));
  });

  const textOf = () => projects.answerFrom(DRAFT, (_, { draft }) => draft.text);

  it('makes changes one after another, in the order in which they came', async () => {
    const made: string[] = [];
    projects.enqueue(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      made.push('the slow one');
    });
    projects.enqueue(() => void made.push('the quick one'));
    await projects.afterChanges();
    assert.deepEqual(made, ['the slow one', 'the quick one']);
  });

  it('goes on after a change that failed, and logs it', async () => {
    const made: string[] = [];
    projects.enqueue(() => Promise.reject(new Error('a bug')));
    projects.enqueue(() => void made.push('the next one'));
    await projects.afterChanges();
    assert.deepEqual(made, ['the next one']);
    assert.match(logged.join('\n'), /^Error: a bug\n {4}at /);
  });

  it('answers a question from the text that the changes before it made', async () => {
    await textOf();
    projects.enqueue(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      projects.workspaces.setText(DRAFT, 'The new text.');
    });
    assert.equal(await textOf(), 'The new text.');
  });

  it('keeps what is known of a project until its files are read again', async () => {
    const projectOf = () => projects.answerFrom(DRAFT, (project) => project);
    const before = await projectOf();
    assert.ok(before);
    assert.equal(await projectOf(), before);
    assert.equal(await projects.projectOfFile(`${FOLDER}/keeling.yaml`), before);
    await projects.workspaces.forgetAround(DRAFT);
    assert.notEqual(await projectOf(), before);
  });

  it('has no answer for a file that is no draft, and no project for a file that is no project file', async () => {
    assert.equal(await projects.answerFrom(`${FOLDER}/none.md`, () => 'an answer'), null);
    assert.equal(await projects.projectOfFile(DRAFT), null);
  });
});
