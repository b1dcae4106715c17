import * as vscode from 'vscode';
import type { MarkUpChange } from '../../../server/src/protocol.js';
import type { KnownComparisons } from '../comparisons.js';
import { showFault } from '../faults.js';
import type { MarkUpSource } from '../mark-up-record.js';
import type { MarkUpsView } from '../views/mark-ups.js';
import { chooseDraft } from './active-document.js';

/** What the user answers: whose mark-ups, and the text that was sent out. */
export interface MarkUpAnswers {
  readonly markUps: readonly { readonly respondent: string; readonly file: vscode.Uri }[];
  /** Null where the mark-ups are Word files that track their changes. */
  readonly sent: vscode.Uri | null;
}

const MOST_OFFERED = 200;

/**
 * Adds the mark-ups of respondents to a draft, and shows each of their changes to be taken or left.
 * @param draft the draft; the one in front unless given
 * @param answered the answers; the user is asked unless they are given
 * @returns the changes to decide
 */
export async function addMarkUps(
  view: MarkUpsView,
  comparisons: KnownComparisons,
  draft?: vscode.Uri,
  answered?: MarkUpAnswers,
): Promise<readonly MarkUpChange[] | undefined> {
  const uri = draft ?? (await chooseDraft(comparisons));
  if (!uri) return undefined;
  const answers = answered ?? (await askForMarkUps(uri));
  if (!answers) return undefined;
  try {
    const sent = answers.sent && pathFromDraft(uri, answers.sent);
    const sources = answers.markUps.map(({ respondent, file }): MarkUpSource => {
      return { respondent, file: pathFromDraft(uri, file), sent };
    });
    const changes = await view.add(uri, sources);
    await vscode.commands.executeCommand('keeling.markUps.focus');
    return changes;
  } catch (error) {
    showFault(error);
    return undefined;
  }
}

async function askForMarkUps(draft: vscode.Uri): Promise<MarkUpAnswers | undefined> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: { [vscode.l10n.t('Mark-ups of respondents')]: ['docx', 'docm', 'md'] },
    openLabel: vscode.l10n.t('Choose Mark-ups'),
    defaultUri: vscode.Uri.joinPath(draft, '..'),
  });
  if (!files || files.length === 0) return undefined;
  const sent = await askForSentText(draft, files);
  if (!sent) return undefined;
  const markUps: { respondent: string; file: vscode.Uri }[] = [];
  for (const file of files) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const respondent = await vscode.window.showInputBox({
      title: vscode.l10n.t('Whose Mark-up Is {0}?', name),
      prompt: vscode.l10n.t('The respondent, as the record and the view shall name it.'),
      value: name.replace(/\.[^.]*$/, ''),
      validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name.') : null),
      ignoreFocusOut: true,
    });
    if (respondent === undefined) return undefined;
    markUps.push({ respondent: respondent.trim(), file });
  }
  return { markUps, sent: sent.uri };
}

async function askForSentText(
  draft: vscode.Uri,
  markUps: readonly vscode.Uri[],
): Promise<{ readonly uri: vscode.Uri | null } | undefined> {
  const found = await vscode.workspace.findFiles('**/*.{md,docx}', '**/node_modules/**', MOST_OFFERED);
  const others = found.filter((each) => !markUps.some((file) => file.toString() === each.toString()));
  const offers = others
    .map((each) => ({
      label: vscode.workspace.asRelativePath(each),
      ...(each.toString() === draft.toString()
        ? { detail: vscode.l10n.t('The draft, which has not changed since') }
        : {}),
      uri: each,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const tracked = {
    label: vscode.l10n.t('The mark-ups without their tracked changes'),
    detail: vscode.l10n.t('Where respondents edited your Word file with tracking on'),
    uri: null,
  };
  const isWord = markUps.every(({ path }) => /\.doc[xm]$/i.test(path));
  return vscode.window.showQuickPick([...(isWord ? [tracked] : []), ...offers], {
    title: vscode.l10n.t('The Text That Was Sent Out'),
    placeHolder: vscode.l10n.t('What the respondents were sent, such as an attachment of the pack'),
    ignoreFocusOut: true,
  });
}

/** The path of a file from a draft's folder, with "../" where it lies outside. */
function pathFromDraft(draft: vscode.Uri, file: vscode.Uri): string {
  const from = draft.path.split('/').slice(0, -1);
  const to = file.path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
