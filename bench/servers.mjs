// Language servers for the bench: Keeling's, and VS Code's Markdown server where it is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

/** The folder of the peers from npm if VS Code's Markdown server is there; otherwise null. */
export function findMarkdownPeer() {
  const peers = process.env.KEELING_PEERS ? resolve(process.env.KEELING_PEERS) : null;
  return peers && existsSync(join(peers, 'node_modules', 'vscode-markdown-languageserver')) ? peers : null;
}

export function startKeeling() {
  return connect(spawn(process.execPath, ['dist/server.js', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] }));
}

/** VS Code's Markdown server, with what it needs from a client: markdown-it and a file system. */
export function startVSCodeServer(peers) {
  const need = createRequire(join(peers, 'package.json'));
  const main = join(peers, 'node_modules', 'vscode-markdown-languageserver', 'dist', 'node', 'workerMain.js');
  const server = connect(
    spawn(process.execPath, [main, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] }),
    (connection) => {
      const markdown = need('markdown-it')({ html: true });
      connection.onRequest('markdown/parse', ({ uri, text }) =>
        markdown
          .parse(text ?? readFileSync(new URL(uri), 'utf8'), {})
          .map(({ type, markup, content, map, children }) => ({
            type,
            markup,
            content,
            map,
            children: children?.map(plainToken) ?? null,
          })),
      );
      connection.onRequest('markdown/fs/readFile', ({ uri }) => [...readFileSync(new URL(uri))]);
      connection.onRequest('markdown/fs/readDirectory', () => []);
      connection.onRequest('markdown/fs/stat', () => undefined);
      connection.onRequest('markdown/fs/watcher/create', () => null);
      connection.onRequest('markdown/fs/watcher/delete', () => null);
      connection.onRequest('markdown/findMarkdownFilesInWorkspace', () => []);
    },
  );
  return server;
}

function plainToken({ type, markup, content, map, attrs }) {
  return { type, markup, content, map, attrs, children: null };
}

function connect(child, prepare = () => {}) {
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  prepare(connection);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  connection.listen();
  return { connection, process: child };
}
