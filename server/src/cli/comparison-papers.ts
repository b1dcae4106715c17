import type { Comparison } from '../compare/change.js';
import { readChangeFacts } from '../consultation/change-facts.js';
import { isComparisonPaper, makeComparisonPaper } from '../consultation/comparison-papers.js';
import { type ChangeFacts, NO_FACTS } from '../consultation/comparison-table.js';
import { type ProjectPaper, readDocumentPaper } from '../consultation/export-document.js';
import { type PaperForm, renderForm } from '../consultation/makings.js';
import { addFonts, NO_OWN_FONTS } from '../export/own-fonts.js';
import type { Options } from '../node/arguments.js';
import { Checker } from '../rules/check.js';
import { readFigures } from '../workspace/figures.js';
import { projectAround } from '../workspace/project-around.js';
import type { ComparisonPaperKind } from '../workspace/project-file.js';
import { endingOf, folderOf } from '../workspace/uri.js';
import { NO_AUTHOR } from './comparison-output.js';
import { type Io, UsageError } from './io.js';
import { projectIn } from './load.js';
import { showProgress } from './progress.js';
import { readDateOption, readExportOptions, readTemplateOption } from './values.js';

/** How a paper is written. */
type PaperFileForm = PaperForm | 'csv';

const FORM_OF_ENDING: Readonly<Record<string, PaperFileForm>> = {
  docx: 'docx',
  pdf: 'pdf',
  html: 'html',
  htm: 'html',
  md: 'md',
  markdown: 'md',
  csv: 'csv',
};

/** What a paper is made of: two versions, by path, and how they are compared outside of any project. */
export interface ComparedFiles {
  readonly oldPath: string;
  readonly newPath: string;
  compare(): Promise<Comparison>;
}

/** Makes a paper of a comparison, and prints it or writes it to the --output file. */
export async function showComparisonPaper(io: Io, files: ComparedFiles, options: Options): Promise<number> {
  const format = String(options.format);
  const kind: ComparisonPaperKind = isComparisonPaper(format) ? format : 'table';
  const output = options.output === undefined ? null : String(options.output);
  const form = chooseForm(kind, format === 'csv', output);
  if (options.segments) throw new UsageError('--segments goes with --format json');
  if ((form === 'docx' || form === 'pdf') && output === null)
    throw new UsageError(`--format ${format} needs --output FILE`);
  const date = readDateOption(options.date, '--date') ?? io.now();
  const exports = readExportOptions(options);
  const template = await readTemplateOption(io, options);
  const author = options.author === undefined ? null : String(options.author);
  const make = async () => {
    const found = await readInProject(io, files);
    const comparison = found?.comparison ?? (await files.compare());
    const { source, csv } = makeComparisonPaper(kind, comparison, found?.facts ?? NO_FACTS);
    if (form === 'csv') return new TextEncoder().encode(csv ?? '');
    const look = addFonts(
      {
        author: author ?? found?.author ?? NO_AUTHOR,
        date,
        template,
        typesetter: io.typesetter,
        exports,
      },
      found?.fonts ?? NO_OWN_FONTS,
    );
    const paper = found?.paper ?? null;
    return renderForm(form, look, source, { paper, figures: await findFigures(io, comparison, files) });
  };
  if (output === null) {
    io.bytes(await make());
    return 0;
  }
  const bytes = await showProgress(io, (show) => {
    show(0, 1, `making ${output}`);
    return make();
  });
  const inputs = [files.oldPath, files.newPath].filter((path) => !path.startsWith('git:'));
  await io.write([{ path: output, bytes: [bytes] }], inputs.map(io.uri));
  return 0;
}

function chooseForm(kind: ComparisonPaperKind, isCsv: boolean, output: string | null): PaperFileForm {
  const named = FORM_OF_ENDING[endingOf(output ?? '')];
  if (output !== null && named === undefined)
    throw new UsageError(
      `--output ${output}: name a file that ends in .docx, .pdf, .html${kind === 'extract' ? '' : ', .md or .csv'}`,
    );
  if (isCsv && named !== undefined && named !== 'csv')
    throw new UsageError(`--format csv: name a file that ends in .csv`);
  if (kind === 'extract' && (named === 'md' || named === 'csv'))
    throw new UsageError('--format extract is written as .docx, .pdf or .html');
  return named ?? (isCsv ? 'csv' : kind === 'extract' ? 'html' : 'md');
}

interface FoundInProject {
  readonly comparison: Comparison | null;
  readonly facts: ChangeFacts;
  readonly author: string | null;
  readonly paper: ProjectPaper['paper'];
  readonly fonts: ProjectPaper['fonts'];
}

/** What the project that names the new version knows of its changes, where the old one is its version in force. */
async function readInProject(io: Io, { oldPath, newPath }: ComparedFiles): Promise<FoundInProject | null> {
  if (newPath.startsWith('git:')) return null;
  // If a project cannot be loaded, the two files are compared as they are.
  const { owner } = await projectAround(io.uri(newPath), (folder) => projectIn(io, folder).catch(() => null));
  if (!owner) return null;
  const { workspace, document } = owner;
  const said = await readDocumentPaper(io.host, workspace, document);
  if (oldPath.startsWith('git:') || document.baseline?.uri !== io.uri(oldPath))
    return { comparison: null, facts: NO_FACTS, ...said };
  const checker = new Checker(workspace);
  const facts = await readChangeFacts(io.host, workspace, checker, document);
  return { comparison: checker.comparisons.of(document), facts, ...said };
}

async function findFigures(io: Io, comparison: Comparison, { oldPath, newPath }: ComparedFiles) {
  if (newPath.startsWith('git:')) return () => null;
  const drafts = [{ draft: comparison.new, uri: io.uri(newPath) }];
  if (!oldPath.startsWith('git:')) drafts.push({ draft: comparison.old, uri: io.uri(oldPath) });
  return readFigures(io.host, folderOf(io.uri(newPath)), drafts);
}
