import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Draft } from '../../server/src/model/draft.js';
import { readBlockFacts } from '../../server/src/model/facts.js';
import type { Provision } from '../../server/src/model/provision.js';
import { PLAIN_READING, type Reading } from '../../server/src/model/reading.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { expectSameDrafts } from '../fuzz/draft-contents.js';

/**
 * Texts of units that a project adds. Each begins with a line "=== name | scheme | units", as the
 * project file has them; then come its words, a line "---" and its provisions.
 */
const FOLDER = join('test', 'fixtures', 'own-units');

function readingBy(units: string): Reading {
  const { ownUnits, problems } = parseProjectFile(`units: [${units}]`);
  assert.deepEqual(problems, []);
  return { ...PLAIN_READING, ownUnits };
}

function readTexts(file: string) {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [, name = '', scheme = '', units = ''] = /^(.*?) \| (\S+) \| (.*)$/m.exec(part) ?? [];
      const body = part.slice(part.indexOf('\n') + 1);
      const at = body.lastIndexOf('\n---\n');
      return { name, scheme, units, text: body.slice(0, at + 1), outline: body.slice(at + 5).trimEnd() };
    });
}

function printOutline(provisions: readonly Provision[], indent = ''): string[] {
  return provisions.flatMap((provision) => [
    ...(provision.kind === 'heading'
      ? []
      : [`${indent}${provision.label}${provision.title ? ` – ${provision.title}` : ''}`]),
    ...printOutline(provision.children, provision.kind === 'heading' ? indent : `${indent}  `),
  ]);
}

for (const file of readdirSync(FOLDER).sort())
  describe(`units of a project's own: ${file.replace('.txt', '')}`, () => {
    for (const { name, scheme, units, text, outline } of readTexts(file)) {
      it(name, () => {
        const draft = Draft.parse(text, readingBy(units));
        assert.equal(printOutline(draft.roots).join('\n'), outline);
        assert.equal(draft.scheme.id, scheme);
      });

      it(`${name}, typed and deleted`, () => {
        const reading = readingBy(units);
        let draft = Draft.parse(text, reading);
        const places = [...text.matchAll(/\n|Standard|Measure/g)].map(({ index }) => index).reverse();
        for (const at of places)
          for (const edit of [
            { start: at, end: at, text: ' x' },
            { start: at, end: at + 2, text: '' },
            { start: at, end: at + 3, text: '' },
            { start: at, end: at, text: text.slice(at, at + 3) },
          ]) {
            draft = draft.applyEdit(edit);
            expectSameDrafts(draft, Draft.parse(draft.text, reading));
          }
      });

      it(`${name}, read by another project and back`, () => {
        const reading = readingBy(units);
        const plain = Draft.parse(text);
        expectSameDrafts(plain.readBy(reading), Draft.parse(text, reading));
        expectSameDrafts(plain.readBy(reading).readBy(PLAIN_READING), plain);
        assert.equal(plain.readBy(PLAIN_READING), plain);
      });
    }
  });

/** What words cite: for each reference its unit and its numbers. */
const CITED: readonly [words: string, cited: readonly string[]][] = [
  ['See Standard 12 and Part 2.', ['own:Standard 12', 'part 2']],
  ['Standards 12 and 13 apply.', ['own:Standard 12 13']],
  ['As Standard 12(3) and (4) say.', ['own:Standard 12(3) 12(4)']],
  ['this Standard 5 and (ii) the fees', ['own:Standard 5']],
  ['Standards 4.1 to 4.3', ['own:Standard 4.1-4.3']],
  ['Std. 4, Stds 5 and Standard 6', ['own:Standard 4 5 6']],
  ['paragraph 2 of Standard 3', ['paragraph 2 of own:Standard 3', 'own:Standard 3']],
  ['STANDARD 7 and standard 8 apply', ['own:Standard 7 8']],
  ['Criteria B and C, and Criterion D(1)', ['own:Criterion B C D(1)']],
  ['Criterion A is met; Criterion 4 is none', ['own:Criterion A']],
  ['Criterion B of Standard 3', ['own:Criterion B of own:Standard 3', 'own:Standard 3']],
  ['standard 12 volt lamps, 3 standards, the standard', []],
  ['Substandard 3, pre-Standard 4 and Standards-12', []],
];

describe('references to units of a project’s own', () => {
  const reading = readingBy(
    '{ name: Standard, short: [Std, Stds] }, { name: Criterion, plural: Criteria, number: letter, within: Standard }',
  );
  for (const [words, cited] of CITED)
    it(words, () => {
      const found = Draft.parse(words, reading).blocks.flatMap((block) => readBlockFacts(block).references);
      assert.deepEqual(
        found.map(({ reference: { kind, targets, of } }) =>
          [
            kind,
            ...targets.map(({ number, to }) => (to ? `${number}-${to.number}` : number)),
            ...(of ? ['of', of.kind, ...of.targets.map(({ number }) => number)] : []),
          ].join(' '),
        ),
        cited,
      );
    });
});
