import * as vscode from 'vscode';
import type { CompareResult } from '../../../server/src/protocol.js';
import type { KnownComparison, KnownComparisons } from '../comparisons.js';

/** How many errors, warnings and changes the draft in front has. A click shows the changes. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('keeling.status', vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: vscode.Disposable[];
  private known: KnownComparison | undefined;

  constructor(comparisons: KnownComparisons) {
    this.item.name = 'Keeling';
    this.item.command = 'keeling.changes.focus';
    this.subscriptions = [
      this.item,
      comparisons.onDidChange((known) => {
        this.known = known;
        this.show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (this.known && uris.some((uri) => uri.toString() === this.known?.uri.toString())) this.show();
      }),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private show(): void {
    const { known } = this;
    // Until the draft in front is compared, the numbers are those of another.
    const front = vscode.window.activeTextEditor?.document.uri;
    const isOfOther = front?.scheme === 'file' && front.toString() !== known?.uri.toString();
    if (!known || isOfOther) {
      this.item.hide();
      return;
    }
    // Counted as the list of problems counts them.
    const own = vscode.languages.getDiagnostics(known.uri).filter(({ source }) => source === 'keeling');
    const countOf = (severity: vscode.DiagnosticSeverity) => own.filter((each) => each.severity === severity).length;
    const errors = countOf(vscode.DiagnosticSeverity.Error);
    const warnings = countOf(vscode.DiagnosticSeverity.Warning);
    const problems = [
      ...(errors > 0 ? [errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors)] : []),
      ...(warnings > 0 ? [warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings)] : []),
    ];
    const counts = [
      problems.join(', ') || vscode.l10n.t('no errors'),
      ...(known.kind === 'compared' ? [describeChangeCount(known.result)] : []),
    ];
    this.item.text = `$(law) ${counts.join(' · ')}`;
    this.item.tooltip = vscode.l10n.t('Keeling: {0}. Click to show the changes.', counts.join(', '));
    this.item.show();
  }
}

function describeChangeCount({ changes: { length }, against }: CompareResult): string {
  if (length === 0) return vscode.l10n.t('no changes since {0}', against);
  return length === 1
    ? vscode.l10n.t('1 change since {0}', against)
    : vscode.l10n.t('{0} changes since {1}', length, against);
}
