import { listed } from '../analysis/listed.js';
import type { Change, ChangeKind } from '../compare/change.js';
import { type ChangedProvision, isEndOfList, type PlacedChange } from './declared-changes.js';

/** What an overview would say of a changed provision: "Moved from Clause 20.26 and amended", "Row 2A replaced". */
export function describeChange(changed: ChangedProvision): string {
  const said = parts(changed);
  const words = said.join('; ');
  return words === '' ? 'Amended' : words.charAt(0).toUpperCase() + words.slice(1);
}

function parts(changed: ChangedProvision): string[] {
  const { changes } = changed;
  const own = changes.filter((placed) => isOwn(changed, placed));
  const within = changes.filter((placed) => !own.includes(placed));
  const said = ofItself(changed, own);
  const told = within.length > 1 ? within.filter(({ change }) => !isEndOfList(change)) : within;
  return [...said, ...ofParts(told.length > 0 ? told : within)];
}

/** Whether a change is to the provision itself and not to a part of it. */
function isOwn({ old, new: neu }: ChangedProvision, placed: PlacedChange): boolean {
  return placed.new !== null ? placed.new === neu : placed.old === old;
}

function ofItself({ old, new: neu, label }: ChangedProvision, own: readonly PlacedChange[]): string[] {
  const kinds = new Set(own.flatMap(({ change }) => change.kinds));
  const kind = word(label);
  if (kinds.has('inserted') && kinds.has('deleted')) return [`text of the ${kind} replaced`];
  if (kinds.has('moved')) {
    const from = own.find(({ change }) => change.kinds.includes('moved'))?.change.old?.label ?? old?.label ?? '';
    return [`moved from ${from}${kinds.has('amended') ? ' and amended' : ''}`];
  }
  if (kinds.has('inserted') && neu && old === null) return [`new ${kind}`];
  if (kinds.has('deleted') && neu === null) return [`${kind} deleted`];
  return own.map(({ change }) => amendment(change));
}

/** "Clause" of "Clause 20.28"; "paragraph" of "paragraph 1.4 of Appendix A"; "text" of what has no number. */
function word(label: string): string {
  return (
    /^(Clause|Section|Table|Figure|Appendix|Annex|Schedule|Attachment|Footnote|paragraph)\b/.exec(label)?.[1] ?? 'text'
  );
}

/** The most words of an amendment that are told. */
const MOST_WORDS = 8;

function amendment({ kinds, edits }: Change): string {
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
  const [only] = hunks;
  if (hunks.length !== 1 || !only) return 'text amended';
  const [out, put] = [plain(only.out), plain(only.in)];
  if (out.split(' ').length > MOST_WORDS || put.split(' ').length > MOST_WORDS || /[|\n]/.test(out + put))
    return 'text amended';
  if (out === '') return `“${put}” inserted`;
  return put === '' ? `“${out}” removed` : `“${out}” replaced by “${put}”`;
}

function plain(words: string): string {
  return words.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim();
}

/** "definitions of A and B inserted; row 2A replaced; paragraph (c) inserted". */
function ofParts(changes: readonly PlacedChange[]): string[] {
  const byWords = new Map<string, { name: string; plural: string; names: string[]; verb: string }>();
  for (const { change, old, new: neu } of changes) {
    const part = neu ?? old;
    if (!part) continue;
    const verb = verbOf(change);
    const [name, plural, own] =
      part.kind === 'definition'
        ? ['definition of', 'definitions of', part.number ?? part.label]
        : part.kind === 'row'
          ? ['row', 'rows', part.number ?? part.label.split(' ')[1] ?? '']
          : part.kind === 'paragraph'
            ? ['paragraph', 'paragraphs', (part.number ?? '').replace(/^[^(]*/, '') || part.label]
            : part.kind === 'footnote'
              ? ['footnote', 'footnotes', part.number ?? '']
              : ['', '', part.label];
    const key = `${name} ${verb}`;
    const group = byWords.get(key) ?? { name: name as string, plural: plural as string, names: [], verb };
    if (!group.names.includes(own as string)) group.names.push(own as string);
    byWords.set(key, group);
  }
  return [...byWords.values()].map(({ name, plural, names, verb }) =>
    [names.length > 1 ? plural : name, listed(names), verb].filter(Boolean).join(' '),
  );
}

const VERBS: Partial<Record<ChangeKind, string>> = { inserted: 'inserted', deleted: 'deleted', moved: 'moved' };

function verbOf({ kinds, edits }: Change): string {
  const verb = VERBS[kinds[0] as ChangeKind];
  if (verb) return verb;
  const length = (op: 'equal' | 'insert') =>
    edits.filter((edit) => edit.op === op).reduce((sum, { text }) => sum + text.trim().length, 0);
  return length('insert') > length('equal') ? 'replaced' : 'amended';
}
