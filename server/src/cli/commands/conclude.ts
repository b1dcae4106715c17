import { type Conclusions, ConclusionsRefused, concludeProject } from '../../consultation/conclusions/conclude.js';
import type { Options } from '../../node/arguments.js';
import { Checker } from '../../rules/check.js';
import { placeOfCirculated } from '../circulated-option.js';
import { type Io, UsageError } from '../io.js';
import { loadSoundProject } from '../load.js';
import { readDateOption } from '../values.js';
import { showInLines, showOnOneLine } from '../visible.js';

export const CONCLUDE_OPTIONS = { output: 'string', circulated: 'string', date: 'string' } as const;

/**
 * Prints or writes the conclusions report of a project. What is written into the report is taken
 * over, and a point without an answer or a change without a reason gives exit status 1.
 */
export async function concludeConsultation(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1) throw new UsageError('conclude takes one folder: keeling conclude DIR');
  const folder = paths[0] ?? '.';
  const date = readDateOption(options.date, '--date') ?? io.now();
  const workspace = await loadSoundProject(io, folder);
  const output = options.output === undefined ? null : String(options.output);
  const circulated = options.circulated === undefined ? null : placeOfCirculated(io, String(options.circulated));
  let made: Conclusions;
  try {
    made = await concludeProject(
      io.host,
      { workspace, checker: new Checker(workspace) },
      { output: output === null ? null : io.uri(output), circulated, date, typesetter: io.typesetter },
    );
  } catch (error) {
    if (!(error instanceof ConclusionsRefused)) throw error;
    io.out(`${error.reasons.map(showOnOneLine).join('\n')}\n`);
    io.error(`keeling: ${folder}: nothing is written: ${error.message}`);
    return 1;
  }
  if (output === null) io.bytes(new TextEncoder().encode(made.markdown));
  else {
    await io.write(
      made.files.map(({ uri, bytes }) => ({ path: io.path(uri), bytes })),
      [workspace.projectUri, ...workspace.documents.keys()],
      {
        home: io.path(workspace.folder),
        command: 'keeling conclude',
        expected: made.expected.map(({ uri, bytes }) => ({ path: io.path(uri), bytes })),
      },
    );
    io.out(showInLines(`${describeConclusions(output, made)}\n`));
  }
  for (const note of made.notes) io.error(`keeling: ${showOnOneLine(note)}`);
  return made.findings.length > 0 && output !== null ? 1 : 0;
}

function describeConclusions(output: string, { findings, counts }: Conclusions): string {
  const { responses, points, changes } = counts;
  const countOf = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`;
  const facts = [
    countOf(responses, 'response'),
    countOf(points, 'point'),
    ...(changes === null ? [] : [`${countOf(changes, 'change')} since the consultation`]),
  ];
  // The lines are those of the report as Markdown.
  const isMarkdown = /\.md$/i.test(output);
  const lines = findings.map(
    ({ line, message, code }) => `${output}${isMarkdown ? `:${line}` : ''}: error: ${message} (${code})`,
  );
  return [...lines, `${output} is written: ${facts.join(', ')}.`].join('\n');
}
