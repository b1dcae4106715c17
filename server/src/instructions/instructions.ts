import type { Comparison } from '../compare/change.js';
import { compareDrafts } from '../compare/compare.js';
import { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import { applyInstructions } from './apply.js';
import type { DerivedChange } from './derivation.js';
import { type DerivedChanges, deriveChanges } from './derive.js';
import type { Effect } from './effects.js';
import { type Instruction, renderSchedule, type WrittenChange, type WrittenEntry } from './write-entries.js';

/** The changes between two drafts as amending instructions. */
export interface InstructionSchedule {
  readonly instructions: readonly Instruction[];
  /** The numbered paragraphs in Markdown, without a heading; empty where nothing changes. */
  readonly markdown: string;
  /** How many change less than a third of a provision that stays. */
  readonly smallChanges: number;
  /** How many changes set a whole provision out anew of which less than a third changed. */
  readonly wholesOfSmallChanges: number;
}

/** Thrown where a change can be said in no form that reads back as it; the message says where. */
export class UnsayableChange extends Error {}

/**
 * Writes the changes of a comparison as amending instructions. The schedule is tried: carried out
 * on the old draft it gives the new one, apart from white space between blocks.
 * @throws UnsayableChange where a change can be said in no form
 */
export function writeInstructions(comparison: Comparison): InstructionSchedule {
  const schedule = writeUntried(comparison);
  checkResult(comparison.old, comparison.new, schedule.markdown);
  return schedule;
}

/** The schedule of a comparison before it is tried as a whole. */
function writeUntried(comparison: Comparison): InstructionSchedule {
  const { old: oldDraft } = comparison;
  const chosen = chooseForms(oldDraft, deriveChanges(comparison));
  const { markdown, instructions } = renderSchedule(groupChanges(oldDraft, chosen));
  const small = instructions.filter(({ isSmall }) => isSmall);
  const wholes = small.filter(({ isWhole }) => isWhole);
  return { instructions, markdown, smallChanges: small.length, wholesOfSmallChanges: wholes.length };
}

/** The instructions from one draft to another; as `writeInstructions`. */
export function writeInstructionsBetween(oldDraft: Draft, newDraft: Draft): InstructionSchedule {
  return writeInstructions(compareDrafts(oldDraft, newDraft));
}

/** For each change the first form that does what it should when it is read back. */
function chooseForms(draft: Draft, { changes, setOutWhole }: DerivedChanges): WrittenChange[] {
  const chosen: ReadBackChange[] = [];
  // The blocks of which something cannot be said bit by bit: they are set out as a whole.
  const unsaid = new Set<number>();
  const choose = (change: DerivedChange): void => {
    const found = findForm(draft, change);
    if (found) {
      chosen.push(found);
      return;
    }
    if (change.parts && change.parts.length > 1) {
      for (const part of change.parts) choose(part);
      return;
    }
    const block = blockWithin(change.effects);
    if (block === null) throw new UnsayableChange(`The change to ${change.label} cannot be written as an instruction.`);
    unsaid.add(block);
  };
  for (const change of changes) choose(change);
  for (const block of findClashing(chosen)) unsaid.add(block);
  if (unsaid.size === 0) return chosen;
  const isUnsaid = (effect: Effect) =>
    effect.kind !== 'insert' && effect.kind !== 'replace' && unsaid.has(effect.block);
  const kept: WrittenChange[] = [];
  const keep = (written: WrittenChange): void => {
    if (!written.change.effects.some(isUnsaid)) kept.push(written);
    else
      for (const part of written.change.parts ?? []) {
        const own = part.effects.some(isUnsaid) ? null : findForm(draft, part);
        if (own) kept.push(own);
        else for (const effect of part.effects) if (effect.kind === 'words') unsaid.add(effect.block);
      }
  };
  for (const each of chosen) keep(each);
  for (const block of unsaid) {
    const whole = setOutWhole(block);
    const found = whole && findForm(draft, whole);
    if (!found)
      throw new UnsayableChange(`The change to ${whole?.label ?? 'a passage'} cannot be written as an instruction.`);
    kept.push(found);
  }
  return kept.sort((a, b) => a.change.at - b.change.at);
}

/** The block that effects are within, where it stays; else null. */
function blockWithin(effects: readonly Effect[]): number | null {
  const [effect] = effects;
  return effect && effect.kind !== 'insert' && effect.kind !== 'replace' ? effect.block : null;
}

/** A change in the form in which it is said, and what that does when it is read back. */
interface ReadBackChange extends WrittenChange {
  readonly effects: readonly Effect[];
}

/** The blocks in which two of the chosen forms quote the same words. */
function findClashing(chosen: readonly ReadBackChange[]): Set<number> {
  const clashing = new Set<number>();
  const spans = new Map<number, { start: number; end: number }[]>();
  for (const { change, effects } of chosen) {
    if (change.effects[0]?.kind !== 'words') continue;
    for (const effect of effects) {
      if (effect.kind !== 'words') continue;
      const known = getOrCreate(spans, effect.block, () => []);
      if (known.some(({ start, end }) => effect.start < end && start < effect.end)) clashing.add(effect.block);
      known.push(effect);
    }
  }
  return clashing;
}

function findForm(draft: Draft, change: DerivedChange): ReadBackChange | null {
  const wanted = describeEffects(draft, change.effects);
  for (const form of change.forms)
    for (const isFenced of form.setOut === null || form.isFenced === true ? [form.isFenced === true] : [false, true]) {
      const written = { change, form: { ...form, isFenced } };
      const effects = readBack(draft, [{ place: null, changes: [written] }]);
      if (effects && describeEffects(draft, effects) === wanted) return { ...written, effects };
    }
  return null;
}

/** What entries do when they are read back; null where they cannot be carried out. */
function readBack(draft: Draft, entries: readonly WrittenEntry[]): readonly Effect[] | null {
  const { markdown, instructions } = renderSchedule(entries);
  const { effects, reports, result } = applyInstructions(markdown, draft, [], { isTrial: true });
  return result && reports.length === instructions.length ? effects.map(({ effect }) => effect) : null;
}

/** Effects as text that is the same where they do the same. */
function describeEffects(draft: Draft, effects: readonly Effect[]): string {
  const words = new Map<number, (Effect & { kind: 'words' })[]>();
  const others: string[] = [];
  for (const effect of effects) {
    if (effect.kind === 'words') getOrCreate(words, effect.block, () => []).push(effect);
    else others.push(JSON.stringify(effect.kind === 'insert' ? { ...effect, rank: 0 } : effect));
  }
  for (const [block, own] of words) {
    const { text } = draft.block(block);
    own.sort((a, b) => b.start - a.start || b.end - a.end);
    const made = own.reduce(
      (whole, { start, end, text: coming }) => whole.slice(0, start) + coming + whole.slice(end),
      text,
    );
    others.push(`words ${block} ${made}`);
  }
  // Line ends become those of the draft.
  return others
    .sort()
    .join('\n')
    .replace(/\r\n?|\\r\\n|\\r/g, (end) => (end.startsWith('\\') ? '\\n' : '\n'));
}

/** Puts together what belongs to one provision and can be said within it. */
function groupChanges(draft: Draft, chosen: readonly WrittenChange[]): WrittenEntry[] {
  const entries: WrittenEntry[] = [];
  for (let first = 0; first < chosen.length; ) {
    const { root, rootName } = chosen[first]!.change;
    let last = first + 1;
    if (root && isSaidWithin(chosen[first]!))
      while (last < chosen.length && chosen[last]!.change.root === root && isSaidWithin(chosen[last]!)) last++;
    const changes = chosen.slice(first, last);
    const group: WrittenEntry = { place: rootName, changes };
    const made = changes.length > 1 && rootName !== null ? readBack(draft, [group]) : null;
    const wanted = changes.flatMap(({ change }) => change.effects);
    if (made && describeEffects(draft, made) === describeEffects(draft, wanted)) entries.push(group);
    else entries.push(...changes.map((each): WrittenEntry => ({ place: null, changes: [each] })));
    first = last;
  }
  return entries;
}

function isSaidWithin({ change, form }: WrittenChange): boolean {
  return form.place ? form.place.root === change.root : form.within !== undefined;
}

/** @throws UnsayableChange where the schedule does not give the new draft */
function checkResult(oldDraft: Draft, newDraft: Draft, markdown: string): void {
  const applied = markdown === '' ? null : applyInstructions(markdown, oldDraft);
  const fault = applied?.reports.find(({ state }) => state !== 'done');
  if (fault) throw new UnsayableChange(`Instruction ${fault.number} cannot be read back: ${fault.reason}.`);
  const made = applied?.result ? Draft.parse(applied.result.text, oldDraft.reading) : oldDraft;
  const place = findDraftDifference(made, newDraft);
  if (place !== null) throw new UnsayableChange(`The instructions do not give the new text at ${place}.`);
}

/**
 * Where two drafts differ in more than the white space between their blocks, as a reader would name
 * the place in the second; null where they do not.
 */
export function findDraftDifference(made: Draft, wanted: Draft): string | null {
  const count = Math.max(made.blocks.length, wanted.blocks.length);
  for (let index = 0; index < count; index++) {
    if (normaliseEnds(made.blocks[index]?.text) === normaliseEnds(wanted.blocks[index]?.text)) continue;
    const block = Math.min(index, wanted.blocks.length - 1);
    const line = block < 0 ? 0 : wanted.positionAt(wanted.startOf(block)).line;
    return wanted.provisionOfBlock(block)?.label || `line ${line + 1}`;
  }
  return null;
}

function normaliseEnds(text: string | undefined): string | undefined {
  return text?.replace(/\r\n?/g, '\n').trim();
}
