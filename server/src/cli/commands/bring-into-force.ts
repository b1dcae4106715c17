import {
  type ChangedFile,
  type InForcePlan,
  InForceRefused,
  planBringIntoForce,
} from '../../consultation/in-force/bring-into-force.js';
import { carryOut, carryOutUndo, planUndo } from '../../consultation/in-force/carry-out.js';
import type { Options } from '../../node/arguments.js';
import { GitTags } from '../../node/git-tags.js';
import { Checker } from '../../rules/check.js';
import type { WorkspaceDocument } from '../../workspace/document.js';
import type { Workspace } from '../../workspace/workspace.js';
import { type Io, UsageError } from '../io.js';
import { loadDraft, refuseProblems } from '../load.js';
import { readDateOption } from '../values.js';
import { showOnOneLine } from '../visible.js';

export const BRING_INTO_FORCE_OPTIONS = {
  on: 'string',
  next: 'string',
  'no-tag': 'boolean',
  'dry-run': 'boolean',
  undo: 'boolean',
} as const;

const USAGE = 'keeling bring-into-force DOCUMENT… --on YYYY-MM-DD';

/** Makes drafts the versions in force, or undoes the last time that was done. */
export async function bringIntoForce(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length === 0) throw new UsageError(`bring-into-force takes the drafts: ${USAGE}`);
  const { undo, 'dry-run': isDryRun } = options;
  if (undo && (isDryRun || options.on !== undefined || options.next !== undefined))
    throw new UsageError('--undo goes with no other option than --no-tag');
  const on = readDateOption(options.on, '--on');
  if (on === undefined && !undo) throw new UsageError(`say from which day they have effect: ${USAGE}`);
  if (on !== undefined && on.length > 10) throw new UsageError(`--on ${on}: write a day as YYYY-MM-DD`);
  const { workspace, documents } = await loadDrafts(io, paths);
  const tags = options['no-tag'] ? null : new GitTags();
  try {
    if (undo) return await undoLastTime(io, workspace, tags);
    const next = options.next === undefined ? null : String(options.next);
    const project = { workspace, checker: new Checker(workspace), documents };
    const plan = await planBringIntoForce(io.host, project, { on: on ?? '', next, tags });
    if (isDryRun) {
      io.out(`${describeSteps(plan)}Nothing is written.\n`);
      return 0;
    }
    await carryOut(workspace.folder, plan, tags, (files) => writeInForceFiles(io, workspace, files));
    io.out(`${describeSteps(plan)}keeling bring-into-force ${showOnOneLine(paths.join(' '))} --undo undoes it.\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof InForceRefused)) throw error;
    io.out(`${error.reasons.map(showOnOneLine).join('\n')}\n`);
    if (undo) io.error('keeling: nothing is undone');
    else io.error(`keeling: nothing is changed: ${error.reasons.length === 1 ? 'mend this' : 'mend these'} first`);
    return 1;
  }
}

async function loadDrafts(
  io: Io,
  paths: readonly string[],
): Promise<{ readonly workspace: Workspace; readonly documents: readonly WorkspaceDocument[] }> {
  let workspace: Workspace | null = null;
  const documents: WorkspaceDocument[] = [];
  for (const path of paths) {
    const owned = await loadDraft(io, path);
    refuseProblems(io, owned.workspace);
    if (workspace && (owned.workspace.folder !== workspace.folder || !workspace.projectFile))
      throw new UsageError(
        `${path}: it is not of the same project as ${paths[0]}; bring each project into force by itself`,
      );
    workspace ??= owned.workspace;
    // The project is loaded anew for each of them.
    const document = workspace.documents.get(owned.document.uri);
    if (!document) throw new UsageError(`${path}: its project does not name it`);
    if (document.isBaseline) throw new UsageError(`${path}: it is a version in force already; name the draft`);
    if (document.isTemplate || document.role === 'consultation')
      throw new UsageError(`${path}: it is no instrument; name the draft of one`);
    if (!documents.includes(document)) documents.push(document);
  }
  if (!workspace) throw new UsageError(`bring-into-force takes the drafts: ${USAGE}`);
  return { workspace, documents };
}

function describeSteps({ steps }: InForcePlan): string {
  return steps.map((step) => `${showOnOneLine(step)}\n`).join('');
}

async function writeInForceFiles(io: Io, { folder }: Workspace, files: readonly ChangedFile[]): Promise<void> {
  const home = io.path(folder);
  await io.write(
    files.map(({ uri, after }) => ({ path: io.path(uri), within: home, bytes: after })),
    [],
    {
      home,
      command: 'keeling bring-into-force',
      expected: files.map(({ uri, before }) => ({ path: io.path(uri), bytes: before })),
    },
  );
}

async function undoLastTime(io: Io, workspace: Workspace, tags: GitTags | null): Promise<number> {
  const plan = await planUndo(io.host, workspace.folder);
  await carryOutUndo(workspace.folder, plan, tags, (files) => writeInForceFiles(io, workspace, files));
  io.out(`Undone: ${showOnOneLine(plan.paths.join(', '))}.\n`);
  return 0;
}
