export interface CommandHelp {
  readonly usage: string;
  readonly does: string;
  readonly details: string;
}

const EXPORTS = `  --without          changes that bear no marks and read as the new text: consequential, typographical, formatting
                     (one or more, with commas)
  --list-of-changes  begin with a list of the changes
  --legend           begin with what the marks mean
  --no-watermark     no DRAFT across the pages; there is none anyway once the status is “issued”
  --classification   who may read it, for the foot of each page; default: “classification” in the front matter
  --word-template    a Word file whose styles, theme, page, headers and footers the Word files take`;

export const COMMANDS: Readonly<Record<string, CommandHelp>> = {
  check: {
    usage:
      'keeling check [PATH…] [--format text|json|sarif|github] [--fail-on error|warning|information|none] [--recorded FILE] [--record-baseline [FILE]]',
    does: 'every check over files and folders',
    details: `A folder with a keeling.yaml means that project's documents; any other folder means every Markdown file in it (what git
ignores and node_modules aside). A file given by name is always checked, as part of the project that names it. Without a PATH,
the current folder.

  --format   text (default), json, sarif (SARIF 2.1.0) or github (workflow commands)
  --fail-on  from which severity on findings give exit status 1; default: error
  --record-baseline  writes down all that is found now: it is silenced from then on, until its text changes
                     (a FILE ends in .json; default: .keeling-baseline.json beside the project file or the drafts)
  --recorded         the file of recorded findings to go by, instead of the default one`,
  },
  outline: {
    usage: 'keeling outline FILE [--format text|json]',
    does: 'the provisions of one draft',
    details: '  --format   text (default) or json',
  },
  compare: {
    usage:
      'keeling compare OLD NEW [--format text|json|md|html|docx|pdf] [--segments] [--circulated FILE] [--output FILE] [--author NAME] [--date ISO] [--without CLASSES] [--list-of-changes] [--legend] [--no-watermark] [--classification WORDS] [--word-template FILE]',
    does: 'the change-marked comparison',
    details: `OLD may be git:REV:PATH, a file at a git revision. Where OLD is the version in force that a keeling.yaml names for NEW,
references into the project's other documents are followed, too.

  --format    text, json, md (CriticMarkup), html, docx (tracked changes) or pdf
              default: by the ending of the --output file, else text
  --segments  with json: also the whole document as one edit script
  --circulated  the draft that was circulated last: each change says whether it is new since
  --output    the file to write; it is whole or absent
  --author    whose tracked changes they are; default: Keeling
  --date      the date of the tracked changes; default: now

Of the formats md, html, docx and pdf:

${EXPORTS}`,
  },
  overview: {
    usage: 'keeling overview [DIR] [--format md|json] [--output FILE]',
    does: 'the overview of drafting changes, made from the comparison',
    details: `DIR holds the keeling.yaml; default: the current folder. Rows of the consultation document that still hold keep their words;
provisions that changed and that no row declares get one, consecutive ones that changed alike as a range.

  --format   md (default), a table to paste into the consultation document, or json
  --output   the file to write`,
  },
  fold: {
    usage:
      'keeling fold SENT DRAFT [NAME=]MARK-UP… [--against FILE] [--format text|json|md|html|docx|pdf] [--segments] [--output FILE] [--author NAME] [--date ISO]',
    does: 'the mark-ups of respondents, folded into the draft',
    details: `SENT is the text that was sent out, DRAFT what became of it here, and each MARK-UP a copy of SENT as a respondent edited it. What each
changed is shown as a change of that author on the draft as it stands now, wherever its clause has moved. Where a mark-up and the draft
changed the same words, the mark-up's are shown, and a note names both.

  --against  the text that the changes are marked against, such as the version in force; default: DRAFT. Then the draft's own
             changes are those of --author

The other options are those of compare.`,
  },
  notify: {
    usage: 'keeling notify [DIR] [--effective YYYY-MM-DD] [--output FILE]',
    does: 'the notification text',
    details: `DIR holds the keeling.yaml; default: the current folder. A fact that the project file lacks stays a placeholder.

  --effective  the date from which the changes have effect, instead of the project file's
  --output     the Markdown file to write`,
  },
  pack: {
    usage:
      'keeling pack [DIR] [--output DIR] [--draft] [--author NAME] [--date ISO] [--without CLASSES] [--list-of-changes] [--legend] [--no-watermark] [--classification WORDS] [--word-template FILE]',
    does: 'all attachments of the consultation',
    details: `DIR holds the keeling.yaml; default: the current folder. While an error stands it is refused, with the reasons and exit
status 1. The same project gives the same files.

  --output   the folder to write to; default: pack in DIR. All files are written, or none: the attachments as Word, PDF,
             HTML and Markdown, a summary, and a manifest with checksums.
  --draft    makes it although errors stand, marked as a draft
  --author   whose tracked changes they are; default: Keeling
  --date     the date of the tracked changes; default: the day of publication, else now

Instead of what keeling.yaml says under “exports”:

${EXPORTS}`,
  },
  renumber: {
    usage: 'keeling renumber FILE [--dry-run | --undo]',
    does: 'closes the gaps in the numbers of a draft, and every reference follows',
    details: `Sections, clauses, sub-paragraphs, tables, figures, questions and appendices count on without a gap; what was put in between, such as
20.28A, keeps its letter. References follow in the draft, in all documents of the project that names it and in its templates; the
versions in force stay. All files are written, or none. Where a reference would come to mean another provision, or a number stands
twice, nothing is changed, and it says where.

  --dry-run  says what would change, and writes nothing
  --undo     takes the last renumbering back, where the files were not changed since; once more does it again
             (how is kept in .keeling-undo.json beside the project file or the draft)`,
  },
  responses: {
    usage: 'keeling responses FILE.docx… [--format md|json|csv] [--confidential] [--output FILE]',
    does: 'the answers of filled response templates, by question',
    details: `Each FILE is a response template that was filled in, in Word or in another program that writes Word files. Who chose that the
response is confidential, in whole or in part, is counted and not shown.

  --format        md (default), json or csv
  --confidential  shows confidential answers as well, marked so
  --output        the file to write`,
  },
  import: {
    usage: 'keeling import FILE [--output FILE.md]',
    does: 'text from a PDF or from Word as a draft',
    details: `Tab-separated lines become tables, "20. Testing" above its clauses becomes a heading, indentation goes; all else stays.
Word files themselves come in a later version.

  --output   the Markdown file to write`,
  },
  lsp: {
    usage: 'keeling lsp --stdio',
    does: 'the language server, for any editor',
    details: 'It talks the Language Server Protocol over standard input and output.',
  },
};

export function renderGeneralHelp(version: string): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`);
  return `keeling ${version}: drafts, checks and comparisons of legal instruments

${lines.join('\n')}

keeling COMMAND --help tells more of one command.

Exit status: 0 done, and nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or unreadable input.
`;
}

export function renderCommandHelp(name: string): string {
  const command = COMMANDS[name];
  if (!command) return '';
  return `${command.usage}\n\n${command.does.charAt(0).toUpperCase()}${command.does.slice(1)}.\n${command.details === '' ? '' : `\n${command.details}\n`}`;
}
