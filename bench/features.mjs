// Measures every editor feature as an editor sees it. A server has the draft open and a character
// is typed in the middle; the time runs from sending the edit and the request until the answer is
// read. If KEELING_PEERS names a folder with the npm packages vscode-markdown-languageserver@0.5.0
// and markdown-it, VS Code's Markdown server gets the same edits.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { findMarkdownPeer, startKeeling, startVSCodeServer } from './servers.mjs';

const ROUNDS = 21;
/** Requests before the measured ones, because a server in use is warm. */
const WARM = 6;
/** What takes longer, in milliseconds, is measured five times. */
const SLOW = 1000;

/**
 * Every feature: its name, its request, and its parameters; `at` is the position of a reference in
 * the middle.
 */
const FEATURES = [
  ['outline', 'textDocument/documentSymbol', () => ({})],
  ['folding', 'textDocument/foldingRange', () => ({})],
  ['definition', 'textDocument/definition', ({ at }) => ({ position: at })],
  ['references', 'textDocument/references', ({ at }) => ({ position: at, context: { includeDeclaration: true } })],
  ['highlights', 'textDocument/documentHighlight', ({ at }) => ({ position: at })],
  ['hover', 'textDocument/hover', ({ at }) => ({ position: at })],
  ['completion', 'textDocument/completion', ({ at }) => ({ position: at, context: { triggerKind: 1 } })],
  ['rename, prepared', 'textDocument/prepareRename', ({ at }) => ({ position: at })],
  ['code actions', 'textDocument/codeAction', ({ screen }) => ({ range: screen, context: { diagnostics: [] } })],
  ['code lens', 'textDocument/codeLens', () => ({})],
  ['inlay hints', 'textDocument/inlayHint', ({ screen }) => ({ range: screen })],
  ['tokens on screen', 'textDocument/semanticTokens/range', ({ screen }) => ({ range: screen })],
  ['tokens of all', 'textDocument/semanticTokens/full', () => ({})],
  ['links', 'textDocument/documentLink', () => ({})],
  ['selection', 'textDocument/selectionRange', ({ at }) => ({ positions: [at] })],
  ['call hierarchy', 'textDocument/prepareCallHierarchy', ({ at }) => ({ position: at })],
  ['format a stretch', 'textDocument/rangeFormatting', ({ screen }) => ({ range: screen, options: {} })],
  ['findings', 'textDocument/diagnostic', () => ({})],
  ['symbols of all', 'workspace/symbol', () => ({ query: 'clause 20.1' })],
  // The page as it will be published, which no other server has.
  ['preview', 'keeling/preview', ({ uri }) => ({ uri, marked: false })],
];

/** @param pairs drafts by size, as the bench makes them */
export async function measureFeatures(pairs) {
  console.log(
    'Features: a character typed in the middle, then one request: from sending both to the answer, median (ms)\n',
  );
  const peer = findMarkdownPeer();
  const columns = pairs.flatMap(({ name }) => [`${name} keeling`, ...(peer ? [`${name} VS Code`] : [])]);
  const results = [];
  for (const { newFile } of pairs) {
    results.push(await measureServer(startKeeling, newFile));
    if (peer) results.push(await measureServer(() => startVSCodeServer(peer), newFile));
  }
  console.log(`| feature | ${columns.join(' | ')} |`);
  console.log(`| --- | ${columns.map(() => '---').join(' | ')} |`);
  for (const [feature] of FEATURES)
    console.log(`| ${[feature, ...results.map((result) => result[feature] ?? '–')].join(' | ')} |`);
  if (!peer) console.log('\nVS Code’s own Markdown server is not installed (see KEELING_PEERS in CONTRIBUTING.md).');
  console.log('');
}

async function measureServer(start, file) {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-features-'));
  const server = start();
  try {
    const text = `---\ndocument: BENCH\n---\n\n${readFileSync(file, 'utf8')}`;
    const path = join(folder, 'draft.md');
    writeFileSync(path, text);
    return await timeRequests(server.connection, pathToFileURL(folder).href, pathToFileURL(path).href, text);
  } finally {
    server.process.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeRequests(connection, root, uri, text) {
  const { capabilities } = await connection.sendRequest('initialize', {
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
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text },
  });
  await connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } });
  // Opening starts the full checks; this lets them end.
  await new Promise((done) => setTimeout(done, 1500 + text.length / 500));
  const lines = text.split('\n');
  let line = Math.floor(lines.length / 2);
  while (!/Clause \d/.test(lines[line])) line++;
  const at = { line, character: lines[line].search(/Clause \d/) + 9 };
  const screen = { start: { line: line - 20, character: 0 }, end: { line: line + 20, character: 0 } };
  const times = {};
  let version = 1;
  for (const [feature, method, params] of FEATURES) {
    if (!hasProvider(capabilities, method)) continue;
    const own = [];
    for (let round = 0; round < WARM + ROUNDS; round++) {
      const place = { line, character: lines[line].length - 3 };
      const edit =
        round % 2 === 0
          ? { range: { start: place, end: place }, text: 'x' }
          : { range: { start: place, end: { ...place, character: place.character + 1 } }, text: '' };
      const begun = performance.now();
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [edit],
      });
      const answered = await connection
        .sendRequest(method, { textDocument: { uri }, ...params({ at, screen, uri }) })
        .then(() => true)
        .catch(() => false);
      if (answered && round >= WARM) own.push(performance.now() - begun);
      // A whole page of 5 MB takes its time.
      if (own.length >= 5 && own[0] > SLOW) break;
    }
    if (own.length === 0 && method.startsWith('keeling/')) continue;
    times[feature] = own.length > 0 ? own.sort((a, b) => a - b)[own.length >> 1].toFixed(1) : 'refused';
  }
  return times;
}

function hasProvider(capabilities, method) {
  // A server that does not know it says so when it is asked.
  if (method.startsWith('keeling/')) return true;
  const name = method.split('/').slice(1).join('/');
  const provider = {
    'semanticTokens/range': capabilities.semanticTokensProvider?.range,
    'semanticTokens/full': capabilities.semanticTokensProvider?.full,
    prepareRename: capabilities.renameProvider?.prepareProvider,
    rangeFormatting: capabilities.documentRangeFormattingProvider,
    prepareCallHierarchy: capabilities.callHierarchyProvider,
    diagnostic: capabilities.diagnosticProvider,
    symbol: capabilities.workspaceSymbolProvider,
  };
  return name in provider ? provider[name] : capabilities[`${name}Provider`];
}
