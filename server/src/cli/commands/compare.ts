import type { Comparison } from '../../compare/change.js';
import { compareDrafts } from '../../compare/compare.js';
import { withOrigins } from '../../compare/steps.js';
import type { Options } from '../../node/arguments.js';
import { Comparisons } from '../../rules/comparisons.js';
import { foldersAround } from '../../workspace/uri.js';
import { Workspace } from '../../workspace/workspace.js';
import { COMPARISON_OPTIONS, comparisonOutput, showComparison } from '../comparison-output.js';
import { type Io, UsageError } from '../io.js';
import { readDraft } from '../load.js';

export const COMPARE_OPTIONS = { ...COMPARISON_OPTIONS, circulated: 'string' } as const;

/** Compares two drafts and prints or writes the result. */
export async function compare(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [oldPath, newPath, more] = paths;
  if (oldPath === undefined || newPath === undefined || more !== undefined)
    throw new UsageError('compare takes two files: keeling compare OLD NEW');
  const how = comparisonOutput(io, options);
  const circulated = options.circulated === undefined ? null : String(options.circulated);
  const comparison =
    (await withinProject(io, oldPath, newPath)) ??
    compareDrafts(await readDraft(io, oldPath), await readDraft(io, newPath));
  const shown = circulated === null ? comparison : await sinceCirculated(io, comparison, circulated);
  const inputs = [oldPath, newPath, ...(circulated === null ? [] : [circulated])];
  await showComparison(io, shown, how, inputs);
  return 0;
}

/** The same comparison, in which each change says whether it is new since a draft that was circulated. */
async function sinceCirculated(io: Io, comparison: Comparison, path: string): Promise<Comparison> {
  const circulated = await readDraft(io, path);
  const name = circulated.frontMatter.version ?? path.slice(path.lastIndexOf('/') + 1);
  return withOrigins(comparison, [
    { draft: circulated, origin: `up to ${name}` },
    { draft: comparison.new, origin: `new since ${name}` },
  ]);
}

/** The comparison of a project's document with its own version in force, which knows what became of the project's other documents. */
async function withinProject(io: Io, oldPath: string, newPath: string): Promise<Comparison | null> {
  const uri = io.uri(newPath);
  for (const folder of foldersAround(uri)) {
    // A project that cannot be read has nothing to say here: the two files are compared as they are.
    const workspace = await Workspace.load(io.host, folder).catch(() => null);
    if (!workspace?.projectFile) continue;
    const document = workspace.documents.get(uri);
    const old = oldPath.startsWith('git:') ? null : io.uri(oldPath);
    return document?.baseline && document.baseline.uri === old ? new Comparisons(workspace).of(document) : null;
  }
  return null;
}
