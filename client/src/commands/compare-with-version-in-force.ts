import * as vscode from 'vscode';
import type { ComparisonPanels } from '../views/comparison-panel.js';
import { chooseDraft, type LastInFront } from './active-document.js';
import { showComparisonFault } from './choose-version-in-force.js';

/** Shows what changed since the version in force in a draft, or in the one in front. */
export async function compareWithVersionInForce(
  panels: ComparisonPanels,
  last: LastInFront,
  chosen?: vscode.Uri,
): Promise<void> {
  const uri = chosen ?? (await chooseDraft(last));
  if (uri === undefined) return;
  try {
    const title = vscode.l10n.t('Comparing with the version in force');
    const location = { location: vscode.ProgressLocation.Window, title };
    await vscode.window.withProgress(location, () => panels.show(uri));
  } catch (error) {
    await showComparisonFault(error, uri);
  }
}
