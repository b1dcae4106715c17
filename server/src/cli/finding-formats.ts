import type { Severity } from '../rules/finding.js';
import type { FindingOptions, LocatedFinding } from './located-finding.js';
import { renderSarif } from './sarif.js';
import { showOnOneLine } from './visible.js';

export type FindingFormat = 'text' | 'json' | 'sarif' | 'github';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * Renders findings in one of the formats of `keeling check`. Only SARIF shows those that are
 * silenced.
 */
export async function renderFindings(
  findings: readonly LocatedFinding[],
  format: FindingFormat,
  options: FindingOptions,
): Promise<string> {
  const shown = findings.filter(({ finding }) => finding.suppressed === null);
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, diagnostics: shown.map(toJsonDiagnostic), summary: countSeverities(shown) }, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(await renderSarif(findings, options), null, 2)}\n`;
    case 'github':
      return shown.map(toWorkflowCommand).join('');
    default:
      return renderText(shown, options);
  }
}

/** How many findings there are of each severity. */
export function countSeverities(findings: readonly LocatedFinding[]): Record<Severity, number> {
  const summary: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { finding } of findings) summary[finding.severity]++;
  return summary;
}

function toJsonDiagnostic({ file, range, finding, related }: LocatedFinding) {
  return {
    file,
    range,
    severity: finding.severity,
    code: finding.code,
    message: finding.message,
    related: related.map((each) => ({ file: each.file, range: each.range, message: each.message })),
  };
}

const COLOURS: Readonly<Record<Severity, string>> = { error: '31', warning: '33', information: '36', hint: '90' };

function renderText(findings: readonly LocatedFinding[], { colour, files }: FindingOptions): string {
  const paint = (code: string, words: string) => (colour ? `\u001b[${code}m${words}\u001b[0m` : words);
  const lines = findings.map(({ file, range, finding }) => {
    const place = `${showOnOneLine(file)}:${range.start.line + 1}:${range.start.character + 1}`;
    return `${place} ${paint(COLOURS[finding.severity], finding.severity)} ${paint('90', finding.code)} ${showOnOneLine(finding.message)}`;
  });
  const summary = countSeverities(findings);
  const parts = SEVERITIES.filter((severity) => summary[severity] > 0).map((severity) =>
    countWord(summary[severity], severity),
  );
  lines.push(`${countWord(files, 'file')} checked${parts.length === 0 ? ', no problems' : `: ${parts.join(', ')}`}`);
  return `${lines.join('\n')}\n`;
}

function countWord(count: number, word: string): string {
  return `${count} ${word}${count === 1 || word === 'information' ? '' : 's'}`;
}

function toWorkflowCommand({ file, range, finding }: LocatedFinding): string {
  const command = finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'notice';
  const properties = {
    file: showOnOneLine(file),
    line: range.start.line + 1,
    endLine: range.end.line + 1,
    ...(range.start.line === range.end.line
      ? { col: range.start.character + 1, endColumn: range.end.character + 1 }
      : {}),
    title: finding.code,
  };
  const escaped = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeData(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`,
  );
  return `::${command} ${escaped.join(',')}::${escapeData(showOnOneLine(finding.message))}\n`;
}

function escapeData(words: string): string {
  return words.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
