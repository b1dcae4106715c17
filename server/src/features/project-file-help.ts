import { type CompletionItem, CompletionItemKind, type Hover } from 'vscode-languageserver-types';
import { CATALOGUE } from '../rules/catalogue.js';
import { type BlockName, blockIn, choicesOf, type Field, fieldsOf } from '../workspace/project-fields.js';
import type { ProjectFile } from '../workspace/project-file.js';

/** What can be written at a place of a project file: a key that is not there yet, a value that its key allows, a document's id. */
export function projectFileCompletion(file: ProjectFile, offset: number): CompletionItem[] {
  const place = placeAt(file.text, offset);
  if (place.key !== null)
    return valuesOf(place.path, place.key, file).map((label) => ({ label, kind: CompletionItemKind.Value }));
  if (fieldAt(place.path)?.kind === 'severities')
    return Object.entries(CATALOGUE).map(([code, { severity, speaks }]) => ({
      label: code,
      kind: CompletionItemKind.Property,
      insertText: `${code}: `,
      detail: severity,
      documentation: speaks,
    }));
  const block = blockAt(place.path);
  if (!block) return [];
  return Object.entries(fieldsOf(block))
    .filter(([key]) => !place.present.has(key))
    .map(([label, { description }]) => ({
      label,
      kind: CompletionItemKind.Property,
      insertText: `${label}: `,
      ...(description ? { documentation: description } : {}),
    }));
}

/** What a key of a project file is for. */
export function projectFileHover(file: ProjectFile, offset: number): Hover | null {
  const { text } = file;
  const before = /[\w-]{0,40}$/.exec(text.slice(Math.max(0, offset - 40), offset))?.[0] ?? '';
  const after = /^[\w-]{0,40}/.exec(text.slice(offset, offset + 40))?.[0] ?? '';
  const key = before + after;
  const end = offset + after.length;
  if (key === '' || text.charAt(end) !== ':') return null;
  const block = blockAt(placeAt(text, end).path);
  const description = block && fieldIn(block, key)?.description;
  return description
    ? {
        range: file.lines.rangeOf({ start: end - key.length, end }),
        contents: { kind: 'markdown', value: description },
      }
    : null;
}

interface Place {
  /** The keys around the place, outermost first; a list's items stand for themselves. */
  readonly path: readonly string[];
  /** The key whose value is being written, or null where a key is. */
  readonly key: string | null;
  /** The keys that stand beside it already. */
  readonly present: ReadonlySet<string>;
}

/** Where in the file an offset is, told by indentation and brackets: the text may be half written, and no parser would take it. */
function placeAt(text: string, offset: number): Place {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  const open = line.lastIndexOf('{');
  const inFlow = open > line.lastIndexOf('}');
  const last = inFlow ? line.slice(Math.max(open, line.lastIndexOf(',')) + 1) : line.replace(/^ *(?:- )?/, '');
  const key = /^\s*([\w.-]{1,60}):\s/.exec(`${last} `)?.[1] ?? null;
  const end = text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset);
  const beside = inFlow ? text.slice(start + open, end) : sisterLines(text, start);
  const present = new Set(
    [...beside.matchAll(/(?:^|[{,\n-])\s{0,20}([\w-]{1,40}):/g)].map((found) => found[1] as string),
  );
  const path = keysAbove(text.slice(0, start), indentOf(line));
  const flowKey = inFlow ? /([\w-]{1,40}):\s{0,9}$/.exec(line.slice(0, open))?.[1] : undefined;
  return { path: flowKey ? [...path, flowKey] : path, key, present };
}

/** How far a line is indented; what follows a list's dash counts from its first word. */
function indentOf(line: string): number {
  return /^ *(?:- *)?/.exec(line)?.[0].length ?? 0;
}

/** The keys that a place of some indentation stands under. */
function keysAbove(before: string, indent: number): string[] {
  const keys: string[] = [];
  let limit = indent;
  const lines = before.split('\n');
  for (let i = lines.length - 1; i >= 0 && limit > 0; i--) {
    const line = lines[i] as string;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const own = indentOf(line);
    const key = /^ *(?:- )?([\w-]{1,40}):\s*(?:#.*)?$/.exec(line)?.[1];
    if (own < limit && key !== undefined) {
      keys.unshift(key);
      limit = own;
    }
  }
  return keys;
}

/** The lines around a line that are no less indented than it, up to where they are. */
function sisterLines(text: string, start: number): string {
  const lines = text.split('\n');
  const at = text.slice(0, start).split('\n').length - 1;
  const indent = indentOf(lines[at] ?? '');
  const isSister = (line: string) => line.trim() === '' || indentOf(line) >= indent;
  let first = at;
  while (first > 0 && isSister(lines[first - 1] as string) && !/^ *- /.test(lines[first] as string)) first--;
  let end = at + 1;
  while (end < lines.length && isSister(lines[end] as string) && !/^ *- /.test(lines[end] as string)) end++;
  return lines
    .slice(first, end)
    .filter((line, i) => first + i !== at && indentOf(line) === indent)
    .join('\n');
}

/** The field that some keys lead to, from the outermost on; null where they lead to none. */
function fieldAt(path: readonly string[]): Field | null {
  let block: BlockName | null = 'root';
  let field: Field | null = null;
  for (const key of path) {
    field = (block && fieldIn(block, key)) ?? null;
    block = field && blockIn(field);
  }
  return field;
}

/** The block that some keys lead to. */
function blockAt(path: readonly string[]): BlockName | null {
  if (path.length === 0) return 'root';
  const field = fieldAt(path);
  return field && blockIn(field);
}

function fieldIn(block: BlockName, key: string): Field | null {
  const fields = fieldsOf(block);
  return Object.hasOwn(fields, key) ? (fields[key] ?? null) : null;
}

/** The values that a key can have, where they are few. */
function valuesOf(path: readonly string[], key: string, file: ProjectFile): readonly string[] {
  if (fieldAt(path)?.kind === 'severities') return choicesOf('severities');
  const block = blockAt(path);
  const field = block && fieldIn(block, key);
  if (!field) return [];
  return field.names === 'known document' ? file.documents.map(({ id }) => id) : choicesOf(field.kind);
}
