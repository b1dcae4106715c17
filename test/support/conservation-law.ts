import { parseFragment } from 'parse5';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { writeWithoutComments } from '../../server/src/export/drafters-comments.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { renderMarkdown } from '../../server/src/export/markdown/render-markdown.js';
import { Draft } from '../../server/src/model/draft.js';
import { isKnownTag, isWordToFillIn } from '../../server/src/model/inline/known-tags.js';
import { docxBodyLines, type Taken } from './docx-text.js';
import { DOCX_OPTIONS } from './office-files.js';

/** The words and numbers of a text, without any sign. */
export function tokensOf(text: string): string[] {
  return text.replace(/[\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g, '').match(/[\p{L}\p{N}\ufffd]+/gu) ?? [];
}

/**
 * The words and numbers that a reader of a Markdown source sees, read from the source alone:
 * comments, tags of HTML, addresses of links and the marks of code are left out.
 */
export function sourceTokens(text: string): string[] {
  return tokensOf(
    text
      .replace(/<!--[\s\S]*?-->/g, ' ')
      .replace(/<\/?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>/g, (tag, offset: number, whole: string) => {
        const [paragraph = ''] = whole.slice(offset).split(/\n\s*\n/);
        return isKnownTag(tag) && !isWordToFillIn(tag, paragraph, tag.length) ? ' ' : tag;
      })
      .replace(/^([ \t>]*(?:[-*+] |\d+[.)] )*)(?:`{3,}|~{3,})[^`\r\n]*$/gm, '$1')
      .replace(/\]\((?:<[^<>\n]*>|[^()\s]*)(?:\s+"[^"]*")?\)/g, ']')
      .replace(/\[\^[^\]\s[]{1,99}\]:?/g, ' ')
      .replace(/&[A-Za-z]{2,9};|&#x?[\da-f]+;/gi, ' '),
  );
}

interface HtmlNode {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly HtmlNode[];
}

const BLOCKS = new Set([
  'sup',
  'p',
  'div',
  'td',
  'th',
  'tr',
  'pre',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'figure',
  'section',
  'br',
  'span',
]);

/** The text of a page, its marks all accepted or rejected; the title and the list of changes left out. */
export function htmlText(html: string, taken: Taken): string {
  const gone = taken === 'accepted' ? 'del' : 'ins';
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const read = (node: HtmlNode): string => {
    const attribute = (name: string) => node.attrs?.find((each) => each.name === name)?.value;
    if (node.nodeName === gone || attribute('class') === 'moved' || attribute('aria-hidden') === 'true') return '';
    if (node.nodeName === 'img') return ` ${attribute('alt') ?? ''} `;
    const inner = node.value ?? (node.childNodes ?? []).map(read).join('');
    return BLOCKS.has(node.nodeName) && attribute('role') !== 'img' ? ` ${inner} ` : inner;
  };
  return (parseFragment(main).childNodes as HtmlNode[]).map(read).join('');
}

/** A text with CriticMarkup, its marks all accepted or rejected. */
export function criticText(marked: string, taken: Taken): string {
  const [kept, gone] =
    taken === 'accepted'
      ? [/\{\+\+([\s\S]*?)\+\+\}/g, /\{--[\s\S]*?--\}/g]
      : [/\{--([\s\S]*?)--\}/g, /\{\+\+[\s\S]*?\+\+\}/g];
  return marked
    .replace(/\{>>[\s\S]*?<<\}/g, '')
    .replace(gone, '')
    .replace(kept, '$1');
}

/** Where two lists of words part: a few words of each; null where they are the same. */
export function firstDifference(expected: readonly string[], got: readonly string[]): string | null {
  const at = expected.findIndex((word, index) => got[index] !== word);
  if (at < 0 && expected.length === got.length) return null;
  const from = Math.max(0, (at < 0 ? expected.length : at) - 3);
  return `word ${from}: expected “${expected.slice(from, from + 9).join(' ')}”, got “${got.slice(from, from + 9).join(' ')}”`;
}

/** Words that are lost or doubled: how often each is expected more (or, below 0, less) than it came. */
export function countDifference(expected: readonly string[], got: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of expected) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of got) counts.set(word, (counts.get(word) ?? 0) - 1);
  return [...counts].filter(([, count]) => count !== 0);
}

/** What the exports of a clean draft lose, double or put out of order; one line each. */
export async function faultsOfClean(text: string): Promise<string[]> {
  const draft = Draft.parse(text);
  const title = titleOf(draft);
  const source = sourceTokens(withoutFront(draft));
  const hasNotes = text.includes('[^') || draft.blocks.some(({ head }) => head.kind === 'footnote');
  const docx = docxBodyLines(await renderDocx({ draft }, DOCX_OPTIONS), 'accepted');
  const written: [string, string[]][] = [
    ['docx', [...titleWords(title), ...tokensOf(docx.join('\n').replace(/\[note: /g, ' '))]],
    ['html', [...titleWords(title), ...tokensOf(htmlText(renderHtml({ draft }), 'accepted'))]],
    ['md', tokensOf(withoutFront(Draft.parse(renderMarkdown({ draft }))))],
  ];
  return written.flatMap(([format, words]) => {
    const expected = format === 'md' ? tokensOf(withoutNotes(draft)) : source;
    if (hasNotes && format !== 'md') {
      // Word counts its notes itself, so their labels are no words of the file.
      const counts = countDifference(unnumbered(expected), unnumbered(words)).filter(
        ([word]) => !/^(?:note|)$/.test(word),
      );
      return counts.length === 0 ? [] : [`${format}: ${JSON.stringify(counts.slice(0, 8))}`];
    }
    const fault = firstDifference(expected, words);
    return fault === null ? [] : [`${format}: ${fault}`];
  });
}

function unnumbered(words: readonly string[]): string[] {
  return words.map((word) => word.replace(/\d{1,2}$/, ''));
}

function titleWords(title: string): string[] {
  return tokensOf(title);
}

/** The heading at the start that the title of the page repeats, and that is not written again. */
function titleOf(draft: Draft): string {
  const { title, document } = draft.frontMatter;
  const shown = draft.blocks.filter(({ kind }) => kind !== 'frontMatter').slice(0, 2);
  const first = shown.find(({ head }) => head.kind === 'heading');
  if (!first || first.prefix > 0) return '';
  const words = sourceTokens(first.text).join(' ');
  const named = title ?? document;
  if (named !== null && named !== undefined) return tokensOf(named).join(' ') === words ? words : '';
  return first === shown[0] && first.level === 1 ? words : '';
}

function withoutFront(draft: Draft): string {
  const first = draft.blocks.findIndex(({ kind }) => kind !== 'frontMatter');
  return first < 0 ? '' : draft.text.slice(draft.startOf(first));
}

/** What Markdown has of a draft: all but the front matter and the comments of the drafters. */
function withoutNotes(draft: Draft): string {
  return withoutFront(Draft.parse(writeWithoutComments(draft)));
}

/** Where a change-marked export does not give either version; one line each. */
export async function faultsOfPair(oldText: string, newText: string): Promise<string[]> {
  const [old, after] = [Draft.parse(oldText), Draft.parse(newText)];
  const comparison = compareDrafts(old, after);
  const faults: string[] = [];
  const say = (format: string, taken: Taken, expected: string[], got: string[]) => {
    const fault = firstDifference(expected, got);
    if (fault !== null) faults.push(`${format} ${taken}: ${fault}`);
  };
  const marked = await renderDocx({ comparison }, DOCX_OPTIONS);
  const page = renderHtml({ comparison });
  const critic = renderMarkdown({ comparison });
  for (const [taken, draft] of [
    ['accepted', after],
    ['rejected', old],
  ] as const) {
    const clean = await renderDocx({ draft }, DOCX_OPTIONS);
    const body = (file: Uint8Array, which: Taken) => tokensOf(docxBodyLines(file, which).join('\n'));
    say('docx', taken, withTitle(draft, body(clean, 'accepted')), withTitle(draft, body(marked, taken)));
    const own = tokensOf(htmlText(renderHtml({ draft }), 'accepted'));
    const got = tokensOf(htmlText(page, taken));
    // Notes stand in the order of their calls in either version.
    const counts = countDifference(withTitle(draft, own), withTitle(draft, got));
    if (counts.length > 0) faults.push(`html ${taken}: ${JSON.stringify(counts.slice(0, 8))}`);
    else if (!draft.blocks.some(({ head }) => head.kind === 'footnote'))
      say('html', taken, withTitle(draft, own), withTitle(draft, got));
    say('md', taken, tokensOf(withoutNotes(draft)), tokensOf(withoutFront(Draft.parse(criticText(critic, taken)))));
  }
  return faults;
}

/** The words of an export with the heading that a title may stand for taken out. */
function withTitle(draft: Draft, words: string[]): string[] {
  const heading = draft.blocks.find(({ head, kind }) => kind !== 'frontMatter' && head.kind === 'heading');
  const title = heading ? sourceTokens(heading.text) : [];
  return title.length > 0 && title.every((word, index) => words[index] === word) ? words.slice(title.length) : words;
}
