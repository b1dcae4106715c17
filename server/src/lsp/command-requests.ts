import type { Connection, WorkspaceEdit } from 'vscode-languageserver';
import { mapCitations } from '../features/citation-map.js';
import { displayNameOf } from '../features/display-text.js';
import { takeDraftingStep, toDraftingEdit } from '../features/drafting-steps.js';
import { listSpellingWords } from '../features/spelling-words.js';
import {
  APPLY_REQUEST,
  type ApplyParams,
  BRING_INTO_FORCE_REQUEST,
  type BringIntoForceParams,
  CHANGE_PAPER_REQUEST,
  CHECKLIST_REQUEST,
  type ChangePaperParams,
  type ChecklistParams,
  CITATIONS_REQUEST,
  type CitationsParams,
  COMPARE_REQUEST,
  CONCLUDE_REQUEST,
  type CompareParams,
  type ConcludeParams,
  DRAFTING_STEP_REQUEST,
  type DraftingStepParams,
  type DraftingStepResult,
  type EditOrRefusal,
  EXPORT_REQUEST,
  type ExportParams,
  IMPORT_REQUEST,
  type ImportParams,
  type ImportResult,
  IN_FORCE_REQUEST,
  type InForceParams,
  MARK_UPS_REQUEST,
  type MarkUpsParams,
  NAME_DRAFT_REQUEST,
  type NameDraftParams,
  type NameDraftResult,
  NOTIFY_REQUEST,
  type NotifyParams,
  NUMBER_CHANGES_REQUEST,
  type NumberChangesParams,
  OVERVIEW_REQUEST,
  type OverviewParams,
  PACK_PROGRESS,
  PACK_REQUEST,
  PASTE_REQUEST,
  type PackParams,
  type PasteParams,
  type PasteResult,
  PREVIEW_REQUEST,
  type PreviewParams,
  RESPONSES_REQUEST,
  RESTORE_REQUEST,
  type Refusal,
  type ResponsesParams,
  type ResponsesResult,
  type RestoreParams,
  ROLE_REQUEST,
  type RoleParams,
  type RoleResult,
  SPELLING_REQUEST,
  type SpellingParams,
  type SpellingResult,
  TAKE_MARK_UPS_REQUEST,
  type TakeMarkUpsParams,
} from '../protocol.js';
import { normalUri } from '../workspace/uri.js';
import type { EditorClient } from './editor-client.js';
import type { Guard } from './guard.js';
import { type JobRunner, NOT_A_DRAFT } from './jobs.js';
import type { JobPlace } from './kept-project.js';
import type { OpenProjects } from './open-projects.js';
import { findPastePlace } from './paste-place.js';
import { addVersions, whyDoubtful } from './versioned-edits.js';

const NO_PROJECT = 'No keeling.yaml names this document. The project file says which attachments there are.';
/** What is longer is read by the worker: nothing that is typed waits for it. */
const LONGEST_PASTED_HERE = 200_000;

/**
 * Answers the requests of Keeling's own commands and views (`protocol.ts`). All but one are long,
 * and done by a worker.
 */
export function answerCommandRequests(
  connection: Connection,
  projects: OpenProjects,
  jobs: JobRunner,
  guard: Guard,
  client: Pick<EditorClient, 'settings' | 'can'>,
): void {
  /** An edit that the client may have, with the versions that it is for; or why it may not. */
  const checkEdit = <Made extends { readonly edit: WorkspaceEdit }>(answer: Made | Refusal): Made | Refusal => {
    if ('refused' in answer) return answer;
    const doubt = whyDoubtful(answer.edit, projects.texts);
    if (doubt !== null) return { refused: doubt };
    return { ...answer, edit: addVersions(answer.edit, projects.texts, client.can.versionsEdits) };
  };
  connection.onRequest<SpellingResult, void>(
    SPELLING_REQUEST,
    guard.command(async ({ uri }: SpellingParams) => {
      await projects.afterChanges();
      const workspace = await projects.workspaces.findProject(normalUri(uri));
      if (!workspace) throw new Error(NO_PROJECT);
      return { folder: workspace.folder, words: listSpellingWords(projects.projectFor(workspace)) };
    }),
  );
  connection.onRequest<RoleResult, void>(
    ROLE_REQUEST,
    guard.command(({ uri }: RoleParams) =>
      projects.answerFrom(uri, ({ workspace }, document) => {
        const drafted = workspace.listCheckedDocuments().find(({ baseline }) => baseline === document);
        const isInForce = document.isBaseline && drafted !== undefined;
        return { versionInForceOf: isInForce ? displayNameOf(drafted) || workspace.pathOf(drafted.uri) : null };
      }),
    ),
  );
  connection.onRequest(
    CITATIONS_REQUEST,
    guard.feature('citations', null, ({ uri, position }: CitationsParams) =>
      projects.answerFrom(uri, (project, document) =>
        mapCitations(project, document, document.draft.lines.offsetAt(position)),
      ),
    ),
  );
  connection.onRequest<DraftingStepResult<WorkspaceEdit> | null, void>(
    DRAFTING_STEP_REQUEST,
    guard.command(({ uri, position, step }: DraftingStepParams) =>
      projects.answerFrom(uri, (project, document): DraftingStepResult<WorkspaceEdit> => {
        const result = takeDraftingStep(project, document, document.draft.lines.offsetAt(position), step);
        return typeof result === 'string' ? { refused: result } : checkEdit(toDraftingEdit(document, result));
      }),
    ),
  );
  connection.onRequest(
    COMPARE_REQUEST,
    guard.command(async ({ uri }: CompareParams, signal) => {
      const place = await placeOfDraft(projects, uri);
      return jobs.run({ kind: 'compare', uri: normalUri(uri), ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    IN_FORCE_REQUEST,
    guard.command(async ({ uri, aligned }: InForceParams, signal) => {
      const place = await placeOfDraft(projects, uri);
      return jobs.run({ kind: 'inForce', uri: normalUri(uri), aligned, ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    PREVIEW_REQUEST,
    guard.command(async ({ uri, marked }: PreviewParams, signal) => {
      const place = await placeOfDraft(projects, uri);
      const { author } = client.settings;
      return jobs.run({ kind: 'preview', uri: normalUri(uri), marked, author, ...place }, undefined, signal);
    }),
  );
  connection.onRequest<EditOrRefusal<WorkspaceEdit>, void>(
    RESTORE_REQUEST,
    guard.command(async (restored: RestoreParams, signal) => {
      const uri = normalUri(restored.uri);
      const place = await placeOfDraft(projects, uri);
      return checkEdit(
        await jobs.run({ kind: 'restore', restored: { ...restored, uri }, ...place }, undefined, signal),
      );
    }),
  );
  connection.onRequest(
    PACK_REQUEST,
    guard.command(async ({ uri, output, marks, draft, decision, token }: PackParams, signal) => {
      const place = await placeOfProject(projects, uri);
      const { author } = client.settings;
      const what = { output: output ?? null, marks: marks ?? null, draft: draft ?? false, decision: decision ?? false };
      return jobs.run(
        { kind: 'pack', ...what, author, ...place },
        (progress) => connection.sendNotification(PACK_PROGRESS, { token, ...progress }).catch(() => {}),
        signal,
      );
    }),
  );
  connection.onRequest(
    EXPORT_REQUEST,
    guard.command(async ({ uri, output, ...how }: ExportParams, signal) => {
      const place = await placeOfDraft(projects, uri);
      const { author } = client.settings;
      const job = { kind: 'export', uri: normalUri(uri), output: normalUri(output), ...how, author } as const;
      return jobs.run({ ...job, ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    CHANGE_PAPER_REQUEST,
    guard.command(async ({ uri, paper, output }: ChangePaperParams, signal) => {
      const place = await placeOfDraft(projects, uri);
      const { author } = client.settings;
      const job = { kind: 'changePaper', uri: normalUri(uri), paper, output: normalUri(output), author } as const;
      return jobs.run({ ...job, ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    APPLY_REQUEST,
    guard.command(async ({ uri, instructions }: ApplyParams, signal) => {
      const place = await placeOfDraft(projects, uri);
      const job = { kind: 'apply', uri: normalUri(uri), instructions: normalUri(instructions) } as const;
      return jobs.run({ ...job, ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    NUMBER_CHANGES_REQUEST,
    guard.command(async ({ uri }: NumberChangesParams, signal) =>
      jobs.run({ kind: 'numberChanges', ...(await placeOfProject(projects, uri)) }, undefined, signal),
    ),
  );
  connection.onRequest(
    CONCLUDE_REQUEST,
    guard.command(async ({ uri, form, output }: ConcludeParams, signal) => {
      const place = await placeOfProject(projects, uri);
      const { author } = client.settings;
      const where = output === undefined ? {} : { output: normalUri(output) };
      return jobs.run({ kind: 'conclude', uri: normalUri(uri), form, ...where, author, ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    BRING_INTO_FORCE_REQUEST,
    guard.command(async (params: BringIntoForceParams, signal) => {
      const uri = normalUri(params.uri);
      const place =
        params.all || params.what === 'undo' ? await placeOfProject(projects, uri) : await placeOfDraft(projects, uri);
      return jobs.run({ kind: 'bringIntoForce', ...params, uri, ...place }, undefined, signal);
    }),
  );
  connection.onRequest(
    NOTIFY_REQUEST,
    guard.command(async ({ uri }: NotifyParams, signal) =>
      jobs.run({ kind: 'notify', ...(await placeOfProject(projects, uri)) }, undefined, signal),
    ),
  );
  connection.onRequest(
    OVERVIEW_REQUEST,
    guard.command(async ({ uri }: OverviewParams, signal) =>
      jobs.run({ kind: 'overview', ...(await placeOfProject(projects, uri)) }, undefined, signal),
    ),
  );
  connection.onRequest(
    CHECKLIST_REQUEST,
    guard.command(async ({ uri }: ChecklistParams, signal) =>
      jobs.run({ kind: 'checklist', ...(await placeOfProject(projects, uri)) }, undefined, signal),
    ),
  );
  connection.onRequest<ResponsesResult, void>(
    RESPONSES_REQUEST,
    guard.command(({ uris, confidential }: ResponsesParams, signal) =>
      jobs.run({ kind: 'responses', uris: uris.map(normalUri), confidential }, undefined, signal),
    ),
  );
  connection.onRequest<NameDraftResult, void>(
    NAME_DRAFT_REQUEST,
    guard.command(async ({ uri, inForce, ...named }: NameDraftParams, signal) => {
      const places = { uri: normalUri(uri), inForce: inForce === null ? null : normalUri(inForce) };
      await projects.afterChanges();
      const open = projects.texts.list();
      return jobs.run({ kind: 'nameDraft', named: { ...named, ...places }, open }, undefined, signal);
    }),
  );
  connection.onRequest(
    MARK_UPS_REQUEST,
    guard.command(async (asked: MarkUpsParams, signal) => {
      const place = await placeOfDraft(projects, asked.uri);
      return jobs.run({ kind: 'markUps', asked: normalMarkUps(asked), ...place }, undefined, signal);
    }),
  );
  connection.onRequest<EditOrRefusal<WorkspaceEdit>, void>(
    TAKE_MARK_UPS_REQUEST,
    guard.command(async (asked: TakeMarkUpsParams, signal) => {
      const place = await placeOfDraft(projects, asked.uri);
      const job = { kind: 'takeMarkUps', asked: { ...asked, ...normalMarkUps(asked) } } as const;
      return checkEdit(await jobs.run({ ...job, ...place }, undefined, signal));
    }),
  );
  connection.onRequest<PasteResult, void>(
    PASTE_REQUEST,
    guard.command(async ({ uri, range, html, plain }: PasteParams, signal) => {
      const found = await projects.answerFrom(uri, (_project, { draft }) =>
        findPastePlace(draft, { start: draft.lines.offsetAt(range.start), end: draft.lines.offsetAt(range.end) }),
      );
      if (!found) return null;
      const pasted = { html, plain, place: found.place };
      const made =
        html.length <= LONGEST_PASTED_HERE
          ? // Few paste: the reader of HTML is large, and is read when it is first needed.
            (await import('../import/html/paste-html.js')).pasteHtml(pasted)
          : await jobs.run({ kind: 'paste', pasted }, undefined, signal);
      if (!made) return null;
      const { isRows, ...text } = made;
      return { ...text, at: isRows ? found.afterRow : null };
    }),
  );
  connection.onRequest<ImportResult, void>(
    IMPORT_REQUEST,
    guard.command(async ({ uris, inForce, ...how }: ImportParams, signal) => {
      await projects.afterChanges();
      const asked = {
        ...how,
        uris: uris.map(normalUri),
        ...(Array.isArray(inForce) && { inForce: inForce.map((uri) => (uri === null ? null : normalUri(uri))) }),
      };
      return jobs.run({ kind: 'import', asked, open: projects.texts.list() }, undefined, signal);
    }),
  );
}

function normalMarkUps({ uri, markUps }: MarkUpsParams): MarkUpsParams {
  return {
    uri: normalUri(uri),
    markUps: markUps.map(({ name, uri: file, sent }) => ({
      name,
      uri: normalUri(file),
      sent: sent === null ? null : normalUri(sent),
    })),
  };
}

/**
 * Where a job finds a draft.
 * @throws Error where the URI names none
 */
async function placeOfDraft(projects: OpenProjects, uri: string): Promise<JobPlace> {
  const place = await projects.answerFrom(uri, ({ workspace }) => projects.texts.placeOf(workspace, normalUri(uri)));
  if (!place) throw new Error(NOT_A_DRAFT);
  return place;
}

/**
 * Where a job finds a project.
 * @throws Error where the URI names neither a document of a project nor its file, and where the
 * project file has a problem
 */
async function placeOfProject(projects: OpenProjects, uri: string): Promise<JobPlace> {
  await projects.afterChanges();
  const workspace = await projects.workspaces.findProject(normalUri(uri));
  if (!workspace?.projectFile) throw new Error(NO_PROJECT);
  const [first] = workspace.problems;
  if (first) throw new Error(first.problem.message);
  return projects.texts.placeOf(workspace, normalUri(uri));
}
