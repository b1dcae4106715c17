import * as vscode from 'vscode';
import {
  BRING_INTO_FORCE_REQUEST,
  type BringIntoForceParams,
  type BringIntoForceResult,
} from '../../../server/src/protocol.js';
import { showFault, tellUser, warnUser } from '../faults.js';
import type { Server } from '../server.js';
import { chooseProject, type LastInFront } from './active-document.js';
import { QuestionSeries } from './question-series.js';
import { listReasons, showReasons } from './show-reasons.js';

/** What the user says of drafts that come into force. */
export type InForceAnswers = Pick<BringIntoForceParams, 'all' | 'on'>;

/**
 * Makes the drafts of a project the versions in force, after showing what happens; one click takes
 * it back.
 * @param answered which drafts and from which day; the user is asked unless they are given
 * @returns whether it was done
 */
export async function bringDraftsIntoForce(
  server: Server,
  last: LastInFront,
  answered?: InForceAnswers,
): Promise<boolean> {
  const uri = await chooseProject(last);
  if (uri === undefined || !(await areSaved())) return false;
  const answers = answered ?? (await askWhich(uri));
  if (!answers) return false;
  const ask = (what: BringIntoForceParams['what']) =>
    server.request<BringIntoForceResult>(BRING_INTO_FORCE_REQUEST, { uri: uri.toString(), ...answers, what });
  try {
    const plan = await ask('plan');
    if (plan.refused) {
      await showReasons(vscode.l10n.t('Nothing can be brought into force yet.'), plan.refused);
      return false;
    }
    if (!answered && !(await wantsSteps(plan.steps))) return false;
    const done = await ask('bring');
    if (done.refused) {
      await showReasons(vscode.l10n.t('Nothing was brought into force.'), done.refused);
      return false;
    }
    void tellDone(server, last, done);
    return true;
  } catch (error) {
    showFault(error);
    return false;
  }
}

/** Undoes the last bringing into force of a project. Returns whether it was done. */
export async function undoBringingIntoForce(server: Server, last: LastInFront): Promise<boolean> {
  const uri = await chooseProject(last);
  if (uri === undefined || !(await areSaved())) return false;
  try {
    const params: BringIntoForceParams = { uri: uri.toString(), all: true, on: '', what: 'undo' };
    const { refused } = await server.request<BringIntoForceResult>(BRING_INTO_FORCE_REQUEST, params);
    if (refused) await showReasons(vscode.l10n.t('It cannot be undone.'), refused);
    else tellUser(vscode.l10n.t('The drafts and keeling.yaml are as they were.'));
    return refused === undefined;
  } catch (error) {
    showFault(error);
    return false;
  }
}

async function askWhich(uri: vscode.Uri): Promise<InForceAnswers | undefined> {
  const isDraft = !uri.path.endsWith('/keeling.yaml');
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const title = vscode.l10n.t('Bring into Force');
  const offers = [
    { label: vscode.l10n.t('All drafts of the project that changed'), all: true },
    ...(isDraft ? [{ label: vscode.l10n.t('{0} alone', name), all: false }] : []),
  ];
  return QuestionSeries.ask(async (questions) => {
    const which = await questions.choose(offers, { title, placeHolder: vscode.l10n.t('Which drafts?') });
    if (!which) return undefined;
    const on = await questions.askForWords({
      title,
      prompt: vscode.l10n.t('The day from which they have effect, as YYYY-MM-DD.'),
      validate: (value) =>
        /^\d{4}-\d{2}-\d{2}$/.test(value.trim()) ? null : vscode.l10n.t('A day such as 2020-01-31.'),
    });
    return on === undefined ? undefined : { all: which.all, on: on.trim() };
  });
}

async function wantsSteps(steps: readonly string[]): Promise<boolean> {
  const bring = vscode.l10n.t('Bring into Force');
  const detail = listReasons(steps.map((step) => `• ${step}`));
  const title = vscode.l10n.t('Bring these drafts into force?');
  return (await vscode.window.showInformationMessage(title, { modal: true, detail }, bring)) === bring;
}

async function tellDone(server: Server, last: LastInFront, { steps }: BringIntoForceResult): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  const message = vscode.l10n.t('Brought into force: {0}.', steps[0] ?? '');
  const answer = await vscode.window.showInformationMessage(message, undo);
  if (answer === undo) await undoBringingIntoForce(server, last);
}

/** Whether nothing is open with changes that are not on disk; otherwise says so. */
async function areSaved(): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(({ isDirty, uri }) => isDirty && uri.scheme === 'file');
  if (!open) return true;
  const name = open.uri.path.slice(open.uri.path.lastIndexOf('/') + 1);
  warnUser(vscode.l10n.t('{0} is not saved. Save your files first.', name));
  return false;
}
