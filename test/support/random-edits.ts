/** A stream of numbers from 0 up to 1 that a seed gives. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x100000000;
  };
}

/**
 * A text with a few edits as drafters make them: words, clauses, numbers of lists, notes, tables,
 * and blocks that change their form.
 */
export function editAtRandom(text: string, seed: number): string {
  const random = makeRandom(seed * 2_654_435_761);
  const pick = (count: number) => Math.floor(random() * count);
  const blocks = text.split(/\n[ \t]*\n/);
  const edits = 2 + pick(6);
  for (let i = 0; i < edits; i++) {
    const at = pick(blocks.length);
    const block = blocks[at] ?? '';
    const words = block.split(/(\s+)/);
    const word = pick(words.length);
    switch (pick(19)) {
      case 0:
        words.splice(word, 2);
        blocks[at] = words.join('');
        break;
      case 1:
        words.splice(word, 0, ' each ', 'inserted word 42 ');
        blocks[at] = words.join('');
        break;
      case 2:
        blocks.splice(at, 1);
        break;
      case 3:
        blocks.splice(at, 0, `${pick(30)}. A clause that was put in, number ${pick(99)}.`);
        break;
      case 4:
        blocks[at] = block.replace(/\d+/, (number) => String(Number(number) + 1));
        break;
      case 5:
        blocks[at] = `${1 + pick(40)}. ${block}`;
        break;
      case 6:
        blocks[at] = block.replace(/^\s*(?:\d+[.)]|\([a-z]\)|[-*#>]+)\s+/, '');
        break;
      case 7:
        blocks[at] = `${block}[^${1 + pick(3)}]`;
        blocks.push(`[^${1 + pick(3)}]: A note of ${pick(100)} words.\n\n    A second paragraph of it.`);
        break;
      case 8:
        blocks.splice(at, 0, `| A | B |\n|---|---|\n| cell ${pick(9)} | other |\n| x | y ${pick(9)} |`);
        break;
      case 9:
        blocks[at] = `\`\`\`\n${block}\n\`\`\``;
        break;
      case 10:
        blocks[at] = block.replace(/```\n?/g, '');
        break;
      case 11:
        blocks[at] = `<div>\n${block}\n</div>`;
        break;
      case 12:
        blocks[at] = `<!-- note --> ${block}`;
        break;
      case 13:
        blocks[at] = `> ${block.replace(/\n/g, '\n> ')}`;
        break;
      case 14:
        words[word] = `**${words[word]}**`;
        blocks[at] = words.join('');
        break;
      case 15:
        words[word] = `\`${words[word]}`;
        blocks[at] = words.join('');
        break;
      case 16:
        blocks.splice(pick(blocks.length), 0, ...blocks.splice(at, 1 + pick(2)));
        break;
      case 17:
        words[word] = `<${words[word]}>`;
        blocks[at] = words.join('');
        break;
      default:
        blocks[at] = block.replace(/\. /, '.\n\n');
    }
  }
  return blocks.join('\n\n');
}
