import * as vscode from 'vscode';
import { CONCLUDE_REQUEST, type ConcludeParams, type ConcludeResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { chooseProject, type LastInFront } from './active-document.js';
import { showReasons } from './show-reasons.js';

const FORMS: readonly (vscode.QuickPickItem & Pick<ConcludeParams, 'form'>)[] = [
  { label: 'Markdown', detail: 'Opens here; write the answers into it', form: 'md' },
  { label: 'Word', detail: 'Can be edited in Word; the answers are taken over', form: 'docx' },
  { label: 'PDF', detail: 'To be published', form: 'pdf' },
  { label: 'HTML', detail: 'To be published', form: 'html' },
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
    const location = { location: vscode.ProgressLocation.Notification, title: 'Writing the conclusions' };
    const result = await vscode.window.withProgress(location, () =>
      server.request<ConcludeResult>(CONCLUDE_REQUEST, params),
    );
    if (result.refused) {
      await showReasons('The conclusions report is not written.', result.refused);
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
  return vscode.window.showQuickPick(FORMS, { title: 'Write Conclusions Report', placeHolder: 'Choose a form' });
}

async function saveReports(): Promise<void> {
  const isReport = (document: vscode.TextDocument) => /^kind:[ \t]{0,9}conclusions\b/m.test(document.getText());
  for (const document of vscode.workspace.textDocuments)
    if (document.isDirty && document.uri.scheme === 'file' && isReport(document)) await document.save();
}

async function tellWhatIsOpen(written: vscode.Uri, { open, notes }: ConcludeResult): Promise<void> {
  const name = written.path.slice(written.path.lastIndexOf('/') + 1);
  const left =
    open === 0 ? 'Nothing is left open in it.' : `${open} ${open === 1 ? 'place is' : 'places are'} left open in it.`;
  const show = 'Show in Folder';
  const answer = await vscode.window.showInformationMessage([`${name} is written. ${left}`, ...notes].join(' '), show);
  if (answer === show) await vscode.commands.executeCommand('revealFileInOS', written);
}
