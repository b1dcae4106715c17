import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importWord } from '../../server/src/import/word/write-draft.js';
import { Draft } from '../../server/src/model/draft.js';
import type { Provision } from '../../server/src/model/provision.js';
import { WordFile } from '../../server/src/office/word-file.js';
import { type ApartParagraph, type ApartPlace, readApart, readPlacesApart } from '../support/word-apart.js';

/** Word files that other people wrote, with what Word shows of them; not part of the repository. */
const FOLDER = join('..', 'shared', 'word');

/** A few files at each test, and all of them by `npm run oracles`, which prints a table. */
const ALL = process.env.KEELING_ORACLES === 'all';
const FEW = 12;

/** The files that are agreements and other papers that somebody uses, not made to test a program. */
const REAL_KINDS: ReadonlySet<string> = new Set(['legal', 'gov', 'bylaws']);

interface TrueLabel {
  /** Which paragraph of the body it is, from 0. */
  readonly i: number;
  readonly label: string;
  readonly text: string;
  readonly source: string;
}

/** What a label looks like, so that labels of one look stand beside one another: "1.1", "(a)", "A.". */
function lookOf(label: string): string {
  return label
    .replace(/[A-Za-z]+ (?=\S)/, '')
    .replace(/\d+/g, '1')
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A');
}

/** The number of a label, or of what one outline says of a provision: "(A)" and "a." are "a". */
function numberOf(label: string): string {
  return (
    label
      .replace(/[().:\s]+/g, ' ')
      .trim()
      .split(' ')
      .at(-1)
      ?.toLowerCase() ?? ''
  );
}

/** How far the numbers of paragraphs may differ between two readers of text boxes. */
const FAR = 60;

/** What the file says of the paragraph of each label of the truth; undefined where it is not found. */
function findPlaces(truth: readonly TrueLabel[], places: readonly ApartPlace[]): (ApartPlace | undefined)[] {
  return truth.map(({ i, text }) => {
    const begins = (place: ApartPlace | undefined) =>
      place !== undefined && squeeze(place.text).startsWith(squeeze(text).slice(0, 40));
    if (begins(places[i])) return places[i];
    for (let far = 1; far <= FAR; far++)
      for (const place of [places[i + far], places[i - far]]) if (place?.list != null && begins(place)) return place;
    return undefined;
  });
}

/**
 * For each label of the truth the one that it stands under: the nearest above on a higher level of
 * its list, or for a heading of the headings; where a list begins, one that leads into it with a colon.
 */
function findTrueParents(
  truth: readonly TrueLabel[],
  places: readonly (ApartPlace | undefined)[],
): (TrueLabel | null)[] {
  const open: { readonly look: string; readonly place: ApartPlace | undefined; readonly label: TrueLabel }[] = [];
  return truth.map((label, index) => {
    const place = places[index];
    const look = lookOf(label.label);
    const isHeading = place !== undefined && place.heading !== null;
    /** How much deeper an open one is than this; null where they have nothing in common. */
    const depthOf = (before: ApartPlace | undefined): number | null => {
      if (!place || !before) return null;
      if (place.list !== null && place.list === before.list) return before.level - place.level;
      return place.heading !== null && before.heading !== null ? before.heading - place.heading : null;
    };
    const depths = open.map((each) => depthOf(each.place));
    let known = depths.findIndex((depth) => depth !== null && depth >= 0);
    if (known < 0) known = depths.findLastIndex((depth) => depth !== null) + 1 || -1;
    const isKnown = (before: ApartPlace | undefined) => !place || !before || (before.heading !== null) === isHeading;
    if (known < 0) known = open.findIndex((each) => each.look === look && isKnown(each.place));
    // A heading that begins a list ends those that are no headings.
    if (known < 0 && isHeading) known = open.findIndex((each) => each.place?.heading === null);
    if (known >= 0) open.length = known;
    const above = open.at(-1);
    const isSure = above !== undefined && (depthOf(above.place) !== null || /:\s*$/.test(above.label.text));
    open.push({ look, place, label });
    return isSure ? above.label : null;
  });
}

/** How many labels of the truth are provisions or items of a draft, and how many of these have the parent that the truth has. */
function countInOutline(
  text: string,
  truth: readonly TrueLabel[],
  places: readonly (ApartPlace | undefined)[],
): { found: number; right: number; inCells: number; wrong: string[] } {
  const draft = Draft.parse(text);
  const words = draft.blocks.map(({ text }) => squeeze(unmark(text)));
  const parents = findTrueParents(truth, places);
  const wrong: string[] = [];
  const at = new Map<TrueLabel, number>();
  let found = 0;
  let right = 0;
  let inCells = 0;
  let block = 0;
  for (const [place, each] of truth.entries()) {
    const wanted = squeeze(`${each.label} ${each.text}`).slice(0, 40);
    const from = block;
    // Where no block begins with the words, they stand in a cell.
    block = words.findIndex((text, index) => index >= from && text.startsWith(wanted));
    if (block < 0) block = words.findIndex((text, index) => index >= from && text.includes(wanted));
    if (block < 0) {
      block = from;
      wrong.push(`no line: ${each.label} ${each.text.slice(0, 40)}`);
      continue;
    }
    at.set(each, block);
    // A table is cited by its rows: what counts within a cell is words of its row.
    if (places[place]?.isInCell) {
      if (draft.blocks[block]?.kind === 'table') inCells++;
      else wrong.push(`not in a cell: ${each.label} ${each.text.slice(0, 40)}`);
      continue;
    }
    const own = draft.provisions.find(
      (provision) => provision.block === block && numberOf(provision.marker).endsWith(numberOf(each.label)),
    );
    const isItem = own !== undefined || draft.blocks[block]!.marker !== null;
    if (isItem) found++;
    else wrong.push(`no provision: ${each.label} ${each.text.slice(0, 40)}`);
    const parent = parents[place];
    const parentBlock = parent ? at.get(parent) : undefined;
    // Numbers that were typed are not in the truth: what stands under one is not judged.
    const isTyped = (provision: Provision) =>
      provision !== own && provision.block > (parentBlock ?? 0) && ![...at.values()].includes(provision.block);
    const hasParent = (provision: Provision | null): boolean =>
      provision !== null && (provision.block === parentBlock || isTyped(provision) || hasParent(provision.parent));
    if (!isItem) continue;
    if (!parent || parentBlock === undefined || !own || hasParent(own)) right++;
    else wrong.push(`not under ${parent.label}: ${each.label} ${each.text.slice(0, 40)}`);
  }
  return { found, right, inCells, wrong };
}

function importFile(path: string, changes: 'accept' | 'reject' = 'accept'): string {
  return importWord(readFileSync(path), { changes, figureFolder: 'figures/draft', fallbackTitle: null }).text;
}

function placesOf(path: string): ApartPlace[] {
  const file = new WordFile(readFileSync(path));
  const read = (name: string) => (file.has(name) ? new TextDecoder().decode(file.part(name)) : '');
  return readPlacesApart(read(file.documentName), read('word/styles.xml'), read('word/numbering.xml'));
}

/** Text without the signs of Markdown, so that it can be held against a paragraph's words. */
function unmark(text: string): string {
  return text
    .replace(/<\/?su[bp]>/g, '')
    .replace(/<br>|\\\n/g, ' ')
    .replace(/\[\^e?\d+\]/g, '')
    .replace(/[*\\|<>\u200b]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ');
}

/** The labels of the truth that are not in the draft before their words, in the order of both. */
function findMissingLabels(draft: string, truth: readonly TrueLabel[]): TrueLabel[] {
  const text = unmark(draft);
  const missing: TrueLabel[] = [];
  let at = 0;
  for (const each of truth) {
    const wanted = unmark(`${each.label} ${each.text}`).trim().slice(0, 60).trim();
    const found = findWords(text, wanted, at);
    if (found < 0) missing.push(each);
    else at = found + each.label.length;
  }
  return missing;
}

/** Where words begin; those of formulas, which the truth leaves out, may stand between them. */
function findWords(text: string, wanted: string, from: number): number {
  const exact = text.indexOf(wanted, from);
  if (exact >= 0) return exact;
  const [label = '', ...words] = wanted.split(' ');
  for (let at = text.indexOf(`${label} `, from); at >= 0; at = text.indexOf(`${label} `, at + 1)) {
    const next = text.slice(at, at + 200);
    if (words.slice(0, 6).every((word) => next.includes(word.replace(/,$/, '')))) return at;
  }
  return -1;
}

/** The words of each paragraph of a part, read without a parser of ours. */
function paragraphsOfPart(xml: string): string[] {
  return xml
    .split(/<\/w:(?:foot|end)note>/)
    .filter((note) => !/w:type="(?:separator|continuation)/.test(note))
    .flatMap((note) => note.split('</w:p>'))
    .map((piece) =>
      [...piece.matchAll(/<(?:w:t|m:t|w:delText)(?: [^>]*)?>([^<]*)</g)]
        .map(([, words = '']) => words)
        .join('')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;|&apos;/g, "'")
        .replace(/&amp;/g, '&'),
    )
    .filter((words) => /[\p{L}\p{N}]/u.test(words));
}

/** Letters and digits alone, without marks of CriticMarkup, so that no sign of Markdown stands between. */
function squeeze(text: string): string {
  return text.replace(/\{>>.*?<<\}|\[\^\w+\](?!:)|<!--.*?-->/g, '').replace(/[^\p{L}\p{N}]/gu, '');
}

/** The same of a draft, of whose front matter only the title is words of the body. */
function squeezeBody(draft: string): string {
  const head = /^---\n[\s\S]*?\n---\n/.exec(draft)?.[0] ?? '';
  const title = /^title: (.*)$/m.exec(head)?.[1] ?? '';
  return squeeze(
    `${title}\n${draft.slice(head.length)}`
      .replace(/<br>|<\/?su[bp]>|\]\([^)\s]*\)/g, ' ')
      .replace(/<!-- hidden in Word: (.*?) -->/g, '$1'),
  );
}

/** Words of a text that another has less often, and how many words the first has. */
function countLostWords(text: string, draft: string): [lost: string[], all: number] {
  const wordsOf = (said: string) =>
    unmark(said)
      .replace(/\u00ad/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of wordsOf(draft)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const lost: string[] = [];
  const all = wordsOf(text);
  for (const word of all) {
    const left = counts.get(word) ?? 0;
    if (left === 0) lost.push(word);
    else counts.set(word, left - 1);
  }
  return [lost, all.length];
}

/** Paragraphs of some length that stand in a draft more often than in the file. */
function findDoubled(paragraphs: readonly ApartParagraph[], words: string): string[] {
  const whole = paragraphs.map(({ text }) => squeeze(text)).join('');
  const long = new Set(paragraphs.map(({ text }) => squeeze(text)).filter((text) => text.length > 40));
  return [...long].filter((text) => words.split(text).length > whole.split(text).length);
}

/** All of some files, or a few spread over them. */
function sampleOf(names: readonly string[]): readonly string[] {
  return ALL ? names : names.filter((_, index) => index % Math.ceil(names.length / FEW) === 0);
}

/** The names of the Word files that are no attack. */
function listWordFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^(?!hostile).*\.docx$/.test(name));
}

describe('Word files of other people', function () {
  this.timeout(ALL ? 600_000 : 60_000);

  before(function () {
    if (existsSync(FOLDER)) return;
    console.log('      skipped: ../shared/word is not there');
    this.skip();
  });

  it('have the labels that Word shows', () => {
    const names = readdirSync(join(FOLDER, 'truth')).filter((name) => name.endsWith('.json'));
    const rows: string[] = [];
    const wrong: string[] = [];
    for (const name of sampleOf(names)) {
      const id = name.replace(/\.json$/, '');
      const truth = (JSON.parse(readFileSync(join(FOLDER, 'truth', name), 'utf8')) as TrueLabel[])
        // English number words beyond a thousand: LibreOffice alone says "and", and Word does not.
        .filter(({ label, source }) => !(source === 'LibreOffice only' && / and /.test(label)));
      const missing = findMissingLabels(importFile(join(FOLDER, 'docx', `${id}.docx`)), truth);
      rows.push(`      ${id.padEnd(40)}${truth.length - missing.length} of ${truth.length} labels`);
      wrong.push(...missing.map(({ label, text }) => `${id}: ${label} ${text.slice(0, 50)}`));
    }
    if (ALL) console.log(rows.join('\n'));
    assert.deepEqual(wrong, []);
  });

  it('have each label as a provision or an item, under the one that it stands under', () => {
    const kinds = readFileSync(join(FOLDER, 'manifest.tsv'), 'utf8').trim().split('\n').slice(1);
    const real = kinds.flatMap((line) => {
      const [id = '', kind = ''] = line.split('\t');
      return REAL_KINDS.has(kind) && existsSync(join(FOLDER, 'truth', `${id}.json`)) ? [id] : [];
    });
    const rows: string[] = [];
    const wrongOfAll: string[] = [];
    for (const id of sampleOf(real)) {
      const truth: TrueLabel[] = JSON.parse(readFileSync(join(FOLDER, 'truth', `${id}.json`), 'utf8'));
      const path = join(FOLDER, 'docx', `${id}.docx`);
      const places = findPlaces(truth, placesOf(path));
      const { found, right, inCells, wrong } = countInOutline(importFile(path), truth, places);
      rows.push(
        `      ${id.padEnd(40)}${found} of ${truth.length} in the outline, ${right} under the right one, ${inCells} in rows of tables`,
      );
      wrongOfAll.push(...wrong.map((line) => `${id}: ${line}`));
    }
    if (ALL) console.log(rows.join('\n'));
    assert.deepEqual(wrongOfAll, []);
  });

  it('have their footnotes, endnotes and comments, each word of them', () => {
    const folder = join(FOLDER, 'docx');
    const names = listWordFiles(folder);
    const totals = new Map<string, { found: number; all: number }>();
    const wrong: string[] = [];
    for (const name of sampleOf(names)) {
      const bytes = readFileSync(join(folder, name));
      const file = new WordFile(bytes);
      const { text, comments } = importWord(bytes, { changes: 'keep', figureFolder: 'f', fallbackTitle: null });
      const said = comments.flatMap((comment) => [comment.text, ...comment.replies.map((reply) => reply.text)]);
      for (const [part, draft] of [
        ['footnotes', text],
        ['endnotes', text],
        ['comments', said.join('\n')],
      ] as const) {
        if (!file.has(`word/${part}.xml`)) continue;
        const words = squeeze(draft);
        const count = totals.get(part) ?? { found: 0, all: 0 };
        for (const each of paragraphsOfPart(new TextDecoder().decode(file.part(`word/${part}.xml`)))) {
          const isThere = words.includes(squeeze(each));
          count.all++;
          if (isThere) count.found++;
          else wrong.push(`${name} ${part}: ${each.slice(0, 60)}`);
        }
        totals.set(part, count);
      }
    }
    if (ALL)
      for (const [part, { found, all }] of totals) console.log(`      ${part.padEnd(40)}${found} of ${all} paragraphs`);
    assert.deepEqual(wrong, []);
  });

  for (const changes of ['accept', 'reject'] as const)
    it(`have their captions, references, cells and words, each once, when all changes are ${changes}ed`, () => {
      const folder = join(FOLDER, 'docx');
      const names = listWordFiles(folder);
      const totals = new Map<string, { found: number; all: number }>();
      const wrong: string[] = [];
      for (const name of sampleOf(names)) {
        const bytes = readFileSync(join(folder, name));
        const file = new WordFile(bytes);
        const xml = new TextDecoder().decode(file.part(file.documentName));
        const paragraphs = readApart(xml, changes).filter((each) => !each.isContents);
        const { text } = importWord(bytes, { changes, figureFolder: 'f', fallbackTitle: null });
        const words = squeezeBody(text);
        const count = (kind: string, isThere: boolean, of: string): void => {
          const total = totals.get(kind) ?? { found: 0, all: 0 };
          totals.set(kind, { found: total.found + Number(isThere), all: total.all + 1 });
          if (!isThere) wrong.push(`${name} ${kind}: ${of.slice(0, 70)}`);
        };
        const isThere = ({ text: said }: ApartParagraph) => words.includes(squeeze(said));
        for (const each of paragraphs) {
          if (!/[\p{L}\p{N}]/u.test(each.text)) continue;
          if (each.fields.includes('SEQ')) count('captions', isThere(each), each.text);
          if (each.fields.some((field) => /^(?:PAGE|NOTE)?REF$/.test(field)))
            count('paragraphs with REF', isThere(each), each.text);
          if (each.cell !== null) count('paragraphs in cells', isThere(each), each.text);
        }
        const [lost, all] = countLostWords(paragraphs.map((each) => each.text).join('\n'), text);
        const total = totals.get('words') ?? { found: 0, all: 0 };
        totals.set('words', { found: total.found + all - lost.length, all: total.all + all });
        if (lost.length > 0) wrong.push(`${name} words: ${lost.slice(0, 12).join(' ')}`);
        // A title says in the front matter what the file may say again.
        const doubled = findDoubled(paragraphs, squeezeBody(text.replace(/^title: .*$/m, '')));
        if (doubled.length > 0) wrong.push(`${name} doubled: ${doubled.slice(0, 3).join(' | ')}`);
      }
      if (ALL)
        for (const [kind, { found, all }] of totals)
          console.log(`      ${`${kind}, ${changes}ed`.padEnd(40)}${found} of ${all}`);
      assert.deepEqual(wrong, []);
    });

  it('have the paragraphs that Word leaves when all changes are accepted, or rejected', () => {
    const folder = join(FOLDER, 'triples');
    const paragraphsOf = (text: string) =>
      unmark(text.replace(/[|\n]/g, '¶'))
        .split('¶')
        .map((words) => words.trim())
        .filter((words) => words !== '' && words !== '---');
    const wrong: string[] = [];
    for (const name of readdirSync(folder).filter((each) => !/-(?:Accepted|Rejected)\.docx$/.test(each)))
      for (const [changes, suffix] of [['accept', 'Accepted'] as const, ['reject', 'Rejected'] as const]) {
        const own = paragraphsOf(importFile(join(folder, name), changes));
        const words = paragraphsOf(importFile(join(folder, name.replace('.docx', `-${suffix}.docx`))));
        if (JSON.stringify(own) !== JSON.stringify(words)) wrong.push(`${name} ${suffix}`);
      }
    assert.deepEqual(wrong, []);
  });
});
