import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver';
import { LanguageClient } from '../support/language-client.js';
import { FILE_REQUESTS, POINT_REQUESTS, RANGE_REQUESTS } from '../support/language-requests.js';
import { MemoryHost } from '../support/memory-host.js';

const FILES: Readonly<Record<string, string>> = {
  'keeling.yaml':
    'consultation: { id: FTC, document: c.md, effective: 2020-01-31 }\ndocuments:\n  - { id: SVTAD, path: a.md, version: V1.5, baseline: { path: old.md, version: V1.4 } }\n  - { id: MTAD, path: b.md }\nattachments:\n  - { number: 1, notification: true }\n  - { number: 2, marked: SVTAD }\n',
  'old.md': '## 4 Old\n\n4.1 The first.\n\n4.2 The second, Clause 4.1.\n\n4.3 The third:\n\n(a) one; and\n\n(b) two.\n',
  'a.md':
    '---\ndocument: SVTAD\n---\n\n## 4 New\n\n4.1 The **Testing Report** means a report.[^1]\n\n4.2 As in Clauses 4.1 to 4.3(b), on Friday 31 January 2020:\n\n(a) one;\n\n(ba) the Testing Report; and\n\n(c) Table 4.1.\n\n**Table 4.1 – Things**\n\n| No | What |\n|---|---|\n| 1 | Section 4 |\n| 2A | [DD MMM YYYY] |\n\n4.4 The third.\n\n[^1]: A note.\n',
  'b.md':
    '## 1 One\n\n1.1 Clause 4.2(c) of the SVTAD, existing Clause 4.3(b) of the SVTAD, row 2A of SVTAD Table 4.1.\n',
  'c.md':
    '---\ndocument: FTC\nkind: consultation\n---\n\n## 1 Questions\n\n**FTC Q1**\n\n*Do you agree with Clause 4.2 of the SVTAD?*\n',
};
const PATHS = Object.keys(FILES);

/** What is typed, pasted or cut: whole provisions, half ones, and what Markdown and editors stumble over. */
const PIECES: readonly string[] = [
  '',
  '',
  '\n',
  '\r\n',
  '\r',
  '\n\n4.3 New, as Clause 4.1(a)(i).\n\n',
  '(ca) ',
  '---\n',
  '```\n',
  '| a | b |\n|---|\n',
  '## 5 Five\n\n5.1 ',
  '**Table 4.2',
  '[^1]',
  '<!-- keeling-disable-next-line ',
  '“((([[',
  '\ud83d\ude00',
  '\ud83d',
  '\u0000',
  '\ufeff',
  '\t1\tx\n',
  'Clause ',
  'paragraph (',
  'baseline: a.md\n',
  '31 February 2019 at 25:00',
  '*',
  '>',
  '    ',
  'documents: [',
  'shall shall ',
];

/** Pseudo-random numbers below 1, the same for a seed every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('the language server, whatever an editor sends', function () {
  this.timeout(60_000);

  for (let seed = 1; seed <= 12; seed++) {
    it(`answers or refuses each request, and never falls over (seed ${seed})`, async () => {
      const random = randomFrom(seed);
      const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
      const host = new MemoryHost(FILES);
      const client = await LanguageClient.start(
        host,
        seed % 2 ? { textDocument: { diagnostic: {} }, workspace: { workspaceEdit: { documentChanges: true } } } : {},
      );
      // Positions beyond the end of a line or of the text are sent by editors that are a version behind.
      const position = () => ({
        line: Math.floor(random() * 40),
        character: Math.floor(random() * (random() < 0.1 ? 9999 : 60)),
      });
      const range = () => {
        const [a, b] = [position(), position()];
        return a.line < b.line || (a.line === b.line && a.character <= b.character)
          ? { start: a, end: b }
          : { start: b, end: a };
      };
      const open = new Set<string>();
      const answers: Promise<unknown>[] = [];
      const refusals: string[] = [];
      const ask = (method: string, path: string, params: object): void => {
        const source = new CancellationTokenSource();
        const answer = client.cancellable(method, { textDocument: { uri: client.uri(path) }, ...params }, source.token);
        if (random() < 0.2) source.cancel();
        answers.push(
          answer.catch((error: { code?: number; message: string }) => refusals.push(`${error.code} ${error.message}`)),
        );
      };
      for (let step = 0; step < 250; step++) {
        const path = random() < 0.05 ? 'none.md' : pick(PATHS);
        const dice = random();
        if (dice < 0.1 && !open.has(path)) {
          open.add(path);
          await client.open(path, FILES[path] ?? '');
        } else if (dice < 0.4 && open.has(path)) {
          await client.change(path, random() < 0.05 ? null : range(), pick(PIECES));
        } else if (dice < 0.43 && open.has(path)) {
          open.delete(path);
          await client.close(path);
        } else if (dice < 0.47) {
          host.delete(path);
          await client.watched(path, 3);
        } else if (dice < 0.52) {
          host.set(path, pick([FILES[path] ?? '', '', 'consultation: [', '\ufeff', '---\ndocument: X\n---\n']));
          await client.watched(path, 2);
        } else if (dice < 0.54) await client.save(path);
        else if (dice < 0.8)
          ask(`textDocument/${pick(POINT_REQUESTS)}`, path, {
            position: position(),
            positions: [position()],
            newName: pick(['4.9', '(d)', '', 'New Name', '4.1A', '\n']),
            context: { includeDeclaration: true },
          });
        else if (dice < 0.9)
          ask(`textDocument/${pick(RANGE_REQUESTS)}`, path, {
            range: range(),
            context: { diagnostics: [] },
            options: { tabSize: 2, insertSpaces: true },
          });
        else if (dice < 0.97)
          ask(`textDocument/${pick(FILE_REQUESTS)}`, path, { options: { tabSize: 2, insertSpaces: true } });
        else if (dice < 0.98) ask('workspace/symbol', path, { query: pick(['', '4.2', '((']) });
        else if (dice < 0.99) ask('workspace/diagnostic', path, { previousResultIds: [] });
        else
          ask(pick(['keeling/compare', 'keeling/notify', 'keeling/citations', 'keeling/inForce']), path, {
            uri: client.uri(path),
            position: position(),
          });
        if (random() < 0.1) await Promise.all(answers.splice(0));
      }
      await Promise.all(answers);
      // It still works: a new draft is read and has an outline.
      await client.open('last.md', '---\ndocument: L\n---\n\n## 1 One\n\n1.1 See Clause 1.1.\n');
      const symbols = await client.request<readonly unknown[]>('textDocument/documentSymbol', 'last.md');
      await client.raw('shutdown', {});
      client.stop();
      assert.equal(symbols.length, 1);
      assert.deepEqual(client.log, []);
      // Cancelled, refused with a reason, or asked about no draft: in words that show nothing of the inside.
      const odd = refusals.filter(
        (each) => !/^-32(?:800|803|600) /.test(each) || /undefined|\bat .+:\d+:\d+/.test(each),
      );
      assert.deepEqual(odd, []);
    });
  }
});
