import type { Host } from '../../server/src/workspace/host.js';

export const FOLDER = 'file:///drafts';

/** A world in memory: files by name below one folder, and files at git revisions. */
export class MemoryHost implements Host {
  private readonly files = new Map<string, Uint8Array>();

  /**
   * @param files text by path
   * @param revisions text by "REV:PATH"
   * @param outside paths that a link leads out of the folder
   */
  constructor(
    files: Readonly<Record<string, string | Uint8Array>>,
    private readonly revisions: Readonly<Record<string, string>> = {},
    private readonly outside: readonly string[] = [],
  ) {
    for (const [path, text] of Object.entries(files)) this.set(path, text);
  }

  set(path: string, text: string | Uint8Array): void {
    this.files.set(`${FOLDER}/${path}`, typeof text === 'string' ? new TextEncoder().encode(text) : text);
  }

  /** The text of a file, or null. */
  textOf(path: string): string | null {
    const bytes = this.files.get(`${FOLDER}/${path}`);
    return bytes ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : null;
  }

  delete(path: string): void {
    this.files.delete(`${FOLDER}/${path}`);
  }

  async read(uri: string): Promise<Uint8Array | null> {
    return this.files.get(uri) ?? null;
  }

  async listMarkdown(folder: string): Promise<string[]> {
    return [...this.files.keys()].filter((uri) => uri.startsWith(`${folder}/`) && uri.endsWith('.md')).sort();
  }

  async listFolder(folder: string): Promise<string[]> {
    const isOwn = (uri: string) => uri.startsWith(`${folder}/`) && !/[/.]/.test(uri.charAt(folder.length + 1));
    return [...this.files.keys()].filter((uri) => isOwn(uri) && !uri.slice(folder.length + 1).includes('/')).sort();
  }

  async isWithin(folder: string, uri: string): Promise<boolean> {
    return uri.startsWith(`${folder}/`) && !this.outside.some((path) => uri === `${FOLDER}/${path}`);
  }

  async readRevision(_folder: string, revision: string, path: string): Promise<Uint8Array> {
    const text = this.revisions[`${revision}:${path}`];
    if (text === undefined) throw new Error(`there is no “${path}” at the git revision “${revision}”.`);
    return new TextEncoder().encode(text);
  }
}
