import * as vscode from 'vscode';
import type { KnownComparisons } from '../comparisons.js';
import { showFault } from '../faults.js';
import type { InForceDocuments } from '../views/in-force-documents.js';
import { chooseDraft } from './active-document.js';

/**
 * Shows a draft, or the one in front, side by side with its version in force, clause beside clause:
 * there each change can be taken back.
 */
export async function compareSideBySide(
  comparisons: KnownComparisons,
  inForce: InForceDocuments,
  chosen?: vscode.Uri,
): Promise<void> {
  const uri = chosen ?? (await chooseDraft(comparisons));
  if (uri === undefined) return;
  try {
    const { document, against } = await comparisons.compare(uri);
    const title = vscode.l10n.t('{0}: changes since {1}', document, against);
    const front = vscode.window.activeTextEditor;
    const isInFront = front?.document.uri.toString() === uri.toString();
    await vscode.commands.executeCommand('vscode.diff', inForce.uriOf(uri, true), uri, title, {
      ...(isInFront ? { selection: front.selection } : {}),
    });
  } catch (error) {
    showFault(error);
  }
}
