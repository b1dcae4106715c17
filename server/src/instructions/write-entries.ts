import { formatMarker } from '../model/structure/markers.js';
import { capitaliseFirst } from '../model/text.js';
import type { DerivedChange } from './derivation.js';
import type { InstructionForm } from './say-changes.js';

/** One instruction of a schedule. */
export interface Instruction {
  /** "3", or "3(b)" within an entry of several. */
  readonly number: string;
  /** What it changes, as a reader would name it. */
  readonly label: string;
  readonly kind: DerivedChange['kind'];
  /** Its words, with what it sets out. */
  readonly text: string;
  /** Whether a whole provision, row or table is set out anew. */
  readonly isWhole: boolean;
  /** Of one that sets a whole out anew: how much of it changed, 0 to 1; else null. */
  readonly share: number | null;
  /** Whether it changes less than a third of a provision that stays. */
  readonly isSmall: boolean;
}

/** A change and the form in which it is said. */
export interface WrittenChange {
  readonly change: DerivedChange;
  readonly form: InstructionForm;
}

/** What is less than this share of a provision is a small change, for which the whole is too much. */
const SMALL_SHARE = 1 / 3;

/** Changes that are said together. */
export interface WrittenEntry {
  /** "Clause 20.20", where each change is said within it; null where each says its own place. */
  readonly place: string | null;
  readonly changes: readonly WrittenChange[];
}

/** The numbered paragraphs of a schedule, in Markdown. */
export function renderSchedule(entries: readonly WrittenEntry[]): { markdown: string; instructions: Instruction[] } {
  const paragraphs: string[] = [];
  const instructions: Instruction[] = [];
  let count = 0;
  for (const { place, changes } of entries) {
    if (place !== null) paragraphs.push(`(${++count}) In ${place}—`);
    changes.forEach(({ change, form }, index) => {
      const letter = formatMarker('alpha', index + 1);
      const number = place === null ? String(++count) : `${count}(${letter})`;
      const words = place === null ? capitaliseFirst(sayAlone(form)) : sayWithin(form);
      const end = place === null || index === changes.length - 1 ? '.' : ';';
      const head = place === null ? `(${number})` : `(${letter})`;
      paragraphs.push(
        form.setOut === null
          ? `${head} ${words}${end}`
          : `${head} ${words}—\n\n${setOutBelow(form.setOut, form.isFenced === true, end)}`,
      );
      const { label, kind, share } = change;
      const whole = form.setOut === null ? `${words}.` : `${words}— ${form.setOut}`;
      instructions.push({
        number,
        label,
        kind,
        text: place === null ? whole : `In ${place}, ${whole}`,
        isWhole: kind === 'substitute',
        share,
        isSmall:
          kind === 'words' || kind === 'indent' || (kind === 'substitute' && share !== null && share < SMALL_SHARE),
      });
    });
  }
  return { markdown: paragraphs.length === 0 ? '' : `${paragraphs.join('\n\n')}\n`, instructions };
}

function sayAlone({ place, action }: InstructionForm): string {
  return place ? `in ${place.absolute}, ${action}` : action;
}

function sayWithin({ place, action, within }: InstructionForm): string {
  if (within !== undefined) return within;
  return place?.relative ? `in ${place.relative}, ${action}` : action;
}

/** What cannot stand between quotation marks of a paragraph: tables, lists, code. */
const NO_PARAGRAPH = /^(?:[ \t]*[|>`~<]|[ \t]*[-*+] |---|[ \t]{4})/;

/**
 * Text set out in a block quotation, within quotation marks where its first and its last block are
 * paragraphs or headings.
 */
function setOutBelow(text: string, isFenced: boolean, end: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  if (isFenced) {
    const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${lines.join('\n')}\n${fence}`;
  }
  const last = lines.at(-1) ?? '';
  const isMarked = !NO_PARAGRAPH.test(lines[0] ?? '') && !NO_PARAGRAPH.test(last);
  const marked = isMarked ? `${(lines[0] ?? '').replace(/^(#{1,6} )?/, '$1“')}` : (lines[0] ?? '');
  const all = [marked, ...lines.slice(1)];
  if (isMarked) all[all.length - 1] += `”${end}`;
  return all.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
}
