import { joinWords } from '../../analysis/text/join-words.js';
import type { Change, ChangeKind } from '../../compare/change.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { capitaliseFirst } from '../../model/text.js';
import { type ChangedProvision, isEndOfList, type PlacedChange } from './changed-instruments.js';

/**
 * What an overview would say of a changed provision: "Moved from Clause 20.26 and amended", "Row 2A
 * replaced".
 */
export function describeChange(changed: ChangedProvision): string {
  const words = describeAll(changed).join('; ');
  return words === '' ? 'Amended' : capitaliseFirst(words);
}

function describeAll(changed: ChangedProvision): string[] {
  const { changes } = changed;
  const own = changes.filter((placed) => isOwn(changed, placed));
  const within = changes.filter((placed) => !own.includes(placed));
  // An “and” that went to another item says nothing beside other changes.
  const telling = within.length > 1 ? within.filter(({ change }) => !isEndOfList(change)) : within;
  return [...describeOwn(changed, own), ...describeParts(telling.length > 0 ? telling : within)];
}

/** Whether a change is to the provision itself and not to a part of it. */
function isOwn({ old, new: newProvision }: ChangedProvision, placed: PlacedChange): boolean {
  return placed.new !== null ? placed.new === newProvision : placed.old === old;
}

function describeOwn({ old, new: newProvision, label }: ChangedProvision, own: readonly PlacedChange[]): string[] {
  const kinds = new Set(own.flatMap(({ change }) => change.kinds));
  const kind = kindWord(label);
  if (kinds.has('inserted') && kinds.has('deleted')) return [`text of the ${kind} replaced`];
  if (kinds.has('moved')) {
    const from = own.find(({ change }) => change.kinds.includes('moved'))?.change.old?.label ?? old?.label ?? '';
    return [`moved from ${from}${kinds.has('amended') ? ' and amended' : ''}`];
  }
  if (kinds.has('inserted') && newProvision && old === null) return [`new ${kind}`];
  if (kinds.has('deleted') && newProvision === null) return [`${kind} deleted`];
  return own.map(({ change }) => describeAmendment(change)).filter((words) => words !== '');
}

/**
 * "Clause" of "Clause 20.28"; "paragraph" of "paragraph 1.4 of Appendix A"; "text" of what has no
 * number.
 */
function kindWord(label: string): string {
  return (
    /^(Clause|Section|Table|Figure|Appendix|Annex|Schedule|Attachment|Footnote|paragraph)\b/.exec(label)?.[1] ?? 'text'
  );
}

/** How many words of an amendment are quoted at most. */
const MOST_WORDS = 8;

/** What was amended; empty where it is only the call of a note, which the note itself tells. */
function describeAmendment({ kinds, edits }: Change): string {
  if (kinds.includes('inserted')) return 'text added';
  if (kinds.includes('deleted')) return 'text removed';
  const hunks: { out: string; in: string }[] = [];
  let open: { out: string; in: string } | null = null;
  for (const { op, class: editClass, text } of edits) {
    if (op === 'equal') open = null;
    else if (editClass === 'substance') {
      if (!open) hunks.push((open = { out: '', in: '' }));
      if (op === 'delete') open.out += text;
      else open.in += text;
    }
  }
  const telling = hunks.filter((hunk) => stripMarkup(hunk.out + hunk.in) !== '');
  if (hunks.length > 0 && telling.length === 0) return '';
  const [only] = hunks;
  if (hunks.length !== 1 || !only) return 'text amended';
  const [removed, inserted] = [stripMarkup(only.out), stripMarkup(only.in)];
  if (
    removed.split(' ').length > MOST_WORDS ||
    inserted.split(' ').length > MOST_WORDS ||
    /[|\n]/.test(removed + inserted)
  )
    return 'text amended';
  if (removed === '') return `“${inserted}” inserted`;
  return inserted === '' ? `“${removed}” removed` : `“${removed}” replaced by “${inserted}”`;
}

function stripMarkup(words: string): string {
  // The call of a note would be one of the text that the words are put in.
  return words
    .replace(/\[\^[^\]\s]{1,80}\]/g, '')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "definitions of A and B inserted; row 2A replaced; paragraph (c) inserted". */
function describeParts(changes: readonly PlacedChange[]): string[] {
  const groups = new Map<string, { name: string; plural: string; names: string[]; verb: string }>();
  for (const { change, old, new: newProvision } of changes) {
    const part = newProvision ?? old;
    if (!part) continue;
    const verb = verbOf(change);
    const { name, plural, own } = namePart(part);
    const key = `${name} ${verb}`;
    const { names } = getOrCreate(groups, key, () => ({ name, plural, names: [], verb }));
    if (!names.includes(own)) names.push(own);
  }
  return [...groups.values()].map(({ name, plural, names, verb }) => {
    // “Footnote 2” would be read as one of the consultation document.
    const numbers = name === FOOTNOTE ? '' : joinWords(names);
    return [names.length > 1 ? plural : name, numbers, verb].filter(Boolean).join(' ');
  });
}

const FOOTNOTE = 'footnote';

/** "row" and "2A" of Row 2A; a part of another kind is named by its label alone. */
function namePart({ kind, number, label }: Provision): { name: string; plural: string; own: string } {
  switch (kind) {
    case 'definition':
      return { name: 'definition of', plural: 'definitions of', own: number ?? label };
    case 'row':
      return { name: 'row', plural: 'rows', own: number ?? label.split(' ')[1] ?? '' };
    case 'paragraph':
      return { name: 'paragraph', plural: 'paragraphs', own: (number ?? '').replace(/^[^(]*/, '') || label };
    case 'footnote':
      return { name: FOOTNOTE, plural: 'footnotes', own: number ?? '' };
    default:
      return { name: '', plural: '', own: label };
  }
}

const VERBS: Partial<Record<ChangeKind, string>> = { inserted: 'inserted', deleted: 'deleted', moved: 'moved' };

function verbOf({ kinds, edits }: Change): string {
  const verb = kinds[0] && VERBS[kinds[0]];
  if (verb) return verb;
  const lengthOf = (op: 'equal' | 'insert') =>
    edits.filter((edit) => edit.op === op).reduce((sum, { text }) => sum + text.trim().length, 0);
  return lengthOf('insert') > lengthOf('equal') ? 'replaced' : 'amended';
}
