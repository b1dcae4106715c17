import type { ExportOptions } from '../export/export-options.js';
import type { Typesetter } from '../export/typesetter.js';
import { decodeText } from '../workspace/decode.js';
import { type Figures, readFigures } from '../workspace/figures.js';
import type { Host } from '../workspace/host.js';
import { resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { DEFAULT_NOTIFICATION, notificationText } from './notification.js';
import { makePack, type Pack, type PackProgressReport } from './pack.js';
import { consultationOf, instrumentsOf } from './project-facts.js';

export interface PackOptions {
  readonly author: string;
  readonly date: string;
  readonly typesetter: Typesetter;
  /** Takes the place of what the project file says of how attachments are drawn. */
  readonly exports?: Partial<ExportOptions>;
}

/**
 * Makes the pack of a project: reads the templates and figures that it names, and makes every attachment in memory.
 */
export async function packProject(
  host: Host,
  workspace: Workspace,
  options: PackOptions,
  progress?: PackProgressReport,
  cancelled?: () => boolean,
): Promise<Pack> {
  const file = workspace.projectFile;
  if (!file) throw new Error('there is no keeling.yaml to say what to pack');
  const templates = new Map<string, string>();
  for (const { content } of file.attachments) {
    if ('template' in content && content.template !== null)
      templates.set(content.template, await readTemplate(host, workspace, content.template));
  }
  const input = {
    ...options,
    exports: { ...file.exports, ...options.exports },
    consultation: file.consultation,
    attachments: file.attachments,
    instruments: instrumentsOf(workspace),
    document: consultationOf(workspace),
    templates,
    figures: await figuresOf(host, workspace),
  };
  return makePack(input, progress, cancelled);
}

/**
 * The notification text of a project.
 * @param effective an ISO date that takes the place of the project file's
 */
export async function notifyProject(host: Host, workspace: Workspace, effective?: string): Promise<string> {
  const file = workspace.projectFile;
  if (!file) throw new Error('there is no keeling.yaml to take the facts from');
  const content = file.attachments.find((attachment) => attachment.content.kind === 'notification')?.content;
  const path = content?.kind === 'notification' ? content.template : null;
  const text = path === null ? DEFAULT_NOTIFICATION : await readTemplate(host, workspace, path);
  return notificationText(
    { name: path, text },
    file.consultation,
    instrumentsOf(workspace),
    effective ?? file.consultation?.effective ?? null,
  );
}

/** The figures of each document of a project, by its id; those of its version in force stand behind its own. */
async function figuresOf(host: Host, workspace: Workspace): Promise<Map<string, Figures>> {
  const figures = new Map<string, Figures>();
  for (const { id } of workspace.projectFile?.documents ?? []) {
    const document = workspace.documentNamed(id);
    if (!document) continue;
    const drafts = document.baseline ? [document, document.baseline] : [document];
    figures.set(id, await readFigures(host, workspace.folder, drafts));
  }
  return figures;
}

async function readTemplate(host: Host, workspace: Workspace, path: string): Promise<string> {
  const uri = resolveUri(workspace.folder, path);
  if (!(await host.isWithin(workspace.folder, uri))) throw new Error(`${path}: it leads out of the project’s folder`);
  const bytes = await host.read(uri).catch((error: unknown) => {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (!bytes) throw new Error(`${path}: there is no such file; keeling.yaml names it as a template`);
  const decoded = decodeText(bytes);
  if ('problem' in decoded) throw new Error(`${path}: ${decoded.problem}`);
  return decoded.text;
}
