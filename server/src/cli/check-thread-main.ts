import { prepareShortRun } from '../node/short-run.js';
import { findBundle } from '../node/worker-script.js';

prepareShortRun(findBundle('cli'));
void import('./check-thread.js');
