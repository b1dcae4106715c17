import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver-types';
import { titleOfWritingOut, writeOut } from '../analysis/terms/abbreviations.js';
import { DefinedTerms } from '../analysis/terms/defined-terms.js';
import { beginDefinition } from '../analysis/terms/definition-stub.js';
import { firstLongFormOf } from '../analysis/terms/long-forms.js';
import { shortForm } from '../analysis/terms/short-forms.js';
import { shortenToLine } from '../analysis/text/shorten-to-line.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { formatPipeTable, readTabTable } from '../model/table.js';
import type { Span, TextEdit } from '../model/text.js';
import type { Finding } from '../rules/finding.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { toRenumberingEdit } from './annotated-edits.js';
import { findLabelledAt } from './cited.js';
import { toDiagnostics } from './diagnostics.js';
import { endSentence, type RenumberedProject, renumberWithReferences } from './guarded-renumbering.js';
import { findNearestNumbers } from './nearest-numbers.js';
import { countNumbersOn } from './new-numbers.js';
import type { OpenProject } from './open-project.js';

/** The kind of the action that applies all preferred fixes of a file, which an editor may ask for on saving. */
export const FIX_ALL_IN_FILE = `${CodeActionKind.SourceFixAll}.keeling`;

/**
 * What the editor asks for: a stretch of a draft, and the kinds of action that it wants (null for
 * all).
 */
export interface CodeActionQuestion {
  readonly span: Span;
  readonly only: readonly string[] | null;
  /** Whether the editor asks before it applies edits that are marked so. */
  readonly confirmsEdits: boolean;
}

/**
 * What can be done about a stretch of a draft: fix a finding, or all of its kind in the file or the
 * project; define a term or write out an abbreviation; renumber from a provision on.
 */
export function findCodeActions(
  project: OpenProject,
  document: WorkspaceDocument,
  { span, only, confirmsEdits }: CodeActionQuestion,
): CodeAction[] {
  const wants = (kind: string) => only === null || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) actions.push(...findFixes(project, document, span, confirmsEdits));
  if (wants(CodeActionKind.Refactor)) actions.push(...findRefactorings(project, document, span, confirmsEdits));
  if (wants(FIX_ALL_IN_FILE) && only !== null) {
    const edits = collectPreferredEdits(withoutSuppressed(project.checker.check(document, 'typing')));
    if (edits.length > 0)
      actions.push({
        title: 'Fix everything that can be fixed',
        kind: FIX_ALL_IN_FILE,
        edit: toWorkspaceEdit(document, edits),
      });
  }
  return withoutRepeats(actions);
}

function findFixes(
  project: OpenProject,
  document: WorkspaceDocument,
  span: Span,
  confirmsEdits: boolean,
): CodeAction[] {
  const { draft } = document;
  const first = Math.max(0, draft.blockAt(span.start));
  const found = withoutSuppressed(project.checker.findingsIn(document, first, draft.blockAt(span.end) + 1)).filter(
    (finding) => finding.span.start <= span.end && finding.span.end >= span.start,
  );
  // The mends come first, then those of many findings, and silence last.
  const mends: CodeAction[] = [];
  const ofKinds: CodeAction[] = [];
  const silences: CodeAction[] = [];
  for (const finding of found) {
    const [diagnostic] = toDiagnostics(project.workspace, [finding]);
    if (!diagnostic) continue;
    const toFix = (title: string, edits: readonly TextEdit[], isPreferred = false): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(isPreferred ? { isPreferred } : {}),
      edit: toWorkspaceEdit(document, edits),
    });
    for (const { title, edits, preferred } of finding.fixes) mends.push(toFix(title, edits, preferred));
    if (finding.code === 'reference.unresolved')
      for (const { text, words } of findNearestNumbers(project, document, finding.span))
        mends.push(toFix(words ? `Write ${text} (“${words}”)` : `Write ${text}`, [{ ...finding.span, text }]));
    if (NUMBERING.test(finding.code))
      mends.push(...offerRenumbering(project, document, finding.span.start, confirmsEdits, [diagnostic]));
    ofKinds.push(...findFixesOfKind(project, document, finding.code, diagnostic));
    silences.push(silenceFinding(document, finding, diagnostic));
  }
  return [...mends, ...ofKinds, ...silences];
}

/** Findings that new numbers from their place on may mend. */
const NUMBERING = /^numbering\.(?:gap|order|duplicate)$|^question\.sequence$/;

/** What came of renumbering, for as long as no draft changes: editors ask whenever the cursor moves. */
const renumberedAt = new WeakMap<object, Map<string, RenumberedProject | string>>();

function renumberOn(
  project: OpenProject,
  document: WorkspaceDocument,
  provision: Provision,
  asksAboutAmbiguous: boolean,
): RenumberedProject | string {
  const { moment } = project.workspace.resolutionContextOf(document);
  const known = getOrCreate(renumberedAt, moment, () => new Map<string, RenumberedProject | string>());
  return getOrCreate(known, `${asksAboutAmbiguous} ${provision.index} ${document.uri}`, () => {
    const numbers = countNumbersOn(document.draft, provision);
    if (typeof numbers === 'string') return numbers;
    return renumberWithReferences(project, { document, numbers, asksAboutAmbiguous });
  });
}

/**
 * Renumbers from a provision on, with every reference; where that would change what a reference
 * means, an action that says why it cannot be done.
 * @param diagnostics the findings that it mends; none for a refactoring
 */
function offerRenumbering(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  confirmsEdits: boolean,
  diagnostics: Diagnostic[],
): CodeAction[] {
  const provision = findLabelledAt(document, offset);
  if (!provision) return [];
  const renumbered = renumberOn(project, document, provision, confirmsEdits);
  const action = {
    title: 'Renumber from here',
    kind: diagnostics.length > 0 ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
    ...(diagnostics.length > 0 ? { diagnostics } : {}),
  };
  if (typeof renumbered === 'string') return [{ ...action, disabled: { reason: endSentence(renumbered) } }];
  if (renumbered.edits.length === 0) return [];
  return [{ ...action, edit: toRenumberingEdit(document, renumbered.edits, confirmsEdits) }];
}

/** The same fix for all findings of one kind, where there is more than one. */
function findFixesOfKind(
  project: OpenProject,
  document: WorkspaceDocument,
  code: string,
  diagnostic: Diagnostic,
): CodeAction[] {
  const ofKind = (each: WorkspaceDocument) =>
    withoutSuppressed(project.checker.check(each, 'typing')).filter(
      (finding) => finding.code === code && finding.fixes.some(({ preferred }) => preferred),
    );
  const inFile = ofKind(document);
  const actions: CodeAction[] = [];
  const kind = CodeActionKind.QuickFix;
  if (inFile.length > 1)
    actions.push({
      title: `Fix all ${inFile.length} “${code}” problems in this file`,
      kind,
      diagnostics: [diagnostic],
      edit: toWorkspaceEdit(document, collectPreferredEdits(inFile)),
    });
  const others = project.workspace
    .listCheckedDocuments()
    .map((each) => ({ each, findings: each === document ? inFile : ofKind(each) }))
    .filter(({ findings }) => findings.length > 0);
  const count = others.reduce((sum, { findings }) => sum + findings.length, 0);
  if (inFile.length > 0 && count > inFile.length) {
    const changes = Object.fromEntries(
      others.map(({ each, findings }) => [each.uri, toTextEdits(each.draft, collectPreferredEdits(findings))]),
    );
    actions.push({
      title: `Fix all ${count} “${code}” problems in the project`,
      kind,
      diagnostics: [diagnostic],
      edit: { changes },
    });
  }
  return actions;
}

function silenceFinding(document: WorkspaceDocument, { code, span }: Finding, diagnostic: Diagnostic): CodeAction {
  const { draft } = document;
  const at = draft.startOf(Math.max(0, draft.blockAt(span.start)));
  const text = `<!-- keeling-disable-next-line ${code} -->\n\n`;
  return {
    title: `Silence “${code}” here with a comment`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: toWorkspaceEdit(document, [{ start: at, end: at, text }]),
  };
}

function findRefactorings(
  project: OpenProject,
  document: WorkspaceDocument,
  span: Span,
  confirmsEdits: boolean,
): CodeAction[] {
  const actions = offerRenumbering(project, document, span.start, confirmsEdits, []);
  actions.push(
    ...offerDefinition(document, span),
    ...writeAbbreviationOut(document, span),
    ...convertTabsToTable(document, span),
  );
  return actions;
}

/** Begins a definition of the words selected, in its alphabetical place, where they have none. */
function offerDefinition(document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const term = draft.text.slice(span.start, span.end).trim();
  if (!/^[A-Z][\w’'-]*(?: [\w’'-]+){0,7}$/.test(term) || DefinedTerms.of(draft).definitionOf(term)) return [];
  const stub = beginDefinition(draft, term);
  if (!stub) return [];
  return [
    {
      title: `Define “${shortenToLine(term, 40)}”`,
      kind: CodeActionKind.RefactorRewrite,
      edit: toWorkspaceEdit(document, [{ ...draft.inText(stub.block, stub.span), text: stub.text }]),
    },
  ];
}

/** Writes out an abbreviation that is used before its long form is given. */
function writeAbbreviationOut(document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const isWord = (at: number) => /[A-Za-z0-9&-]/.test(draft.text.charAt(at));
  let { start, end } = span;
  while (start > 0 && isWord(start - 1)) start--;
  while (end < draft.text.length && isWord(end)) end++;
  const short = draft.text.slice(start, end);
  if (!/^[A-Z][A-Za-z0-9&-]{1,19}$/.test(short) || !/[A-Z]/.test(short.slice(1))) return [];
  const found = firstLongFormOf(draft, short);
  if (!found || draft.inText(found.block, found.span).start <= start) return [];
  const edit = writeOut(draft.text, { start, end }, found.long);
  if (!edit) return [];
  return [
    {
      title: titleOfWritingOut(shortForm(short), found.long),
      kind: CodeActionKind.RefactorRewrite,
      edit: toWorkspaceEdit(document, [{ ...edit.span, text: edit.text }]),
    },
  ];
}

/**
 * Makes a table of lines with the same number of tabs each, as pasted from a spreadsheet or from
 * Word.
 */
function convertTabsToTable(document: WorkspaceDocument, span: Span): CodeAction[] {
  const { draft } = document;
  const index = draft.blockAt(span.start);
  const block = index < 0 ? null : draft.block(index);
  if (block?.kind !== 'paragraph' || block.containers.length > 0 || !block.text.includes('\t')) return [];
  const table = readTabTable(block.text);
  const rows = [table.header, ...table.rows];
  if (rows.length < 2 || rows.some(({ cells }) => cells.length < 2 || cells.length !== table.header.cells.length))
    return [];
  const start = draft.startOf(index);
  const edit = { start, end: start + block.text.length, text: formatPipeTable(block.text, table) };
  return [
    {
      title: 'Make these lines a Markdown table',
      kind: CodeActionKind.RefactorRewrite,
      edit: toWorkspaceEdit(document, [edit]),
    },
  ];
}

function withoutSuppressed(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.suppressed === null);
}

/** The edits of the preferred fixes. A fix that touches what an earlier one changes is left out. */
function collectPreferredEdits(findings: readonly Finding[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(({ preferred }) => preferred);
    if (!fix || fix.edits.some((edit) => taken.some((other) => edit.start <= other.end && edit.end >= other.start)))
      continue;
    taken.push(...fix.edits);
  }
  return taken;
}

function toWorkspaceEdit({ uri, draft }: WorkspaceDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  return { changes: { [uri]: toTextEdits(draft, edits) } };
}

function toTextEdits(draft: Draft, edits: readonly TextEdit[]) {
  return edits.map((edit) => ({ range: draft.rangeOf(edit), newText: edit.text }));
}

function withoutRepeats(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter((action) => {
    const key = `${action.kind} ${action.title} ${JSON.stringify(action.edit ?? action.disabled)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
