import * as vscode from 'vscode';
import type { PlaceRange } from '../../../server/src/protocol.js';
import { warnUser } from '../faults.js';
import { toRange } from './go-to.js';

const SCHEME = 'keeling-proposed';

/** Words that are proposed for a part of a document. */
interface Proposal {
  readonly document: vscode.TextDocument;
  /** The document's text that they are proposed for. */
  readonly before: string;
  readonly range: vscode.Range;
  readonly words: string;
  readonly after: string;
}

/** Documents as they would be, shown beside what they are, to be taken or not. */
export class Proposals implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private readonly made = new Map<string, Proposal>();

  constructor() {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.commands.registerCommand('keeling.takeProposal', (uri?: unknown) => this.take(uri)),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.made.get(uri.path)?.after ?? '';
  }

  /** Shows a document beside what it would be with other words in a part of it. */
  async show(uri: vscode.Uri, range: PlaceRange, words: string, title: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const place = toRange(range);
    const before = document.getText();
    const [start, end] = [document.offsetAt(place.start), document.offsetAt(place.end)];
    const after = before.slice(0, start) + words + before.slice(end);
    const proposed = uri.with({ scheme: SCHEME });
    this.made.set(proposed.path, { document, before, range: place, words, after });
    this.changed.fire(proposed);
    await vscode.commands.executeCommand('vscode.diff', uri, proposed, title, { preview: true });
    const put = vscode.l10n.t('Put into the Document');
    const name = vscode.workspace.asRelativePath(uri);
    const asked =
      before === after
        ? vscode.l10n.t('{0} has it already, word for word.', name)
        : vscode.l10n.t('Put this into {0}?', name);
    void vscode.window.showInformationMessage(asked, ...(before === after ? [] : [put])).then(async (answer) => {
      if (answer === put) await this.take(proposed);
    });
  }

  /** Puts what is proposed into its document. @param given what is proposed, where a menu says it */
  private async take(given: unknown): Promise<void> {
    const front = vscode.window.activeTextEditor?.document.uri;
    const uri = given instanceof vscode.Uri && given.scheme === SCHEME ? given : front;
    const proposal = uri && this.made.get(uri.path);
    if (!proposal) return;
    const { document, before, range, words } = proposal;
    if (document.isClosed || document.getText() !== before) {
      const message = vscode.l10n.t('Keeling: the document has changed meanwhile. Draft it again.');
      warnUser(message);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, words);
    if (!(await vscode.workspace.applyEdit(edit))) return;
    this.made.delete(uri.path);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const editor = await vscode.window.showTextDocument(document);
    editor.revealRange(range, vscode.TextEditorRevealType.AtTop);
  }
}
