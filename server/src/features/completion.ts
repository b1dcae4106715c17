import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver-types';
import { DefinedTerms } from '../analysis/defined-terms.js';
import type { Draft } from '../model/draft.js';
import type { Provision, ProvisionKind } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { displayNameOf, readOpeningWords } from './display-text.js';
import type { OpenProject } from './open-project.js';
import { findDefiners } from './subject.js';

const MOST_ITEMS = 200;
/** How much text before the cursor is read. */
const MOST_BEFORE = 300;

/** Which provisions each keyword is followed by. */
const KINDS: readonly (readonly [keyword: RegExp, kinds: readonly ProvisionKind[]])[] = [
  [/(?:^|[^\w])(?:clauses?|sections?)$/i, ['clause', 'section']],
  [/(?:^|[^\w])tables?$/i, ['table']],
  [/(?:^|[^\w])figures?$/i, ['figure']],
  [/(?:^|[^\w])(?:appendix|appendices)$/i, ['appendix']],
  [/(?:^|[^\w])annex(?:es)?$/i, ['annex']],
  [/(?:^|[^\w])schedules?$/i, ['schedule']],
  [/(?:^|[^\w])attachments?$/i, ['attachment']],
  [/(?:^|[^\w])footnotes?$/i, ['footnote']],
  [/(?:^|[^\w])rows?$/i, ['row']],
];
const PARAGRAPH = /(?:^|[^\w])(?:sub-?)?paragraphs?$/i;
const QUESTION = /(?:^|[^\w])([A-Z]{2,8}) +Q(\d{0,3})$/;
/** What stands between two numbers of a list: "4.2, 4.3 and ". */
const JOINED = /(?:[\w.()]{1,20})(?:,| and| or| to|, and|, or)$/;

/** What can follow at an offset: a number behind its keyword, a document behind "of the", a question, a defined term. */
export function completeAt(project: OpenProject, document: WorkspaceDocument, offset: number): CompletionList {
  const { draft } = document;
  const line = draft.lines.starts[draft.lines.lineAt(offset)] ?? 0;
  const before = draft.text.slice(Math.max(line, offset - MOST_BEFORE), offset);
  return (
    completeNumber(project, document, offset, before) ??
    completeQuestion(project, document, offset, before) ??
    completeDocument(project, document, offset, before) ??
    completeTerm(project, document, offset, before) ?? { isIncomplete: false, items: [] }
  );
}

function completeNumber(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  before: string,
): CompletionList | null {
  const typed = /[\w.()]*$/.exec(before)?.[0] ?? '';
  let words = before.slice(0, before.length - typed.length);
  if (words.trimEnd() === words) return null;
  words = words.trimEnd();
  for (let joined = JOINED.exec(words); joined; joined = JOINED.exec(words))
    words = words.slice(0, joined.index).trimEnd();
  const replaced = { start: offset - typed.length, end: offset };
  if (PARAGRAPH.test(words)) return listParagraphs(document, replaced, typed, offset);
  const [, kinds] = KINDS.find(([keyword]) => keyword.test(words)) ?? [];
  if (!kinds) return null;
  const name = words.replace(/\w+$/, '').trimEnd();
  const { names } = project.workspace.resolutionContextOf(document);
  const named = names.atEnd(name.slice(-120))?.document;
  const holder = named?.uri ? project.workspace.documents.get(named.uri) : undefined;
  if (holder) return listNumbers(document, [holder], kinds, replaced, typed, offset);
  // A consultation document speaks of the instruments; which one is said behind the number.
  const own = document.role === 'consultation' ? project.workspace.checkedDocuments() : [document];
  return listNumbers(document, own, kinds, replaced, typed, offset);
}

function listNumbers(
  document: WorkspaceDocument,
  holders: readonly WorkspaceDocument[],
  kinds: readonly ProvisionKind[],
  replaced: Span,
  typed: string,
  offset: number,
): CompletionList {
  const items: CompletionItem[] = [];
  const list = new CompletionItems(document.draft, replaced, items);
  const around = document.draft.provisionAt(offset);
  for (const holder of holders) {
    const elsewhere = holders.length > 1 && holder !== document;
    for (const provision of holder.draft.provisions) {
      if (items.length >= MOST_ITEMS) return { isIncomplete: true, items };
      const { number } = provision;
      if (number === null || !kinds.includes(provision.kind) || !number.startsWith(typed)) continue;
      if (provision === around) continue;
      if (provision.kind === 'row' && provision.parent !== findTableAround(around)) continue;
      const detail = readOpeningWords(holder.draft, provision, 80);
      const text = elsewhere ? `${number} of the ${holder.id || holder.names[0]}` : number;
      list.add(number, text, elsewhere ? `${displayNameOf(holder)} – ${detail}` : detail, CompletionItemKind.Reference);
    }
  }
  return { isIncomplete: false, items };
}

function findTableAround(at: Provision | null): Provision | null {
  while (at && at.kind !== 'table') at = at.parent;
  return at;
}

/** "paragraph (": the sub-paragraphs of the clause that the words stand in. */
function listParagraphs(document: WorkspaceDocument, replaced: Span, typed: string, offset: number): CompletionList {
  const { draft } = document;
  let clause = draft.provisionAt(offset);
  while (clause?.kind === 'paragraph' && clause.parent) clause = clause.parent;
  const items: CompletionItem[] = [];
  const list = new CompletionItems(draft, replaced, items);
  const visit = (within: readonly Provision[]): void => {
    for (const child of within) {
      if (child.kind !== 'paragraph' || child.number === null || items.length >= MOST_ITEMS) continue;
      const number = child.number.slice((clause?.number ?? '').length);
      if (number.startsWith(typed))
        list.add(number, number, readOpeningWords(draft, child, 80), CompletionItemKind.Reference);
      visit(child.children);
    }
  };
  visit(clause?.children ?? draft.roots);
  return { isIncomplete: false, items };
}

function completeQuestion(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  before: string,
): CompletionList | null {
  const found = QUESTION.exec(before);
  if (!found) return null;
  const [, series, typed] = found as unknown as [string, string, string];
  const items: CompletionItem[] = [];
  const list = new CompletionItems(document.draft, { start: offset - typed.length - 1, end: offset }, items);
  for (const holder of project.workspace.checkedDocuments()) {
    for (const provision of holder.draft.provisions) {
      if (provision.kind !== 'question' || !provision.label.startsWith(`${series} Q${typed}`)) continue;
      const words = holder.draft.block(Math.min(provision.endBlock - 1, provision.block + 1)).text;
      list.add(`Q${provision.number}`, `Q${provision.number}`, words.slice(0, 80), CompletionItemKind.Event);
    }
  }
  return items.length > 0 ? { isIncomplete: false, items } : null;
}

/** "Clause 4.2 of the ": the documents that can be cited. */
function completeDocument(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  before: string,
): CompletionList | null {
  const typed = /[\w-]*$/.exec(before)?.[0] ?? '';
  const words = before.slice(0, before.length - typed.length);
  if (!/[\d)A-Z] (?:of|in|to|under) (?:the )?$/.test(words.slice(-40))) return null;
  const items: CompletionItem[] = [];
  const list = new CompletionItems(document.draft, { start: offset - typed.length, end: offset }, items);
  for (const named of project.workspace.resolutionContextOf(document).names.documents) {
    if (named === document) continue;
    const short = named.id || named.names[0];
    if (!short) continue;
    const title = named.names.find((name) => name !== short) ?? '';
    list.add(short, short, title, CompletionItemKind.File, `${short} ${title}`);
  }
  return items.length > 0 ? { isIncomplete: false, items } : null;
}

/** Words that begin with a capital: the defined terms that begin so, and the names of documents. */
function completeTerm(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  before: string,
): CompletionList | null {
  const typed = /(?:[A-Z][\w’'-]{0,40} ){0,6}[A-Z][\w’'-]{0,40}$/.exec(before.slice(-200))?.[0];
  if (typed === undefined) return null;
  const lower = typed.toLowerCase();
  const items: CompletionItem[] = [];
  for (const holder of findDefiners(project, document)) {
    for (const definition of DefinedTerms.of(holder.draft).definitions) {
      const term = definition.number as string;
      // Of several words typed, the last ones may be the term's beginning.
      const from = findTermStart(lower, term.toLowerCase());
      if (from < 0) continue;
      if (items.length >= MOST_ITEMS) return { isIncomplete: true, items };
      const list = new CompletionItems(document.draft, { start: offset - typed.length + from, end: offset }, items);
      list.add(term, term, readOpeningWords(holder.draft, definition, 80), CompletionItemKind.Constant);
    }
  }
  return items.length > 0 ? { isIncomplete: false, items } : null;
}

/** Where in `typed`, at the beginning of a word, a stretch begins that `term` begins with and that runs to the end; −1 where none does. */
function findTermStart(typed: string, term: string): number {
  for (let at = 0; at >= 0 && at < typed.length; ) {
    if (term.startsWith(typed.slice(at))) return at;
    const space = typed.indexOf(' ', at);
    if (space < 0) return -1;
    at = space + 1;
  }
  return -1;
}

class CompletionItems {
  private readonly range;

  constructor(
    draft: Draft,
    replaced: Span,
    private readonly items: CompletionItem[],
  ) {
    this.range = draft.rangeOf(replaced);
  }

  add(label: string, newText: string, detail: string, kind: CompletionItemKind, filterText = label): void {
    this.items.push({
      label,
      kind,
      ...(detail ? { detail } : {}),
      filterText,
      sortText: String(this.items.length).padStart(5, '0'),
      textEdit: { range: this.range, newText },
    });
  }
}
