import { OWN_NUMBERINGS } from '../model/schemes/own-units.js';

/**
 * The table of all fields of a project file. The reader, the schema, completion, links, and the
 * edits when a file or a document is renamed all come from it. To add a field, add an entry here
 * and use its value in `project-file.ts`.
 */

/** What a field holds, and so how it is read. */
export type FieldKind =
  /** A short text; numbers count as their digits. */
  | 'words'
  /** An ISO date, with a time of day where one is given. */
  | 'date'
  /** A date, or the name of one of the consultation's own. */
  | 'start'
  | 'flag'
  /** A whole number from 1 to 1000. */
  | 'count'
  /** A whole number from 1 on. */
  | 'number'
  /** One name, or a list of names. */
  | 'names'
  /** One line, or a list of lines. */
  | 'lines'
  /** One class of changes, or a list of them. */
  | 'classes'
  /** The name of a way in which changes are marked. */
  | 'marks'
  /** How a unit is numbered. */
  | 'numbering'
  /** A file within the project's folder. */
  | 'path'
  /** Files within the project's folder, one or a list. */
  | 'paths'
  /** A path, or `true` for what is built in. */
  | 'template'
  /** A path, or a block. */
  | 'place'
  /** A git revision. */
  | 'revision'
  /** The pattern by which files are named. */
  | 'pattern'
  | 'block'
  /** A list of blocks. */
  | 'list'
  /** A severity for each code. */
  | 'severities';

export interface Field {
  readonly kind: FieldKind;
  /** What it is for, as the editor shows it. */
  readonly description: string | null;
  /** The block that it holds, or each entry of its list. */
  readonly block?: string;
  /** What the file at its path is, for a link to it. */
  readonly links?: string;
  /** A field beside which its path is not one of the project's folder. */
  readonly unlessBeside?: string;
  /** Whether its value is a name of a document, or the id of one that must be known. */
  readonly names?: 'document' | 'known document';
  readonly isRequired?: true;
}

type FieldsByKey = Readonly<Record<string, Field>>;

/** By the name of the block, then by key; both in the order in which the editor offers them. */
export const BLOCKS = {
  root: {
    consultation: { kind: 'block', block: 'consultation', description: 'The consultation itself.' },
    issuer: {
      kind: 'block',
      block: 'issuer',
      description: 'Who issues the papers, for their title pages and letterheads.',
    },
    documents: { kind: 'list', block: 'document', description: 'The instruments that the consultation changes.' },
    external: {
      kind: 'list',
      block: 'external',
      description: 'Documents that are cited and not part of the project.',
    },
    units: {
      kind: 'list',
      block: 'unit',
      description: 'Units that the drafts are divided into and no scheme has: { name: Standard, number: decimal }.',
    },
    attachments: {
      kind: 'list',
      block: 'attachment',
      description: 'What is published with the consultation document.',
    },
    decision: {
      kind: 'list',
      block: 'attachment',
      description: 'What is published with the decision, if not what “keeling pack --decision” makes by itself.',
    },
    pack: { kind: 'block', block: 'pack', description: 'How the pack is made.' },
    exports: { kind: 'block', block: 'exports', description: 'How the attachments are drawn.' },
    fonts: {
      kind: 'paths',
      links: 'A font',
      description: 'Fonts (.ttf, .otf, .ttc) with signs that the fonts of a PDF lack: fonts/NotoSansJP-Regular.ttf.',
    },
    checks: { kind: 'severities', description: 'How serious the findings of a check are, or that it is off.' },
  },
  consultation: {
    id: {
      kind: 'words',
      names: 'document',
      description: 'Under which its questions are labelled: FTC gives “FTC Q1”.',
    },
    title: { kind: 'words', names: 'document', description: 'Its full title.' },
    document: { kind: 'path', links: 'The consultation document', description: 'The consultation document.' },
    status: {
      kind: 'words',
      description: 'draft, or issued: then every placeholder is an error. Otherwise what its front matter says.',
    },
    by: { kind: 'words', description: 'Who consults, in short, for the notification: DCC.' },
    'legal-basis': {
      kind: 'words',
      description: 'Under what the amendments are made, for title pages and the notification: Clause 4.2 of the SVTAD.',
    },
    reference: { kind: 'words', description: 'The reference of its papers: DCC/2019/FTC.' },
    notified: { kind: 'date', description: 'The date of the notification: 2020-01-30.' },
    addressees: { kind: 'lines', description: 'To whom the notification is sent; a line for each.' },
    published: { kind: 'date', description: 'The day of its publication: 2019-12-19.' },
    'respond-by': {
      kind: 'date',
      description: 'Until when responses are taken, with the time of day: 2020-01-17T16:00.',
    },
    effective: { kind: 'date', description: 'The day from which the changes have effect: 2020-01-31.' },
    responses: {
      kind: 'words',
      description: 'The folder of the filled response templates; otherwise responses.',
    },
    circulated: {
      kind: 'words',
      description: 'The drafts that were consulted on: a folder with copies of them, or a git revision.',
    },
    concluded: {
      kind: 'words',
      description: 'Its document once it is over: “keeling bring-into-force” writes this in the place of “document”.',
    },
    milestones: { kind: 'list', block: 'milestone', description: 'Further days of the timeline, given or counted.' },
  },
  issuer: {
    name: { kind: 'words', description: 'The issuing body in full: Data Communications Company.' },
    address: { kind: 'lines', description: 'Its address, for letterheads; a line for each.' },
    logo: {
      kind: 'path',
      links: 'The logo of the issuing body',
      description: 'Its logo, for letterheads: a picture (PNG, JPEG, GIF or SVG).',
    },
    letterhead: {
      kind: 'path',
      links: 'The letterhead of the issuing body',
      description: 'A Word file (.docx) with its letterhead, whose look the Word file of the notification takes.',
    },
    author: {
      kind: 'words',
      description: 'The author of the change marks and of the files; otherwise its name.',
    },
    signatory: { kind: 'block', block: 'signatory', description: 'Who signs the notification.' },
  },
  signatory: {
    name: { kind: 'words', description: 'The name below the signature.' },
    title: { kind: 'words', description: 'The office held: Head of Regulation.' },
  },
  milestone: {
    title: { kind: 'words', isRequired: true, description: 'What happens then: Appeals close.' },
    on: { kind: 'date', description: 'The day itself.' },
    after: { kind: 'start', description: 'From when it is counted: published, respond-by, effective or a day.' },
    'working-days': {
      kind: 'count',
      description: 'How many Working Days later, by the bank holidays of England and Wales.',
    },
    days: { kind: 'count', description: 'How many days later.' },
    weeks: { kind: 'count', description: 'How many weeks later.' },
    months: { kind: 'count', description: 'How many months later.' },
  },
  document: {
    id: {
      kind: 'words',
      names: 'document',
      isRequired: true,
      description: 'The short name by which other documents cite it: MTAD.',
    },
    title: {
      kind: 'words',
      names: 'document',
      description: 'Its full title; without one, that of its front matter.',
    },
    aliases: { kind: 'names', names: 'document', description: null },
    path: { kind: 'path', links: 'The draft', isRequired: true, description: 'The draft.' },
    version: { kind: 'words', description: 'The version that the draft will be: V1.5.' },
    scheme: {
      kind: 'words',
      description:
        'How it is numbered: code, licence, act, statutory-instrument, eu-act, agreement, standard, flat-rules or bylaws. Without it, the text tells.',
    },
    annex: {
      kind: 'words',
      description:
        'The letter of its annex to the notification: A, or "[AAA]" while that is open; otherwise the next in turn.',
    },
    new: {
      kind: 'flag',
      description: 'true for an instrument that is made for the first time, so that none is in force.',
    },
    baseline: {
      kind: 'place',
      block: 'baseline',
      links: 'The version in force',
      description: 'The version in force: a file, or a file at a git revision.',
    },
  },
  baseline: {
    path: {
      kind: 'path',
      links: 'The version in force',
      unlessBeside: 'git',
      description: 'The file; with “git” alone, that of the draft.',
    },
    git: { kind: 'revision', description: 'A tag, branch or commit.' },
    version: { kind: 'words', description: 'The version that it is: V1.4.' },
    from: { kind: 'date', description: 'The day from which it is in force: 2020-01-31.' },
  },
  external: {
    id: {
      kind: 'words',
      names: 'document',
      isRequired: true,
      description: 'The short name by which drafts cite it: SEC.',
    },
    title: { kind: 'words', names: 'document', description: 'Its full title.' },
    aliases: { kind: 'names', names: 'document', description: null },
    'part-of': { kind: 'words', description: 'What it is a part of: SEC Appendix AB.' },
  },
  unit: {
    name: { kind: 'words', isRequired: true, description: 'The word before its number: Standard.' },
    plural: { kind: 'words', description: 'Its plural; otherwise its name with an s.' },
    short: { kind: 'lines', description: 'Its abbreviation, or several: Std.' },
    number: {
      kind: 'numbering',
      description: 'How it is numbered: decimal (12, 4.2), number (12), roman (IV) or letter (B); otherwise decimal.',
    },
    within: {
      kind: 'words',
      description: 'The unit that it stands in: Part, or the name of another of these. Otherwise the instrument.',
    },
  },
  attachment: {
    number: { kind: 'number', isRequired: true, description: null },
    title: {
      kind: 'words',
      names: 'document',
      description: 'Instead of the title that is made of its document and version.',
    },
    notification: {
      kind: 'template',
      links: 'The template of the notification',
      description: 'The notification text: its template, or true for the built-in one.',
    },
    annexes: {
      kind: 'words',
      description: 'clean, instructions or none, beside “notification”: what is bound to it; otherwise clean.',
    },
    clean: { kind: 'words', names: 'known document', description: "A document's id: its draft." },
    marked: {
      kind: 'words',
      names: 'known document',
      description: "A document's id: its draft, change marked against the version in force.",
    },
    table: {
      kind: 'words',
      names: 'known document',
      description: "A document's id: its changes side by side, old text and new text, with reasons and questions.",
    },
    destinations: {
      kind: 'words',
      names: 'known document',
      description: "A document's id: what became of each provision of the version in force.",
    },
    derivations: {
      kind: 'words',
      names: 'known document',
      description: "A document's id: where each provision of the draft comes from.",
    },
    extract: {
      kind: 'words',
      names: 'known document',
      description: "A document's id: only what changes, marked, with its headings.",
    },
    instructions: {
      kind: 'words',
      names: 'known document',
      description: "A document's id: its changes since the version in force as amending instructions.",
    },
    'response-template': {
      kind: 'template',
      links: 'The template for responses',
      description: 'The template in which respondents answer: a Markdown file, or true for one made of the questions.',
    },
    against: {
      kind: 'words',
      description: 'circulated, beside “marked”: against the draft that was consulted on, not the version in force.',
    },
    consultation: {
      kind: 'flag',
      description: 'true for the consultation document itself, where it has a number among the attachments.',
    },
    conclusions: {
      kind: 'flag',
      description: 'true for the conclusions report, where it has a number among the attachments of the decision.',
    },
    file: { kind: 'path', links: 'The attached file', description: 'A file that is sent as it is.' },
  },
  pack: {
    name: {
      kind: 'pattern',
      description:
        'The names of its files, from {id}, {number}, {title}, {document}, {version} and {status}; otherwise {id}_Attachment_{number}_{title}_{status}.',
    },
    consultation: {
      kind: 'flag',
      description: 'Whether the consultation document is part of it; otherwise true.',
    },
  },
  exports: {
    without: {
      kind: 'classes',
      description: 'Changes that bear no marks and read as the new text: consequential, typographical, formatting.',
    },
    marks: {
      kind: 'marks',
      description: 'How changes are marked: house, keeling, brackets or mono; otherwise house.',
    },
    'list-of-changes': {
      kind: 'flag',
      description: 'Whether a change-marked attachment begins with a list of its changes; otherwise true.',
    },
    legend: {
      kind: 'flag',
      description: 'Whether a change-marked attachment begins with what its marks mean; otherwise true.',
    },
    watermark: {
      kind: 'flag',
      description: 'Whether DRAFT stands across the pages until the status is “issued”; otherwise true.',
    },
    classification: {
      kind: 'words',
      description:
        'Who may read the attachments, for the foot of each page: Public. Otherwise what the front matter says.',
    },
    'word-template': {
      kind: 'path',
      links: 'The template of Word files',
      description: 'A Word file (.docx) whose styles, theme, page, headers and footers the Word files take.',
    },
  },
} as const satisfies Readonly<Record<string, FieldsByKey>>;

export type BlockName = keyof typeof BLOCKS;

/** The fields of a block by key, without what TypeScript knows of each. */
export function fieldsOf(block: BlockName): FieldsByKey {
  return BLOCKS[block];
}

/** The block that a field holds, or each entry of its list; null where it holds a value. */
export function blockIn(field: Field): BlockName | null {
  return field.block !== undefined && field.block in BLOCKS ? (field.block as BlockName) : null;
}

/** Units in which a milestone is counted; each is a key of it. */
export const PERIODS = ['working-days', 'days', 'weeks', 'months'] as const;
/** Days of the consultation from which a milestone can be counted. */
export const STARTS = ['published', 'respond-by', 'effective'] as const;
/** Classes of changes that can go without marks. */
export const UNMARKED = ['consequential', 'typographical', 'formatting'] as const;
/** What can be bound to a notification. */
export const ANNEXES = ['clean', 'instructions', 'none'] as const;
/** The ways in which changes can be marked, by name. */
export const MARKINGS = ['house', 'keeling', 'brackets', 'mono'] as const;
/** How serious the findings of a check can be. */
export const SETTINGS = ['error', 'warning', 'information', 'hint', 'off'] as const;
/** What can stand in braces in the name of a file of the pack. */
export const NAME_PARTS: readonly string[] = ['id', 'number', 'title', 'document', 'version', 'status'];

/** The words that a field of a kind can hold, where they are few; empty where any may stand. */
export function choicesOf(kind: FieldKind): readonly string[] {
  if (kind === 'start') return STARTS;
  if (kind === 'classes') return UNMARKED;
  if (kind === 'marks') return MARKINGS;
  if (kind === 'numbering') return OWN_NUMBERINGS;
  return kind === 'severities' ? SETTINGS : [];
}
