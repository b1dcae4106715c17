import * as vscode from 'vscode';
import { IMPORT_REQUEST, type ImportParams, type ImportResult } from '../../../server/src/protocol.js';
import { showFault, tellUser } from '../faults.js';
import type { Server } from '../server.js';
import type { ImportReport } from '../views/import-report.js';
import { writeProject } from './write-project.js';

const WORD_FILES = ['docx', 'docm', 'dotx', 'dotm'];

/** Where it is said what a reader of imported drafts should look at. */
export interface ImportReports {
  readonly problems: vscode.DiagnosticCollection;
  readonly view: ImportReport;
}

/**
 * Makes drafts of Word files, PDFs and plain texts, beside them, and names them in keeling.yaml, all in one step that can
 * be undone. What a reader should look at stands among the problems, each at its place.
 * @param files the Word files, PDFs and plain texts; unless given, the user is asked
 */
export async function importWordDocuments(
  server: Server,
  reports: ImportReports,
  files?: readonly vscode.Uri[],
): Promise<void> {
  const chosen = files ?? (await askForFiles());
  if (!chosen || chosen.length === 0) return;
  try {
    const result = await writeImported(server, reports, { uris: chosen.map((uri) => uri.toString()) });
    const [first] = result.drafts;
    if (first !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(first));
    await sayWhatWasMade(result);
  } catch (error) {
    showFault(error);
  }
}

/**
 * Writes the drafts of Word files, PDFs and plain texts, and says what is to be looked at in them.
 * @throws Error that says why they are not written
 */
export async function writeImported(
  server: Server,
  { problems, view }: ImportReports,
  params: ImportParams,
): Promise<ImportResult> {
  const result = await server.request<ImportResult>(IMPORT_REQUEST, params);
  if (!(await writeFiles(result))) throw new Error(vscode.l10n.t('The drafts could not be written.'));
  showNotices(result, problems);
  await view.add(result);
  return result;
}

async function askForFiles(): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: { [vscode.l10n.t('Word documents, PDFs and plain texts')]: [...WORD_FILES, 'pdf', 'txt'] },
    openLabel: vscode.l10n.t('Import'),
  });
}

async function writeFiles({ files, project }: ImportResult): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, base64 } of files)
    edit.createFile(vscode.Uri.parse(uri), { contents: Buffer.from(base64, 'base64'), overwrite: false });
  return writeProject(edit, project);
}

function showNotices({ drafts, notices }: ImportResult, report: vscode.DiagnosticCollection): void {
  for (const draft of drafts) {
    const own = notices.filter(({ uri }) => uri === draft);
    report.set(
      vscode.Uri.parse(draft),
      own.map(({ line, message }) => {
        const place = new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER);
        const notice = new vscode.Diagnostic(place, message, vscode.DiagnosticSeverity.Information);
        notice.source = vscode.l10n.t('Keeling import');
        return notice;
      }),
    );
  }
}

async function sayWhatWasMade({ drafts, notices }: ImportResult): Promise<void> {
  const made =
    drafts.length === 1 ? vscode.l10n.t('Imported 1 document') : vscode.l10n.t('Imported {0} documents', drafts.length);
  if (notices.length === 0) {
    tellUser(vscode.l10n.t('{0}.', made));
    return;
  }
  const places =
    notices.length === 1 ? vscode.l10n.t('1 place to look at') : vscode.l10n.t('{0} places to look at', notices.length);
  const message = vscode.l10n.t('{0}, {1}.', made, places);
  void vscode.window.showInformationMessage(message, vscode.l10n.t('Show Report')).then((answer) => {
    if (answer !== undefined) void vscode.commands.executeCommand('keeling.importReport.focus');
  });
}
