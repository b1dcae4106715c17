import * as vscode from 'vscode';
import { CONCLUDE_REQUEST, type ConcludeParams, type ConcludeResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { chooseProject, type LastInFront } from './active-document.js';
import { showReasons } from './show-reasons.js';

const FORMS: readonly (vscode.QuickPickItem & Pick<ConcludeParams, 'form'>)[] = [
  { label: 'Markdown', detail: vscode.l10n.t('Opens here; write the answers into it'), form: 'md' },
  { label: 'Word', detail: vscode.l10n.t('Can be edited in Word; the answers are taken over'), form: 'docx' },
  { label: 'PDF', detail: vscode.l10n.t('To be published'), form: 'pdf' },
  { label: 'HTML', detail: vscode.l10n.t('To be published'), form: 'html' },
];

/**
 * Writes the conclusions report of the project that the document in front belongs to, and takes
 * over what was written into it. As Markdown it is opened.
 * @param asked the form; the user is asked unless it is given
 * @returns the report; undefined where none was written
 */
export async function writeConclusions(
  server: Server,
  last: LastInFront,
  asked?: ConcludeParams['form'],
): Promise<vscode.Uri | undefined> {
  const uri = await chooseProject(last);
  if (uri === undefined) return undefined;
  const chosen = FORMS.find(({ form }) => form === asked) ?? (await askForForm());
  if (!chosen) return undefined;
  try {
    // What was just written into a report is to be taken over.
    await saveReports();
    const params: ConcludeParams = { uri: uri.toString(), form: chosen.form };
    const title = vscode.l10n.t('Writing the conclusions');
    const location = { location: vscode.ProgressLocation.Notification, title };
    const result = await vscode.window.withProgress(location, () =>
      server.request<ConcludeResult>(CONCLUDE_REQUEST, params),
    );
    if (result.refused) {
      await showReasons(vscode.l10n.t('The conclusions report is not written.'), result.refused);
      return undefined;
    }
    const written = vscode.Uri.parse(result.uri);
    if (chosen.form === 'md') await vscode.window.showTextDocument(written);
    void tellWhatIsOpen(written, result);
    return written;
  } catch (error) {
    showFault(error);
    return undefined;
  }
}

async function askForForm(): Promise<(typeof FORMS)[number] | undefined> {
  return vscode.window.showQuickPick(FORMS, {
    title: vscode.l10n.t('Write Conclusions Report'),
    placeHolder: vscode.l10n.t('Choose a form'),
  });
}

async function saveReports(): Promise<void> {
  const isReport = (document: vscode.TextDocument) => /^kind:[ \t]{0,9}conclusions\b/m.test(document.getText());
  for (const document of vscode.workspace.textDocuments)
    if (document.isDirty && document.uri.scheme === 'file' && isReport(document)) await document.save();
}

async function tellWhatIsOpen(written: vscode.Uri, { open, notes }: ConcludeResult): Promise<void> {
  const name = written.path.slice(written.path.lastIndexOf('/') + 1);
  const show = vscode.l10n.t('Show in Folder');
  const message = [vscode.l10n.t('{0} is written.', name), describeOpen(open), ...notes].join(' ');
  const answer = await vscode.window.showInformationMessage(message, show);
  if (answer === show) await vscode.commands.executeCommand('revealFileInOS', written);
}

function describeOpen(count: number): string {
  if (count === 0) return vscode.l10n.t('Nothing is left open in it.');
  return count === 1
    ? vscode.l10n.t('1 place is left open in it.')
    : vscode.l10n.t('{0} places are left open in it.', count);
}
