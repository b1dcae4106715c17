import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Root } from 'mdast';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { scanFlow } from '../../server/src/model/flow/flow.js';
import { LineMap } from '../../server/src/model/text.js';
import { markdownLines } from '../support/markdown-lines.js';

const remark = unified()
  .data({
    micromarkExtensions: [gfmTable(), gfmFootnote(), { disable: { null: ['codeIndented'] } }],
    fromMarkdownExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown()],
  } as object)
  .use(remarkParse)
  .freeze();

const KINDS: Readonly<Record<string, string>> = {
  paragraph: 'paragraph',
  definition: 'paragraph',
  heading: 'heading',
  thematicBreak: 'rule',
  blockquote: 'quote',
  list: 'list',
  html: 'html',
  code: 'code',
  table: 'table',
  footnoteDefinition: 'footnote',
};

/** The nodes of the document's top level as remark sees them: kind, first line, last line. */
function scanWithRemark(text: string): string[] {
  const root = remark.parse(text) as Root;
  const nodes = root.children.map((node) => ({
    kind: KINDS[node.type] ?? node.type,
    first: (node.position?.start.line ?? 1) - 1,
    // An open fence or comment in a list ends, to remark, at the start of the line behind it.
    last:
      (node.position?.end.line ?? 1) -
      (node.position?.end.column === 1 && node.position.end.line > node.position.start.line ? 2 : 1),
    definition: node.type === 'definition',
  }));
  // Link definitions are words to the scanner: they are one with what stands right around them.
  const merged: typeof nodes = [];
  for (const node of nodes) {
    const before = merged[merged.length - 1];
    if (
      before?.kind === 'paragraph' &&
      node.kind === 'paragraph' &&
      node.first === before.last + 1 &&
      (before.definition || node.definition)
    ) {
      before.last = node.last;
      before.definition = node.definition;
    } else merged.push(node);
  }
  return merged.map(({ kind, first, last }) => `${kind} ${first}-${findLastWords(text, first, last)}`);
}

/**
 * The last line of a node that holds anything: remark lets an open fence or comment run on over
 * blank lines.
 */
function findLastWords(text: string, first: number, last: number): number {
  const lines = text.split(/\r\n?|\n/);
  while (last > first && /^[\s>]*$/.test(lines[last] ?? '')) last--;
  return last;
}

/** The same as the scanner sees them. */
function scanWithKeeling(text: string): string[] {
  const lines = LineMap.of(text);
  const nodes: { kind: string; first: number; last: number }[] = [];
  for (const leaf of scanFlow(text, 0).leaves) {
    const last = lines.lineAt(leaf.end);
    if (leaf.node !== null) nodes.push({ kind: leaf.node, first: lines.lineAt(leaf.start), last });
    else (nodes[nodes.length - 1] as { last: number }).last = last;
  }
  return nodes.map(({ kind, first, last }) => `${kind} ${first}-${findLastWords(text, first, last)}`);
}

describe('the line scanner', () => {
  const examples: [name: string, text: string][] = [
    ['paragraphs and headings', 'One\ntwo\n\n# 3\nfour\n===\n\nfive'],
    ['clauses', '20.28 Subject to\nthe rest\n\n(a) one;\n(b) two.'],
    ['an ordered list that starts at 20', '20. Testing\n\n20.1 The clause'],
    ['a list that cannot interrupt', 'see Clause\n2. and so on'],
    ['a list that can', 'see Clause\n1. and so on'],
    ['lists within lists', '- a\n  - b\n\n    c\n\n  d\n- e\n* f'],
    ['a lazy line', '> a\nb\n\nc'],
    ['a table behind a paragraph', 'words\n| a | b |\n|---|---|\n| c | d |\nmore\n\nend'],
    ['a table whose header has empty cells', '| a |  | |\n|---|---|---|\n| b | c | d |'],
    ['a table whose header is empty', '|  |  |\n|---|---|\n| b | c |'],
    ['a table whose header begins with an empty cell', '||a\n|-|-|\n'],
    ['a header with too few cells', '| a |  |\n|---|---|---|\n'],
    ['a fence', '```\n# no\n\n- no\n```\nyes'],
    ['a fence that is never closed', '```\n# no\n\n- no'],
    ['a note', '[^6]: One\n\n    two\n\nthree'],
    ['html', '<div>\n# no\n\n<!-- x\n\ny -->\n<sup>1</sup> words'],
    ['a tag alone', 'words\n<custom-tag a="1">\n\n<custom-tag a="1">\n# no\n\n<br>\nx'],
    ['an empty text', ''],
    ['blank lines alone', '\n \n\t\n'],
  ];
  for (const [name, text] of examples) {
    it(`agrees with remark on ${name}`, () => assert.deepEqual(scanWithKeeling(text), scanWithRemark(text)));
  }

  it('agrees with remark on generated Markdown', () => {
    fc.assert(
      fc.property(markdownLines, (text) => {
        // A rule on the first line may open front matter, which remark does not know.
        fc.pre(!text.startsWith('---'));
        assert.deepEqual(scanWithKeeling(text), scanWithRemark(text));
      }),
      { numRuns: 1500 },
    );
  });

  it('reads front matter, and a rule where it is not closed', () => {
    assert.deepEqual(scanWithKeeling('---\ndocument: X\n---\n\n# 1 A'), ['frontMatter 0-2', 'heading 4-4']);
    assert.deepEqual(scanWithKeeling('---\n\nwords'), ['rule 0-0', 'paragraph 2-2']);
  });

  it('reads lines of tabs as one table, which Markdown does not', () => {
    assert.deepEqual(
      scanWithKeeling('Figure 4.1 - Changes\n\nNo.\tReference\tWhat\n1.\tClause 1\tNew\n2.\tClause 2\tGone\n\nwords'),
      ['paragraph 0-0', 'extractedTable 2-4', 'paragraph 6-6'],
    );
  });

  it('reads a pasted table of two columns right under its caption', () => {
    assert.deepEqual(scanWithKeeling('Table 1.1 – Definitions\nTerm\tMeaning\nAuthority\tthe regulator'), [
      'paragraph 0-0',
      'extractedTable 1-2',
    ]);
    assert.deepEqual(scanWithKeeling('<b>Date:</b>\ttoday\n<b>By:</b>\tus'), ['paragraph 0-1']);
  });
});
