import { DiskHost } from '../node/disk-host.js';
import { Heap } from '../node/engine.js';
import { answerRequests } from '../node/threads.js';
import { TypesetterProcess } from '../node/typesetter.js';
import { toPath } from '../node/uris.js';
import { writeWhole } from '../node/whole-files.js';
import { type Job, type JobResults, runJob } from './jobs.js';
import { KeptProject } from './kept-project.js';

const kept = new KeptProject();
const heap = new Heap();
const typesetter = new TypesetterProcess();
const host = new DiskHost(() => process.env.KEELING_TRUSTED !== '0');

answerRequests<Job, JobResults[Job['kind']]>((job, progress, signal) => {
  signal.addEventListener('abort', () => typesetter.stop());
  return runJob(
    {
      host,
      kept,
      typesetter,
      write: (files, folder) => {
        const within = toPath(folder) ?? folder;
        const outputs = files.map(({ uri, bytes }) => ({ path: toPath(uri) ?? uri, within, bytes }));
        return writeWhole(outputs, { home: within, command: 'the editor' });
      },
      now: () => new Date().toISOString(),
    },
    job,
    progress,
    signal,
  );
}, collectIfLoose);

function collectIfLoose(): void {
  if (heap.isLoose) heap.collect();
}
