import { hasFailed, messageOf, type Result } from '../failure.js';
import { readDraftText } from './draft-text.js';
import type { Host } from './host.js';

/**
 * The text of a file that is open in an editor, which replaces that on disk; null if it is not
 * open.
 */
export type FindOpenText = (uri: string) => string | null;

/** What a reader says of a file that is not there. */
export const NO_FILE = 'there is no such file';

/**
 * Reads texts as the user sees them: from the editor if the file is open there, otherwise from the
 * Host.
 */
export class TextFiles {
  /** Every file that was asked for, those that were not there included. */
  readonly asked = new Set<string>();
  /** Those of them that were not there, or no text, when they were last asked for. */
  readonly unread = new Set<string>();

  constructor(
    private readonly host: Host,
    private readonly openText: FindOpenText,
  ) {}

  /** The text of a file; the problem is NO_FILE where there is none. */
  async read(uri: string): Promise<Result<{ readonly text: string }>> {
    this.asked.add(uri);
    const text = this.openText(uri);
    const read = text === null ? await this.readStored(uri) : { text };
    if (hasFailed(read)) this.unread.add(uri);
    else this.unread.delete(uri);
    return read;
  }

  private async readStored(uri: string): Promise<Result<{ readonly text: string }>> {
    try {
      const bytes = await this.host.read(uri);
      return bytes ? await readDraftText(bytes) : { problem: NO_FILE };
    } catch (error) {
      return { problem: messageOf(error) };
    }
  }

  /** The text of a path, relative to a folder, at a git revision. */
  async readRevision(folder: string, revision: string, path: string): Promise<Result<{ readonly text: string }>> {
    try {
      return await readDraftText(await this.host.readRevision(folder, revision, path));
    } catch (error) {
      return { problem: messageOf(error) };
    }
  }
}
