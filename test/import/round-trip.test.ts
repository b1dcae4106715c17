import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { Draft } from '../../server/src/model/draft.js';
import { generatedDraft, generatedRevision } from '../support/generated-drafts.js';
import { DOCX_OPTIONS, wordFiles } from '../support/office-files.js';
import { buildWordFile, inList, inStyle, paragraph, run } from '../support/word-builder.js';

const EXAMPLE = 'examples/further-testing';

/** A draft with each paragraph on one line, and the line ends of its own. */
function unwrap(text: string): string {
  return text
    .split(/(\r?\n(?:[ \t]*\r?\n)+)/)
    .map((part) =>
      /^\s*(?:\||---\r?\n|```)|\r?\n\s*(?:\||---$|[-*+] |\d+\. |>|\[\^)/.test(part) || part.trim() === ''
        ? part
        : part.replace(/([^\n\r\\])\r?\n *(?=\S)/g, '$1 '),
    )
    .join('');
}

const figures = (path: string) => {
  try {
    return readFileSync(`${EXAMPLE}/${path}`);
  } catch {
    return null;
  }
};

function importFile(bytes: Uint8Array, changes: 'accept' | 'reject' = 'accept') {
  return importWord(bytes, { changes, figureFolder: 'figures', fallbackTitle: null });
}

async function comeBack(text: string): Promise<string> {
  return importFile(await renderDocx({ draft: Draft.parse(text) }, { ...DOCX_OPTIONS, figures })).text;
}

describe('a draft written as a Word file and read back', function () {
  this.timeout(60_000);

  for (const name of ['svtad', 'mtad', 'consultation', 'in-force/svtad-v1.4', 'in-force/mtad-v1.2'])
    it(`is the same, character for character: ${name} of the example`, async () => {
      const text = readFileSync(`${EXAMPLE}/${name}.md`, 'utf8');
      assert.equal(await comeBack(text), unwrap(text));
    });

  it('has its pictures, the vectors themselves, at their places', async () => {
    const file = await renderDocx(
      { draft: Draft.parse(readFileSync(`${EXAMPLE}/svtad.md`, 'utf8')) },
      { ...DOCX_OPTIONS, figures },
    );
    const [first] = importFile(file).figures;
    assert.equal(first?.path, 'figures/stages.svg');
    assert.deepEqual(Buffer.from(first.bytes), readFileSync(`${EXAMPLE}/figures/stages.svg`));
  });

  it('is the same for fifty generated drafts', () =>
    fc.assert(
      fc.asyncProperty(generatedDraft, async (text) => assert.equal(await comeBack(text), unwrap(text))),
      { numRuns: 50, seed: 16 },
    ));

  const KINDS: readonly (readonly [title: string, text: string])[] = [
    [
      'no front matter and no end of the last line',
      '# Title 17, sections 107 to 112\n\n1. Fees are due under Title 17.',
    ],
    ['a title as plain words', 'PART 1 – GENERAL\n\n**1. Fees**\n\n1.1 A fee is due.\n'],
    [
      'lists within a clause, one in the other',
      '1.1 A fee is due for:\n\n- a ferry;\n\n- a yacht:\n\n  - with sails;\n\n  - with oars.\n\nThat is all.\n',
    ],
    ['a list without blank lines and another bullet', 'Fees are due for:\n\n* ferries; and\n* yachts.\n'],
    [
      'a quotation, a rule and code',
      'The rule was:\n\n> No fee is due.\n>\n> It never was.\n\n---\n\n```\na  b\n  c\n```\n',
    ],
    [
      'notes that bear a sign, and labels that Word would not count',
      '1.1 A fee[^*] and more.[^7]\n\n[^*]: A star.\n\n[^7]: Seven.\n',
    ],
    [
      'notes that are called again',
      'A fee[^1] and more,[^1] for ever.[^2]\n\n(a) See.[^2]\n\n[^1]: One.\n\n[^2]: Two.\n',
    ],
    ['a note with a sign that is called again', 'A fee[^†] and more.[^†]\n\n[^†]: A dagger.\n'],
    ['marks within marks', '1.1 The **Fee (*old*)** and *the **whole** rule*, `code` and m<sup>2</sup>.\n'],
    [
      'headings that are deeper than their numbers',
      '# Rules of the Harbour\n\n### 1 Fees\n\n1.1 A fee is due.\n\n## Appendix A – Forms\n\nA form.\n',
    ],
    ['blanks to fill in', '1.1 The Managers are __________ and _____ and no_other.\n'],
    ['no-break spaces of its own', 'A fee is due under Rule\u00a07.\n'],
    ['a table without blanks in its rule', '| Vessel | Due |\n|---|---|\n| a \\| b | 5<br>6 |\n'],
  ];
  for (const [title, text] of KINDS) it(`has ${title}`, async () => assert.equal(await comeBack(text), text));

  it('leaves the remarks of the front matter to the drafter', async () =>
    assert.equal(
      await comeBack('---\ntitle: Rules\n# ask the harbour master\nversion: V2\n---\n\nA fee is due.\n'),
      '---\ntitle: Rules\nversion: V2\n---\n\nA fee is due.\n',
    ));

  it('is the new draft where all changes are accepted, and the text of the old where they are rejected', () =>
    fc.assert(
      fc.asyncProperty(generatedRevision, async ([before, after]) => {
        const { markedFile } = await wordFiles(before, after, { listOfChanges: true, legend: true });
        const words = (text: string) =>
          unwrap(text)
            .replace(/[|\s*-]+/g, ' ')
            .trim();
        assert.equal(words(importFile(markedFile).text), words(after));
        assert.equal(
          words(importFile(markedFile, 'reject').text).replace(/\ufeff/g, ''),
          words(before).replace(/\ufeff/g, ''),
        );
      }),
      { numRuns: 30, seed: 16 },
    ));

  const NOTES = '[^1]: One.\n\n[^2]: Two.\n';
  const REVISIONS: readonly (readonly [title: string, before: string, after: string])[] = [
    ['a second call that comes', `A fee[^1] is due.[^2]\n\n${NOTES}`, `A fee[^1] is due[^1] now.[^2]\n\n${NOTES}`],
    ['a second call that goes', `A fee[^1] is due[^1] now.[^2]\n\n${NOTES}`, `A fee[^1] is due.[^2]\n\n${NOTES}`],
    ['a first call that goes', `A fee[^1] is due[^1] now.[^2]\n\n${NOTES}`, `A fee is due[^1] now.[^2]\n\n${NOTES}`],
    ['a first call that comes', `A fee is due[^1] now.[^2]\n\n${NOTES}`, `A fee[^1] is due[^1] now.[^2]\n\n${NOTES}`],
    [
      'a call that moves to another word',
      `A fee[^1] is due[^1] now.[^2]\n\n${NOTES}`,
      `A fee is[^1] due[^1] now.[^2]\n\n${NOTES}`,
    ],
    [
      'a note before it, which changes its number',
      'A fee is due[^1] now.[^1]\n\n[^1]: One.\n',
      'A fee[^1] is due[^2] now.[^2]\n\n[^1]: New.\n\n[^2]: One.\n',
    ],
    [
      'a note that is gone with its calls',
      'A fee[^1] is due[^2] now.[^2]\n\n[^1]: One.\n\n[^2]: Two.\n',
      'A fee[^1] is due now.\n\n[^1]: One.\n',
    ],
    [
      'paragraphs that change their order',
      `A fee is due for a ferry.[^1]\n\nThe clerk keeps a book of ships that enter.[^1]\n\nThat is all there is to say.[^2]\n\n${NOTES}`,
      `The clerk keeps a book of ships that enter.[^1]\n\nA fee is due for a ferry.[^1]\n\nThat is all there is to say.[^2]\n\n${NOTES}`,
    ],
  ];
  for (const [title, before, after] of REVISIONS)
    it(`is either version where notes are called again: ${title}`, async () => {
      const { markedFile } = await wordFiles(before, after, { listOfChanges: true, legend: true });
      assert.equal(importFile(markedFile).text, after);
      assert.equal(importFile(markedFile, 'reject').text, before);
    });

  it('names no picture outside its own folder', async () => {
    const text = '![A plan](../plans/a.svg)\n';
    const picture = readFileSync(`${EXAMPLE}/figures/stages.svg`);
    const file = await renderDocx({ draft: Draft.parse(text) }, { ...DOCX_OPTIONS, figures: () => picture });
    assert.equal(importFile(file).figures[0]?.path, 'figures-1.svg');
  });
});

/** The draft of a Word file, and of the Word file that is made of that draft. */
async function importTwice(bytes: Uint8Array): Promise<[string, string]> {
  const first = importFile(bytes);
  const pictures = new Map(first.figures.map(({ path, bytes: picture }) => [path, picture]));
  const options = { ...DOCX_OPTIONS, figures: (path: string) => pictures.get(path) ?? null };
  const second = importFile(await renderDocx({ draft: Draft.parse(first.text) }, options));
  return [unwrap(first.text), unwrap(second.text)];
}

describe('a Word file of somebody else, imported, exported and imported again', function () {
  this.timeout(120_000);
  const bold = (words: string) => run(words, '<w:b/>');
  const table = (...rows: readonly (readonly string[])[]) =>
    `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((each) => `<w:tc>${each}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
  const KINDS: readonly (readonly [title: string, body: string, draft: string])[] = [
    [
      'numbers on three levels',
      paragraph('Fees', inStyle('Heading1') + inList(0)) +
        paragraph('A fee:', inList(1)) +
        paragraph('one.', inList(2)),
      '# 1. Fees\n\n1.1 A fee:\n\n(a) one.\n',
    ],
    [
      'a table whose first row is bold, and has an empty cell',
      table(
        [paragraph(bold('Term')), paragraph('')],
        [paragraph(bold('Fee')) + paragraph(bold('What is due')), paragraph('five')],
      ),
      '| Term |  |\n| --- | --- |\n| **Fee<br>What is due** | five |\n',
    ],
    [
      'emphasis that begins or ends at a sign within a word',
      paragraph(run('Rule 7') + run(', Fees (old)', '<w:i/>') + run('s and')) +
        paragraph(run('from') + run('[name]', '<w:i/>')),
      'Rule 7, *Fees (old*)s and\n\nfrom[*name*]\n',
    ],
    [
      'bold signs behind words in italics',
      paragraph(run('[') + run('A list of fees', '<w:i/>') + run(']', '<w:b/>')) +
        paragraph(run('the fee', '<w:i/>') + run('(s)', '<w:b/>') + run('now', '<w:b/>')),
      '[*A list of fees*]\n\n*the fee*(**s)now**\n',
    ],
    ['line breaks at the edge of a paragraph', `<w:p><w:r><w:br/><w:t>Words</w:t><w:br/></w:r></w:p>`, 'Words\n'],
  ];
  for (const [title, body, draft] of KINDS)
    it(`is the same draft: ${title}`, async () => {
      const [first, second] = await importTwice(buildWordFile(body));
      assert.equal(first, draft);
      assert.equal(second, first);
    });

  it('is the same draft for nearly all that other people wrote', async function () {
    const folder = join('..', 'shared', 'word', 'docx');
    if (!existsSync(folder)) {
      console.log('      skipped: ../shared/word is not there');
      this.skip();
    }
    const isWhole = process.env.KEELING_ORACLES === 'all';
    const names = readdirSync(folder).filter((name) => /^(?!hostile).*\.docx$/.test(name));
    let [same, lines, all] = [0, 0, 0];
    const some = isWhole ? names : names.filter((_, index) => index % 9 === 0);
    for (const name of some) {
      const [first, second] = await importTwice(readFileSync(join(folder, name)));
      const known = new Set(second.split('\n'));
      const other = first.split('\n').filter((line) => !known.has(line));
      if (first === second) same++;
      else if (isWhole) console.log(`      ${name.padEnd(40)}${other.length} lines differ: ${other[0]?.slice(0, 60)}`);
      lines += other.length;
      all += first.split('\n').length;
    }
    if (isWhole)
      console.log(
        `      the same after two imports              ${same} of ${some.length} files; ${lines} of ${all} lines differ`,
      );
    assert.ok(
      same > 0.7 * some.length && lines < 0.02 * all,
      `${same} of ${some.length} files, ${lines} of ${all} lines`,
    );
  });
});
