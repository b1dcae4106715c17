import * as vscode from 'vscode';

/** How many reasons a dialogue shows. */
const MOST_REASONS = 12;

/** Reasons as the detail of a dialogue, a line each. */
export function listReasons(reasons: readonly string[]): string {
  const more = reasons.length > MOST_REASONS ? [vscode.l10n.t('… and {0} more', reasons.length - MOST_REASONS)] : [];
  return [...reasons.slice(0, MOST_REASONS), ...more].join('\n');
}

/** Shows why something was not done. */
export async function showReasons(title: string, reasons: readonly string[]): Promise<void> {
  const problems = vscode.l10n.t('Show Problems');
  const chosen = await vscode.window.showWarningMessage(title, { modal: true, detail: listReasons(reasons) }, problems);
  if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
