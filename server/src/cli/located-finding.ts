import type { Range } from '../model/text.js';
import type { Finding } from '../rules/finding.js';
import type { RecordedFinding } from '../workspace/recorded-findings.js';

/** A finding with its places as lines and characters, and its files as paths. */
export interface LocatedFinding {
  readonly file: string;
  readonly range: Range;
  readonly finding: Finding;
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly edits: readonly { readonly range: Range; readonly text: string }[];
  }[];
  /** What it would be recorded as: the same wherever its lines go. */
  readonly record: RecordedFinding;
}

/** What is said of the run beside its findings. */
export interface FindingOptions {
  readonly version: string;
  readonly colour: boolean;
  /** How many files were checked. */
  readonly files: number;
  /** The URI of the folder that paths are relative to. */
  readonly folder: string;
}
