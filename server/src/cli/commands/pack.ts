import type { Pack } from '../../consultation/pack.js';
import { changesInWords, type PackedAttachment } from '../../consultation/pack-summary.js';
import { PackRefused, packProject } from '../../consultation/project-pack.js';
import { trimEndOf } from '../../model/text.js';
import type { Options } from '../../node/arguments.js';
import { Checker } from '../../rules/check.js';
import { placeOfCirculated } from '../circulated-option.js';
import { type Io, UsageError } from '../io.js';
import { inputsOf, loadSoundProject } from '../load.js';
import { showProgress } from '../progress.js';
import { EXPORT_OPTIONS, readDateOption, readExportOptions, readTemplateOption } from '../values.js';
import { showInLines, showOnOneLine } from '../visible.js';

export const PACK_OPTIONS = {
  output: 'string',
  author: 'string',
  date: 'string',
  draft: 'boolean',
  decision: 'boolean',
  circulated: 'string',
  ...EXPORT_OPTIONS,
} as const;

/** Makes all attachments of a project and writes them, all or none. */
export async function writePack(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1) throw new UsageError('pack takes one folder: keeling pack DIR');
  const folder = paths[0] ?? '.';
  const given = readDateOption(options.date, '--date');
  const exports = readExportOptions(options);
  const template = await readTemplateOption(io, options);
  const workspace = await loadSoundProject(io, folder);
  // The day of publication and no clock, so that the same project gives the same files.
  const { published, notified, effective } = workspace.projectFile?.consultation ?? {};
  const isDecision = options.decision === true;
  const date = given ?? (isDecision ? (notified ?? effective) : null) ?? published ?? io.now();
  const output = String(options.output ?? `${trimEndOf(folder, '\\/')}/${isDecision ? 'decision' : 'pack'}`);
  // The names of the files are the project's: they stay in the folder that the user named.
  const within = options.output === undefined ? folder : output;
  const project = { workspace, checker: new Checker(workspace) };
  let made: Pack;
  try {
    const author = options.author === undefined ? null : String(options.author);
    const circulated = options.circulated === undefined ? null : placeOfCirculated(io, String(options.circulated));
    const drawn = { author, date, exports, template, typesetter: io.typesetter };
    const how = { ...drawn, draft: options.draft === true, isDecision, circulated };
    made = await showProgress(io, (show) => packProject(io.host, project, how, show));
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    io.out(`${error.reasons.map(showOnOneLine).join('\n')}\n`);
    io.error(`keeling: ${folder}: ${error.message} (--draft)`);
    return 1;
  }
  await io.write(
    made.files.map(({ name, bytes }) => ({ path: `${output}/${name}`, within, bytes })),
    inputsOf(workspace),
    { home: [folder, within], command: 'keeling pack' },
  );
  io.out(showInLines(summarisePack(made.attachments)));
  io.out(
    `\n${made.files.length} files written to ${showOnOneLine(output)}${made.isDraft ? ', marked as a draft because of errors' : ''}\n`,
  );
  return 0;
}

function summarisePack(attachments: readonly PackedAttachment[]): string {
  const rows = attachments.map(({ number, title, files, changes, notes }) => ({
    name: number === null ? '' : `Attachment ${number}`,
    title: showOnOneLine(title),
    formats: files.map((file) => file.slice(file.lastIndexOf('.') + 1)).join(' '),
    changes: changes ? changesInWords(changes) : '',
    notes: notes.map(showOnOneLine),
  }));
  const width = (key: 'name' | 'title' | 'formats') => Math.max(...rows.map((row) => row[key].length));
  const [names, titles, formats] = [width('name'), width('title'), width('formats')];
  return rows
    .map((row) => {
      const line = `${row.name.padEnd(names)}  ${row.title.padEnd(titles)}  ${row.formats.padEnd(formats)}`.trimEnd();
      const indent = ' '.repeat(names + 2);
      return [
        line,
        ...(row.changes ? [`${indent}changes: ${row.changes}`] : []),
        ...row.notes.map((note) => `${indent}note: ${note}`),
      ].join('\n');
    })
    .join('\n')
    .concat('\n');
}
