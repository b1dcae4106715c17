import * as vscode from 'vscode';
import { SPELLING_REQUEST, type SpellingParams, type SpellingResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { writeFileWhole } from '../write-whole.js';
import { chooseProject, type LastInFront } from './active-document.js';

const WORDS = 'keeling-words.txt';
/** The settings of the extension Code Spell Checker, for a folder that has none. */
const SPELLER = 'cspell.json';
const EXTENSION = 'streetsidesoftware.code-spell-checker';

/**
 * Writes a dictionary of the defined terms, abbreviations and names of the project's drafts beside its
 * project file, and settings that use it where there are none yet.
 */
export async function writeDictionary(server: Server, last: LastInFront): Promise<void> {
  const uri = await chooseProject(last);
  if (uri === undefined) return;
  try {
    const params: SpellingParams = { uri: uri.toString() };
    const { folder, words } = await server.request<SpellingResult>(SPELLING_REQUEST, params);
    const place = (name: string) => vscode.Uri.joinPath(vscode.Uri.parse(folder), name);
    await writeFileWhole(place(WORDS), `${words.join('\n')}\n`);
    const hasSettings = await vscode.workspace.fs.stat(place(SPELLER)).then(
      () => true,
      () => false,
    );
    if (!hasSettings) await writeFileWhole(place(SPELLER), settingsOfSpeller());
    const isThere = vscode.extensions.getExtension(EXTENSION) !== undefined;
    const find = vscode.l10n.t('Show Extension');
    const message = [
      vscode.l10n.t('{0} holds {1} words of your terms.', WORDS, words.length),
      ...(hasSettings
        ? [vscode.l10n.t('Name it under “dictionaryDefinitions” in {0}, if it is not there yet.', SPELLER)]
        : []),
    ].join(' ');
    const answer = await vscode.window.showInformationMessage(message, ...(isThere ? [] : [find]));
    if (answer === find) await vscode.commands.executeCommand('workbench.extensions.search', `@id:${EXTENSION}`);
  } catch (error) {
    showFault(error);
  }
}

function settingsOfSpeller(): string {
  const settings = {
    version: '0.2',
    language: 'en-GB',
    dictionaryDefinitions: [{ name: 'keeling', path: `./${WORDS}`, addWords: true }],
    dictionaries: ['keeling'],
    ignoreRegExpList: ['/^---[\\s\\S]*?^---/m'],
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
