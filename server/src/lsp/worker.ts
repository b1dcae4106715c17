import { DiskHost } from '../node/disk-host.js';
import { Heap } from '../node/engine.js';
import { GitTags } from '../node/git-tags.js';
import { answerRequests } from '../node/threads.js';
import { TypesetterProcess } from '../node/typesetter.js';
import { toPath } from '../node/uris.js';
import { writeWhole } from '../node/whole-files.js';
import { type Job, type JobResults, runJob } from './jobs.js';
import { KeptProject } from './kept-project.js';

const kept = new KeptProject();
const heap = new Heap();
const typesetter = new TypesetterProcess();
const isTrusted = () => process.env.KEELING_TRUSTED !== '0';
const host = new DiskHost(isTrusted);
const tags = new GitTags(isTrusted);

answerRequests<Job, JobResults[Job['kind']]>((job, progress, signal) => {
  signal.addEventListener('abort', () => typesetter.stop());
  return runJob(
    {
      host,
      kept,
      typesetter,
      tags,
      write: (files, folders, expected = []) => {
        const [within, project] = [pathOf(folders.within), pathOf(folders.project)];
        const outputs = files.map(({ uri, bytes }) => ({ path: pathOf(uri), within, bytes }));
        const asRead = expected.map(({ uri, bytes }) => ({ path: pathOf(uri), bytes }));
        return writeWhole(outputs, { home: [project, within], command: 'the editor', expected: asRead });
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

function pathOf(uri: string): string {
  return toPath(uri) ?? uri;
}
