import * as vscode from 'vscode';
import {
  APPLY_REQUEST,
  type ApplyParams,
  type ApplyResult,
  CHANGE_PAPER_REQUEST,
  type ChangePaperParams,
  type ExportResult,
  NUMBER_CHANGES_REQUEST,
  type NumberChangesParams,
  type NumberChangesResult,
} from '../../../server/src/protocol.js';
import { showFault, tellUser } from '../faults.js';
import type { Server } from '../server.js';
import { chooseDraft, chooseProject, type LastInFront } from './active-document.js';
import { showReasons } from './show-reasons.js';
import { tellWritten } from './tell-written.js';

type PaperKind = ChangePaperParams['paper'];

/** How a paper about the changes of a draft is called, and whether it can be a spreadsheet. */
const PAPERS: Readonly<Record<PaperKind, { readonly title: string; readonly isTable: boolean }>> = {
  table: { title: vscode.l10n.t('Comparison Table'), isTable: true },
  instructions: { title: vscode.l10n.t('Amending Instructions'), isTable: false },
  destinations: { title: vscode.l10n.t('Table of Destinations'), isTable: true },
  derivations: { title: vscode.l10n.t('Table of Derivations'), isTable: true },
  extract: { title: vscode.l10n.t('Changed Provisions'), isTable: false },
};

/** The commands that write a paper about the changes of the draft in front, and the paper of each. */
export const CHANGE_PAPER_COMMANDS: readonly (readonly [command: string, paper: PaperKind])[] = [
  ['keeling.exportComparisonTable', 'table'],
  ['keeling.exportInstructions', 'instructions'],
  ['keeling.exportDestinations', 'destinations'],
  ['keeling.exportDerivations', 'derivations'],
  ['keeling.exportChangedProvisions', 'extract'],
];

/**
 * Writes a paper about the changes of the draft in front.
 * @param output the file, by URI; the user is asked unless it is given
 * @returns the file that was written; undefined where none was
 */
export async function exportChangePaper(
  server: Server,
  last: LastInFront,
  paper: PaperKind,
  output?: string,
): Promise<vscode.Uri | undefined> {
  const uri = await chooseDraft(last);
  if (uri === undefined) return undefined;
  const file = output ?? (await askForFile(uri, paper));
  if (file === undefined) return undefined;
  try {
    const params: ChangePaperParams = { uri: uri.toString(), paper, output: file };
    const title = vscode.l10n.t('Writing: {0}', PAPERS[paper].title);
    const location = { location: vscode.ProgressLocation.Notification, title };
    const result = await vscode.window.withProgress(location, () =>
      server.request<ExportResult>(CHANGE_PAPER_REQUEST, params),
    );
    const written = vscode.Uri.parse(result.uri);
    if (output === undefined) void tellWritten(written);
    return written;
  } catch (error) {
    showFault(error);
    return undefined;
  }
}

async function askForFile(draft: vscode.Uri, paper: PaperKind): Promise<string | undefined> {
  const { title, isTable } = PAPERS[paper];
  const name = draft.path.slice(draft.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '') || vscode.l10n.t('Draft');
  const own = `${name} (${title.toLowerCase()}).docx`;
  const filters = {
    Word: ['docx'],
    PDF: ['pdf'],
    HTML: ['html'],
    Markdown: ['md'],
    ...(isTable ? { CSV: ['csv'] } : {}),
  };
  const defaultUri = draft.scheme === 'file' ? vscode.Uri.joinPath(draft, '..', own) : undefined;
  const chosen = await vscode.window.showSaveDialog({
    title,
    saveLabel: vscode.l10n.t('Write'),
    filters,
    ...(defaultUri ? { defaultUri } : {}),
  });
  return chosen?.toString();
}

/**
 * Carries out amending instructions on the draft in front, all of them or none; one undo takes them
 * back.
 * @param file the text with the instructions; the user is asked unless it is given
 * @returns whether they were carried out
 */
export async function applyAmendingText(server: Server, last: LastInFront, file?: vscode.Uri): Promise<boolean> {
  const uri = await chooseDraft(last);
  if (uri === undefined) return false;
  const chosen = file ?? (await askForInstructions());
  if (!chosen) return false;
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const { version } = document;
    const params: ApplyParams = { uri: uri.toString(), instructions: chosen.toString() };
    const { text, reports } = await server.request<ApplyResult>(APPLY_REQUEST, params);
    if (text === null) {
      const title = vscode.l10n.t('Nothing is changed: not every instruction can be carried out.');
      await showReasons(title, reports.filter(isNotDone));
      return false;
    }
    if (document.version !== version) throw new Error(vscode.l10n.t('The draft has changed meanwhile. Try again.'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, ...findChangedPart(document, text));
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('The draft could not be changed.'));
    await vscode.window.showTextDocument(document);
    tellUser(
      reports.length === 1
        ? vscode.l10n.t('1 instruction is carried out. Undo takes it back.')
        : vscode.l10n.t('{0} instructions are carried out. Undo takes them back.', reports.length),
    );
    return true;
  } catch (error) {
    showFault(error);
    return false;
  }
}

function isNotDone(report: string): boolean {
  return !/: done: /.test(report);
}

/** The part of a text that differs from another, and what stands there then. */
function findChangedPart(document: vscode.TextDocument, after: string): [range: vscode.Range, text: string] {
  const before = document.getText();
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - same));
  // An edit may not begin or end within the two characters of a line end.
  const isSafe = !/\r/.test(before + after);
  const all = new vscode.Range(document.positionAt(0), document.positionAt(before.length));
  return isSafe ? [range, after.slice(start, after.length - same)] : [all, after];
}

async function askForInstructions(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Apply Amending Instructions'),
    filters: { [vscode.l10n.t('Amending instructions')]: ['docx', 'md', 'txt'] },
    openLabel: vscode.l10n.t('Apply'),
  });
  return chosen?.[0];
}

/**
 * Gives each change of the project its number, in the registers beside the drafts; one undo takes
 * it back.
 * @returns whether every change has a number
 */
export async function numberProject(server: Server, last: LastInFront): Promise<boolean> {
  const uri = await chooseProject(last);
  if (uri === undefined) return false;
  try {
    const params: NumberChangesParams = { uri: uri.toString() };
    const { files, added, refused } = await server.request<NumberChangesResult>(NUMBER_CHANGES_REQUEST, params);
    if (refused.length > 0) {
      await showReasons(vscode.l10n.t('The changes are not numbered.'), refused);
      return false;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const file of files) await addRegister(edit, file);
    if (files.length > 0 && !(await vscode.workspace.applyEdit(edit)))
      throw new Error(vscode.l10n.t('The numbers could not be written.'));
    for (const file of files) await (await vscode.workspace.openTextDocument(vscode.Uri.parse(file.uri))).save();
    tellUser(describeNumbered(added));
    return true;
  } catch (error) {
    showFault(error);
    return false;
  }
}

function describeNumbered(count: number): string {
  if (count === 0) return vscode.l10n.t('Every change has its number.');
  return count === 1 ? vscode.l10n.t('1 change got a number.') : vscode.l10n.t('{0} changes got numbers.', count);
}

async function addRegister(
  edit: vscode.WorkspaceEdit,
  { uri, text, isNew }: NumberChangesResult['files'][number],
): Promise<void> {
  const place = vscode.Uri.parse(uri);
  if (isNew) {
    edit.createFile(place, { contents: Buffer.from(text), overwrite: false });
    return;
  }
  const document = await vscode.workspace.openTextDocument(place);
  edit.replace(place, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
}
