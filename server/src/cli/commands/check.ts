import { Checker } from '../../rules/check.js';
import type { Finding, Severity } from '../../rules/finding.js';
import type { Options } from '../../node/arguments.js';
import { resolveUri } from '../../workspace/uri.js';
import { PROJECT_FILE, Workspace } from '../../workspace/workspace.js';
import { counts, type FindingFormat, type LocatedFinding, renderFindings } from '../finding-formats.js';
import { type Io, UsageError } from '../io.js';

const FORMATS: readonly string[] = ['text', 'json', 'sarif', 'github'];
const THRESHOLDS: Readonly<Record<string, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  information: ['error', 'warning', 'information'],
  none: [],
};

export const CHECK_OPTIONS = { format: 'string', 'fail-on': 'string' } as const;

/** Checks files and folders; 1 where there are findings at or above the threshold. */
export async function check(io: Io, paths: readonly string[], options: Options, version: string): Promise<number> {
  const format = String(options.format ?? 'text');
  const failOn = String(options['fail-on'] ?? 'error');
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: choose one of ${FORMATS.join(', ')}`);
  const threshold = THRESHOLDS[failOn];
  if (!threshold) throw new UsageError(`--fail-on ${failOn}: choose one of ${Object.keys(THRESHOLDS).join(', ')}`);
  const located: LocatedFinding[] = [];
  let files = 0;
  const take = (workspace: Workspace, findings: readonly Finding[]) => {
    for (const finding of findings) located.push(locate(io, workspace, finding));
  };
  for (const path of paths.length > 0 ? paths : ['.']) {
    const uri = io.uri(path).replace(/\/$/, '');
    if (await io.isFolder(uri)) files += await checkFolder(io, uri, take);
    else files += await checkFile(io, path, uri, take);
  }
  io.out(renderFindings(located, format as FindingFormat, { version, colour: io.terminal, files }));
  const summary = counts(located.filter(({ finding }) => finding.suppressed === null));
  return threshold.some((severity) => summary[severity] > 0) ? 1 : 0;
}

type Take = (workspace: Workspace, findings: readonly Finding[]) => void;

async function checkFolder(io: Io, folder: string, take: Take): Promise<number> {
  const hasProject = (await io.host.read(resolveUri(folder, PROJECT_FILE))) !== null;
  if (hasProject) {
    const workspace = await Workspace.load(io.host, folder);
    take(workspace, new Checker(workspace).checkAll());
    return workspace.checkedDocuments().length + 1;
  }
  const workspace = Workspace.empty(io.host, folder);
  const drafts = await io.host.listMarkdown(folder);
  for (const uri of drafts) {
    const document = await workspace.addLoose(uri);
    if (typeof document === 'string') throw new UsageError(`${io.path(uri)}: ${document}`);
  }
  const checker = new Checker(workspace);
  take(workspace, checker.projectFindings());
  for (const uri of drafts) {
    const document = workspace.documents.get(uri);
    // A version in force is there to be compared with, not to be mended.
    if (document && !document.isBaseline) take(workspace, checker.check(document, 'full'));
  }
  return drafts.length;
}

/** A file by name: as part of the project that names it, if one does in its folder or up to three above, else on its own. */
async function checkFile(io: Io, path: string, uri: string, take: Take): Promise<number> {
  for (let folder = uri, steps = 0; steps < 4; steps++) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    if (!folder.startsWith('file:///') || folder.length <= 'file:///'.length) break;
    if ((await io.host.read(resolveUri(folder, PROJECT_FILE)).catch(() => null)) === null) continue;
    const project = await Workspace.load(io.host, folder);
    const document = project.documents.get(uri);
    if (!document) break;
    const checker = new Checker(project);
    take(project, checker.check(document, 'full'));
    return 1;
  }
  const workspace = Workspace.empty(io.host, uri.slice(0, uri.lastIndexOf('/')));
  const document = await workspace.addLoose(uri);
  if (typeof document === 'string') throw new UsageError(`${path}: ${document}`);
  const checker = new Checker(workspace);
  take(workspace, [...checker.projectFindings(), ...checker.check(document, 'full')]);
  return 1;
}

function locate(io: Io, workspace: Workspace, finding: Finding): LocatedFinding {
  const range = (uri: string, span: Finding['span']) => {
    const lines = workspace.documents.get(uri)?.draft.lines ?? workspace.projectFile?.lines;
    const zero = { line: 0, character: 0 };
    return lines?.rangeOf(span) ?? { start: zero, end: zero };
  };
  return {
    file: io.path(finding.uri),
    range: range(finding.uri, finding.span),
    finding,
    related: finding.related.map((each) => ({ file: io.path(each.uri), range: range(each.uri, each.span), message: each.message })),
  };
}
