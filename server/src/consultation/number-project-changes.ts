import type { Comparison } from '../compare/change.js';
import { type NumberedChanges, numberChanges } from '../compare/change-numbers.js';
import { describeAgainst, mendChangeRegister, writeChangeRegister } from '../compare/change-register.js';
import type { Checker } from '../rules/check.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import { registerFileOf } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { listRegisterReasons, type RegisterBeside, readRegisterBeside } from './change-numbering.js';

/** A register as it is to be written. */
export interface RenewedRegister extends Pick<NumberedChanges, 'added' | 'withdrawn'> {
  readonly uri: string;
  /** Its text as it is; null where there is no file. */
  readonly before: string | null;
  readonly after: string;
  /** How its faults were mended, a sentence each. */
  readonly mended: readonly string[];
}

/**
 * Numbers the changes of a draft in the register beside it; nothing is written yet.
 * @param register as it is; null where there is none. Its faults are mended
 */
export async function renewRegister(
  host: Host,
  { uri: draftUri }: Pick<WorkspaceDocument, 'uri'>,
  comparison: Comparison,
  register: RegisterBeside | null,
): Promise<RenewedRegister> {
  const mended = register && register.faults.length > 0 ? mendChangeRegister(register) : null;
  const { lines, added, withdrawn } = numberChanges(comparison, mended?.lines ?? register?.lines ?? []);
  const uri = registerFileOf(draftUri);
  return {
    uri,
    before: register?.text ?? (await readBlankFile(host, uri)),
    after: writeChangeRegister({ against: describeAgainst(comparison.old), lines }),
    mended: mended?.done ?? [],
    added,
    withdrawn,
  };
}

/** The text of a file that holds nothing to read; null where there is no file. */
async function readBlankFile(host: Host, uri: string): Promise<string | null> {
  const bytes = await host.read(uri);
  return bytes && new TextDecoder().decode(bytes);
}

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
    if (register) refused.push(...listRegisterReasons(workspace.pathOf(register.uri), register, comparison));
    if (refused.length > 0) continue;
    const renewed = await renewRegister(host, document, comparison, register);
    const { uri, before, after: text } = renewed;
    added += renewed.added.length;
    if (text !== before) files.push({ uri, text, isNew: before === null });
  }
  return refused.length > 0 ? { files: [], added: 0, refused } : { files, added, refused };
}
