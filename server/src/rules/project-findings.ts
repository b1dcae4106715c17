import { HOW_TO_MEND_REGISTER, readChangeRegister } from '../compare/change-register.js';
import { getOrCreate } from '../model/memo.js';
import { capitaliseFirst } from '../model/text.js';
import type { Workspace } from '../workspace/workspace.js';
import { isCheckCode } from './catalogue.js';
import type { Finding } from './finding.js';
import { shortenWords } from './message.js';
import { findingOfProblem } from './report-findings.js';

/**
 * What is wrong with the project file, with the files that it and front matters name, and with the
 * registers of changes, file by file.
 */
export function findProjectProblems(workspace: Workspace): Map<string, Finding[]> {
  const { problems, projectFile, projectUri } = workspace;
  const placed = [...problems];
  for (const [code, span] of projectFile?.checkSpans ?? []) {
    if (isCheckCode(code)) continue;
    const message = `There is no check “${shortenWords(code)}”.`;
    placed.push({ uri: projectUri, problem: { code: 'project.invalid', message, span } });
  }
  for (const [uri, { text, lines }] of workspace.registers)
    for (const { line, message } of readChangeRegister(text).faults) {
      const start = lines.offsetAt({ line: line - 1, character: 0 });
      const span = { start, end: start + (/^[^\r\n]*/.exec(text.slice(start))?.[0].trimEnd().length ?? 0) };
      const said = `${capitaliseFirst(message)}; ${HOW_TO_MEND_REGISTER}.`;
      placed.push({ uri, problem: { code: 'changes.register', message: said, span } });
    }
  const findings = new Map<string, Finding[]>();
  for (const { uri, problem } of placed) {
    getOrCreate(findings, uri, () => []).push(findingOfProblem(workspace, uri, problem));
  }
  return findings;
}
