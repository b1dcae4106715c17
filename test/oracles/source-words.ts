import type { Nodes, Root } from 'mdast';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import { parseFragment } from 'parse5';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { isKnownTag } from '../../server/src/model/inline/known-tags.js';

/** What a reader sees of a draft: the words of the text, and those of each note, labels aside. */
export interface ReadWords {
  readonly main: string;
  readonly notes: readonly string[];
}

const PROCESSOR = unified()
  .data({
    micromarkExtensions: [gfmTable(), gfmFootnote(), { disable: { null: ['codeIndented'] } }],
    fromMarkdownExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown()],
  })
  .use(remarkParse);

/** Tags within a line, which part no words. */
const WITHIN_WORDS = /^<\/?(?:a|abbr|b|big|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|tt|u)(?=[\s/>])/i;
const COMMENT = /<!--[\s\S]*?-->/g;
const TAG = /<\/?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>/g;

/**
 * Reads a Markdown text with remark, which is not Keeling's reader.
 * @param notesHaveCalls whether a note can call another: else what would call it is a number there
 */
export function readSourceWords(source: string, notesHaveCalls = false): ReadWords {
  const notes: string[] = [];
  // The places that remark gives do not count it.
  const text = source.replace(/^\ufeff/, '');
  const tree: Root = PROCESSOR.parse(text);
  // A call in a block of HTML is one as well.
  const defined = new Set(
    [...text.matchAll(/^[ \t]{0,3}\[\^([^\]\s[]{1,99})\]:/gm)].map(([, label = '']) => label.toLowerCase()),
  );
  const sourceOf = ({ position }: Nodes) => text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
  let isInNote = false;
  const isNote = (label: string) => defined.has(label.toLowerCase());
  const read = (node: Nodes, isAlone = false): string => {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        return node.value;
      case 'code':
        return ` ${node.value} `;
      case 'html':
        return readHtml(node.value).replace(/\[\^([^\]\s[]{1,99})\]/g, (call, label: string) =>
          isNote(label) ? '' : call,
        );
      case 'break':
        return ' ';
      case 'image':
        // A picture without words of its own is called a figure, where it is all that there is.
        return node.alt || (isAlone ? 'Figure' : '');
      case 'footnoteReference':
        return isInNote && !notesHaveCalls ? (node.label ?? node.identifier) : '';
      case 'footnoteDefinition':
        isInNote = true;
        notes.push(node.children.map((child) => read(child)).join(' '));
        isInNote = false;
        return ' ';
      case 'definition':
        return '';
      // A picture by a label stands as it is written.
      case 'imageReference':
        return sourceOf(node);
      case 'listItem': {
        const number = /^\d+/.exec(sourceOf(node))?.[0] ?? '';
        return ` ${number} ${node.children.map((child) => read(child)).join(' ')} `;
      }
      case 'paragraph':
        return ` ${node.children.map((child) => read(child, node.children.length === 1)).join('')} `;
      default:
        return 'children' in node ? node.children.map((child) => read(child)).join(isInline(node) ? '' : ' ') : ' ';
    }
  };
  return { main: read(tree), notes };
}

function isInline({ type }: Nodes): boolean {
  return type === 'emphasis' || type === 'strong' || type === 'link' || type === 'heading' || type === 'tableCell';
}

/** The words of HTML; what looks like a tag and is none of HTML is a word. */
function readHtml(html: string): string {
  const text = html
    .replace(COMMENT, '')
    .replace(TAG, (tag) => (!isKnownTag(tag) ? tag : WITHIN_WORDS.test(tag) ? '' : ' '));
  return text.replace(/&[^\s;&]{1,32};/g, readEntity);
}

function readEntity(entity: string): string {
  const [only] = parseFragment(entity).childNodes;
  return only && 'value' in only ? only.value : entity;
}

const SOLID = /[\p{L}\p{N}]/u;
/** Signs without a width. */
const NOTHING = /[\u2060\ufeff\u202a-\u202e\u2066-\u2069\u200b\u00ad]/gu;

/** The letters and figures of a text, and before which of them a gap is. */
interface Letters {
  readonly letters: readonly string[];
  /** Before which letters white space stands. */
  readonly spaced: ReadonlySet<number>;
  /** Before which letters anything else than a letter stands. */
  readonly parted: ReadonlySet<number>;
}

function readLetters(text: string): Letters {
  const letters: string[] = [];
  const spaced = new Set<number>();
  const parted = new Set<number>();
  for (const sign of text.normalize('NFKC').replace(NOTHING, '')) {
    if (SOLID.test(sign)) letters.push(sign);
    else {
      parted.add(letters.length);
      if (/\s/.test(sign)) spaced.add(letters.length);
    }
  }
  return { letters, spaced, parted };
}

/**
 * Where two texts differ in their words and numbers: in a letter, where two words became one, or a
 * number two; null where they do not.
 */
export function compareWords(expected: string, got: string): string | null {
  const [wanted, came] = [readLetters(expected), readLetters(got)];
  const count = Math.max(wanted.letters.length, came.letters.length);
  for (let at = 0; at < count; at++) {
    const isDigit = /\d/.test(wanted.letters[at] ?? '') && /\d/.test(wanted.letters[at - 1] ?? '');
    const isGlued = at > 0 && wanted.spaced.has(at) && !came.parted.has(at);
    const isSplit = isDigit && came.parted.has(at) && !wanted.parted.has(at);
    if (wanted.letters[at] === came.letters[at] && !isGlued && !isSplit) continue;
    const around = ({ letters, parted }: Letters) =>
      Array.from({ length: 60 }, (_, i) => at - 25 + i)
        .map((each) => (parted.has(each) ? ' ' : '') + (letters[each] ?? ''))
        .join('');
    return `letter ${at} of ${count}: expected “${around(wanted)}”, got “${around(came)}”`;
  }
  return null;
}

/** How many words and numbers a text has. */
export function countWords({ main, notes }: ReadWords): number {
  return [main, ...notes].reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
}
