import * as vscode from 'vscode';
import type { KnownComparison, KnownComparisons } from '../comparisons.js';
import type { InForceDocuments } from './in-force-documents.js';

/**
 * Bars in the gutter that show what changed since the version in force, by VS Code's quick diff.
 * That compares line by line, so it gets the version in force in the draft's order: a moved clause
 * has bars only where it was edited.
 */
export class ChangeBars implements vscode.QuickDiffProvider, vscode.Disposable {
  private readonly control: vscode.SourceControl;
  private readonly group: vscode.SourceControlResourceGroup;
  private readonly subscriptions: vscode.Disposable[];
  /** The drafts that have a version in force, by URI. */
  private readonly compared = new Set<string>();

  constructor(
    comparisons: KnownComparisons,
    private readonly inForce: InForceDocuments,
  ) {
    this.control = vscode.scm.createSourceControl('keeling', vscode.l10n.t('Version in Force'));
    this.control.inputBox.visible = false;
    this.group = this.control.createResourceGroup('changed', vscode.l10n.t('Changed since the version in force'));
    this.group.hideWhenEmpty = true;
    this.subscriptions = [this.control, comparisons.onDidChange((known) => this.show(known))];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  provideOriginalResource(uri: vscode.Uri): vscode.Uri | undefined {
    return this.compared.has(uri.toString()) ? this.inForce.uriOf(uri, true) : undefined;
  }

  private show(known: KnownComparison | undefined): void {
    if (known?.kind !== 'compared') return;
    const key = known.uri.toString();
    if (!this.compared.has(key)) {
      this.compared.add(key);
      // VS Code asks a provider again only when it is set again.
      this.control.quickDiffProvider = this;
    }
    const others = this.group.resourceStates.filter(({ resourceUri }) => resourceUri.toString() !== key);
    const { document, against, changes } = known.result;
    const tooltip =
      changes.length === 1
        ? vscode.l10n.t('1 change since {0}', against)
        : vscode.l10n.t('{0} changes since {1}', changes.length, against);
    const title = vscode.l10n.t('{0}: changes since {1}', document, against);
    const changed: vscode.SourceControlResourceState = {
      resourceUri: known.uri,
      decorations: { tooltip },
      command: {
        title: vscode.l10n.t('Compare'),
        command: 'vscode.diff',
        arguments: [this.inForce.uriOf(known.uri, true), known.uri, title],
      },
    };
    this.group.resourceStates = changes.length > 0 ? [...others, changed] : others;
  }
}
