import * as vscode from 'vscode';
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  LanguageClient,
  State,
  TransportKind,
  type WorkspaceEdit,
} from 'vscode-languageclient/node';
import {
  CHECKED_NOTIFICATION,
  type Settings,
  TEXT_REQUEST,
  type TextParams,
  type TextResult,
} from '../../server/src/protocol.js';
import { PROJECT_FILE } from './project-files.js';

/** Why nothing is known while the server does not run. */
export const NOT_RUNNING = vscode.l10n.t(
  'The language server is not running. Restart it with “Keeling: Restart Language Server”.',
);

/**
 * The language server as the rest of the extension sees it: started when it is first needed, and
 * once.
 */
export class Server {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  /** The environment of the server's process, read each time that it is started. */
  private readonly env: Record<string, string> = {};
  private readonly runs = new vscode.EventEmitter<boolean>();
  /** Fires with true when the server can answer, and with false when it no longer can. */
  readonly onRunning = this.runs.event;

  private readonly checks = new vscode.EventEmitter<void>();
  /** Fires when the server has checked a project or a loose draft in full. */
  readonly onChecked = this.checks.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    context.subscriptions.push(
      this.runs,
      this.checks,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('keeling')) void this.sendSettings();
      }),
      // Whether git may be run is decided when the server starts.
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        void this.restartIfStarted();
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
    this.noteTrust();
    await this.client.restart();
  }

  /** Restarts the server once it has started, if it was to be started at all. */
  private async restartIfStarted(): Promise<void> {
    if (!this.starting) return;
    await this.starting.catch(() => {});
    await this.restart();
  }

  private noteTrust(): void {
    this.env.KEELING_TRUSTED = vscode.workspace.isTrusted ? '1' : '0';
  }

  /** Asks the server, which is started if need be. */
  async request<Result>(method: string, params: object, token?: vscode.CancellationToken): Promise<Result> {
    await this.start();
    // A token that is undefined would be sent as a second parameter.
    return token
      ? this.started.sendRequest<Result>(method, params, token)
      : this.started.sendRequest<Result>(method, params);
  }

  /** An edit that the server answered with, for VS Code. */
  async toWorkspaceEdit(edit: WorkspaceEdit): Promise<vscode.WorkspaceEdit> {
    await this.start();
    return this.started.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  /** The outline of a text, for VS Code; undefined where it is no draft. */
  async listSymbols(uri: vscode.Uri): Promise<vscode.DocumentSymbol[] | undefined> {
    const params: DocumentSymbolParams = { textDocument: { uri: uri.toString() } };
    const symbols = await this.request<DocumentSymbol[] | null>('textDocument/documentSymbol', params);
    return this.started.protocol2CodeConverter.asDocumentSymbols(symbols);
  }

  /** Hears what the server sends; it must have been started. */
  onNotification<Params>(method: string, listener: (params: Params) => void): vscode.Disposable {
    return this.started.onNotification(method, listener);
  }

  /** The client once `start` was called. */
  private get started(): LanguageClient {
    if (!this.client) throw new Error(vscode.l10n.t('The server is not started.'));
    return this.client;
  }

  private async launch(): Promise<void> {
    const module = this.context.asAbsolutePath('dist/server.js');
    this.noteTrust();
    const client = new LanguageClient(
      'keeling',
      'Keeling',
      { module, transport: TransportKind.stdio, options: { env: this.env } },
      {
        documentSelector: [
          { language: 'markdown', scheme: 'file' },
          { language: 'markdown', scheme: 'untitled' },
          { pattern: `**/${PROJECT_FILE}`, scheme: 'file' },
        ],
        initializationOptions: this.readSettings(),
        // DraftOutlines asks for outlines, so that they are there when VS Code wants them.
        middleware: { provideDocumentSymbols: () => undefined },
      },
    );
    this.client = client;
    this.context.subscriptions.push(
      client.onDidChangeState(({ newState }) => this.runs.fire(newState === State.Running)),
    );
    this.context.subscriptions.push(
      client.onRequest(TEXT_REQUEST, readOpenText),
      client.onNotification(CHECKED_NOTIFICATION, () => this.checks.fire()),
    );
    await client.start();
    await vscode.commands.executeCommand('setContext', 'keeling.active', true);
  }

  private readSettings(): Settings {
    const own = vscode.workspace.getConfiguration('keeling');
    return {
      inlayHints: own.get('inlayHints.enabled', false),
      codeLens: own.get('codeLens.enabled', true),
      codeLensAll: own.get('codeLens.all', false),
      author: own.get('author', ''),
      helpFolder: vscode.Uri.joinPath(this.context.extensionUri, 'docs', 'checks').toString(),
    };
  }

  private async sendSettings(): Promise<void> {
    if (this.client?.isRunning())
      await this.client.sendNotification('workspace/didChangeConfiguration', {
        settings: { keeling: this.readSettings() },
      });
  }
}

/** The text of a document that is open, for the server to compare its own with. */
function readOpenText({ uri }: TextParams): TextResult | null {
  const wanted = vscode.Uri.parse(uri).toString();
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === wanted);
  return document ? { text: document.getText(), version: document.version } : null;
}
