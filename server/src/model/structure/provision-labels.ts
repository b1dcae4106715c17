import type { Provision, ProvisionKind } from '../provision.js';
import type { Unit } from '../schemes/scheme.js';

/**
 * How provisions are called in the outline and in messages: the one place that knows the words of
 * each unit.
 */

/** Where numbers are counted anew: "Appendix A", or a heading such as "Article II". */
export interface CountingScope {
  readonly name: string;
  readonly isHeading: boolean;
}

/** What a section or a clause is called, with where it is counted if that is not the main text. */
export function labelNumbered(word: 'Section' | 'Clause', number: string, scope: CountingScope | null): string {
  if (scope === null) return `${word} ${number}`;
  return `${scope.isHeading ? word : 'paragraph'} ${number} of ${scope.name}`;
}

/**
 * What a sub-paragraph is called: "Clause 20.28(a)(i)", "paragraph (a) of Appendix A".
 * @param base the clause, section or sub-paragraph that it is part of, or null
 */
export function labelSubParagraph(marker: string, base: Provision | null, scope: CountingScope | null): string {
  if (!base) return scope ? `paragraph (${marker}) of ${scope.name}` : `paragraph (${marker})`;
  const word = /^(\p{L}[\p{L}-]*) [^ ]+ of /u.exec(base.label)?.[1];
  return `${word ? `${word} ${base.number}` : base.label}(${marker})`;
}

/**
 * @param number its number or its first words; null for a row that has none, which is counted by
 * its place (0-based)
 */
export function labelRow(number: string | null, row: number, table: Provision): string {
  return `row ${number ?? row + 1} of ${table.number ? table.label : 'the table'}`;
}

/** What a unit of a scheme is called: "Article 3", "Section 1 of Article II". */
export function labelUnit({ label }: Unit, number: string, scope: CountingScope | null): string {
  const own = label.replace('{number}', number);
  return scope === null ? own : `${own} of ${scope.name}`;
}

/** "Appendix A", "Table 9.3". */
export function labelCapitalised(kind: ProvisionKind, number: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${number}`;
}
