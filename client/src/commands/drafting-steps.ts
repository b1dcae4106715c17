import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient/node';
import {
  DRAFTING_STEP_REQUEST,
  type DraftingStep,
  type DraftingStepParams,
  type DraftingStepResult,
  type PlaceRange,
} from '../../../server/src/protocol.js';
import { showFault, tellUser } from '../faults.js';
import type { Server } from '../server.js';
import { toRange } from '../views/go-to.js';
import { applyAnswer } from './apply-answer.js';

/** The commands, each with what it does. */
export const DRAFTING_COMMANDS: readonly (readonly [command: string, step: DraftingStep])[] = [
  ['keeling.moveProvisionUp', 'moveUp'],
  ['keeling.moveProvisionDown', 'moveDown'],
  ['keeling.insertProvision', 'insert'],
  ['keeling.splitProvision', 'split'],
  ['keeling.mergeProvision', 'merge'],
];

/** Longer than this, in milliseconds, nobody waits for Enter, or for a level to change. */
const MOST_WAIT_FOR_ENTER = 1000;
const MOST_WAIT_FOR_LEVEL = 3000;

/**
 * Does a step of drafting with the provision at the cursor: its number, those after it and every
 * reference follow, in all documents, and one undo takes it back.
 */
export async function takeStep(server: Server, step: DraftingStep): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  try {
    const result = await askForStep(server, editor, step);
    if (!result) tellUser(vscode.l10n.t('Keeling: this file is no draft.'));
    else if ((await applyAnswer(server, result)) && 'selection' in result) selectRange(editor, result.selection);
  } catch (error) {
    showFault(error);
  }
}

/** Enter: goes on with the next number where one is to come, and is the plain key elsewhere. */
export async function continueNumbers(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const done = editor && isAtEndOfParagraph(editor) && (await tryStep(server, editor, 'continue'));
  if (!done) await vscode.commands.executeCommand('type', { text: '\n' });
}

/** Tab and Shift+Tab at the beginning of an item change its level, and are the plain keys elsewhere. */
export async function changeLevel(server: Server, step: 'indent' | 'outdent'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const done = editor && isAtLabel(editor) && (await tryStep(server, editor, step));
  if (!done) await vscode.commands.executeCommand(step === 'indent' ? 'tab' : 'outdent');
}

/** Does a step if it can be done at once; nothing is said where it cannot. */
async function tryStep(server: Server, editor: vscode.TextEditor, step: DraftingStep): Promise<boolean> {
  if (!server.isStarted) return false;
  const wait = step === 'continue' ? MOST_WAIT_FOR_ENTER : MOST_WAIT_FOR_LEVEL;
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), wait));
  try {
    const result = await Promise.race([askForStep(server, editor, step), late]);
    if (!result || 'refused' in result) return false;
    const isMade = await vscode.workspace.applyEdit(await server.toWorkspaceEdit(result.edit));
    if (isMade) selectRange(editor, result.selection);
    return isMade;
  } catch {
    return false;
  }
}

function askForStep(
  server: Server,
  editor: vscode.TextEditor,
  step: DraftingStep,
): Promise<DraftingStepResult<WorkspaceEdit> | null> {
  const { line, character } = editor.selection.active;
  const params: DraftingStepParams = { uri: editor.document.uri.toString(), position: { line, character }, step };
  return server.request<DraftingStepResult<WorkspaceEdit> | null>(DRAFTING_STEP_REQUEST, params);
}

function selectRange(editor: vscode.TextEditor, range: PlaceRange): void {
  const { start, end } = toRange(range);
  editor.selection = new vscode.Selection(start, end);
  editor.revealRange(new vscode.Range(start, end));
}

function isAtEndOfParagraph({ document, selection: { active } }: vscode.TextEditor): boolean {
  const line = document.lineAt(active.line).text;
  // Within a table the cursor is before the bar that closes the row.
  if (!['', '|'].includes(line.slice(active.character).trim()) || line.trim() === '') return false;
  return line.trimStart().startsWith('|') || isBlankOrLabelled(document, active.line + 1);
}

function isBlankOrLabelled(document: vscode.TextDocument, line: number): boolean {
  if (line >= document.lineCount) return true;
  const { text } = document.lineAt(line);
  return text.trim() === '' || LABEL.test(text);
}

function isAtLabel({ document, selection: { active } }: vscode.TextEditor): boolean {
  const label = LABEL.exec(document.lineAt(active.line).text);
  return label !== null && active.character <= label[0].length;
}

/** The label of an item, at the beginning of a line. */
const LABEL = /^\s{0,20}\([A-Za-z0-9]{1,5}\)\s{0,4}/;
