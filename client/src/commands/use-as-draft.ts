import * as vscode from 'vscode';
import { NAME_DRAFT_REQUEST, type NameDraftParams, type NameDraftResult } from '../../../server/src/protocol.js';
import { showFault, tellUser } from '../faults.js';
import { PROJECT_FILE } from '../project-files.js';
import type { Server } from '../server.js';
import { QuestionSeries } from './question-series.js';
import { writeProject } from './write-project.js';

/** More files than this are not offered as the version in force. */
const MOST_FILES = 200;

/** "code-v1.1". */
const VERSION_AT_END = /^(.{1,100}?)[-_ ]{1,3}(v\d[\d.]{0,10})$/i;

/** The offer to name no version in force. */
const NO_VERSION_IN_FORCE = {
  label: vscode.l10n.t('None yet'),
  detail: vscode.l10n.t('Changes are not shown until a version in force is named.'),
};

/** What the user says of a text. */
export type DraftAnswers = Pick<NameDraftParams, 'id' | 'version' | 'inForce'>;

/**
 * Makes a draft of a Markdown file: asks for its short name, its version and its version in force,
 * and names it in keeling.yaml, which is made if there is none.
 * @param file the text; the one in front unless given
 * @param answered the answers; the user is asked unless they are given
 */
export async function useAsDraft(server: Server, file?: vscode.Uri, answered?: DraftAnswers): Promise<void> {
  const uri = file ?? vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== 'file' || !/\.(?:md|markdown)$/i.test(uri.path)) {
    tellUser(vscode.l10n.t('Open the Markdown file that you want to use as a draft. Word files are imported.'));
    return;
  }
  const answers = answered ?? (await askAbout(uri));
  if (!answers) return;
  try {
    const params: NameDraftParams = { uri: uri.toString(), ...answers };
    const project = await server.request<NameDraftResult>(NAME_DRAFT_REQUEST, params);
    if (!(await writeProject(new vscode.WorkspaceEdit(), project)))
      throw new Error(vscode.l10n.t('{0} could not be written.', PROJECT_FILE));
    await vscode.window.showTextDocument(uri);
    if (!answered) void tellWhatComesNext(answers.id, project);
  } catch (error) {
    showFault(error);
  }
}

/** The short name and the version that the name of a file tells: "CODE" and "V1.1" of "code-v1.1.md". */
export function splitVersion({ path }: vscode.Uri): { readonly id: string; readonly version: string } {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const [, stem = name, version = ''] = VERSION_AT_END.exec(name) ?? [];
  return { id: stem.toUpperCase(), version: version.toUpperCase() };
}

function askAbout(uri: vscode.Uri): Promise<DraftAnswers | undefined> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return QuestionSeries.ask((questions) => askThree(questions, uri, name));
}

async function askThree(questions: QuestionSeries, uri: vscode.Uri, name: string): Promise<DraftAnswers | undefined> {
  const id = await questions.askForWords({
    title: titleStep(name, 1),
    prompt: vscode.l10n.t('The short name by which other documents cite it, such as MTAD.'),
    value: splitVersion(uri).id,
    validate: (value) =>
      /^[^\r\n:]{1,60}$/.test(value.trim()) ? null : vscode.l10n.t('A short name without a colon.'),
  });
  if (id === undefined) return undefined;
  const version = await questions.askForWords({
    title: titleStep(name, 2),
    prompt: vscode.l10n.t('Its version, such as V1.3; nothing if it has none.'),
    value: splitVersion(uri).version,
  });
  if (version === undefined) return undefined;
  const inForce = await askForVersionInForce(questions, uri, titleStep(name, 3));
  return inForce && { id: id.trim(), version: version.trim(), inForce: inForce.uri };
}

function titleStep(name: string, step: number): string {
  return vscode.l10n.t('Use {0} as a Draft ({1} of 3)', name, step);
}

async function askForVersionInForce(
  questions: QuestionSeries,
  draft: vscode.Uri,
  title: string,
): Promise<{ uri: string | null } | undefined> {
  const chosen = await chooseVersionFrom(questions, offerVersionsInForce(draft, await findOtherTexts(draft)), title);
  return chosen && { uri: chosen.uri?.toString() ?? null };
}

/** The texts of the open folders that can be the version in force of a draft. */
export async function findOtherTexts(draft: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/*.{md,docx}', '**/node_modules/**', MOST_FILES);
  return found.filter((each) => each.toString() !== draft.toString());
}

/** Asks which of several texts is the version in force; undefined where the user gives up. */
export function chooseVersionFrom<T extends vscode.QuickPickItem>(
  questions: QuestionSeries,
  offers: readonly T[],
  title: string,
): Promise<T | undefined> {
  const placeHolder = vscode.l10n.t('The version in force, which the draft changes');
  return questions.choose(offers, { title, placeHolder });
}

/**
 * The files that can be the version in force of a draft, and none. Those that bear its name stand
 * first: "code-v1.0.md" for "code-v1.1.md".
 */
export function offerVersionsInForce(
  draft: vscode.Uri,
  files: readonly vscode.Uri[],
): (vscode.QuickPickItem & { readonly uri: vscode.Uri | null })[] {
  const { id } = splitVersion(draft);
  const offers = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  offers.sort((a, b) => a.label.localeCompare(b.label));
  const ofItsName = offers.filter(({ uri }) => splitVersion(uri).id === id);
  const others = offers.filter((offer) => !ofItsName.includes(offer));
  return [...ofItsName, { ...NO_VERSION_IN_FORCE, uri: null }, ...others];
}

async function tellWhatComesNext(id: string, { isNew }: NameDraftResult): Promise<void> {
  const [compare, steps] = [vscode.l10n.t('Show Changes'), vscode.l10n.t('First Steps')];
  const made = isNew ? vscode.l10n.t('keeling.yaml was made') : vscode.l10n.t('keeling.yaml has a new entry');
  const next = vscode.l10n.t(
    '{0}: {1} is a draft now. Problems are underlined; the view “Changes” shows what changed.',
    made,
    id,
  );
  const answer = await vscode.window.showInformationMessage(next, compare, steps);
  if (answer === compare) await vscode.commands.executeCommand('keeling.changes.focus');
  if (answer === steps)
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'keeling.keeling#firstSteps');
}
