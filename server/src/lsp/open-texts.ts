import type { Draft } from '../model/draft.js';
import type { Workspace } from '../workspace/workspace.js';
import type { JobPlace } from './kept-project.js';

/** A text that is open in the editor. */
export class EditorText {
  /** The text when it was opened or last saved. */
  saved: string;
  /**
   * The version at which the text was read from the editor again: changes up to it are in it when
   * they come.
   */
  readAt = Number.NEGATIVE_INFINITY;
  /**
   * Whether the client has said something that cannot be of this text: nothing may be edited by it
   * until the client has sent it whole.
   */
  isDoubtful = false;
  /** Whether no findings were sent yet of this version. */
  isUnreported = true;
  /** Whether its file was found to be gone from disk. */
  isFileGone = false;
  private own: string | Draft;

  /**
   * @param clientUri the URI as the client writes it
   * @param version the version that the client last said
   */
  constructor(
    readonly clientUri: string,
    text: string,
    public version: number,
  ) {
    this.own = this.saved = text;
  }

  get text(): string {
    return typeof this.own === 'string' ? this.own : this.own.text;
  }

  set text(text: string) {
    this.own = text;
  }

  get length(): number {
    return this.own.length;
  }

  /** Whether it is the text as it was saved. */
  get isSaved(): boolean {
    return this.length === this.saved.length && this.text === this.saved;
  }

  /**
   * Whether nothing would be lost without it: its file is gone, and nothing was typed since. Such a
   * text can be one whose tab was closed, of which an editor says so minutes later.
   */
  get isLeftOver(): boolean {
    return this.isFileGone && this.isSaved;
  }

  /** Whether it is the text of a draft; a draft of which that is known is not compared again. */
  isTextOf(draft: Draft): boolean {
    if (this.own === draft) return true;
    if (this.length !== draft.length || this.text !== draft.text) return false;
    this.own = draft;
    return true;
  }

  /** Takes the text of a draft for its own, without copying it. */
  takeFrom(draft: Draft): void {
    this.own = draft;
  }
}

/**
 * The texts that are open in the editor, by URI in the server's form. They count instead of the
 * files.
 */
export class OpenTexts extends Map<string, EditorText> {
  /**
   * Where a job finds what a document needs: its project or, for a loose draft, that draft; and all
   * open texts.
   */
  placeOf(workspace: Workspace, uri: string): JobPlace {
    return {
      folder: workspace.folder,
      loose: workspace.projectFile ? null : uri,
      open: this.list(),
    };
  }

  /** All of them, by URI. */
  list(): (readonly [string, string])[] {
    return [...this].map(([uri, { text }]) => [uri, text] as const);
  }
}
