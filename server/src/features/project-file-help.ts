import { type CompletionItem, CompletionItemKind, type Hover } from 'vscode-languageserver-types';
import { CATALOGUE } from '../rules/catalogue.js';
import { type BlockName, blockIn, choicesOf, type Field, fieldsOf } from '../workspace/project-fields.js';
import type { ProjectFile } from '../workspace/project-file.js';

/**
 * What can be written at a place in a project file: a key that is missing, a value that its key
 * allows, a document's id.
 */
export function completeProjectFile(file: ProjectFile, offset: number): CompletionItem[] {
  const place = readPlaceAt(file.text, offset);
  if (place.key !== null)
    return listValues(place.path, place.key, file).map((label) => ({ label, kind: CompletionItemKind.Value }));
  if (findFieldAt(place.path)?.kind === 'severities')
    return Object.entries(CATALOGUE).map(([code, { severity, title: speaks }]) => ({
      label: code,
      kind: CompletionItemKind.Property,
      insertText: `${code}: `,
      detail: severity,
      documentation: speaks,
    }));
  const block = findBlockAt(place.path);
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

/** What a key in a project file is for. */
export function hoverProjectFile(file: ProjectFile, offset: number): Hover | null {
  const { text } = file;
  const before = /[\w-]{0,40}$/.exec(text.slice(Math.max(0, offset - 40), offset))?.[0] ?? '';
  const after = /^[\w-]{0,40}/.exec(text.slice(offset, offset + 40))?.[0] ?? '';
  const key = before + after;
  const end = offset + after.length;
  if (key === '' || text.charAt(end) !== ':') return null;
  const block = findBlockAt(readPlaceAt(text, end).path);
  const description = block && findField(block, key)?.description;
  return description
    ? {
        range: file.lines.rangeOf({ start: end - key.length, end }),
        contents: { kind: 'markdown', value: description },
      }
    : null;
}

interface ProjectFilePlace {
  /** The keys around the place, the outermost first. Items of a list add none. */
  readonly path: readonly string[];
  /** The key whose value is being written, or null where a key is. */
  readonly key: string | null;
  /** The keys that are there already, beside the place. */
  readonly present: ReadonlySet<string>;
}

/**
 * Where in the file an offset is, judged by indentation and brackets: no parser takes a
 * half-written file.
 */
function readPlaceAt(text: string, offset: number): ProjectFilePlace {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  const open = line.lastIndexOf('{');
  const inFlow = open > line.lastIndexOf('}');
  const last = inFlow ? line.slice(Math.max(open, line.lastIndexOf(',')) + 1) : line.replace(/^ *(?:- )?/, '');
  const key = /^\s*([\w.-]{1,60}):\s/.exec(`${last} `)?.[1] ?? null;
  const end = text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset);
  const beside = inFlow ? text.slice(start + open, end) : findSisterLines(text, start);
  const present = new Set(
    [...beside.matchAll(/(?:^|[{,\n-])\s{0,20}([\w-]{1,40}):/g)].map(([, sister = '']) => sister),
  );
  const path = findKeysAbove(text.slice(0, start), measureLineIndent(line));
  const flowKey = inFlow ? /([\w-]{1,40}):\s{0,9}$/.exec(line.slice(0, open))?.[1] : undefined;
  return { path: flowKey ? [...path, flowKey] : path, key, present };
}

/** How far a line is indented, in characters; for a list item, up to its first word. */
function measureLineIndent(line: string): number {
  return /^ *(?:- *)?/.exec(line)?.[0].length ?? 0;
}

/** The keys that a place with some indentation is under. */
function findKeysAbove(before: string, indent: number): string[] {
  const keys: string[] = [];
  let limit = indent;
  for (const line of before.split('\n').reverse()) {
    if (limit <= 0) break;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const own = measureLineIndent(line);
    const key = /^ *(?:- )?([\w-]{1,40}):\s*(?:#.*)?$/.exec(line)?.[1];
    if (own < limit && key !== undefined) {
      keys.unshift(key);
      limit = own;
    }
  }
  return keys;
}

/** The lines around one that have its indentation, within the same item or mapping. */
function findSisterLines(text: string, start: number): string {
  const lines = text.split('\n');
  const at = text.slice(0, start).split('\n').length - 1;
  const indent = measureLineIndent(lines[at] ?? '');
  const isSister = (line = '') => line.trim() === '' || measureLineIndent(line) >= indent;
  const startsItem = (line = '') => /^ *- /.test(line);
  let first = at;
  while (first > 0 && isSister(lines[first - 1]) && !startsItem(lines[first])) first--;
  let end = at + 1;
  while (end < lines.length && isSister(lines[end]) && !startsItem(lines[end])) end++;
  return lines
    .slice(first, end)
    .filter((line, i) => first + i !== at && measureLineIndent(line) === indent)
    .join('\n');
}

/** The field that some keys lead to, from the outermost on; null where they lead to none. */
function findFieldAt(path: readonly string[]): Field | null {
  let block: BlockName | null = 'root';
  let field: Field | null = null;
  for (const key of path) {
    field = (block && findField(block, key)) ?? null;
    block = field && blockIn(field);
  }
  return field;
}

/** The block that some keys lead to. */
function findBlockAt(path: readonly string[]): BlockName | null {
  if (path.length === 0) return 'root';
  const field = findFieldAt(path);
  return field && blockIn(field);
}

function findField(block: BlockName, key: string): Field | null {
  const fields = fieldsOf(block);
  return Object.hasOwn(fields, key) ? (fields[key] ?? null) : null;
}

/** The values that a key can have, where they are few. */
function listValues(path: readonly string[], key: string, file: ProjectFile): readonly string[] {
  if (findFieldAt(path)?.kind === 'severities') return choicesOf('severities');
  const block = findBlockAt(path);
  const field = block && findField(block, key);
  if (!field) return [];
  return field.names === 'known document' ? file.documents.map(({ id }) => id) : choicesOf(field.kind);
}
