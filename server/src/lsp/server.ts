import {
  type Connection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  TextDocumentSyncKind,
  WatchKind,
} from 'vscode-languageserver';
import type { Settings } from '../protocol.js';
import type { Host } from '../workspace/host.js';
import { PROJECT_FILE } from '../workspace/project-file-name.js';
import { RECORDED_FILE } from '../workspace/recorded-findings.js';
import { Background } from './background.js';
import { answerCommandRequests } from './command-requests.js';
import { EditorClient } from './editor-client.js';
import { EditorEvents } from './editor-events.js';
import { answerFeatureRequests, FEATURE_CAPABILITIES } from './feature-requests.js';
import { Findings } from './findings.js';
import { FullChecks } from './full-checks.js';
import { Guard } from './guard.js';
import type { JobRunner } from './jobs.js';
import { logOf } from './log.js';
import { type Memory, MemoryCare } from './memory-care.js';
import { OpenProjects } from './open-projects.js';

/**
 * Wires the language server to a connection: everything is made and joined here.
 * @param host files and git
 * @param jobs does the long work
 * @param memory what the server lives in; null where nobody cares for it
 */
export function startServer(connection: Connection, host: Host, jobs: JobRunner, memory: Memory | null = null): void {
  const log = logOf(connection);
  const background = new Background();
  const guard = new Guard(log, background);
  const client = new EditorClient(connection);
  const projects = new OpenProjects(host, log, (uri) => findings.withdraw(uri));
  const findings: Findings = new Findings({ connection, client, projects, background });
  const fullChecks = new FullChecks({ jobs, client, projects, findings, background, log });
  const memoryCare = new MemoryCare(memory, background);
  const events = new EditorEvents({ host, log, client, projects, findings, fullChecks, background, memoryCare });

  connection.onInitialize((params) => {
    const refusal = guard.begin();
    if (refusal) return refusal;
    client.meet(params);
    projects.setFolders(foldersOf(params));
    return abilitiesFor(client);
  });
  connection.onInitialized(() => {
    watchFiles(connection, client);
    followFolders(connection, client, projects, events);
    events.meetDrafts();
  });
  events.listen(connection, guard);
  answerFeatureRequests({ connection, projects, client, guard });
  answerFindingRequests(connection, findings, guard);
  answerCommandRequests(connection, projects, jobs, guard, client);
  connection.onDidChangeConfiguration(({ settings }) => {
    client.changeSettings((settings as { keeling?: Partial<Settings> } | null)?.keeling);
    client.refresh();
  });
  connection.onShutdown(() => {
    guard.end();
    background.dispose();
    findings.dispose();
    jobs.dispose();
  });
  connection.onRequest((method) => guard.refuse() ?? new ResponseError(ErrorCodes.MethodNotFound, method));
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

function abilitiesFor(client: EditorClient): InitializeResult {
  const findings = { identifier: 'keeling', interFileDependencies: true, workspaceDiagnostics: true };
  return {
    serverInfo: { name: 'keeling' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: true } },
      ...FEATURE_CAPABILITIES,
      ...(client.can.pullsFindings ? { diagnosticProvider: findings } : {}),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } },
      },
    },
  };
}

function answerFindingRequests(connection: Connection, findings: Findings, guard: Guard): void {
  const { diagnostics } = connection.languages;
  diagnostics.on(
    guard.feature('findings', { kind: 'full', items: [] }, ({ textDocument, previousResultId }) =>
      findings.pull(textDocument.uri, previousResultId),
    ),
  );
  diagnostics.onWorkspace(
    guard.feature('findings', { items: [] }, ({ previousResultIds }) => findings.pullAll(previousResultIds)),
  );
}

function watchFiles(connection: Connection, client: EditorClient): void {
  if (!client.can.watchesFiles) return;
  const watchers = [
    // A version in force can be a Word file.
    { globPattern: '**/*.{md,docx}' },
    // A folder that goes is reported alone, without the files in it.
    { globPattern: '**/*', kind: WatchKind.Delete },
    { globPattern: `**/{${PROJECT_FILE},${RECORDED_FILE},*.changes.jsonl}` },
  ];
  void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
}

function followFolders(
  connection: Connection,
  client: EditorClient,
  projects: OpenProjects,
  events: EditorEvents,
): void {
  if (!client.can.reportsFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    projects.changeFolders(
      added.map(({ uri }) => uri),
      removed.map(({ uri }) => uri),
    );
    events.meetDrafts();
  });
}
