import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { questionsOf } from '../../server/src/analysis/references/questions.js';
import { readFilledTemplate } from '../../server/src/consultation/filled-template.js';
import { writeResponseTemplate } from '../../server/src/consultation/response-template.js';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { Draft } from '../../server/src/model/draft.js';
import { parseProjectFile } from '../../server/src/workspace/project-file.js';
import { partsOf, treeOf } from '../support/docx-text.js';
import { houseTemplate } from '../support/house-template.js';
import { DOCX_OPTIONS } from '../support/office-files.js';
import { type Counts, expectBoundedTime, expectLaw, type Fuzzer } from './fuzzer.js';

const PIECES = [
  ...[
    '<w:p>',
    '</w:p>',
    '<w:tbl>',
    '</w:body>',
    '<w:t>x</w:t>',
    '<w:r/>',
    '<w:sdt>',
    '<w:del>',
    '<!-- x',
    '<![CDATA[',
    ']]>',
    '<?x?>',
    '&amp;',
    '&x;',
    '&#0;',
    '&#x110000;',
    '&lt;',
  ],
  ...[
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    'xmlns:w="urn:x"',
    'xmlns="y"',
    ' w:val="',
    '"',
    '>',
    '<',
    '/>',
  ],
  ...[
    '<v:imagedata src="http://a.b/c"/>',
    '<w:attachedTemplate r:id="rId9"/>',
    'TargetMode="External"',
    'Target="http://a.b/c"',
    'Target="../../../x"',
    'Target="file:///x"',
  ],
  ...[
    '<w:instrText>INCLUDETEXT "http://a"</w:instrText>',
    '<w:fldSimple w:instr="LINK x"/>',
    '\u0000',
    '\ud800',
    '\ufeff',
    'FTC Q1',
    'ABC Q1',
    'x'.repeat(5_000),
    '<a>'.repeat(2_000),
  ],
];

interface Change {
  readonly kind: 'put' | 'cut' | 'twice' | 'drop' | 'rename' | 'fill' | 'xml';
  readonly part: number;
  readonly at: number;
  readonly length: number;
  readonly piece: number;
}

interface WordFileInput {
  readonly isForm: boolean;
  readonly changes: readonly Change[];
  /** Bytes of the zip file that are turned, and where it ends, in parts of a million. */
  readonly flips: readonly (readonly [at: number, byte: number])[];
  readonly end: number;
}

const NAMES = [
  'word/document.xml',
  '[Content_Types].xml',
  '../x',
  '/x',
  'word/../../x',
  'constructor',
  'word/styles.xml',
  '',
  'a\u0000b',
  'WORD/DOCUMENT.XML',
];
/** A part that unpacks to a thousand times its size. */
const BOMB = new Uint8Array(30_000_000).fill(32);

/** Mutated house templates and response forms: success, or an error of one line; in bounded time and memory. */
export const wordFiles: Fuzzer<WordFileInput> = {
  name: 'word-files',
  inputs: () =>
    fc.record({
      isForm: fc.boolean(),
      changes: fc.array(
        fc.record({
          kind: fc.oneof(
            { weight: 6, arbitrary: fc.constantFrom('put', 'cut', 'twice', 'xml') },
            fc.constantFrom('drop', 'rename', 'fill'),
          ) as fc.Arbitrary<Change['kind']>,
          part: fc.nat(30),
          at: fc.nat(999_999),
          length: fc.oneof(fc.nat(20), fc.nat(3_000)),
          piece: fc.nat(PIECES.length - 1),
        }),
        { maxLength: 5 },
      ),
      flips: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        fc.array(fc.tuple(fc.nat(999_999), fc.nat(255)), { maxLength: 6 }),
      ),
      end: fc.oneof({ weight: 5, arbitrary: fc.constant(1_000_000) }, fc.nat(1_000_000)),
    }),
  async check(input, counts) {
    const bytes = damage(input.isForm ? await form() : houseTemplate(), input);
    const memory = process.memoryUsage().rss;
    await expectBoundedTime('a Word file is read in bounded time', 3_000, () => readFile(input, bytes, counts));
    const grown = (process.memoryUsage().rss - memory) / 1_000_000;
    expectLaw('a Word file takes bounded memory', grown < 700, () => `${grown} MB`);
  },
};

async function readFile({ isForm }: WordFileInput, bytes: Uint8Array, counts: Counts): Promise<void> {
  try {
    if (isForm) readFilledTemplate('a.docx', bytes);
    else expectSoundFile(await renderDocx({ draft: DRAFT }, { ...DOCX_OPTIONS, template: bytes }));
    counts.add('Word files read');
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    const { message } = error;
    const isPlain =
      message.length <= 300 && !/[\r\n]|undefined(?! entity)|Cannot read|is not a function|\[object/.test(message);
    expectLaw('a Word file is refused in one plain line', isPlain, () => JSON.stringify(message.slice(0, 500)));
    counts.add('Word files refused');
  }
}

const DRAFT = Draft.parse(
  '---\ntitle: T\nversion: V1\n---\n\n## 1 One\n\n1.1 Words.[^1]\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n',
);
let made: Promise<Uint8Array> | null = null;

function form(): Promise<Uint8Array> {
  made ??= (async () => {
    const { consultation } = parseProjectFile('consultation: { id: ABC, respond-by: 2020-01-17T16:00 }\n');
    const questions = questionsOf(Draft.parse('## 1 Q\n\n**ABC Q1**\n\nWhy?\n\n**ABC Q2**\n\nWhy not?\n'));
    const draft = Draft.parse(writeResponseTemplate(consultation, 'A Consultation', questions));
    return renderDocx({ draft }, { ...DOCX_OPTIONS, isForm: true });
  })();
  return made;
}

function damage(file: Uint8Array, { changes, flips, end }: WordFileInput): Uint8Array {
  const parts: Record<string, Uint8Array> = Object.assign(Object.create(null), unzipSync(file));
  for (const { kind, part, at, length, piece } of changes) {
    const names = Object.keys(parts).filter((name) => /\.(?:xml|rels)$/i.test(name));
    const name = names[part % Math.max(1, names.length)];
    const bytes = name === undefined ? undefined : parts[name];
    if (name === undefined || !bytes) continue;
    const text = strFromU8(bytes);
    // What is put in stands at the edge of a tag, where it means most.
    const from = Math.floor((at * (text.length + 1)) / 1_000_000);
    const start = kind === 'xml' ? Math.max(0, text.indexOf('<', from)) : from;
    const put = PIECES[piece] ?? '';
    if (kind === 'put' || kind === 'xml') parts[name] = strToU8(text.slice(0, start) + put + text.slice(start));
    else if (kind === 'cut') parts[name] = strToU8(text.slice(0, start) + text.slice(start + length));
    else if (kind === 'twice') parts[name] = strToU8(text.slice(0, start + length) + text.slice(start));
    else if (kind === 'fill') parts[name] = BOMB;
    else delete parts[name];
    if (kind === 'rename') parts[NAMES[at % NAMES.length] ?? 'x'] = bytes;
  }
  const zip = zipSync(parts, { level: 1 });
  for (const [at, byte] of flips) zip[Math.floor((at * zip.length) / 1_000_000)] = byte;
  return zip.slice(0, Math.floor((end * zip.length) / 1_000_000));
}

/** Fails unless all parts of a Word file are XML, and nothing in it leads outside. */
function expectSoundFile(file: Uint8Array): void {
  for (const [name, text] of Object.entries(partsOf(file))) {
    if (!/\.(?:xml|rels)$/.test(name)) continue;
    try {
      treeOf(text);
    } catch (error) {
      expectLaw('what is written is XML', false, () => `${name}: ${String(error).slice(0, 200)}`);
    }
    const leads = /TargetMode="External"|INCLUDETEXT|<!DOCTYPE|<!ENTITY/.exec(text);
    expectLaw('a house template brings nothing from outside', !leads, () => `${name}: ${leads?.[0]}`);
  }
}
