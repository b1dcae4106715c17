/**
 * A scheme of numbering: which units an instrument is divided into, how each is headed, numbered
 * and cited, and what may hold what. Everything that reads structure or references asks this
 * table; a new tradition of drafting is a new table and cases, and no new code.
 */
export interface Scheme {
  readonly id: SchemeId;
  /** As a drafter would call it: "Act", "EU act". */
  readonly title: string;
  /** From the outermost to the innermost. */
  readonly units: readonly Unit[];
  /** Which checks make sense for texts of this scheme. */
  readonly checks: SchemeChecks;
}

export type SchemeId =
  | 'code'
  | 'licence'
  | 'act'
  | 'statutory-instrument'
  | 'eu-act'
  | 'agreement'
  | 'standard'
  | 'flat-rules'
  | 'bylaws';

export interface SchemeChecks {
  /** Whether a number that is left out is worth a finding, or usual in texts of the kind. */
  readonly gaps: boolean;
  /** Whether tables and figures are expected to bear a caption with a number. */
  readonly captions: boolean;
  /** Whether terms with capitals are expected to be defined. */
  readonly definitions: boolean;
}

/** A kind of unit that an instrument is divided into. */
export interface Unit {
  /** Also the kind of the provisions that it makes. */
  readonly id: UnitId;
  readonly names: UnitNames;
  /** How its own label is named in the outline and in messages; `{number}` is its number. */
  readonly label: string;
  readonly numbers: readonly NumberForm[];
  readonly heads: readonly HeadForm[];
  /** What its numbers begin anew in: the nearest of these units that is open, or the instrument. */
  readonly countsWithin: readonly (UnitId | 'instrument')[];
  /** What it may stand in. Divisions stand in what is written here or in each other. */
  readonly inside: readonly (UnitId | 'instrument')[];
  readonly title: 'required' | 'optional' | 'none';
  /**
   * Whether it only groups other units, whose numbers run through it (a Part, a Chapter), unless
   * they name it in `countsWithin` and begin anew in it.
   */
  readonly isDivision: boolean;
  /** Whether a citation of what it holds repeats its number: "12(3)" for subsection (3) of section 12. */
  readonly isCitedThrough: boolean;
}

/** A unit that is built in, or one that a project adds. */
export type UnitId = BuiltInUnitId | OwnUnitId;

/** A unit of a project's own, by the name that its project file gives it. */
export type OwnUnitId = `own:${string}`;

/** Whether a unit, or what a reference cites, is one of a project's own. */
export function isOwnUnitId(id: string): id is OwnUnitId {
  return id.startsWith('own:');
}

export type BuiltInUnitId =
  | 'book'
  | 'part'
  | 'subpart'
  | 'division'
  | 'chapter'
  | 'subchapter'
  | 'title'
  | 'subtitle'
  | 'section'
  | 'subsection'
  | 'clause'
  | 'article'
  | 'bylaw'
  | 'amendment'
  | 'rule'
  | 'regulation'
  | 'condition'
  | 'paragraph'
  | 'subparagraph'
  | 'point'
  | 'item'
  | 'recital'
  | 'schedule'
  | 'appendix'
  | 'annex'
  | 'exhibit'
  | 'attachment'
  | 'heading'
  | 'definition'
  | 'table'
  | 'figure'
  | 'row'
  | 'question'
  | 'footnote';

export interface UnitNames {
  readonly one: string;
  readonly many: string;
  /** Abbreviations, without regard to case and final stop: "s", "ss", "sch", "art", "§". */
  readonly short: readonly string[];
  /** Other words by which drafters cite it: "sub-section", "paragraph" for a clause of a code. */
  readonly also: readonly string[];
  /** Words of other traditions: what they cite is found by them, and not missed where it is not. */
  readonly borrowed?: readonly string[];
}

/**
 * How a number is written. Insertions are part of each: 22A, 63Z1, A1, 3a, 5bis, 20.28A, 1.1ZA,
 * (ba), (ia).
 */
export type NumberForm =
  /** 1, 2A, 63Z1, A1, 3a, 5bis. */
  | 'arabic'
  /** 20.28, 1.010, H5.9, F4A.1, A.1, 5.3.2. */
  | 'decimal'
  /** 4.2-1, 4-1. */
  | 'hyphenated'
  /** 1e1a, A3b: the whole way from the outermost, numbers and small letters by turns. */
  | 'path'
  /** ii, iv. */
  | 'roman'
  /** II, IV. */
  | 'ROMAN'
  /** a, aa, ba. */
  | 'letter'
  /** A, AA. */
  | 'LETTER';

/** How the label of a unit may stand at the beginning of a block. */
export interface HeadForm {
  /**
   * `heading`: a Markdown heading. `line`: a line of its own, plain, in bold or in capitals, whose
   * title may follow on it or on the next. `text`: words of the provision follow on the same line.
   * `list`: the marker of a Markdown list item.
   */
  readonly on: 'heading' | 'line' | 'text' | 'list';
  /** Whether the unit's word stands before the number: "Article 3", "§ 3" (`sign`), "3". */
  readonly word: 'required' | 'optional' | 'none' | 'sign';
  /** What encloses or ends the number: 3, 3., (3), 3), and "3.—" before a nested (1). */
  readonly mark: 'plain' | 'stop' | 'brackets' | 'closing' | 'dash';
}
