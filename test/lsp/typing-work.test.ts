import assert from 'node:assert/strict';
import { hasFailed } from '../../server/src/failure.js';
import { toDiagnostics } from '../../server/src/features/diagnostics.js';
import { createOpenProject } from '../../server/src/features/open-project.js';
import { OutlineText } from '../../server/src/features/outline-text.js';
import { BlockMemo } from '../../server/src/model/block-memo.js';
import { ALL_RULES } from '../../server/src/rules/catalogue.js';
import { DocumentMemory } from '../../server/src/rules/document-memory.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { FOLDER, MemoryHost } from '../support/memory-host.js';

/** A clause with references, sub-paragraphs, a term, a date, a placeholder and a word that comes twice. */
const clause = (section: number, i: number): string =>
  `${section}.${i} The Licensee shall see Clause ${section}.1 and Section ${section}, and the the Report, by [DD MMM YYYY]:\n\n` +
  `(a) the “Report” of 31 January 2020; and\n\n(b) paragraph (a) of the XYZ Code.\n`;

/** A draft of about so many characters in ninety sections; the one in the middle is the same in each. */
function makeDraft(characters: number): string {
  const clauses = Math.max(1, Math.floor(characters / clause(50, 10).length / 90));
  const sections = Array.from({ length: 90 }, (_, at) => {
    const own = Array.from({ length: at === 49 ? 3 : clauses }, (_, i) => clause(at + 1, i + 1));
    return `## ${at + 1} Section\n\n${own.join('\n')}`;
  });
  return `---\ndocument: WORK\n---\n\n# The Code\n\nSee Table 99 and Figure 99, Rule 99 and Section ZY.\n\n${sections.join('\n')}`;
}

interface Work {
  /** Blocks that the edits made. */
  blocks: number;
  /** Provisions that the edits made. */
  provisions: number;
  /** Questions to what is kept with a block, by whichever reader. */
  readings: number;
  /** Blocks that a check of blocks was run on. */
  checks: number;
  /** Blocks of which the references were asked for. */
  references: number;
  /** Regular expressions that were run. */
  expressions: number;
  /** Questions to what is kept with a block by itself. */
  lookups: number;
  /** Symbols of the outline that were written. */
  symbols: number;
}

/** What is typed at the middle: within a clause, a reference that breaks, a space at its end. */
const TYPED: readonly [after: string, text: string][] = [
  ['\n50.1 The Table 98 L', 'x'],
  ['\n50.1 The Table 98 Lx', 'y'],
  ['\n50.2 The Licensee shall see Clause 50.1', '3'],
  ['\n50.3 The Licensee shall see Clause 50.1 and', ' '],
  [
    '\n50.3 The Licensee shall see Clause 50.1 and ',
    'Table 7 and paragraph (zz) and Section 50(zz) and Rule 4 and Figure 2 ',
  ],
  ['\n50.3 The Licensee shall see ', 'Section ZZ and § 4-101 and Section '],
];

async function measureEdits(text: string): Promise<Work> {
  const uri = `${FOLDER}/a.md`;
  const workspace = Workspace.empty(new MemoryHost({ 'a.md': text }), FOLDER);
  const document = await workspace.addLoose(uri);
  assert.ok(!hasFailed(document));
  const { checker, citations } = createOpenProject(workspace);
  const outline = new OutlineText();
  const answer = () => {
    outline.update(document.draft);
    toDiagnostics(workspace, checker.check(document, 'typing'));
    citations.countCitations();
  };
  answer();
  // The first keystroke at a place fills what a whole draft keeps.
  workspace.editDraft(uri, { start: text.length, end: text.length, text: 'x' });
  answer();
  const middle = text.indexOf('\n50.1 The ') + 10;
  workspace.editDraft(uri, { start: middle, end: middle, text: 'Table 98 ' });
  answer();
  const work: Work = {
    blocks: 0,
    provisions: 0,
    readings: 0,
    checks: 0,
    references: 0,
    expressions: 0,
    lookups: 0,
    symbols: -outline.written,
  };
  const restore = watch(work);
  try {
    for (const [after, typed] of TYPED) {
      const { blocks, provisions } = document.draft;
      const at = document.draft.text.indexOf(after) + after.length;
      workspace.editDraft(uri, { start: at, end: at, text: typed });
      answer();
      const before = new Set(blocks);
      work.blocks += document.draft.blocks.filter((block) => !before.has(block)).length;
      work.blocks += document.draft.splice?.scanned ?? 0;
      if (document.draft.provisions !== provisions) work.provisions += document.draft.provisions.length;
    }
  } finally {
    restore();
  }
  work.symbols += outline.written;
  return work;
}

/** Counts while the edits are made. */
function watch(work: Work): () => void {
  const { get } = BlockMemo.prototype;
  const { resolve } = DocumentMemory.prototype;
  const { exec } = RegExp.prototype;
  const { get: look } = WeakMap.prototype;
  RegExp.prototype.exec = function (text) {
    work.expressions++;
    return exec.call(this, text);
  };
  WeakMap.prototype.get = function (key) {
    if (typeof key === 'object' && 'containers' in key) work.lookups++;
    return look.call(this, key);
  };
  BlockMemo.prototype.get = function (block) {
    work.readings++;
    return get.call(this, block);
  };
  DocumentMemory.prototype.resolve = function (...args) {
    work.references++;
    return resolve.apply(this, args);
  };
  const checks = ALL_RULES.ofBlocks.map((rule) => rule.checkBlock);
  for (const rule of ALL_RULES.ofBlocks) {
    const { checkBlock } = rule;
    rule.checkBlock = (...args) => {
      work.checks++;
      return checkBlock.apply(rule, args);
    };
  }
  return () => {
    BlockMemo.prototype.get = get;
    DocumentMemory.prototype.resolve = resolve;
    RegExp.prototype.exec = exec;
    WeakMap.prototype.get = look;
    for (const [i, rule] of ALL_RULES.ofBlocks.entries()) rule.checkBlock = checks[i] ?? rule.checkBlock;
  };
}

/** Longer numbers are written a little differently: what they cost is compared by and large. */
function exactly({ expressions: _, lookups: __, ...work }: Work): Omit<Work, 'expressions' | 'lookups'> {
  return work;
}

describe('typing', function () {
  this.timeout(300_000);

  it('takes the same work at 50 KB, 500 KB and 5 MB', async () => {
    const [small, medium, large] = [
      await measureEdits(makeDraft(50_000)),
      await measureEdits(makeDraft(500_000)),
      await measureEdits(makeDraft(5_000_000)),
    ];
    assert.deepEqual(exactly(medium), exactly(small));
    assert.deepEqual(exactly(large), exactly(small));
    for (const each of [medium, large]) {
      assert.ok(each.expressions <= small.expressions * 1.1, `${each.expressions}, not ${small.expressions}`);
      assert.ok(each.lookups <= small.lookups * 1.1, `${each.lookups}, not ${small.lookups}`);
    }
    assert.ok(small.blocks > 0 && small.readings > 0 && small.checks > 0 && small.symbols > 0);
    assert.equal(small.provisions, 0);
  });
});
