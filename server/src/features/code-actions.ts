import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver-types';
import { writtenOut, writtenOutTitle } from '../analysis/abbreviations.js';
import { DefinedTerms } from '../analysis/defined-terms.js';
import { definitionStub } from '../analysis/definition-stub.js';
import { firstLongFormOf } from '../analysis/long-forms.js';
import { shortForm } from '../analysis/short-forms.js';
import type { Draft } from '../model/draft.js';
import { pipeTableOf, tabTable } from '../model/table.js';
import type { Span, TextEdit } from '../model/text.js';
import type { Finding, Fix } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { labelledAt } from './cited.js';
import { diagnostics } from './diagnostics.js';
import type { OpenProject } from './open-project.js';
import { renumberingEdit } from './rename.js';
import { countedNumbers, renumberingEdits } from './renumbering.js';
import { shortened } from './words.js';

export const FIX_ALL_IN_FILE = `${CodeActionKind.SourceFixAll}.keeling`;

/** What the editor asked for: a stretch of a draft, and the kinds of action that it wants. */
export interface CodeActionQuestion {
  readonly span: Span;
  readonly only: readonly string[] | null;
  /** Whether the editor asks before it applies edits that are marked so. */
  readonly asks: boolean;
}

/**
 * What can be done about a stretch of a draft: mend a finding, or all of its kind in the file or in the project; define a term or
 * write an abbreviation out; renumber from a provision on.
 */
export function codeActions(
  project: OpenProject,
  document: WorkspaceDocument,
  { span, only, asks }: CodeActionQuestion,
): CodeAction[] {
  const wants = (kind: string) => only === null || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) actions.push(...mends(project, document, span));
  if (wants(CodeActionKind.Refactor)) actions.push(...refactorings(project, document, span, asks));
  if (wants(FIX_ALL_IN_FILE) && only !== null) {
    const edits = preferredEdits(shown(project.checker.check(document, 'typing')));
    if (edits.length > 0)
      actions.push({ title: 'Mend all that can be mended', kind: FIX_ALL_IN_FILE, edit: editOf(document, edits) });
  }
  return uniqueByTitle(actions);
}

function mends(project: OpenProject, document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const first = Math.max(0, draft.blockAt(span.start));
  const found = shown(project.checker.findingsIn(document, first, draft.blockAt(span.end) + 1)).filter(
    (finding) => finding.span.start <= span.end && finding.span.end >= span.start,
  );
  const actions: CodeAction[] = [];
  for (const finding of found) {
    const [diagnostic] = diagnostics(project.workspace, [finding]) as [Diagnostic];
    for (const fix of finding.fixes) {
      actions.push({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        ...(fix.preferred ? { isPreferred: true } : {}),
        edit: editOf(document, fix.edits),
      });
    }
    actions.push(...mendsOfKind(project, document, finding.code, diagnostic), silence(document, finding, diagnostic));
  }
  return actions;
}

/** The same mend for all findings of one kind, where there is more than one. */
function mendsOfKind(
  project: OpenProject,
  document: WorkspaceDocument,
  code: string,
  diagnostic: Diagnostic,
): CodeAction[] {
  const ofKind = (each: WorkspaceDocument) =>
    shown(project.checker.check(each, 'typing')).filter(
      (finding) => finding.code === code && finding.fixes.some(({ preferred }) => preferred),
    );
  const inFile = ofKind(document);
  const actions: CodeAction[] = [];
  const kind = CodeActionKind.QuickFix;
  if (inFile.length > 1)
    actions.push({
      title: `Mend all ${inFile.length} of “${code}” in this file`,
      kind,
      diagnostics: [diagnostic],
      edit: editOf(document, preferredEdits(inFile)),
    });
  const others = project.workspace
    .checkedDocuments()
    .map((each) => ({ each, findings: each === document ? inFile : ofKind(each) }))
    .filter(({ findings }) => findings.length > 0);
  const count = others.reduce((sum, { findings }) => sum + findings.length, 0);
  if (inFile.length > 0 && count > inFile.length) {
    const changes = Object.fromEntries(
      others.map(({ each, findings }) => [each.uri, textEdits(each.draft, preferredEdits(findings))]),
    );
    actions.push({
      title: `Mend all ${count} of “${code}” in the project`,
      kind,
      diagnostics: [diagnostic],
      edit: { changes },
    });
  }
  return actions;
}

function silence(document: WorkspaceDocument, { code, span }: Finding, diagnostic: Diagnostic): CodeAction {
  const { draft } = document;
  const at = draft.startOf(Math.max(0, draft.blockAt(span.start)));
  const text = `<!-- keeling-disable-next-line ${code} -->\n\n`;
  return {
    title: `Silence “${code}” here by a comment`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: editOf(document, [{ start: at, end: at, text }]),
  };
}

function refactorings(project: OpenProject, document: WorkspaceDocument, span: Span, asks: boolean): CodeAction[] {
  const actions: CodeAction[] = [];
  const kind = CodeActionKind.RefactorRewrite;
  const provision = labelledAt(document, span.start);
  if (provision) {
    const numbers = countedNumbers(document.draft, provision);
    const edits = typeof numbers === 'string' ? numbers : renumberingEdits(project, document, numbers);
    if (typeof edits === 'string') actions.push({ title: 'Renumber from here', kind, disabled: { reason: edits } });
    else if (edits.length > 0)
      actions.push({ title: 'Renumber from here', kind, edit: renumberingEdit(document, edits, asks) });
  }
  actions.push(
    ...definitionBegun(document, span),
    ...abbreviationWritten(document, span),
    ...tableOfTabs(document, span),
  );
  return actions;
}

/** Words that were selected and have no definition: one is begun behind the definition that they come after in the alphabet. */
function definitionBegun(document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const term = draft.text.slice(span.start, span.end).trim();
  if (!/^[A-Z][\w’'-]*(?: [\w’'-]+){0,7}$/.test(term) || DefinedTerms.of(draft).definitionOf(term)) return [];
  const stub = definitionStub(draft, term);
  if (!stub) return [];
  return [
    {
      title: `Define “${shortened(term, 40)}”`,
      kind: CodeActionKind.RefactorRewrite,
      edit: editOf(document, [{ ...draft.inText(stub.block, stub.span), text: stub.text }]),
    },
  ];
}

/** An abbreviation at its first use, though its long form is given later: both are written there. */
function abbreviationWritten(document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const isWord = (at: number) => /[A-Za-z0-9&-]/.test(draft.text.charAt(at));
  let { start, end } = span;
  while (start > 0 && isWord(start - 1)) start--;
  while (end < draft.text.length && isWord(end)) end++;
  const short = draft.text.slice(start, end);
  if (!/^[A-Z][A-Za-z0-9&-]{1,19}$/.test(short) || !/[A-Z]/.test(short.slice(1))) return [];
  const found = firstLongFormOf(draft, short);
  if (!found || draft.inText(found.block, found.span).start <= start) return [];
  const edit = writtenOut(draft.text, { start, end }, found.long);
  if (!edit) return [];
  return [
    {
      title: writtenOutTitle(shortForm(short), found.long),
      kind: CodeActionKind.RefactorRewrite,
      edit: editOf(document, [{ ...edit.span, text: edit.text }]),
    },
  ];
}

/** Lines pasted from a spreadsheet or from Word, each with the same number of tabs: the table that they are. */
function tableOfTabs(document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const index = draft.blockAt(span.start);
  const block = index < 0 ? null : draft.block(index);
  if (block?.kind !== 'paragraph' || block.containers.length > 0 || !block.text.includes('\t')) return [];
  const table = tabTable(block.text);
  const rows = [table.header, ...table.rows];
  if (rows.length < 2 || rows.some(({ cells }) => cells.length < 2 || cells.length !== table.header.cells.length))
    return [];
  const start = draft.startOf(index);
  const edit = { start, end: start + block.text.length, text: pipeTableOf(block.text, table) };
  return [
    {
      title: 'Make these tab-separated lines a table',
      kind: CodeActionKind.RefactorRewrite,
      edit: editOf(document, [edit]),
    },
  ];
}

function shown(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.suppressed === null);
}

/** The preferred mends of findings, those left out that would touch what another one changes. */
function preferredEdits(findings: readonly Finding[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(({ preferred }) => preferred) as Fix | undefined;
    if (!fix || fix.edits.some((edit) => taken.some((other) => edit.start <= other.end && edit.end >= other.start)))
      continue;
    taken.push(...fix.edits);
  }
  return taken;
}

function editOf({ uri, draft }: WorkspaceDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  return { changes: { [uri]: textEdits(draft, edits) } };
}

function textEdits(draft: Draft, edits: readonly TextEdit[]) {
  return edits.map((edit) => ({ range: draft.rangeOf(edit), newText: edit.text }));
}

function uniqueByTitle(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter((action) => {
    const key = `${action.title} ${JSON.stringify(action.edit)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
