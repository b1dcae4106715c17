import type { Range } from '../model/text.js';
import type { Finding } from '../rules/finding.js';
import type { RecordedFinding } from '../workspace/recorded-findings.js';

/** A finding with lines, characters and paths instead of offsets and URIs. */
export interface LocatedFinding {
  readonly file: string;
  readonly range: Range;
  readonly finding: Finding;
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly range: Range; readonly text: string }[];
  }[];
  /** Its record, which stays the same while lines move. */
  readonly record: RecordedFinding;
}

/** What a report says about the run besides its findings. */
export interface FindingOptions {
  readonly version: string;
  readonly colour: boolean;
  /** How many files were checked. */
  readonly files: number;
  /** The URI of the folder that paths are relative to. */
  readonly folder: string;
}
