import type MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import { draftPreview } from '../../server/src/preview/markdown-it.js';
import type { ConcludeParams, ExportParams } from '../../server/src/protocol.js';
import { Checklists } from './checklists.js';
import { chooseDraft } from './commands/active-document.js';
import { bringDraftsIntoForce, type InForceAnswers, undoBringingIntoForce } from './commands/bring-into-force.js';
import {
  applyAmendingText,
  CHANGE_PAPER_COMMANDS,
  exportChangePaper,
  numberProject,
} from './commands/change-papers.js';
import { chooseVersionInForce } from './commands/choose-version-in-force.js';
import { compareSideBySide } from './commands/compare-side-by-side.js';
import { compareWithVersionInForce } from './commands/compare-with-version-in-force.js';
import { openNotification } from './commands/draft-notification.js';
import { openOverview } from './commands/draft-overview.js';
import { changeLevel, continueNumbers, DRAFTING_COMMANDS, takeStep } from './commands/drafting-steps.js';
import { exportAttachments } from './commands/export-attachments.js';
import { exportDraftInFront } from './commands/export-document.js';
import { addMarkUps, type MarkUpAnswers } from './commands/fold-mark-ups.js';
import { importWordDocuments } from './commands/import-documents.js';
import { mergeResponseFiles } from './commands/merge-responses.js';
import { type ConsultationAnswers, createConsultation } from './commands/new-consultation.js';
import { openGuide } from './commands/open-guide.js';
import { ClausePaste } from './commands/paste-clauses.js';
import { restoreWords } from './commands/restore-words.js';
import { showReferenceMap } from './commands/show-reference-map.js';
import { showChange, showReferences } from './commands/show-references.js';
import { type DraftAnswers, useAsDraft } from './commands/use-as-draft.js';
import { writeConclusions } from './commands/write-conclusions.js';
import { writeDictionary } from './commands/write-dictionary.js';
import { KnownComparisons } from './comparisons.js';
import { isDraft, isProjectFile } from './drafts.js';
import { Server } from './server.js';
import { ChangeBars } from './views/change-bars.js';
import { ChangesTree } from './views/changes-tree.js';
import { ComparisonPanels } from './views/comparison-panel.js';
import { ConsultationView } from './views/consultation-view.js';
import { DraftComments } from './views/draft-comments.js';
import { DraftOutlines } from './views/draft-outlines.js';
import { ImportReport } from './views/import-report.js';
import { InForceDocuments } from './views/in-force-documents.js';
import { LivePreview } from './views/live-preview.js';
import { MarkUpsView } from './views/mark-ups.js';
import { Proposals } from './views/proposals.js';
import { ReferenceMap } from './views/reference-map.js';
import { StatusBar } from './views/status-bar.js';
import { Timeline } from './views/timeline.js';
import { VersionInForceGuard } from './views/version-in-force-guard.js';

let server: Server | undefined;

/**
 * Registers everything, and starts the server with the first draft that is opened. Other Markdown
 * never starts it.
 * @returns the extension of VS Code's Markdown preview
 */
export function activate(context: vscode.ExtensionContext): { extendMarkdownIt(markdown: MarkdownIt): MarkdownIt } {
  const own = new Server(context);
  server = own;
  const comparisons = new KnownComparisons(own);
  const checklists = new Checklists(own);
  const timeline = new Timeline(context, checklists);
  const inForce = new InForceDocuments(own);
  const panels = new ComparisonPanels(context, comparisons, inForce);
  const map = new ReferenceMap(context, own);
  const preview = new LivePreview(context, own);
  const comments = new DraftComments(own);
  const markUps = new MarkUpsView(own, comparisons, comments);
  const imports = vscode.languages.createDiagnosticCollection('keeling-import');
  const report = new ImportReport(context);
  const reports = { problems: imports, view: report };
  const deletions = vscode.workspace.createFileSystemWatcher('**/*.md', true, true);
  deletions.onDidDelete((uri) => {
    imports.delete(uri);
    void report.forget(uri);
  });
  const proposals = new Proposals();
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    comparisons,
    checklists,
    timeline,
    inForce,
    panels,
    map,
    preview,
    comments,
    markUps,
    proposals,
    new ClausePaste(own),
    new VersionInForceGuard(own),
    new ChangeBars(comparisons, inForce),
    new ChangesTree(own, comparisons, inForce),
    new ConsultationView(checklists),
    new StatusBar(comparisons),
    new DraftOutlines(own),
    registerCommand('keeling.compareWithVersionInForce', (uri?: vscode.Uri) =>
      compareWithVersionInForce(panels, comparisons, asUri(uri)),
    ),
    registerCommand('keeling.compareSideBySide', (uri?: vscode.Uri) =>
      compareSideBySide(comparisons, inForce, asUri(uri)),
    ),
    registerCommand('keeling.showPreview', async (uri?: vscode.Uri) => {
      const draft = asUri(uri) ?? (await chooseDraft(comparisons));
      if (draft) await preview.show(draft);
    }),
    registerCommand('keeling.exportDocument', (uri?: vscode.Uri, asked?: Omit<ExportParams, 'uri'>) =>
      exportDraftInFront(own, comparisons, asUri(uri), asked),
    ),
    registerCommand('keeling.exportAttachments', (output?: string) => exportAttachments(own, checklists, output)),
    registerCommand('keeling.exportDecision', (output?: string) => exportAttachments(own, checklists, output, true)),
    registerCommand('keeling.conclude', (form?: ConcludeParams['form']) => writeConclusions(own, checklists, form)),
    registerCommand('keeling.bringIntoForce', (answers?: InForceAnswers) =>
      bringDraftsIntoForce(own, checklists, isInForceAnswers(answers) ? answers : undefined),
    ),
    registerCommand('keeling.undoBringIntoForce', () => undoBringingIntoForce(own, checklists)),
    ...CHANGE_PAPER_COMMANDS.map(([command, paper]) =>
      registerCommand(command, (output?: unknown) =>
        exportChangePaper(own, comparisons, paper, typeof output === 'string' ? output : undefined),
      ),
    ),
    registerCommand('keeling.applyInstructions', (file?: vscode.Uri) =>
      applyAmendingText(own, comparisons, asUri(file)),
    ),
    registerCommand('keeling.numberChanges', () => numberProject(own, checklists)),
    registerCommand('keeling.draftNotification', () => openNotification(own, checklists)),
    registerCommand('keeling.draftOverview', () => openOverview(own, checklists, proposals)),
    registerCommand('keeling.foldMarkUps', (uri?: vscode.Uri, answers?: MarkUpAnswers) =>
      addMarkUps(markUps, comparisons, asUri(uri), answers),
    ),
    registerCommand('keeling.writeDictionary', () => writeDictionary(own, checklists)),
    registerCommand('keeling.mergeResponses', (files?: readonly string[]) => mergeResponseFiles(own, files)),
    imports,
    report,
    deletions,
    registerCommand('keeling.importDocuments', (file?: vscode.Uri, files?: readonly vscode.Uri[]) =>
      importWordDocuments(own, reports, files ?? (file ? [file] : undefined)),
    ),
    ...DRAFTING_COMMANDS.map(([command, step]) => registerCommand(command, () => takeStep(own, step))),
    registerCommand('keeling.restoreWords', () => restoreWords(own, comparisons)),
    registerCommand('keeling.continueNumbers', () => continueNumbers(own)),
    registerCommand('keeling.indentItem', () => changeLevel(own, 'indent')),
    registerCommand('keeling.outdentItem', () => changeLevel(own, 'outdent')),
    registerCommand('keeling.showTimeline', () => timeline.show()),
    registerCommand('keeling.refreshChecklist', () => checklists.refresh()),
    registerCommand('keeling.showReferenceMap', () => showReferenceMap(map, comparisons)),
    registerCommand('keeling.showReferences', showReferences),
    registerCommand('keeling.showChange', (uri: string, place: { line: number; character: number }) =>
      showChange(panels, uri, place),
    ),
    registerCommand('keeling.refreshChanges', () => comparisons.refresh()),
    registerCommand('keeling.restartServer', () => own.restart()),
    registerCommand('keeling.openGuide', () => openGuide(context)),
    registerCommand('keeling.useAsDraft', (uri?: vscode.Uri, answers?: DraftAnswers) =>
      useAsDraft(own, asUri(uri), answers),
    ),
    registerCommand('keeling.chooseVersionInForce', (uri?: vscode.Uri, inForce?: vscode.Uri) =>
      chooseVersionInForce(comparisons, asUri(uri), asUri(inForce)),
    ),
    registerCommand('keeling.newConsultation', (answers?: ConsultationAnswers) =>
      createConsultation(own, reports, answers),
    ),
    vscode.workspace.onDidOpenTextDocument((document) => startServerFor(own, document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => startServerFor(own, document)),
  );
  for (const document of vscode.workspace.textDocuments) void startServerFor(own, document);
  return { extendMarkdownIt: (markdown) => markdown.use(draftPreview) };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** What a menu gives a command; a key or a test may give something else. */
function asUri(given: unknown): vscode.Uri | undefined {
  return given instanceof vscode.Uri ? given : undefined;
}

/** Whether a command was given answers: a menu of a view gives its entry instead. */
function isInForceAnswers(given: unknown): given is InForceAnswers {
  return typeof given === 'object' && given !== null && 'on' in given && 'all' in given;
}

async function startServerFor(own: Server, document: vscode.TextDocument): Promise<void> {
  if (own.isStarted) return;
  if (isProjectFile(document) || (await isDraft(document))) await own.start();
}
