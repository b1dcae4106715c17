import type {
  CodeLens,
  Connection,
  DocumentSymbolParams,
  Position,
  Range,
  ServerCapabilities,
  TextDocumentIdentifier,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { CodeActionKind, DocumentSymbolRequest } from 'vscode-languageserver';
import { findIncomingCalls, findOutgoingCalls, prepareCallHierarchy } from '../features/call-hierarchy.js';
import { FIX_ALL_IN_FILE, findCodeActions } from '../features/code-actions.js';
import { type LensData, listCodeLenses, resolveCodeLens } from '../features/code-lens.js';
import { completeAt } from '../features/completion.js';
import { findDefinition } from '../features/definition.js';
import { findHighlights } from '../features/document-highlight.js';
import { findDraftLinks, findProjectFileLinks } from '../features/document-links.js';
import { followFileRenames } from '../features/file-rename.js';
import { findFoldingRanges } from '../features/folding.js';
import { formatDraft } from '../features/formatting.js';
import { hoverAt } from '../features/hover.js';
import { findInlayHints } from '../features/inlay-hints.js';
import type { OpenProject } from '../features/open-project.js';
import { OutlineText } from '../features/outline-text.js';
import { completeProjectFile, hoverProjectFile } from '../features/project-file-help.js';
import { listReferences } from '../features/references.js';
import { prepareRename, RenameRefused, renameAt } from '../features/rename.js';
import { findSelectionRange } from '../features/selection-ranges.js';
import { encodeTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semantic-tokens.js';
import { findSymbols } from '../features/workspace-symbols.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { normalUri } from '../workspace/uri.js';
import type { EditorClient } from './editor-client.js';
import type { Guard } from './guard.js';
import type { OpenProjects } from './open-projects.js';
import { PreparedAnswer } from './prepared-answer.js';
import { addVersions, whyDoubtful } from './versioned-edits.js';

/** What the server says that its features can do. */
export const FEATURE_CAPABILITIES: ServerCapabilities = {
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  hoverProvider: true,
  completionProvider: { triggerCharacters: [' ', '(', '.', 'Q'] },
  renameProvider: { prepareProvider: true },
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL_IN_FILE],
  },
  codeLensProvider: { resolveProvider: true },
  inlayHintProvider: true,
  documentLinkProvider: {},
  callHierarchyProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    range: true,
    full: true,
  },
};

interface InDocument {
  readonly textDocument: TextDocumentIdentifier;
}

interface AtPosition extends InDocument {
  readonly position: Position;
}

/** What the answers are made from. */
interface Answering {
  readonly connection: Connection;
  readonly projects: OpenProjects;
  readonly client: EditorClient;
  readonly guard: Guard;
}

/**
 * Answers every request of the protocol that has a feature. A handler only converts the question,
 * asks the feature, and converts the answer.
 */
export function answerFeatureRequests(answering: Answering): void {
  answerNavigation(answering);
  answerStructure(answering);
  answerAnnotations(answering);
  answerWriting(answering);
  answerCallHierarchy(answering);
}

/** Going from one place to another, and looking at what is there. */
function answerNavigation({ connection, projects, guard }: Answering): void {
  connection.onDefinition(guard.feature('definition', null, atOffset(projects, findDefinition)));
  connection.onDocumentHighlight(guard.feature('highlights', null, atOffset(projects, findHighlights)));
  connection.onReferences(
    guard.feature('references', null, ({ textDocument, position, context }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        listReferences(project, document, toOffset(document, position), context.includeDeclaration),
      ),
    ),
  );
  connection.onHover(
    guard.feature('hover', null, async (params) => {
      const file = (await projects.projectOfFile(params.textDocument.uri))?.workspace.projectFile;
      return file ? hoverProjectFile(file, file.lines.offsetAt(params.position)) : atOffset(projects, hoverAt)(params);
    }),
  );
  connection.onDocumentLinks(
    guard.feature('links', null, async ({ textDocument }) => {
      const { folder, projectFile } = (await projects.projectOfFile(textDocument.uri))?.workspace ?? {};
      if (folder !== undefined && projectFile) return findProjectFileLinks(folder, projectFile);
      return projects.answerFrom(textDocument.uri, findDraftLinks);
    }),
  );
  connection.onWorkspaceSymbol(
    guard.feature('workspace symbols', null, async ({ query }) => {
      const all = await projects.all();
      return findSymbols(
        all.flatMap(({ workspace }) => projects.listShownDocuments(workspace)),
        query,
      );
    }),
  );
}

/** The structure of one draft. */
function answerStructure({ connection, projects, guard }: Answering): void {
  connection.onRequest(
    DocumentSymbolRequest.method,
    guard.feature('outline', null, ({ textDocument }: DocumentSymbolParams) =>
      projects.answerFrom(textDocument.uri, ({ outlines }, document) => {
        const outline = getOrCreate(outlines, document, () => new OutlineText());
        return new PreparedAnswer(outline.update(document.draft));
      }),
    ),
  );
  connection.onFoldingRanges(guard.feature('folding', null, inDraft(projects, findFoldingRanges)));
  connection.onSelectionRanges(
    guard.feature('selection ranges', null, ({ textDocument, positions }) =>
      projects.answerFrom(textDocument.uri, (_, document) =>
        positions.map((position) => findSelectionRange(document.draft, toOffset(document, position))),
      ),
    ),
  );
}

/** What the editor shows in and around the text: code lenses, inlay hints, colours. */
function answerAnnotations({ connection, projects, client, guard }: Answering): void {
  const { inlayHint, semanticTokens } = connection.languages;
  connection.onCodeLens(
    guard.feature('code lens', null, ({ textDocument }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        client.settings.codeLens ? listCodeLenses(project, document, client.settings.codeLensAll) : [],
      ),
    ),
  );
  connection.onCodeLensResolve(
    guard.feature('code lens', NO_LENS, async (lens: CodeLens) => {
      const { uri }: LensData = lens.data;
      const resolved = await projects.answerFrom(uri, (project, document) =>
        resolveCodeLens(project, document, lens, client.settings.codeLensAll),
      );
      return resolved ?? lens;
    }),
  );
  inlayHint.on(
    guard.feature('inlay hints', null, ({ textDocument, range }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        client.settings.inlayHints ? findInlayHints(project, document, toSpan(document, range)) : [],
      ),
    ),
  );
  semanticTokens.on(
    guard.feature('semantic tokens', { data: [] }, ({ textDocument }) =>
      answerTokens(projects, textDocument.uri, ({ draft }) => ({ start: 0, end: draft.length })),
    ),
  );
  semanticTokens.onRange(
    guard.feature('semantic tokens', { data: [] }, ({ textDocument, range }) =>
      answerTokens(projects, textDocument.uri, (document) => toSpan(document, range)),
    ),
  );
}

/** Everything that edits text. */
function answerWriting({ connection, projects, client, guard }: Answering): void {
  connection.onCompletion(
    guard.feature('completion', null, async (params) => {
      const file = (await projects.projectOfFile(params.textDocument.uri))?.workspace.projectFile;
      return file
        ? completeProjectFile(file, file.lines.offsetAt(params.position))
        : atOffset(projects, completeAt)(params);
    }),
  );
  connection.onPrepareRename(guard.feature('rename', null, atOffset(projects, prepareRename)));
  connection.onRenameRequest(
    guard.feature('rename', null, ({ textDocument, position, newName }) =>
      projects.answerFrom(textDocument.uri, (project, document) => {
        const { confirmsEdits, versionsEdits } = client.can;
        const edit = renameAt(project, document, toOffset(document, position), newName, confirmsEdits);
        const doubt = whyDoubtful(edit, projects.texts);
        if (doubt !== null) throw new RenameRefused(doubt);
        return addVersions(edit, projects.texts, versionsEdits);
      }),
    ),
  );
  connection.onCodeAction(
    guard.feature('code actions', null, ({ textDocument, range, context: { only = null } }) =>
      projects.answerFrom(textDocument.uri, (project, document) => {
        const { confirmsEdits, versionsEdits } = client.can;
        const question = { span: toSpan(document, range), only, confirmsEdits };
        return findCodeActions(project, document, question).flatMap((action) => {
          if (!action.edit) return [action];
          if (whyDoubtful(action.edit, projects.texts) !== null) return [];
          return [{ ...action, edit: addVersions(action.edit, projects.texts, versionsEdits) }];
        });
      }),
    ),
  );
  connection.onDocumentFormatting(
    guard.feature('formatting', null, ({ textDocument }: InDocument) =>
      projects.answerFrom(textDocument.uri, (_, document) =>
        projects.texts.get(document.uri)?.isDoubtful ? null : formatDraft(document.draft),
      ),
    ),
  );
  connection.onDocumentRangeFormatting(
    guard.feature('formatting', null, ({ textDocument, range }) =>
      projects.answerFrom(textDocument.uri, (_, document) =>
        projects.texts.get(document.uri)?.isDoubtful ? null : formatDraft(document.draft, toSpan(document, range)),
      ),
    ),
  );
  connection.workspace.onWillRenameFiles(
    guard.feature('renamed files', null, async ({ files }) => {
      const renamed = files.map(({ oldUri, newUri }) => ({ from: normalUri(oldUri), to: normalUri(newUri) }));
      const edits = (await projects.all()).map((project) => followFileRenames(project, renamed).changes ?? {});
      const edit: WorkspaceEdit = { changes: Object.assign({}, ...edits) };
      if (whyDoubtful(edit, projects.texts) !== null) return null;
      return addVersions(edit, projects.texts, client.can.versionsEdits);
    }),
  );
}

/** What cites what, in the form of a call hierarchy. */
function answerCallHierarchy({ connection, projects, guard }: Answering): void {
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(guard.feature('citations', null, atOffset(projects, prepareCallHierarchy)));
  callHierarchy.onIncomingCalls(
    guard.feature('citations', null, ({ item }) =>
      projects.answerFrom(item.uri, (project) => findIncomingCalls(project, item)),
    ),
  );
  callHierarchy.onOutgoingCalls(
    guard.feature('citations', null, ({ item }) =>
      projects.answerFrom(item.uri, (project) => findOutgoingCalls(project, item)),
    ),
  );
}

const NO_LENS: CodeLens = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

/** Answers a question about a position from the draft that it is in. */
function atOffset<R>(
  projects: OpenProjects,
  answer: (project: OpenProject, document: WorkspaceDocument, offset: number) => R,
) {
  return ({ textDocument, position }: AtPosition): Promise<R | null> =>
    projects.answerFrom(textDocument.uri, (project, document) =>
      answer(project, document, toOffset(document, position)),
    );
}

/** Answers a question about a whole draft. */
function inDraft<R>(projects: OpenProjects, answer: (draft: Draft) => R) {
  return ({ textDocument }: InDocument): Promise<R | null> =>
    projects.answerFrom(textDocument.uri, (_, { draft }) => answer(draft));
}

async function answerTokens(
  projects: OpenProjects,
  uri: string,
  within: (document: WorkspaceDocument) => Span,
): Promise<{ data: number[] }> {
  const data = await projects.answerFrom(uri, (project, document) => encodeTokens(project, document, within(document)));
  return { data: data ?? [] };
}

function toOffset(document: WorkspaceDocument, position: Position): number {
  return document.draft.lines.offsetAt(position);
}

function toSpan(document: WorkspaceDocument, { start, end }: Range): Span {
  return { start: toOffset(document, start), end: toOffset(document, end) };
}
