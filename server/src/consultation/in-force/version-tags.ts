/** Marks versions in git, where a folder is in a repository. */
export interface VersionTags {
  /**
   * The commit that a folder is at; empty in a repository without commits, and null where there is
   * no repository, or no git.
   * @throws Error that says what to mend, where git refuses
   */
  findCommit(folder: string): Promise<string | null>;
  /** The commit that a tag is of; null where there is no such tag. */
  findTag(folder: string, name: string): Promise<string | null>;
  /** Makes a tag; fails where there is one of that name. */
  addTag(folder: string, name: string, commit: string): Promise<void>;
  /** Removes a tag where it is still of that commit. */
  removeTag(folder: string, name: string, commit: string): Promise<void>;
}
