import { HOW_TO_MEND_REGISTER } from '../../compare/change-register.js';
import { numbersAgainst, readRegisterBeside } from '../../consultation/change-numbering.js';
import { renewRegister } from '../../consultation/number-project-changes.js';
import { sayNumbers } from '../../export/manuscript/number-places.js';
import type { Options } from '../../node/arguments.js';
import type { ExpectedFile } from '../../node/whole-files.js';
import { BaselineComparisons } from '../../rules/comparisons.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import { pathFrom, registerFileOf } from '../../workspace/uri.js';
import type { Workspace } from '../../workspace/workspace.js';
import { type Io, UsageError } from '../io.js';
import { loadDraft, loadSoundProject, refuseProblems } from '../load.js';
import { type LeftFile, makeUndoOutput, noteLeftFile, readLeftFile, readUndoRecord } from '../undo-file.js';
import { showOnOneLine } from '../visible.js';

export const NUMBER_CHANGES_OPTIONS = { 'dry-run': 'boolean', mend: 'boolean', undo: 'boolean' } as const;

/** What the registers said before the last numbering; beside the project file, or beside the draft. */
const UNDO_FILE = '.keeling-undo-numbers.json';

/** Numbers the changes of a draft, or of all drafts of a project, in the registers beside them. */
export async function numberDrafts(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1)
    throw new UsageError('number-changes takes one folder or draft: keeling number-changes [DIR|DRAFT]');
  if (options.undo && (options['dry-run'] || options.mend))
    throw new UsageError('--undo does not go with --dry-run or --mend');
  const path = paths[0] ?? '.';
  const { workspace, drafts } = await loadNumbered(io, path);
  if (options.undo) return undoNumbering(io, workspace);
  const comparisons = new BaselineComparisons(workspace);
  const changed: ChangedRegister[] = [];
  const said: string[] = [];
  let faults = 0;
  for (const document of drafts) {
    const made = await numberDraft(io, document, comparisons, options.mend === true);
    said.push(...made.said);
    faults += made.faults;
    if (made.changed) changed.push(made.changed);
  }
  io.out(said.map((line) => `${showOnOneLine(line)}\n`).join(''));
  if (faults > 0) {
    io.error(`keeling: ${path}: nothing is numbered while a register is at fault; ${HOW_TO_MEND_REGISTER}`);
    return 1;
  }
  if (options['dry-run'] || changed.length === 0) {
    io.out(changed.length === 0 ? 'Every change has its number.\n' : 'Nothing is written.\n');
    return 0;
  }
  await writeRegisters(io, workspace, changed, []);
  return 0;
}

/** A register that is written: its text before, null where there was none, and after. */
interface ChangedRegister {
  readonly uri: string;
  readonly before: string | null;
  readonly after: string;
}

async function loadNumbered(
  io: Io,
  path: string,
): Promise<{ readonly workspace: Workspace; readonly drafts: readonly WorkspaceDocument[] }> {
  if (await io.isFolder(io.uri(path))) {
    const workspace = await loadSoundProject(io, path);
    const drafts = workspace.listCheckedDocuments().filter(({ role, baseline }) => role === 'instrument' && baseline);
    return { workspace, drafts };
  }
  const { workspace, document } = await loadDraft(io, path);
  refuseProblems(io, workspace);
  if (!document.baseline)
    throw new UsageError(`${path}: no version in force is set for it; add “baseline” to its front matter`);
  return { workspace, drafts: [document] };
}

async function numberDraft(
  io: Io,
  document: WorkspaceDocument,
  comparisons: BaselineComparisons,
  isMended: boolean,
): Promise<{ readonly said: readonly string[]; readonly faults: number; readonly changed: ChangedRegister | null }> {
  const comparison = comparisons.of(document);
  const uri = registerFileOf(document.uri);
  const name = io.path(uri);
  const register = await readRegisterBeside(io.host, document.uri);
  if (!comparison) return { said: [], faults: 0, changed: null };
  const faults = register?.faults ?? [];
  if (faults.length > 0 && !isMended)
    return {
      said: faults.map(({ line, message }) => `${name}:${line}: ${message}`),
      faults: faults.length,
      changed: null,
    };
  if (register && !numbersAgainst(register, comparison))
    throw new UsageError(
      `${name}: it numbers the changes against ${register.against?.version ?? 'another text'}; move it away to number them anew`,
    );
  const { before, after, mended, added, withdrawn } = await renewRegister(io.host, document, comparison, register);
  const count = (numbers: readonly number[], what: string) =>
    numbers.length === 0
      ? []
      : [`${name}: ${numbers.length === 1 ? 'number' : 'numbers'} ${sayNumbers(numbers)} ${what}`];
  return {
    said: [...mended.map((line) => `${name}: ${line}`), ...count(added, 'given'), ...count(withdrawn, 'withdrawn')],
    faults: 0,
    changed: after === before ? null : { uri, before, after },
  };
}

// ---- undo

interface NumberedFile extends LeftFile {
  /** What stood there before; null where there was no file. */
  readonly old: string | null;
}

function makeNumbersUndoFile(io: Io, workspace: Workspace, files: readonly ChangedRegister[]) {
  const left = files.map(({ uri, before, after }) => ({
    ...noteLeftFile(pathFrom(workspace.folder, uri), after),
    old: before,
  }));
  return makeUndoOutput(io, workspace, UNDO_FILE, left);
}

/** Puts the registers back, where they are still as the last numbering left them. */
async function undoNumbering(io: Io, workspace: Workspace): Promise<number> {
  const undo = await readUndoRecord<NumberedFile>(io, workspace, {
    name: UNDO_FILE,
    what: 'a numbering',
    isSound: ({ path, old }) => path.endsWith('.changes.jsonl') && (old === null || typeof old === 'string'),
  });
  const files: ChangedRegister[] = [];
  for (const left of undo.files) {
    const problem = 'it has changed since, so the numbering cannot be undone';
    const { uri, text } = await readLeftFile(io, workspace, left, problem);
    // A file that was not there before stays, and is empty: it numbers nothing.
    files.push({ uri, before: text, after: left.old ?? '' });
  }
  await writeRegisters(io, workspace, files, [{ path: undo.path, bytes: undo.bytes }]);
  io.out(
    `Undone in ${showOnOneLine(files.map((file) => io.path(file.uri)).join(', '))}; --undo once more does it again.\n`,
  );
  return 0;
}

/** Writes registers, and how to undo that. @param read what else must be on disk still */
async function writeRegisters(
  io: Io,
  workspace: Workspace,
  files: readonly ChangedRegister[],
  read: readonly ExpectedFile[],
): Promise<void> {
  const encode = (text: string) => new TextEncoder().encode(text);
  await io.write(
    [
      makeNumbersUndoFile(io, workspace, files),
      ...files.map(({ uri, after }) => ({ path: io.path(uri), bytes: encode(after) })),
    ],
    [],
    {
      home: io.path(workspace.folder),
      command: 'keeling number-changes',
      expected: [
        ...read,
        ...files.map(({ uri, before }) => ({ path: io.path(uri), bytes: before === null ? null : encode(before) })),
      ],
    },
  );
}
