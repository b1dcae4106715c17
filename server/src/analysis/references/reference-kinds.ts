import type { ReferenceKind } from '../../model/references/reference.js';
import { isOwnUnitId } from '../../model/schemes/scheme.js';

/** Kinds of provision that Acts have, and whose numbers are so cited without their name. */
export const DIVISION_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'part',
  'chapter',
  'title',
  'schedule',
]);
export const LEGISLATION_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'section',
  'subsection',
  'article',
  'regulation',
  'rule',
  'part',
  'chapter',
  'title',
  'schedule',
]);
/** Kinds of reference that only a scheme with such units knows. */
export const SCHEME_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'article',
  'rule',
  'bylaw',
  'regulation',
  'condition',
  'point',
  'item',
  'recital',
  'part',
  'chapter',
  'title',
  'subsection',
  'exhibit',
]);
const TEXT_KINDS: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'clause',
  'section',
  'paragraph',
  'subsection',
  'article',
  'rule',
  'bylaw',
  'regulation',
  'condition',
  'point',
  'item',
]);

/** What no document is called: "this section" is never the whole text. */
export const PARTS_OF_TEXT: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>([
  'section',
  'subsection',
  'paragraph',
  'clause',
  'point',
  'item',
]);

/** Whether a kind of reference cites what holds words, in whatever scheme. */
export function isTextKind(kind: ReferenceKind): boolean {
  return TEXT_KINDS.has(kind) || isOwnUnitId(kind);
}
