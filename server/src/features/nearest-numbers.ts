import { ProvisionIndex } from '../analysis/references/provision-index.js';
import type { Resolution, TargetResolution } from '../analysis/references/resolution.js';
import { editDistance } from '../analysis/text/edit-distance.js';
import type { Provision } from '../model/provision.js';
import type { Span } from '../model/text.js';
import type { WorkspaceDocument } from '../workspace/document.js';
import { readOpeningWords } from './display-text.js';
import type { OpenProject } from './open-project.js';

/** How many numbers are offered, and how many characters they may differ in. */
const MOST_OFFERED = 3;
const MOST_DIFFERENT = 2;
/** How many characters of a provision tell it from the others. */
const MOST_WORDS = 40;
/** Numbers of one section that are as near are taken before those that look alike. */
const MOST_APART = 10;
/** No two numbers are farther apart. */
const FARTHEST = 10_000;

/** An existing number that a reference may have meant, in the form in which it is written there. */
export interface NearestNumber {
  readonly text: string;
  /** The title or first words of what bears it, cut where they are long; '' where it has none. */
  readonly words: string;
}

/**
 * The existing numbers nearest to one that nothing has: of the same form, first those beside it in
 * the same section.
 * @param span where the number stands in the document
 */
export function findNearestNumbers(project: OpenProject, document: WorkspaceDocument, span: Span): NearestNumber[] {
  const { draft } = document;
  const block = draft.blockAt(span.start);
  if (block < 0) return [];
  const resolutions = project.checker.resolutionsOf(document)(block);
  for (const resolution of resolutions)
    for (const target of resolution.targets) {
      if (target.state !== 'missing' || !target.target || target.range) continue;
      if (draft.inText(block, target.target.span).start !== span.start) continue;
      const cited = resolution.document?.draft ?? draft;
      const written = draft.text.slice(span.start, span.end);
      const index = ProvisionIndex.of(cited);
      const around = findCitedHolder(resolution, resolutions);
      const citing = cited === draft ? draft.provisionAt(span.start) : null;
      const scope = around ? index.innerScope(around) : citing && index.scopeOf(citing);
      const nearest = chooseNearest(cited.provisions, index, { target, scope, written });
      return nearest.map(({ text, provision }) => ({ text, words: readOpeningWords(cited, provision, MOST_WORDS) }));
    }
  return [];
}

/** The one provision that a reference's own words say its number is in: Article II of "Article II, Section 4". */
function findCitedHolder({ found }: Resolution, beside: readonly Resolution[]): Provision | null {
  const { of } = found.reference;
  const holder = of && beside.find((each) => each.found.reference.span.start === of.span.start);
  const [provision, second] = holder?.targets.flatMap(({ provisions }) => provisions) ?? [];
  return provision && !second ? provision : null;
}

/** A number that nothing has, the scope that it would count in, and how it is written. */
interface MissingNumber {
  readonly target: TargetResolution;
  readonly scope: ReturnType<ProvisionIndex['scopeOf']>;
  readonly written: string;
}

function chooseNearest(
  provisions: readonly Provision[],
  index: ProvisionIndex,
  { target: { target }, scope, written }: MissingNumber,
): { readonly text: string; readonly provision: Provision }[] {
  const wanted = target?.number ?? '';
  // Of "5.1(c)" written as "(c)" only what stands beside it can be offered.
  const shared = wanted.endsWith(written) ? wanted.slice(0, wanted.length - written.length) : null;
  if (shared === null) return [];
  const form = formOfNumber(wanted);
  const found: { readonly provision: Provision; readonly text: string; readonly distance: number }[] = [];
  for (const provision of provisions) {
    const { number, kind } = provision;
    if (number === null || kind === 'row' || kind === 'definition' || kind === 'footnote') continue;
    if (formOfNumber(number) !== form || !number.startsWith(shared)) continue;
    // Section 2 of another Article is no Section that the number can lead to.
    const own = index.scopeOf(provision);
    if (own !== null && own !== scope) continue;
    const distance = distanceBetween(wanted, number);
    if (distance === null || index.bearing(provision, number).length > 1) continue;
    found.push({ provision, text: number.slice(shared.length), distance });
  }
  found.sort((a, b) => a.distance - b.distance || a.provision.index - b.provision.index);
  const texts = new Set<string>();
  return found.filter(({ text }) => !texts.has(text) && texts.add(text)).slice(0, MOST_OFFERED);
}

/** The form of a number: 0.0 for 20.28, 0.0(a) for 20.28(c). */
function formOfNumber(number: string): string {
  return number.replace(/\d+[A-Z]{0,2}/g, '0').replace(/\([a-z]+\)/gi, '(a)');
}

/** How far apart numbers are; null where one is not taken for the other. */
function distanceBetween(wanted: string, number: string): number | null {
  const [above, last] = splitLastPart(wanted);
  const [otherAbove, otherLast] = splitLastPart(number);
  const letters = editDistance(wanted, number, MOST_DIFFERENT);
  if (above === otherAbove) {
    const [a, b] = [Number.parseInt(last, 10), Number.parseInt(otherLast, 10)];
    const areCounts = Number.isFinite(a) && Number.isFinite(b);
    const apart = Math.abs(areCounts ? a - b : (last.codePointAt(1) ?? 0) - (otherLast.codePointAt(1) ?? 0));
    // 20.94 may be a slip for 20.24, however far they are apart.
    return apart <= MOST_APART ? apart : MOST_APART + letters + apart / FARTHEST;
  }
  return letters > MOST_DIFFERENT ? null : 2 * MOST_APART + letters;
}

/** A number as what its last part stands in, and that part: 20. and 28, 20.28 and (c). */
function splitLastPart(number: string): readonly [above: string, last: string] {
  const at = Math.max(number.lastIndexOf('('), number.lastIndexOf('.') + 1);
  return [number.slice(0, at), number.slice(at)];
}
