import assert from 'node:assert/strict';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { Draft } from '../../server/src/model/draft.js';

/** Each case: an old text, a new one, and the changes: their kinds, the old label and the new one. */
const CASES: readonly { name: string; old: string; new: string; changes: readonly string[] }[] = [
  {
    name: 'Articles after one that was put in',
    old: '# Kite Regulation\n\n## Article 1 – Tails\n\n1. Kites have tails.\n\n## Article 2 – Lines\n\n1. Lines are of hemp and silk.\n\n## Article 3 – End\n\n1. Article 2 ends in May.\n',
    new: '# Kite Regulation\n\n## Article 1 – Tails\n\n1. Kites have tails.\n\n## Article 2 – Pilots\n\n1. Every pilot has a licence from the keeper.\n\n## Article 3 – Lines\n\n1. Lines are of hemp and silk.\n\n## Article 4 – End\n\n1. Article 3 ends in May.\n',
    changes: [
      'inserted null Article 2',
      'renumbered Article 2 Article 3',
      'renumbered Article 3 Article 4',
      'consequential Article 3(1) Article 4(1)',
    ],
  },
  {
    name: 'items of a list that each are written 1.',
    old: '# Rules\n\n## Members\n\n1. Members pay dues in the spring of the year.\n1. Members vote at meetings of the club.\n\n## Guests\n\n1. Guests sit by the door of the hall.\n\n## Staff\n\n1. Staff open the doors of the hall.\n',
    new: '# Rules\n\n## Members\n\n1. Members pay dues in the spring of the year.\n1. Members keep the peace whatever the hour may be.\n1. Members vote by hand at meetings of the club.\n\n## Guests\n\n1. Guests sit by the door of the hall.\n\n## Staff\n\n1. Staff open the doors of the hall.\n',
    changes: ['inserted null paragraph (2)', 'renumbered+amended paragraph (2) paragraph (3)'],
  },
  {
    name: 'a word before the number is no layout',
    old: '# Kite Regulation\n\n## Article 1\n\n1. Kites have tails.\n\n## Article 2\n\n1. Lines are of hemp.\n',
    new: '# Kite Regulation\n\n## Article 1\n\n1. Kites have tails.\n\n## Article 2\n\n1. Lines are of silk.\n',
    changes: ['amended Article 2(1) Article 2(1)'],
  },
];

describe('units of a scheme that have another number', () => {
  for (const each of CASES)
    it(each.name, () => {
      const { changes } = compareDrafts(Draft.parse(each.old), Draft.parse(each.new));
      const told = changes.map(
        ({ kinds, ...sides }) => `${kinds.join('+')} ${sides.old?.label ?? null} ${sides.new?.label}`,
      );
      assert.deepEqual(told, each.changes);
    });
});
