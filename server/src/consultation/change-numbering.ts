import type { Comparison } from '../compare/change.js';
import { type ChangeNumbers, findChangeNumbers, withChangeNumbers } from '../compare/change-numbers.js';
import {
  type ChangeRegister,
  describeAgainst,
  HOW_TO_MEND_REGISTER,
  isAgainstSame,
  type RegisterFault,
  readChangeRegister,
} from '../compare/change-register.js';
import { hasFailed } from '../failure.js';
import type { BaselineComparisons } from '../rules/comparisons.js';
import { decodeText } from '../workspace/decode.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Host } from '../workspace/host.js';
import { fileNameOf, registerFileOf } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';

/** The register of changes beside a draft. */
export interface RegisterBeside extends ChangeRegister {
  readonly uri: string;
  readonly text: string;
}

/**
 * Reads the register of changes beside a draft; null where there is none.
 * @throws Error that says what is wrong, where it is no text
 */
export async function readRegisterBeside(host: Host, draftUri: string): Promise<RegisterBeside | null> {
  if (!draftUri.startsWith('file:')) return null;
  const uri = registerFileOf(draftUri);
  const bytes = await host.read(uri);
  if (!bytes) return null;
  const decoded = decodeText(bytes);
  if (hasFailed(decoded)) throw new Error(`${fileNameOf(uri)}: ${decoded.problem}`);
  return decoded.text.trim() === '' ? null : { ...readChangeRegister(decoded.text), uri, text: decoded.text };
}

/** Whether a register numbers the changes against the version that a comparison is with. */
export function numbersAgainst({ against }: ChangeRegister, comparison: Comparison): boolean {
  return against === null || isAgainstSame(against, describeAgainst(comparison.old));
}

/**
 * A comparison with the numbers that the register beside the draft has for it; as it is where there
 * is no register, or one against another version.
 * @throws Error that names the line at which a register is at fault
 */
export async function numberComparison(host: Host, draftUri: string, comparison: Comparison): Promise<Comparison> {
  const register = await readRegisterBeside(host, draftUri);
  if (!register || !numbersAgainst(register, comparison)) return comparison;
  const [fault] = register.faults;
  if (fault) throw new Error(sayRegisterFault(fileNameOf(register.uri), fault));
  return withChangeNumbers(comparison, findChangeNumbers(comparison, register.lines));
}

function sayRegisterFault(name: string, { line, message }: RegisterFault): string {
  return `${name}:${line}: ${message}; ${HOW_TO_MEND_REGISTER}`;
}

/**
 * A comparison with the numbers of the register that was loaded with its draft; as it is where there
 * is none, or one that is at fault, which a finding says.
 */
export function numberLoadedComparison(workspace: Workspace, draftUri: string, comparison: Comparison): Comparison {
  const loaded = workspace.registers.get(registerFileOf(draftUri));
  const register = loaded && readChangeRegister(loaded.text);
  if (!register || register.faults.length > 0 || !numbersAgainst(register, comparison)) return comparison;
  return withChangeNumbers(comparison, findChangeNumbers(comparison, register.lines));
}

/**
 * What keeps a register from being used, a line each.
 * @param path of the register
 * @param comparison with the version in force; null where there is none
 */
export function listRegisterReasons(path: string, register: ChangeRegister, comparison: Comparison | null): string[] {
  const reasons = register.faults.map((fault) => sayRegisterFault(path, fault));
  if (comparison && !numbersAgainst(register, comparison))
    reasons.push(`${path}: it numbers the changes against another version; move it away to number them anew`);
  return reasons;
}

/** The numbers of the changes of a project, and what is wrong with its registers. */
export interface ProjectNumbers {
  /** By document. Those without a register are missing. */
  readonly byDocument: ReadonlyMap<WorkspaceDocument, ChangeNumbers>;
  /** A line each: what keeps the numbers from being published. */
  readonly reasons: readonly string[];
}

/** Reads the registers of the drafts of a project that have a version in force. */
export async function readProjectNumbers(
  host: Host,
  workspace: Workspace,
  comparisons: BaselineComparisons,
): Promise<ProjectNumbers> {
  const byDocument = new Map<WorkspaceDocument, ChangeNumbers>();
  const reasons: string[] = [];
  for (const document of workspace.listCheckedDocuments()) {
    if (document.role !== 'instrument' || !document.baseline) continue;
    const register = await readRegisterBeside(host, document.uri);
    if (!register) continue;
    const path = workspace.pathOf(register.uri);
    const comparison = comparisons.of(document);
    const against = listRegisterReasons(path, register, comparison);
    reasons.push(...against);
    if (!comparison || against.length > 0) continue;
    const numbers = findChangeNumbers(comparison, register.lines);
    byDocument.set(document, numbers);
    const missing = comparison.changes.length - numbers.size;
    if (missing > 0)
      reasons.push(
        `${path}: ${missing} ${missing === 1 ? 'change has' : 'changes have'} no number yet; keeling number-changes gives ${missing === 1 ? 'it one' : 'them'}`,
      );
  }
  return { byDocument, reasons };
}
