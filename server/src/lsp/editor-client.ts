import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import { CHECKED_NOTIFICATION, type Settings, TEXT_REQUEST, type TextParams, type TextResult } from '../protocol.js';

/** How long the editor has to send a text that the server asks for, in milliseconds. */
const MOST_WAITING = 2000;

/** What the editor can do, as it says when it starts. */
interface Abilities {
  /** It asks for findings by itself; otherwise they are sent to it. */
  readonly pullsFindings: boolean;
  /** It asks the user before it applies edits that are marked so. */
  readonly confirmsEdits: boolean;
  /** It can be asked to watch files. */
  readonly watchesFiles: boolean;
  /** It takes edits of files at a version, which it refuses where the file has another by then. */
  readonly versionsEdits: boolean;
  /** It says which folders are opened and closed. */
  readonly reportsFolders: boolean;
  /** What it asks for again when it is told to. */
  readonly refreshes: {
    readonly findings: boolean;
    readonly codeLens: boolean;
    readonly inlayHints: boolean;
    readonly tokens: boolean;
  };
}

/**
 * The editor at the other end: what it can do, how the user has set Keeling there, and how it is
 * asked to show things again.
 */
export class EditorClient {
  private abilities: Abilities = abilitiesOf({});
  private chosen: Settings = {
    inlayHints: true,
    codeLens: true,
    codeLensAll: false,
    author: '',
    helpFolder: '',
  };

  constructor(private readonly connection: Connection) {}

  get can(): Abilities {
    return this.abilities;
  }

  get settings(): Settings {
    return this.chosen;
  }

  /** Takes what the editor says when it starts. */
  meet({ capabilities, initializationOptions }: InitializeParams): void {
    this.abilities = abilitiesOf(capabilities);
    this.changeSettings(initializationOptions as Partial<Settings> | undefined);
  }

  changeSettings(settings: Partial<Settings> | undefined): void {
    this.chosen = { ...this.chosen, ...settings };
  }

  /** Has the editor ask again for all that depends on more than one text. */
  refresh(): void {
    const { pullsFindings, refreshes } = this.abilities;
    if (pullsFindings && refreshes.findings) this.ask('workspace/diagnostic/refresh');
    if (refreshes.codeLens) this.ask('workspace/codeLens/refresh');
    if (refreshes.inlayHints) this.ask('workspace/inlayHint/refresh');
    if (refreshes.tokens) this.ask('workspace/semanticTokens/refresh');
  }

  /** Tells the editor that a full check is done. */
  tellChecked(): void {
    this.connection.sendNotification(CHECKED_NOTIFICATION).catch(() => {});
  }

  /** Asks for something that the editor may refuse: then nothing is lost. */
  private ask(method: string): void {
    this.connection.sendRequest(method).catch(() => {});
  }

  /**
   * Asks for the whole text of a file that is open, with its version. Null from an editor that
   * cannot say or does not answer.
   */
  async readText(uri: string): Promise<TextResult | null> {
    const params: TextParams = { uri };
    const answer = this.connection.sendRequest<TextResult | null>(TEXT_REQUEST, params).catch(() => null);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), MOST_WAITING);
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function abilitiesOf({ textDocument, workspace }: ClientCapabilities): Abilities {
  return {
    pullsFindings: textDocument?.diagnostic !== undefined,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    versionsEdits: workspace?.workspaceEdit?.documentChanges === true,
    reportsFolders: workspace?.workspaceFolders === true,
    refreshes: {
      findings: workspace?.diagnostics?.refreshSupport === true,
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      tokens: workspace?.semanticTokens?.refreshSupport === true,
    },
  };
}
