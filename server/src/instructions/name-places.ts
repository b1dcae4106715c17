import { tableRowsOf } from '../compare/rows.js';
import type { Draft } from '../model/draft.js';
import { getOrCreate } from '../model/memo.js';
import type { Provision } from '../model/provision.js';
import { writeOrdinalEnding } from '../model/text.js';
import { findTextStart } from './block-beginnings.js';
import { findWordsIn } from './find-words.js';
import { PLACE_ORDINALS, type Place } from './orders.js';
import { readItem } from './read-orders.js';
import { type DraftScope, isFault } from './scope.js';
import { ScopeFinder } from './scopes.js';

/** Words that name a place, and how it is named within the group that it belongs to. */
export interface NamedPlace {
  /** "Clause 20.28(a)", "the definition of “berth” in Clause 1.1". */
  readonly absolute: string;
  /** "paragraph (a)", or null where it is the group itself. */
  readonly relative: string | null;
  /** The provision whose changes stand together, by which the place is also found; null for none. */
  readonly root: Provision | null;
}

/** How many words of a paragraph name it at most. */
const MOST_BEGINNING = 14;
/** Of more paragraphs that begin alike one is named by its line. */
const MOST_COUNTED = 12;

/** Finds words for the places of a draft that lead back to them and to nothing else. */
export class PlaceNames {
  readonly finder: ScopeFinder;
  private readonly provisions = new Map<Provision, NamedPlace | null>();
  private readonly blocks = new Map<number, NamedPlace | null>();
  private rowsByBlock: ReadonlyMap<number, readonly Provision[]> | null = null;

  constructor(private readonly draft: Draft) {
    this.finder = new ScopeFinder({ draft, names: new Set() });
  }

  /** What a place named by words is; null where they name none, or several. */
  resolve(words: string): DraftScope | null {
    const quotes: { text: string; isSetOut: boolean; line: number }[] = [];
    const masked = words.replace(/“([^“”]{0,400})”/g, (_, text: string) => {
      quotes.push({ text, isSetOut: false, line: 0 });
      return `\uE000${quotes.length - 1}\uE001`;
    });
    const read = readItem(`Omit ${masked}.`, [], null, { quotes, ownUnits: this.draft.reading.ownUnits });
    if (read.kind !== 'orders' || read.orders.length !== 1) return null;
    const { action, within } = read.orders[0]!;
    if (action.kind !== 'omit' || action.target.kind !== 'places' || action.target.places.length !== 1) return null;
    const found = this.finder.find([...within, ...action.target.places] satisfies readonly Place[]);
    return isFault(found) || found.length !== 1 ? null : found[0]!;
  }

  /** The name of a provision; null where no words lead to it alone. */
  ofProvision(provision: Provision): NamedPlace | null {
    return getOrCreate(this.provisions, provision, () => this.nameProvision(provision));
  }

  private nameProvision(provision: Provision): NamedPlace | null {
    const root = rootOf(provision);
    for (const absolute of this.listNames(provision)) {
      const scope = this.resolve(absolute);
      const isSame =
        scope?.provision === provision ||
        (provision.row !== null && scope?.from === provision.block && scope.row === provision.row + 1);
      if (!isSame) continue;
      return { absolute, relative: root === provision ? null : nameWithin(provision, root), root };
    }
    return null;
  }

  private listNames(provision: Provision): string[] {
    const { label, kind, parent, row } = provision;
    if (row !== null) return this.listRowNames(provision);
    const names: string[] = [];
    if (kind === 'definition') {
      const around = parent && this.ofProvision(parent);
      names.push(`the definition of “${label}”`);
      if (around) names.unshift(`the definition of “${label}” in ${around.absolute}`);
      return names;
    }
    if (kind === 'heading') return [];
    names.push(label);
    const root = rootOf(provision);
    if (root !== provision && root.number !== null && provision.number?.startsWith(root.number)) {
      const rest = provision.number.slice(root.number.length);
      const own = this.ofProvision(root)?.absolute;
      if (own) names.push(own.replace(root.number, root.number + rest), `paragraph ${rest} of ${own}`);
    }
    for (let at = parent; at; at = at.parent)
      if (at.kind !== 'heading' && at.number !== null && !label.includes(at.label))
        names.push(`${label} of ${at.label}`);
    return names;
  }

  private listRowNames(provision: Provision): string[] {
    const { parent, number, kind, row } = provision;
    const table = this.nameTable(provision.block, parent);
    const names: string[] = [];
    for (const around of table) {
      if (kind === 'definition' && number) names.push(`the definition of “${number}” in ${around}`);
      if (number !== null && /^[\dA-Z.]{1,6}$/.test(number) && kind !== 'definition')
        names.push(`row ${number} of ${around}`);
      if (number !== null && !/[“”]/.test(number)) names.push(`the entry for “${number}” in ${around}`);
      const ordinal = writeOrdinal((row ?? 0) + 1);
      if (ordinal) names.push(`the ${ordinal} row of ${around}`);
    }
    return names;
  }

  /** Words for the table of a block. */
  private nameTable(block: number, parent: Provision | null): string[] {
    const names: string[] = [];
    if (parent?.kind === 'table' && parent.number !== null) names.push(parent.label);
    for (let at = parent; at; at = at.parent) {
      const own = at.kind === 'table' && at.number === null ? null : this.ofProvision(at);
      if (!own) continue;
      names.push(`the table in ${own.absolute}`);
      const tables = [];
      for (let each = at.block; each < at.endBlock; each++)
        if (tableRowsOf(this.draft.block(each)).length > 0) tables.push(each);
      const ordinal = writeOrdinal(tables.indexOf(block) + 1);
      if (ordinal && tables.length > 1) names.push(`the ${ordinal} table in ${own.absolute}`);
      break;
    }
    return names;
  }

  /** The name of a row by its place in a table block (0 is the header row). */
  ofRow(block: number, row: number): NamedPlace | null {
    const owner = this.rowsOf(block).find((each) => each.row === row - 1);
    const named = owner && this.ofProvision(owner);
    if (named) return named;
    const table = this.ofBlock(block);
    if (!table) return null;
    const ordinal = row === 0 ? 'heading' : writeOrdinal(row);
    if (ordinal === null) return null;
    const absolute = `the ${ordinal} row of ${table.absolute}`;
    const scope = this.resolve(absolute);
    if (!scope || scope.from !== block || scope.row !== row) return null;
    return {
      absolute,
      relative: table.relative === null ? `the ${ordinal} row` : `the ${ordinal} row of ${table.relative}`,
      root: table.root,
    };
  }

  private rowsOf(block: number): readonly Provision[] {
    this.rowsByBlock ??= groupRowsByBlock(this.draft);
    return this.rowsByBlock.get(block) ?? [];
  }

  /** The name of one block, label or none; null where no words lead to it alone. */
  ofBlock(block: number): NamedPlace | null {
    return getOrCreate(this.blocks, block, () => this.nameBlock(block));
  }

  private nameBlock(block: number): NamedPlace | null {
    const { draft } = this;
    const { kind } = draft.block(block);
    if (kind === 'frontMatter') return { absolute: 'the front matter', relative: null, root: null };
    const owner = draft.provisionOfBlock(block);
    let around: Provision | null = owner;
    while (around && !this.ofProvision(around)) around = around.parent;
    const named = around && this.ofProvision(around);
    const candidates: string[] = [];
    if (tableRowsOf(draft.block(block)).length > 0) {
      const table = this.rowsOf(block)[0]?.parent ?? draft.provisionOfBlock(block);
      candidates.push(
        ...(table?.kind === 'table' && table.number ? [table.label] : []),
        ...this.nameTable(block, around).filter((each) => each.startsWith('the ')),
      );
    }
    candidates.push(...this.listBeginnings(block, named ? around : null));
    candidates.push(`the text on line ${draft.positionAt(draft.startOf(block)).line + 1}`);
    for (const absolute of candidates) {
      const scope = this.resolve(absolute);
      if (scope?.from !== block || scope.row !== null) continue;
      if (scope.to !== block + 1 && scope.provision?.kind !== 'table') continue;
      const root = around ? rootOf(around) : null;
      const rootName = root && this.ofProvision(root)?.absolute;
      const ending = rootName ? ` in ${rootName}` : null;
      const relative = ending && absolute.endsWith(ending) ? absolute.slice(0, -ending.length) : absolute;
      return { absolute, relative: ending ? relative : null, root };
    }
    return null;
  }

  private listBeginnings(block: number, around: Provision | null): string[] {
    const { draft } = this;
    const name = around && this.ofProvision(around);
    const ending = name ? ` in ${name.absolute}` : '';
    const start = findTextStart(draft, block);
    const text = draft.textBetween(start, draft.startOf(block) + draft.block(block).text.length);
    const words = [...text.slice(0, 400).matchAll(/\S+/g)];
    const found: string[] = [];
    for (const count of [3, 5, 8, MOST_BEGINNING]) {
      const last = words[Math.min(count, words.length) - 1];
      if (!last) break;
      const beginning = text
        .slice(words[0]!.index, last.index + last[0].length)
        .replace(/[.,;:]$/, '')
        .replace(/\s+/g, ' ');
      if (/[“”\uE000]/.test(beginning) || beginning === '') continue;
      const whole = `the paragraph beginning “${beginning}”`;
      if (name) found.push(whole + ending);
      found.push(whole);
      if (words.length <= count) break;
    }
    const last = found.at(-1);
    const beginning = last?.slice(last.indexOf('“') + 1, last.indexOf('”'));
    if (beginning === undefined) return found;
    const scope = name && around ? this.finder.scopeOf(around) : { from: 0, to: draft.blocks.length };
    const inside = this.finder.listBeginning(beginning, scope).indexOf(block) + 1;
    const anywhere = this.finder.listBeginning(beginning, { from: 0, to: draft.blocks.length }).indexOf(block) + 1;
    for (const [ordinal, place] of [
      [inside, ending],
      [anywhere, ''],
    ] as const) {
      const word = ordinal > MOST_COUNTED ? null : writeOrdinal(ordinal);
      if (word) found.push(`the ${word} paragraph beginning “${beginning}”${place}`);
    }
    return found;
  }

  /** How often words occur in a part of the draft. */
  countPlacesOf(scope: { start: number; end: number }, words: string): number {
    return findWordsIn(this.draft, scope, words).length;
  }
}

function groupRowsByBlock(draft: Draft): ReadonlyMap<number, readonly Provision[]> {
  const rows = new Map<number, Provision[]>();
  for (const each of draft.provisions) if (each.row !== null) getOrCreate(rows, each.block, () => []).push(each);
  return rows;
}

/** The provision under whose number the changes to another are gathered. */
export function rootOf(provision: Provision): Provision {
  let at = provision;
  while (
    at.parent &&
    (at.kind === 'paragraph' || at.row !== null || at.kind === 'definition') &&
    at.parent.kind !== 'heading' &&
    at.parent.kind !== 'part'
  )
    at = at.parent;
  return at;
}

function nameWithin(provision: Provision, root: Provision): string {
  const { row, kind, number } = provision;
  if (row !== null || kind === 'definition') {
    if (kind === 'definition' && number) return `the definition of “${number}”`;
    if (number !== null && /^[\dA-Z.]{1,6}$/.test(number)) return `row ${number}`;
    if (number !== null && !/[“”]/.test(number)) return `the entry for “${number}”`;
    return `the ${writeOrdinal((row ?? 0) + 1) ?? ''} row`;
  }
  const rest =
    root.number !== null && number?.startsWith(root.number) ? number.slice(root.number.length) : (number ?? '');
  const word =
    provision.unit === 'point' || provision.unit === 'item' || provision.unit === 'subsection'
      ? provision.unit
      : 'paragraph';
  return `${word} ${rest}`;
}

/** "second", "23rd"; null for what has no ordinal. */
export function writeOrdinal(count: number): string | null {
  if (count < 1 || count > 99) return null;
  return PLACE_ORDINALS[count - 1] ?? `${count}${writeOrdinalEnding(count)}`;
}
