/** What a typesetter is given: a program, and the files that it may read by their names. */
export interface TypesettingJob {
  /** Typst, of our own making; what a draft says is in `data` alone. */
  readonly program: string;
  /** JSON, which the program reads as "data.json". */
  readonly data: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Makes a tagged PDF under PDF/UA-1 of a program in Typst. */
export interface Typesetter {
  /** @throws Error in one line where the typesetter is not there, or refuses */
  pdf(job: TypesettingJob): Promise<Uint8Array>;
}
