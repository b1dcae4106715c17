import { hasFailed, messageOf } from '../../failure.js';
import { Draft } from '../../model/draft.js';
import { trimEndOf } from '../../model/text.js';
import { readDraftText } from '../../workspace/draft-text.js';
import type { Host } from '../../workspace/host.js';
import { fileNameOf, isInside, pathFrom, resolveUri } from '../../workspace/uri.js';
import type { Workspace } from '../../workspace/workspace.js';

/** Where the drafts are that were consulted on. */
export interface CirculatedPlace {
  /** As it was written: "circulated" or "ftc-consultation". */
  readonly words: string;
  /** The folder that it would be, or the file, by URI; null where it can only be a revision. */
  readonly uri: string | null;
  /** Whether its files must lie in the project's folder, as the project file names it. */
  readonly isOwn: boolean;
}

/** The drafts that were consulted on as the project file names them; null where it does not. */
export function circulatedInProject({ projectFile, folder }: Workspace): CirculatedPlace | null {
  const words = projectFile?.consultation?.circulated ?? null;
  if (words === null) return null;
  return { words, uri: isInside(words) ? resolveUri(folder, trimEndOf(words, '/')) : null, isOwn: true };
}

/**
 * Reads the drafts that were consulted on, by the id of their document: from a folder that holds
 * copies of them, from one file, or from a git revision.
 * @throws Error that says which draft is not there
 */
export async function readCirculated(
  host: Host,
  workspace: Workspace,
  place: CirculatedPlace,
): Promise<Map<string, Draft>> {
  const documents = workspace.listCheckedDocuments().filter(({ role }) => role === 'instrument');
  const found = new Map<string, Draft>();
  if (place.uri !== null) {
    for (const document of documents) {
      const own = workspace.pathOf(document.uri);
      for (const path of new Set([own, fileNameOf(document.uri)])) {
        const text = await readCopy(host, workspace, place, resolveUri(place.uri, path));
        if (text === null) continue;
        found.set(document.id, Draft.parse(text, document.draft.reading));
        break;
      }
    }
    const missing = documents.find(({ id }) => !found.has(id));
    if (found.size > 0 && missing)
      throw new Error(
        `${place.words}: there is no ${workspace.pathOf(missing.uri)} in it; put the draft of the ${missing.id} there that was consulted on`,
      );
    if (found.size > 0) return found;
    const text = await readCopy(host, workspace, place, place.uri);
    const [only, another] = documents;
    if (text !== null && only) {
      const draft = Draft.parse(text, only.draft.reading);
      const named = documents.find(({ id }) => id === draft.frontMatter.document);
      const document = named ?? (another ? null : only);
      if (document) return new Map([[document.id, draft]]);
      throw new Error(`${place.words}: its front matter does not say which document of the project it is a draft of`);
    }
  }
  for (const document of documents) {
    const path = pathFrom(workspace.folder, document.uri);
    const bytes = await host.readRevision(workspace.folder, place.words.replace(/^git:/, ''), path).catch((error) => {
      throw new Error(
        `${place.words} is no folder with the drafts that were consulted on, and no git revision that holds them: ${messageOf(error)}`,
      );
    });
    found.set(document.id, Draft.parse(await decodeCopy(bytes, path), document.draft.reading));
  }
  return found;
}

async function readCopy(host: Host, workspace: Workspace, place: CirculatedPlace, uri: string): Promise<string | null> {
  if (place.isOwn && !(await host.isWithin(workspace.folder, uri))) return null;
  const bytes = await host.read(uri).catch(() => null);
  return bytes && decodeCopy(bytes, fileNameOf(uri));
}

async function decodeCopy(bytes: Uint8Array, name: string): Promise<string> {
  const decoded = await readDraftText(bytes);
  if (hasFailed(decoded)) throw new Error(`${name}: ${decoded.problem}`);
  return decoded.text;
}
