import type { Comparison } from '../../compare/change.js';
import { compareDrafts } from '../../compare/compare.js';
import { withOrigins } from '../../compare/version-steps.js';
import type { Options } from '../../node/arguments.js';
import { holdsProject } from '../../workspace/project-around.js';
import { foldersAbove, registerFileOf } from '../../workspace/uri.js';
import { COMPARISON_OPTIONS, readComparisonOutput, showComparison } from '../comparison-output.js';
import { type Io, UsageError } from '../io.js';
import { readInputDraft } from '../read.js';

export const COMPARE_OPTIONS = { ...COMPARISON_OPTIONS, circulated: 'string' } as const;

/** Compares two drafts and prints or writes the result. */
export async function compareFiles(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [oldPath, newPath, more] = paths;
  if (oldPath === undefined || newPath === undefined || more !== undefined)
    throw new UsageError('compare takes two files: keeling compare OLD NEW');
  if (PAPERS.has(String(options.format))) return showPaper(io, oldPath, newPath, options);
  const how = await readComparisonOutput(io, options, [...PAPERS]);
  const circulated = options.circulated === undefined ? null : String(options.circulated);
  const make = async () => {
    const comparison =
      (await compareWithinProject(io, oldPath, newPath)) ??
      compareDrafts(await readInputDraft(io, oldPath), await readInputDraft(io, newPath));
    const numbered = await withNumbersBeside(io, newPath, comparison);
    return circulated === null ? numbered : markSinceCirculated(io, numbered, circulated);
  };
  const inputs = [oldPath, newPath, ...(circulated === null ? [] : [circulated])];
  await showComparison(io, make, how, inputs);
  return 0;
}

/** The papers that `--format` names besides the formats of the text; see `comparison-papers.ts`. */
const PAPERS: ReadonlySet<string> = new Set(['table', 'csv', 'destinations', 'derivations', 'extract']);

/** Shows a paper of the comparison. What makes papers takes a while to load. */
async function showPaper(io: Io, oldPath: string, newPath: string, options: Options): Promise<number> {
  if (options.circulated !== undefined) throw new UsageError('--circulated goes with a change-marked text alone');
  const { showComparisonPaper } = await import('../comparison-papers.js');
  const compare = async () => compareDrafts(await readInputDraft(io, oldPath), await readInputDraft(io, newPath));
  return showComparisonPaper(io, { oldPath, newPath, compare }, options);
}

/**
 * The same comparison, in which each change says whether it is new since the draft that was
 * circulated.
 */
async function markSinceCirculated(io: Io, comparison: Comparison, path: string): Promise<Comparison> {
  const circulated = await readInputDraft(io, path);
  const name = circulated.frontMatter.version ?? path.slice(path.lastIndexOf('/') + 1);
  return withOrigins(comparison, [
    { draft: circulated, origin: `up to ${name}` },
    { draft: comparison.new, origin: `new since ${name}` },
  ]);
}

/** The comparison with the numbers of the register beside the new version, where there is one. */
async function withNumbersBeside(io: Io, newPath: string, comparison: Comparison): Promise<Comparison> {
  const uri = newPath.startsWith('git:') ? null : io.uri(newPath);
  if (uri === null || !(await io.host.read(registerFileOf(uri)))) return comparison;
  const { numberComparison } = await import('../../consultation/change-numbering.js');
  return numberComparison(io.host, uri, comparison);
}

/**
 * The comparison of a project's document with its own version in force, where a project names the
 * two.
 */
async function compareWithinProject(io: Io, oldPath: string, newPath: string): Promise<Comparison | null> {
  if (oldPath.startsWith('git:')) return null;
  const uri = io.uri(newPath);
  const held = await Promise.all(foldersAbove(uri).map((folder) => holdsProject(io.host, folder)));
  // What reads projects takes a while to load, so it is loaded only where there may be one.
  if (!held.includes(true)) return null;
  const { compareInProject } = await import('../project-comparison.js');
  return compareInProject(io, io.uri(oldPath), uri);
}
