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
  /** Whether lines that go on on the next page are known to keep apart from other words there. */
  readonly hasOneKindOfLine?: boolean;
  /** Further fonts, and the names of their families. */
  readonly fonts?: { readonly files: readonly Uint8Array[]; readonly families: readonly string[] };
  /** Whether a sign that no font has is shown by its number: “[U+30A2]”. Otherwise it is refused. */
  readonly showsNumbers?: boolean;
  /** Whether it names its date: without one, which PDF/A-2a asks for, it meets PDF/UA-1 alone. */
  readonly isDated?: boolean;
}

/** Typesets a Typst program as a tagged PDF that meets PDF/UA-1, and PDF/A-2a where it is dated. */
export interface Typesetter {
  /** @throws SignsWithoutFont; Error of one line where the typesetter is missing or fails */
  pdf(job: TypesettingJob): Promise<Uint8Array>;
}
