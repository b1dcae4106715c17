import { comments } from './fuzz-comments.js';
import { drafting } from './fuzz-drafting.js';
import { drafts } from './fuzz-drafts.js';
import { edits } from './fuzz-edits.js';
import { exportsOfEverything } from './fuzz-everything.js';
import { folds } from './fuzz-folds.js';
import { imports } from './fuzz-imports.js';
import { instructions } from './fuzz-instructions.js';
import { kills } from './fuzz-kills.js';
import { exportsOfDrafts, exportsOfHostile, pairs } from './fuzz-pairs.js';
import { papers } from './fuzz-papers.js';
import { projects } from './fuzz-projects.js';
import { protocol, serverProcess } from './fuzz-protocol.js';
import { renumbering } from './fuzz-renumbering.js';
import { typesetting } from './fuzz-typesetting.js';
import { wordFiles } from './fuzz-word-files.js';
import type { Fuzzer } from './fuzzer.js';

/** All fuzzers, by the names that `npm run fuzz -- --only` takes. */
export const FUZZERS: readonly Fuzzer[] = [
  drafts,
  edits,
  pairs,
  instructions,
  exportsOfDrafts,
  exportsOfHostile,
  exportsOfEverything,
  typesetting,
  protocol,
  serverProcess,
  projects,
  wordFiles,
  imports,
  folds,
  comments,
  papers,
  renumbering,
  drafting,
  kills,
];
