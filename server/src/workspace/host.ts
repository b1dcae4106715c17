/**
 * The world outside: all that Keeling reads of files and git goes through this. A document is named by its URI as a string
 * (`file:///…`); the tests' world is a map in memory.
 */
export interface Host {
  /** The file's bytes, or null where there is none. */
  read(uri: string): Promise<Uint8Array | null>;
  /** Every Markdown file below a folder, sorted; what git ignores, hidden folders and `node_modules` aside. */
  listMarkdown(folder: string): Promise<string[]>;
  /** Whether a file lies within a folder once every link on the way is followed. A file that is not there yet counts by its folder. */
  isWithin(folder: string, uri: string): Promise<boolean>;
  /** The bytes of `path` (relative to `folder`) at a git revision; throws an Error whose message says what to mend. */
  readRevision(folder: string, revision: string, path: string): Promise<Uint8Array>;
}
