import * as vscode from 'vscode';
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
    if (!known) {
      this.item.hide();
      return;
    }
    // Counted as the list of problems counts them.
    const own = vscode.languages.getDiagnostics(known.uri).filter(({ source }) => source === 'keeling');
    const countOf = (severity: vscode.DiagnosticSeverity) => own.filter((each) => each.severity === severity).length;
    const errors = countOf(vscode.DiagnosticSeverity.Error);
    const warnings = countOf(vscode.DiagnosticSeverity.Warning);
    const problems = [
      ...(errors > 0 ? [countWithNoun(errors, 'error')] : []),
      ...(warnings > 0 ? [countWithNoun(warnings, 'warning')] : []),
    ];
    const counts = [
      problems.join(', ') || 'no errors',
      ...(known.kind === 'compared'
        ? [`${countWithNoun(known.result.changes.length, 'change')} since ${known.result.against}`]
        : []),
    ];
    this.item.text = `$(law) ${counts.join(' · ')}`;
    this.item.tooltip = `Keeling: ${counts.join(', ')}. Click to show the changes.`;
    this.item.show();
  }
}

function countWithNoun(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}
