import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { PROJECT_FILE } from './drafts.js';

/** The language server as the rest of the extension sees it: started on demand, once. */
export class Server {
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {}

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

  /** Asks the server; it is started where it was not. */
  async request<Result>(method: string, params: object): Promise<Result> {
    await this.start();
    return (this.client as LanguageClient).sendRequest<Result>(method, params);
  }

  onNotification<Params>(method: string, listener: (params: Params) => void): vscode.Disposable {
    return (this.client as LanguageClient).onNotification(method, listener);
  }

  private async launch(): Promise<void> {
    const module = this.context.asAbsolutePath('dist/server.js');
    const env = { KEELING_TRUSTED: vscode.workspace.isTrusted ? '1' : '0' };
    this.client = new LanguageClient(
      'keeling',
      'Keeling',
      { module, transport: TransportKind.ipc, options: { env } },
      { documentSelector: [{ language: 'markdown' }, { pattern: `**/${PROJECT_FILE}` }] },
    );
    await this.client.start();
    await vscode.commands.executeCommand('setContext', 'keeling.active', true);
  }
}
