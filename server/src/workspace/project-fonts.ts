import { type Font, readFonts, type SignRanges } from '../analysis/text/fonts.js';
import { messageOf } from '../failure.js';
import type { Host } from './host.js';
import type { PathValue } from './project-values.js';
import { resolveUri } from './uri.js';

/** The fonts that a project adds to those of a PDF. */
export interface ProjectFonts {
  readonly files: readonly FontFile[];
  /** The signs of each font of each file. */
  readonly signs: readonly SignRanges[];
}

/** A font file of a project. */
export interface FontFile {
  /** As the project file has it. */
  readonly path: string;
  readonly fonts: readonly Font[];
}

export const NO_FONTS: ProjectFonts = { files: [], signs: [] };

/** In bytes. A larger file is no font that a PDF can be set in. */
const LARGEST = 60_000_000;

/**
 * Reads the fonts that a project file names.
 * @param report what is wrong with one, which is then left out
 */
export async function readProjectFonts(
  host: Host,
  folder: string,
  paths: readonly PathValue[],
  report: (message: string, path: PathValue) => void,
): Promise<ProjectFonts> {
  const files: FontFile[] = [];
  for (const named of paths) {
    const bytes = await readFontFile(host, folder, named.path).catch((error: unknown) => messageOf(error));
    const fonts = typeof bytes === 'string' ? null : readFonts(bytes);
    if (typeof bytes === 'string') report(`“${named.path}” cannot be read: ${bytes}.`, named);
    else if (!fonts) report(`“${named.path}” is no font that can be read: name a .ttf, .otf or .ttc file.`, named);
    else files.push({ path: named.path, fonts });
  }
  return { files, signs: files.flatMap(({ fonts }) => fonts.map(({ signs }) => signs)) };
}

/**
 * The bytes of a font file of a project.
 * @param path relative to the folder of the project
 * @throws Error that says what is wrong with it
 */
export async function readFontFile(host: Host, folder: string, path: string): Promise<Uint8Array> {
  const uri = resolveUri(folder, path);
  if (!(await host.isWithin(folder, uri))) throw new Error('it is outside the project’s folder');
  const bytes = await host.read(uri);
  if (!bytes) throw new Error('there is no such file');
  if (bytes.length > LARGEST) throw new Error(`it is larger than ${LARGEST / 1_000_000} MB`);
  return bytes;
}
