import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expectLaw } from './fuzzer.js';

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

/** What was done to a file. */
export interface Damage {
  /** To the parts of a zip file, or to the text of another. */
  readonly changes: readonly Change[];
  /** Bytes of the file that are turned, and where it ends, in parts of a million. */
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

function damageBy(kinds: readonly Change['kind'][], rare: readonly Change['kind'][]): fc.Arbitrary<Damage> {
  return fc.record({
    changes: fc.array(
      fc.record({
        kind: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...kinds) }, fc.constantFrom(...rare)),
        part: fc.nat(30),
        at: fc.nat(999_999),
        length: fc.oneof(fc.nat(20), fc.nat(3_000)),
        piece: fc.nat(999),
      }),
      { maxLength: 5 },
    ),
    flips: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      fc.array(fc.tuple(fc.nat(999_999), fc.nat(255)), { maxLength: 6 }),
    ),
    end: fc.oneof({ weight: 5, arbitrary: fc.constant(1_000_000) }, fc.nat(1_000_000)),
  });
}

/** What can happen to the parts of a Word file, and to the whole. */
export const damageOfFiles = damageBy(['put', 'cut', 'twice', 'xml'], ['drop', 'rename', 'fill']);
/** What can happen to a file that is one text. */
export const damageOfBytes = damageBy(['put', 'cut', 'twice'], ['put']);

/** A zip file whose parts, and then the whole, are damaged. */
export function damageZip(file: Uint8Array, { changes, flips, end }: Damage): Uint8Array {
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
    const put = PIECES[piece % PIECES.length] ?? '';
    if (kind === 'put' || kind === 'xml') parts[name] = strToU8(text.slice(0, start) + put + text.slice(start));
    else if (kind === 'cut') parts[name] = strToU8(text.slice(0, start) + text.slice(start + length));
    else if (kind === 'twice') parts[name] = strToU8(text.slice(0, start + length) + text.slice(start));
    else if (kind === 'fill') parts[name] = BOMB;
    else delete parts[name];
    if (kind === 'rename') parts[NAMES[at % NAMES.length] ?? 'x'] = bytes;
  }
  return turnBytes(zipSync(parts, { level: 1 }), flips, end);
}

/** What means something in a PDF. */
const PDF_PIECES = [
  ...[
    'endstream',
    'endobj',
    'stream\n',
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    '\\',
    '/Length 9999999999',
    '/Length -1',
    'BT',
    'ET',
  ],
  ...[
    'q ',
    'Q ',
    ' Tj',
    ' TJ',
    ' 0 0 0 0 0 0 cm',
    ' 1e38 0 0 1e38 0 0 cm',
    ' NaN',
    ' Td',
    '/F9 0 Tf',
    ' re f',
    ' h S',
    ' Do',
  ],
  ...[
    '/Kids [2 0 R]',
    '/Parent 5 0 R',
    '/Count 99999999',
    '1 0 R',
    '2 0 R',
    '/MediaBox [0 0 0 0]',
    '/Rotate 90',
    '/Rotate 45',
  ],
  ...[
    '/Contents [6 0 R 6 0 R]',
    '/Filter /FlateDecode',
    '/Encrypt 1 0 R',
    '%%EOF',
    'trailer',
    'xref',
    '/Artifact BMC',
    'EMC',
  ],
  ...[
    '/Type /Catalog',
    '\u0000',
    '\u00ff',
    'x'.repeat(5_000),
    '['.repeat(2_000),
    '<<'.repeat(2_000),
    '(('.repeat(1_000),
  ],
];

/** A file that is one text, such as a PDF, damaged. */
export function damageBytes(file: Uint8Array, { changes, flips, end }: Damage): Uint8Array {
  let text = strFromU8(file, true);
  for (const { kind, at, length, piece } of changes) {
    const start = Math.floor((at * (text.length + 1)) / 1_000_000);
    const put = PDF_PIECES[piece % PDF_PIECES.length] ?? '';
    if (kind === 'put') text = text.slice(0, start) + put + text.slice(start);
    else if (kind === 'cut') text = text.slice(0, start) + text.slice(start + length);
    else text = text.slice(0, start + length) + text.slice(start);
  }
  return turnBytes(strToU8(text, true), flips, end);
}

function turnBytes(file: Uint8Array, flips: Damage['flips'], end: number): Uint8Array {
  for (const [at, byte] of flips) file[Math.floor((at * file.length) / 1_000_000)] = byte;
  return file.slice(0, Math.floor((end * file.length) / 1_000_000));
}

/** Fails unless an error says in one plain line why a file is refused. */
export function expectPlainRefusal(what: string, error: unknown): void {
  if (!(error instanceof Error) || error.constructor !== Error) throw error;
  const { message } = error;
  const isPlain =
    message.length <= 300 && !/[\r\n]|undefined(?! entity)|Cannot read|is not a function|\[object/.test(message);
  expectLaw(`${what} is refused in one plain line`, isPlain, () => JSON.stringify(message.slice(0, 500)));
}
