import { type Connection, createConnection, ProposedFeatures, StreamMessageReader } from 'vscode-languageserver/node';
import { DiskHost } from '../node/disk-host.js';
import { Heap, keepHeapsSmall } from '../node/engine.js';
import { Thread } from '../node/threads.js';
import { findWorkerScript } from '../node/worker-script.js';
import type { Job, JobProgress, JobRunner } from './jobs.js';
import { logOf, stackOf } from './log.js';
import { PieceWriter } from './message-writer.js';
import { startServer } from './server.js';

/** How much the worker may take for what it has only just made, in megabytes: it is in no hurry. */
const YOUNG_MEMORY = 8;

keepHeapsSmall();

const thread = new Thread<Job, unknown>(findWorkerScript(), false, { maxYoungGenerationSizeMb: YOUNG_MEMORY });

/** Whether the client said farewell. */
let hasEnded = false;

const jobs: JobRunner = {
  run: (job, progress, signal) =>
    thread.ask(job, (data) => void progress?.(data as JobProgress), signal) as Promise<never>,
  dispose: () => {
    hasEnded = true;
    thread.stop('the server is shutting down');
  },
};

/** The client says whether the folder is trusted. Any other caller trusts its own folder. */
const trustsGit = () => process.env.KEELING_TRUSTED !== '0';

/**
 * The connection that the client asks for. Over standard input and output, answers that are JSON
 * already are written as they are.
 */
function openConnection(): Connection {
  const isOther = process.argv.some((arg) => /^--(?:node-ipc|socket|pipe)/.test(arg));
  if (isOther) return createConnection(ProposedFeatures.all);
  // Whatever a library prints must not get between the messages.
  console.log = console.info = console.debug = console.error;
  const own = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new PieceWriter(process.stdout),
  );
  // A client that is gone without a farewell takes its server along.
  for (const event of ['end', 'close']) process.stdin.on(event, () => process.exit(hasEnded ? 0 : 1));
  return own;
}

const connection = openConnection();

// A fault in the work that nobody waits for is logged: the editor keeps its server.
process.on('unhandledRejection', (error) => logOf(connection)(stackOf(error)));

startServer(connection, new DiskHost(trustsGit), jobs, new Heap());
