import { messageOf } from '../failure.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Background } from './background.js';
import type { EditorClient } from './editor-client.js';
import type { Findings } from './findings.js';
import type { CheckResult, JobRunner } from './jobs.js';
import type { Log } from './log.js';
import type { OpenProjects } from './open-projects.js';

/** The drafts of a workspace as they were at one moment, by URI. */
type Drafts = ReadonlyMap<string, Draft>;

/** What the full checks work with. */
interface CheckParts {
  readonly jobs: JobRunner;
  readonly client: EditorClient;
  readonly projects: OpenProjects;
  readonly findings: Findings;
  readonly background: Background;
  readonly log: Log;
}

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
  /** What the last full check of a workspace saw. */
  private readonly seen = new Map<string, Drafts>();

  private readonly jobs: JobRunner;
  private readonly client: EditorClient;
  private readonly projects: OpenProjects;
  private readonly findings: Findings;
  private readonly background: Background;
  private readonly log: Log;

  constructor({ jobs, client, projects, findings, background, log }: CheckParts) {
    this.jobs = jobs;
    this.client = client;
    this.projects = projects;
    this.findings = findings;
    this.background = background;
    this.log = log;
  }

  /** Has a workspace checked once the client is silent and the check that runs is done. */
  start(workspace: Workspace, uri: string): void {
    const { loose, folder } = this.projects.texts.placeOf(workspace, uri);
    const key = loose ?? folder;
    const running = this.running.get(key);
    if (running) {
      // The workspace may have been loaded again meanwhile: what is found then belongs to the new
      // one.
      running.next = { workspace, uri };
      return;
    }
    this.running.set(key, { next: null });
    void this.check(key, workspace, uri)
      .catch((error) => this.log(messageOf(error)))
      .finally(() => {
        const next = this.running.get(key)?.next;
        this.running.delete(key);
        if (next) this.start(next.workspace, next.uri);
      });
  }

  private async check(key: string, workspace: Workspace, uri: string): Promise<void> {
    await this.background.whenQuiet();
    await this.projects.afterChanges();
    const running = this.running.get(key);
    // What is asked for while this waits is the same check.
    const { workspace: latest, uri: own } = running?.next ?? { workspace, uri };
    if (running) running.next = null;
    const drafts = new Map([...latest.documents].map(([each, document]) => [each, document.draft]));
    this.seen.set(key, drafts);
    const result = await this.jobs.run({ kind: 'check', ...this.projects.texts.placeOf(latest, own) });
    this.projects.enqueue(() => this.adopt(latest, result, drafts));
  }

  /**
   * After unsaved edits were undone: checks again if the last check saw them, since it reported
   * them in other drafts too.
   */
  startIfStale(workspace: Workspace, { uri, draft }: WorkspaceDocument): void {
    const place = this.projects.texts.placeOf(workspace, uri);
    const seen = this.seen.get(place.loose ?? place.folder)?.get(uri);
    if (seen !== undefined && !isSameText(seen, draft)) this.start(workspace, uri);
  }

  /** Takes over what was found of the drafts whose texts are still the ones that were checked. */
  private adopt(workspace: Workspace, { findings, changes }: CheckResult, drafts: Drafts): void {
    const project = this.projects.projectFor(workspace);
    const byUri = new Map<string, Finding[]>();
    for (const finding of findings) getOrCreate(byUri, finding.uri, () => []).push(finding);
    for (const document of workspace.listCheckedDocuments()) {
      const checked = drafts.get(document.uri);
      if (!checked || !isSameText(checked, document.draft)) continue;
      project.checker.adopt(document, byUri.get(document.uri) ?? []);
      const own = changes.find(({ uri }) => uri === document.uri);
      if (own) project.changes.adopt(document.draft, own.changes);
    }
    this.findings.publish(workspace);
    this.findings.publishProjectFile(workspace);
    this.client.refresh();
    this.client.tellChecked();
  }
}

/** Whether two drafts have the same text; only where they are as long is it compared. */
function isSameText(one: Draft, other: Draft): boolean {
  return one === other || (one.length === other.length && one.text === other.text);
}
