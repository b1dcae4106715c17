import type { Hover } from 'vscode-languageserver-types';
import {
  type Day,
  formatDay,
  isBankHoliday,
  isWorkingDay,
  parseDay,
  weekdayOf,
  workingDaysBetween,
} from '../analysis/dates/calendar.js';
import { datesIn } from '../analysis/dates/written-dates.js';
import { definitionSourcesOf } from '../analysis/terms/definition-sources.js';
import { firstLongFormOf } from '../analysis/terms/long-forms.js';
import { shortForm } from '../analysis/terms/short-forms.js';
import { readBlockFacts } from '../model/facts.js';
import { findSourceSpan } from '../model/inline/inline.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { findCitedAt, sourceOf } from './cited.js';
import { displayNameOf, escapeMarkdown, nameVersionInForce } from './display-text.js';
import type { ProvisionChange } from './known-changes.js';
import { describeKinds } from './known-changes.js';
import type { OpenProject } from './open-project.js';
import { findSubjectAt, type Subject } from './subject.js';

const MOST_CHARACTERS = 1500;
const MOST_PROVISIONS = 5;

/**
 * What to show about an offset: the text of the provisions cited, with change marks where it
 * changed since the version in force; the definition of a term; the long form of an abbreviation;
 * the document that a name means; what day a date is. Null for other words.
 */
export function hoverAt(project: OpenProject, document: WorkspaceDocument, offset: number): Hover | null {
  const outside = describeUndraftedReference(project, document, offset);
  if (outside) return outside;
  const subject = findSubjectAt(project, document, offset);
  const toHover = (span: Span, value: string): Hover => ({
    range: document.draft.rangeOf(span),
    contents: { kind: 'markdown', value },
  });
  switch (subject?.kind) {
    case 'provisions':
      return subject.provisions.length > 0
        ? toHover(subject.span, describeProvisions(project, document, subject))
        : null;
    case 'term':
      return subject.isOwn
        ? null
        : toHover(subject.span, describeDefinition(document, subject.holder, subject.definition));
    case 'document': {
      const [first, title] = subject.document.names;
      const version = project.workspace.documents.get(subject.document.uri ?? '')?.version;
      const drafted = subject.document.draft ? '' : ' · not drafted here';
      const name = title ?? first ?? subject.document.id;
      return toHover(
        subject.span,
        `**${escapeMarkdown(name)}**${version ? ` · ${escapeMarkdown(version)}` : ''}${drafted}`,
      );
    }
    default:
      return (
        describeDate(project, document, offset, toHover) ?? describeAbbreviation(project, document, offset, toHover)
      );
  }
}

/** A reference into a document that is not drafted here, or that nobody describes. */
function describeUndraftedReference(project: OpenProject, document: WorkspaceDocument, offset: number): Hover | null {
  const cited = findCitedAt(project.checker, document, offset);
  if (!cited) return null;
  const { resolution } = cited;
  const range = document.draft.rangeOf(cited.span);
  const toHover = (value: string): Hover => ({ range, contents: { kind: 'markdown', value } });
  if (resolution.unknown)
    return toHover(
      `No document called **${escapeMarkdown(resolution.unknown.name)}** is described here, so this reference is not checked.`,
    );
  if (!resolution.document || resolution.document.uri) return null;
  const name = resolution.document.names[1] ?? resolution.document.id;
  return toHover(`A provision of the **${escapeMarkdown(name)}**, which is not drafted here.`);
}

function describeProvisions(
  project: OpenProject,
  document: WorkspaceDocument,
  { holder, provisions, isOwn }: Extract<Subject, { kind: 'provisions' }>,
): string {
  const shown = provisions.slice(0, MOST_PROVISIONS).map((provision) => {
    const title = provision.title && provision.kind !== 'section' ? ` – ${escapeMarkdown(provision.title)}` : '';
    const where = holder === document ? '' : ` · ${escapeMarkdown(displayNameOf(holder))}`;
    const head = `**${escapeMarkdown(provision.label)}**${title}${where}`;
    const change = project.changes.changeOf(holder.draft, provision);
    if (change) return `${head}\n\n${describeProvisionChange(holder, change)}`;
    // At a provision's own label its text is there already.
    return isOwn ? '' : `${head}\n\n${cutExcerpt(sourceOf(holder, provision))}`;
  });
  const rest = provisions.length - shown.length;
  if (rest > 0) shown.push(`… and ${rest} more`);
  const markdown = shown.filter((each) => each !== '').join('\n\n---\n\n');
  const [first] = provisions;
  return markdown === '' && first ? describeCitationCount(project, first) : markdown;
}

function describeCitationCount(project: OpenProject, provision: Provision): string {
  const count = project.citations.citationsOf(provision).length;
  const times = count === 1 ? 'cited once' : count === 0 ? 'not cited' : `cited ${count} times`;
  return `**${escapeMarkdown(provision.label)}** · ${times}`;
}

/** "amended since V1.4", and the words with those inserted and deleted marked. */
function describeProvisionChange(holder: WorkspaceDocument, change: ProvisionChange): string {
  const from = change.kinds.includes('moved') || change.kinds.includes('renumbered') ? change.oldLabel : null;
  const kinds = describeKinds(change);
  const head = `*${kinds}${from ? `, was ${escapeMarkdown(from)},` : ''} since ${escapeMarkdown(nameVersionInForce(holder))}*`;
  if (change.kinds.includes('inserted'))
    return `${head}\n\n${markChangedWords(change.edits.map(({ text }) => ['', text]))}`;
  const signs = { equal: '', insert: '**', delete: '~~' };
  return `${head}\n\n${markChangedWords(change.edits.map(({ op, text }) => [signs[op], text]))}`;
}

/**
 * Puts words between signs such as ** and ~~, paragraph by paragraph; white space stays outside of
 * the signs.
 */
function markChangedWords(pieces: readonly (readonly [sign: string, text: string])[]): string {
  let markdown = '';
  const joined: [string, string][] = [];
  for (const [sign, text] of pieces) {
    const last = joined[joined.length - 1];
    if (last?.[0] === sign) last[1] += text;
    else joined.push([sign, text]);
  }
  for (const [sign, text] of joined) {
    for (const part of text.split(/(\s+)/))
      markdown += /^\s*$/.test(part) ? part : `${sign}${escapeMarkdown(part)}${sign}`;
  }
  const paragraphs = markdown.replace(/(\*\*|~~)([^\S\r\n]+)\1/g, '$2').split(/\r?\n/);
  return cutExcerpt(
    paragraphs
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .join('\n\n'),
  );
}

function describeDefinition(document: WorkspaceDocument, holder: WorkspaceDocument, definition: Provision): string {
  const where = holder === document ? '' : ` · ${escapeMarkdown(displayNameOf(holder))}`;
  return `**${escapeMarkdown(definition.label)}**${where}\n\n${cutExcerpt(sourceOf(holder, definition))}`;
}

/** A date's weekday, whether it is a Working Day, and how far it is from publication. */
function describeDate(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  toHover: (span: Span, value: string) => Hover,
): Hover | null {
  const { draft } = document;
  const block = draft.blockAt(offset);
  if (block < 0) return null;
  const at = offset - draft.startOf(block);
  for (const { inline } of readBlockFacts(draft.block(block)).passages) {
    for (const { date, exists, span } of datesIn(inline.text)) {
      const source = findSourceSpan(inline, span.start, span.end);
      if (at < source.start || at > source.end) continue;
      const place = draft.inText(block, source);
      if (!exists) return toHover(place, `There is no ${formatDay(date)}.`);
      const kind = isBankHoliday(date) ? ' · a bank holiday' : isWorkingDay(date) ? '' : ' · not a Working Day';
      return toHover(place, `**${weekdayOf(date)} ${formatDay(date)}**${kind}${describeDistance(project, date)}`);
    }
  }
  return null;
}

function describeDistance({ workspace }: OpenProject, date: Day): string {
  const published = parseDay(workspace.projectFile?.consultation?.published ?? null);
  const days = published && workingDaysBetween(published, date);
  if (!published || days === null) return '';
  if (days === 0) return '\n\nNo Working Day between it and publication';
  const counted = `${Math.abs(days)} Working Day${Math.abs(days) === 1 ? '' : 's'}`;
  return `\n\n${counted} ${days > 0 ? 'after' : 'before'} publication on ${formatDay(published)}`;
}

function describeAbbreviation(
  project: OpenProject,
  document: WorkspaceDocument,
  offset: number,
  toHover: (span: Span, value: string) => Hover,
): Hover | null {
  const { draft } = document;
  const word = findWordAt(draft.text, offset);
  if (!word || !/[A-Z].*[A-Z]/.test(draft.text.slice(word.start, word.end))) return null;
  const short = draft.text.slice(word.start, word.end);
  const { drafts } = definitionSourcesOf(draft, project.workspace.resolutionContextOf(document), 'ofAnyWord');
  for (const each of [draft, ...drafts]) {
    const found = firstLongFormOf(each, short);
    if (found)
      return toHover(
        word,
        `**${escapeMarkdown(shortForm(short))}** · ${escapeMarkdown(found.long.replace(/^The /, ''))}`,
      );
  }
  return null;
}

function findWordAt(text: string, offset: number): Span | null {
  const isWord = (at: number) => /[A-Za-z0-9&/-]/.test(text.charAt(at));
  let start = offset;
  let end = offset;
  while (start > 0 && isWord(start - 1)) start--;
  while (end < text.length && isWord(end)) end++;
  return end > start && end - start <= 20 ? { start, end } : null;
}

/** The start of a text, cut after a line where it is long. */
function cutExcerpt(source: string): string {
  if (source.length <= MOST_CHARACTERS) return source;
  const cut = source.lastIndexOf('\n', MOST_CHARACTERS);
  return `${source.slice(0, cut > MOST_CHARACTERS / 2 ? cut : MOST_CHARACTERS)}\n\n…`;
}
