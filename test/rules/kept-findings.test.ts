import assert from 'node:assert/strict';

import { CitationIndex } from '../../server/src/features/citation-index.js';
import type { Provision } from '../../server/src/model/provision.js';
import type { Depth } from '../../server/src/rules/rule-context.js';
import { readCorpus } from '../support/check-corpus.js';
import { loadWorld, readMarks, type World } from '../support/marked.js';
import { FOLDER } from '../support/memory-host.js';
import { makeRandom } from '../support/random-edits.js';

/** Lines that change what other lines mean: captions, amendments, lists, quotations, documents. */
const TURNING_LINES = [
  'Table 4.1 Required units',
  '**Figure 2** The units',
  '| Table 4.1 Units | two |',
  'See Table 4.1, Figure 2 and Table 4.1 of the Other Code.',
  'Condition 4 of the Licence is amended as follows:',
  'The Other Code is amended as follows.',
  '(4) In section 7, omit “ten”.',
  'For clause 4.1 put:',
  '“(b) the words of clause 9.9 and Table 9.9;”',
  'In Section 15A, for “ten” substitute “twelve of Clause 9.9”.',
  'Section 15A of the Other Code applies.',
  'The said Section 15A applies.',
  '1.1 It holds (i) one; and (ii) two.',
  'See Clause 1.1(ii), paragraph (ii) and paragraph (zz).',
  '(ii) the second;',
  '7. The seventh.',
  '# 7 Sections',
  '## Annex A',
  'It starts on [DD MMM YYYY] at the the place.',
  '> Section 9 of the Act 1971 and section 10',
  '<!-- keeling-disable-next-line -->',
  '',
];

/** A draft of such lines, and one that it cites. */
const TURNING_DRAFTS = {
  'a.md': `---\ndocument: A\nstatus: draft\n---\n\n${TURNING_LINES.join('\n\n')}\n\n${TURNING_LINES.toReversed().join('\n\n')}\n`,
  'b.md': '---\ndocument: OTHER\ntitle: Other Code\n---\n\n1 Words\n\n1.1 Others.\n\n(a) See Section 1 of the A.\n',
};

/** One edit of a text, as someone types it: never in its front matter but for its status. */
function makeTyping(text: string, random: () => number): { start: number; end: number; text: string } {
  const pick = (count: number) => Math.floor(random() * count);
  const status = /^status: (draft|issued)$/m.exec(text);
  if (status && pick(12) === 0)
    return {
      start: status.index,
      end: status.index + status[0].length,
      text: status[1] === 'draft' ? 'status: issued' : 'status: draft',
    };
  const begin = text.startsWith('---\n') ? text.indexOf('\n---\n', 3) + 5 : 0;
  const at = begin + pick(text.length - begin + 1);
  const lineStart = Math.max(begin, text.lastIndexOf('\n', at - 1) + 1);
  const lineEnd = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  const line = TURNING_LINES[pick(TURNING_LINES.length)] ?? '';
  switch (pick(7)) {
    case 0:
      return { start: lineStart, end: lineEnd, text: line };
    case 1:
      return { start: at, end: at, text: `\n\n${line}\n\n` };
    case 2:
      return { start: lineStart, end: lineEnd, text: '' };
    case 3:
      return { start: lineStart, end: lineEnd, text: `**${text.slice(lineStart, lineEnd)}**` };
    case 4:
      return { start: at, end: Math.min(text.length, at + 1 + pick(3)), text: '' };
    default:
      return {
        start: at,
        end: at,
        text: ['x', ' ', '1', '(', ')', '.', ' (ii) ', '*', ' amended', '[X]'][pick(10)] ?? '',
      };
  }
}

/** How often each case is tried, with other edits each time. */
const ROUNDS = Number(process.env.KEELING_ROUNDS ?? 1);

/** The findings of every draft, in an order of their own. */
function describeFindings({ workspace, checker }: World, depth: Depth): string[] {
  return workspace
    .listCheckedDocuments()
    .flatMap((document) => checker.check(document, depth))
    .map((finding) => JSON.stringify(finding))
    .sort();
}

/** How often each provision of the drafts is cited, as counts say. */
function describeCounts({ workspace }: World, counts: ReadonlyMap<Provision, number>): string[] {
  const drafts = workspace.listCheckedDocuments();
  const described = drafts.flatMap(({ uri, draft }) =>
    draft.provisions.flatMap((provision) => {
      const count = counts.get(provision);
      return count === undefined ? [] : `${uri} ${provision.index} ${provision.label}: ${count}`;
    }),
  );
  return [...described, `of ${counts.size}`];
}

/** The same, from every citation in the drafts. */
function countAnew(world: World): ReadonlyMap<Provision, number> {
  const citations = new CitationIndex(world.workspace, world.checker);
  const counts = new Map<Provision, number>();
  for (const document of world.workspace.listCheckedDocuments())
    for (const [provision, { length }] of citations.byProvision(document))
      counts.set(provision, (counts.get(provision) ?? 0) + length);
  return counts;
}

async function assertKept(files: Record<string, string>, revisions: Record<string, string>, seed: number) {
  const random = makeRandom(seed * 7919 + 13);
  const kept = await loadWorld(files, revisions);
  const now = { ...files };
  describeFindings(kept, 'typing');
  const citations = new CitationIndex(kept.workspace, kept.checker);
  citations.countCitations();
  const typed: string[] = [];
  for (let i = 0; i < 12; i++) {
    const drafts = kept.workspace.listCheckedDocuments();
    const document = drafts[Math.floor(random() * drafts.length)];
    if (!document) return;
    const edit = makeTyping(document.draft.text, random);
    kept.workspace.editDraft(document.uri, edit);
    now[decodeURIComponent(document.uri.slice(FOLDER.length + 1))] = document.draft.text;
    typed.push(`${document.uri} ${JSON.stringify(edit)}`);
    if (random() < 0.3) continue;
    const fresh = await loadWorld(now, revisions);
    assert.deepEqual(
      describeFindings(kept, 'typing'),
      describeFindings(fresh, 'typing'),
      `${seed}:\n${typed.join('\n')}`,
    );
    assert.deepEqual(
      describeCounts(kept, citations.countCitations()),
      describeCounts(fresh, countAnew(fresh)),
      `${seed}, citations:\n${typed.join('\n')}`,
    );
  }
}

describe('findings that are kept', function () {
  this.timeout(300_000);

  it('equal those of a fresh check where an edit changes what others mean', async () => {
    for (let seed = 1; seed <= 40 * ROUNDS; seed++) await assertKept(TURNING_DRAFTS, {}, seed);
  });

  it('equal those of a fresh check where words fill a gap in the numbers', async () => {
    const text = '---\ndocument: A\n---\n\n1.1 Words and words:\n\n(i) one; and\n\n(iii) three.\n';
    const kept = await loadWorld({ 'a.md': text });
    assert.equal(describeFindings(kept, 'typing').length, 1);
    const at = text.indexOf(' and\n');
    kept.workspace.editDraft(`${FOLDER}/a.md`, { start: at, end: at, text: ' and (ii) two;' });
    assert.deepEqual(describeFindings(kept, 'typing'), []);
  });

  const cases = readCorpus();
  for (const code of new Set(cases.map((each) => each.code)))
    it(`equal those of a fresh check: ${code}`, async () => {
      for (const [i, { files, revisions }] of cases.filter((each) => each.code === code).entries()) {
        const texts = Object.entries(files).map(([path, marked]) => [path, readMarks(marked).text]);
        for (let round = 0; round < ROUNDS; round++)
          await assertKept(Object.fromEntries(texts), { ...revisions }, i + 1 + 1000 * round);
      }
    });
});
