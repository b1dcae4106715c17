import type { Typesetter } from '../export/pdf/typesetter.js';
import type { OutputFile, WriteOptions } from '../node/whole-files.js';
import type { Host } from '../workspace/host.js';
import type { HelperSource } from './check-helpers.js';

/** Everything outside that a command uses. */
export interface Io {
  readonly host: Host;
  readonly typesetter: Typesetter;
  /** Threads that share the checks of many files; left out where all is done in this one. */
  readonly helpers?: HelperSource;
  /** Whether standard output is a terminal, which shows progress and should get no binary data. */
  readonly terminal: boolean;
  /** Whether colours are wanted there. */
  readonly colour: boolean;
  /** How many characters fit on a line of it. */
  columns(): number;
  /** Prints text that is safe to show: see `visible.ts`. */
  out(text: string): void;
  /** Prints a document: its very bytes, but for what a terminal would obey instead of showing it. */
  bytes(data: Uint8Array): void;
  /** Prints one line on standard error. */
  error(line: string): void;
  /** The URI of a path relative to the working folder. */
  uri(path: string): string;
  /** A URI as a path relative to the working folder, with forward slashes. */
  path(uri: string): string;
  isFolder(uri: string): Promise<boolean>;
  /**
   * Writes files whole, all or none.
   * @param inputs URIs of what was read: an output in the place of one of them is refused
   */
  write(files: readonly OutputFile[], inputs: readonly string[], options?: WriteOptions): Promise<void>;
  /** The time now, as an ISO date and time. */
  now(): string;
}

/** Wrong usage, or an input that cannot be read: printed as one line, with exit status 2. */
export class UsageError extends Error {}
