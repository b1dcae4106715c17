import { getOrCreate } from '../model/memo.js';
import type { Workspace } from '../workspace/workspace.js';
import { isCheckCode } from './catalogue.js';
import type { Finding } from './finding.js';
import { shortenWords } from './message.js';
import { findingOfProblem } from './report-findings.js';

/**
 * What is wrong with the project file, and with the files that it and front matters name, file by
 * file.
 */
export function findProjectProblems(workspace: Workspace): Map<string, Finding[]> {
  const { problems, projectFile, projectUri } = workspace;
  const placed = [...problems];
  for (const [code, span] of projectFile?.checkSpans ?? []) {
    if (isCheckCode(code)) continue;
    const message = `There is no check “${shortenWords(code)}”.`;
    placed.push({ uri: projectUri, problem: { code: 'project.invalid', message, span } });
  }
  const findings = new Map<string, Finding[]>();
  for (const { uri, problem } of placed) {
    getOrCreate(findings, uri, () => []).push(findingOfProblem(workspace, uri, problem));
  }
  return findings;
}
