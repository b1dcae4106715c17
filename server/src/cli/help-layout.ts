/** How many characters a line of help has at most. */
const WIDTH = 100;
/** How far a continued line of usage stands in. */
const USAGE_INDENT = '        ';
/** The widest column of options; the words of a longer one begin on the next line. */
const WIDEST_NAME = 20;
/** "  --format    text, json": an option and its words, two spaces apart at least. */
const OPTION = /^ {2}(--[\w-]+(?:, --[\w-]+)*) +(\S.*)$/;

interface OptionHelp {
  readonly name: string;
  words: string;
}

/** A usage in lines of at most 100 characters, which break between options. */
export function wrapUsage(usage: string): string {
  return wrapPieces(splitUsage(usage), WIDTH, USAGE_INDENT);
}

/**
 * The details of a command, in which paragraphs, lists of options and their continued lines may have
 * any width: in lines of at most 100 characters, with the options' words in one column.
 */
export function layOutDetails(details: string): string {
  return details.split('\n\n').map(layOutPart).join('\n\n');
}

function layOutPart(part: string): string {
  const lines = part.split('\n');
  if (!OPTION.test(lines[0] ?? '')) return wrapPieces(part.split(/\s+/), WIDTH, '');
  const options: OptionHelp[] = [];
  for (const line of lines) {
    const [, name, words = ''] = OPTION.exec(line) ?? [];
    const last = options.at(-1);
    if (name !== undefined) options.push({ name, words });
    else if (last) last.words += ` ${line.trim()}`;
  }
  const width = Math.min(WIDEST_NAME, Math.max(...options.map(({ name }) => name.length)));
  const indent = ' '.repeat(width + 4);
  return options
    .map(({ name, words }) => {
      const wrapped = wrapPieces(words.split(' '), WIDTH - indent.length, '').replaceAll('\n', `\n${indent}`);
      return `  ${name.padEnd(width)}${name.length > width ? `\n${indent}` : '  '}${wrapped}`;
    })
    .join('\n');
}

/** A usage at its spaces, of which those in brackets hold it together. */
function splitUsage(usage: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  for (const word of usage.split(' ')) {
    if (depth > 0) pieces.push(`${pieces.pop() ?? ''} ${word}`);
    else pieces.push(word);
    for (const character of word) depth += character === '[' ? 1 : character === ']' ? -1 : 0;
  }
  return pieces;
}

function wrapPieces(pieces: readonly string[], width: number, indent: string): string {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= width) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(last === undefined ? piece : indent + piece);
  }
  return lines.join('\n');
}
