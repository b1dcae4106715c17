import { compareDrafts } from '../compare/compare.js';
import { Checker } from '../rules/check.js';
import type { Finding } from '../rules/finding.js';
import type { Host } from '../workspace/host.js';
import { Workspace } from '../workspace/workspace.js';

/** A piece of work too long for the thread that answers typing. Plain data, so that it can cross to a worker. */
export type Job =
  /** All findings of a folder's project, or of one loose draft, those that need a comparison included. */
  | { readonly kind: 'check'; readonly folder: string; readonly loose: string | null; readonly open: readonly (readonly [string, string])[] };

export interface JobResults {
  readonly check: readonly Finding[];
}

/** Does jobs somewhere: in a worker thread, or right here in a test. */
export interface JobRunner {
  run<K extends Job['kind']>(job: Extract<Job, { kind: K }>): Promise<JobResults[K]>;
  dispose(): void;
}

/** Does a job here and now. */
export async function runJob(host: Host, job: Job): Promise<JobResults[Job['kind']]> {
  const open = new Map(job.open);
  const openText = (uri: string) => open.get(uri) ?? null;
  const workspace = job.loose === null ? await Workspace.load(host, job.folder, openText) : Workspace.empty(host, job.folder, openText);
  if (job.loose !== null) await workspace.addLoose(job.loose);
  return new Checker(workspace, compareDrafts).checkAll();
}
