import assert from 'node:assert/strict';
import { CATALOGUE } from '../../server/src/rules/catalogue.js';
import { MOST_CHARACTERS, shortenWords } from '../../server/src/rules/message.js';
import { readCorpus } from '../support/check-corpus.js';
import { examplesOf } from '../support/check-page.js';
import { findingsOf, loadWorld } from '../support/marked.js';

describe('the messages of findings', () => {
  it('fit in 120 characters in every case of the corpus and every page, without being cut', async () => {
    const cases = [
      ...readCorpus(),
      ...Object.keys(CATALOGUE).map((code) => ({
        name: `page of ${code}`,
        files: examplesOf(code).bad,
        revisions: {},
      })),
    ];
    const wrong: string[] = [];
    for (const { name, files, revisions } of cases) {
      for (const { code, message } of findingsOf(await loadWorld(files, revisions)))
        if (message.length > MOST_CHARACTERS || message.endsWith('…')) wrong.push(`${code}, “${name}”: ${message}`);
    }
    assert.deepEqual(wrong, []);
  });

  const LONG = 'Metering And Settlement Of Distributed Flexibility Services Reconciliation Panel Secretary';
  const TEXTS: readonly (readonly [code: string, text: string, message: RegExp])[] = [
    [
      'term.duplicate',
      `1.1 In this agreement:\n\n**${LONG}** means one.\n\n**Carrier** means two.\n\n**${LONG}** means three.\n`,
      /^“Metering And .+…” is defined twice here\.$/,
    ],
    [
      'term.unused',
      `1.1 In this agreement:\n\n**${LONG}** means one.\n\n**Carrier** means the company that carries goods.\n\n1.2 The Carrier shall deliver the goods by noon.\n`,
      /^“Metering And .+…” is defined but never used\.$/,
    ],
    [
      'reference.caption',
      `## 1 ${LONG}\n\n1.1 See Section 1 (${LONG.replace('Panel', 'Board')}).\n`,
      /^Section 1 is titled “.+…”, not “.+…”\.$/,
    ],
    [
      'reference.unknown-document',
      `## 1 Register\n\n1.1 See Clause 4.2 of the ${LONG} Code.\n`,
      /^No document “.+…” is described, so references to it are not checked\.$/,
    ],
    ['placeholder.unfilled', `1.1 [insert ${LONG}]\n`, /^\[insert .+… is still to be filled in\.$/],
    ['text.repeated', `4.1 The ${'shall '.repeat(60)}last.\n`, /^“shall .+…” says the same words twice\.$/],
    ['footnote.undefined', `1.1 Words[^${'note'.repeat(20)}].\n`, /^There is no note note.+…\.$/],
    [
      'suppression.unknown',
      `<!-- keeling-${'long'.repeat(60)} -->\n\n1.1 Words.\n`,
      /^“keeling-.+…” is not an instruction/,
    ],
  ];
  for (const [code, text, message] of TEXTS) {
    it(`cut the words of the draft, and not what is said of them: ${code}`, async () => {
      const found = findingsOf(await loadWorld({ 'draft.md': text })).filter((finding) => finding.code === code);
      assert.ok(found.length > 0);
      for (const finding of found) {
        assert.match(finding.message, message);
        assert.ok(finding.message.length <= MOST_CHARACTERS, finding.message);
      }
    });
  }
});

describe('shortenWords', () => {
  const CASES: readonly (readonly [words: string, most: number, expected: string])[] = [
    ['as it is', 8, 'as it is'],
    ['on\r\n  one line ', 20, 'on one line'],
    ['cut at a space', 8, 'cut at…'],
    ['cut in a word', 10, 'cut in a…'],
    ['abc\u{1f4dc}de', 5, 'abc…'],
  ];
  for (const [words, most, expected] of CASES) {
    it(`gives ${JSON.stringify(expected)} for ${JSON.stringify(words)} in ${most}`, () => {
      assert.equal(shortenWords(words, most), expected);
    });
  }
});
