import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { fileNameOf, normalUri } from '../workspace/uri.js';
import type { OpenTexts } from './open-texts.js';

/**
 * An edit as the client gets it: files by the URIs that it writes and, where it understands that,
 * each open file with the version that the edit is for, so that it refuses the edit once the file
 * has another.
 */
export function addVersions(edit: WorkspaceEdit, texts: OpenTexts, versionsEdits: boolean): WorkspaceEdit {
  const { changes, documentChanges, ...others } = edit;
  const toDocumentEdit = (uri: string, edits: TextDocumentEdit['edits']): TextDocumentEdit => {
    const open = texts.get(normalUri(uri));
    return { textDocument: { uri: open?.clientUri ?? uri, version: open?.version ?? null }, edits };
  };
  const made: NonNullable<WorkspaceEdit['documentChanges']> = (documentChanges ?? []).map((each) =>
    'textDocument' in each ? toDocumentEdit(each.textDocument.uri, each.edits) : each,
  );
  if (documentChanges && !changes) return { ...others, documentChanges: made };
  if (versionsEdits)
    return {
      ...others,
      documentChanges: [...made, ...Object.entries(changes ?? {}).map(([uri, edits]) => toDocumentEdit(uri, edits))],
    };
  const byClient: Record<string, TextEdit[]> = {};
  for (const [uri, edits] of Object.entries(changes ?? {}))
    byClient[texts.get(normalUri(uri))?.clientUri ?? uri] = edits;
  return { ...edit, changes: byClient };
}

/**
 * Why an edit may not be given to the client, as a sentence: the server is not sure of the text of a
 * file that it is for. Null where nothing is against it.
 */
export function whyDoubtful({ changes, documentChanges }: WorkspaceEdit, texts: OpenTexts): string | null {
  const uris = [
    ...Object.keys(changes ?? {}),
    ...(documentChanges ?? []).flatMap((each) => ('textDocument' in each ? [each.textDocument.uri] : [])),
  ];
  const doubtful = uris.find((uri) => texts.get(normalUri(uri))?.isDoubtful);
  return doubtful === undefined ? null : `Save ${fileNameOf(doubtful)} first: the server may have another text of it.`;
}
