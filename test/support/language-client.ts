import { PassThrough } from 'node:stream';
import {
  type CancellationToken,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  LSPErrorCodes,
  type MessageConnection,
  ProposedFeatures,
  type RegistrationParams,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type JobRunner, runJob } from '../../server/src/lsp/jobs.js';
import { KeptProject } from '../../server/src/lsp/kept-project.js';
import { startServer } from '../../server/src/lsp/server.js';
import { CHECKED_NOTIFICATION } from '../../server/src/protocol.js';
import { FOLDER, type MemoryHost } from './memory-host.js';
import { echo } from './typesetter.js';

export interface Published {
  readonly diagnostics: readonly Diagnostic[];
  readonly version?: number;
}

/** An editor's side of the language server, the two joined by streams in this process. */
export class LanguageClient {
  readonly published = new Map<string, Published>();
  /** How often findings were sent for each file. */
  readonly publications = new Map<string, number>();
  readonly written = new Map<string, Uint8Array>();
  readonly log: string[] = [];
  /** How often the server told that it has checked in full. */
  checked = 0;
  /** The files that the server asked to be told of. */
  readonly watchers: object[] = [];
  /** What the server asked the editor to show again. */
  readonly refreshed: string[] = [];
  /** Whether the editor answers such a request with an error. */
  refusesRefresh = false;
  private waiting: (() => void)[] = [];
  private readonly versions = new Map<string, number>();

  private constructor(
    private readonly connection: MessageConnection,
    readonly server: { dispose(): void },
  ) {}

  /** @param capabilities what the editor can do; without any, findings are sent to it */
  static async start(host: MemoryHost, capabilities: object = {}): Promise<LanguageClient> {
    const client = LanguageClient.connect(host);
    await client.initialize(capabilities);
    return client;
  }

  /** A client that has said nothing yet. */
  static connect(host: MemoryHost): LanguageClient {
    const up = new PassThrough();
    const down = new PassThrough();
    const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const serverSide = createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(up),
      new StreamMessageWriter(down),
    );
    const client = new LanguageClient(connection, { dispose: () => serverSide.dispose() });
    const kept = new KeptProject();
    const jobs: JobRunner = {
      run: (job, progress, signal) =>
        runJob(
          {
            host,
            kept,
            typesetter: echo,
            now: () => '2019-12-19T00:00:00Z',
            write: async (files) => {
              for (const { uri, bytes } of files) {
                if (bytes) client.written.set(uri, bytes);
                else client.written.delete(uri);
              }
            },
          },
          job,
          progress,
          signal,
        ) as Promise<never>,
      dispose: () => {},
    };
    startServer(serverSide, host, jobs);
    connection.onNotification('textDocument/publishDiagnostics', (params: { uri: string } & Published) => {
      client.published.set(params.uri, params);
      client.publications.set(params.uri, (client.publications.get(params.uri) ?? 0) + 1);
      for (const wake of client.waiting.splice(0)) wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      client.log.push(message);
    });
    connection.onNotification(CHECKED_NOTIFICATION, () => {
      client.checked++;
      for (const wake of client.waiting.splice(0)) wake();
    });
    for (const what of ['diagnostics', 'codeLens', 'inlayHint', 'semanticTokens']) {
      const method = what === 'diagnostics' ? 'workspace/diagnostic/refresh' : `workspace/${what}/refresh`;
      connection.onRequest(method, () => {
        client.refreshed.push(what);
        for (const wake of client.waiting.splice(0)) wake();
        return client.refusesRefresh ? new ResponseError(LSPErrorCodes.RequestCancelled, 'no') : null;
      });
    }
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const { registerOptions } of registrations) client.watchers.push(...(registerOptions?.watchers ?? []));
      for (const wake of client.waiting.splice(0)) wake();
      return null;
    });
    connection.listen();
    return client;
  }

  async initialize(capabilities: object): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: [{ uri: FOLDER, name: 'drafts' }],
      capabilities,
    });
    await this.connection.sendNotification('initialized', {});
  }

  uri(path: string): string {
    return `${FOLDER}/${path}`;
  }

  async open(path: string, text: string): Promise<void> {
    this.versions.set(path, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(path), languageId: 'markdown', version: 1, text },
    });
  }

  async change(
    path: string,
    range: { start: { line: number; character: number }; end: { line: number; character: number } } | null,
    text: string,
  ): Promise<number> {
    const version = (this.versions.get(path) ?? 0) + 1;
    this.versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [range ? { range, text } : { text }],
    });
    return version;
  }

  /** A change with the length that it replaces, as some editors say it. */
  async changeOfLength(
    path: string,
    range: { start: { line: number; character: number }; end: { line: number; character: number } },
    rangeLength: number,
    text: string,
  ): Promise<void> {
    const version = (this.versions.get(path) ?? 0) + 1;
    this.versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ range, rangeLength, text }],
    });
  }

  /** A change by an editor that counts as it likes. */
  async changeOfVersion(
    path: string,
    version: number | null,
    range: { start: { line: number; character: number }; end: { line: number; character: number } },
    text: string,
  ): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ range, text }],
    });
  }

  /** @param text what was saved, from an editor that says it */
  async save(path: string, text?: string): Promise<void> {
    const textDocument = { uri: this.uri(path) };
    await this.connection.sendNotification('textDocument/didSave', { textDocument, ...(text && { text }) });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  request<R>(method: string, path: string, params: object = {}): Promise<R> {
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri(path) }, ...params });
  }

  /** A request that may be given up. */
  cancellable<R>(method: string, params: object, token: CancellationToken): Promise<R> {
    return this.connection.sendRequest(method, params, token);
  }

  /** Says that a file on disk came (1), changed (2) or went (3). */
  async watched(path: string, type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.uri(path), type }],
    });
  }

  async watchedAll(paths: readonly string[], type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: paths.map((path) => ({ uri: this.uri(path), type })),
    });
  }

  raw<R>(method: string, params: object): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  /** Answers a request of the server. */
  onRequest(method: string, answer: (params: unknown) => unknown): void {
    this.connection.onRequest(method, answer);
  }

  onNotification<P>(method: string, listener: (params: P) => void): void {
    this.connection.onNotification(method, listener);
  }

  /** Waits until what is published satisfies a condition. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const end = Date.now() + 30_000;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`never came true: ${what}; log: ${this.log.join('\n')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  codes(path: string): string[] {
    return (this.published.get(this.uri(path))?.diagnostics ?? []).map((diagnostic) => String(diagnostic.code));
  }

  stop(): void {
    this.connection.dispose();
    this.server.dispose();
  }
}
