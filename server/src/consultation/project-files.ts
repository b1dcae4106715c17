import { templateFault } from '../export/docx/house-template.js';
import type { OwnFonts } from '../export/own-fonts.js';
import { pictureOf } from '../export/pictures.js';
import { hasFailed, messageOf } from '../failure.js';
import { decodeText } from '../workspace/decode.js';
import type { Host } from '../workspace/host.js';
import { readFontFile } from '../workspace/project-fonts.js';
import { resolveUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';

/**
 * The logo that a project file names; null where it names none.
 * @throws Error that names the file where it is no picture
 */
export async function readLogo(host: Host, workspace: Workspace): Promise<Uint8Array | null> {
  const path = workspace.projectFile?.issuer?.logo ?? null;
  if (path === null) return null;
  const bytes = await readNamedFile(host, workspace, path, 'the logo');
  if (!pictureOf(bytes)) throw new Error(`${path}: it is no picture that can be published; use PNG, JPEG, GIF or SVG`);
  return bytes;
}

/**
 * The Word file whose look the project's Word files take; null where it names none.
 * @throws Error that names the file which cannot be read, or that is no such Word file
 */
export async function readWordTemplate(host: Host, workspace: Workspace): Promise<Uint8Array | null> {
  const path = workspace.projectFile?.exports?.wordTemplate ?? null;
  return readWordLook(host, workspace, path, 'the template of Word files');
}

/** The Word file with the letterhead of the project's notification; null where it names none. */
export async function readLetterhead(host: Host, workspace: Workspace): Promise<Uint8Array | null> {
  return readWordLook(host, workspace, workspace.projectFile?.issuer?.letterhead ?? null, 'the letterhead');
}

async function readWordLook(
  host: Host,
  workspace: Workspace,
  path: string | null,
  as: string,
): Promise<Uint8Array | null> {
  if (path === null) return null;
  const bytes = await readNamedFile(host, workspace, path, as);
  const fault = templateFault(bytes);
  if (fault !== null) throw new Error(`${path} ${fault}`);
  return bytes;
}

/**
 * The fonts that a project file names; those that cannot be read are problems of the project.
 * @throws Error that names the file where one can no longer be read
 */
export async function readOwnFonts(host: Host, { folder, fonts }: Workspace): Promise<OwnFonts> {
  const files: Uint8Array[] = [];
  for (const { path } of fonts.files)
    files.push(
      await readFontFile(host, folder, path).catch((error: unknown) => {
        throw new Error(`${path}: ${messageOf(error)}`);
      }),
    );
  return { files, fonts: fonts.files.flatMap((file) => file.fonts) };
}

/** The text of a template that a project file names. */
export async function readTemplate(host: Host, workspace: Workspace, path: string): Promise<string> {
  const decoded = decodeText(await readNamedFile(host, workspace, path, 'a template'));
  if (hasFailed(decoded)) throw new Error(`${path}: ${decoded.problem}`);
  return decoded.text;
}

/**
 * The bytes of a file that a project file names.
 * @param as what it is named as: "a template"
 * @throws Error that names the file where it cannot be read
 */
export async function readNamedFile(host: Host, workspace: Workspace, path: string, as: string): Promise<Uint8Array> {
  const uri = resolveUri(workspace.folder, path);
  if (!(await host.isWithin(workspace.folder, uri))) throw new Error(`${path}: it is outside the project’s folder`);
  const bytes = await host.read(uri).catch((error: unknown) => {
    throw new Error(`${path}: ${messageOf(error)}`);
  });
  if (!bytes) throw new Error(`${path}: there is no such file; keeling.yaml names it as ${as}`);
  return bytes;
}
