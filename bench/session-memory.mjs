// Measures the memory of a language server through a long session: a draft of 500 KB is edited again
// and again, all over, and asked about as an editor does. `npm run bench -- session` runs it;
// KEELING_EDITS sets the number of edits.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startKeeling } from './servers.mjs';

const EDITS = Number(process.env.KEELING_EDITS ?? 20_000);
const STEPS = 20;
const METHODS = [
  'textDocument/documentSymbol',
  'textDocument/diagnostic',
  'textDocument/semanticTokens/full',
  'textDocument/codeLens',
  'textDocument/foldingRange',
];

/** @param pairs drafts by size, as the bench makes them */
export async function measureSession(pairs) {
  const { newFile } = pairs.find(({ name }) => name === '500k') ?? pairs[0];
  const text = `---\ndocument: BENCH\n---\n\n${readFileSync(newFile, 'utf8')}`;
  console.log(`Memory of a session of ${EDITS} edits in a draft of ${Math.round(text.length / 1000)} KB (MB)\n`);
  console.log('| edits | resident |');
  console.log('| --- | --- |');
  const folder = mkdtempSync(join(tmpdir(), 'keeling-session-'));
  writeFileSync(join(folder, 'draft.md'), text);
  const server = startKeeling();
  try {
    await edit(server, folder, text);
  } finally {
    server.process.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log('');
}

async function edit({ connection, process: child }, folder, text) {
  const root = pathToFileURL(folder).href;
  const textDocument = { uri: `${root}/draft.md` };
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'bench' }],
    capabilities: { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } },
  });
  await connection.sendNotification('initialized', {});
  const open = { ...textDocument, languageId: 'markdown', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument: open });
  const lines = text.split('\n').length;
  let state = 7;
  const random = (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  let line = lines >> 1;
  for (let version = 2; version <= EDITS + 1; version++) {
    // Some fifty characters at a place, then at another; now and then a line comes and goes.
    if (version % 50 === 0) line = 5 + random(lines - 10);
    const place = { line, character: random(30) };
    const change =
      version % 50 === 10
        ? { range: { start: place, end: place }, text: '\n\n' }
        : version % 50 === 11
          ? { range: { start: { line, character: 999 }, end: { line: line + 2, character: 0 } }, text: '' }
          : version % 2
            ? { range: { start: place, end: { line, character: place.character + 1 } }, text: '' }
            : { range: { start: place, end: place }, text: 'x' };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version },
      contentChanges: [change],
    });
    if (version % 5 === 0) await connection.sendRequest(METHODS[(version / 5) % METHODS.length], { textDocument });
    if (version % 500 === 0) await connection.sendNotification('textDocument/didSave', { textDocument });
    if ((version - 1) % (EDITS / STEPS) === 0) console.log(`| ${version - 1} | ${residentOf(child.pid)} |`);
  }
}

/** Where the system says it: Linux. */
function residentOf(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return 'unknown';
  }
}
