import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { Settings } from '../../server/src/protocol.js';
import { PROJECT_FILE } from './project-files.js';

/**
 * The language server as the rest of the extension sees it: started when it is first needed, and
 * once.
 */
export class Server {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private readonly runs = new vscode.EventEmitter<boolean>();
  /** Fires with true when the server can answer, and with false when it no longer can. */
  readonly onRunning = this.runs.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    context.subscriptions.push(
      this.runs,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('keeling')) void this.sendSettings();
      }),
      // Whether git may be run is decided when the server starts.
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        if (this.isStarted) void this.restart();
      }),
    );
  }

  get isStarted(): boolean {
    return this.starting !== undefined;
  }

  start(): Promise<void> {
    this.starting ??= this.launch();
    return this.starting;
  }

  async stop(): Promise<void> {
    await this.client?.stop();
  }

  async restart(): Promise<void> {
    if (!this.client) return this.start();
    await this.client.restart();
  }

  /** Asks the server, which is started if need be. */
  async request<Result>(method: string, params: object, token?: vscode.CancellationToken): Promise<Result> {
    await this.start();
    // A token that is undefined would be sent as a second parameter.
    return token
      ? this.started.sendRequest<Result>(method, params, token)
      : this.started.sendRequest<Result>(method, params);
  }

  /** Hears what the server sends; it must have been started. */
  onNotification<Params>(method: string, listener: (params: Params) => void): vscode.Disposable {
    return this.started.onNotification(method, listener);
  }

  /** The client once `start` was called. */
  private get started(): LanguageClient {
    if (!this.client) throw new Error('The server is not started.');
    return this.client;
  }

  private async launch(): Promise<void> {
    const module = this.context.asAbsolutePath('dist/server.js');
    const env = { KEELING_TRUSTED: vscode.workspace.isTrusted ? '1' : '0' };
    const client = new LanguageClient(
      'keeling',
      'Keeling',
      { module, transport: TransportKind.ipc, options: { env } },
      {
        documentSelector: [
          { language: 'markdown', scheme: 'file' },
          { language: 'markdown', scheme: 'untitled' },
          { pattern: `**/${PROJECT_FILE}`, scheme: 'file' },
        ],
        initializationOptions: readSettings(),
      },
    );
    this.client = client;
    this.context.subscriptions.push(
      client.onDidChangeState(({ newState }) => this.runs.fire(newState === State.Running)),
    );
    await client.start();
    await vscode.commands.executeCommand('setContext', 'keeling.active', true);
  }

  private async sendSettings(): Promise<void> {
    if (this.client?.isRunning())
      await this.client.sendNotification('workspace/didChangeConfiguration', { settings: { keeling: readSettings() } });
  }
}

function readSettings(): Settings {
  const own = vscode.workspace.getConfiguration('keeling');
  return { inlayHints: own.get('inlayHints.enabled', true), codeLens: own.get('codeLens.enabled', true) };
}
