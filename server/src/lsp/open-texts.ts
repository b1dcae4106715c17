import type { Workspace } from '../workspace/workspace.js';
import type { JobPlace } from './kept-project.js';

/** A text that is open in the editor. */
export interface EditorText {
  /** The URI as the client writes it. */
  readonly clientUri: string;
  text: string;
  /** The text when it was opened or last saved. */
  saved: string;
  /** The version that the client last said. */
  version: number;
  /** The version at which the text was read whole: changes up to it are in it when they come. */
  readAt: number;
  /**
   * Whether the client has said something that cannot be of this text: nothing may be edited by it
   * until the client has sent it whole.
   */
  isDoubtful: boolean;
  /** Whether no findings were sent yet of this version. */
  isUnreported: boolean;
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
      open: [...this].map(([each, { text }]) => [each, text] as const),
    };
  }
}
