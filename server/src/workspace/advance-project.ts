import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { findLineEnding, type TextEdit } from '../model/text.js';

/** What becomes of a document when its draft is brought into force. */
export interface AdvancedDocument {
  /** Its path in the project file. */
  readonly path: string;
  /** The version that its draft begins to be; null to leave what is there. */
  readonly version: string | null;
  /** Its new version in force. */
  readonly baseline: { readonly path: string; readonly version: string | null; readonly from: string };
}

/**
 * The edits that make a project file follow drafts which come into force: their versions in force,
 * their next versions, and `document` of the consultation as `concluded` where that is over. All
 * else stays as it is, remarks and the order of entries included.
 * @returns null where the text cannot be edited in this way
 */
export function advanceProject(
  text: string,
  documents: readonly AdvancedDocument[],
  isConcluded: boolean,
): readonly TextEdit[] | null {
  const root = parseDocument(text).contents;
  if (!isMap(root)) return null;
  const edits: TextEdit[] = [];
  const list = root.get('documents', true);
  for (const document of documents) {
    const entry = isSeq(list) ? list.items.find((item) => isMap(item) && isNamedBy(item, document.path)) : null;
    if (!isMap(entry)) return null;
    const { path, version, from } = document.baseline;
    const facts = [`path: ${quoteYaml(path)}`, ...(version === null ? [] : [`version: ${quoteYaml(version)}`])];
    const baseline = `{ ${[...facts, `from: ${from}`].join(', ')} }`;
    const own = [
      document.version === null || !entry.has('version')
        ? null
        : setValue(text, entry, 'version', quoteYaml(document.version)),
      setValue(text, entry, 'baseline', baseline),
    ];
    edits.push(...own.filter((edit) => edit !== null));
  }
  const consultation = root.get('consultation', true);
  const named = isMap(consultation) ? findPair(consultation, 'document') : null;
  if (isConcluded && named && isMap(consultation) && !consultation.has('concluded')) {
    const range = isScalar(named.key) ? named.key.range : null;
    if (!range) return null;
    edits.push({ start: range[0], end: range[1], text: 'concluded' });
  }
  return edits.sort((a, b) => a.start - b.start);
}

function isNamedBy(entry: YAMLMap, path: string): boolean {
  const own = entry.get('path');
  return typeof own === 'string' && own.trim().replace(/^(?:\.\/)+/, '') === path;
}

function findPair(map: YAMLMap, key: string): Pair<unknown, unknown> | null {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) ?? null;
}

/** Puts a value in the place of a key's, or adds the key behind the last one. */
function setValue(text: string, map: YAMLMap, key: string, value: string): TextEdit | null {
  const range = rangeOfValue(text, findPair(map, key));
  if (range) return { start: range[0], end: range[1], text: value };
  const last = rangeOfValue(text, map.items.at(-1) ?? null);
  const first = map.items[0]?.key;
  if (!last || !isScalar(first) || !first.range) return null;
  if (map.flow) return { start: last[1], end: last[1], text: `, ${key}: ${value}` };
  const lineStart = text.lastIndexOf('\n', first.range[0] - 1) + 1;
  const indent = ' '.repeat(first.range[0] - lineStart);
  return { start: last[1], end: last[1], text: `${findLineEnding(text)}${indent}${key}: ${value}` };
}

/** Where a value stands, without the blanks and remarks after it. */
function rangeOfValue(text: string, pair: Pair<unknown, unknown> | null): readonly [number, number] | null {
  const node = pair?.value as Node | null | undefined;
  if (!node?.range) return null;
  const [start, end] = node.range;
  if (!isMap(node) || node.flow) return [start, start + text.slice(start, end).trimEnd().length];
  // The range of a block goes on to the next entry: it ends with its last value.
  const last = rangeOfValue(text, node.items.at(-1) ?? null);
  return last && [node.range[0], last[1]];
}

/** A text as a YAML value of one line that is read back as just this text. */
function quoteYaml(text: string): string {
  const isPlain = /^[A-Za-z][\w./ -]{0,200}$/.test(text) && !/ $/.test(text);
  return isPlain && !/^(?:true|false|yes|no|on|off|null)$/i.test(text) ? text : JSON.stringify(text);
}
