import type { BlockKind, ContainerKind } from '../block.js';

/** The facts of a run of lines that its head is read from; see `Block`. */
export interface HeadSource {
  readonly kind: BlockKind;
  readonly text: string;
  readonly prefix: number;
  readonly containers: readonly ContainerKind[];
  readonly marker: string | null;
}

/** How far into a block a label may reach, in characters. */
export const REACH = 240;

/** Whether a block has no line end within it. */
export function isOneLine({ text }: HeadSource): boolean {
  return !/[\r\n]/.test(text.trim());
}
