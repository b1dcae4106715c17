import { messageOf } from '../failure.js';
import { Draft } from '../model/draft.js';
import type { Reading } from '../model/reading.js';
import { Checker } from '../rules/check.js';
import type { Host } from '../workspace/host.js';
import { findDifference, Workspace } from '../workspace/workspace.js';

/** Which documents a job is about: a project's or a single one. */
export interface JobPlace {
  readonly folder: string;
  /** The loose draft, by URI; null where the job is about the project of the folder. */
  readonly loose: string | null;
  /** The texts that are open in the editor, by URI. */
  readonly open: readonly (readonly [string, string])[];
}

/** A project that is loaded, and what its checks keep. */
export interface KeptProjectState {
  readonly workspace: Workspace;
  readonly checker: Checker;
}

type HostAnswer = Uint8Array | string | boolean | null | readonly string[];

/**
 * The project of the last job, kept for the next: a checklist, for example, is asked for right
 * after a full check. Drafts whose texts are the same are not read again, and a project in which
 * nothing has changed keeps its findings.
 */
export class KeptProject {
  private drafts: ReadonlyMap<string, Draft> = new Map();
  private last: { readonly heard: ReadonlyMap<string, HostAnswer>; readonly loaded: KeptProjectState } | null = null;

  /** Loads a project or a loose draft. What it gives must not be edited. */
  async load(host: Host, { folder, loose, open }: JobPlace): Promise<KeptProjectState> {
    const heard = new Map<string, HostAnswer>([['place', `${folder}\n${loose ?? ''}`]]);
    const texts = new Map(open);
    const openText = (uri: string) => {
      const text = texts.get(uri) ?? null;
      heard.set(`open ${uri}`, text);
      return text;
    };
    const drafts = new Map<string, Draft>();
    const draftOf = (uri: string, text: string, reading: Reading) => {
      const known = this.drafts.get(uri);
      const draft =
        known?.text === text
          ? known
          : (known?.applyEdit(findDifference(known.text, text)) ?? Draft.parse(text, reading));
      const read = draft.readBy(reading);
      drafts.set(uri, read);
      return read;
    };
    const listening = new ListeningHost(host, heard);
    const workspace =
      loose === null
        ? await Workspace.load(listening, folder, openText, draftOf)
        : Workspace.empty(listening, folder, openText, draftOf);
    if (loose !== null) await workspace.addLoose(loose);
    this.drafts = drafts;
    if (!this.last || !isSameWorld(this.last.heard, heard))
      this.last = { heard, loaded: { workspace, checker: new Checker(workspace) } };
    return this.last.loaded;
  }
}

/** A host that notes everything it is asked while a workspace is loaded, and what it answers. */
class ListeningHost implements Host {
  constructor(
    private readonly host: Host,
    private readonly heard: Map<string, HostAnswer>,
  ) {}

  read(uri: string): Promise<Uint8Array | null> {
    return this.note(`read ${uri}`, this.host.read(uri));
  }

  listMarkdown(folder: string): Promise<string[]> {
    return this.note(`list ${folder}`, this.host.listMarkdown(folder));
  }

  listFolder(folder: string): Promise<string[]> {
    return this.note(`folder ${folder}`, this.host.listFolder(folder));
  }

  isWithin(folder: string, uri: string): Promise<boolean> {
    return this.note(`within ${folder} ${uri}`, this.host.isWithin(folder, uri));
  }

  readRevision(folder: string, revision: string, path: string): Promise<Uint8Array> {
    return this.note(`revision ${folder} ${revision} ${path}`, this.host.readRevision(folder, revision, path));
  }

  private async note<A extends HostAnswer>(question: string, answering: Promise<A>): Promise<A> {
    try {
      const answer = await answering;
      this.heard.set(question, answer);
      return answer;
    } catch (error) {
      this.heard.set(question, `! ${messageOf(error)}`);
      throw error;
    }
  }
}

function isSameWorld(before: ReadonlyMap<string, HostAnswer>, now: ReadonlyMap<string, HostAnswer>): boolean {
  if (before.size !== now.size) return false;
  for (const [question, answer] of now) {
    const other = before.get(question);
    if (other === undefined || !isSameAnswer(other, answer)) return false;
  }
  return true;
}

function isSameAnswer(one: HostAnswer, other: HostAnswer): boolean {
  if (one === other) return true;
  if (!isListAnswer(one) || !isListAnswer(other) || one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function isListAnswer(answer: HostAnswer): answer is Uint8Array | readonly string[] {
  return typeof answer === 'object' && answer !== null;
}
