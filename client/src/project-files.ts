/** The name of a project file. */
export const PROJECT_FILE = 'keeling.yaml';

/**
 * Whether a project file around a file holds its path. Project files are looked for in every folder above, however far up.
 * @param path the file's absolute path, with slashes
 * @param readProjectFile the text of a folder's project file; undefined where there is none
 */
export async function isNamedByProject(
  path: string,
  readProjectFile: (folder: string) => Promise<string | undefined>,
): Promise<boolean> {
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    const text = await readProjectFile(path.slice(0, end) || '/');
    if (text?.includes(path.slice(end + 1))) return true;
    if (end === 0) break;
  }
  return false;
}
