// The thread that helps `keeling check`: it loads the same paths and checks what others have not.
import { DiskHost } from '../node/disk-host.js';
import { terminal } from '../node/terminal.js';
import { answerRequests } from '../node/threads.js';
import { TypesetterProcess } from '../node/typesetter.js';
import { type HelperPart, type HelperRequest, SharedQueue } from './check-helpers.js';
import { CheckRun } from './check-run.js';

const run = new CheckRun({ ...terminal, host: new DiskHost(), typesetter: new TypesetterProcess() }, null);

answerRequests<HelperRequest, readonly HelperPart[]>(async (request) => {
  if (request.kind === 'load') {
    for (const path of request.paths) await run.addPath(path);
    return [];
  }
  const parts: HelperPart[] = [];
  const queue = new SharedQueue(request.tasks, request.shared, request.id);
  for (let task = queue.take(); task !== null; task = queue.take()) {
    const part = run.checkTask(task);
    // Where the files have changed since, there may be fewer.
    if (part) parts.push(part);
  }
  return parts;
});
