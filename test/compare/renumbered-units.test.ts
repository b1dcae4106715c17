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
  {
    name: 'words without a number that lead in a list of a section that moved',
    old: '# Rules\n\n## 1 Keepers\n\nWords of the keepers and of all that they keep in the park.\n\n## 2 Kites\n\n### 2.1 Tails\n\nA kite has a tail if:\n\n1. it is longer than the arm of its owner in the summer of the year;\n\n2. it is tied with silk that the warden of the park has seen before.\n\n## 3 Boats\n\nWords of the boats and of all that sail in them on the lake of the park.\n\nThe first boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe second boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe third boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe fourth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe fifth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe sixth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe seventh boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe eighth boat of the lake is moored where the harbour master says, and its oars lie dry.\n',
    new: '# Rules\n\n## 1 Keepers\n\nWords of the keepers and of all that they keep in the park.\n\n## 2 Boats\n\nWords of the boats and of all that sail in them on the lake of the park.\n\nThe first boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe second boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe third boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe fourth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe fifth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe sixth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe seventh boat of the lake is moored where the harbour master says, and its oars lie dry.\n\nThe eighth boat of the lake is moored where the harbour master says, and its oars lie dry.\n\n## 3 Kites\n\n### 3.1 Tails\n\nA kite has a tail if:\n\n1. it is longer than the arm of its owner in the summer of the year;\n\n2. it is tied with silk that the warden of the park has seen before.\n',
    changes: ['renumbered Section 3 Section 2', 'moved Section 2 Section 3'],
  },
  {
    name: 'a heading that loses its number',
    old: '# Rules\n\n## 4.1 Permitted Sorts of Kites\n\nAll kites are permitted in the park.\n\n## 4.2 Lines of Kites\n\nLines are of hemp.\n',
    new: '# Rules\n\n## Permitted Sorts of Kites\n\nAll kites are permitted in the park.\n\n## Lines of Kites\n\nLines are of hemp.\n',
    changes: ['renumbered Section 4.1 Permitted Sorts of Kites', 'renumbered Section 4.2 Lines of Kites'],
  },
  {
    name: 'titles in bold that are headings now',
    old: '**Fees**\n\nA fee is due in May of each year.\n\n**Kites and the lines of kites**\n\nA kite is of silk.\n',
    new: '## Fees\n\nA fee is due in May of each year.\n\n### Kites and the lines of kites\n\nA kite is of silk.\n',
    changes: ['formatting preamble Fees', 'formatting preamble Kites and the lines of kites'],
  },
  {
    name: 'titles of one word in the same place are two where the words differ',
    old: '**Fees**\n\nA fee is due in May of each year.\n\nA kite is of silk.\n',
    new: '## Kites\n\nA kite is of silk.\n',
    changes: ['deleted preamble undefined', 'deleted preamble undefined', 'inserted null Kites'],
  },
  {
    name: 'letters of a list that are numbers now',
    old: '# Rules\n\n## 4 Kites\n\n1. A kite is checked for:\n\n   A. the length of the tail that it has; and\n\n   B. the sort of silk that its line is of.\n',
    new: '# Rules\n\n## 4 Kites\n\n1. A kite is checked for:\n\n   1. the length of the tail that it has; and\n\n   2. the sort of silk that its line is of.\n',
    changes: ['renumbered Section 4 Section 4', 'renumbered Section 4 Section 4'],
  },
  {
    name: 'the same words under one number in several sections stay where they are',
    old: '# Rules\n\n## Spring Fair\n\n1. Stalls are let by lot to members of the guild.\n1. The gates open at noon and shut at dusk of the same day.\n\n## Autumn Fair\n\n1. Stalls are let by the warden to anyone who asks in time.\n1. The gates open at noon and shut at dusk of the same day.\n\n## Winter Fair\n\n1. No stall is let in winter but to sellers of chestnuts.\n',
    new: '# Rules\n\n## Spring Fair\n\n1. Stalls are let by drawing to members of the guild.\n1. The gates open at noon and shut at dusk of the same day.\n\n## Autumn Fair\n\n1. Stalls are let by the warden to anyone who asks in time.\n1. The gates open at noon and shut at dusk of the same day.\n\n## Winter Fair\n\n1. No stall is let in winter but to bakers of chestnuts.\n',
    changes: ['amended paragraph (1) paragraph (1)', 'amended paragraph (1) paragraph (1)'],
  },
  {
    name: 'sections without a title whose numbers others bear now',
    old: '# Charter\n\n## Section 1\n\nThe harbour is kept by a warden whom the council chooses.\n\n## Section 2\n\nBoats are moored along the northern wall in summer.\n\n## Section 3\n\nNets are dried on poles behind the chapel of the fishers.\n\n## Section 4\n\nLanterns burn on the pier from dusk until the morning bell.\n',
    new: '# Charter\n\n## Section 1\n\nThe harbour is kept by a warden whom the people choose.\n\n## Section 2\n\nA levy of one coin is paid for each cask that is landed.\n\n## Section 3\n\nA clerk writes down whatever is bought, sold or given away.\n\n## Section 4\n\nBoats are moored along the southern wall in summer.\n\n## Section 5\n\nNets are dried on ropes behind the chapel of the fishers.\n\n## Section 6\n\nLanterns burn at the pier from dusk until the evening bell.\n',
    changes: [
      'amended Section 1 Section 1',
      'inserted null Section 2',
      'inserted null Section 3',
      'renumbered Section 2 Section 4',
      'amended Section 2 Section 4',
      'renumbered Section 3 Section 5',
      'amended Section 3 Section 5',
      'renumbered Section 4 Section 6',
      'amended Section 4 Section 6',
    ],
  },
  {
    name: 'a section without a title that was struck out is none of those put in',
    old: '# Charter\n\n## Part A\n\n### Section 1\n\nThe harbour is kept by a warden whom the council chooses.\n\n## Amendments of Strangers\n\n### Section 1\n\nBoats of strangers pay twice what boats of the town have to pay.\n\n## Part C\n\nThe bell rings twice.\n',
    new: '# Charter\n\n## Part A\n\n### Section 1\n\nThe harbour is kept by a warden whom the people choose.\n\n### Section 2\n\nChestnuts, apples and pears lie in dry straw all winter.\n\n## Part C\n\nThe bell rings thrice.\n',
    changes: [
      'amended Section 1 Section 1',
      'deleted Amendments of Strangers undefined',
      'inserted null Section 2',
      'amended Part C Part C',
    ],
  },
  {
    name: 'paragraphs that stay where a heading before them was set on a line of its own',
    old: '# Regulations\n\n6. Consent.—\n\n(1) A keeper asks the holder of the licence before a kite is flown.\n\n(2) A keeper writes the consent of the holder into a book of the park. 7. Capture of kites by keepers—\n\n(1) A keeper may catch a kite with a net of silk.\n\n(2) A keeper returns the kite that was caught to its owner within a day.\n\n8. Ends.—\n\n(1) These regulations end in May.\n',
    new: '# Regulations\n\n6. Consent.—\n\n(1) A keeper asks the holder of the licence before a kite is flown.\n\n(2) A keeper writes the consent of the holder into a book of the park.\n\n7. Capture of kites by keepers.—\n\n(1) A keeper may catch a kite with a net of silk.\n\n(2) A keeper returns the kite that was caught to its owner within a week.\n\n8. Ends.—\n\n(1) These regulations end in May.\n',
    changes: [
      'amended Regulation 6(2) Regulation 6(2)',
      'inserted null Regulation 7',
      'amended Regulation 6(2)(2) Regulation 7(2)',
    ],
  },
  {
    name: 'where in the text a link leads follows its number',
    old: '# Rules\n\n## 4 Kites of the Park\n\nAll kites are permitted in the park by its warden.\n\n## 5 Ends\n\nSee [Section 4](#4-kites-of-the-park) for the kites.\n',
    new: '# Rules\n\n## 4 Boats of the Lake\n\nNo boat is let out on the lake in winter by anyone.\n\n## 5 Kites of the Park\n\nAll kites are permitted in the park by its warden.\n\n## 6 Ends\n\nSee [Section 5](#5-kites-of-the-park) for the kites.\n',
    changes: [
      'inserted null Section 4',
      'renumbered Section 4 Section 5',
      'renumbered Section 5 Section 6',
      'consequential Section 5 Section 6',
    ],
  },
  {
    name: 'items that Markdown counts alike are none that are renumbered',
    old: '# Rules\n\n## 4 Kites\n\n### 4.1 Tails\n\nA tail is of one of these:\n\n1. silk of the park\n1. hemp of the harbour\n1. wool of the hills\n\n### 4.2 Lines\n\nLines are of hemp.\n',
    new: '# Rules\n\n## 4 Kites\n\n### 4.1 Tails\n\nA tail is of one of these:\n\n1. silk of the park\n2. hemp of the harbour\n3. wool of the hills\n\n### 4.2 Lines\n\nLines are of hemp.\n',
    changes: ['formatting Section 4.1(2) Section 4.1(2)', 'formatting Section 4.1(3) Section 4.1(3)'],
  },
  {
    name: 'a paragraph whose link leads elsewhere',
    old: '# Rules\n\n## 4 Kites\n\nSee [the kites](https://kites.example/of-the-park/in-summer).\n\n## 5 Boats\n\nSee the boats.\n',
    new: '# Rules\n\n## 4 Kites\n\nSee [the kites](https://example.org/all).\n\n## 5 Boats\n\nSee [the boats](https://boats.example/on-the-lake/in-summer).\n',
    changes: ['amended Section 4 Section 4', 'amended Section 5 Section 5'],
  },
  {
    name: 'a reference that only became a link',
    old: '# Rules\n\n## 4 Kites\n\nAll kites are permitted.\n\n## 5 Ends\n\nThe kites of Section 4 are flown in May.\n',
    new: '# Rules\n\n## 4 Kites\n\nAll kites are permitted.\n\n## 5 Ends\n\nThe kites of [Section 4](#4-kites) are flown in May.\n',
    changes: ['formatting Section 5 Section 5'],
  },
  {
    name: 'a space before a number',
    old: '# Rules\n\n## 4 Kites\n\nKites are as RFC2119 says.\n\n## 5 Boats\n\nBoats cost 1 200 coins.\n',
    new: '# Rules\n\n## 4 Kites\n\nKites are as RFC 2119 says.\n\n## 5 Boats\n\nBoats cost 12 00 coins.\n',
    changes: ['typographical Section 4 Section 4', 'amended Section 5 Section 5'],
  },
  {
    name: 'a section with another title, behind an anchor that was put in',
    old: '# Rules\n\n## Section 4. Kites of the Park\n\nAll kites are permitted in the park by its warden.\n\n## Section 5. What the Club Never Does\n\nWhoever flies a kite chooses its tail, its line and its colours.\n\n* The warden is told of the day.\n\n## Section 6. Ends\n\nThese rules end in May.\n',
    new: '# Rules\n\n## Section 4. Kites of the Park\n\nAll kites are permitted in the park by its warden.\n\n<a name="section-5-what-the-club-never-does"></a>\n<!-- for links to the old title -->\n\n## Section 5. Choices Left to Pilots\n\nWhoever flies a kite chooses its tail, its line and its colours.\n\n* The warden is told of the day.\n\n## Section 6. Ends\n\nThese rules end in May.\n',
    changes: ['inserted null Section 4', 'amended Section 5 Section 5'],
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
