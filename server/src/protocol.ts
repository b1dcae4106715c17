/** Requests, commands and settings that server and client share, beyond those of the language server protocol. */

/** The change-marked comparison of a draft with its version in force. */
export const COMPARE_REQUEST = 'keeling/compare';

export interface CompareParams {
  readonly uri: string;
}

export interface CompareResult {
  /** One self-contained HTML page. */
  readonly html: string;
  readonly title: string;
  /** How many changes there are of each kind. */
  readonly summary: Readonly<Record<string, number>>;
}

/** All attachments of the project that a document belongs to, written to a folder. */
export const PACK_REQUEST = 'keeling/pack';

export interface PackParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
  /** The folder to write to; without one, `pack` in the project's folder. */
  readonly output?: string;
  /** Names the `keeling/packProgress` notifications of this request. */
  readonly token: string;
}

export interface PackResult {
  readonly folder: string;
  readonly files: readonly string[];
  /** A table of what was made, as Markdown. */
  readonly summary: string;
}

export const PACK_PROGRESS = 'keeling/packProgress';

export interface PackProgress {
  readonly token: string;
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** The notification text of the project that a document belongs to. */
export const NOTIFY_REQUEST = 'keeling/notify';

export interface NotifyParams {
  readonly uri: string;
}

export interface NotifyResult {
  readonly markdown: string;
}
