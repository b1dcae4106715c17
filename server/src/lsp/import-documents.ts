import { messageOf } from '../failure.js';
import { draftOfExtractedText } from '../import/extracted-text.js';
import { type ImportedFiles, importAsFiles, listImportedFiles } from '../import/word/import-files.js';
import type { ImportedDraft } from '../import/word/write-draft.js';
import { Draft } from '../model/draft.js';
import type { ImportedFile, ImportNoticeAt, ImportParams, ImportResult, NameDraftParams } from '../protocol.js';
import { decodeText, isPdf } from '../workspace/decode.js';
import { type AddedDocument, addDocuments } from '../workspace/extend-project.js';
import type { Host } from '../workspace/host.js';
import { holdsProject } from '../workspace/project-around.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import type { FindOpenText } from '../workspace/text-files.js';
import { encodeSegment, fileNameOf, folderOf, foldersAbove, pathFrom, resolveUri } from '../workspace/uri.js';
import { importPdfInThread } from './pdf-import.js';

/** A draft gets a number if its name is taken; after so many, something is wrong. */
const MOST_NAMES = 200;

/**
 * Makes drafts of Word files, PDFs and plain texts, beside them, and the text of the project file that names
 * them all. Nothing is written: the editor does that, so that it can be undone.
 * @param openText the texts that are open in the editor, which count instead of the files
 * @param readPdf reads PDFs, by default in a thread of its own
 * @throws Error that names the file that cannot be read
 */
export async function importDocuments(
  host: Host,
  uris: readonly string[],
  openText: FindOpenText = () => null,
  readPdf: (bytes: Uint8Array) => Promise<ImportedDraft> = importPdfInThread,
  { inForce, isAttached }: Omit<ImportParams, 'uris'> = {},
): Promise<ImportResult> {
  const files: ImportedFile[] = [];
  const notices: ImportNoticeAt[] = [];
  const drafts: NamedDraft[] = [];
  const taken = new Set<string>();
  for (const [index, uri] of uris.entries()) {
    const name = fileNameOf(uri);
    const draft = await findFreeName(host, uri, taken);
    taken.add(draft);
    try {
      const bytes = await host.read(uri);
      if (!bytes) throw new Error('is not there');
      const draftName = fileNameOf(draft);
      const made = /\.txt$/i.test(name)
        ? importPlainText(bytes, draftName)
        : isPdf(bytes)
          ? listImportedFiles(await readPdf(bytes), draftName)
          : importAsFiles(bytes, draftName, 'accept');
      for (const file of made.files) {
        const place = resolveUri(folderOf(draft), file.path);
        const known = await host.read(place);
        if (known && Buffer.compare(known, file.bytes) === 0) continue;
        if (known) throw new Error(`would overwrite ${file.path}; move that file away first`);
        files.push({ uri: place, base64: Buffer.from(file.bytes).toString('base64') });
      }
      const known = { inForce: inForce?.[index] ?? null, isAttached };
      drafts.push({ uri: draft, id: made.id, version: made.version, ...known });
      const said = made.notices.map(({ line, message }) => ({ uri: draft, line: line ?? 0, message }));
      notices.push(...said.sort((a, b) => a.line - b.line));
    } catch (error) {
      throw new Error(`${name}: it ${messageOf(error)}`);
    }
  }
  return { drafts: drafts.map(({ uri }) => uri), files, notices, project: await extendProject(host, drafts, openText) };
}

/** @throws Error in words that follow the file's name */
function importPlainText(bytes: Uint8Array, name: string): ImportedFiles {
  const decoded = decodeText(bytes);
  if ('problem' in decoded) throw new Error(decoded.problem.replace(/^it /, ''));
  return listImportedFiles({ text: draftOfExtractedText(decoded.text), figures: [], notices: [], comments: [] }, name);
}

async function findFreeName(host: Host, uri: string, taken: ReadonlySet<string>): Promise<string> {
  const stem = fileNameOf(uri).replace(/\.[^.]*$/, '');
  for (let count = 1; count < MOST_NAMES; count++) {
    const name = count === 1 ? `${stem}.md` : `${stem}-${count}.md`;
    const draft = `${folderOf(uri)}/${encodeSegment(name)}`;
    if (!taken.has(draft) && (await host.read(draft)) === null) return draft;
  }
  throw new Error(`${fileNameOf(uri)}: its folder has too many drafts of that name`);
}

/** A draft that a project file shall name. */
interface NamedDraft extends Pick<AddedDocument, 'id' | 'version' | 'isAttached'> {
  readonly uri: string;
  /** The URI of its version in force; none where it is left out. */
  readonly inForce?: string | null;
}

/**
 * Names a text as a draft in the nearest project file above it, or in a new one beside it. Nothing
 * is written: the editor does that.
 * @param openText the texts that are open in the editor, which count instead of the files
 * @throws Error where the project file cannot be read, names it already, or is itself the text
 */
export async function nameAsDraft(
  host: Host,
  { uri, id, version, inForce, isAttached }: NameDraftParams,
  openText: FindOpenText = () => null,
): Promise<NonNullable<ImportResult['project']>> {
  if (fileNameOf(uri) === PROJECT_FILE) throw new Error(`${PROJECT_FILE} lists the drafts and is none: open a draft.`);
  const project = await extendProject(host, [{ uri, id, version: version || null, inForce, isAttached }], openText);
  if (!project || (!project.isNew && (await readProjectFile(host, project.uri, openText)) === project.text))
    throw new Error(`${fileNameOf(uri)} is named in ${PROJECT_FILE} already.`);
  return project;
}

/** A project file as the user sees it; null where there is none. */
async function readProjectFile(host: Host, uri: string, openText: FindOpenText): Promise<string | null> {
  const open = openText(uri);
  if (open !== null) return open;
  const bytes = await host.read(uri);
  if (!bytes) return null;
  const decoded = decodeText(bytes);
  if ('problem' in decoded) throw new Error(`${PROJECT_FILE}: ${decoded.problem}`);
  return decoded.text;
}

/**
 * The version that the name of a file alone tells: "V1.0" of "code-v1.0.md"; null where its front
 * matter says it, or nothing does.
 */
async function readVersionOfName(host: Host, uri: string, openText: FindOpenText): Promise<string | null> {
  const version = /[-_ ](v\d[\d.]{0,10})\.[a-z]{2,8}$/i.exec(fileNameOf(uri))?.[1]?.toUpperCase();
  if (version === undefined || !/\.(?:md|markdown)$/i.test(uri)) return version ?? null;
  const bytes = openText(uri) === null ? await host.read(uri) : null;
  const decoded = bytes ? decodeText(bytes) : { text: openText(uri) ?? '' };
  return 'text' in decoded && Draft.parse(decoded.text).frontMatter.version ? null : version;
}

/** The nearest project file above the first draft; where there is none, one beside it. */
async function extendProject(
  host: Host,
  drafts: readonly NamedDraft[],
  openText: FindOpenText,
): Promise<ImportResult['project']> {
  const [first] = drafts;
  if (!first) return null;
  let folder = folderOf(first.uri);
  for (const above of foldersAbove(first.uri))
    if (await holdsProject(host, above, openText)) {
      folder = above;
      break;
    }
  const uri = resolveUri(folder, PROJECT_FILE);
  const text = await readProjectFile(host, uri, openText);
  const added: AddedDocument[] = [];
  for (const { uri: draft, id, version, inForce, isAttached } of drafts)
    added.push({
      id,
      isAttached,
      path: pathFrom(folder, draft),
      version,
      inForce: inForce ? pathFrom(folder, inForce) : null,
      inForceVersion: inForce ? await readVersionOfName(host, inForce, openText) : null,
    });
  return { uri, text: addDocuments(text ?? '', added), isNew: text === null };
}
