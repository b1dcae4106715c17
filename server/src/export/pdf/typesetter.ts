/** What a typesetter is given: a program, and the files that it may read, by name. */
export interface TypesettingJob {
  /** Keeling's own Typst program. A draft's words are only in `data`. */
  readonly program: string;
  /** The JSON that the program reads as "data.json". */
  readonly data: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /**
   * What a screen reader says for marked words, by the number that the program adds to the thickness
   * of their lines.
   */
  readonly spoken?: readonly string[];
}

/** Typesets a Typst program as a tagged PDF that meets PDF/A-2a and PDF/UA-1. */
export interface Typesetter {
  /** @throws Error of one line where the typesetter is missing or fails */
  pdf(job: TypesettingJob): Promise<Uint8Array>;
}
