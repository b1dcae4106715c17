import { numberChanges } from '../compare/change-numbers.js';
import { describeAgainst, registerFileOf, writeChangeRegister } from '../compare/change-register.js';
import type { Checker } from '../rules/check.js';
import type { Host } from '../workspace/host.js';
import type { Workspace } from '../workspace/workspace.js';
import { HOW_TO_MEND, numbersAgainst, readRegisterBeside } from './change-numbering.js';

/** The registers of a project as they are to be written. */
export interface NumberedProject {
  readonly files: readonly { readonly uri: string; readonly text: string; readonly isNew: boolean }[];
  /** How many changes get a number. */
  readonly added: number;
  /** What keeps the changes from being numbered, a line each; then there are no files. */
  readonly refused: readonly string[];
}

/** Gives each change of the drafts of a project that have a version in force its number. */
export async function numberProjectChanges(
  host: Host,
  { workspace, checker }: { readonly workspace: Workspace; readonly checker: Checker },
): Promise<NumberedProject> {
  const files: { uri: string; text: string; isNew: boolean }[] = [];
  const refused: string[] = [];
  let added = 0;
  for (const document of workspace.listCheckedDocuments()) {
    const comparison = document.role === 'instrument' ? checker.comparisons.of(document) : null;
    if (!comparison) continue;
    const register = await readRegisterBeside(host, document.uri);
    const uri = registerFileOf(document.uri);
    const path = workspace.pathOf(uri);
    refused.push(...(register?.faults ?? []).map(({ line, message }) => `${path}:${line}: ${message}; ${HOW_TO_MEND}`));
    if (register && !numbersAgainst(register, comparison)) {
      refused.push(`${path}: it numbers the changes against another version; move it away to number them anew`);
      continue;
    }
    const numbered = numberChanges(comparison, register?.lines ?? []);
    const text = writeChangeRegister({ against: describeAgainst(comparison.old), lines: numbered.lines });
    added += numbered.added.length;
    const isNew = register === null && (await host.read(uri)) === null;
    if (text !== register?.text) files.push({ uri, text, isNew });
  }
  return refused.length > 0 ? { files: [], added: 0, refused } : { files, added, refused };
}
