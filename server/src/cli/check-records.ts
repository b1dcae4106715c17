import { makeRecord } from '../rules/recorded.js';
import { RECORDED_FILE, type RecordedFinding, writeRecorded } from '../workspace/recorded-findings.js';
import { folderOf, isBelow, pathFrom, resolveBeside, resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { CheckRun } from './check-run.js';
import { UsageError } from './io.js';
import { showOnOneLine } from './visible.js';

/** Says which recorded findings are no longer found: once mended, they need not stay silenced. */
export function reportGoneRecords(run: CheckRun): void {
  const gone = [...run.checkers].flatMap(([workspace, checker]) => [
    ...checker.recordedAndGone(),
    ...(workspace.recordedFile?.findings ?? []).filter((each) => isOfMissingFile(run, workspace, each)),
  ]);
  const [first] = gone;
  if (!first) return;
  const what = `${first.code} in ${first.provision === '' ? '' : `${first.provision} of `}${first.document}`;
  run.io.error(
    gone.length === 1
      ? `keeling: a recorded problem is no longer found (${what}); --record-baseline removes it`
      : `keeling: ${gone.length} recorded problems are no longer found (the first: ${what}); --record-baseline removes them`,
  );
}

/**
 * Records all that is found now, so that it is silenced until its text changes. Records of what was
 * not checked stay.
 * @throws UsageError where the file holds something else
 */
export async function recordFindings(run: CheckRun): Promise<void> {
  const { io } = run;
  const files = new Map<string, RecordedFinding[]>();
  for (const workspace of run.checkers.keys()) {
    const uri = recordFileOf(run, workspace);
    if (run.recorded !== null && workspace.problems.some((each) => each.uri === uri))
      throw new UsageError(`${io.path(uri)}: it does not hold recorded problems: name another file`);
    const before = workspace.recordedFile?.findings ?? [];
    if (!files.has(uri))
      files.set(
        uri,
        before.filter(({ document }) => !coversFile(run, resolveBeside(uri, document) ?? '')),
      );
  }
  let count = 0;
  for (const { workspace, finding } of run.found) {
    const uri = recordFileOf(run, workspace);
    if ((finding.suppressed && finding.suppressed.by !== 'record') || finding.uri === uri) continue;
    const text = workspace.findTextAt(finding.uri);
    if (text) files.get(uri)?.push(makeRecord(text, pathFrom(folderOf(uri), finding.uri), finding));
    count++;
  }
  const expected = new Map(
    [...run.checkers.keys()].map((workspace) => [recordFileOf(run, workspace), workspace.recordedFile?.text ?? null]),
  );
  await io.write(
    [...files].map(([uri, findings]) => ({
      path: io.path(uri),
      // Only a file that the user named may be anywhere.
      ...(run.recorded === null ? { within: io.path(folderOf(uri)) } : {}),
      bytes: new TextEncoder().encode(writeRecorded(findings)),
    })),
    [...run.files],
    {
      command: 'keeling check --record-baseline',
      expected: [...expected].map(([uri, text]) => ({
        path: io.path(uri),
        bytes: text === null ? null : new TextEncoder().encode(text),
      })),
    },
  );
  const names = [...files.keys()].map((uri) => io.path(uri)).join(', ');
  io.out(`${count} problem${count === 1 ? '' : 's'} recorded in ${showOnOneLine(names)}\n`);
}

function recordFileOf({ recorded }: CheckRun, workspace: Workspace): string {
  return recorded ?? workspace.recordedFile?.uri ?? resolveUri(workspace.folder, RECORDED_FILE);
}

/** Whether a document was checked, or would have been if it were still there. */
function coversFile({ files, folders }: CheckRun, uri: string): boolean {
  return files.has(uri) || folders.some((folder) => isBelow(folder, uri));
}

/** Whether a record is of a document that the project, or the folder, no longer holds. */
function isOfMissingFile(run: CheckRun, workspace: Workspace, { document }: RecordedFinding): boolean {
  const uri = resolveBeside(recordFileOf(run, workspace), document) ?? '';
  const isOwn = run.folders.some((folder) => isBelow(folder, uri) && folder === workspace.folder);
  return isOwn && !run.files.has(uri);
}
