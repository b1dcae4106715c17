import assert from 'node:assert/strict';
import { alignUnits } from '../../server/src/compare/align.js';
import { BodyHashes } from '../../server/src/compare/body-hashes.js';
import { compareAlongLinks } from '../../server/src/compare/compare.js';
import { widenOverCuts } from '../../server/src/compare/cut-units.js';
import { linkBlocks } from '../../server/src/compare/link-blocks.js';
import { type BlockLink, type BlockRange, walkBlocks } from '../../server/src/compare/links.js';
import { findDeparture } from '../../server/src/compare/script-check.js';
import { unitsOf } from '../../server/src/compare/units.js';
import { Draft } from '../../server/src/model/draft.js';
import { bothTexts, compareTexts } from './marks.js';

/** Pairs in which both neighbours of a clause took up its words, or something like it. */
const PAIRS: readonly (readonly [name: string, oldText: string, newText: string])[] = [
  [
    'a clause whose words both neighbours took up',
    '1.1 The Operator shall test each device before it is sold to anyone.\n\n' +
      '1.2 The Panel may ask for further evidence of the results.\n\n' +
      '1.3 The Authority shall publish the outcome within ten days.\n',
    '1.1 The Operator shall test each device before it is sold to anyone. ' +
      'The Panel may ask for further evidence of the results.\n\n' +
      '1.3 The Panel may ask for further evidence of the results. ' +
      'The Authority shall publish the outcome within ten days.\n',
  ],
  [
    'a quotation and a list item between the same words',
    'relative to\n>with then\n1. result*undefined',
    'with then relative to\n>with then>result*undefined',
  ],
];

describe('the edit script', () => {
  for (const [name, oldText, newText] of PAIRS) {
    it(`gives both texts back: ${name}`, () => {
      assert.deepEqual(bothTexts(compareTexts(oldText, newText)), { old: oldText, new: newText });
      assert.deepEqual(bothTexts(compareTexts(newText, oldText)), { old: newText, new: oldText });
      assert.deepEqual(compareTexts(oldText, newText).notes, []);
    });
  }

  for (const [name, ...texts] of PAIRS) {
    it(`has no block in two links, and no clause in two others: ${name}`, () => {
      const [oldDraft, newDraft] = [Draft.parse(texts[0]), Draft.parse(texts[1])];
      for (const [one, other] of [
        [oldDraft, newDraft],
        [newDraft, oldDraft],
      ] as const) {
        const sides = [one, other].map((draft) => ({ draft, units: unitsOf(draft), hashes: new BodyHashes(draft) }));
        const [oldSide, newSide] = [sides[0]!, sides[1]!];
        const alignment = alignUnits(oldSide, newSide);
        const widened = widenOverCuts(oldSide, newSide, alignment);
        const matched = [...alignment.partner.entries()].filter(([, to]) => to !== -1);
        assertApart(matched.map(([from]) => widened.old[from]!));
        assertApart(matched.map(([, to]) => widened.new[to]!));
        const { links } = linkBlocks(one, other, () => {});
        assertApart(links.map((link) => link.old));
        assertApart(links.map((link) => link.new));
      }
    });
  }

  it('is held against both texts', () => {
    const [oldDraft, newDraft] = [
      Draft.parse('1.1 One.\n\n1.2 The Panel meets in May.\n'),
      Draft.parse('1.1 One.\n\n1.2 The Panel meets in June.\n'),
    ];
    const { blocks } = compareTexts(oldDraft.text, newDraft.text);
    assert.equal(findDeparture(blocks, oldDraft, newDraft), null);
    assert.equal(findDeparture(blocks.slice(0, 1), oldDraft, newDraft), 1);
    assert.equal(findDeparture(blocks.slice(1), oldDraft, newDraft), 0);
    assert.equal(findDeparture([...blocks, ...blocks.slice(1)], oldDraft, newDraft), 2);
  });
});

function assertApart(ranges: readonly BlockRange[]): void {
  let end = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    assert.ok(range.start >= end, `blocks ${range.start} to ${end} are part of two`);
    end = range.end;
  }
}

describe('a walk through both drafts', () => {
  const linkOf = (oldStart: number, oldEnd: number, newStart: number, newEnd: number): BlockLink => ({
    old: { start: oldStart, end: oldEnd },
    new: { start: newStart, end: newEnd },
    move: null,
    rows: null,
  });
  /** The blocks of both drafts in the order in which the walk comes to them. */
  const read = (links: readonly BlockLink[]) => {
    const found = { old: [] as number[], new: [] as number[] };
    const range = (start: number, end: number) => Array.from({ length: end - start }, (_, k) => start + k);
    for (const step of walkBlocks({ start: 0, end: 3 }, { start: 0, end: 3 }, links)) {
      if (step.kind !== 'link') found[step.kind].push(step.block);
      else {
        found.old.push(...range(step.link.old.start, step.link.old.end));
        found.new.push(...range(step.link.new.start, step.link.new.end));
      }
    }
    return found;
  };

  for (const [name, links] of [
    ['links that touch', [linkOf(0, 1, 0, 1), linkOf(1, 3, 1, 2)]],
    ['links that share an old block', [linkOf(0, 2, 0, 1), linkOf(1, 3, 1, 2)]],
    ['links that share a new block', [linkOf(0, 1, 0, 2), linkOf(1, 2, 1, 2)]],
    ['a link that reaches back', [linkOf(1, 2, 1, 2), linkOf(0, 1, 2, 3)]],
    ['a link beyond the end', [linkOf(2, 4, 0, 1)]],
  ] as const) {
    it(`comes to every block once: ${name}`, () => {
      assert.deepEqual(read(links), { old: [0, 1, 2], new: [0, 1, 2] });
    });
  }
});

describe('a link along which words would be lost', () => {
  const oldText = '1.1 The DCC shall test.\n\n| A | B |\n|---|---|\n| 1 | one |\n| 2 | two |\n\n1.2 Users pay.\n';
  const newText = oldText.replace('two', 'three').replace('pay', 'pay at once');

  it('is given up for a deletion and an insertion, with a note', () => {
    const [oldDraft, newDraft] = [Draft.parse(oldText), Draft.parse(newText)];
    const links = linkBlocks(oldDraft, newDraft, () => {});
    /** The table's rows as a faulty alignment would pair them: one is met twice. */
    const broken = new Map(
      links.links.map((link) => [
        link,
        link.rows
          ? {
              ...link,
              rows: {
                ...link.rows,
                pairs: [
                  [0, 0],
                  [2, 2],
                  [1, 1],
                ] as [number, number][],
              },
            }
          : link,
      ]),
    );
    const replaced = (link: BlockLink | null) => (link && broken.get(link)) ?? null;
    const notes: string[] = [];
    const compared = compareAlongLinks(
      { oldDraft, newDraft, isSwapped: false, elsewhere: () => null, note: (text) => notes.push(text) },
      {
        ...links,
        links: links.links.map((link) => replaced(link)!),
        ofOld: links.ofOld.map(replaced),
        ofNew: links.ofNew.map(replaced),
      },
    );
    assert.deepEqual(bothTexts({ ...compared, notes }), { old: oldText, new: newText });
    assert.deepEqual(notes, ['Table could not be compared reliably; it is shown as deleted and inserted.']);
  });
});
