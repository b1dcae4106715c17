import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  createMessageConnection,
  LSPErrorCodes,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { PACK_PROGRESS, PACK_REQUEST, type PackProgress, type PackResult } from '../../server/src/protocol.js';
import { CLI } from '../support/command-line.js';

describe('the attachments asked of a server', function () {
  this.timeout(120_000);
  let folder: string;
  let server: ChildProcess;
  let connection: MessageConnection;
  const told: PackProgress[] = [];
  let hear: (progress: PackProgress) => void = () => {};

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
    cpSync('examples/further-testing', folder, { recursive: true });
    rmSync(join(folder, 'pack'), { recursive: true, force: true });
    server = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = server;
    if (!stdin || !stdout) throw new Error('the server has no streams');
    connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    connection.onNotification(PACK_PROGRESS, (progress: PackProgress) => {
      told.push(progress);
      hear(progress);
    });
    connection.listen();
    const rootUri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'drafts' }],
      capabilities: {},
    });
    await connection.sendNotification('initialized', {});
  });
  after(() => {
    connection.dispose();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (token: string, source: CancellationTokenSource) =>
    connection.sendRequest<PackResult>(
      PACK_REQUEST,
      { uri: pathToFileURL(join(folder, 'keeling.yaml')).href, draft: true, token },
      source.token,
    );

  for (const form of ['Word', 'PDF', 'Markdown']) {
    it(`are given up while they are made (${form}), and leave no file`, async () => {
      const before = readdirSync(folder);
      const source = new CancellationTokenSource();
      let seen = false;
      hear = ({ token, what }) => {
        if (token !== form || !what.endsWith(`: ${form}`)) return;
        seen = true;
        source.cancel();
      };
      await assert.rejects(ask(form, source), { code: LSPErrorCodes.RequestCancelled });
      assert.ok(seen);
      assert.deepEqual(readdirSync(folder), before);
    });
  }

  it('are made when they are asked for again, and say how far they are', async () => {
    hear = () => {};
    const { files } = await ask('again', new CancellationTokenSource());
    assert.deepEqual(readdirSync(join(folder, 'pack')).sort(), [...files].sort());
    const own = told.filter(({ token }) => token === 'again');
    assert.ok(own.length > 20 && own.every(({ done, total }) => done <= total));
    assert.equal(own.at(-1)?.done, own.at(-1)?.total);
    assert.ok(existsSync(join(folder, 'pack', files[0] ?? '')));
  });
});
