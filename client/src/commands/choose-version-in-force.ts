import * as vscode from 'vscode';
import { messageOf } from '../../../server/src/failure.js';
import { HAS_NO_VERSION_IN_FORCE } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import { chooseDraft, type LastInFront } from './active-document.js';
import { QuestionSeries } from './question-series.js';
import { chooseVersionFrom, findOtherTexts, offerVersionsInForce } from './use-as-draft.js';

/** A path that YAML reads as it is written. */
const PLAIN_PATH = /^[\w./][\w./ -]*$/;

/**
 * Asks which file is the version in force of a draft, and writes it into the draft's front matter as
 * an edit that can be undone.
 * @param draft the draft; the one in front unless given
 * @param answered the version in force; the user is asked unless it is given
 */
export async function chooseVersionInForce(
  last: LastInFront,
  draft?: vscode.Uri,
  answered?: vscode.Uri,
): Promise<void> {
  const uri = draft ?? (await chooseDraft(last));
  if (!uri) return;
  try {
    const inForce = answered ?? (await askForVersion(uri));
    if (!inForce) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    const line = `baseline: ${writePath(findPathFrom(uri, inForce))}`;
    const isFirst = document.lineAt(0).text.trimEnd() !== '---';
    if (isFirst) edit.insert(uri, new vscode.Position(0, 0), `---\n${line}\n---\n\n`);
    else edit.insert(uri, new vscode.Position(1, 0), `${line}\n`);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('The draft could not be changed.'));
    // What is compared is what is saved.
    await document.save();
    await vscode.window.showTextDocument(document);
  } catch (error) {
    showFault(error);
  }
}

/** Shows why a draft could not be compared; where it has no version in force, with a way to name one. */
export async function showComparisonFault(error: unknown, draft: vscode.Uri): Promise<void> {
  const reason = messageOf(error);
  if (!reason.startsWith(HAS_NO_VERSION_IN_FORCE)) {
    showFault(error);
    return;
  }
  const choose = vscode.l10n.t('Choose Version in Force');
  const answer = await vscode.window.showErrorMessage(vscode.l10n.t('Keeling: {0}', reason), choose);
  if (answer === choose) await vscode.commands.executeCommand('keeling.chooseVersionInForce', draft);
}

async function askForVersion(draft: vscode.Uri): Promise<vscode.Uri | undefined> {
  const others = await findOtherTexts(draft);
  const offers = offerVersionsInForce(draft, others).flatMap(({ uri, ...shown }) => (uri ? [{ ...shown, uri }] : []));
  if (offers.length === 0)
    throw new Error(vscode.l10n.t('The open folders hold no other text. Put the version in force beside the draft.'));
  const title = vscode.l10n.t('Version in Force');
  return (await QuestionSeries.ask((questions) => chooseVersionFrom(questions, offers, title)))?.uri;
}

/** The path of a file from the folder of another: "../in-force/code.md". */
function findPathFrom(from: vscode.Uri, to: vscode.Uri): string {
  const [own, other] = [from.path.split('/').slice(0, -1), to.path.split('/')];
  let shared = 0;
  while (shared < own.length && own[shared] === other[shared]) shared++;
  return [...own.slice(shared).map(() => '..'), ...other.slice(shared)].join('/');
}

function writePath(path: string): string {
  return PLAIN_PATH.test(path) ? path : JSON.stringify(path);
}
