/**
 * Everything that Keeling reads from disk or from git goes through this interface. Files are named
 * by URI (`file:///…`). Tests use a map in memory.
 */
export interface Host {
  /** The file's bytes, or null where there is none. */
  read(uri: string): Promise<Uint8Array | null>;
  /**
   * Every Markdown file below a folder, sorted, without what git ignores, hidden folders and
   * `node_modules`.
   */
  listMarkdown(folder: string): Promise<string[]>;
  /** Every file right in a folder, sorted, hidden ones left out; none where there is no folder. */
  listFolder(folder: string): Promise<string[]>;
  /**
   * Whether a file lies within a folder after every link is followed. A file that does not exist
   * yet counts by its folder.
   */
  isWithin(folder: string, uri: string): Promise<boolean>;
  /**
   * The bytes of a file at a git revision.
   * @param path relative to `folder`
   * @throws Error whose message says what to do
   */
  readRevision(folder: string, revision: string, path: string): Promise<Uint8Array>;
}
