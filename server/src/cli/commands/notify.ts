import {
  assembleNotification,
  findPlaceholders,
  isIssuedProject,
  notifyProject,
} from '../../consultation/project-pack.js';
import type { Options } from '../../node/arguments.js';
import { Checker } from '../../rules/check.js';
import { endingOf } from '../../workspace/uri.js';
import { type Io, UsageError } from '../io.js';
import { inputsOf, loadSoundProject } from '../load.js';
import { showProgress } from '../progress.js';
import { EXPORT_OPTIONS, readDateOption, readExportOptions, readTemplateOption, refuseOtherEnding } from '../values.js';

export const NOTIFY_OPTIONS = {
  effective: 'string',
  output: 'string',
  author: 'string',
  date: 'string',
  ...EXPORT_OPTIONS,
} as const;

/**
 * Prints or writes the notification of a project. A placeholder left in an issued one is an error.
 * As a Word file, a PDF or a page it is the whole letter with its annexes.
 */
export async function printNotification(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1) throw new UsageError('notify takes one folder: keeling notify DIR');
  const effective = readDateOption(options.effective, '--effective');
  const output = options.output === undefined ? null : String(options.output);
  const form = findLetterForm(output);
  refuseOtherEnding(output, 'a notification', ['md', 'docx', 'pdf', 'html', 'htm']);
  const workspace = await loadSoundProject(io, paths[0] ?? '.');
  const text = await notifyProject(io.host, workspace, effective);
  const open = isIssuedProject(workspace) ? findPlaceholders(text) : [];
  if (output === null) io.bytes(new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`));
  else if (form === null)
    await io.write([{ path: output, bytes: new TextEncoder().encode(text) }], inputsOf(workspace));
  else {
    const { consultation } = workspace.projectFile ?? { consultation: null };
    const how = {
      form,
      effective: effective ?? null,
      author: options.author === undefined ? null : String(options.author),
      // The day that the letter bears, or that of publication: the same project gives the same file.
      date: readDateOption(options.date, '--date') ?? consultation?.notified ?? consultation?.published ?? io.now(),
      template: await readTemplateOption(io, options),
      typesetter: io.typesetter,
      exports: readExportOptions(options),
    };
    const project = { workspace, checker: new Checker(workspace) };
    const bytes = await showProgress(io, (show) => {
      show(0, 1, `making ${output}`);
      return assembleNotification(io.host, project, how);
    });
    await io.write([{ path: output, bytes: [bytes] }], inputsOf(workspace));
  }
  for (const placeholder of open)
    io.error(`keeling: the notification is issued, but ${placeholder} is not filled in: keeling.yaml lacks the fact`);
  return open.length > 0 ? 1 : 0;
}

/** The form of a letter that a file's name ends in; null for its text in Markdown. */
function findLetterForm(output: string | null): 'docx' | 'pdf' | 'html' | null {
  const ending = endingOf(output ?? '');
  if (ending === 'docx' || ending === 'pdf' || ending === 'html') return ending;
  return ending === 'htm' ? 'html' : null;
}
