import fc from 'fast-check';
import { buildWordFile, inList, inStyle, paragraph, run } from '../support/word-builder.js';

/** How a piece of a Word file was changed. */
type Tracked = 'kept' | 'ins' | 'del' | 'moveTo' | 'moveFrom';

/** A run of a Word file. Its word is counted when the file is made, so that each is told apart. */
interface WrittenRun {
  readonly tracked: Tracked;
  readonly look: number;
  readonly before: number;
  readonly around: number;
}

interface WrittenParagraph {
  readonly kind: 'paragraph';
  readonly place: number;
  /** Of its end. */
  readonly end: Tracked;
  readonly runs: readonly WrittenRun[];
}

interface WrittenTable {
  readonly kind: 'table';
  readonly rows: readonly { readonly tracked: Tracked; readonly cells: readonly WrittenParagraph[] }[];
}

/** The body of a Word file with tracked changes. */
export type WrittenBody = readonly (WrittenParagraph | WrittenTable)[];

const LOOKS = [
  '',
  '',
  '',
  '<w:b/>',
  '<w:i/>',
  '<w:b/><w:i/>',
  '<w:u w:val="single"/>',
  '<w:vertAlign w:val="superscript"/>',
  '<w:strike/>',
  '<w:caps/>',
  '<w:rPrChange w:id="9" w:author="A"><w:rPr><w:b/></w:rPr></w:rPrChange>',
];
/** What stands before the word of a run: signs that mean something in Markdown among them. */
const BEFORE = [
  ...['', '', '', ' ', ' ', ' ', '\t', '\n', '(a) ', '1.1 ', '2. ', '# ', '- ', '*', '**', '_', '`', '|', '[', ']('],
  ...['&lt;b&gt;', '&lt;!--', '--&gt;', '\\', '> ', '+ ', '~~', '[^1]', '&amp;amp;', 'Clause 1.1 ', '{++', '“', '£'],
];
const AROUND: readonly ((inner: string) => string)[] = [
  (inner) => inner,
  (inner) => inner,
  (inner) => inner,
  (inner) => `<w:smartTag>${inner}</w:smartTag>`,
  (inner) => `<w:sdt><w:sdtContent>${inner}</w:sdtContent></w:sdt>`,
  (inner) => `<w:hyperlink w:anchor="x">${inner}</w:hyperlink>`,
  (inner) => `<w:fldSimple w:instr="REF x">${inner}</w:fldSimple>`,
  (inner) => `<w:bookmarkStart w:id="7" w:name="x"/>${inner}<w:bookmarkEnd w:id="7"/>`,
];
const PLACES = [
  '',
  '',
  '',
  inStyle('Heading1'),
  inStyle('Heading1') + inList(0),
  inStyle('Heading2'),
  inList(0),
  inList(1),
  inList(1),
  inList(2),
  inList(2),
  inList(0, 2),
  inList(1, 2),
  inStyle('Caption'),
  '<w:ind w:left="720"/>',
];

const tracked: fc.Arbitrary<Tracked> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('kept' as const) },
  { weight: 4, arbitrary: fc.constantFrom<Tracked>('ins', 'del') },
  { weight: 1, arbitrary: fc.constantFrom<Tracked>('moveTo', 'moveFrom') },
);
const mark: fc.Arbitrary<Tracked> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('kept' as const) },
  fc.constantFrom<Tracked>('ins', 'del'),
);
const writtenParagraph: fc.Arbitrary<WrittenParagraph> = fc.record({
  kind: fc.constant('paragraph' as const),
  place: fc.nat(PLACES.length - 1),
  end: mark,
  runs: fc.array(
    fc.record({
      tracked,
      look: fc.nat(LOOKS.length - 1),
      before: fc.nat(BEFORE.length - 1),
      around: fc.nat(AROUND.length - 1),
    }),
    { maxLength: 5 },
  ),
});
const cell = fc.record({
  kind: fc.constant('paragraph' as const),
  place: fc.constant(0),
  end: fc.constant('kept' as const),
  runs: fc.array(
    fc.record({ tracked, look: fc.nat(LOOKS.length - 1), before: fc.nat(BEFORE.length - 1), around: fc.constant(0) }),
    { maxLength: 2 },
  ),
});

export const writtenBody: fc.Arbitrary<WrittenBody> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: writtenParagraph },
    fc.record({
      kind: fc.constant('table' as const),
      rows: fc.array(fc.record({ tracked: mark, cells: fc.array(cell, { minLength: 1, maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  ),
  { maxLength: 9 },
);

/** A body as XML, and its words with what became of each, in order. */
export interface MadeBody {
  readonly xml: string;
  readonly words: readonly { readonly word: string; readonly tracked: readonly Tracked[] }[];
}

/** Makes the XML of a body; each word is one of its own. */
export function makeBody(body: WrittenBody): MadeBody {
  const words: { word: string; tracked: readonly Tracked[] }[] = [];
  const make = (each: WrittenParagraph, row: Tracked): string => {
    const runs = each.runs.map((own) => {
      const word = `word${words.length}x`;
      words.push({ word, tracked: [own.tracked, row] });
      return makeRun(own, word);
    });
    const end = each.end === 'kept' ? '' : `<w:rPr><w:${each.end} w:id="3" w:author="A"/></w:rPr>`;
    return `<w:p><w:pPr>${PLACES[each.place]}${end}</w:pPr>${runs.join('')}</w:p>`;
  };
  const xml = body.map((each) => {
    if (each.kind === 'paragraph') return make(each, 'kept');
    const rows = each.rows.map(({ tracked: row, cells }) => {
      const properties = row === 'kept' ? '' : `<w:trPr><w:${row} w:id="4" w:author="A"/></w:trPr>`;
      return `<w:tr>${properties}${cells.map((own) => `<w:tc>${make(own, row)}</w:tc>`).join('')}</w:tr>`;
    });
    return `<w:tbl>${rows.join('')}</w:tbl>`;
  });
  return { xml: xml.join(''), words };
}

function makeRun({ tracked: how, look, before, around }: WrittenRun, word: string): string {
  const name = how === 'del' ? 'delText' : 't';
  const text = (content: string) => `<w:${name} xml:space="preserve">${content}</w:${name}>`;
  const put = BEFORE[before] ?? '';
  const inner = put === '\t' ? `<w:tab/>${text(word)}` : put === '\n' ? `<w:br/>${text(word)}` : text(put + word);
  const run = (AROUND[around] ?? String)(`<w:r><w:rPr>${LOOKS[look]}</w:rPr>${inner}</w:r>`);
  return how === 'kept' ? run : `<w:${how} w:id="5" w:author="A" w:date="2020-01-01T00:00:00Z">${run}</w:${how}>`;
}

/** The words of a body that stand once its changes are accepted, or rejected. */
export function wordsThatStand({ words }: MadeBody, changes: 'accept' | 'reject'): string[] {
  const gone: readonly Tracked[] = changes === 'accept' ? ['del', 'moveFrom'] : ['ins', 'moveTo'];
  return words.filter(({ tracked: own }) => !own.some((each) => gone.includes(each))).map(({ word }) => word);
}

/** A Word file with numbered clauses and tracked changes. */
export const CHANGED_WORD_FILE = buildWordFile(
  [
    paragraph('One', inStyle('Heading1')),
    ...Array.from({ length: 40 }, (_, i) => paragraph(`Words of clause ${i}.`, inList(1))),
    `<w:p><w:ins w:id="1" w:author="A">${run('New words.')}</w:ins></w:p>`,
  ].join(''),
);
