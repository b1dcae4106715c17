import assert from 'node:assert/strict';
import { LanguageClient } from '../support/language-client.js';
import { MemoryHost } from '../support/memory-host.js';

const PULLS = { textDocument: { diagnostic: {} } };
const PROJECT = 'documents:\n  - { id: ADOC, path: a.md }\n  - { id: BDOC, path: b.md }\n';
const body = (words: string) => `\n## 1 One\n\n1.1 ${words}\n\n1.2 Second.\n`;
const withFrontMatter = (lines: string, words = 'Text.') => `---\n${lines}\n---\n${body(words)}`;

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the texts are that the editor opens, and then what is typed in place of them. */
  readonly open: Readonly<Record<string, string>>;
  readonly typed?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    name: 'a name that only the file on disk gives the draft',
    files: {
      'keeling.yaml': PROJECT,
      'a.md': body('See Clause 1.2 of the Lamp Code.'),
      'b.md': withFrontMatter('document: Lamp Code'),
    },
    open: {
      'a.md': body('See Clause 1.2 of the Lamp Code.'),
      'b.md': withFrontMatter('document: Wick Code', 'See Clause 1.2 of the Lamp Code.'),
    },
  },
  {
    name: 'a title that is typed',
    files: { 'keeling.yaml': PROJECT, 'a.md': body('See Clause 1.2 of the Lamp Code.'), 'b.md': body('Text.') },
    open: { 'a.md': body('See Clause 1.2 of the Lamp Code.'), 'b.md': withFrontMatter('title: Lamp Cod') },
    typed: { 'b.md': withFrontMatter('title: Lamp Code') },
  },
  {
    name: 'a title that is typed over',
    files: { 'keeling.yaml': PROJECT, 'a.md': body('See Clause 1.9 of the Lamp Code.'), 'b.md': body('Text.') },
    open: { 'a.md': body('See Clause 1.9 of the Lamp Code.'), 'b.md': withFrontMatter('title: Lamp Code') },
    typed: { 'b.md': withFrontMatter('title: Wick Code') },
  },
  {
    name: 'a name of a draft that no project names',
    files: { 'a.md': withFrontMatter('document: A', 'See Clause 1.9 of the Lamp Code.') },
    open: {
      'a.md': withFrontMatter('document: A', 'See Clause 1.9 of the Lamp Code.'),
      'b.md': withFrontMatter('document: Wick Code'),
    },
    typed: { 'b.md': withFrontMatter('document: Lamp Code') },
  },
  {
    name: 'a version in force that comes',
    files: { 'old.md': body('Text.').replace('1.2', '1.3') },
    open: { 'a.md': withFrontMatter('document: A', 'See Clause 1.3 of the version in force of the A.') },
    typed: {
      'a.md': withFrontMatter('document: A\nbaseline: old.md', 'See Clause 1.3 of the version in force of the A.'),
    },
  },
  {
    name: 'a version in force that goes',
    files: { 'old.md': body('Text.') },
    open: { 'a.md': withFrontMatter('document: A\nbaseline: old.md') },
    typed: { 'a.md': withFrontMatter('document: A') },
  },
  {
    name: 'a version in force that is not there, and then is',
    files: { 'old.md': body('Text.') },
    open: { 'a.md': withFrontMatter('document: A\nbaseline: none.md') },
    typed: { 'a.md': withFrontMatter('document: A\nbaseline: old.md') },
  },
  {
    name: 'the place of a version in force that is not there',
    files: {},
    open: { 'a.md': withFrontMatter('document: A\nbaseline: none.md') },
    typed: { 'a.md': withFrontMatter('document: A\ntitle: Lamps\nbaseline: none.md') },
  },
  {
    name: 'a draft that becomes a consultation document',
    files: {},
    open: {
      'a.md': withFrontMatter('document: A', 'See Clause 1.9 of the B.'),
      'b.md': withFrontMatter('document: B', 'See Clause 1.9.'),
    },
    typed: { 'b.md': withFrontMatter('document: B\nkind: consultation', 'See Clause 1.9.') },
  },
];

/** How long the checks that run beside the others may take, in milliseconds. */
const PATIENCE = 3_000;

async function readState(client: LanguageClient, paths: readonly string[]): Promise<string[]> {
  const state: string[] = [];
  for (const path of paths)
    for (const method of ['diagnostic', 'semanticTokens/full', 'documentSymbol'])
      state.push(`${method} of ${path}: ${JSON.stringify(await client.request(`textDocument/${method}`, path))}`);
  return state.map((each) => each.replace(/"resultId":"[^"]*",?/, ''));
}

describe('what front matter says', () => {
  for (const { name, files, open, typed = {} } of CASES)
    it(`counts as it is in the editor: ${name}`, async () => {
      const clients: LanguageClient[] = [];
      const start = async () => {
        const client = await LanguageClient.start(new MemoryHost(files), PULLS);
        clients.push(client);
        return client;
      };
      try {
        const paths = Object.keys(open);
        const client = await start();
        for (const [path, text] of Object.entries(open)) {
          await client.request('textDocument/documentSymbol', paths[0] ?? '');
          await client.open(path, text);
        }
        const before = await readState(client, paths);
        for (const [path, text] of Object.entries(typed)) await client.change(path, null, text);
        const fresh = await start();
        for (const path of paths) await fresh.open(path, typed[path] ?? open[path] ?? '');
        // Some checks are made beside the others, after the text was opened or saved.
        for (const each of [client, fresh]) for (const path of paths) await each.save(path);
        const end = Date.now() + PATIENCE;
        let [after, expected] = [await readState(client, paths), await readState(fresh, paths)];
        while (Date.now() < end && String(after) !== String(expected)) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          [after, expected] = [await readState(client, paths), await readState(fresh, paths)];
        }
        assert.deepEqual(after, expected);
        if (Object.keys(typed).length > 0) assert.notDeepEqual(after, before);
      } finally {
        for (const client of clients) client.stop();
      }
    });
});
