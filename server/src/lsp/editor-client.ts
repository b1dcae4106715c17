import type { ClientCapabilities, Connection, InitializeParams } from 'vscode-languageserver';
import type { Settings } from '../protocol.js';

/** What the editor can do, as it says when it starts. */
interface Abilities {
  /** It asks for findings by itself; otherwise they are sent to it. */
  readonly pullsFindings: boolean;
  /** It asks the user before it applies edits that are marked so. */
  readonly confirmsEdits: boolean;
  /** It can be asked to watch files. */
  readonly watchesFiles: boolean;
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
  private chosen: Settings = { inlayHints: true, codeLens: true };

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
    const { languages } = this.connection;
    if (pullsFindings && refreshes.findings) languages.diagnostics.refresh();
    if (refreshes.codeLens) void this.connection.sendRequest('workspace/codeLens/refresh').catch(() => {});
    if (refreshes.inlayHints) void languages.inlayHint.refresh().catch(() => {});
    if (refreshes.tokens) languages.semanticTokens.refresh();
  }
}

function abilitiesOf({ textDocument, workspace }: ClientCapabilities): Abilities {
  return {
    pullsFindings: textDocument?.diagnostic !== undefined,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    reportsFolders: workspace?.workspaceFolders === true,
    refreshes: {
      findings: workspace?.diagnostics?.refreshSupport === true,
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      tokens: workspace?.semanticTokens?.refreshSupport === true,
    },
  };
}
