import assert from 'node:assert/strict';
import { unified } from 'unified';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { Draft } from '../../server/src/model/draft.js';

/** The texts that remark is given to read while something runs. */
function readMeanwhile(run: () => void): string[] {
  const processor = Object.getPrototypeOf(unified()) as { parse(text: unknown): unknown };
  const { parse } = processor;
  const texts: string[] = [];
  processor.parse = function (this: unknown, text: unknown) {
    texts.push(String(text));
    return parse.call(this, text);
  };
  try {
    run();
  } finally {
    processor.parse = parse;
  }
  return texts;
}

/** Clauses that all have mark-up and cite one another, so that none can be told without being read. */
function clauses(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) =>
      `4.${i + 1} The **Test Plan** for meter ${i + 1} is _published_ &amp; kept under Clause 4.${((i + 7) % count) + 1} and [kept](x).`,
  );
}

const COUNT = 400;

/** What remark reads for a comparison of the clauses with what became of them. */
function readFor(revise: (clauses: string[]) => string[]): string[] {
  const text = (blocks: readonly string[]) => `## 4 Testing\n\n${blocks.join('\n\n')}\n`;
  const oldLines = clauses(COUNT);
  const [before, after] = [Draft.parse(text(oldLines)), Draft.parse(text(revise([...oldLines])))];
  return readMeanwhile(() => compareDrafts(before, after));
}

describe('a comparison gives remark to read', () => {
  it('what differs, when it reads at all: the count sees each reading', () => {
    const read = readFor((all) => all.map((clause) => clause.replace('Clause 4.', 'Clause 14.')));
    assert.ok(read.length >= COUNT, `${read.length}`);
  });

  it('nothing of two drafts that are the same', () => {
    assert.deepEqual(
      readFor((all) => all),
      [],
    );
  });

  it('of one amended clause among hundreds that clause alone', () => {
    const read = readFor((all) => all.with(200, all[200]!.replace('under Clause 4.', 'under Clause 14.')));
    assert.ok(read.length > 0 && read.every((text) => text.includes('meter 201 ')), read.join('\n'));
  });

  it('of clauses that changed places nothing but what moved', () => {
    const read = readFor((all) => [...all.slice(0, 100), ...all.slice(101, 300), all[100]!, ...all.slice(300)]);
    assert.ok(
      read.every((text) => text.includes('meter 101 ')),
      read.join('\n'),
    );
  });
});
