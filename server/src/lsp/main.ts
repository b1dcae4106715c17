import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DiskHost } from '../node/disk-host.js';
import { Thread } from '../node/threads.js';
import { findWorkerScript } from '../node/worker-script.js';
import type { Job, JobProgress, JobRunner } from './jobs.js';
import { logOf, stackOf } from './log.js';
import { startServer } from './server.js';

const thread = new Thread<Job, unknown>(findWorkerScript());

const jobs: JobRunner = {
  run: (job, progress, signal) =>
    thread.ask(job, (data) => void progress?.(data as JobProgress), signal) as Promise<never>,
  dispose: () => thread.stop('the server is shutting down'),
};

/** The client says whether the folder is trusted. Any other caller trusts its own folder. */
const trustsGit = () => process.env.KEELING_TRUSTED !== '0';

const connection = process.argv.some(
  (arg) =>
    arg.startsWith('--node-ipc') || arg.startsWith('--stdio') || arg.startsWith('--socket') || arg.startsWith('--pipe'),
)
  ? createConnection(ProposedFeatures.all)
  : createConnection(ProposedFeatures.all, process.stdin, process.stdout);

// A fault in the work that nobody waits for is logged: the editor keeps its server.
process.on('unhandledRejection', (error) => logOf(connection)(stackOf(error)));

startServer(connection, new DiskHost(trustsGit), jobs);
