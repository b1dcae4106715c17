// Measures typing from a cold start as an editor sees it: a server has just begun, other drafts lie
// in the folder, and the first forty characters are typed. The time runs from sending the edit until
// the answer is read. If KEELING_PEERS names a folder with vscode-markdown-languageserver@0.5.0 and
// markdown-it, VS Code's Markdown server gets the same edits.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { findMarkdownPeer, startKeeling, startVSCodeServer } from './servers.mjs';

const EDITS = 40;
/** A fresh server each time; the median of the rounds counts, so that other work disturbs less. */
const ROUNDS = Number(process.env.KEELING_ROUNDS ?? 5);
/** Milliseconds between an answer and the next character. */
const GAP = Number(process.env.KEELING_GAP ?? 20);
/** How many other drafts lie in the folder, and from where they are cut. */
const OTHERS = 12;
const OTHER_BYTES = 100_000;

const QUESTIONS = {
  outline: 'textDocument/documentSymbol',
  findings: 'textDocument/diagnostic',
};

/** @param pairs drafts by size, as the bench makes them */
export async function measureTyping(pairs) {
  console.log(
    `Typing from a cold start, ${OTHERS} other drafts in the folder: from didChange to the answer, the first ${EDITS} edits (ms)\n`,
  );
  const peer = findMarkdownPeer();
  const servers = [['Keeling', startKeeling], ...(peer ? [['VS Code', () => startVSCodeServer(peer)]] : [])];
  console.log('| draft | answer | server | first answer | edit, median | edit, p95 | p95 ÷ median |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, newFile } of pairs) {
    const text = readFileSync(newFile, 'utf8');
    for (const [question, method] of Object.entries(QUESTIONS)) {
      for (const [server, start] of servers) {
        const rounds = [];
        for (let i = 0; i < (server === 'Keeling' ? ROUNDS : 1); i++) rounds.push(await typeIn(start, text, method));
        const [first, middle, late] = ['first', 'median', 'p95'].map((key) => medianOf(rounds.map((one) => one[key])));
        const cells = [first, middle, late].map((ms) => ms.toFixed(1));
        console.log(`| ${[name, question, server, ...cells, (late / middle).toFixed(1)].join(' | ')} |`);
      }
    }
  }
  if (!peer) console.log('\nVS Code’s own Markdown server is not installed (see KEELING_PEERS in CONTRIBUTING.md).');
  console.log('');
}

async function typeIn(start, text, method) {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-typing-'));
  for (let i = 0; i < OTHERS; i++)
    writeFileSync(join(folder, `other-${i}.md`), draftOf(`OTHER${i}`, text.slice(0, OTHER_BYTES)));
  const whole = draftOf('BENCH', text);
  writeFileSync(join(folder, 'draft.md'), whole);
  const server = start();
  try {
    return await timeEdits(server.connection, folder, whole, method);
  } finally {
    server.process.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function draftOf(id, text) {
  return `---\ndocument: ${id}\n---\n\n${text}`;
}

async function timeEdits(connection, folder, text, method) {
  const root = pathToFileURL(folder).href;
  const textDocument = { uri: `${root}/draft.md` };
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'bench' }],
    initializationOptions: { markdownFileExtensions: ['md'] },
    capabilities: {
      textDocument: { diagnostic: {}, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
      workspace: { workspaceFolders: true },
    },
  });
  await connection.sendNotification('initialized', {});
  const begun = performance.now();
  void connection.sendNotification('textDocument/didOpen', {
    textDocument: { ...textDocument, languageId: 'markdown', version: 1, text },
  });
  let { resultId: previousResultId } = (await connection.sendRequest(method, { textDocument })) ?? {};
  const first = performance.now() - begun;
  const lines = text.split('\n');
  const times = [];
  for (let i = 0; i < EDITS; i++) {
    // A word begins in a clause in the middle and grows, as when someone writes; then in the next.
    const line = findWords(lines, Math.floor(lines.length / 2) + 40 * Math.floor(i / 8));
    const place = { line, character: lines[line].indexOf(' ', 20) + 1 };
    lines[line] = `${lines[line].slice(0, place.character)}x${lines[line].slice(place.character)}`;
    const sent = performance.now();
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: i + 2 },
      contentChanges: [{ range: { start: place, end: place }, text: 'x' }],
    });
    const answer = await connection.sendRequest(method, { textDocument, previousResultId });
    times.push(performance.now() - sent);
    previousResultId = answer?.resultId;
    await new Promise((done) => setTimeout(done, GAP));
  }
  times.sort((a, b) => a - b);
  return { first, median: medianOf(times), p95: times[Math.ceil(times.length * 0.95) - 1] };
}

function findWords(lines, from) {
  let line = from;
  while (!/^\d[\d.]* \S.{30}/.test(lines[line] ?? '')) line = (line + 1) % lines.length;
  return line;
}

function medianOf(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
