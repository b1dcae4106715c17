/** Requests and settings that server and client share, beyond the language server protocol. */

/** A range in a text: 0-based lines, and characters in UTF-16 units. */
export interface PlaceRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Asks what changed in a draft since its version in force. */
export const COMPARE_REQUEST = 'keeling/compare';

export interface CompareParams {
  readonly uri: string;
}

export interface CompareResult {
  /** The draft as a person names it: "SVTAD V1.5". */
  readonly document: string;
  /** The version in force in the same way: "V1.4". */
  readonly against: string;
  /** Where the version in force is: a file's URI, or `git:REV:PATH`. */
  readonly inForceUri: string;
  /** How many changes there are of each kind. */
  readonly summary: Readonly<Record<string, number>>;
  /** In the order of the draft. */
  readonly changes: readonly ChangeItem[];
  /** Where the comparison could not be precise, as sentences. */
  readonly notes: readonly string[];
}

/** The kinds of change, those of substance first. */
export const CHANGE_KINDS = [
  'inserted',
  'deleted',
  'amended',
  'moved',
  'renumbered',
  'consequential',
  'typographical',
  'formatting',
] as const;

export type ShownChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChangeItem {
  readonly kinds: readonly ShownChangeKind[];
  /** How to cite it: in the draft, or in the version in force if it was deleted. */
  readonly label: string;
  /** How it was cited before; null where that has not changed. */
  readonly oldLabel: string | null;
  /** Where its label is in the draft; null where it was deleted. */
  readonly range: PlaceRange | null;
  /** Where its label was in the version in force; null where it is new. */
  readonly oldRange: PlaceRange | null;
  readonly edits: readonly {
    readonly op: 'equal' | 'delete' | 'insert';
    readonly class?: 'substance' | 'consequential' | 'typographical' | 'formatting';
    readonly text: string;
  }[];
  /** What became of the words, on one line: “12 → 24”. Empty for what is new or deleted. */
  readonly words: string;
  /** Its number in the register of changes; null where it has none. */
  readonly number: number | null;
}

/**
 * The server tells that it has checked a project or a loose draft in full: changes and checklist may
 * be others than before, after saving or because files changed on disk.
 */
export const CHECKED_NOTIFICATION = 'keeling/checked';

/** What the reason begins with, why a version in force itself has no changes. */
export const IS_IN_FORCE = 'This is the version in force';

/** What the reason begins with, why a draft has no changes that names no version in force. */
export const HAS_NO_VERSION_IN_FORCE = 'No version in force is set for this draft';

/** Asks for the words that a speller should know in the drafts of a project. */
export const SPELLING_REQUEST = 'keeling/spelling';

export interface SpellingParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
}

export interface SpellingResult {
  /** The folder of the project, by URI. */
  readonly folder: string;
  readonly words: readonly string[];
}

/** Asks what a file is in its project. */
export const ROLE_REQUEST = 'keeling/role';

export interface RoleParams {
  readonly uri: string;
}

/** Null for a file that is no document. */
export type RoleResult = {
  /** The draft whose version in force it is, as a person names it; null for any other document. */
  readonly versionInForceOf: string | null;
} | null;

/** Asks for the text of a draft's version in force. */
export const IN_FORCE_REQUEST = 'keeling/inForce';

export interface InForceParams {
  readonly uri: string;
  /**
   * With its provisions in the draft's order, so that a line-by-line comparison shows only what
   * changed within a moved clause.
   */
  readonly aligned: boolean;
}

export interface InForceResult {
  readonly text: string;
  readonly against: string;
}

/**
 * The server asks the client for the text of a file that is open, where the two may have lost each
 * other.
 */
export const TEXT_REQUEST = 'keeling/text';

export interface TextParams {
  readonly uri: string;
}

export interface TextResult {
  readonly text: string;
  readonly version: number;
}

/** Asks who cites a provision, and what it cites. */
export const CITATIONS_REQUEST = 'keeling/citations';

export interface CitationsParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

export interface CitedProvision {
  readonly uri: string;
  readonly label: string;
  /** Its title or first words. */
  readonly words: string;
  /** Its document: "MTAD V1.3". */
  readonly document: string;
  readonly range: PlaceRange;
  /** How often it cites, or is cited. */
  readonly count: number;
}

export interface CitationsResult {
  readonly centre: CitedProvision;
  readonly incoming: readonly CitedProvision[];
  readonly outgoing: readonly CitedProvision[];
}

/** Writes all attachments of the project that a document belongs to. */
export const PACK_REQUEST = 'keeling/pack';

export interface PackParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
  /** The folder to write to, by URI; unless given, `pack` in the project's folder. */
  readonly output?: string;
  /** How changes are marked, by name, instead of as the project file says. */
  readonly marks?: string;
  /** Whether to make it even with errors, marked as a draft. */
  readonly draft?: boolean;
  /** Whether it is the pack of the decision, with the conclusions report. */
  readonly decision?: boolean;
  /** Names the `keeling/packProgress` notifications of this request. */
  readonly token: string;
}

export interface PackResult {
  readonly folder: string;
  readonly files: readonly string[];
  /** A table of what was made, as Markdown. */
  readonly summary: string;
  /** Why nothing was written, one reason a line. */
  readonly refused?: readonly string[];
}

export const PACK_PROGRESS = 'keeling/packProgress';

export interface PackProgress {
  readonly token: string;
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** Writes one document, change-marked or as it is. */
export const EXPORT_REQUEST = 'keeling/export';

export interface ExportParams {
  /** The draft. */
  readonly uri: string;
  /** The file to write, by URI. */
  readonly output: string;
  readonly form: 'docx' | 'pdf' | 'html' | 'md';
  /** Whether the changes since the version in force are marked. */
  readonly marked: boolean;
  /** Whether a Word file has the comments that stand beside the draft; false where it is left out. */
  readonly comments?: boolean;
}

/** Papers about the changes of one draft since its version in force. */
export const CHANGE_PAPERS = ['table', 'instructions', 'destinations', 'derivations', 'extract'] as const;

/** Writes a paper about the changes of one draft. */
export const CHANGE_PAPER_REQUEST = 'keeling/changePaper';

export interface ChangePaperParams {
  /** The draft. */
  readonly uri: string;
  readonly paper: (typeof CHANGE_PAPERS)[number];
  /** The file to write, by URI; its ending says the form: docx, pdf, html, md, or csv for a table. */
  readonly output: string;
}

/** Carries out amending instructions on a draft. Nothing is written: that is for the editor. */
export const APPLY_REQUEST = 'keeling/apply';

export interface ApplyParams {
  /** The draft. */
  readonly uri: string;
  /** The text with the instructions, by URI. */
  readonly instructions: string;
}

export interface ApplyResult {
  /** The amended draft; null where an instruction cannot be carried out. */
  readonly text: string | null;
  /** What became of each instruction, with its line. */
  readonly reports: readonly string[];
}

/** Gives each change of a project its number. Nothing is written: that is for the editor. */
export const NUMBER_CHANGES_REQUEST = 'keeling/numberChanges';

export interface NumberChangesParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
}

export interface NumberChangesResult {
  /** The registers that change, each with its text then. */
  readonly files: readonly { readonly uri: string; readonly text: string; readonly isNew: boolean }[];
  /** How many changes get a number. */
  readonly added: number;
  /** What keeps the changes from being numbered, a line each. */
  readonly refused: readonly string[];
}

export interface ExportResult {
  /** The file that was written. */
  readonly uri: string;
}

/** Does a step of drafting with the provision at a place, numbers and references included. */
export const DRAFTING_STEP_REQUEST = 'keeling/draftingStep';

/**
 * What a drafter can do with the provision at the cursor: put it before or behind its neighbour, put
 * a new one behind it, make two of it or join it to the one before, go on with the next number,
 * change its level.
 */
export type DraftingStep = 'moveUp' | 'moveDown' | 'insert' | 'split' | 'merge' | 'continue' | 'indent' | 'outdent';

export interface DraftingStepParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly step: DraftingStep;
}

/** Why something cannot be done. */
export interface Refusal {
  readonly refused: string;
}

/**
 * What to change, or why it cannot be done.
 * @template Edit a `WorkspaceEdit` of the language server protocol
 */
export type EditOrRefusal<Edit> = { readonly edit: Edit } | Refusal;

/**
 * What to change, or why the step cannot be done.
 * @template Edit a `WorkspaceEdit` of the language server protocol
 */
export type DraftingStepResult<Edit> =
  | {
      readonly edit: Edit;
      /** What to select afterwards, in the new text. */
      readonly selection: PlaceRange;
    }
  | Refusal;

/** Gives changed provisions of a draft the words that they have in the version in force: `EditOrRefusal`. */
export const RESTORE_REQUEST = 'keeling/restore';

export interface RestoreParams {
  readonly uri: string;
  /** The changes that lie in these ranges of the draft; those of `kind` alone where it is given. */
  readonly ranges: readonly PlaceRange[];
  readonly kind?: ShownChangeKind;
}

/** Asks for a draft as it will be published, as a page. */
export const PREVIEW_REQUEST = 'keeling/preview';

export interface PreviewParams {
  readonly uri: string;
  /** Whether the changes since the version in force are marked. */
  readonly marked: boolean;
}

export interface PreviewResult {
  /** The whole page as the export writes it. */
  readonly html: string;
  /** Why no changes are marked, though they were to be; null where all is as asked. */
  readonly note: string | null;
  /** The 0-based lines that provisions begin in, in their order, and the `id` of each in the page. */
  readonly places: readonly (readonly [line: number, id: string])[];
}

/** Drafts the notification text of the project that a document belongs to. */
export const NOTIFY_REQUEST = 'keeling/notify';

export interface NotifyParams {
  readonly uri: string;
}

export interface NotifyResult {
  readonly markdown: string;
}

/** Asks what a consultation still needs before its pack can be made. */
export const CHECKLIST_REQUEST = 'keeling/checklist';

export interface ChecklistParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
}

/**
 * `open` where something must be done before the pack can be made, `warned` where something should
 * be looked at, `done` where all is well, `unset` where there is nothing yet that could be in order,
 * `current` for the stage that the consultation is at.
 */
export type EntryState = 'open' | 'warned' | 'done' | 'unset' | 'current';

export interface ChecklistSection {
  readonly key: 'stage' | 'checks' | 'changes' | 'questions' | 'dates' | 'attachments' | 'conclusions';
  readonly state: EntryState;
  /** "5 questions". */
  readonly summary: string;
  readonly items: readonly ChecklistEntry[];
}

export interface ChecklistEntry {
  /** Of a stage: "drafting", "consulting", "concluding" or "inForce". */
  readonly name?: string;
  readonly label: string;
  readonly detail: string;
  /** Null for information, such as a day of the timeline. */
  readonly state: EntryState | null;
  /** Where it is; null where it has no place in a text. */
  readonly place: { readonly uri: string; readonly range: PlaceRange } | null;
}

export interface ChecklistResult {
  /** The consultation as a person names it: "Further Testing Consultation". */
  readonly title: string;
  /** How far the consultation is: drafting, consulting, concluding, in force. */
  readonly stage: ChecklistSection;
  readonly parts: readonly ChecklistSection[];
  /**
   * The days in order, and a picture of them: SVG, its words in the text colour; empty if there are
   * none.
   */
  readonly timeline: {
    readonly picture: string;
    readonly days: readonly { readonly title: string; readonly description: string }[];
  };
}

/**
 * Drafts the overview of drafting changes of the project that a document belongs to, from its
 * comparisons.
 */
export const OVERVIEW_REQUEST = 'keeling/overview';

export interface OverviewParams {
  readonly uri: string;
}

export interface OverviewResult {
  readonly markdown: string;
  /** What is replaced in the consultation document, and by what; null where it has no place there. */
  readonly into: { readonly uri: string; readonly range: PlaceRange; readonly text: string } | null;
}

/** Merges filled response templates by question. */
export const RESPONSES_REQUEST = 'keeling/responses';

export interface ResponsesParams {
  /** Word files and OpenDocument texts, by URI. */
  readonly uris: readonly string[];
  /** Whether confidential answers are included. */
  readonly confidential: boolean;
}

export interface ResponsesResult {
  readonly markdown: string;
}

/**
 * Writes the conclusions report of a project. What was written into it before is taken over; the
 * answers are kept in a file beside the consultation document.
 */
export const CONCLUDE_REQUEST = 'keeling/conclude';

export interface ConcludeParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
  readonly form: ExportParams['form'];
  /** The file to write, by URI; unless given, `conclusions` in the project's folder. */
  readonly output?: string;
}

export interface ConcludeResult {
  /** The report that was written. */
  readonly uri: string;
  /** How many points have no answer, and changes no reason. */
  readonly open: number;
  /** What the drafter should know and the report does not say, a sentence each. */
  readonly notes: readonly string[];
  /** Why nothing was written, one reason a line. */
  readonly refused?: readonly string[];
}

/** Makes drafts the versions in force, or undoes the last time that was done. */
export const BRING_INTO_FORCE_REQUEST = 'keeling/bringIntoForce';

export interface BringIntoForceParams {
  /** A document of the project, or its keeling.yaml. */
  readonly uri: string;
  /** Whether all drafts of the project that changed are meant, or the document alone. */
  readonly all: boolean;
  /** The day from which they have effect, YYYY-MM-DD. */
  readonly on: string;
  /** The version that begins; unless given, the next number. */
  readonly next?: string;
  /** `plan` only says what would happen. */
  readonly what: 'plan' | 'bring' | 'undo';
}

export interface BringIntoForceResult {
  /** What happens or has happened, a line each. */
  readonly steps: readonly string[];
  /** Why nothing is changed, one reason a line. */
  readonly refused?: readonly string[];
}

/** Makes drafts of Word files. Nothing is written: that is for the editor. */
export const IMPORT_REQUEST = 'keeling/import';

export interface ImportParams {
  /** Word files, by URI. */
  readonly uris: readonly string[];
  /** The version in force of each draft, by URI and in the order of the files; null for none. */
  readonly inForce?: readonly (string | null)[];
  /** Whether the project file lists the drafts among its attachments. */
  readonly isAttached?: boolean;
}

/** A file to write that is not there yet. */
export interface ImportedFile {
  readonly uri: string;
  readonly base64: string;
}

/** What a reader of a draft should look at. */
export interface ImportNoticeAt {
  /** The draft. */
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  readonly message: string;
}

export interface ImportResult {
  /** The drafts, by URI, in the order of the Word files. */
  readonly drafts: readonly string[];
  /** The drafts with their comments and pictures. */
  readonly files: readonly ImportedFile[];
  readonly notices: readonly ImportNoticeAt[];
  /** The project file that names the drafts, and its text then; null where there is no draft. */
  readonly project: { readonly uri: string; readonly text: string; readonly isNew: boolean } | null;
}

/** Names a text as a draft in a project file. Nothing is written: that is for the editor. */
export const NAME_DRAFT_REQUEST = 'keeling/nameDraft';

export interface NameDraftParams {
  /** The text. */
  readonly uri: string;
  /** The short name by which other documents cite it. */
  readonly id: string;
  /** Empty for none. */
  readonly version: string;
  /** Its version in force, by URI; null for none. */
  readonly inForce: string | null;
  /** Whether the project file lists it among its attachments. */
  readonly isAttached?: boolean;
}

/** The project file, and its text then. */
export type NameDraftResult = NonNullable<ImportResult['project']>;

/** Asks what respondents changed in a text that was sent out, as changes of the draft that it is now. */
export const MARK_UPS_REQUEST = 'keeling/markUps';

export interface MarkUpsParams {
  /** The draft. */
  readonly uri: string;
  readonly markUps: readonly {
    /** Of the respondent. */
    readonly name: string;
    readonly uri: string;
    /** The text that was sent out, by URI; null where the mark-up is a Word file that tracks its changes. */
    readonly sent: string | null;
  }[];
}

export interface MarkUpChange {
  /** By what it is known again after others were taken or left. */
  readonly key: string;
  readonly respondent: string;
  /** Who made it and when (ISO), as the file says; '' where it does not. */
  readonly author: string;
  readonly date: string;
  /** Words, whole paragraphs, a move; all numbers that follow from these, or all changes of layout. */
  readonly kind: 'words' | 'block' | 'move' | 'numbers' | 'layout';
  /** The provision that it is in; '' where there is none. */
  readonly label: string;
  /** Where it is in the draft. */
  readonly range: PlaceRange;
  /** How many places it changes. */
  readonly places: number;
  readonly deleted: string;
  readonly inserted: string;
}

/**
 * What respondents changed and said.
 * @template Comment a `DraftComment` (`comments.ts`), as a line of the draft's file of comments has it
 */
export interface MarkUpsResult<Comment> {
  readonly changes: readonly MarkUpChange[];
  readonly comments: readonly Comment[];
  /** What should be looked at, as sentences. */
  readonly notes: readonly string[];
}

/** Takes some of these changes into the draft. Nothing is written: the answer is an `EditOrRefusal`. */
export const TAKE_MARK_UPS_REQUEST = 'keeling/takeMarkUps';

export interface TakeMarkUpsParams extends MarkUpsParams {
  readonly keys: readonly string[];
  /** The changes that were left, by their keys. */
  readonly left: readonly string[];
}

/** Makes of what another program put into the clipboard the clauses and tables of a draft. */
export const PASTE_REQUEST = 'keeling/paste';

export interface PasteParams {
  /** The draft. */
  readonly uri: string;
  /** What is replaced there. */
  readonly range: PlaceRange;
  readonly html: string;
  /** The same words without any look. */
  readonly plain: string;
}

/** Null where the plain words say it as well. */
export type PasteResult = {
  readonly text: string;
  /** With the tracked changes marked; null where there are none. */
  readonly marked: string | null;
  /** How many comments stand beside the words and are not pasted. */
  readonly commentCount: number;
  /** Where the text goes instead: rows of a table, behind the row there; null for the range asked for. */
  readonly at: PlaceRange | null;
} | null;

/**
 * The settings of the extension: sent as `initializationOptions`, and in
 * `workspace/didChangeConfiguration` under `keeling`.
 */
export interface Settings {
  /** Show the titles of what is cited after references. */
  readonly inlayHints: boolean;
  /** Show how often each provision is cited, and its changes, above it. */
  readonly codeLens: boolean;
  /** Say so above those that nothing cites too. */
  readonly codeLensAll: boolean;
  /** The author of change marks where keeling.yaml names none; empty for “Keeling”. */
  readonly author: string;
  /** The URI of the folder with a page for each check, `CODE.md`; empty for none. */
  readonly helpFolder: string;
}
