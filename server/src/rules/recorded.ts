import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import { hashText, isLineEnd, LineMap, type Span } from '../model/text.js';
import type { RecordedFinding, RecordedList } from '../workspace/recorded-findings.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Finding } from './finding.js';

/** The text that a finding is about: a draft, or a file that is none, such as the project file. */
export type FoundIn = Draft | { readonly text: string };

/**
 * What a finding is recorded as: its check, its provision and the words around it, but not its
 * line.
 * @param document the path that it is recorded under
 */
export function makeRecord(found: FoundIn, document: string, { code, span }: Finding): RecordedFinding {
  const { provision, hash } = surroundingsAt(found, span);
  const words = normaliseWords(found.text.slice(span.start, span.end));
  return {
    document,
    provision,
    code,
    words: words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words,
    text: hash,
  };
}

const MOST_WORDS = 80;

/**
 * Marks the recorded findings of a document as silenced; each record silences one. Findings whose
 * provision still has its label come first, then those that moved with their words to another.
 * @param recorded what is recorded of this document
 * @returns the findings, and the records that match none of them
 */
export function silenceRecorded(
  found: FoundIn,
  findings: readonly Finding[],
  recorded: RecordedList,
): { findings: Finding[]; gone: RecordedFinding[] } {
  const known = new Map<string, RecordedFinding[]>();
  const left = new Set(recorded);
  for (const record of [...recorded].reverse())
    for (const key of [exactKey(record), movedKey(record)]) getOrCreate(known, key, () => []).push(record);
  const takeRecord = (key: string): boolean => {
    const records = known.get(key);
    // The first that is left comes last. What the other key has taken is passed for good.
    for (let record = records?.pop(); record; record = records?.pop()) if (left.delete(record)) return true;
    return false;
  };
  const records = findings.map((finding) => (finding.suppressed ? null : makeRecord(found, '', finding)));
  const silenced = new Set<number>();
  for (const keyOf of [exactKey, movedKey])
    records.forEach((record, i) => {
      if (record && !silenced.has(i) && takeRecord(keyOf(record))) silenced.add(i);
    });
  return {
    findings: findings.map((finding, i) =>
      silenced.has(i) ? { ...finding, suppressed: { by: 'record', reason: null } } : finding,
    ),
    gone: [...left],
  };
}

/** Silences the recorded findings of a workspace, and knows which records nothing was found for. */
export class RecordedSilences {
  private readonly gone = {
    problems: new Map<string, readonly RecordedFinding[]>(),
    checks: new Map<string, readonly RecordedFinding[]>(),
  };

  constructor(private readonly workspace: Workspace) {}

  /**
   * The findings of a file, those that are recorded marked as silenced.
   * @param source who found them: the readers of the project (`problems`) or the checks
   */
  silence(source: 'problems' | 'checks', uri: string, text: FoundIn, findings: Finding[]): Finding[] {
    const recorded = this.workspace.recordedOf(uri);
    if (recorded.length === 0) return findings;
    const result = silenceRecorded(text, findings, recorded);
    this.gone[source].set(uri, result.gone);
    return result.findings;
  }

  /** Recorded findings that were not found any more. */
  recordedAndGone(): RecordedFinding[] {
    const { problems, checks } = this.gone;
    return [...new Set([...problems.keys(), ...checks.keys()])].flatMap((uri) => {
      // A draft can have problems and findings of its own: a record of either is not gone.
      const [some, others] = [problems.get(uri), checks.get(uri)];
      if (!some || !others) return [...(some ?? others ?? [])];
      const goneFromOthers = new Set(others);
      return some.filter((record) => goneFromOthers.has(record));
    });
  }
}

function exactKey(record: RecordedFinding): string {
  return `${record.provision}\n${movedKey(record)}`;
}

function movedKey({ code, words, text }: RecordedFinding): string {
  return [code, words, text].join('\n');
}

/** What a finding is recorded with beside its own words. */
interface Surroundings {
  readonly provision: string;
  /** Where the text around it starts. */
  readonly start: number;
  /** Of the words around it. */
  readonly hash: string;
}

/** The surroundings of the last finding of a text: many findings can stand on one long line. */
const lastSurroundings = new WeakMap<object, Surroundings>();
const linesByText = new WeakMap<object, LineMap>();

/**
 * The provision around a place, and its text: a table row, a line of front matter, or a paragraph
 * without its label.
 */
function surroundingsAt(found: FoundIn, span: Span): Surroundings {
  const { provision, start, end } = findSurroundings(found, span);
  const last = lastSurroundings.get(found);
  if (last?.start === start && last.provision === provision) return last;
  const hash = hashText(normaliseWords(found.text.slice(start, end))).toString(36);
  const surroundings = { provision, start, hash };
  lastSurroundings.set(found, surroundings);
  return surroundings;
}

function findSurroundings(found: FoundIn, span: Span): Span & { readonly provision: string } {
  const block = 'blocks' in found ? found.blockAt(span.start) : -1;
  if (!('blocks' in found) || block < 0) return { provision: '', ...lineAround(found, span.start) };
  const provision = found.provisionAt(span.start)?.label ?? '';
  const own = found.block(block);
  if (own.kind === 'frontMatter' || own.kind === 'table' || own.kind === 'extractedTable')
    return { provision, ...lineAround(found, span.start) };
  const label = 'label' in own.head ? own.head.label.end : 0;
  return { provision, ...found.inText(block, { start: label, end: own.text.length }) };
}

function lineAround(found: FoundIn, at: number): Span {
  const lines = 'lines' in found ? found.lines : getOrCreate(linesByText, found, () => LineMap.of(found.text));
  const line = lines.lineAt(at);
  const start = lines.starts[line] ?? 0;
  let end = lines.starts[line + 1] ?? found.text.length;
  while (end > start && isLineEnd(found.text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/**
 * Words without differences that mean nothing: mark-up, and kinds of spaces, quotation marks and
 * dashes.
 */
function normaliseWords(text: string): string {
  return text
    .replace(/[*_\\\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐-―]/g, '-')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}
