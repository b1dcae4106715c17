import type {
  CodeLens,
  Connection,
  Position,
  Range,
  ServerCapabilities,
  TextDocumentIdentifier,
} from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from '../features/call-hierarchy.js';
import { codeActions, FIX_ALL_IN_FILE } from '../features/code-actions.js';
import { codeLenses, type LensData, resolvedLens } from '../features/code-lens.js';
import { completion } from '../features/completion.js';
import { definition } from '../features/definition.js';
import { documentHighlights } from '../features/document-highlight.js';
import { documentLinks, projectLinks } from '../features/document-links.js';
import { filesRenamed } from '../features/file-rename.js';
import { foldingRanges } from '../features/folding.js';
import { formatting } from '../features/formatting.js';
import { hover } from '../features/hover.js';
import { inlayHints } from '../features/inlay-hints.js';
import type { OpenProject } from '../features/open-project.js';
import { outline } from '../features/outline.js';
import { projectFileCompletion, projectFileHover } from '../features/project-file-help.js';
import { references } from '../features/references.js';
import { prepareRename, rename } from '../features/rename.js';
import { selectionRange } from '../features/selection-ranges.js';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semantic-tokens.js';
import { workspaceSymbols } from '../features/workspace-symbols.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { EditorClient } from './editor-client.js';
import type { Guard } from './guard.js';
import type { OpenProjects } from './open-projects.js';
import { normalUri } from './uris.js';

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

/** Answers every request of the protocol that has a feature: converts the question, asks, converts the answer. */
export function answerFeatureRequests(
  connection: Connection,
  projects: OpenProjects,
  client: EditorClient,
  guard: Guard,
): void {
  const { languages } = connection;
  const atOffset =
    <R>(answer: (project: OpenProject, document: WorkspaceDocument, offset: number) => R) =>
    ({ textDocument, position }: AtPosition) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        answer(project, document, offsetOf(document, position)),
      );
  const ofDraft =
    <R>(answer: (project: OpenProject, document: WorkspaceDocument) => R) =>
    ({ textDocument }: InDocument) =>
      projects.answerFrom(textDocument.uri, answer);

  connection.onDocumentSymbol(
    guard.feature(
      'outline',
      null,
      ofDraft((_, { draft }) => outline(draft)),
    ),
  );
  connection.onWorkspaceSymbol(
    guard.feature('workspace symbols', null, async ({ query }) =>
      workspaceSymbols(
        (await projects.all()).flatMap(({ workspace }) => workspace.checkedDocuments()),
        query,
      ),
    ),
  );
  connection.onFoldingRanges(
    guard.feature(
      'folding',
      null,
      ofDraft((_, { draft }) => foldingRanges(draft)),
    ),
  );
  connection.onSelectionRanges(
    guard.feature('selection ranges', null, ({ textDocument, positions }) =>
      projects.answerFrom(textDocument.uri, (_, document) =>
        positions.map((position) => selectionRange(document.draft, offsetOf(document, position))),
      ),
    ),
  );
  connection.onDefinition(guard.feature('definition', null, atOffset(definition)));
  connection.onHover(
    guard.feature('hover', null, async (params) => {
      const file = (await projects.projectOfFile(params.textDocument.uri))?.workspace.projectFile;
      return file ? projectFileHover(file, file.lines.offsetAt(params.position)) : atOffset(hover)(params);
    }),
  );
  connection.onDocumentHighlight(guard.feature('highlights', null, atOffset(documentHighlights)));
  connection.onReferences(
    guard.feature('references', null, ({ textDocument, position, context }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        references(project, document, offsetOf(document, position), context.includeDeclaration),
      ),
    ),
  );
  connection.onCompletion(
    guard.feature('completion', null, async (params) => {
      const file = (await projects.projectOfFile(params.textDocument.uri))?.workspace.projectFile;
      return file ? projectFileCompletion(file, file.lines.offsetAt(params.position)) : atOffset(completion)(params);
    }),
  );
  connection.onPrepareRename(guard.feature('rename', null, atOffset(prepareRename)));
  connection.onRenameRequest(
    guard.feature('rename', null, ({ textDocument, position, newName }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        rename(project, document, offsetOf(document, position), newName, client.can.confirmsEdits),
      ),
    ),
  );
  connection.onCodeAction(
    guard.feature('code actions', null, ({ textDocument, range, context }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        codeActions(project, document, {
          span: spanOf(document, range),
          only: context.only ?? null,
          asks: client.can.confirmsEdits,
        }),
      ),
    ),
  );
  connection.onCodeLens(
    guard.feature(
      'code lens',
      null,
      ofDraft((_, document) => (client.settings.codeLens ? codeLenses(document) : [])),
    ),
  );
  connection.onCodeLensResolve(
    guard.feature(
      'code lens',
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
      async (lens: CodeLens) =>
        (await projects.answerFrom((lens.data as LensData).uri, (project, document) =>
          resolvedLens(project, document, lens),
        )) ?? lens,
    ),
  );
  connection.onDocumentLinks(
    guard.feature('links', null, async ({ textDocument }) => {
      const { folder, projectFile } = (await projects.projectOfFile(textDocument.uri))?.workspace ?? {};
      if (folder !== undefined && projectFile) return projectLinks(folder, projectFile);
      return projects.answerFrom(textDocument.uri, documentLinks);
    }),
  );
  connection.onDocumentFormatting(
    guard.feature(
      'formatting',
      null,
      ofDraft((_, { draft }) => formatting(draft)),
    ),
  );
  connection.onDocumentRangeFormatting(
    guard.feature('formatting', null, ({ textDocument, range }) =>
      projects.answerFrom(textDocument.uri, (_, document) => formatting(document.draft, spanOf(document, range))),
    ),
  );
  connection.workspace.onWillRenameFiles(
    guard.feature('renamed files', null, async ({ files }) => {
      const renamed = files.map(({ oldUri, newUri }) => ({ from: normalUri(oldUri), to: normalUri(newUri) }));
      const all = (await projects.all()).map((project) => filesRenamed(project, renamed).changes ?? {});
      return { changes: Object.assign({}, ...all) };
    }),
  );
  languages.inlayHint.on(
    guard.feature('inlay hints', null, ({ textDocument, range }) =>
      projects.answerFrom(textDocument.uri, (project, document) =>
        client.settings.inlayHints ? inlayHints(project, document, spanOf(document, range)) : [],
      ),
    ),
  );
  languages.semanticTokens.on(
    guard.feature('semantic tokens', { data: [] }, ({ textDocument }) =>
      tokensOf(projects, textDocument.uri, (document) => ({ start: 0, end: document.draft.text.length })),
    ),
  );
  languages.semanticTokens.onRange(
    guard.feature('semantic tokens', { data: [] }, ({ textDocument, range }) =>
      tokensOf(projects, textDocument.uri, (document) => spanOf(document, range)),
    ),
  );
  languages.callHierarchy.onPrepare(guard.feature('citations', null, atOffset(prepareCallHierarchy)));
  languages.callHierarchy.onIncomingCalls(
    guard.feature('citations', null, ({ item }) =>
      projects.answerFrom(item.uri, (project) => incomingCalls(project, item)),
    ),
  );
  languages.callHierarchy.onOutgoingCalls(
    guard.feature('citations', null, ({ item }) =>
      projects.answerFrom(item.uri, (project) => outgoingCalls(project, item)),
    ),
  );
}

async function tokensOf(
  projects: OpenProjects,
  uri: string,
  within: (document: WorkspaceDocument) => Span,
): Promise<{ data: number[] }> {
  const data = await projects.answerFrom(uri, (project, document) =>
    semanticTokens(project, document, within(document)),
  );
  return { data: data ?? [] };
}

function offsetOf(document: WorkspaceDocument, position: Position): number {
  return document.draft.lines.offsetAt(position);
}

function spanOf(document: WorkspaceDocument, { start, end }: Range): Span {
  return { start: offsetOf(document, start), end: offsetOf(document, end) };
}
