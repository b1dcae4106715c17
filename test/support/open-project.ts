import assert from 'node:assert/strict';
import { CitationIndex } from '../../server/src/features/citation-index.js';
import { KnownChanges, listProvisionChanges } from '../../server/src/features/known-changes.js';
import type { OpenProject } from '../../server/src/features/open-project.js';
import type { Range, Span } from '../../server/src/model/text.js';
import type { WorkspaceDocument } from '../../server/src/workspace/document.js';
import { documentAt, loadWorld, markSpans, readMarks } from './marked.js';
import { FOLDER } from './memory-host.js';

/** A project open in an editor, its files given with marks ⟦…⟧ at the places that a test speaks of. */
export class MarkedProject {
  private constructor(
    readonly project: OpenProject,
    private readonly files: Readonly<Record<string, string>>,
    private readonly cursor: { readonly path: string; readonly offset: number } | null,
  ) {}

  /**
   * @param files one draft's text, or text by path; a keeling.yaml among them makes it a project; a bar ¦ in one of them stands
   * where the cursor is
   */
  static async load(files: string | Readonly<Record<string, string>>): Promise<MarkedProject> {
    const given = typeof files === 'string' ? { 'draft.md': files } : files;
    const [path, marked] = Object.entries(given).find(([, text]) => text.includes('¦')) ?? [];
    const cursor =
      path === undefined || marked === undefined ? null : { path, offset: readMarks(marked).text.indexOf('¦') };
    const all: Record<string, string> = { ...given };
    if (cursor) all[cursor.path] = (marked as string).replace('¦', '');
    const { workspace, checker } = await loadWorld(all);
    const changes = new KnownChanges();
    for (const document of workspace.listCheckedDocuments()) {
      const comparison = checker.comparisons.of(document);
      if (comparison) changes.adopt(document.draft, listProvisionChanges(comparison));
    }
    const citations = new CitationIndex(workspace, checker);
    return new MarkedProject({ workspace, checker, citations, changes, outlines: new WeakMap() }, all, cursor);
  }

  document(path = 'draft.md'): WorkspaceDocument {
    return documentAt({ workspace: this.project.workspace } as never, path);
  }

  /** The marks of a file. */
  marks(path = 'draft.md'): readonly Span[] {
    return readMarks(this.files[path] ?? '').spans;
  }

  /** Asks a feature at the cursor. */
  at<R>(feature: (project: OpenProject, document: WorkspaceDocument, offset: number) => R): R {
    assert.ok(this.cursor, 'no file has a cursor');
    return feature(this.project, this.document(this.cursor.path), this.cursor.offset);
  }

  /** Whether places, document by document, are just those that the files mark. */
  assertMarked(places: readonly { readonly uri: string; readonly range: Range }[]): void {
    const shown: Record<string, string> = {};
    for (const [path, text] of Object.entries(this.files)) {
      const { draft } = this.project.workspace.documents.get(`${FOLDER}/${path}`) ?? {};
      if (!draft) continue;
      const spans = places
        .filter(({ uri }) => uri === `${FOLDER}/${path}`)
        .map(({ range }) => ({ start: draft.lines.offsetAt(range.start), end: draft.lines.offsetAt(range.end) }));
      shown[path] = markSpans(draft.text, spans);
      assert.equal(shown[path], text);
    }
  }

  /** The text of a file after edits that an editor was given. */
  edited(path: string, edits: readonly { readonly range: Range; readonly newText: string }[]): string {
    const { text, lines } = this.document(path).draft;
    const placed = edits.map(({ range, newText }) => ({
      start: lines.offsetAt(range.start),
      end: lines.offsetAt(range.end),
      newText,
    }));
    placed.sort((a, b) => b.start - a.start || b.end - a.end);
    placed.slice(1).forEach((edit, i) => {
      assert.ok(edit.end <= (placed[i] as Span).start, 'edits overlap');
    });
    return placed.reduce((so, { start, end, newText }) => so.slice(0, start) + newText + so.slice(end), text);
  }
}
