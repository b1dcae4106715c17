import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  ProposedFeatures,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type JobRunner, runJob } from '../../server/src/lsp/jobs.js';
import { KeptProject } from '../../server/src/lsp/kept-project.js';
import { startServer } from '../../server/src/lsp/server.js';
import type { Host } from '../../server/src/workspace/host.js';
import { echo } from '../support/typesetter.js';

/** What an editor can do, and how it behaves. */
export interface EditorHabits {
  readonly pulls: boolean;
  /** Whether it answers what the server asks for with an error. */
  readonly isRefusing: boolean;
}

/** An editor that does what it should not. */
export interface WildClient {
  readonly connection: MessageConnection;
  /** How the server ended, or null while it runs. */
  ended(): string | null;
  /** Comes true when it ends. */
  readonly end: Promise<void>;
  /** Findings that were sent last, by file. */
  readonly published: ReadonlyMap<string, unknown>;
  /** What it wrote to the editor's log. */
  readonly logged: readonly string[];
  stop(): void;
}

/** A client of a server in this process. */
export function connectInProcess(host: Host, habits: EditorHabits): WildClient {
  const up = new PassThrough();
  const down = new PassThrough();
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
  const kept = new KeptProject();
  const write = async () => {};
  const world = { host, kept, typesetter: echo, now: () => '2019-12-19T00:00:00Z', write };
  const jobs: JobRunner = {
    run: (job, progress, signal) => runJob(world, job, progress, signal) as Promise<never>,
    dispose: () => {},
  };
  startServer(server, host, jobs);
  const client = listen(down, up, habits);
  return {
    ...client,
    ended: () => null,
    end: new Promise(() => {}),
    stop: () => {
      client.connection.dispose();
      server.dispose();
    },
  };
}

/** A client of a server process. */
export function connectToProcess(
  server: string,
  habits: EditorHabits,
): WildClient & { readonly process: ChildProcess } {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let how: string | null = null;
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-2_000)));
  child.stdin.on('error', () => {});
  const end = new Promise<void>((resolve) => {
    child.on('close', (status, signal) => {
      how = `ended with ${status ?? signal}: ${errors}`;
      resolve();
    });
  });
  const client = listen(child.stdout, child.stdin, habits);
  return {
    ...client,
    process: child,
    ended: () => how,
    end,
    stop: () => {
      client.connection.dispose();
      child.kill();
    },
  };
}

function listen(from: Readable, to: Writable, { isRefusing }: EditorHabits) {
  const connection = createMessageConnection(new StreamMessageReader(from), new StreamMessageWriter(to));
  const published = new Map<string, unknown>();
  connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string; diagnostics: unknown }) => {
    published.set(params.uri, params.diagnostics);
  });
  const logged: string[] = [];
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.onRequest(() => (isRefusing ? new ResponseError(-32803, 'not now') : null));
  connection.onError(() => {});
  connection.listen();
  return { connection, published, logged };
}

export function initializeParams(folder: string, { pulls }: EditorHabits): object {
  const refresh = { refreshSupport: true };
  const workspace = {
    ...{ workspaceEdit: { documentChanges: true }, semanticTokens: refresh, codeLens: refresh, inlayHint: refresh },
    ...{ diagnostics: refresh, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  return {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: folder, name: 'drafts' }],
    capabilities: {
      workspace,
      ...(pulls ? { textDocument: { diagnostic: {} } } : {}),
      window: { workDoneProgress: true },
    },
  };
}
