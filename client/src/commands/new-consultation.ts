import * as vscode from 'vscode';
import { NAME_DRAFT_REQUEST, type NameDraftParams, type NameDraftResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import { PROJECT_FILE } from '../project-files.js';
import type { Server } from '../server.js';
import { type ImportReports, writeImported } from './import-documents.js';
import { QuestionSeries } from './question-series.js';
import { offerVersionsInForce, splitVersion } from './use-as-draft.js';
import { writeProject } from './write-project.js';

/** What the user says of a new consultation. */
export interface ConsultationAnswers {
  readonly folder: vscode.Uri;
  /** The drafts: Markdown files, and Word files, PDFs and plain texts that are imported; none for small drafts to begin with. */
  readonly drafts: readonly vscode.Uri[];
  /** The version in force of each draft, in their order; null for none. */
  readonly inForce: readonly (vscode.Uri | null)[];
  readonly id: string;
  /** "2026-01-05"; '' where it is not known yet. */
  readonly published: string;
  readonly respondBy: string;
  readonly effective: string;
}

/** The files of a folder that can be drafts. */
const TEXTS = '*.{md,markdown,docx,docm,dotx,dotm,pdf,txt}';
const MOST_TEXTS = 100;
const CONSULTATION = 'consultation.md';

/** Small drafts for a folder that has none. */
const SMALL_DRAFTS: Readonly<Record<string, string>> = {
  'code.md': `---
document: CODE
version: V1.1
status: draft
---

# Code

## 1 General

1.1 This document sets out what each party shall do.

1.2 Each party shall give notice in writing, within 10 Working Days, of any change under Clause 1.1.
`,
  'in-force/code-v1.0.md': `---
document: CODE
version: V1.0
status: issued
---

# Code

## 1 General

1.1 This document sets out what each party shall do.

1.2 Each party shall give notice of any change under Clause 1.1.
`,
};
const SMALL_DOCUMENTS = `documents:
  - { id: CODE, path: code.md, version: V1.1, baseline: { path: in-force/code-v1.0.md, version: V1.0 } }
attachments:
  - { number: 1, notification: true }
  - { number: 2, clean: CODE }
  - { number: 3, marked: CODE }
  - { number: 4, response-template: true }
`;

/** The attachments of every consultation; those of the drafts come after them. */
const SMALL_ATTACHMENTS = `attachments:
  - { number: 1, notification: true }
  - { number: 2, response-template: true }
`;

/**
 * Starts a consultation in a folder: offers the texts that are there as drafts, asks for a short name
 * and the dates, writes the project file and a consultation document, and says what comes next.
 * @param answered the answers; the user is asked unless they are given
 */
export async function createConsultation(
  server: Server,
  reports: ImportReports,
  answered?: ConsultationAnswers,
): Promise<void> {
  try {
    const answers = answered ?? (await askForAnswers());
    if (!answers) return;
    await writeFirstFiles(answers);
    for (const [index, draft] of answers.drafts.entries())
      await addDraft(server, reports, draft, answers.inForce[index] ?? null);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(answers.folder, CONSULTATION));
    if (!answered) await tellNextSteps(answers);
  } catch (error) {
    showFault(error);
  }
}

async function askForAnswers(): Promise<ConsultationAnswers | undefined> {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('The Folder of Your Texts'),
      openLabel: vscode.l10n.t('Start Consultation Here'),
      ...(first ? { defaultUri: first.uri } : {}),
    })) ?? [];
  if (!folder) return undefined;
  await refuseTaken(folder, [PROJECT_FILE]);
  return QuestionSeries.ask((questions) => askAboutTexts(questions, folder));
}

async function askAboutTexts(questions: QuestionSeries, folder: vscode.Uri): Promise<ConsultationAnswers | undefined> {
  const title = vscode.l10n.t('New Consultation');
  const drafts = await askForDrafts(questions, folder, title);
  if (!drafts) return undefined;
  const inForce = await askForVersionsInForce(questions, folder, drafts, title);
  if (!inForce) return undefined;
  const id = await questions.askForWords({
    title,
    prompt: vscode.l10n.t('A short name, which stands before the numbers of the questions: “ABC Q1”.'),
    value: 'ABC',
    validate: (value) =>
      /^[\p{L}\p{N}][\p{L}\p{N} -]{0,30}$/u.test(value.trim()) ? null : vscode.l10n.t('Letters and figures.'),
  });
  if (id === undefined) return undefined;
  const dates: string[] = [];
  for (const prompt of [
    vscode.l10n.t('The day of publication'),
    vscode.l10n.t('The day on which responses close'),
    vscode.l10n.t('The day from which the changes have effect'),
  ]) {
    const day = await questions.askForWords({
      title,
      prompt: vscode.l10n.t('{0}, as 2026-01-31; nothing if it is not known yet.', prompt),
      validate: (value) =>
        value.trim() === '' || isDay(value.trim()) ? null : vscode.l10n.t('A day as 2026-01-31, or nothing.'),
    });
    if (day === undefined) return undefined;
    dates.push(day.trim());
  }
  const [published = '', respondBy = '', effective = ''] = dates;
  return { folder, drafts, inForce, id: id.trim(), published, respondBy, effective };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

async function askForDrafts(
  questions: QuestionSeries,
  folder: vscode.Uri,
  title: string,
): Promise<readonly vscode.Uri[] | undefined> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, TEXTS), undefined, MOST_TEXTS);
  if (found.length === 0) return [];
  const offers = found
    .filter(({ path }) => !/\/(?:README|CHANGELOG|consultation)\.(?:md|txt)$/i.test(path))
    .map((uri) => ({
      label: uri.path.slice(uri.path.lastIndexOf('/') + 1),
      ...(/\.(?:md|markdown)$/i.test(uri.path) ? {} : { description: vscode.l10n.t('It will be imported') }),
      uri,
      // Whoever agrees at once means the own texts, and not an example.
      picked: true,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
  if (offers.length === 0) return [];
  const placeHolder = vscode.l10n.t('Which files are drafts? Choose none to begin with a short example');
  const chosen = await questions.chooseAny(offers, { title, placeHolder });
  return chosen?.map(({ uri }) => uri);
}

async function askForVersionsInForce(
  questions: QuestionSeries,
  folder: vscode.Uri,
  drafts: readonly vscode.Uri[],
  title: string,
): Promise<readonly (vscode.Uri | null)[] | undefined> {
  const pattern = new vscode.RelativePattern(folder, '**/*.{md,docx}');
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_TEXTS);
  const others = found.filter((uri) => !drafts.some((draft) => draft.toString() === uri.toString()));
  const inForce: (vscode.Uri | null)[] = [];
  for (const draft of drafts) {
    const name = draft.path.slice(draft.path.lastIndexOf('/') + 1);
    if (others.length === 0) {
      inForce.push(null);
      continue;
    }
    const placeHolder = vscode.l10n.t('The version in force that {0} changes', name);
    const chosen = await questions.choose(offerVersionsInForce(draft, others), { title, placeHolder });
    if (!chosen) return undefined;
    inForce.push(chosen.uri);
  }
  return inForce;
}

function tellTaken(path: string): string {
  return vscode.l10n.t('That folder already holds a {0}, which is not overwritten. Choose another folder.', path);
}

async function refuseTaken(folder: vscode.Uri, paths: readonly string[]): Promise<void> {
  for (const path of paths) if (await fileExists(vscode.Uri.joinPath(folder, path))) throw new Error(tellTaken(path));
}

async function writeFirstFiles({ folder, drafts, ...said }: ConsultationAnswers): Promise<void> {
  const isSmall = drafts.length === 0;
  const dates = [
    ['published', said.published],
    ['respond-by', said.respondBy],
    ['effective', said.effective],
  ].flatMap(([key, day]) => (day ? [`  ${key}: ${day}\n`] : []));
  const consultation = `consultation:\n  id: ${said.id}\n  document: ${CONSULTATION}\n${dates.join('')}`;
  const files: Record<string, string> = {
    [PROJECT_FILE]: consultation + (isSmall ? SMALL_DOCUMENTS : SMALL_ATTACHMENTS),
    ...(isSmall ? SMALL_DRAFTS : {}),
  };
  if (!(await fileExists(vscode.Uri.joinPath(folder, CONSULTATION))))
    files[CONSULTATION] = firstConsultation(said.id, isSmall);
  await refuseTaken(folder, Object.keys(files));
  const edit = new vscode.WorkspaceEdit();
  for (const [path, text] of Object.entries(files))
    edit.createFile(vscode.Uri.joinPath(folder, path), { contents: new TextEncoder().encode(text), overwrite: false });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('The project file could not be written.'));
}

function firstConsultation(id: string, isSmall: boolean): string {
  const proposal = isSmall ? 'Clause 1.2 of the CODE is to be amended.' : '[insert what is proposed, and why]';
  const asked = isSmall ? 'the proposed amendment of Clause 1.2 of the CODE' : 'what is proposed';
  return `---
document: ${id} Consultation
kind: consultation
---

# ${id} Consultation

## 1 What is proposed

${proposal}

**${id} Q1**

Do you agree with ${asked}?
`;
}

/** Names a text as a draft in the new project file; what is no Markdown is imported first. */
async function addDraft(
  server: Server,
  reports: ImportReports,
  draft: vscode.Uri,
  versionInForce: vscode.Uri | null,
): Promise<void> {
  const inForce = versionInForce?.toString() ?? null;
  if (!/\.(?:md|markdown)$/i.test(draft.path)) {
    await writeImported(server, reports, { uris: [draft.toString()], inForce: [inForce], isAttached: true });
    return;
  }
  const params: NameDraftParams = { uri: draft.toString(), ...splitVersion(draft), inForce, isAttached: true };
  const project = await server.request<NameDraftResult>(NAME_DRAFT_REQUEST, params);
  if (!(await writeProject(new vscode.WorkspaceEdit(), project)))
    throw new Error(vscode.l10n.t('{0} could not be written.', PROJECT_FILE));
}

async function tellNextSteps({ drafts }: ConsultationAnswers): Promise<void> {
  const [list, steps] = [vscode.l10n.t('Show What Is Left'), vscode.l10n.t('First Steps')];
  const made =
    drafts.length === 0
      ? vscode.l10n.t('keeling.yaml names a small draft, whose words you can replace by your own')
      : vscode.l10n.t('keeling.yaml names your drafts and the attachments, and consultation.md is begun');
  const next = vscode.l10n.t(
    '{0}. Next: say what is proposed and ask your questions. The view “Consultation” shows what is left to do.',
    made,
  );
  const answer = await vscode.window.showInformationMessage(next, list, steps);
  if (answer === list) await vscode.commands.executeCommand('keeling.consultation.focus');
  if (answer === steps)
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'keeling.keeling#firstSteps');
}

/** Whether there is a file or a folder. */
export async function fileExists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
