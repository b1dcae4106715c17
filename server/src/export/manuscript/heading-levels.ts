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

  /** Closes the heading that was placed last: nothing stands below it. */
  leave(): void {
    for (const side of [this.open.old, this.open.new]) if (side.length > 1) side.pop();
  }
}

/**
 * How many layouts the title takes at the front: headings of one depth one right below the other, as
 * "of 14 April" and "on the labelling of boats" below "REGULATION 2021/4", head nothing. 0 for any other text.
 */
function countTitleLines([title, ...others]: readonly Layout[]): number {
  if (title?.kind !== 'heading' || title.label.length > 0) return 0;
  const [first] = others;
  if (first?.kind !== 'heading') return 0;
  let count = 0;
  for (const each of others) {
    if (each.kind !== 'heading' || each.depth !== first.depth || each.label.length > 0) break;
    count++;
  }
  return count > 1 && others[count]?.kind !== 'heading' ? count + 1 : 0;
}

/** The same headings without gaps between their levels; the outermost ones stay as they are. */
export function closeHeadingGaps(layouts: readonly Layout[]): Layout[] {
  const levels = new HeadingLevels();
  const titleLines = countTitleLines(layouts);
  return layouts.map((layout, index) => {
    if (layout.kind !== 'heading') return layout;
    const depth = levels.place(layout, layout.depth);
    if (index > 0 && index < titleLines) levels.leave();
    return depth === layout.depth ? layout : { ...layout, depth };
  });
}
