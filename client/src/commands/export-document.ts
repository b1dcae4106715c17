import * as vscode from 'vscode';
import { commentFileOf } from '../../../server/src/comments.js';
import { EXPORT_REQUEST, type ExportParams, type ExportResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { readFileWhole } from '../write-whole.js';
import { chooseDraft, type LastInFront } from './active-document.js';
import { tellWritten } from './tell-written.js';

/** What can be made of a draft. */
interface Form extends vscode.QuickPickItem, Pick<ExportParams, 'form' | 'marked' | 'comments'> {}

const NAMES = [
  ['docx', 'Word'],
  ['pdf', 'PDF'],
  ['html', 'HTML'],
  ['md', 'Markdown'],
] as const;
const FORMS: readonly Form[] = [true, false].flatMap((marked) =>
  NAMES.map(([form, name]) => ({
    label: marked ? vscode.l10n.t('{0}, change-marked', name) : vscode.l10n.t('{0}, clean', name),
    ...(marked && form === 'docx'
      ? { detail: vscode.l10n.t('Changes since the version in force as tracked changes') }
      : {}),
    form,
    marked,
  })),
);

/** The same with comments, offered where a draft has some: for colleagues, not for the public. */
const COMMENTED: readonly Form[] = [true, false].map((marked) => ({
  label: marked
    ? vscode.l10n.t('{0}, change-marked, with comments', 'Word')
    : vscode.l10n.t('{0}, clean, with comments', 'Word'),
  detail: vscode.l10n.t('The comments beside the draft as comments of Word, with their answers. Not for publication'),
  form: 'docx',
  marked,
  comments: true,
}));

/**
 * Writes one draft, or the one in front, as a file in Word, PDF, HTML or Markdown, change-marked or
 * clean.
 * @param asked what to write and where; the user is asked for what is not given
 * @returns the file that was written; undefined where none was
 */
export async function exportDraftInFront(
  server: Server,
  last: LastInFront,
  chosen?: vscode.Uri,
  asked?: Omit<ExportParams, 'uri'>,
): Promise<vscode.Uri | undefined> {
  const uri = chosen ?? (await chooseDraft(last));
  if (uri === undefined) return undefined;
  const how = asked ?? (await askFormOfDocument(uri));
  if (how === undefined) return undefined;
  try {
    const params: ExportParams = { uri: uri.toString(), ...how };
    const title = vscode.l10n.t('Exporting');
    const location = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const result = await vscode.window.withProgress(location, (_bar, cancellation) =>
      server.request<ExportResult>(EXPORT_REQUEST, params, cancellation).catch((error: unknown) => {
        if (cancellation.isCancellationRequested) return undefined;
        throw error;
      }),
    );
    if (!result) return undefined;
    const written = vscode.Uri.parse(result.uri);
    if (!asked) void tellWritten(written);
    return written;
  } catch (error) {
    showFault(error);
    return undefined;
  }
}

async function askFormOfDocument(draft: vscode.Uri): Promise<Omit<ExportParams, 'uri'> | undefined> {
  const hasComments = (await readFileWhole(draft.with({ path: commentFileOf(draft.path) }))) !== '';
  const chosen = await vscode.window.showQuickPick([...FORMS, ...(hasComments ? COMMENTED : [])], {
    title: vscode.l10n.t('Export This Document'),
    placeHolder: vscode.l10n.t('Choose a form'),
  });
  if (!chosen) return undefined;
  const { form, marked, comments } = chosen;
  const name = draft.path.slice(draft.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const own = `${describeFile(name || vscode.l10n.t('Draft'), { marked, comments })}.${form}`;
  const folder = draft.scheme === 'file' ? draft : vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri =
    draft.scheme === 'file' ? vscode.Uri.joinPath(draft, '..', own) : folder && vscode.Uri.joinPath(folder, own);
  const output = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export This Document'),
    saveLabel: vscode.l10n.t('Export'),
    filters: { [NAMES.find(([each]) => each === form)?.[1] ?? form]: [form] },
    ...(defaultUri ? { defaultUri } : {}),
  });
  return output && { output: output.toString(), form, marked, ...(comments ? { comments } : {}) };
}

/** The name of the file that is offered, without its ending. */
function describeFile(name: string, { marked, comments }: Pick<ExportParams, 'marked' | 'comments'>): string {
  if (comments)
    return marked
      ? vscode.l10n.t('{0} (change-marked, with comments)', name)
      : vscode.l10n.t('{0} (clean, with comments)', name);
  return marked ? vscode.l10n.t('{0} (change-marked)', name) : vscode.l10n.t('{0} (clean)', name);
}
