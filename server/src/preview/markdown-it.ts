import type MarkdownIt from 'markdown-it';
import type { PluginSimple, StateCore, StateInline, Token } from 'markdown-it';
import { Draft } from '../model/draft.js';
import { findFrontMatterEnd } from '../model/flow/flow.js';
import type { Provision } from '../model/provision.js';
import { readChangeMark, readMarkedHeadings } from './change-marks.js';
import { findLinks, type PreviewLink } from './links.js';

/**
 * Longer drafts are shown without anchors and links, in characters: the preview renders the whole
 * text again at each pause, in the process of all extensions.
 */
const MOST_LINKED = 2_000_000;

/** What is kept while a text is rendered. */
interface Rendering {
  /** Null for a draft that is too long for links. */
  readonly draft: Draft | null;
}

/**
 * Shows drafts in the Markdown preview as their readers expect: change marks as marks, clause
 * numbers as link targets, references as links. Other Markdown is left alone.
 */
export const draftPreview: PluginSimple = (markdown: MarkdownIt): void => {
  markdown.core.ruler.before('normalize', 'keeling_draft', (state: StateCore) => {
    const env = (state.env ??= {}) as { keeling?: Rendering };
    delete env.keeling;
    if (!/^\ufeff?---[ \t]*\r?\n/.test(state.src)) return;
    const isLong = state.src.length > MOST_LINKED;
    const draft = Draft.parse(isLong ? state.src.slice(0, findFrontMatterEnd(state.src)) : state.src);
    if (draft.frontMatter.document !== null) env.keeling = { draft: isLong ? null : draft };
  });
  markdown.core.ruler.after('block', 'keeling_marked_headings', (state: StateCore) => {
    if (hasDraft(state.env)) readMarkedHeadings(state);
  });
  markdown.inline.ruler.before('emphasis', 'keeling_change', (state: StateInline, silent: boolean) =>
    hasDraft(state.env) ? readChangeMark(state, silent) : false,
  );
  markdown.core.ruler.push('keeling_links', (state: StateCore) => {
    const { keeling } = (state.env ?? {}) as { keeling?: Rendering };
    if (keeling?.draft) linkProvisions(state, keeling.draft);
  });
};

function hasDraft(env: unknown): boolean {
  return (env as { keeling?: Rendering } | undefined)?.keeling !== undefined;
}

function linkProvisions(state: StateCore, draft: Draft): void {
  const byLine = new Map<number, Provision[]>();
  for (const provision of draft.provisions) {
    if (provision.number === null) continue;
    const { line } = draft.positionAt(draft.labelSpanOf(provision).start);
    byLine.set(line, [...(byLine.get(line) ?? []), provision]);
  }
  let row = -1;
  for (const token of state.tokens) {
    // The cells of a table have no lines of their own: those of their row count.
    if (token.type === 'tr_open') row = token.map?.[0] ?? -1;
    if (token.type === 'tr_close') row = -1;
    if (token.type !== 'inline' || !token.children) continue;
    const [first, end] = token.map ?? [row, row + 1];
    if (first < 0) continue;
    const { children } = token;
    const anchors = listLines(first, end).flatMap((line) => byLine.get(line) ?? []);
    for (const line of listLines(first, end)) byLine.delete(line);
    token.children = [
      ...anchors.map((provision) => makeAnchorToken(state, previewAnchorOf(provision))),
      ...insertLinks(state, children, findLinks(draft, first, end, previewAnchorOf)),
    ];
  }
}

function listLines(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

/** The anchor of a provision in the page: "keeling-clause-20-28-a". */
function previewAnchorOf({ label }: Provision): string {
  return `keeling-${label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}`;
}

function makeAnchorToken(state: StateCore, id: string): Token {
  const token = new state.Token('html_inline', '', 0);
  token.content = `<a id="${id}"></a>`;
  return token;
}

/**
 * Puts links into text, in their order. What is in a link already stays, and so do words that are
 * not found.
 */
function insertLinks(state: StateCore, children: readonly Token[], links: readonly PreviewLink[]): Token[] {
  const waiting = [...links];
  const made: Token[] = [];
  let depth = 0;
  for (const child of children) {
    if (child.type === 'link_open') depth++;
    if (child.type === 'link_close') depth--;
    if (child.type !== 'text' || depth > 0) {
      made.push(child);
      continue;
    }
    let rest = child.content;
    while (waiting[0]) {
      const { words, anchor } = waiting[0];
      const at = rest.indexOf(words);
      if (at < 0) break;
      waiting.shift();
      made.push(...makeTextTokens(state, rest.slice(0, at)), ...makeLinkTokens(state, words, anchor));
      rest = rest.slice(at + words.length);
    }
    made.push(...makeTextTokens(state, rest));
  }
  return made;
}

function makeTextTokens(state: StateCore, content: string): Token[] {
  if (content === '') return [];
  const token = new state.Token('text', '', 0);
  token.content = content;
  return [token];
}

function makeLinkTokens(state: StateCore, words: string, anchor: string): Token[] {
  const open = new state.Token('link_open', 'a', 1);
  open.attrs = [
    ['href', `#${anchor}`],
    ['class', 'keeling-reference'],
  ];
  return [open, ...makeTextTokens(state, words), new state.Token('link_close', 'a', -1)];
}
