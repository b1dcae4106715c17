import * as vscode from 'vscode';
import type { Server } from '../server.js';

/** How long nothing is typed before an outline is asked for, in milliseconds. VS Code waits for 350. */
const PAUSE = 150;

/** The outline of one draft. */
interface DraftOutline {
  /** The version of the text that was last asked about, and the answer: undefined where it is no draft. */
  asked: {
    readonly version: number;
    readonly symbols: Promise<vscode.DocumentSymbol[] | undefined>;
    isAnswered: boolean;
  };
  isReady: boolean;
  /** How long the last answer took, in milliseconds: a long outline is asked for less often. */
  took: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * The outlines of drafts. VS Code's own Markdown gives headings for the same text, which no setting
 * switches off, and the breadcrumbs follow whoever answers first. So an outline is ready before VS
 * Code asks for it, and the provider is registered again once the outline of another draft is: then
 * VS Code asks anew, and the breadcrumbs name the clause.
 */
export class DraftOutlines implements vscode.DocumentSymbolProvider, vscode.Disposable {
  private readonly outlines = new Map<string, DraftOutline>();
  private readonly subscriptions: vscode.Disposable[];
  private registration: vscode.Disposable | undefined;

  constructor(private readonly server: Server) {
    const prepareAll = () => {
      for (const document of vscode.workspace.textDocuments) void this.prepare(document);
    };
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => void this.prepare(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document.uri.toString())),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.prepareSoon(document)),
      // What a project file names by now is a draft, though nothing in its text has changed.
      server.onChecked(prepareAll),
      server.onRunning((running) => {
        for (const key of [...this.outlines.keys()]) this.forget(key);
        if (running) prepareAll();
      }),
    ];
  }

  dispose(): void {
    for (const key of [...this.outlines.keys()]) this.forget(key);
    for (const each of this.subscriptions) each.dispose();
    this.registration?.dispose();
  }

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[] | undefined> {
    const outline = this.outlines.get(document.uri.toString());
    if (!outline?.isReady) return undefined;
    const { asked } = this.ask(document);
    if (asked.isAnswered) return asked.symbols;
    // Markdown's headings come first meanwhile, and would stay in the breadcrumbs until the next key.
    const symbols = await asked.symbols;
    if (symbols && this.outlines.get(document.uri.toString())?.asked === asked) this.register();
    return symbols;
  }

  private prepareSoon(document: vscode.TextDocument): void {
    const outline = this.outlines.get(document.uri.toString());
    if (!outline) return;
    clearTimeout(outline.timer);
    outline.timer = setTimeout(() => this.ask(document), Math.max(PAUSE, 2 * outline.took));
  }

  private async prepare(document: vscode.TextDocument): Promise<void> {
    if (
      !this.server.isStarted ||
      document.languageId !== 'markdown' ||
      !/^(?:file|untitled)$/.test(document.uri.scheme)
    )
      return;
    const outline = this.ask(document);
    const symbols = await outline.asked.symbols;
    if (!symbols || outline.isReady || this.outlines.get(document.uri.toString()) !== outline) return;
    outline.isReady = true;
    this.register();
  }

  /** Registers anew, so that VS Code asks again. */
  private register(): void {
    this.registration?.dispose();
    const selector = ['file', 'untitled'].map((scheme) => ({ language: 'markdown', scheme }));
    this.registration = vscode.languages.registerDocumentSymbolProvider(selector, this, { label: 'Keeling' });
  }

  /** Asks for the outline of a text as it is now, once. */
  private ask(document: vscode.TextDocument): DraftOutline {
    const { version, uri } = document;
    const known = this.outlines.get(uri.toString());
    // What was no draft may have become one.
    if (known?.isReady && known.asked.version === version) return known;
    const began = Date.now();
    const symbols = this.server.listSymbols(uri).catch(() => undefined);
    const asked = { version, symbols, isAnswered: false };
    const outline: DraftOutline = known ?? { asked, isReady: false, took: 0, timer: undefined };
    outline.asked = asked;
    this.outlines.set(uri.toString(), outline);
    void symbols.then((found) => {
      asked.isAnswered = true;
      outline.took = Date.now() - began;
      // What could not be answered is asked again.
      if (!found && outline.asked === asked) outline.asked = { version: -1, symbols, isAnswered: true };
    });
    return outline;
  }

  private forget(key: string): void {
    clearTimeout(this.outlines.get(key)?.timer);
    this.outlines.delete(key);
  }
}
