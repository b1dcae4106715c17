import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Finding, Severity } from '../rules/finding.js';
import type { Workspace } from '../workspace/workspace.js';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * Findings as an editor shows them, without those that are silenced.
 * @param helpFolder the URI of the folder with the page of each check, to which its code leads; empty
 * for none
 */
export function toDiagnostics(workspace: Workspace, findings: readonly Finding[], helpFolder = ''): Diagnostic[] {
  return findings
    .filter((finding) => finding.suppressed === null)
    .map((finding) => toDiagnostic(workspace, finding, helpFolder));
}

function toDiagnostic(workspace: Workspace, finding: Finding, helpFolder: string): Diagnostic {
  const lines = workspace.linesAt(finding.uri);
  const zero = { line: 0, character: 0 };
  const related = finding.related.flatMap(({ uri, span, message }) => {
    const other = workspace.documents.get(uri)?.draft;
    return other ? [{ location: { uri, range: other.rangeOf(span) }, message }] : [];
  });
  return {
    range: lines?.rangeOf(finding.span) ?? { start: zero, end: zero },
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(helpFolder === '' ? {} : { codeDescription: { href: `${helpFolder}/${finding.code}.md` } }),
    source: 'keeling',
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}
