import { findPlaceholders, isIssuedProject, notifyProject } from '../../consultation/project-pack.js';
import type { Options } from '../../node/arguments.js';
import { type Io, UsageError } from '../io.js';
import { inputsOf, loadSoundProject } from '../load.js';
import { readDateOption } from '../values.js';

export const NOTIFY_OPTIONS = { effective: 'string', output: 'string' } as const;

/**
 * Prints or writes the notification of a project. A placeholder left in an issued one is an error.
 */
export async function printNotification(io: Io, paths: readonly string[], options: Options): Promise<number> {
  if (paths.length > 1) throw new UsageError('notify takes one folder: keeling notify DIR');
  const effective = readDateOption(options.effective, '--effective');
  const workspace = await loadSoundProject(io, paths[0] ?? '.');
  const text = await notifyProject(io.host, workspace, effective);
  const open = isIssuedProject(workspace) ? findPlaceholders(text) : [];
  if (options.output === undefined) io.bytes(new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`));
  else await io.write([{ path: String(options.output), bytes: new TextEncoder().encode(text) }], inputsOf(workspace));
  for (const placeholder of open)
    io.error(`keeling: the notification is issued, but ${placeholder} is not filled in: keeling.yaml lacks the fact`);
  return open.length > 0 ? 1 : 0;
}
