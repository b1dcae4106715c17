import assert from 'node:assert/strict';
import { compareDrafts } from '../../server/src/compare/compare.js';
import { ConservationCheck, checkMarkdown, NotConserved } from '../../server/src/export/conservation.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { renderHtml } from '../../server/src/export/html/render-html.js';
import { layOutManuscript } from '../../server/src/export/manuscript/lay-out.js';
import { makePlainWord, type Source } from '../../server/src/export/manuscript/manuscript.js';
import { makeTypesettingJob, renderPdf } from '../../server/src/export/pdf/render-pdf.js';
import { Draft } from '../../server/src/model/draft.js';
import { faultsOfClean, faultsOfPair, sourceTokens, tokensOf } from '../support/conservation-law.js';
import { partsOf } from '../support/docx-text.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { readPdf } from '../support/pdf-text.js';
import { editAtRandom } from '../support/random-edits.js';
import { typesetter } from '../support/typesetter.js';

/** Texts of which each word and number is to be in every export, by what is hard in them. */
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['sections on list lines', '1. SCOPE\n\n1.1 Words of it.\n\n2. TERMS\n\n2.1 More words.\n'],
  ['items with a bracket', 'As follows:\n\n1) Keep the records.\n\n2) Return the meters.\n'],
  ['numbers alone on their lines', 'As follows:\n\n3.\nKeep the records.\n\n4.\nReturn the meters.\n'],
  ['an item that is a picture', 'Words.\n\n7. ![A plan of the site](plan.png)\n\n8. ![Another](other.png)\n'],
  ['an item that is a quotation', '7. > Quoted words\n\n8. > 9. An item within\n'],
  ['an item that begins with other items', '5. - A bullet\n\n6. 7. 8. Three at once\n'],
  ['an item that is a heading', 'Words.\n\n9. # A heading\n\n10. ## 4 Another\n'],
  ['an item that is code', '10. ```\n    x = 1\n    ```\n\n11. Words.\n'],
  ['an item that is a table', '11. | a | b |\n    |---|---|\n    | c | d |\n'],
  ['a rule in an item', 'Words.\n\n12. ***\n\n13. Words.\n'],
  ['words in angle brackets', 'Copyright <year> <name of holder>\n\n1.1 The <Chief Officer> may enter <premises>.\n'],
  ['a line of words in angle brackets', '<notice of copyright>\nBy using it you agree.\n\n1.1 Words.\n'],
  ['words in brackets that begin like a tag', '1.1 Insert <title of the work> and <address of the User> here.\n'],
  [
    'words to fill in that are called as elements are',
    '1.1 Send it to <address> by <time>, with the <label> and <TITLE>.\n\n| To | By |\n| --- | --- |\n| <address> | <time> |\n',
  ],
  ['words after a comment', '1.1 One.\n\n<!-- to do --> 1.2 Two after a comment.\n\n1.3 Three.\n'],
  [
    'a table of HTML',
    '1.1 One.\n\n<table><tr><th>Fee</th><td>100</td></tr>\n<tr><td colspan="2">all &amp; any</td></tr></table>\n',
  ],
  [
    'blocks of HTML',
    '<div>\nWords in it\n</div>\n\n<ol><li>First</li><li>Second 2</li></ol>\n\n<details><summary>More</summary>Hidden</details>\n',
  ],
  [
    'HTML in a quotation and a list',
    '> <p align="center">Centred\n> words</p>\n\n- <p>In a list</p>\n\n4. <div>Numbered</div>\n',
  ],
  ['a rule on the first line', '---\n\n1.1 It begins with a rule.\n\n1.2 More.\n\n---\n\n1.3 End.\n'],
  ['a grid table', '+-----+-----+\n| Fee | 100 |\n+-----+-----+\n| Tax | 20  |\n+-----+-----+\n'],
  [
    'a grid table in a quotation',
    '> +-----+-----+\n> | Fee | 100 |\n> +=====+:===:+\n> | Tax | 20  |\n> +-----+-----+\n',
  ],
  ['a grid table without an end', '+-----+-----+\n| Fee | 100 |\n+-----+-----+\n| Tax | 20  |\n'],
  ['a grid table with a merged cell', '+-----+-----+\n| Fee | 100 |\n+-----+-----+\n| Tax of all|\n+-----+-----+\n'],
  [
    'a footnote of several paragraphs',
    '1.1 Words.[^1]\n\n[^1]: The first.\n\n    The second.\n\n    1. An item\n\n    | a | b |\n    |---|---|\n    | c | d |\n',
  ],
  [
    'footnotes that begin with anything',
    '1.1 A.[^1] B.[^2] C.[^3] D.[^4] E.[^5]\n\n[^1]: | a | b |\n    |---|---|\n    | c | d |\n\n[^2]: <!-- aside --> The second.\n\n[^3]: <div>The third</div>\n\n[^4]: ```\n    the fourth\n    ```\n\n[^5]: # The fifth\n',
  ],
  ['a heading that only calls a note', '1.1 One.\n\n## [^1]\n\n2.1 Two.\n\n[^1]: A note.\n'],
  ['footnotes with one label', '1.1 Words.[^1]\n\n[^1]: The first.\n\n[^1]: Another.\n'],
  [
    'code, pictures, entities and signs',
    '1.1 A `co  de` and ![words](a.png) and &amp; \\* 5 * 3 *and* __x__ <b>bold</b> <span class="a">span</span>.\n',
  ],
];

/** A table of HTML whose header and rows have merged cells. */
const MERGED =
  '1.1 One.\n\n<table>\n<tr><th rowspan="2">Party</th><th colspan="2">Fee</th></tr>\n<tr><th>Yearly</th><th>Monthly</th></tr>\n<tr><td rowspan="2">Supplier</td><td>100</td><td>10</td></tr>\n<tr><td colspan="2">waived</td></tr>\n<tr><td colspan="3">All fees are net.</td></tr>\n</table>\n';

/** A table of HTML with powers, items and the call of a note. */
const POWERS =
  '1.1 One.\n\n<table>\n<tr><th>Law</th><th>Duty</th></tr>\n<tr><td>E = mc<sup>2</sup>, x<sub>1</sub></td><td><ul><li>fit it;</li><li>read it,</li></ul>each day[^1]</td></tr>\n</table>\n\n[^1]: A note.\n';

/** Pairs of which each version is to come out exactly. */
const PAIRS: readonly (readonly [name: string, old: string, neu: string])[] = [
  ['the year in the title changes', '# The Fish Act 2019\n\n1.1 One.\n', '# The Fish Act 2027\n\n1.1 One.\n'],
  ['the title gets another word', '# Rules of fish\n\n1.1 One.\n', '# Rules of good fish\n\n1.1 One.\n'],
  ['the title is another one', '# Rules of fish\n\n1.1 One.\n', '# Bird regulations\n\n1.1 One.\n'],
  ['the title stays', '# Rules of fish\n\n1.1 One.\n', '# Rules of fish\n\n1.1 Two.\n'],
  ['a number of a list changes', 'Steps:\n\n1. One step\n2. Two steps\n', 'Steps:\n\n2. One step\n3. Two steps\n'],
  ['a section on a list line gets another number', '1. SCOPE\n\n1.1 Words.\n', '2. SCOPE\n\n2.1 Words.\n'],
  ['a number comes before a quotation', '> Quoted words\n', '7. > Quoted words\n'],
  ['code changes', '1.1 It is `0,1,2` here.\n', '1.1 It is `0,2,2` here.\n'],
  ['the words of a picture change', '1.1 See ![Old plan](p.png) there.\n', '1.1 See ![New plan](p.png) there.\n'],
  ['the last word goes and leaves a blank', '1.1 Test and report.\n', '1.1 Test and \n'],
  ['a blank comes before a line end', '1.1 Test or\nreport it.\n', '1.1 Test or \nrecord it.\n'],
  ['a star closes', '1.1 **Term* is x.\n', '1.1 **Term** is x.\n'],
  ['signs become emphasis', '1.1 Pay 5 * 3 and 4 * 2.\n', '1.1 Pay 5 *3 and 4* 2.\n'],
  ['a link breaks', '1.1 See [it](https://e.org/a) now.\n', '1.1 See [it] (https://e.org/a) now.\n'],
  ['an entity breaks', '1.1 A &amp; B &lt; C.\n', '1.1 A &amp B &lt; C.\n'],
  ['a fence goes', '```\nA = B + C\n```\n', 'A = B + C\n'],
  ['a comment comes before words', '1.1 The User shall test.\n', '<!-- note --> 1.1 The User shall test.\n'],
  [
    'a cell of a grid table changes',
    '+-----+-----+\n| Fee | 100 |\n+=====+=====+\n| Tax | 20  |\n+-----+-----+\n',
    '+-----+-----+\n| Fee | 100 |\n+=====+=====+\n| Tax | 21  |\n+-----+-----+\n| Due | 3   |\n+-----+-----+\n',
  ],
  [
    'a grid table of cells with several lines changes',
    '+-------+------+\n| The   | 100  |\n| fee   | due  |\n+=======+======+\n| Tax   | 20   |\n|       | in   |\n| **a** | May  |\n+-------+------+\n',
    '+-------+------+\n| A     | 100  |\n| fee   | owed |\n+=======+======+\n| Tax   | 20   |\n| **a** | June |\n+-------+------+\n',
  ],
  [
    'a grid table becomes one of bars',
    '+-----+-----+\n| Fee | 100 |\n+-----+-----+\n',
    '| Fee | 100 |\n|-----|-----|\n| Tax | 20 |\n',
  ],
  ['a grid table becomes words', '+-----+-----+\n| Fee | 100 |\n+-----+-----+\n', 'The fee is 100.\n'],
  [
    'a table of a note becomes words',
    '1.1 Test.[^1]\n\n[^1]: One.\n\n    | a | b |\n    |---|---|\n    | c | d |\n',
    '1.1 Test.[^1]\n\n[^1]: One.\n\n    a and b, c and d\n',
  ],
  ['tags go', '<div>\nThe User shall test.\n</div>\n', 'The User shall test.\n'],
  ['a table of HTML becomes one of bars', '<table><tr><td>a</td><td>b</td></tr></table>\n', '| a | b |\n|---|---|\n'],
  ['a merged cell changes', MERGED, MERGED.replace('waived', 'due in May').replace('net', 'gross')],
  [
    'rows with merged cells come into a table of HTML',
    MERGED,
    MERGED.replace(
      '<tr><td colspan="3">',
      '<tr><td rowspan="2">Consumer</td><td colspan="2">none</td></tr>\n<tr><td>0</td><td>1</td></tr>\n<tr><td colspan="3">',
    ),
  ],
  ['cells are merged', MERGED, MERGED.replace('<td>100</td><td>10</td>', '<td colspan="2">100 or 10</td>')],
  ['a column comes into a table of HTML', MERGED, MERGED.replace('<td>10</td>', '<td>10</td><td>5</td>')],
  [
    'a footnote that begins with a table changes, and becomes words',
    '1.1 A.[^1] B.[^2]\n\n[^1]: | a | b |\n    |---|---|\n    | c | d |\n\n[^2]: | e | f |\n    |---|---|\n    | g | h |\n',
    '1.1 A.[^1] B.[^2]\n\n[^1]: | a | b |\n    |---|---|\n    | c | x |\n\n[^2]: Words e and f\n',
  ],
  [
    'two notes swap their words',
    '1.1 Test[^1] and so on.[^2]\n\n[^1]: See the Act.\n\n[^2]: As the Panel decides.\n',
    '1.1 Test[^1] and so on.[^2]\n\n[^1]: As the Panel decides.\n\n[^2]: See the Act.\n',
  ],
  ['a call goes and its note stays', '1.1 Test.[^1]\n\n[^1]: See the Act.\n', '1.1 Test.\n\n[^1]: See the Act.\n'],
  [
    'a call comes to a note that was there',
    '1.1 Test.\n\n[^1]: See the Act.\n',
    '1.1 Test.[^1]\n\n[^1]: See the Act.\n',
  ],
  [
    'the first of two calls goes',
    '1.1 Test.[^1]\n\n1.2 Report.[^1]\n\n[^1]: See the Act.\n',
    '1.1 Test.\n\n1.2 Report.[^1]\n\n[^1]: See the Act.\n',
  ],
  [
    'a paragraph of a note goes, another comes',
    '1.1 Test.[^1]\n\n[^1]: One.\n\n    Two of them.\n',
    '1.1 Test.[^1]\n\n[^1]: One.\n\n    Quite another text.\n\n    Three.\n',
  ],
  [
    'a clause is put into capitals, and a paragraph of the words of its sub-paragraphs comes before it',
    '1.1 default Authority register:\nc) outage;\n(d) must test\n',
    'MUST TEST\n\n1.1 DEFAULT AUTHORITY REGISTER:\n\n(A) PANEL DATA;\n\n(B) OUTAGE;\n',
  ],
  ['a figure becomes an item and a paragraph', '![x](png)\n\nFigure 1.1 – X x [x](ypng)\n\n1.1 Xxxypng', 'b)\n\npng'],
  [
    'a clause becomes a clause and a table of its words',
    '1.1 The fee of one pound, the fee of two pounds and the fee of three pounds is due.\n',
    '1.1 The fee is due.\n\n| the fee of one pound | the fee of two pounds | the fee of three pounds |\n|---|---|---|\n',
  ],
  [
    'an item stays as it is, and an item before it takes its label',
    'duties:\n\n(b)  does not do the work, as one who is employed by the Body or by another;\n',
    '(ii)  and\n\n(b)  does not do the work, as one who is employed by the Body or by another;\n\nthis\n',
  ],
  ['powers in cells of HTML change', POWERS, POWERS.replace('c<sup>2', 'c<sup>3').replace('fit', 'fix')],
  [
    'a picture by its label gets other words',
    '1.1 One.\n\n![Old plan][p]\n\n[p]: a.png\n',
    '1.1 One.\n\n![New plan][p]\n\n[p]: a.png\n',
  ],
  [
    'a note that begins below its label changes',
    '1.1 Test.[^1]\n\n[^1]:\n    One.\n\n    Two.\n',
    '1.1 Test.[^1]\n\n[^1]:\n    Once.\n\n    Two.\n',
  ],
  [
    'paragraphs become code',
    'Take the first of the values.\n\nAdd the second of the values.\n\nReport the sum of them.\n',
    '```\nTake the first of the values.\nAdd the second of the values.\nReport the sum of them.\n```\n',
  ],
];

/** Own texts that are edited at random. */
const BASES = [...TEXTS.map(([, text]) => text), TEXTS.map(([, text]) => text.replace(/^---$/gm, '***')).join('\n\n')];

describe('every word and number of a draft', () => {
  for (const [name, text] of TEXTS)
    it(`stands in each export: ${name}`, async () => assert.deepEqual(await faultsOfClean(text), []));

  for (const [name, text] of TEXTS)
    it(`stands in a PDF: ${name}`, () => {
      const job = makeTypesettingJob(layOutManuscript({ draft: Draft.parse(text) }));
      const data = JSON.parse(job.data) as {
        readonly blocks: unknown;
        readonly endnotes: unknown;
        readonly title: string;
      };
      const said = (value: unknown, key = ''): string => {
        if (typeof value === 'string') return ['t', 'alt', ''].includes(key) ? value : '';
        if (Array.isArray(value)) return value.map((each) => said(each)).join('');
        if (typeof value !== 'object' || value === null) return '';
        return Object.entries(value)
          .map(
            ([name, each]) =>
              `${/^(?:cells|rows|items|words)$/.test(name) ? ' ' : ''}${said(each, name === 'label' && typeof each === 'string' ? '-' : name)}`,
          )
          .join('');
      };
      const words = tokensOf(
        `${data.title === 'Draft' ? '' : data.title} ${said(data.blocks)} ${said(data.endnotes)}`,
      ).join('');
      const wanted = sourceTokens(text).join('');
      const sorted = (all: string) => [...all].sort().join('');
      // The words of notes stand at their calls.
      if (text.includes('[^')) for (const word of sourceTokens(text)) assert.ok(words.includes(word), word);
      else assert.equal(sorted(words), sorted(wanted));
    });

  for (const [name, old, neu] of PAIRS)
    it(`comes back where ${name}`, async () => {
      assert.deepEqual(await faultsOfPair(old, neu), []);
      assert.deepEqual(await faultsOfPair(neu, old), []);
    });

  it('stands in a PDF that was typeset', async function () {
    this.timeout(120_000);
    // Empty lines and front matter aside, the texts stand one after the other.
    const text = TEXTS.filter(([, each]) => !each.startsWith('---') && !each.includes('[^'))
      .map(([, each]) => each)
      .join('\n\nOther words.\n\n');
    const { pages } = await readPdf(await renderPdf({ draft: Draft.parse(text) }, typesetter));
    const said = tokensOf(pages.flatMap((tags) => tags.map((tag) => tag.text)).join('')).join('');
    let at = 0;
    for (const word of tokensOf(text.includes('<') ? sourceTokens(text).join(' ') : text)) {
      const next = said.indexOf(word, at);
      const alt = /plan|site|Another|words|of|the|A/.test(word);
      assert.ok(next >= 0 || alt, `${word} after ${said.slice(Math.max(0, at - 40), at)}`);
      if (next >= 0 && next - at < 60) at = next + word.length;
    }
  });

  it('comes back after edits of every kind', async function () {
    this.timeout(120_000);
    for (let seed = 1; seed <= 60; seed++) {
      const base = BASES[seed % BASES.length]!;
      const [old, neu] = [editAtRandom(base, seed), editAtRandom(base, seed + 1000)];
      assert.deepEqual(await faultsOfPair(old, neu), [], `seed ${seed}`);
    }
  });
});

describe('a footnote', () => {
  const several =
    '1.1 Lamp.[^1]\n\n1.2 End.\n\n[^1]: One.\n\n    1.3 Two.\n\n    ## Three\n\n    > Four.\n\n    | a | b |\n    |---|---|\n    | c | d |\n';

  it('holds no provisions of the text, and is what a change in any of its blocks amends', () => {
    const draft = Draft.parse(several);
    assert.deepEqual(
      draft.provisions.map(({ label }) => label),
      ['Clause 1.1', 'Clause 1.2', 'Footnote 1'],
    );
    for (const word of ['Two', 'Three', 'Four', 'd |']) {
      const { changes } = compareDrafts(draft, Draft.parse(several.replace(word, `other ${word}`)));
      assert.deepEqual(
        changes.map((change) => (change.new ?? change.old)?.label),
        ['Footnote 1'],
        word,
      );
    }
  });
  it('has no place in a list of changes where a heading within it is deleted', () => {
    const draft = Draft.parse('1.1 Lamp.\n');
    const { changes, layouts, notes } = layOutManuscript({
      comparison: compareDrafts(Draft.parse('[^1]: One.\n\n    ### Two three\n'), draft),
    });
    const placed = [...layouts, ...notes.values()].map(({ anchor }) => anchor);
    assert.ok(changes && changes.entries.length > 0);
    for (const { anchor } of changes.entries) assert.ok(anchor === null || placed.includes(anchor), anchor ?? '');
  });

  for (const [name, note] of [
    ['a table', '| a | b |\n    |---|---|\n    | c | d |'],
    ['code', '```\n    words\n    ```'],
    ['HTML', '<div>Words</div>'],
    ['a comment', '<!-- aside --> Words'],
    ['a heading', '# Words'],
    ['an item', '- Words'],
    ['a quotation', '> Words'],
    ['a line below', '\n    Words'],
  ] as const)
    it(`stands below the text and not in it, where it begins with ${name}`, () => {
      const { layouts, notes } = layOutManuscript({ draft: Draft.parse(`1.1 Lamp.[^1]\n\n[^1]: ${note}\n`) });
      assert.equal(layouts.length, 1);
      assert.equal(notes.size, 1);
    });
});

describe('a writer that loses or doubles words', () => {
  const manuscript = layOutManuscript({ draft: Draft.parse('1.1 One word.\n\n1.2 Two words.\n') });
  const write = (...texts: string[]) => {
    const check = new ConservationCheck(manuscript, 0);
    for (const text of texts) check.writeWord(makePlainWord(text, null));
    check.finish();
  };

  it('is let through where each stands once, in order', () => write('1.1', 'One wo', 'rd. ', '1.2 Two words'));
  for (const [name, texts] of [
    ['leaves some out', ['1.1 One', '1.2 Two words']],
    ['ends too early', ['1.1 One word']],
    ['doubles some', ['1.1 One word', '1.1 One word', '1.2 Two words']],
    ['changes their order', ['1.2 Two words', '1.1 One word']],
  ] as const)
    it(`fails with the place where it ${name}`, () =>
      assert.throws(
        () => write(...texts),
        (error) => error instanceof NotConserved && /at line [13],/.test(error.message),
      ));

  it('fails in Markdown, too', () => {
    const [old, after] = [Draft.parse('1.1 One.\n'), Draft.parse('1.1 Two.\n')];
    checkMarkdown('1.1 {--One--}{++Two++}{>>by A<<}.', { old, new: after });
    assert.throws(() => checkMarkdown('1.1 {++Two++}.', { old, new: after }), /line 1 of the version compared with/);
  });
});

describe('what came or went', () => {
  const page = (old: string, neu: string) =>
    renderHtml({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) }).replace(/^[\s\S]*<main/, '');
  const job = (old: string, neu: string) =>
    makeTypesettingJob(layOutManuscript({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) })).data;
  const figures = ['1.1 Text.\n\n![Old plan](a.png)\n', '1.1 Text.\n\n![New plan](b.png)\n'] as const;
  const rules = ['1.1 Text and words.\n\n***\n\n1.2 End.\n', '1.1 Text and words.\n\n1.2 End.\n'] as const;
  const items = ['Steps:\n\n1. One step is taken\n2. Two steps\n', 'Steps:\n\n3. One step is taken\n'] as const;
  const notes = ['1.1 Test.[^2]\n\n[^2]: See the Act.\n', '1.1 Test.[^1]\n\n[^1]: See the Act.\n'] as const;

  it('bears a mark on a page: figures', () => {
    assert.match(
      page(...figures),
      /<figure class="changed [^"]*gone[^"]*"[^>]*><del><div class="stand-in"[^>]*>Old plan/,
    );
    assert.match(
      page(...figures),
      /<figure class="changed [^"]*new[^"]*"[^>]*><ins><div class="stand-in"[^>]*>New plan/,
    );
  });
  it('bears a mark on a page: rules', () => assert.match(page(...rules), /<del><hr><\/del>/));
  it('bears a mark on a page: numbers of items', () => {
    assert.match(page(...items), /<span class="label"><del[^>]*>1\.<\/del><ins[^>]*>3\.<\/ins><\/span>/);
    assert.match(page(...items), /<span class="label"><del>2\.<\/del><\/span>/);
  });
  it('bears a mark on a page: numbers of notes', () =>
    assert.match(page(...notes), /<p id="[^"]*"><sup><del[^>]*>2<\/del><ins[^>]*>1<\/ins><\/sup>/));
  it('bears a mark in a PDF', () => {
    assert.match(job(...figures), /"alt":"Old plan","m":"ds"/);
    assert.match(job(...rules), /"kind":"rule","m":"ds"/);
    assert.match(job(...items), /"label":\[\{"t":"1\.","m":"d.","k":\d+\},\{"t":"3\.","m":"i.","k":\d+,"g":true\}\]/);
  });

  it('stands in the cells of a grid table, those of several lines as one', async () => {
    const old = '+-----+------+\n| Fee | Time |\n+=====+======+\n| One | in   |\n| a   | May  |\n+-----+------+\n';
    assert.match(
      page(old, old.replace('May ', 'June')),
      /<tr><td>One a<\/td><td>in <del>May<\/del><ins>June<\/ins><\/td><\/tr>/,
    );
    const file = await renderDocx({ draft: Draft.parse(old) }, DOCX_OPTIONS);
    assert.equal(partsOf(file)['word/document.xml']?.match(/<w:tc>/g)?.length, 4);
  });

  describe('in merged cells of a table of HTML', () => {
    const rows = '<tr><td rowspan="2">Consumer</td><td colspan="2">none</td></tr>\n<tr><td>0</td><td>1</td></tr>\n';
    const changed = MERGED.replace('waived', 'waived once').replace(
      '<tr><td colspan="3">',
      `${rows}<tr><td colspan="3">`,
    );
    const documentOf = async (source: Source) =>
      partsOf(await renderDocx(source, DOCX_OPTIONS))['word/document.xml'] ?? '';
    const rowsOf = (xml: string) => [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) => row);

    it('is merged in a Word file, clean', async () => {
      const all = rowsOf(await documentOf({ draft: Draft.parse(MERGED) }));
      const said = all.map((row) =>
        [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(
          ([cell]) => cell.match(/<w:(?:gridSpan|vMerge)[^>]*>/g)?.join('') ?? '',
        ),
      );
      assert.deepEqual(said, [
        ['<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'],
        ['<w:vMerge/>', '', ''],
        ['<w:vMerge w:val="restart"/>', '', ''],
        ['<w:vMerge/>', '<w:gridSpan w:val="2"/>'],
        ['<w:gridSpan w:val="3"/>'],
      ]);
      assert.equal(all.filter((row) => row.includes('<w:tblHeader/>')).length, 2);
    });
    it('is merged in a Word file, change-marked: rows that come bear a mark', async () => {
      const all = rowsOf(await documentOf({ comparison: compareDrafts(Draft.parse(MERGED), Draft.parse(changed)) }));
      assert.deepEqual(
        all.map((row) => [
          /<w:trPr>(?:(?!<\/w:trPr>).)*<w:ins /.test(row),
          row.match(/<w:vMerge|<w:gridSpan/g)?.length ?? 0,
        ]),
        [
          [false, 2],
          [false, 1],
          [false, 1],
          [false, 2],
          [true, 2],
          [true, 1],
          [false, 1],
        ],
      );
    });
    it('is merged on a page', () => {
      const html = page(MERGED, changed);
      assert.match(
        html,
        /<thead><tr><th rowspan="2" scope="col">Party<\/th><th colspan="2" scope="col">Fee<\/th><\/tr>\n<tr>/,
      );
      assert.match(html, /<td colspan="2">waived<ins> once<\/ins><\/td>/);
      assert.match(
        html,
        /<tr class="new of-substance"><td rowspan="2"><ins>Consumer<\/ins><\/td><td colspan="2"><ins>none<\/ins><\/td><\/tr>/,
      );
    });
    it('is merged in a PDF', () => {
      assert.match(job(MERGED, changed), /"words":\["Party"\],"across":1,"down":2/);
      assert.match(job(MERGED, changed), /"words":\["All fees are net\."\],"across":3,"down":1/);
    });
    it('is not merged where one version alone merges it', () => {
      const html = page(MERGED, MERGED.replace('<td colspan="2">waived</td>', '<td>waived</td><td>in May</td>'));
      assert.match(html, /<td>waived<\/td><td><ins>in May<\/ins><\/td>/);
    });
    it('is read within elements around the table', () =>
      assert.match(
        page(MERGED, MERGED.replace('<table>', '<div align="center">\n<table>') + '</div>\n'),
        /colspan="3"/,
      ));
  });

  it('leaves no name of a bookmark twice in a Word file', async () => {
    const [old, neu] = [
      '1.1 One here.[^1]\n\n1.2 Two there.\n\n[^1]: A note.\n',
      '1.1 One here.\n\n1.2 Two there.[^1]\n\n[^1]: A note.\n',
    ];
    const file = await renderDocx({ comparison: compareDrafts(Draft.parse(old), Draft.parse(neu)) }, DOCX_OPTIONS);
    const names = Object.values(partsOf(file)).flatMap((part) =>
      [...part.matchAll(/<w:bookmarkStart [^>]*w:name="([^"]*)"/g)].map(([, name]) => name),
    );
    assert.ok(names.length > 0);
    assert.equal(new Set(names).size, names.length);
  });
});
