import type { Draft } from '../model/draft.js';
import { hashText, type Span } from '../model/text.js';
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
  const { provision, around } = findSurroundings(found, span);
  const words = normaliseWords(found.text.slice(span.start, span.end));
  return {
    document,
    provision,
    code,
    words: words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words,
    text: hashText(normaliseWords(around)).toString(36),
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
  for (const record of recorded) {
    for (const key of [exactKey(record), movedKey(record)]) known.set(key, [...(known.get(key) ?? []), record]);
  }
  const takeRecord = (key: string): boolean => {
    const records = known.get(key) ?? [];
    const record = records.find((each) => left.has(each));
    return record !== undefined && left.delete(record);
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
      return some && others ? some.filter((record) => others.includes(record)) : [...(some ?? others ?? [])];
    });
  }
}

function exactKey(record: RecordedFinding): string {
  return `${record.provision}\n${movedKey(record)}`;
}

function movedKey({ code, words, text }: RecordedFinding): string {
  return [code, words, text].join('\n');
}

/**
 * The provision around a place, and its text: a table row, a line of front matter, or a paragraph
 * without its label.
 */
function findSurroundings(found: FoundIn, span: Span): { provision: string; around: string } {
  const { text } = found;
  const block = 'blocks' in found ? found.blockAt(span.start) : -1;
  if (!('blocks' in found) || block < 0) return { provision: '', around: lineAround(text, span.start) };
  const provision = found.provisionAt(span.start)?.label ?? '';
  const own = found.block(block);
  if (own.kind === 'frontMatter' || own.kind === 'table' || own.kind === 'extractedTable')
    return { provision, around: lineAround(text, span.start) };
  const label = 'label' in own.head ? own.head.label : null;
  return { provision, around: label ? own.text.slice(label.end) : own.text };
}

function lineAround(text: string, at: number): string {
  const start = 1 + Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1));
  const end = /[\r\n]/.exec(text.slice(at));
  return text.slice(start, end ? at + end.index : text.length);
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
