import type { Layout } from './manuscript.js';

type HeadingLayout = Extract<Layout, { kind: 'heading' }>;

/** A heading that others may stand below. */
interface OpenHeading {
  readonly depth: number;
  readonly level: number;
}

/**
 * The levels of headings in the order of the text, none skipped: “###” right below “#” is of the
 * second level, and so is each “###” after it. The headings of the old and of the new text stand
 * below those of their own version.
 */
export class HeadingLevels {
  private readonly open = { old: [] as OpenHeading[], new: [] as OpenHeading[] };

  /**
   * The level of the next heading, from 1.
   * @param outermost the level of a heading that stands below none
   */
  place({ depth, mark }: Pick<HeadingLayout, 'depth' | 'mark'>, outermost: number): number {
    const sides = [
      ...(mark?.op === 'delete' ? [] : [this.open.new]),
      ...(mark?.op === 'insert' ? [] : [this.open.old]),
    ];
    for (const side of sides) while ((side.at(-1)?.depth ?? 0) >= depth) side.pop();
    const above = sides[0]?.at(-1);
    const level = above ? above.level + 1 : outermost;
    for (const side of sides) side.push({ depth, level });
    return level;
  }
}

/** The same headings without gaps between their levels; the outermost ones stay as they are. */
export function closeHeadingGaps(layouts: readonly Layout[]): Layout[] {
  const levels = new HeadingLevels();
  return layouts.map((layout) => {
    if (layout.kind !== 'heading') return layout;
    const depth = levels.place(layout, layout.depth);
    return depth === layout.depth ? layout : { ...layout, depth };
  });
}
