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
import type { Settings } from '../protocol.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { normalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { guarded, type Log } from './guard.js';

/** What the requests need of the server. */
export interface Answering {
  /** Answers from a draft once all changes before the question are in; null where the URI names no draft. */
  with<R>(uri: string, answer: (project: OpenProject, document: WorkspaceDocument) => R): Promise<R | null>;
  /** Every project met so far, likewise. */
  projects(): Promise<readonly OpenProject[]>;
  /** The project whose keeling.yaml a URI is, or null. */
  projectFileOf(uri: string): Promise<Workspace | null>;
  /** Whether the client asks before it applies edits that are marked so. */
  asks(): boolean;
  settings(): Settings;
}

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

/** Answers every request of the protocol that a feature stands behind: converted in, asked, converted out. */
export function answerFeatureRequests(connection: Connection, answering: Answering, log: Log): void {
  const { languages } = connection;
  const at =
    <R>(answer: (project: OpenProject, document: WorkspaceDocument, offset: number) => R) =>
    ({ textDocument, position }: AtPosition) =>
      answering.with(textDocument.uri, (project, document) => answer(project, document, offsetOf(document, position)));
  const on =
    <R>(answer: (project: OpenProject, document: WorkspaceDocument) => R) =>
    ({ textDocument }: InDocument) =>
      answering.with(textDocument.uri, answer);

  connection.onDocumentSymbol(
    guarded(
      log,
      'outline',
      null,
      on((_, { draft }) => outline(draft)),
    ),
  );
  connection.onWorkspaceSymbol(
    guarded(log, 'workspace symbols', null, async ({ query }) =>
      workspaceSymbols(
        (await answering.projects()).flatMap(({ workspace }) => workspace.checkedDocuments()),
        query,
      ),
    ),
  );
  connection.onFoldingRanges(
    guarded(
      log,
      'folding',
      null,
      on((_, { draft }) => foldingRanges(draft)),
    ),
  );
  connection.onSelectionRanges(
    guarded(log, 'selection ranges', null, ({ textDocument, positions }) =>
      answering.with(textDocument.uri, (_, document) =>
        positions.map((position) => selectionRange(document.draft, offsetOf(document, position))),
      ),
    ),
  );
  connection.onDefinition(guarded(log, 'definition', null, at(definition)));
  connection.onHover(
    guarded(log, 'hover', null, async (params) => {
      const file = (await answering.projectFileOf(params.textDocument.uri))?.projectFile;
      return file ? projectFileHover(file, file.lines.offsetAt(params.position)) : at(hover)(params);
    }),
  );
  connection.onDocumentHighlight(guarded(log, 'highlights', null, at(documentHighlights)));
  connection.onReferences(
    guarded(log, 'references', null, ({ textDocument, position, context }) =>
      answering.with(textDocument.uri, (project, document) =>
        references(project, document, offsetOf(document, position), context.includeDeclaration),
      ),
    ),
  );
  connection.onCompletion(
    guarded(log, 'completion', null, async (params) => {
      const file = (await answering.projectFileOf(params.textDocument.uri))?.projectFile;
      return file ? projectFileCompletion(file, file.lines.offsetAt(params.position)) : at(completion)(params);
    }),
  );
  connection.onPrepareRename(guarded(log, 'rename', null, at(prepareRename)));
  connection.onRenameRequest(
    guarded(log, 'rename', null, ({ textDocument, position, newName }) =>
      answering.with(textDocument.uri, (project, document) =>
        rename(project, document, offsetOf(document, position), newName, answering.asks()),
      ),
    ),
  );
  connection.onCodeAction(
    guarded(log, 'code actions', null, ({ textDocument, range, context }) =>
      answering.with(textDocument.uri, (project, document) =>
        codeActions(project, document, {
          span: spanOf(document, range),
          only: context.only ?? null,
          asks: answering.asks(),
        }),
      ),
    ),
  );
  connection.onCodeLens(
    guarded(
      log,
      'code lens',
      null,
      on((_, document) => (answering.settings().codeLens ? codeLenses(document) : [])),
    ),
  );
  connection.onCodeLensResolve(
    guarded(
      log,
      'code lens',
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
      async (lens: CodeLens) =>
        (await answering.with((lens.data as LensData).uri, (project, document) =>
          resolvedLens(project, document, lens),
        )) ?? lens,
    ),
  );
  connection.onDocumentLinks(
    guarded(log, 'links', null, async ({ textDocument }) => {
      const workspace = await answering.projectFileOf(textDocument.uri);
      if (workspace?.projectFile) return projectLinks(workspace.folder, workspace.projectFile);
      return answering.with(textDocument.uri, documentLinks);
    }),
  );
  connection.onDocumentFormatting(
    guarded(
      log,
      'formatting',
      null,
      on((_, { draft }) => formatting(draft)),
    ),
  );
  connection.onDocumentRangeFormatting(
    guarded(log, 'formatting', null, ({ textDocument, range }) =>
      answering.with(textDocument.uri, (_, document) => formatting(document.draft, spanOf(document, range))),
    ),
  );
  connection.workspace.onWillRenameFiles(
    guarded(log, 'renamed files', null, async ({ files }) => {
      const renamed = files.map(({ oldUri, newUri }) => ({ from: normalUri(oldUri), to: normalUri(newUri) }));
      const all = (await answering.projects()).map((project) => filesRenamed(project, renamed).changes ?? {});
      return { changes: Object.assign({}, ...all) };
    }),
  );
  languages.inlayHint.on(
    guarded(log, 'inlay hints', null, ({ textDocument, range }) =>
      answering.with(textDocument.uri, (project, document) =>
        answering.settings().inlayHints ? inlayHints(project, document, spanOf(document, range)) : [],
      ),
    ),
  );
  languages.semanticTokens.on(
    guarded(log, 'semantic tokens', { data: [] }, ({ textDocument }) =>
      tokens(answering, textDocument.uri, (document) => ({ start: 0, end: document.draft.text.length })),
    ),
  );
  languages.semanticTokens.onRange(
    guarded(log, 'semantic tokens', { data: [] }, ({ textDocument, range }) =>
      tokens(answering, textDocument.uri, (document) => spanOf(document, range)),
    ),
  );
  languages.callHierarchy.onPrepare(guarded(log, 'citations', null, at(prepareCallHierarchy)));
  languages.callHierarchy.onIncomingCalls(
    guarded(log, 'citations', null, ({ item }) => answering.with(item.uri, (project) => incomingCalls(project, item))),
  );
  languages.callHierarchy.onOutgoingCalls(
    guarded(log, 'citations', null, ({ item }) => answering.with(item.uri, (project) => outgoingCalls(project, item))),
  );
}

async function tokens(
  answering: Answering,
  uri: string,
  within: (document: WorkspaceDocument) => Span,
): Promise<{ data: number[] }> {
  const data = await answering.with(uri, (project, document) => semanticTokens(project, document, within(document)));
  return { data: data ?? [] };
}

function offsetOf(document: WorkspaceDocument, position: Position): number {
  return document.draft.lines.offsetAt(position);
}

function spanOf(document: WorkspaceDocument, { start, end }: Range): Span {
  return { start: offsetOf(document, start), end: offsetOf(document, end) };
}
