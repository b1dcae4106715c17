import * as vscode from 'vscode';
import {
  PACK_PROGRESS,
  PACK_REQUEST,
  type PackParams,
  type PackProgress,
  type PackResult,
} from '../../../server/src/protocol.js';
import { showFault, tellUser } from '../faults.js';
import { PROJECT_FILE } from '../project-files.js';
import type { Server } from '../server.js';
import { chooseProject, type LastInFront } from './active-document.js';
import { fileExists } from './new-consultation.js';
import { QuestionSeries } from './question-series.js';
import { listReasons } from './show-reasons.js';

let requests = 0;

/**
 * Writes all attachments of the project that the document in front belongs to.
 * @param output the URI of the folder to write to; unless given, the user is asked
 * @param decision whether they are those of the decision, with the conclusions report
 */
export async function exportAttachments(
  server: Server,
  last: LastInFront,
  output?: string,
  decision = false,
): Promise<PackResult | undefined> {
  const uri = await chooseProject(last);
  if (uri === undefined) return undefined;
  const answers = typeof output === 'string' ? { marks: '', folder: output } : await askHow(decision);
  if (!answers) return undefined;
  const { marks, folder } = answers;
  try {
    const params = { uri: uri.toString(), output: folder, decision, ...(marks === '' ? {} : { marks }) };
    let result = await packWithProgress(server, { ...params, token: String(requests++) });
    if (result?.refused) {
      if (!(await wantsDraft(result.refused))) return undefined;
      result = await packWithProgress(server, { ...params, draft: true, token: String(requests++) });
    }
    if (!result) return undefined;
    const open = vscode.l10n.t('Show Files');
    const message = vscode.l10n.t('The attachments are written: {0} files.', result.files.length);
    if (typeof output === 'string') tellUser(message);
    else if ((await vscode.window.showInformationMessage(message, open)) === open) {
      await vscode.commands.executeCommand(
        'revealFileInOS',
        vscode.Uri.joinPath(vscode.Uri.parse(result.folder), result.files[0] ?? ''),
      );
    }
    return result;
  } catch (error) {
    showFault(error);
    return undefined;
  }
}

function askHow(decision: boolean): Promise<{ readonly marks: string; readonly folder: string } | undefined> {
  return QuestionSeries.ask(async (questions) => {
    const marks = await chooseMarks(questions);
    const folder = marks === undefined ? undefined : await askForFolder(decision ? 'decision' : 'pack');
    return marks === undefined || folder === undefined ? undefined : { marks, folder };
  });
}

/**
 * Shows what stands in the way of the attachments, and asks whether to make them all the same,
 * marked as a draft.
 */
async function wantsDraft(reasons: readonly string[]): Promise<boolean> {
  const [draft, problems] = [vscode.l10n.t('Make Draft Attachments'), vscode.l10n.t('Show Problems')];
  const detail = listReasons(reasons);
  const title = vscode.l10n.t('The attachments cannot be made while there are errors.');
  const chosen = await vscode.window.showWarningMessage(title, { modal: true, detail }, draft, problems);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  return chosen === draft;
}

/**
 * Makes the attachments and shows the progress. Undefined if the user cancels; then nothing is
 * written.
 */
async function packWithProgress(server: Server, params: PackParams): Promise<PackResult | undefined> {
  await server.start();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Making the attachments'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (bar, cancellation) => {
    let shown = 0;
    const listener = server.onNotification<PackProgress>(PACK_PROGRESS, ({ token, done, total, what }) => {
      if (token !== params.token) return;
      const now = total === 0 ? 0 : (100 * done) / total;
      bar.report({ message: what, increment: now - shown });
      shown = now;
    });
    try {
      return await server.request<PackResult>(PACK_REQUEST, params, cancellation);
    } catch (error) {
      if (cancellation.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}

/** Ways of marking changes, by name. */
const MARKS: readonly { readonly label: string; readonly detail: string; readonly marks: string }[] = [
  {
    label: vscode.l10n.t('As the project file says'),
    detail: vscode.l10n.t('marks under exports in keeling.yaml; otherwise House'),
    marks: '',
  },
  {
    label: vscode.l10n.t('House'),
    detail: vscode.l10n.t('New words underlined, deleted words struck through, in colour'),
    marks: 'house',
  },
  { label: 'Keeling', detail: vscode.l10n.t('New words bold, deleted words struck through'), marks: 'keeling' },
  {
    label: vscode.l10n.t('Brackets'),
    detail: vscode.l10n.t('New words in square brackets, with notes of what was replaced'),
    marks: 'brackets',
  },
  { label: vscode.l10n.t('Mono'), detail: vscode.l10n.t('As House, in black for print without colour'), marks: 'mono' },
];

/**
 * How changes are to be marked, as the setting says or the user chooses: a name, or "" for what the
 * project file says; undefined if the user cancels.
 */
async function chooseMarks(questions: QuestionSeries): Promise<string | undefined> {
  const setting = vscode.workspace.getConfiguration('keeling').get<string>('exports.marks', 'ask');
  if (setting === 'project') return '';
  if (MARKS.some(({ marks }) => marks === setting)) return setting;
  const title = vscode.l10n.t('How Changes Are Marked');
  const placeHolder = vscode.l10n.t('Choose the marks of PDF and HTML');
  return (await questions.choose(MARKS, { title, placeHolder }))?.marks;
}

/** @param own the folder of the papers where the user chooses the project's, as on the command line */
async function askForFolder(own: string): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    title: vscode.l10n.t('The Folder of the Attachments'),
    openLabel: vscode.l10n.t('Write Attachments Here'),
  });
  const folder = chosen?.[0];
  if (!folder) return undefined;
  // Among the drafts the papers would be taken for drafts.
  const isOfProject = await fileExists(vscode.Uri.joinPath(folder, PROJECT_FILE));
  return (isOfProject ? vscode.Uri.joinPath(folder, own) : folder).toString();
}
