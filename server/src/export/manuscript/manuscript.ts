import { formatDay, parseDay } from '../../analysis/dates/calendar.js';
import type { Comparison, EditClass } from '../../compare/change.js';
import type { Draft } from '../../model/draft.js';
import { PLAIN, type Run, type Style } from '../../model/inline/inline.js';
import type { Provision } from '../../model/provision.js';
import type { AwayLink } from '../away-links.js';
import type { MarkScheme } from '../mark-schemes.js';
import type { Paper } from '../paper.js';
import type { LegendEntry } from './legend.js';
import type { ListOfChanges } from './list-of-changes.js';
import type { RevisionMark } from './mark.js';
import type { MoveNote } from './moves.js';
import type { ScriptPair } from './script-pairs.js';

/** Words in one style, marked in one way. */
export interface StyledWord extends Style {
  readonly text: string;
  readonly kind: Run['kind'];
  /** For a footnote's call: the note's key in `Manuscript.notes`. */
  readonly note: string | null;
  /** For the call of a note with a name: the number that readers see for it. */
  readonly sign?: string;
  /**
   * For a reference to a provision of the same text: its anchor in `Manuscript.layouts` or
   * `Manuscript.notes`.
   */
  readonly target: string | null;
  /** For a reference to a provision of another text that is published beside it. */
  readonly away?: AwayLink;
  readonly mark: RevisionMark | null;
  /**
   * For words that stay but look different: their old look, and whose change it is where that is
   * known.
   */
  readonly was: (Style & Pick<RevisionMark, 'origin'>) | null;
  /** Comments of colleagues that stand before it, begin with it or end with it, by their indexes. */
  readonly remark?: {
    readonly points: readonly number[];
    readonly begins: readonly number[];
    readonly ends: readonly number[];
  };
}

/** Words without any style, link or note. */
export function makePlainWord(text: string, mark: RevisionMark | null): StyledWord {
  return { text, kind: 'text', ...PLAIN, note: null, target: null, mark, was: null };
}

/** How many characters (UTF-16 units) some words have. */
export function countCharacters(words: readonly StyledWord[]): number {
  return words.reduce((sum, word) => sum + word.text.length, 0);
}

/** A row of a table. */
export interface LaidOutRow {
  /** The mark of the row as a whole; null where it stays. */
  readonly mark: RevisionMark | null;
  /** The numbers of the changes that begin in it, where they have any. */
  readonly numbers?: readonly number[];
  /** One for each column of either version. */
  readonly cells: readonly (readonly StyledWord[])[];
}

/** Where a cell reaches over several columns or rows, counted from 0, the header being row 0. */
export interface TableMerge {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What a block is in the document, and at which depth. */
export type Role =
  | { readonly kind: 'heading'; readonly depth: number }
  /** `level` 0 for a clause, 1 … for sub-paragraphs, by their depth. */
  | { readonly kind: 'provision'; readonly level: number }
  /**
   * Text that continues the provision above, at its depth; -1 where there is none. `defines`: it
   * defines a term. `isQuoted`: the words of another text.
   */
  | { readonly kind: 'paragraph'; readonly level: number; readonly defines: boolean; readonly isQuoted: boolean }
  /**
   * `level`: how many lists it is within, not counting its own. `within`: the depth of the provision
   * that the list stands in, as a paragraph's. `marker`: the sign of an item without a number, else
   * "": numbers are in its label.
   */
  | { readonly kind: 'item'; readonly level: number; readonly within: number; readonly marker: '•' | '' }
  | { readonly kind: 'caption'; readonly of: 'table' | 'figure' }
  | { readonly kind: 'question' }
  | { readonly kind: 'table' }
  | { readonly kind: 'figure' }
  | { readonly kind: 'code' }
  | { readonly kind: 'rule' };

type RoleKind = Role['kind'];
type RoleOf<K extends RoleKind> = Extract<Role, { kind: K }>;

/** What every laid-out block has. */
export interface LayoutBase {
  /** The mark of the whole paragraph, its end included; null where it stays. */
  readonly mark: RevisionMark | null;
  /** The mark of its end alone, where it and the block after it are one in the other version. */
  readonly end: RevisionMark | null;
  /** Names the provision within the page, or null. */
  readonly anchor: string | null;
  /** Where a moved provision went to or came from; said once, at its beginning. */
  readonly moved: MoveNote | null;
  /** Its role in the old version, if different. */
  readonly was: Role | null;
  /**
   * In a comparison made in steps: the step of all its changes; null where there are several, or
   * none.
   */
  readonly origin: string | null;
  /** The numbers of the changes that begin with it, where they have any. */
  readonly numbers?: readonly number[];
  /** Whether it begins a page: a Part, a Schedule, an Appendix. */
  readonly startsPage?: true;
  /** Whether no page may end between it and the block after it. */
  readonly keepsNext?: true;
  /** Whether it stands on a page that is turned on its side: a wide table and its caption. */
  readonly isLandscape?: true;
  /** Whether the signature of the letter follows it, `Paper.letter`. */
  readonly endsLetter?: true;
}

/** How a table is set so that no word of it is cut. */
export interface TableFit {
  /** Whether it stands on pages of its own, turned on their sides. */
  readonly isLandscape: boolean;
  /** The size of its letters. */
  readonly points: number;
  /** The width of each column in twips, on a page of A4. */
  readonly widths: readonly number[];
  /** Whether it is small enough to be kept on one page. */
  readonly isKept: boolean;
  /** Whether words are cut all the same. */
  readonly isCut: boolean;
}

/** A laid-out block. */
export type Layout = LayoutBase &
  (
    | (RoleOf<'heading' | 'provision' | 'paragraph' | 'item' | 'caption' | 'question'> & {
        /** Its number; the numbers of the items that it begins included. */
        readonly label: readonly StyledWord[];
        readonly words: readonly StyledWord[];
      })
    | (RoleOf<'code'> & { readonly words: readonly StyledWord[] })
    | (RoleOf<'table'> & {
        readonly header: LaidOutRow;
        readonly rows: readonly LaidOutRow[];
        /** How many rows its header has, `header` being the first of them. */
        readonly headerRows: number;
        /**
         * The mark of each column that was inserted or deleted as a whole; null or missing for the
         * others.
         */
        readonly columns: readonly (RevisionMark | null)[];
        readonly merges: readonly TableMerge[];
        readonly fit: TableFit;
      })
    | (RoleOf<'figure'> & {
        readonly alt: string;
        readonly path: string;
        /** What a comparison says of it, as no mark can be drawn through it: "Deleted figure". */
        readonly change: string | null;
      })
    | RoleOf<'rule'>
  );

/** A footnote. */
export interface Footnote {
  readonly label: string;
  /** The block that it begins with, in either version. */
  readonly block: { readonly old: number | null; readonly new: number | null };
  /** What readers see for the labels in either version, in a text where some are names. */
  readonly signs?: { readonly old: string | null; readonly new: string };
  /** Its label as readers see it, with the change of it. */
  readonly marked: readonly StyledWord[];
  /** Its label in the old version; null for a note that only one version has. */
  readonly was: string | null;
  readonly words: readonly StyledWord[];
  readonly mark: RevisionMark | null;
  /** Names the note within the page. */
  readonly anchor: string;
}

/** The blocks of a draft that an extract shows. */
export interface KeptBlocks {
  readonly blocks: ReadonlySet<number>;
  /** Of a table that is not shown as a whole, where the rows begin that are, in its block. */
  readonly rows: ReadonlyMap<number, ReadonlySet<number>>;
}

/** The drafts whose words an export must hold. */
export interface ConservedDrafts {
  /** The earlier version of a change-marked export; null where not all its words are shown. */
  readonly old: Draft | null;
  readonly new: Draft;
  /** What an extract shows of them; left out where they are shown as a whole. */
  readonly kept?: { readonly old: KeptBlocks; readonly new: KeptBlocks };
  /** The texts that are bound to a clean one, in order: its annexes, each after its heading. */
  readonly bound?: readonly Draft[];
}

/**
 * A draft or a comparison laid out for writing: words without mark-up, in order, each block in its
 * role.
 */
export interface Manuscript {
  /** The drafts whose words it holds. */
  readonly drafts: ConservedDrafts;
  /** From the front matter; else the short name, or the heading at the start of the text. */
  readonly title: string | null;
  readonly document: string | null;
  readonly version: string | null;
  readonly status: string | null;
  /** For a comparison: the old version's name. */
  readonly against: string | null;
  /** Whether it shows only what changed. */
  readonly isExtract: boolean;
  /** The classification, such as "Confidential", or null. */
  readonly classification: string | null;
  /** The watermark of each page, or null. */
  readonly watermark: string | null;
  /** What it says of itself as a paper of a consultation, or null. */
  readonly paper: Paper | null;
  /** What changed; null for a clean draft. */
  readonly changes: ListOfChanges | null;
  /**
   * The edit script, block by block, for a format that keeps the draft's own mark-up; null for a
   * clean draft.
   */
  readonly script: Script | null;
  /** In a comparison made in steps: the steps of its changes. */
  readonly origins: readonly string[];
  /** How changes are marked. */
  readonly marks: MarkScheme;
  /** What the marks mean; empty for a clean draft. */
  readonly legend: readonly LegendEntry[];
  /** What comes before the text. */
  readonly front: { readonly listOfChanges: boolean; readonly legend: boolean };
  readonly layouts: readonly Layout[];
  /** The provisions of either version by their anchors. */
  readonly provisions: ReadonlyMap<string, Provision>;
  /** Footnotes by key. */
  readonly notes: ReadonlyMap<string, Footnote>;
}

/** A comparison for marking in the draft's own text. */
export interface Script {
  readonly old: Draft;
  readonly new: Draft;
  /** The marked blocks in order, each with its note of where it moved. */
  readonly pairs: readonly (ScriptPair & { readonly moved: MoveNote | null })[];
  /** Classes of edits that are not marked. */
  readonly without: ReadonlySet<EditClass>;
}

/**
 * What a renderer is given: a draft for the clean version, a comparison for the change-marked one.
 */
export type Source =
  | {
      readonly draft: Draft;
      readonly annexes?: readonly Annex[];
      /** Whether it is about another text, so that "Clause 4.2" is none of its own. */
      readonly isAboutAnother?: boolean;
      /**
       * Has all pages turned on their sides, and gives the columns of each table their shares of the
       * width.
       */
      readonly turnedColumns?: readonly number[];
    }
  | {
      readonly comparison: Comparison;
      /** Whether only what changed is shown, with the headings and the words that lead in to it. */
      readonly isExtract?: boolean;
    };

/** A text that is bound to another one, on pages of its own after it. */
export interface Annex {
  /** "Annex A – The Approach Document V1.5". */
  readonly heading: string;
  readonly draft: Draft;
}

/**
 * The lines under the title: version, status, the version that the text is marked against, and what
 * it says of itself as a paper.
 * @param date ISO date of the paper, or null; a text that is none is left out
 */
export function listFacts(
  { version, status, against, paper, isExtract }: Manuscript,
  date: string | null = null,
): string[] {
  const day = parseDay(date);
  const written = day && formatDay(day);
  const facts = [
    version && `Version ${version.replace(/^V(?=\d)/, '')}`,
    status && `Status: ${status.replace(/_/g, ' ')}`,
    against && `Change marked against ${against}`,
    isExtract && 'Extract: only what changes, under its headings',
    ...(paper?.facts ?? []),
  ].filter((fact): fact is string => !!fact);
  return written === null || facts.some((fact) => fact.includes(written)) ? facts : [...facts, written];
}

/** The lines under the title as one line. */
export function joinFacts(manuscript: Manuscript): string {
  return listFacts(manuscript).join(' · ');
}

/**
 * The blocks without a heading that repeats the title. Its anchor passes to the words below it, for
 * which links may look there.
 */
export function dropRepeatedTitle({ layouts }: Manuscript, title: string): Layout[] {
  const at = layouts.findIndex((layout, index) => index < 2 && repeatsTitle(layout, title));
  const [dropped, next] = at < 0 ? [] : [layouts[at], layouts[at + 1]];
  if (!dropped) return [...layouts];
  const heir = next && next.anchor === null ? [{ ...next, anchor: dropped.anchor }] : next ? [next] : [];
  return [...layouts.slice(0, at), ...heir, ...layouts.slice(at + 2)];
}

function repeatsTitle(layout: Layout, title: string): boolean {
  return (
    layout.kind === 'heading' &&
    layout.mark === null &&
    layout.label.length === 0 &&
    // A title whose words changed is shown with its marks, also where both versions make up the same words.
    layout.words.every(({ mark }) => mark === null) &&
    layout.words.map((word) => word.text).join('') === title
  );
}
