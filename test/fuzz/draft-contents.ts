import { Draft } from '../../server/src/model/draft.js';
import { readBlockFacts } from '../../server/src/model/facts.js';
import { readInline } from '../../server/src/model/inline/inline.js';
import { readTable } from '../../server/src/model/table.js';
import type { Span } from '../../server/src/model/text.js';
import { expectLaw, expectSame } from './fuzzer.js';

/** All that a draft says of its text, as plain data. */
export function readContents(draft: Draft) {
  return {
    blocks: draft.blocks.map((block) => {
      const { kind, text, prefix, containers, marker, level, opensNode, head } = block;
      const { references, placeholders, noteCalls } = readBlockFacts(block);
      const cited = references.map(({ reference, visible }) => ({ reference, visible }));
      return { kind, text, prefix, containers, marker, level, opensNode, head, cited, placeholders, noteCalls };
    }),
    starts: [...draft.starts],
    lines: [...draft.lines.starts],
    provisions: draft.provisions.map((provision) => {
      const { kind, label, number, marker, title, block, endBlock, row, index, attachment } = provision;
      const facts = { kind, label, number, marker, title, block, endBlock, row, index, attachment };
      const children = provision.children.map((child) => child.index);
      return { ...facts, parent: provision.parent?.index ?? null, children, span: draft.spanOf(provision) };
    }),
    owners: draft.blocks.map((_, block) => draft.provisionOfBlock(block)?.index ?? null),
    problems: draft.problems,
  };
}

/** Fails unless two drafts say the same of the same text. */
export function expectSameDrafts(edited: Draft, fresh: Draft): void {
  expectSame('an edited draft has the new text', edited.text, fresh.text);
  const [own, other] = [readContents(edited), readContents(fresh)];
  for (const key of Object.keys(own) as (keyof typeof own)[])
    expectSame(`an edited draft equals a fresh one (${key})`, JSON.stringify(own[key]), JSON.stringify(other[key]));
}

/** Fails unless blocks cover the text, and everything that a draft names stands within it. */
export function expectSoundDraft(draft: Draft): void {
  const { text } = draft;
  let end = 0;
  draft.blocks.forEach((block, index) => {
    const start = draft.startOf(index);
    expectLaw('blocks are in order', start >= end, () => `block ${index} starts at ${start}, before ${end}`);
    expectLaw('blocks cover the text', /^[\s\ufeff>]*$/.test(text.slice(end, start)), () => text.slice(end, start));
    expectSame('a block has its text', block.text, text.slice(start, start + block.text.length));
    end = start + block.text.length;
    const isWithin = ({ start: from, end: to }: Span) => from >= 0 && from <= to && to <= block.text.length;
    const expectWithin = (what: string, span: Span) =>
      expectLaw(`spans are in range (${what})`, isWithin(span), () => JSON.stringify([span, block.text]));
    if ('label' in block.head) expectWithin('label', block.head.label);
    const { references, placeholders, noteCalls } = readBlockFacts(block);
    for (const { reference } of references) {
      expectWithin('reference', reference.span);
      expectWithin('keyword', reference.keywordSpan);
      for (const target of reference.targets) expectWithin('target', target.span);
    }
    for (const { span } of [...placeholders, ...noteCalls]) expectWithin('placeholder or call', span);
    let visible = 0;
    for (const run of readInline(block).runs) {
      expectWithin('run', run.source);
      expectLaw('runs follow one another', run.at === visible, () => `${run.at} is not ${visible}`);
      visible += run.text.length;
    }
    const table = readTable(block);
    for (const row of table ? [table.header, ...table.rows] : []) {
      expectWithin('row', row);
      for (const cell of row.cells) expectWithin('cell', cell);
    }
  });
  expectLaw('blocks cover the text', /^[\s\ufeff>]*$/.test(text.slice(end)), () => text.slice(end));
  for (const provision of draft.provisions) {
    for (const span of [draft.spanOf(provision), draft.labelSpanOf(provision)])
      expectLaw(
        'spans are in range (provision)',
        span.start >= 0 && span.start <= span.end && span.end <= text.length,
        () => JSON.stringify([provision.label, span]),
      );
    expectLaw('a provision has blocks', provision.endBlock > provision.block, () => provision.label);
  }
}

/** A draft of a text that fails where it is not sound. */
export function readSoundDraft(text: string): Draft {
  const draft = Draft.parse(text);
  expectSoundDraft(draft);
  return draft;
}
