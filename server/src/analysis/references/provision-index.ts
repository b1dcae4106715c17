import type { Draft } from '../../model/draft.js';
import { getOrCreate } from '../../model/memo.js';
import type { Provision } from '../../model/provision.js';
import { findCitedUnits } from '../../model/schemes/cited-units.js';
import type { Scheme, UnitId } from '../../model/schemes/scheme.js';

/**
 * Where numbers are counted from anew: the label of an appendix or a heading such as "Article II",
 * or null for the main text.
 */
export type Scope = string | null;

/** All that can be cited in one draft, by number. */
export class ProvisionIndex {
  private readonly byKey = new Map<string, Provision[]>();
  private readonly scopes = new Map<Provision, Scope>();
  /** Number of provisions of each kind. */
  private readonly counts = new Map<UnitId, number>();
  /** The headings whose sections are counted anew, by what they are cited by. */
  private readonly headings = new Set<string>();

  private constructor(
    provisions: readonly Provision[],
    private readonly scheme: Scheme,
  ) {
    for (const provision of provisions) {
      const scope = provision.parent ? this.innerScope(provision.parent) : null;
      this.scopes.set(provision, scope);
      this.counts.set(provision.kind, (this.counts.get(provision.kind) ?? 0) + 1);
      if (provision.kind === 'heading' && provision.marker !== '') this.headings.add(provision.marker);
      const key = indexKeyOf(provision, scope);
      if (key === null) continue;
      const same = this.byKey.get(key);
      if (same) same.push(provision);
      else this.byKey.set(key, [provision]);
    }
  }

  /** The index of a draft; computed once for as long as edits leave its provisions as they are. */
  static of(draft: Draft): ProvisionIndex {
    return getOrCreate(indices, draft.provisions, () => new ProvisionIndex(draft.provisions, draft.scheme));
  }

  /** Clauses, sections and sub-paragraphs by number ("20.28(a)"), within a scope. */
  numbered(number: string, scope: Scope): readonly Provision[] {
    // Some texts write "4.0" above the clauses of what they cite as Section 4.
    const whole = this.byKey.get(`n ${scope ?? ''} ${number}`);
    return whole ?? (/^\d+$/.test(number) ? this.byKey.get(`n ${scope ?? ''} ${number}.0`) : undefined) ?? [];
  }

  /**
   * The provisions of a unit by number as it is cited: "3(2)(c)", "20.28(a)(i)", "II(A)(3)".
   * @param within the Schedule, Article, Condition or Part that the search is limited to; null for
   * the main text first, and then for all that count anew
   */
  findUnits(_unit: UnitId, number: string, within: Provision | null): readonly Provision[] {
    return this.numbered(number, within ? this.innerScope(within) : null);
  }

  /** The units of this draft's scheme that a word such as "paras" or "§" cites. */
  citedUnits(word: string): readonly UnitId[] {
    return findCitedUnits(this.scheme, word);
  }

  /**
   * The scope of a heading "Article II" under which sections are counted anew, however its name is
   * written; null where there is none.
   */
  headingScope(name: string): Scope {
    const [word = '', number = ''] = name.split(/\s+/);
    const scope = `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()} ${number.toUpperCase()}`;
    return this.headings.has(scope) ? scope : null;
  }

  /**
   * Whether a section under one of the headings whose sections are counted anew has this number.
   */
  isUnderHeading(number: string): boolean {
    for (const scope of this.headings) if (this.byKey.has(`n ${scope} ${number}`)) return true;
    return false;
  }

  captioned(kind: 'table' | 'figure', number: string): readonly Provision[] {
    return this.byKey.get(`${kind} ${number}`) ?? [];
  }

  row(table: Provision, number: string): readonly Provision[] {
    return this.byKey.get(`row ${table.index} ${number}`) ?? [];
  }

  division(kind: UnitId, number: string): readonly Provision[] {
    return this.byKey.get(`${kind} ${number}`) ?? [];
  }

  question(series: string, number: string): readonly Provision[] {
    return this.byKey.get(`question ${series} ${number}`) ?? [];
  }

  footnote(number: string): readonly Provision[] {
    return this.byKey.get(`footnote ${number}`) ?? [];
  }

  /**
   * Those that have `number` as `provision` has its own: of the same kind, and counted in the same
   * scope.
   */
  bearing(provision: Provision, number: string): readonly Provision[] {
    const key = indexKeyOf({ ...provision, number }, this.scopeOf(provision));
    return key === null ? [] : (this.byKey.get(key) ?? []);
  }

  has(kind: UnitId): boolean {
    return this.counts.has(kind);
  }

  /** The scope that a provision's own number counts in. */
  scopeOf(provision: Provision): Scope {
    return this.scopes.get(provision) ?? null;
  }

  /** The scope that provisions within this one count in. */
  innerScope(provision: Provision): Scope {
    const begins =
      provision.kind === 'appendix' ||
      provision.kind === 'annex' ||
      provision.kind === 'schedule' ||
      (provision.kind === 'attachment' && provision.children.length > 0) ||
      (provision.kind === 'heading' && provision.marker !== '');
    return begins ? provision.marker : (this.scopes.get(provision) ?? null);
  }
}

const indices = new WeakMap<readonly Provision[], ProvisionIndex>();

function indexKeyOf(provision: Provision, scope: Scope): string | null {
  const { kind, number } = provision;
  if (number === null) return null;
  switch (kind) {
    case 'section':
    case 'clause':
    case 'paragraph':
      return `n ${scope ?? ''} ${number}`;
    case 'row':
    case 'definition':
      return provision.row !== null && provision.parent ? `row ${provision.parent.index} ${number}` : null;
    case 'question':
      return `question ${provision.label.split(' ')[0] ?? ''} ${number}`;
    case 'heading':
      return null;
    default:
      return `${kind} ${number}`;
  }
}
