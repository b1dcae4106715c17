import { numberOfSign, sayMendOfSign } from '../../analysis/text/unset-signs.js';
import type { Draft } from '../../model/draft.js';
import type { Source } from '../manuscript/manuscript.js';

/** "&#x1F600;" and "&#128512;". */
const ENTITY = /&#(?:x([\da-f]{1,11})|(\d{1,14}));/gi;
/** How many signs are named at most. */
const MOST_NAMED = 3;

/** Why a PDF is refused: the signs that no font has, the line of the first, and what to do. */
export function explainSigns(signs: readonly string[], source: Source): string {
  const named = signs.slice(0, MOST_NAMED).map((sign) => `“${sign}” (${numberOfSign(sign)})`);
  const others = signs.length - named.length;
  const said = `${named.join(', ')}${others > 0 ? ` and ${others} more signs` : ''}`;
  const [first = ''] = signs;
  return `the PDF has no font for ${said}${findPlaceOf(first, source)}: ${sayMendOfSign(first)}`;
}

/** Where a sign stands first: in the text that is exported, or in the one that it is compared with. */
function findPlaceOf(sign: string, source: Source): string {
  if ('draft' in source) return sayLine(source.draft, sign, '') ?? '';
  const { old, new: after } = source.comparison;
  return sayLine(after, sign, '') ?? sayLine(old, sign, ' of the old version') ?? '';
}

function sayLine({ text, lines }: Draft, sign: string, of: string): string | null {
  const number = sign.codePointAt(0) ?? 0;
  const written = text.indexOf(sign);
  const at = written >= 0 ? written : findEntity(text, number);
  return at < 0 ? null : ` in line ${lines.positionAt(at).line + 1}${of}`;
}

/** Where a character stands as the number of its code point; -1 where it does not. */
function findEntity(text: string, number: number): number {
  for (const { index, 1: hex, 2: decimal } of text.matchAll(ENTITY))
    if ((hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) === number) return index;
  return -1;
}
