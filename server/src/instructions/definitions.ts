import { tableRowsOf } from '../compare/rows.js';
import { isWithinProvision, type Provision } from '../model/provision.js';
import { type Effect, rankAfter, rankBefore } from './effects.js';
import { type DraftScope, type FoundScopes, findEndBlock, isWithinBlocks, type PlaceFault } from './scope.js';
import { TablePartFinder } from './table-parts.js';
import { readNewRows } from './table-rows.js';
import { countTermsBefore, cutDefinitions, foldTerm, isInOrder, readTerm } from './terms.js';

/** Finds definitions, and where new ones stand in the alphabet. */
export class DefinitionFinder extends TablePartFinder {
  /** A definition with the paragraphs that it leads on to, which the model has beside it. */
  scopeOfDefinition(definition: Provision): DraftScope {
    const { draft } = this;
    const scope = this.scopeOf(definition);
    const { parent } = definition;
    const end = parent ? Math.max(scope.to, findEndBlock(parent)) : scope.to;
    if (scope.row !== null || !/[—–:-]\s*$/.test(draft.textBetween(scope.span.start, scope.span.end))) return scope;
    let to = scope.to;
    while (to < end) {
      const own = draft.provisionOfBlock(to);
      if (own?.block === to && own.kind === 'definition') break;
      if (own === parent && this.readTermOf(to) !== null) break;
      to++;
    }
    const last = draft.startOf(to - 1) + draft.block(to - 1).text.length;
    return { ...scope, to, end: to, span: { start: scope.span.start, end: last } };
  }

  protected readTermOf(block: number): string | null {
    const { text, kind, prefix } = this.draft.block(block);
    return kind === 'paragraph' ? readTerm(text.slice(prefix)) : null;
  }

  /** The numbered paragraphs that a definition leads on to; none for another scope. */
  protected listOfDefinition(number: string, around: DraftScope): readonly Provision[] {
    const { provision } = around;
    if (provision?.kind !== 'definition' || around.to <= findEndBlock(provision)) return [];
    const all = this.draft.provisions.filter(
      (each) =>
        each.row === null && each !== provision && isWithinBlocks(each, around) && each.number?.endsWith(number),
    );
    return all.filter((each) => !all.some((other) => other !== each && isWithinProvision(each, other)));
  }

  protected findDefinition(term: string, around: DraftScope): FoundScopes {
    const wanted = foldTerm(term);
    const found = this.draft.provisions.filter(
      (each) =>
        each.kind === 'definition' &&
        foldTerm(each.number ?? '') === wanted &&
        isWithinBlocks(each, around) &&
        (around.provision === null || isWithinProvision(each, around.provision)),
    );
    if (found.length === 1) return [this.scopeOfDefinition(found[0]!)];
    if (found.length > 1) return { state: 'ambiguous', reason: `“${term}” is defined ${found.length} times` };
    const blocks = this.listBlocks(around).filter((block) => this.beginsWithTerm(block, wanted));
    if (blocks.length === 1) return [this.scopeOfTermBlock(blocks[0]!)];
    if (blocks.length > 1) return { state: 'ambiguous', reason: `“${term}” is defined ${blocks.length} times` };
    const rows = this.findRowBy((cells) => foldTerm(cells[0] ?? '') === wanted, around);
    if (rows.length === 1) return rows;
    return { state: 'not found', reason: `there is no definition of “${term}”${this.nameAround(around)}` };
  }

  protected scopeOfTermBlock(block: number): DraftScope {
    const owner = this.draft.provisionOfBlock(block);
    return owner?.block === block ? this.scopeOf(owner) : this.scopeOfBlock(block);
  }

  protected beginsWithTerm(block: number, wanted: string): boolean {
    const { text, prefix, kind, head } = this.draft.block(block);
    if (kind !== 'paragraph') return false;
    const from = 'body' in head && head.kind !== 'definition' ? head.body : prefix;
    const found = /^[*_]{0,3}[“"‘'][*_]{0,3}([^”"’'*_]{1,120})[*_]{0,3}[”"’']|^[*_]{1,3}([^*_]{1,120})[*_]{1,3}/.exec(
      text.slice(from),
    );
    return found !== null && foldTerm(found[1] ?? found[2] ?? '') === wanted;
  }

  /** What puts new entries or definitions at their places in the alphabet. */
  fileInOrder(around: DraftScope, text: string): readonly Effect[] | PlaceFault {
    const rows = readNewRows(text);
    return rows === null ? this.fileDefinitions(around, text) : this.fileRows(around, rows.split('\n'));
  }

  protected fileRows(around: DraftScope, rows: readonly string[]): readonly Effect[] | PlaceFault {
    const tables = this.findTables(around);
    const [block] = tables;
    if (block === undefined || tables.length > 1)
      return {
        state: tables.length === 0 ? 'not found' : 'ambiguous',
        reason: `there are ${tables.length} tables${this.nameAround(around)}`,
      };
    const { text: whole } = this.draft.block(block);
    const known = tableRowsOf(this.draft.block(block))
      .slice(1)
      .map(({ cells }) => foldTerm(whole.slice(cells[0]?.start ?? 0, cells[0]?.end ?? 0)));
    if (!isInOrder(known))
      return { state: 'ambiguous', reason: 'the entries of the table are in no alphabetical order' };
    return rows.map((row): Effect => {
      const own = foldTerm(/^\s*\|?\s*([^|\t]*)/.exec(row)?.[1] ?? '');
      return { kind: 'insertRows', block, at: 1 + countTermsBefore(known, own), text: row };
    });
  }

  protected fileDefinitions(around: DraftScope, text: string): readonly Effect[] | PlaceFault {
    const terms = this.draft.provisions.filter(
      (each) =>
        each.kind === 'definition' &&
        each.row === null &&
        isWithinBlocks(each, around) &&
        (!around.provision || isWithinProvision(each, around.provision)),
    );
    const blocks =
      terms.length > 0
        ? terms.map((each) => ({ term: foldTerm(each.number ?? ''), scope: this.scopeOfDefinition(each) }))
        : this.listTermBlocks(around);
    if (blocks.length === 0)
      return { state: 'not found', reason: `there are no definitions${this.nameAround(around)}` };
    const known = blocks.map(({ term }) => term);
    if (!isInOrder(known)) return { state: 'ambiguous', reason: 'the definitions are in no alphabetical order' };
    const effects: Effect[] = [];
    for (const definition of cutDefinitions(text)) {
      const term = readTerm(definition);
      if (term === null) return { state: 'ambiguous', reason: 'what is put in alphabetical order is no definition' };
      const at = countTermsBefore(known, term);
      const [before, after] = [blocks[at - 1], blocks[at]];
      if (after) effects.push({ kind: 'insert', at: after.scope.from, text: definition, rank: rankBefore(0) });
      else if (before)
        effects.push({ kind: 'insert', at: before.scope.end, text: definition, rank: rankAfter(before.scope.depth) });
    }
    return effects;
  }

  protected listTermBlocks(around: DraftScope): { term: string; scope: DraftScope }[] {
    return this.listBlocks(around).flatMap((block) => {
      const term = this.readTermOf(block);
      return term === null ? [] : [{ term, scope: this.scopeOfTermBlock(block) }];
    });
  }
}
