import { commentFileOf, type DraftComment, readCommentFile } from '../comments.js';
import type { Comparison } from '../compare/change.js';
import type { Source } from '../export/manuscript/manuscript.js';
import { addFonts, NO_OWN_FONTS, type OwnFonts } from '../export/own-fonts.js';
import type { Paper } from '../export/paper.js';
import type { Typesetter } from '../export/pdf/typesetter.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { readFigures } from '../workspace/figures.js';
import type { Host } from '../workspace/host.js';
import { folderOf } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import { numberComparison } from './change-numbering.js';
import { type PaperForm, renderForm } from './makings.js';
import { authorInProject, paperOfInstrument } from './papers.js';
import { consultationOf } from './project-facts.js';
import { readLogo, readOwnFonts, readWordTemplate } from './project-files.js';

/** What a project says of the papers that are made of its drafts; null where it says nothing. */
export interface ProjectPaper {
  readonly author: string | null;
  readonly paper: Paper | null;
  /** The fonts that it adds to those of a PDF. */
  readonly fonts: OwnFonts;
}

/** What is said of papers where no project names the draft. */
export const NO_PROJECT_PAPER: ProjectPaper = { author: null, paper: null, fonts: NO_OWN_FONTS };

/** What its project says of a document as a paper. */
export async function readDocumentPaper(
  host: Host,
  workspace: Workspace,
  document: WorkspaceDocument,
): Promise<ProjectPaper> {
  const file = workspace.projectFile;
  if (!file) return NO_PROJECT_PAPER;
  const fonts = await readOwnFonts(host, workspace);
  const author = authorInProject(file);
  if (document.role !== 'instrument') return { author, paper: null, fonts };
  const sources = { ...file, document: consultationOf(workspace), logo: await readLogo(host, workspace) };
  return { author, paper: paperOfInstrument(sources, document.draft, null, false), fonts };
}

/** How one document is exported. */
export interface DocumentExport {
  readonly form: PaperForm;
  /** Its changes since the version in force, which are marked; null for the text as it is. */
  readonly comparison: Comparison | null;
  /** Whether a Word file has the comments that stand beside the draft. */
  readonly comments?: boolean;
  /** What is drawn instead: a paper about its changes. */
  readonly source?: Source;
  readonly typesetter: Typesetter;
  /** ISO. */
  readonly date: string;
  /** The author where the project names none. */
  readonly defaultAuthor: string;
}

/** One document as a paper of its own, with the look that its project gives to papers. */
export async function exportDocument(
  host: Host,
  workspace: Workspace,
  document: WorkspaceDocument,
  { form, comparison, comments = false, source: own, typesetter, date, defaultAuthor }: DocumentExport,
): Promise<Uint8Array> {
  const { author, paper, fonts } = await readDocumentPaper(host, workspace, document);
  const { uri, draft, baseline } = document;
  const within = workspace.projectFile ? workspace.folder : folderOf(uri);
  const old = comparison && baseline && !baseline.uri.startsWith('git:') ? [baseline] : [];
  const exports = workspace.projectFile?.exports ?? {};
  const look = addFonts(
    {
      author: author ?? (defaultAuthor || 'Keeling'),
      date,
      template: form === 'docx' ? await readWordTemplate(host, workspace) : null,
      typesetter,
      exports,
    },
    fonts,
  );
  const figures = await readFigures(host, within, [{ draft, uri }, ...old]);
  const said = comments ? await readCommentsOf(host, uri) : [];
  const marked = comparison ? { comparison: await numberComparison(host, uri, comparison) } : { draft };
  return renderForm(form, look, own ?? marked, { paper, figures, comments: said });
}

/** The comments in the file beside a draft; none where there is none. */
async function readCommentsOf(host: Host, uri: string): Promise<readonly DraftComment[]> {
  const bytes = await host.read(commentFileOf(uri));
  return bytes ? readCommentFile(new TextDecoder().decode(bytes)).comments : [];
}
