import type { Block } from '../../model/block.js';
import { BlockIndex } from '../../model/block-index.js';
import { BlockMemo } from '../../model/block-memo.js';
import { readBlockFacts } from '../../model/facts.js';
import { isExponentAfter } from '../../model/inline/exponents.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import type { Span } from '../../model/text.js';
import { shortenWords } from '../message.js';
import { type BlockPlace, type DraftRule, findLabelPlace, type Report } from '../rule.js';

/** Notes that are called but missing, given but not called, or out of order. */
export const footnotes: DraftRule = {
  codes: {
    'footnote.undefined': { severity: 'error', title: 'The note that is called does not exist.' },
    'footnote.unused': { severity: 'warning', title: 'A note is never called.' },
    'footnote.order': { severity: 'warning', title: 'Notes are out of order.' },
  },
  costly: false,
  *checkDraft({ draft, uri }) {
    const given = notesOf(draft.provisions);
    const notes = new Map(given.map((body) => [body.number ?? '', body]));
    const isMarkdownNote = (body: Provision) => draft.block(body.block).containers.includes('note');
    const hasRaisedNotes = given.some((body) => !isMarkdownNote(body));
    const called = new Set<string>();
    const placed: PlacedNote[] = [];
    for (const { block, value } of callingBlocks.of(draft)) {
      for (const { label, span, kind } of value) {
        const isNew = !called.has(label);
        const place = { block, span };
        if (notes.has(label)) {
          called.add(label);
          if (isNew && kind !== 'exponent') placed.push({ label, place, mayRestart: false });
        } else if (kind === 'markdown' || (kind === 'raised' && hasRaisedNotes))
          yield { code: 'footnote.undefined', message: `There is no note ${shortenWords(label)}.`, ...place };
      }
    }
    const order = [...findOutOfOrder(placed, uri, 'called')];
    yield* order;
    // Notes given in the same wrong order as their calls are reported once, at the calls.
    const placedBodies = given.map((body) => ({
      label: body.number ?? '',
      place: findLabelPlace(draft, body),
      // Raised notes may begin with 1 again on a new page.
      mayRestart: body.number === '1' && !isMarkdownNote(body),
    }));
    if (order.length === 0) yield* findOutOfOrder(placedBodies, uri, 'given');
    // A text that lost all its calls on the way out of a PDF gets no finding for each note.
    const hasLostCalls = called.size === 0;
    const uncalled = hasLostCalls ? [...notes.values()].filter(isMarkdownNote) : [];
    const [first] = uncalled;
    if (first && uncalled.length >= FEWEST_LOST) {
      yield {
        code: 'footnote.unused',
        message: `None of the ${uncalled.length} notes is ever called.`,
        ...findLabelPlace(draft, first),
      };
      return;
    }
    for (const [label, body] of notes)
      if (!called.has(label) && !(hasLostCalls && !isMarkdownNote(body)))
        yield {
          code: 'footnote.unused',
          message: `Note ${shortenWords(label)} is never called.`,
          ...findLabelPlace(draft, body),
        };
  },
};

/** So many notes of which none is called are one fault: the text lost its calls, or lists its sources. */
const FEWEST_LOST = 3;

interface PlacedNote {
  readonly label: string;
  readonly place: BlockPlace;
  readonly mayRestart: boolean;
}

/** Numbers that come after greater ones; of notes that are given, also numbers that come again. */
function* findOutOfOrder(notes: readonly PlacedNote[], uri: string, how: 'called' | 'given'): Generator<Report> {
  let last: PlacedNote | null = null;
  for (const note of notes) {
    if (!/^\d+$/.test(note.label)) continue;
    const step: number = last ? Number(note.label) - Number(last.label) : 1;
    if (last && step <= 0 && !note.mayRestart)
      yield {
        code: 'footnote.order',
        message:
          step === 0 ? `Note ${note.label} is given twice.` : `Note ${note.label} is ${how} after note ${last.label}.`,
        ...note.place,
        related: [{ uri, place: last.place, message: `Note ${last.label} is ${how} here` }],
      };
    else last = note;
  }
}

const bodies = new WeakMap<readonly Provision[], readonly Provision[]>();

function notesOf(provisions: readonly Provision[]): readonly Provision[] {
  return getOrCreate(bodies, provisions, () => provisions.filter(({ kind }) => kind === 'footnote'));
}

/**
 * A note's call in a block; `several` are numbers raised together, an `exponent` is raised after a
 * number or a unit.
 */
interface NoteCall {
  readonly label: string;
  readonly kind: 'markdown' | 'raised' | 'several' | 'exponent';
  readonly span: Span;
}

const NO_CALLS: readonly NoteCall[] = [];
const calls = new BlockMemo<readonly NoteCall[]>();
const callingBlocks = new BlockIndex((block) => {
  const found = getOrCreate(calls, block, () => readCalls(block));
  return found.length > 0 ? found : null;
});

function readCalls(block: Block): readonly NoteCall[] {
  if (!block.text.includes('[^') && !/<sup/i.test(block.text)) return NO_CALLS;
  const found: NoteCall[] = readBlockFacts(block).noteCalls.map(({ label, span }) => {
    const isMarkdown = block.text.startsWith('[^', span.start);
    const before = block.text.slice(Math.max(0, span.start - 60), span.start).replace(/<sup[^<>]{0,50}>\s*$/i, '');
    const isExponent = !isMarkdown && (/[\d)\]]$/.test(before) || isExponentAfter(before));
    return { label, span, kind: isMarkdown ? 'markdown' : isExponent ? 'exponent' : 'raised' };
  });
  for (const { inline } of readBlockFacts(block).passages) {
    for (const { superscript, text, source } of inline.runs) {
      if (!superscript || !/^\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})+\s*$/.test(text)) continue;
      for (const label of numbersIn(text)) found.push({ label, span: source, kind: 'several' });
    }
  }
  return found.length === 0 ? NO_CALLS : found.sort((a, b) => a.span.start - b.span.start);
}

/** "1, 3–5": 1, 3, 4, 5. */
function numbersIn(text: string): string[] {
  return text.split(/[,;]/).flatMap((part) => {
    const [from = 0, to = from] = part.split(/[–-]/).map(Number);
    return Array.from({ length: Math.max(1, Math.min(100, to - from + 1)) }, (_, i) => String(from + i));
  });
}
