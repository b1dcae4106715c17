import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { measureKeeling } from '../support/measured-command.js';
import { buildPdf, linesAt } from '../support/pdf-builder.js';
import { buildWordFile, paragraph } from '../support/word-builder.js';

const SHARED = resolve('..', 'shared', 'word', 'docx');

const encode = (text: string) => new TextEncoder().encode(text);
const MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word file whose document part is this XML. */
const withDocument = (xml: string) => buildWordFile('', { 'word/document.xml': xml });

/** A zip file whose directory says that its parts are small. */
function lieOfSize(bytes: Uint8Array): Uint8Array {
  const lying = Uint8Array.from(bytes);
  const view = new DataView(lying.buffer);
  for (let at = 0; at + 46 < lying.length; at++)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1000)
      view.setUint32(at + 24, 1000, true);
  return lying;
}

const DEEP = 200_000;
const LONG = paragraph('Words '.repeat(40)).repeat(20_000);

/** Made files: what is refused, and the line that says so. */
const REFUSED: readonly (readonly [title: string, name: string, bytes: () => Uint8Array, message: RegExp])[] = [
  ['a bomb', 'a.docx', () => withDocument(`<w:document ${MAIN}>${' '.repeat(80_000_000)}</w:document>`), /unpack/],
  [
    'a bomb that lies',
    'a.docx',
    () => lieOfSize(withDocument(`<w:document ${MAIN}>${' '.repeat(80_000_000)}</w:document>`)),
    /unpacks to more than it states/,
  ],
  [
    'entities',
    'a.docx',
    () => withDocument('<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document/>'),
    /entit|DOCTYPE|cannot be read/i,
  ],
  [
    'too many levels',
    'a.docx',
    () =>
      withDocument(
        `<w:document ${MAIN}><w:body>${'<w:sdt>'.repeat(DEEP)}${'</w:sdt>'.repeat(DEEP)}</w:body></w:document>`,
      ),
    /deep|level/,
  ],
  ['no zip file', 'a.docx', () => encode('words'), /no Word file|not a Word file|zip/i],
  ['a part that is cut off', 'a.docx', () => withDocument(`<w:document ${MAIN}><w:body><w:p>`), /cannot be read/],
  ['an empty file', 'a.docx', () => new Uint8Array(), /no Word file|zip|empty/i],
  ['an old Word file', 'a.doc', () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), /save it as \.docx/],
  ['rich text', 'a.rtf', () => encode('{\\rtf1 words}'), /save it as \.docx/],
  ['OpenDocument text', 'a.odt', () => zipSync({ 'content.xml': strToU8('<a/>') }), /save it as \.docx/],
  [
    'a locked file',
    'a.docx',
    () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0),
    /password|old/,
  ],
  ['a PDF of nothing', 'a.pdf', () => encode('%PDF-1.7\n'), /is no PDF that can be read/],
];

/** Made files that are read all the same. */
const READ: readonly (readonly [
  title: string,
  name: string,
  bytes: () => Uint8Array,
  most: { seconds: number; megabytes: number },
])[] = [
  [
    'a part outside its folder',
    'a.docx',
    () => buildWordFile(paragraph('Words'), { '../../escape.xml': '<a/>' }),
    { seconds: 2, megabytes: 300 },
  ],
  [
    'links to outside',
    'a.docx',
    () =>
      buildWordFile('<w:p><w:hyperlink r:id="x"><w:r><w:t>Words</w:t></w:r></w:hyperlink></w:p>', {}, [
        ['x', 'hyperlink', 'http://localhost:9/never', true],
      ]),
    { seconds: 2, megabytes: 300 },
  ],
  [
    'a hundred thousand comments',
    'a.docx',
    () => {
      const begins = Array.from({ length: 100_000 }, (_, id) => `<w:commentRangeStart w:id="${id}"/>`).join('');
      return buildWordFile(`<w:p>${begins}<w:r><w:t>Words</w:t></w:r></w:p>${paragraph('More words')}`);
    },
    { seconds: 4, megabytes: 300 },
  ],
  ['five million characters', 'a.docx', () => buildWordFile(LONG), { seconds: 8, megabytes: 1024 }],
  [
    'a PDF of two thousand lines',
    'a.pdf',
    () =>
      buildPdf(
        Array.from({ length: 40 }, () => ({
          words: linesAt(
            70,
            60,
            Array.from({ length: 50 }, () => 'words of a page that is as full as one can be'),
          ),
        })),
      ),
    { seconds: 5, megabytes: 500 },
  ],
];

describe('hostile and odd files', function () {
  this.timeout(120_000);
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'keeling-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const showRow = (
    title: string,
    { seconds, megabytes, error }: { seconds: number; megabytes: number; error: string },
  ) => {
    if (process.env.KEELING_ORACLES === 'all')
      console.log(
        `      ${title.padEnd(34)}${seconds.toFixed(2)} s  ${megabytes.toFixed(0).padStart(4)} MB  ${error.trim().slice(0, 110)}`,
      );
  };

  for (const [title, name, bytes, message] of REFUSED)
    it(`are refused in one line, at once: ${title}`, async () => {
      writeFileSync(join(folder, name), bytes());
      const outcome = await measureKeeling(folder, 'import', name, '--output', 'draft.md');
      showRow(title, outcome);
      assert.equal(outcome.status, 2);
      assert.match(outcome.error, /^keeling: a\.\w+: [^\n]{10,200}\n$/);
      assert.match(outcome.error, message);
      assert.deepEqual(readdirSync(folder), [name]);
      assert.ok(outcome.seconds < 2 && outcome.megabytes < 300, JSON.stringify(outcome));
    });

  for (const [title, name, bytes, most] of READ)
    it(`are read within their limits: ${title}`, async () => {
      writeFileSync(join(folder, name), bytes());
      const outcome = await measureKeeling(folder, 'import', name, '--output', 'draft.md');
      showRow(title, outcome);
      assert.equal(outcome.status, 0, outcome.error);
      assert.deepEqual(readdirSync(folder).sort(), [name, 'draft.md'].sort());
      assert.ok(
        outcome.seconds < most.seconds && outcome.megabytes < most.megabytes,
        `${outcome.seconds} s, ${outcome.megabytes} MB`,
      );
    });

  it('of other people are read, or refused in one line, within their limits', async function () {
    if (!existsSync(SHARED)) {
      console.log('      skipped: ../shared/word is not there');
      this.skip();
    }
    for (const name of readdirSync(SHARED).filter((each) => each.startsWith('hostile-'))) {
      const outcome = await measureKeeling(
        folder,
        'import',
        join(SHARED, name),
        '--output',
        join(folder, `${name}.md`),
      );
      showRow(name, outcome);
      assert.ok(outcome.status === 0 || outcome.status === 2, name);
      if (outcome.status === 2) assert.match(outcome.error, /^keeling: [^\n]+: it [^\n]+\n$/, name);
      assert.ok(
        outcome.seconds < 5 && outcome.megabytes < 1024,
        `${name}: ${outcome.seconds} s, ${outcome.megabytes} MB`,
      );
    }
  });
});
