import * as vscode from 'vscode';
import { isDraft, isProjectFile } from '../drafts.js';
import { tellUser } from '../faults.js';
import { PROJECT_FILE } from '../project-files.js';

/** What a command can be about where no document in front says it: what was in front last. */
export interface LastInFront {
  readonly last: vscode.Uri | undefined;
}

/** More project files than this are not offered. */
const MOST_PROJECTS = 50;
const NOT_ON_DISK = vscode.l10n.t(
  'This text is not on disk, so its project and version in force cannot be read. Clone or copy its folder first.',
);

/**
 * The URI of the draft that a command is about: the one in front, or else the one that was in front
 * last. Undefined, and a message to the user, where there is none.
 */
export async function chooseDraft({ last }: LastInFront): Promise<vscode.Uri | undefined> {
  const uri = findInFront();
  if (uri && (await isAboutDraft(uri))) return uri;
  if (last) return last;
  return tellNone(uri, vscode.l10n.t('Open a draft first.'));
}

/**
 * A URI of the project that a command is about: of a document or of the project file. The document
 * in front says which, or else the one that was in front last, or the only project file of the open
 * folders, or the user. Undefined, and a message to the user, where there is none.
 */
export async function chooseProject({ last }: LastInFront): Promise<vscode.Uri | undefined> {
  const uri = findInFront();
  if (uri && (await isAboutDraft(uri))) return uri;
  if (last) return last;
  const found = await vscode.workspace.findFiles(`**/${PROJECT_FILE}`, '**/node_modules/**', MOST_PROJECTS);
  if (found.length <= 1) {
    const none = vscode.l10n.t(
      'No folder that is open has a keeling.yaml. “Keeling: New Consultation Project” makes one.',
    );
    return found[0] ?? tellNone(uri, none);
  }
  const offers = found
    .map((each) => ({ label: vscode.workspace.asRelativePath(each), uri: each }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const words = { title: vscode.l10n.t('Which Project'), placeHolder: vscode.l10n.t('Choose a project file') };
  return (await vscode.window.showQuickPick(offers, words))?.uri;
}

function tellNone(uri: vscode.Uri | undefined, words: string): undefined {
  const isElsewhere = uri !== undefined && uri.scheme !== 'file' && uri.scheme !== 'untitled';
  tellUser(isElsewhere ? NOT_ON_DISK : words);
  return undefined;
}

function findInFront(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri ?? findTabUri();
}

async function isAboutDraft(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== 'file' && uri.scheme !== 'untitled') return false;
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document !== undefined && (isProjectFile(document) || (await isDraft(document)));
}

function findTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

/** Opens Markdown as a new, unsaved document. */
export async function showNewDocument(markdown: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: markdown });
  await vscode.window.showTextDocument(document);
}
