import { messageOf } from '../failure.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import type { EditorClient } from './editor-client.js';
import type { Findings } from './findings.js';
import type { CheckResult, JobRunner } from './jobs.js';
import type { Log } from './log.js';
import type { OpenProjects } from './open-projects.js';

/** The texts of a workspace, by URI. */
type Texts = ReadonlyMap<string, string>;

interface Request {
  readonly workspace: Workspace;
  /** A document of the workspace, or its project file. */
  readonly uri: string;
}

/**
 * The full checks, which compare with the versions in force: done by a worker, one at a time for
 * each workspace.
 */
export class FullChecks {
  /** By the key of the workspace: what to check once the check that runs is done. */
  private readonly running = new Map<string, { next: Request | null }>();
  /** The texts that the last full check of a workspace saw. */
  private readonly seen = new Map<string, Texts>();

  constructor(
    private readonly jobs: JobRunner,
    private readonly client: EditorClient,
    private readonly projects: OpenProjects,
    private readonly findings: Findings,
    private readonly log: Log,
  ) {}

  /** Has a workspace checked, now or once the check that runs is done. */
  start(workspace: Workspace, uri: string): void {
    const place = this.projects.texts.placeOf(workspace, uri);
    const key = place.loose ?? place.folder;
    const running = this.running.get(key);
    if (running) {
      // The workspace may have been loaded again meanwhile: what is found then belongs to the new
      // one.
      running.next = { workspace, uri };
      return;
    }
    this.running.set(key, { next: null });
    const texts = new Map([...workspace.documents].map(([each, document]) => [each, document.draft.text]));
    this.seen.set(key, texts);
    void this.jobs
      .run({ kind: 'check', ...place })
      .then((result) => this.projects.enqueue(() => this.adopt(workspace, result, texts)))
      .catch((error) => this.log(messageOf(error)))
      .finally(() => {
        const next = this.running.get(key)?.next;
        this.running.delete(key);
        if (next) this.start(next.workspace, next.uri);
      });
  }

  /**
   * After unsaved edits were undone: checks again if the last check saw them, since it reported
   * them in other drafts too.
   */
  startIfStale(workspace: Workspace, { uri, draft }: WorkspaceDocument): void {
    const place = this.projects.texts.placeOf(workspace, uri);
    const seen = this.seen.get(place.loose ?? place.folder)?.get(uri);
    if (seen !== undefined && seen !== draft.text) this.start(workspace, uri);
  }

  /** Takes over what was found of the drafts whose texts are still the ones that were checked. */
  private adopt(workspace: Workspace, { findings, changes }: CheckResult, texts: Texts): void {
    const project = this.projects.projectFor(workspace);
    for (const document of workspace.listCheckedDocuments()) {
      if (texts.get(document.uri) !== document.draft.text) continue;
      project.checker.adopt(
        document,
        findings.filter((finding) => finding.uri === document.uri),
      );
      const own = changes.find(({ uri }) => uri === document.uri);
      if (own) project.changes.adopt(document.draft, own.changes);
    }
    this.findings.publish(workspace);
    this.findings.publishProjectFile(workspace);
    this.client.refresh();
  }
}
