import type { Span } from '../model/text.js';
import type { Comparison, MarkedBlock, Segment } from './change.js';

/**
 * One change of a mark-up that can be taken or left by itself: words within a paragraph, whole
 * paragraphs that came or went, and a move. `numbers` and `layout` hold all places of their kind.
 */
export interface MarkUpHunk {
  readonly kind: 'words' | 'block' | 'move' | 'numbers' | 'layout';
  /** The provision that it is in: "Clause 20.28(a)"; '' where there is none. */
  readonly label: string;
  /** Where it is in the old text, in UTF-16 offsets. */
  readonly place: Span;
  readonly deleted: string;
  readonly inserted: string;
  /** Some words before it, by which it is told from others of the same words. */
  readonly before: string;
  /** What makes it of the old text, in its order. */
  readonly edits: readonly HunkEdit[];
}

/** Words instead of a stretch of the old text. */
export interface HunkEdit {
  readonly span: Span;
  readonly text: string;
  /** Of several at one place the one with the lower number comes first. */
  readonly order: number;
}

/** So much of what stands before a change tells it from others. */
const LONGEST_BEFORE = 40;
/** Between two changed words these alone are no reason to decide twice. */
const JOINT = /^[\s,;:.’'"“”()–-]{1,4}$/;

interface OpenHunk {
  kind: MarkUpHunk['kind'];
  label: string;
  start: number;
  end: number;
  deleted: string;
  inserted: string;
  edits: HunkEdit[];
}

/** The changes of a comparison as somebody decides on them, in the order of the old text. */
export function listMarkUpHunks(comparison: Comparison): MarkUpHunk[] {
  return new HunkCollector(comparison).collect();
}

/** The edits of some changes in the order of the text; several at one place in the order of the mark-up. */
export function editsOfHunks(hunks: readonly Pick<MarkUpHunk, 'edits'>[]): readonly HunkEdit[] {
  return hunks.flatMap(({ edits }) => edits).sort((a, b) => a.span.start - b.span.start || a.order - b.order);
}

class HunkCollector {
  private readonly hunks: OpenHunk[] = [];
  private readonly gathered = new Map<string, OpenHunk>();
  private open: OpenHunk | null = null;
  private oldAt = 0;
  private newAt = 0;
  /** What was added last; only that is joined with what follows it. */
  private last: HunkEdit | null = null;
  private count = 0;

  constructor(private readonly comparison: Comparison) {}

  collect(): MarkUpHunk[] {
    const { blocks } = this.comparison;
    for (const [index, block] of blocks.entries()) {
      const next = blocks[index + 1];
      if (block.move !== null && block.segments.some(({ op }) => op === 'moveFrom' || op === 'moveTo'))
        this.addMove(block, block.move);
      else if (isWhole(block)) this.addWhole(block);
      else this.addWords(block, next !== undefined && next.move === null && isWhole(next));
    }
    const { text } = this.comparison.old;
    return this.hunks
      .filter(({ edits }) => edits.length > 0)
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, ...hunk }) => ({
        ...hunk,
        place: { start, end },
        before: text.slice(Math.max(0, start - LONGEST_BEFORE), start),
      }));
  }

  private addMove({ segments }: MarkedBlock, move: number): void {
    this.open = null;
    const hunk = this.gather(`move ${move}`, 'move');
    const [start, newStart] = [this.oldAt, this.newAt];
    let text = '';
    for (const segment of segments) {
      this.pass(segment);
      if (isOnNew(segment)) text += segment.text;
      if (segment.op === 'delete') hunk.deleted += segment.text;
      if (segment.op === 'insert' || segment.op === 'moveTo') hunk.inserted += segment.text;
    }
    if (this.newAt > newStart) hunk.label = this.labelOf({ start: newStart, end: this.newAt }, 'new');
    if (this.oldAt > start) [hunk.start, hunk.end] = [start, this.oldAt];
    hunk.edits.push((this.last = { span: { start, end: this.oldAt }, text, order: this.count++ }));
  }

  /** Paragraphs that came or went whole; neighbours are one change. */
  private addWhole({ segments }: MarkedBlock): void {
    if (this.open?.kind !== 'block') this.open = this.begin('block');
    const hunk = this.open;
    for (const segment of segments) this.addEdit(hunk, segment);
  }

  /** @param isBeforeWhole whether a paragraph follows that came or went: the lines between belong to it */
  private addWords({ segments }: MarkedBlock, isBeforeWhole: boolean): void {
    this.open = null;
    const end = isBeforeWhole ? endOfWords(segments) : segments.length;
    segments.slice(0, end).forEach((segment, index) => {
      const { op, text } = segment;
      const kind = segment.class === 'consequential' ? 'numbers' : segment.class === 'formatting' ? 'layout' : 'words';
      if (op === 'equal') {
        const next = segments[index + 1];
        const goesOn = this.open && next && isSubstantive(next) && JOINT.test(text);
        if (this.open && goesOn) this.joinOver(this.open, segment);
        else this.open = null;
        if (!goesOn) this.pass(segment);
      } else if (kind !== 'words') {
        this.open = null;
        this.addEdit(this.gather(kind, kind), segment);
      } else this.addEdit((this.open ??= this.begin('words')), segment);
    });
    this.open = null;
    if (end === segments.length) return;
    this.open = this.begin('block');
    for (const segment of segments.slice(end)) this.addEdit(this.open, segment);
  }

  private joinOver(hunk: OpenHunk, segment: Segment): void {
    hunk.deleted += segment.text;
    hunk.inserted += segment.text;
    this.pass(segment);
  }

  private addEdit(hunk: OpenHunk, segment: Segment): void {
    const [start, newStart] = [this.oldAt, this.newAt];
    this.pass(segment);
    const isDeleted = segment.op === 'delete' || segment.op === 'moveFrom';
    if (isDeleted) hunk.deleted += segment.text;
    else hunk.inserted += segment.text;
    const before = hunk.edits[hunk.edits.length - 1];
    const isJoined = before !== undefined && before === this.last && before.span.end === start;
    const text = isDeleted ? '' : segment.text;
    if (isJoined) hunk.edits.pop();
    this.last = {
      span: { start: isJoined ? before.span.start : start, end: this.oldAt },
      text: isJoined ? before.text + text : text,
      order: isJoined ? before.order : this.count++,
    };
    hunk.edits.push(this.last);
    hunk.end = Math.max(hunk.end, this.oldAt);
    if (hunk.label === '' && segment.text.trim() !== '')
      hunk.label = isDeleted
        ? this.labelOf({ start, end: this.oldAt }, 'old')
        : this.labelOf({ start: newStart, end: this.newAt }, 'new');
  }

  private begin(kind: MarkUpHunk['kind']): OpenHunk {
    const at = this.oldAt;
    const hunk: OpenHunk = { kind, label: '', start: at, end: at, deleted: '', inserted: '', edits: [] };
    this.hunks.push(hunk);
    return hunk;
  }

  private gather(key: string, kind: MarkUpHunk['kind']): OpenHunk {
    let hunk = this.gathered.get(key);
    if (!hunk) this.gathered.set(key, (hunk = this.begin(kind)));
    return hunk;
  }

  private labelOf({ start, end }: Span, side: 'old' | 'new'): string {
    const draft = this.comparison[side];
    const blank = /^\s*/.exec(draft.text.slice(start, end))?.[0].length ?? 0;
    return draft.provisionAt(Math.min(start + blank, Math.max(start, end - 1)))?.label ?? '';
  }

  private pass(segment: Segment): void {
    if (isOnOld(segment)) this.oldAt += segment.text.length;
    if (isOnNew(segment)) this.newAt += segment.text.length;
  }
}

function isOnOld({ op }: Segment): boolean {
  return op !== 'insert' && op !== 'moveTo';
}

function isOnNew({ op }: Segment): boolean {
  return op !== 'delete' && op !== 'moveFrom';
}

function isSubstantive(segment: Segment): boolean {
  return segment.op !== 'equal' && segment.class !== 'consequential' && segment.class !== 'formatting';
}

/** How many segments there are before changed line ends at the end of a block. */
function endOfWords(segments: readonly Segment[]): number {
  let end = segments.length;
  for (let last = segments[end - 1]; last && isChangedLineEnd(last); last = segments[end - 1]) end--;
  return end;
}

function isChangedLineEnd({ op, text }: Segment): boolean {
  return op !== 'equal' && text.includes('\n') && text.trim() === '';
}

/** Whether a block came or went as a whole. */
function isWhole({ segments }: MarkedBlock): boolean {
  return segments.length > 0 && segments.every(isSubstantive);
}
