/** What a paper of a consultation says of itself besides its text. */
export interface Paper {
  /** What stands above the title, a line each: "Attachment 3", "Further Testing Consultation". */
  readonly above: readonly string[];
  /** What stands below the title after version and status, a line each. */
  readonly facts: readonly string[];
  /** What its changes are marked against, where that is no version in force: "the draft consulted on". */
  readonly against?: string;
  /** Its status in capitals; null to take that of the front matter. */
  readonly status: string | null;
  /** Whether it is a draft whatever its front matter says. */
  readonly isDraft: boolean;
  /** The bytes of the issuing body's logo, or null. */
  readonly logo: Uint8Array | null;
  /** For a letter: what stands around its text. It has no title page and no contents. */
  readonly letter: Letter | null;
}

/** The letterhead and the signature of a letter. */
export interface Letter {
  /** The issuing body, or null, and the lines of its address. */
  readonly sender: string | null;
  readonly address: readonly string[];
  /** To whom it is sent, a line each. */
  readonly to: readonly string[];
  /** Its date and its reference, with what each is called. */
  readonly details: readonly (readonly [name: string, value: string])[];
  readonly signature: Signature;
}

/** The block at the end of a letter that is signed. What is not known is left open to be filled in. */
export interface Signature {
  /** "Signed for and on behalf of the DCC". */
  readonly opening: string;
  readonly lines: readonly (readonly [name: string, value: string | null])[];
}
