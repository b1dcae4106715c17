import { PLAIN_READING, type Reading } from '../model/reading.js';
import { parseProjectFile } from './project-file.js';
import { PROJECT_FILE } from './project-file-name.js';
import { foldersAbove, resolveUri } from './uri.js';

/**
 * How a draft is to be read that is opened by itself: by the units of the nearest project around
 * it, and by the scheme that this one names for it or for what it is the version in force of.
 * @param readText the text of a file by its URI, null where there is none; asked once a folder
 */
export async function findReadingAround(
  uri: string,
  readText: (uri: string) => Promise<string | null>,
): Promise<Reading> {
  for (const folder of foldersAbove(uri)) {
    const text = await readText(resolveUri(folder, PROJECT_FILE));
    if (text === null) continue;
    const { ownUnits, documents, consultation } = parseProjectFile(text);
    const isIts = (path: string | null | undefined) => path != null && resolveUri(folder, path) === uri;
    const own = documents.find(({ path, baseline }) => isIts(path) || isIts(baseline?.path));
    return { scheme: own?.scheme ?? null, ownUnits, isConsultation: isIts(consultation?.document) };
  }
  return PLAIN_READING;
}
