/** The names of the ways in which changes can be marked, the usual one first. */
export const MARK_SCHEMES = ['house', 'keeling', 'brackets', 'mono'] as const;

/** The name of a way in which changes are marked. */
export type MarkSchemeName = (typeof MARK_SCHEMES)[number];

/** What happened to words; minor: by an edit that is not of substance. */
export type MarkKind = 'inserted' | 'deleted' | 'movedHere' | 'movedAway' | 'minorInserted' | 'minorDeleted';

/** Lines below or through words. */
export type MarkLine = 'none' | 'under' | 'double under' | 'dotted under' | 'through' | 'double through';

/** How words with a mark look; no two kinds of a scheme differ by colour alone. */
export interface MarkLook {
  readonly line: MarkLine;
  /** The line instead, where the words around are bold and bold alone would not be seen. */
  readonly lineInBold: MarkLine;
  readonly bold: boolean;
  readonly italic: boolean;
  /** The name of its ink; "plain" is that of the text. */
  readonly ink: 'plain' | 'insert' | 'delete' | 'move' | 'minor';
  /** Whether a screen shows the words on paper in the colour of their ink. */
  readonly tinted: boolean;
  /** What stands around the words: square brackets; or nothing. */
  readonly enclosed: boolean;
  /** Whether a sign stands in the text instead of the words, and the words in a note. */
  readonly inNote: boolean;
}

/** A way in which changes are marked. */
export interface MarkScheme {
  readonly name: MarkSchemeName;
  readonly looks: Readonly<Record<MarkKind, MarkLook>>;
}

const PLAIN_LOOK: MarkLook = {
  line: 'none',
  lineInBold: 'none',
  bold: false,
  italic: false,
  ink: 'plain',
  tinted: false,
  enclosed: false,
  inNote: false,
};

function makeLook(line: MarkLine, look: Partial<MarkLook> = {}): MarkLook {
  return { ...PLAIN_LOOK, line, lineInBold: line, ...look };
}

const SCHEMES: Readonly<Record<MarkSchemeName, MarkScheme>> = {
  // New words underlined, deleted words struck through, in colour.
  house: {
    name: 'house',
    looks: {
      inserted: makeLook('under', { ink: 'insert', tinted: true }),
      deleted: makeLook('through', { ink: 'delete', tinted: true }),
      movedHere: makeLook('double under', { ink: 'move', tinted: true }),
      movedAway: makeLook('double through', { ink: 'move', tinted: true }),
      minorInserted: makeLook('dotted under', { ink: 'minor', italic: true }),
      minorDeleted: makeLook('through', { ink: 'minor', italic: true }),
    },
  },
  // As a Keeling schedule shows an Act as amended: new words bold, deleted words struck through.
  keeling: {
    name: 'keeling',
    looks: {
      inserted: makeLook('none', { lineInBold: 'under', bold: true }),
      deleted: makeLook('through'),
      movedHere: makeLook('double under', { bold: true }),
      movedAway: makeLook('double through'),
      minorInserted: makeLook('none', { lineInBold: 'dotted under', bold: true, italic: true }),
      minorDeleted: makeLook('through', { italic: true }),
    },
  },
  // As consolidated legislation is published: new words in square brackets, and notes.
  brackets: {
    name: 'brackets',
    looks: {
      inserted: makeLook('none', { enclosed: true }),
      deleted: makeLook('none', { inNote: true }),
      movedHere: makeLook('none', { enclosed: true }),
      movedAway: makeLook('none', { inNote: true }),
      minorInserted: makeLook('none', { enclosed: true }),
      minorDeleted: makeLook('none', { inNote: true }),
    },
  },
  // The marks of “house” in black, for print without colour.
  mono: {
    name: 'mono',
    looks: {
      inserted: makeLook('under', { bold: true }),
      deleted: makeLook('through'),
      movedHere: makeLook('double under', { bold: true }),
      movedAway: makeLook('double through'),
      minorInserted: makeLook('dotted under', { italic: true }),
      minorDeleted: makeLook('through', { italic: true }),
    },
  },
};

/** The way of marking that has a name. */
export function findMarkScheme(name: MarkSchemeName): MarkScheme {
  return SCHEMES[name];
}

/** Whether a text is the name of a way of marking. */
export function isMarkSchemeName(text: string): text is MarkSchemeName {
  return MARK_SCHEMES.some((name) => name === text);
}

/** What words with a mark are called in a scheme. */
export function kindOfMark({ op, class: edits, move }: MarkedAs): MarkKind {
  const isInserted = op === 'insert';
  if (move !== null) return isInserted ? 'movedHere' : 'movedAway';
  if (edits === 'substance') return isInserted ? 'inserted' : 'deleted';
  return isInserted ? 'minorInserted' : 'minorDeleted';
}

/** What decides the look of a mark. */
interface MarkedAs {
  readonly op: 'insert' | 'delete';
  readonly class: string;
  readonly move: number | null;
}
