import { notifyProject } from '../../consultation/project-pack.js';
import type { Options } from '../../node/arguments.js';
import { type Io, UsageError } from '../io.js';
import { inputsOf, loadSoundProject } from '../load.js';
import { isoDate } from '../values.js';

export const NOTIFY_OPTIONS = { effective: 'string', output: 'string' } as const;

/** Prints or writes the notification text of a project. */
export async function notify(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1) throw new UsageError('notify takes one folder: keeling notify DIR');
  const effective = isoDate(options.effective, '--effective');
  const workspace = await loadSoundProject(io, paths[0] ?? '.');
  const text = await notifyProject(io.host, workspace, effective);
  if (options.output === undefined) io.out(text.endsWith('\n') ? text : `${text}\n`);
  else await io.write([{ path: String(options.output), bytes: new TextEncoder().encode(text) }], inputsOf(workspace));
  return 0;
}
