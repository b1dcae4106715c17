import { layOutDetails, wrapUsage } from './help-layout.js';

export interface CommandHelp {
  readonly usage: string;
  readonly does: string;
  /** Paragraphs and lists of options. They are laid out anew, so their width is of no matter. */
  readonly details: string;
  /** What someone types who tries it for the first time. */
  readonly example: string;
}

const EXPORTS = `  --without          changes to leave unmarked, shown as the new text: consequential, typographical, formatting
                     (one or more, with commas)
  --marks            how changes are marked: house (underlined and struck through, in colour; default), keeling (bold and
                     struck through), brackets (as in consolidated legislation, with notes) or mono (for black print)
  --no-list-of-changes  leave out the list of the changes at the front
  --no-legend        leave out the explanation of the marks
  --no-watermark     leave out the word DRAFT across the pages (once the status is “issued” there is none anyway)
  --classification   who may read it, for the foot of each page; default: “classification” in the front matter
  --word-template    a Word file to take styles, theme, page, headers and footers from`;

export const COMMANDS: Readonly<Record<string, CommandHelp>> = {
  check: {
    usage:
      'keeling check [PATH…] [--format text|json|sarif|github] [--fail-on error|warning|information|none] [--recorded FILE] [--record-baseline [FILE]]',
    does: 'runs every check on files and folders',
    details: `If a folder has a keeling.yaml, the documents of that project are checked. Otherwise every Markdown file in it is
checked, except versions in force, what git ignores and node_modules. A file that you name is always checked, as part of the nearest project above it
that names it. The default PATH is the current folder.

  --format   text (default), json, sarif (SARIF 2.1.0) or github (workflow commands)
  --fail-on  the lowest severity that gives exit status 1; default: error
  --record-baseline  record all current problems, to silence them until their text changes
                     (a FILE ends in .json; default: .keeling-baseline.json beside the project file or the drafts)
  --recorded         the file of recorded problems to use instead of the default one`,
    example: 'keeling check drafts',
  },
  outline: {
    usage: 'keeling outline FILE [--format text|json]',
    does: 'lists the provisions of a draft',
    details: '  --format   text (default) or json',
    example: 'keeling outline code.md',
  },
  compare: {
    usage:
      'keeling compare OLD NEW [--format text|json|md|html|docx|pdf|table|csv|destinations|derivations|extract] [--segments] [--comments] [--circulated FILE] [--output FILE] [--author NAME] [--date ISO] [--without CLASSES] [--marks NAME] [--no-list-of-changes] [--no-legend] [--no-watermark] [--classification WORDS] [--word-template FILE]',
    does: 'compares two versions, with change marks',
    details: `OLD may be git:REV:PATH, a file at a git revision. If OLD is the version in force that a keeling.yaml names for NEW,
references to the project's other documents are followed too.

  --format    text, json, md (CriticMarkup), html, docx (tracked changes) or pdf; default: by the extension of the
              --output file, otherwise text. Papers, which the --output file's extension gives a form (docx, pdf, html,
              md, csv): table (old and new text side by side, with reasons and questions), csv (the same for a
              spreadsheet), destinations, derivations (what became of each provision, where each comes from) and
              extract (only what changes, marked)
  --segments  with json: add the whole document as one edit script
  --comments  with docx: add the comments in NEW's file NAME.comments.jsonl
  --circulated  the draft that you circulated last: each change then says whether it is new since
  --output    the file to write, whole or not at all
  --author    the author of the tracked changes; default: the author or the issuing body that keeling.yaml names
  --date      the date of the tracked changes; default: now

With md, html, docx and pdf:

${EXPORTS}`,
    example: 'keeling compare in-force/code-v1.0.md code.md --output changes.docx',
  },
  overview: {
    usage: 'keeling overview [DIR] [--format md|json] [--output FILE]',
    does: 'writes the overview of drafting changes',
    details: `DIR holds the keeling.yaml; default: the current folder. The overview is made from the comparison. Rows of the consultation
document that are still true keep their words. Changed provisions without a row get one; consecutive provisions that changed alike
share a row, as a range.

  --format   md (default), a table to paste into the consultation document, or json
  --output   the file to write`,
    example: 'keeling overview my-consultation --output overview.md',
  },
  fold: {
    usage:
      'keeling fold SENT DRAFT [NAME=]MARK-UP… [--against FILE] [--format text|json|md|html|docx|pdf] [--segments] [--comments] [--output FILE] [--author NAME] [--date ISO]',
    does: "folds respondents' mark-ups into a draft",
    details: `SENT is the text that was sent out, DRAFT is your current draft, and each MARK-UP is a copy of SENT that a respondent edited. Their
changes are shown on the current draft as changes by that author, wherever the clauses have moved. If a mark-up and the draft changed
the same words, the words of the mark-up are shown, and a note names both.

  --against  the text to mark changes against, such as the version in force; default: DRAFT. The draft's own changes then have
             the author --author

The other options are those of compare.`,
    example: 'keeling fold sent.md code.md "Acme Energy=acme.docx" --output folded.docx',
  },
  notify: {
    usage:
      'keeling notify [DIR] [--effective YYYY-MM-DD] [--output FILE] [--author NAME] [--date ISO] [--no-watermark] [--classification WORDS] [--word-template FILE]',
    does: 'writes the notification',
    details: `DIR holds the keeling.yaml; default: the current folder. A fact that is missing from the project file stays a placeholder.

  --effective  the date from which the changes have effect, instead of the one in the project file
  --output     the file to write: a .docx, .pdf or .html is the whole letter with letterhead, addressees, date, reference, the block
               to sign and its annexes; any other file has its text as Markdown
  --author     the author of the file; default: the author or the issuing body that keeling.yaml names
  --date       the date of the file; default: that of the letter, otherwise the day of publication

--no-watermark, --classification and --word-template are those of compare. keeling.yaml says what the annexes are (“annexes” beside
“notification”: clean, instructions or none) and can name a Word file with the letterhead (“letterhead” under “issuer”).`,
    example: 'keeling notify my-consultation --output notification.docx',
  },
  pack: {
    usage:
      'keeling pack [DIR] [--decision] [--circulated REV|PATH] [--output DIR] [--draft] [--author NAME] [--date ISO] [--without CLASSES] [--marks NAME] [--no-list-of-changes] [--no-legend] [--no-watermark] [--classification WORDS] [--word-template FILE]',
    does: 'writes all attachments of a consultation',
    details: `DIR holds the keeling.yaml; default: the current folder. While there are errors the pack is refused, with the
reasons and exit status 1. The same project always gives the same files.

  --output   the folder to write to; default: pack in DIR. All files are written, or none: the attachments as Word, PDF,
             HTML and Markdown, a summary, and a manifest with checksums.
  --decision the pack for the decision, into the folder decision: the conclusions report, the notification, and each instrument
             clean, marked against the version in force and against the draft that was consulted on
  --circulated  for that, the drafts that were consulted on; default: “circulated” in keeling.yaml
  --draft    make the pack in spite of errors, marked as a draft
  --author   the author of the tracked changes; default: the author or the issuing body that keeling.yaml names
  --date     the date of the tracked changes; default: the day of publication, otherwise now

Instead of what keeling.yaml says under “exports”:

${EXPORTS}`,
    example: 'keeling pack my-consultation',
  },
  renumber: {
    usage: 'keeling renumber FILE [--dry-run | --undo]',
    does: 'closes gaps in the numbers, and every reference follows',
    details: `Sections, clauses, sub-paragraphs, tables, figures, questions and appendices are numbered without gaps; an inserted number such as
20.28A keeps its letter. References follow in the draft, in all documents of the project that names it, and in its templates; versions
in force stay as they are. All files are written, or none. If a reference would come to mean another provision, or a number is used
twice, nothing is changed and the place is reported.

  --dry-run  show what would change, and write nothing
  --undo     undo the last renumbering, if the files have not changed since; use it again to redo
             (kept in .keeling-undo.json beside the project file or the draft)`,
    example: 'keeling renumber code.md --dry-run',
  },
  'number-changes': {
    usage: 'keeling number-changes [DIR|DRAFT] [--mend] [--dry-run | --undo]',
    does: 'gives each change a number that stays',
    details: `The numbers are kept beside each draft, in NAME.changes.jsonl, a change a line: commit that file. A change keeps its number while
others come and go, and the number of one that is gone is not used again. Where that file is there, the numbers stand in the margin of
every change-marked text, in the list of changes, the overview, the response table and the JSON. No other command writes it.
DIR holds the keeling.yaml; default: the current folder. The version in force is the one that the project or the front matter names.

  --mend     mend a file that two branches numbered and git merged: of two changes with one number the first keeps it
  --dry-run  show the numbers that would be given and withdrawn, and write nothing
  --undo     undo the last numbering, if the files have not changed since (kept in .keeling-undo-numbers.json)`,
    example: 'keeling number-changes my-consultation',
  },
  responses: {
    usage:
      'keeling responses FILE.docx|FILE.odt… [--format md|json|csv] [--confidential] [--project DIR] [--output FILE]',
    does: 'merges filled response templates by question',
    details: `Each FILE is a response template that was filled in, as a Word file or an OpenDocument text. Responses that are marked as
confidential are counted but not shown. Of those that are confidential in part, the marked or named parts are left out; where the
words do not name questions, the whole response is.

  --format        md (default), json or csv
  --confidential  show confidential answers too, marked as such
  --project       the folder of the keeling.yaml, to say which changes each question is about, by their numbers
  --output        the file to write`,
    example: 'keeling responses responses/*.docx --output answers.md',
  },
  conclude: {
    usage: 'keeling conclude [DIR] [--output FILE] [--circulated REV|PATH] [--date ISO]',
    does: 'writes the conclusions report, with a place for each answer',
    details: `DIR holds the keeling.yaml; default: the current folder. The report is made of the consultation document and of the filled response
templates in the folder responses: how many agree, disagree or comment on each question, what each respondent says, a place for the
answer to each point and for the conclusion on each question, and what was changed since the consultation, with a place for its reason.
Confidential answers are counted alone and not shown. Write the answers into the report: they are kept in NAME.answers.jsonl beside the
consultation document, and the command takes them over whenever it is run again. A place that is still empty gives exit status 1.

  --output      the report to write, by its ending: .md and .docx, which can be edited, .pdf or .html; without it the report is printed
  --circulated  the drafts that were consulted on: a folder with copies of them, or a git revision
                (default: “circulated” under “consultation” in keeling.yaml)
  --date        the date of the file; default: now`,
    example: 'keeling conclude my-consultation --output conclusions.docx',
  },
  'bring-into-force': {
    usage: 'keeling bring-into-force DOCUMENT… --on YYYY-MM-DD [--next VERSION] [--no-tag] [--dry-run]',
    does: 'makes drafts the versions in force, and begins the next',
    details: `Each DOCUMENT is a draft; drafts of one project can be brought into force together. Its text is copied into the folder of
the versions in force, keeling.yaml and the front matter name it as the version in force, and the draft begins the next version. In a
git repository a tag such as svtad-v1.5 marks the commit that holds the draft. All of it is done, or nothing. A draft with errors, with
changes that the consultation document does not declare, or that is not committed, is refused with the reasons and exit status 1.

  --on       the day from which they have effect
  --next     the version that begins; default: the last number of the version plus one (V1.5, then V1.6)
  --no-tag   leave git alone
  --dry-run  show what would change, and write nothing
  --undo     instead of all these, as in “keeling bring-into-force code.md --undo”: undo the last time, if no file
             has changed since (kept in .keeling-in-force.json beside the project file or the draft)`,
    example: 'keeling bring-into-force code.md --on 2026-01-31 --dry-run',
  },
  instructions: {
    usage:
      'keeling instructions OLD NEW [--format md|docx|pdf|json] [--output FILE] [--author NAME] [--date ISO] [--word-template FILE]',
    does: 'writes the changes as amending instructions',
    details: `In the forms of British drafting: "In Clause 13.3, for “…” substitute “…”.", "After Clause 20.27 insert—", "Omit Clause 20.26.".
OLD may be git:REV:PATH. The schedule is tried before it is written: carried out on OLD it gives NEW, apart from white space between
paragraphs. What cannot be said word by word is set out as a whole; with --output, the share of such changes is printed.

  --format   md (default), docx, pdf or json; default: by the extension of the --output file
  --output   the file to write
  --author, --date, --word-template  as for compare`,
    example: 'keeling instructions in-force/code-v1.0.md code.md --output amendments.docx',
  },
  apply: {
    usage:
      'keeling apply INSTRUCTIONS OLD [--output NEW] [--format text|json] [--marked FILE] [--author NAME] [--date ISO] [--without CLASSES] [--marks NAME] [--no-list-of-changes] [--no-legend] [--no-watermark] [--classification WORDS] [--word-template FILE]',
    does: 'carries out amending instructions on a draft',
    details: `INSTRUCTIONS is a text that amends OLD, in Markdown or Word: "In Clause 5, for “…” substitute “…”", "omit paragraph (b)", "after
the definition of “X” insert—", "point (b) is replaced by the following:". All instructions speak of the text as it stands, so that none sees
what another did. Each is reported with its line as done, ambiguous, not found or not understood. If one cannot be carried out, nothing
is written, and the exit status is 1.

  --output   the amended draft; without it, it is printed, and the report goes to standard error
  --marked   a change-marked Word, HTML, Markdown or PDF file, in which each change bears the number of its instruction
  --format   that of the report: text (default) or json

With --marked:

${EXPORTS}`,
    example: 'keeling apply amendments.docx code.md --output amended.md',
  },
  import: {
    usage:
      'keeling import FILE.docx|FILE.pdf|FILE.txt [--output FILE.md] [--changes accept|reject|keep] [--report FILE.json]',
    does: 'makes a draft of a Word file, a PDF or extracted text',
    details: `Word's automatic numbers become the numbers of the draft. Headings, tables, footnotes, captions and pictures
come along; a list of contents is left out. What you should look at is printed, a line each.
A PDF is read in the order of its words, without the heads, feet and numbers of its pages, its footnotes at their calls.
In extracted text, tab-separated lines become tables, and "20. Testing" above its clauses becomes a heading.

  --output   the Markdown file to write; pictures go to figures/ beside it, comments to NAME.comments.jsonl
  --changes  what becomes of tracked changes: accept (default), reject, or keep (as CriticMarkup)
  --report   a JSON file for what you should look at`,
    example: 'keeling import code.docx --output code.md',
  },
  lsp: {
    usage: 'keeling lsp --stdio',
    does: 'runs the language server, for any editor',
    details: 'It speaks the Language Server Protocol over standard input and output.',
    example: 'keeling lsp --stdio',
  },
};

export function renderGeneralHelp(version: string): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`);
  return `keeling ${version}: check and compare drafts of legal instruments

${lines.join('\n')}

keeling COMMAND --help explains one command. To begin: keeling import code.docx --output code.md
makes a draft of a Word file, and keeling check code.md says what is wrong in it.

Exit status: 0 done, and no problem at or above --fail-on; 1 a problem at or above it, or something
was refused because of errors; 2 wrong usage, or input that cannot be read.
`;
}

export function renderCommandHelp(name: string): string {
  const command = COMMANDS[name];
  if (!command) return '';
  const { usage, does, details, example } = command;
  return `${[
    wrapUsage(usage),
    `${does.charAt(0).toUpperCase()}${does.slice(1)}.`,
    layOutDetails(details),
    `For example: ${example}`,
  ].join('\n\n')}\n`;
}
