import { type CompletionItem, CompletionItemKind, type CompletionList, type Range } from 'vscode-languageserver-types';
import { DefinedTerms } from '../analysis/terms/defined-terms.js';
import type { Provision, ProvisionKind } from '../model/provision.js';
import { findCitedUnits } from '../model/schemes/cited-units.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { displayNameOf, readOpeningWords } from './display-text.js';
import type { OpenProject } from './open-project.js';
import { findDefiners } from './subject.js';

const MOST_ITEMS = 200;
/** How many characters before the cursor are read. */
const MOST_BEFORE = 300;
/** How many characters of a provision are shown beside its number. */
const MOST_DETAIL = 80;

/** The kinds of provision that can follow each keyword. */
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
  [/(?:^|[^\w])questions?$/i, ['question']],
];
const PARAGRAPH = /(?:^|[^\w])(?:sub-?)?paragraphs?$/i;
const QUESTION = /(?:^|[^\w])([A-Z]{2,8}) +Q(\d{0,3})$/;
/** A number and what joins it to the next one in a list: "4.2," or "4.3 and". */
const JOINED = /(?:[\w.()]{1,20})(?:,| and| or| to|, and|, or)$/;

/** Where something is to be completed. */
interface Cursor {
  readonly project: OpenProject;
  readonly document: WorkspaceDocument;
  /** 0-based, in UTF-16 units of the document's text. */
  readonly offset: number;
  /** The line before the cursor, or its end where it is long. */
  readonly before: string;
}

/**
 * What can follow at an offset: a number after its keyword, a document after "of the", a question,
 * or a defined term.
 */
export function completeAt(project: OpenProject, document: WorkspaceDocument, offset: number): CompletionList {
  const { draft } = document;
  const line = draft.lines.starts[draft.lines.lineAt(offset)] ?? 0;
  const before = draft.text.slice(Math.max(line, offset - MOST_BEFORE), offset);
  const cursor: Cursor = { project, document, offset, before };
  return (
    completeProvisionNumber(cursor) ??
    completeQuestion(cursor) ??
    completeDocument(cursor) ??
    completeTerm(cursor) ?? { isIncomplete: false, items: [] }
  );
}

function completeProvisionNumber(cursor: Cursor): CompletionList | null {
  const { project, document, before } = cursor;
  const typed = /[\w.()]*$/.exec(before)?.[0] ?? '';
  let words = before.slice(0, before.length - typed.length);
  if (words.trimEnd() === words) return null;
  words = words.trimEnd();
  for (let joined = JOINED.exec(words); joined; joined = JOINED.exec(words))
    words = words.slice(0, joined.index).trimEnd();
  if (PARAGRAPH.test(words)) return listParagraphs(cursor, typed);
  const keyword = findKeywordAtEnd(words, document);
  if (keyword === null) return null;
  const [, kinds = []] = KINDS.find(([each]) => each.test(words)) ?? [];
  const isCited: IsCited = ({ kind, unit }, { draft }) =>
    kinds.includes(kind) || (kind !== 'paragraph' && findCitedUnits(draft.scheme, keyword).includes(unit));
  const name = words.slice(0, -keyword.length).trimEnd();
  const { names } = project.workspace.resolutionContextOf(document);
  const named = names.atEnd(name.slice(-120))?.document;
  const holder = named?.uri ? project.workspace.documents.get(named.uri) : undefined;
  if (holder) return listNumbers(cursor, typed, isCited, [holder]);
  // A consultation document cites the instruments, and says which one after the number.
  const holders = document.role === 'consultation' ? project.workspace.listCheckedDocuments() : [document];
  return listNumbers(cursor, typed, isCited, holders);
}

/** Whether a keyword can cite a provision of a document. */
type IsCited = (provision: Provision, holder: WorkspaceDocument) => boolean;

/**
 * The word of a unit that a text ends in, "Article", "Std." or "Quality Standard"; null where it
 * ends in none.
 */
function findKeywordAtEnd(words: string, { draft }: WorkspaceDocument): string | null {
  const [end = ''] = /(?:[\p{L}§’'-]{1,30} ){0,2}[\p{L}§’'-]{1,30}\.?$/u.exec(words.slice(-100)) ?? [];
  for (let keyword = end; keyword !== ''; keyword = keyword.replace(/^\S+ ?/, ''))
    if (findCitedUnits(draft.scheme, keyword).length > 0) return keyword;
  return KINDS.some(([each]) => each.test(words)) ? (/\w+$/.exec(words)?.[0] ?? null) : null;
}

function listNumbers(
  { document, offset }: Cursor,
  typed: string,
  isCited: IsCited,
  holders: readonly WorkspaceDocument[],
): CompletionList {
  const list = new CompletionItems();
  const replaced = document.draft.rangeOf({ start: offset - typed.length, end: offset });
  const around = document.draft.provisionAt(offset);
  for (const holder of holders) {
    const isElsewhere = holders.length > 1 && holder !== document;
    const offered = holder.draft.provisions.filter(
      (provision) =>
        provision.number?.startsWith(typed) &&
        provision !== around &&
        isCited(provision, holder) &&
        (provision.kind !== 'row' || provision.parent === findTableAround(around)),
    );
    for (const provision of holder === document ? sortByNearness(offered, document.draft.blockAt(offset)) : offered) {
      if (list.isFull) return list.finish(true);
      const number = provision.number ?? '';
      const words = readOpeningWords(holder.draft, provision, MOST_DETAIL);
      list.append({
        label: number,
        newText: isElsewhere ? `${number} of the ${holder.id || holder.names[0]}` : number,
        replaced,
        detail: isElsewhere ? `${displayNameOf(holder)} – ${words}` : words,
        kind: CompletionItemKind.Reference,
      });
    }
  }
  return list.finish();
}

/** Those before and behind a block in turn, the nearest first: clauses cite their neighbours most. */
function sortByNearness(provisions: readonly Provision[], block: number): readonly Provision[] {
  return [...provisions].sort((a, b) => Math.abs(a.block - block) - Math.abs(b.block - block));
}

function findTableAround(provision: Provision | null): Provision | null {
  let at = provision;
  while (at && at.kind !== 'table') at = at.parent;
  return at;
}

/** "paragraph (": the sub-paragraphs of the clause that the cursor is in. */
function listParagraphs({ document: { draft }, offset }: Cursor, typed: string): CompletionList {
  let clause = draft.provisionAt(offset);
  while (clause?.kind === 'paragraph' && clause.parent) clause = clause.parent;
  const list = new CompletionItems();
  const replaced = draft.rangeOf({ start: offset - typed.length, end: offset });
  const appendWithin = (children: readonly Provision[]): void => {
    for (const child of children) {
      if (child.kind !== 'paragraph' || child.number === null || list.isFull) continue;
      const number = child.number.slice((clause?.number ?? '').length);
      if (number.startsWith(typed))
        list.append({
          label: number,
          newText: number,
          replaced,
          detail: readOpeningWords(draft, child, MOST_DETAIL),
          kind: CompletionItemKind.Reference,
        });
      appendWithin(child.children);
    }
  };
  appendWithin(clause?.children ?? draft.roots);
  return list.finish();
}

function completeQuestion({ project, document, offset, before }: Cursor): CompletionList | null {
  const [found, series, typed = ''] = QUESTION.exec(before) ?? [];
  if (found === undefined) return null;
  const list = new CompletionItems();
  const replaced = document.draft.rangeOf({ start: offset - typed.length - 1, end: offset });
  for (const { draft } of project.workspace.listCheckedDocuments()) {
    for (const provision of draft.provisions) {
      if (provision.kind !== 'question' || !provision.label.startsWith(`${series} Q${typed}`)) continue;
      const words = draft.block(Math.min(provision.endBlock - 1, provision.block + 1)).text;
      const label = `Q${provision.number}`;
      list.append({
        label,
        newText: label,
        replaced,
        detail: words.slice(0, MOST_DETAIL),
        kind: CompletionItemKind.Event,
      });
    }
  }
  return list.isEmpty ? null : list.finish();
}

/** "Clause 4.2 of the ": the documents that can be cited. */
function completeDocument({ project, document, offset, before }: Cursor): CompletionList | null {
  const typed = /[\w-]*$/.exec(before)?.[0] ?? '';
  const words = before.slice(0, before.length - typed.length);
  if (!/[\d)A-Z] (?:of|in|to|under) (?:the )?$/.test(words.slice(-40))) return null;
  const list = new CompletionItems();
  const replaced = document.draft.rangeOf({ start: offset - typed.length, end: offset });
  for (const named of project.workspace.resolutionContextOf(document).names.documents) {
    if (named === document) continue;
    const short = named.id || named.names[0];
    if (!short) continue;
    const title = named.names.find((name) => name !== short) ?? '';
    list.append({
      label: short,
      newText: short,
      replaced,
      detail: title,
      kind: CompletionItemKind.File,
      filterText: `${short} ${title}`,
    });
  }
  return list.isEmpty ? null : list.finish();
}

/** Words that begin with a capital letter: the defined terms that begin with them. */
function completeTerm({ project, document, offset, before }: Cursor): CompletionList | null {
  const typed = /(?:[A-Z][\w’'-]{0,40} ){0,6}[A-Z][\w’'-]{0,40}$/.exec(before.slice(-200))?.[0];
  if (typed === undefined) return null;
  const list = new CompletionItems();
  for (const holder of findDefiners(project, document)) {
    for (const definition of DefinedTerms.of(holder.draft).definitions) {
      const term = definition.number ?? '';
      // Of several words typed, only the last ones may be the beginning of the term.
      const from = findTermStart(typed.toLowerCase(), term.toLowerCase());
      if (from < 0) continue;
      if (list.isFull) return list.finish(true);
      list.append({
        label: term,
        newText: term,
        replaced: document.draft.rangeOf({ start: offset - typed.length + from, end: offset }),
        detail: readOpeningWords(holder.draft, definition, MOST_DETAIL),
        kind: CompletionItemKind.Constant,
      });
    }
  }
  return list.isEmpty ? null : list.finish();
}

/**
 * Where the last words of `typed` start that `term` begins with, as an index; −1 where there are
 * none.
 */
function findTermStart(typed: string, term: string): number {
  for (let at = 0; at >= 0 && at < typed.length; ) {
    if (term.startsWith(typed.slice(at))) return at;
    const space = typed.indexOf(' ', at);
    if (space < 0) return -1;
    at = space + 1;
  }
  return -1;
}

/** One item before it takes its place in the list. */
interface Suggestion {
  readonly label: string;
  readonly newText: string;
  readonly replaced: Range;
  readonly detail: string;
  readonly kind: CompletionItemKind;
  /** What the editor compares with the words typed; the label unless given. */
  readonly filterText?: string;
}

/** Items in the order in which they are appended, which the editor keeps. */
class CompletionItems {
  private readonly items: CompletionItem[] = [];

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  get isFull(): boolean {
    return this.items.length >= MOST_ITEMS;
  }

  append({ label, newText, replaced, detail, kind, filterText = label }: Suggestion): void {
    this.items.push({
      label,
      kind,
      ...(detail ? { detail } : {}),
      filterText,
      sortText: String(this.items.length).padStart(5, '0'),
      textEdit: { range: replaced, newText },
    });
  }

  finish(isIncomplete = false): CompletionList {
    return { isIncomplete, items: this.items };
  }
}
