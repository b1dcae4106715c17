import type { OutputFile } from '../node/whole-files.js';
import type { Host } from '../workspace/host.js';

/** What a command sees of the world. */
export interface Io {
  readonly host: Host;
  /** Whether standard output is a terminal: then colours and progress are worth showing. */
  readonly terminal: boolean;
  out(text: string): void;
  bytes(data: Uint8Array): void;
  error(line: string): void;
  /** The URI of a path relative to the working folder. */
  uri(path: string): string;
  /** A URI as a path relative to the working folder, with forward slashes. */
  path(uri: string): string;
  isFolder(uri: string): Promise<boolean>;
  write(files: readonly OutputFile[]): Promise<void>;
  /** The time now, as an ISO date and time. */
  now(): string;
}

/** What the user got wrong, or an input that cannot be read: one line, and exit status 2. */
export class UsageError extends Error {}
