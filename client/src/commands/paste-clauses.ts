import * as vscode from 'vscode';
import { PASTE_REQUEST, type PasteParams, type PasteResult } from '../../../server/src/protocol.js';
import { isDraft } from '../drafts.js';
import type { Server } from '../server.js';

const FORMATTED = 'text/html';
/** As basic text, so that pictures of the same words, which Excel adds, do not come first. */
const KIND = vscode.DocumentDropOrPasteEditKind.Text.append('keeling');
/** More is pasted as plain text. */
const LONGEST = 20_000_000;

/**
 * Pastes words of Word, Excel and browsers as clauses, tables and notes. Where plain text says it as
 * well nothing is offered, and VS Code pastes that.
 */
export class ClausePaste implements vscode.DocumentPasteEditProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.registration = vscode.languages.registerDocumentPasteEditProvider({ language: 'markdown' }, this, {
      providedPasteEditKinds: [KIND],
      pasteMimeTypes: [FORMATTED],
    });
  }

  dispose(): void {
    this.registration.dispose();
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    transfer: vscode.DataTransfer,
    _context: vscode.DocumentPasteEditContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentPasteEdit[] | undefined> {
    const [range] = ranges;
    if (!range || ranges.length > 1 || !this.isWanted(document)) return undefined;
    const html = await transfer.get(FORMATTED)?.asString();
    if (!html || html.length > LONGEST || !(await isDraft(document))) return undefined;
    const plain = (await transfer.get('text/plain')?.asString()) ?? '';
    const { start, end } = range;
    const params: PasteParams = {
      uri: document.uri.toString(),
      range: {
        start: { line: start.line, character: start.character },
        end: { line: end.line, character: end.character },
      },
      html,
      plain,
    };
    // Whatever goes wrong, the words can still be pasted as plain text.
    const result = await this.server.request<PasteResult>(PASTE_REQUEST, params, token).catch(() => null);
    if (!result) return undefined;
    const edits = [makePasteEdit(document, result.text, titlePaste(result), result)];
    const marked = vscode.l10n.t('Paste with Tracked Changes Marked');
    if (result.marked !== null) edits.push(makePasteEdit(document, result.marked, marked, result));
    return edits;
  }

  private isWanted(document: vscode.TextDocument): boolean {
    return vscode.workspace.getConfiguration('keeling', document).get('paste.clauses', true);
  }
}

function titlePaste({ commentCount: left }: NonNullable<PasteResult>): string {
  if (left === 0) return vscode.l10n.t('Paste as Clauses and Tables');
  return left === 1
    ? vscode.l10n.t('Paste as Clauses and Tables, without 1 Comment')
    : vscode.l10n.t('Paste as Clauses and Tables, without {0} Comments', left);
}

function makePasteEdit(
  document: vscode.TextDocument,
  text: string,
  title: string,
  { at }: NonNullable<PasteResult>,
): vscode.DocumentPasteEdit {
  if (at === null) return new vscode.DocumentPasteEdit(text, title, KIND);
  const edit = new vscode.DocumentPasteEdit('', title, KIND);
  edit.additionalEdit = new vscode.WorkspaceEdit();
  edit.additionalEdit.insert(document.uri, new vscode.Position(at.start.line, at.start.character), text);
  return edit;
}
