import { readJsonLines, textOfField, writeJsonLines } from '../../server/src/jsonl.js';

/** A mark-up of a respondent that belongs to a draft, by paths from the draft's folder. */
export interface MarkUpSource {
  readonly respondent: string;
  readonly file: string;
  /** The text that was sent out; null where the file tracks its changes itself. */
  readonly sent: string | null;
}

/** What was decided on a change of a respondent. */
export interface MarkUpDecision {
  readonly key: string;
  readonly decision: 'taken' | 'left';
  readonly respondent: string;
  /** Who made the change, and when. */
  readonly author: string;
  readonly date: string;
  readonly provision: string;
  readonly deleted: string;
  readonly inserted: string;
  /** Who decided, as far as it is known, and when. */
  readonly by: string;
  readonly on: string;
}

/** What the record of a draft's mark-ups holds. Lines that cannot be read stay in it. */
export interface MarkUpRecord {
  readonly sources: readonly MarkUpSource[];
  readonly decisions: readonly MarkUpDecision[];
  readonly others: readonly string[];
}

/** The record of a draft's mark-ups, by the draft's path: "svtad.mark-ups.jsonl" beside "svtad.md". */
export function markUpRecordOf(path: string): string {
  return `${path.replace(/\.[^./]*$/, '')}.mark-ups.jsonl`;
}

/** Reads a record, one mark-up or decision a line. */
export function readMarkUpRecord(text: string): MarkUpRecord {
  const sources: MarkUpSource[] = [];
  const decisions: MarkUpDecision[] = [];
  const others: string[] = [];
  for (const { source, fields } of readJsonLines(text)) {
    const said = (name: string) => textOfField(fields?.[name]);
    if (said('file') !== '')
      sources.push({ respondent: said('respondent'), file: said('file'), sent: said('sent') || null });
    else if (said('key') !== '' && (fields?.decision === 'taken' || fields?.decision === 'left'))
      decisions.push({
        key: said('key'),
        decision: fields.decision,
        respondent: said('respondent'),
        author: said('author'),
        date: said('date'),
        provision: said('provision'),
        deleted: said('deleted'),
        inserted: said('inserted'),
        by: said('by'),
        on: said('on'),
      });
    else others.push(source);
  }
  return { sources, decisions, others };
}

/** Writes a record: the mark-ups first, then the decisions in the order in which they were made. */
export function writeMarkUpRecord({ sources, decisions, others }: MarkUpRecord): string {
  return writeJsonLines([...sources, ...decisions], others);
}
