import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { renderDocx } from '../../server/src/export/docx/render-docx.js';
import { Draft } from '../../server/src/model/draft.js';
import { elementsNamed, partsOf, treeOf } from '../support/docx-text.js';
import { houseTemplate, relationsXml } from '../support/house-template.js';
import { DOCX_OPTIONS } from '../support/office-files.js';

const DRAFT = Draft.parse(
  '---\ndocument: MTAD\nstatus: draft\n---\n\n## 1 Purpose\n\n1.1 Words.\n\n(a) more words.\n\n| A | B |\n|---|---|\n| one | two |\n',
);

const render = (template: Uint8Array) => renderDocx({ draft: DRAFT }, { ...DOCX_OPTIONS, template });
const parts = async (template: Uint8Array) => partsOf(await render(template));

describe('a house template', () => {
  it('whose header has tab stops of its own leaves one, at the right margin, where Keeling writes the line', async () => {
    const header = `<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4513"/><w:tab w:val="right" w:pos="9026"/></w:tabs></w:pPr></w:style>`;
    const made = await parts(
      houseTemplate({
        'word/styles.xml': `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${header}</w:styles>`,
        'word/document.xml': `<w:document ${W}><w:body><w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>`,
      }),
    );
    const stops =
      '<w:tab w:val="clear" w:pos="4513"/><w:tab w:val="clear" w:pos="9026"/><w:tab w:val="right" w:pos="9360"/>';
    assert.ok((made['word/header2.xml'] ?? '').includes(`<w:tabs>${stops}</w:tabs>`));
  });

  it('whose title is centred has the short name so, and hanging notes where its own do not hang', async () => {
    const styles = [
      '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>',
      '<w:style w:type="paragraph" w:styleId="F"><w:name w:val="footnote text"/></w:style>',
    ].join('');
    const template = houseTemplate({
      'word/styles.xml': `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${styles}</w:styles>`,
    });
    const draft = Draft.parse('1.1 One.[^1]\n\n[^1]: A year.\n\n    Of days.\n');
    const made = partsOf(await renderDocx({ draft }, { ...DOCX_OPTIONS, template }));
    assert.match(made['word/styles.xml'] ?? '', /w:styleId="DocumentName">.*?<w:jc w:val="center"\/><\/w:pPr>/);
    assert.match(
      made['word/footnotes.xml'] ?? '',
      /<w:pStyle w:val="F"\/><w:tabs>.{1,60}<\/w:tabs><w:ind w:left="284" w:hanging="284"\/>/,
    );
  });

  it('gives its styles by their names, and gets ours for those that it has not', async () => {
    const made = await parts(houseTemplate());
    const used = new Set(
      [...elementsNamed(treeOf(made['word/document.xml'] ?? ''), 'w:pStyle')].map((style) => style.attributes['w:val']),
    );
    assert.ok(used.has('berschrift1') && used.has('HouseClause'), [...used].join());
    // The id of ours is taken there by another style.
    assert.ok(used.has('TableText2') && !used.has('TableText'), [...used].join());
    const styles = [...elementsNamed(treeOf(made['word/styles.xml'] ?? ''), 'w:style')].map(
      (style) => style.attributes['w:styleId'],
    );
    for (const style of used) assert.equal(styles.filter((each) => each === style).length, 1, style);
    assert.match(
      made['word/styles.xml'] ?? '',
      /<w:style [^>]*w:styleId="Subparagraph1"><w:name w:val="Sub-paragraph 1"\/><w:basedOn w:val="HouseClause"\/>/,
    );
  });

  it('takes no automatic numbers, as the numbers are in the words, and speaks British English', async () => {
    const { 'word/styles.xml': styles = '' } = await parts(houseTemplate());
    assert.ok(!styles.includes('numPr') && !styles.includes('w:type="numbering"'));
    assert.match(styles, /<w:lang w:val="en-GB"\/>/);
    assert.match(styles, /w:ascii="Georgia"/);
  });

  it('gives its page, its header with the picture in it, and its footer; DRAFT stands across the page still', async () => {
    const made = await parts(houseTemplate());
    const texts = Object.entries(made).filter(([name]) => /^word\/(?:header|footer)\d+\.xml$/.test(name));
    const header = texts.find(([, xml]) => xml.includes('A House'));
    assert.ok(header && /string="DRAFT"/.test(header[1]));
    assert.match(made[`word/_rels/${header[0].slice(5)}.rels`] ?? '', /Id="rId7"[^>]*Target="(media\/[^"]+\.png)"/);
    assert.ok(texts.some(([, xml]) => xml.includes('House footer')));
    assert.match(made['word/document.xml'] ?? '', /<w:pgSz w:w="12240" w:h="15840"\/>/);
    assert.ok(!(made['word/document.xml'] ?? '').includes('Words of the template'));
    const table = Number(/<w:tblW w:w="(\d+)"/.exec(made['word/document.xml'] ?? '')?.[1]);
    assert.ok(table > 9300 && table <= 9360, String(table));
  });

  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const image = (target: string, mode: string) =>
    relationsXml(
      `<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}"${mode}/>`,
    );
  const REFUSED: readonly (readonly [name: string, template: () => Uint8Array, message: RegExp])[] = [
    ['that is no zip file', () => strToU8('<html>'), /^is no Word file/],
    [
      'that is of the old format or locked',
      () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0),
      /^is locked by a password, or in Word’s format before 2007/,
    ],
    ['that is cut short', () => houseTemplate().subarray(0, 1500), /^is a damaged Word file/],
    ['that is another kind of zip file', () => zipSync({ 'a.txt': strToU8('a') }), /^is a zip file, but no Word file/],
    ['without styles', () => houseTemplate({ 'word/styles.xml': null }), /^has no styles/],
    [
      'whose XML is broken',
      () => houseTemplate({ 'word/styles.xml': '<w:styles><w:style>' }),
      /^cannot be read: its part word\/styles\.xml is no well-formed XML/,
    ],
    [
      'that defines entities',
      () =>
        houseTemplate({
          'word/styles.xml': `<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;">]><w:styles ${W}>&c;</w:styles>`,
        }),
      /^cannot be read: its part word\/styles\.xml holds a document type declaration/,
    ],
    [
      'whose elements are too deep',
      () => houseTemplate({ 'word/styles.xml': `<w:styles ${W}>${'<w:style>'.repeat(5000)}` }),
      /too deep/,
    ],
    [
      'that unpacks to more than there is room for',
      () => saying(400_000_000),
      /^unpacks to more than any Word file holds/,
    ],
    [
      'of too many parts',
      () => houseTemplate(Object.fromEntries(Array.from({ length: 5001 }, (_, i) => [`word/x${i}`, 'x']))),
      /^has more than 5000 parts/,
    ],
    [
      'of the strict kind',
      () =>
        houseTemplate({ 'word/styles.xml': '<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>' }),
      /^is of the kind “Strict Open XML”/,
    ],
    [
      'whose header fetches a picture',
      () =>
        houseTemplate({ 'word/_rels/header1.xml.rels': image('https://example.org/a.png', ' TargetMode="External"') }),
      /^has a picture that is not in the file in its header1\.xml/,
    ],
    [
      'whose header names a picture outside',
      () => houseTemplate({ 'word/_rels/header1.xml.rels': image('../../../etc/passwd', '') }),
      /^has a picture that is not in the file/,
    ],
    [
      'whose header runs a field',
      () =>
        houseTemplate({
          'word/header1.xml': `<w:hdr ${W}><w:p><w:r><w:instrText> DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\a</w:instrText></w:r></w:p></w:hdr>`,
        }),
      /^has a field that fetches or runs something in its header1\.xml/,
    ],
    ...(
      [
        [
          'whose header draws by address',
          '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://e.example/a.png"/></v:shape></w:pict></w:r>',
          /^has an address outside the file in its header1\.xml/,
        ],
        [
          'whose header has a field under another prefix',
          `<x:r xmlns:x="${W.slice(9, -1)}"><x:instrText>INCLUDEPICTURE "a"</x:instrText></x:r>`,
          /^has Word’s own elements under another prefix/,
        ],
        [
          'whose header has a deleted field',
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>INCLUDE</w:delInstrText></w:r><w:r><w:delInstrText>TEXT a</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
          /^has a field that fetches or runs something/,
        ],
        [
          'whose header links to a file',
          '<w:fldSimple w:instr=" HYPERLINK &quot;file:///a&quot; "/>',
          /^has a field that fetches or runs something/,
        ],
        ['whose header has an object', '<w:r><w:object/></w:r>', /^has an element “w:object” that cannot be kept/],
        [
          'whose header is of a vocabulary of its own',
          '<q:run xmlns:q="urn:example"/>',
          /^has an element “q:run” that cannot be kept/,
        ],
      ] as const
    ).map(([name, inner, message]): (typeof REFUSED)[number] => [
      name,
      () => houseTemplate({ 'word/header1.xml': `<w:hdr ${W}><w:p>${inner}</w:p></w:hdr>` }),
      message,
    ]),
  ];
  for (const [name, changes, message] of [
    [
      'styles hold a field',
      { 'word/styles.xml': `<w:styles ${W}><w:instrText>INCLUDETEXT "http://a"</w:instrText></w:styles>` },
      /^has an element “w:instrText” that cannot be kept in its styles\.xml/,
    ],
    [
      'styles hold a field within properties',
      {
        'word/styles.xml': `<w:styles ${W}><w:style><w:rPr><w:instrText>INCLUDETEXT "a"</w:instrText></w:rPr></w:style></w:styles>`,
      },
      /^has a field that fetches or runs something in its styles\.xml/,
    ],
    [
      'styles draw by address',
      {
        'word/styles.xml': `<w:styles ${W}><w:style><w:rPr><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://a.b/c"/></w:rPr></w:style></w:styles>`,
      },
      /^has an address outside the file in its styles\.xml/,
    ],
    [
      'styles are of a vocabulary of their own',
      { 'word/styles.xml': `<w:styles ${W}><q:run xmlns:q="urn:example"/></w:styles>` },
      /^has an element “q:run” that cannot be kept in its styles\.xml/,
    ],
    [
      'page has a field',
      {
        'word/document.xml': `<w:document ${W}><w:body><w:sectPr><w:pgSz w:w="12240" w:h="15840"><w:fldSimple w:instr="LINK x"/></w:pgSz><w:pgMar w:left="1000" w:right="1000"/></w:sectPr></w:body></w:document>`,
      },
      /^has a field that fetches or runs something in its document\.xml/,
    ],
    [
      'theme has an address',
      {
        'word/theme/theme1.xml':
          '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:blip src="http://a.b/c"/></a:theme>',
      },
      /^has an address outside the file in its theme1\.xml/,
    ],
  ] as const)
    it(`is refused in one line whose ${name}`, async () => {
      await assert.rejects(render(houseTemplate(changes)), (error: Error) => message.test(error.message));
    });

  it('may have the watermark that Word makes, a binding to its properties, and a style whose name has a colon', async () => {
    const shape =
      '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:430pt;rotation:315"><v:textpath style="font-family:&quot;Arial&quot;" string="COPY"/></v:shape></w:pict></w:r>';
    const bound =
      '<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:a=\'http://purl.org/dc/elements/1.1/\'" w:xpath="/a:title"/></w:sdtPr><w:sdtContent/></w:sdt>';
    const styles = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="N"><w:name w:val="Note: of the house"/></w:style></w:styles>`;
    const made = await parts(
      houseTemplate({
        'word/header1.xml': `<w:hdr ${W}><w:p>${shape}${bound}</w:p></w:hdr>`,
        'word/styles.xml': styles,
      }),
    );
    assert.ok(Object.values(made).some((part) => part.includes('string="COPY"')));
    await assert.rejects(
      render(
        houseTemplate({
          'word/header1.xml': `<w:hdr ${W}><w:p>${shape.replace('position:absolute', 'background:url(http://a.b/c)')}</w:p></w:hdr>`,
        }),
      ),
      /has an address outside the file in its header1\.xml/,
    );
  });

  it('may have fields that only show what the file says, and links to pages', async () => {
    const field = (words: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${words} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const inner = ['PAGE', 'NUMPAGES \\* Arabic', 'STYLEREF "Heading 1"', 'HYPERLINK "https://e.example/a"'].map(field);
    await render(houseTemplate({ 'word/header1.xml': `<w:hdr ${W}><w:p>${inner.join('')}</w:p></w:hdr>` }));
  });

  for (const [name, template, message] of REFUSED) {
    it(`is refused in one line ${name}`, async function () {
      this.timeout(60_000);
      await assert.rejects(render(template()), (error: Error) => {
        assert.match(error.message, message);
        assert.ok(!/[\r\n]/.test(error.message));
        return true;
      });
    });
  }

  it('whose size is a lie unpacks to no more than it said', async () => {
    await assert.rejects(render(saying(1000)), /cannot be read: its part word\/styles\.xml|is a damaged Word file/);
  });
});

/** A template whose styles unpack to many bytes, and which says that they are some other number of bytes. */
function saying(bytes: number): Uint8Array {
  const size = 1_234_567;
  const bomb = houseTemplate({ 'word/styles.xml': new Uint8Array(size) });
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  for (let at = 0; at + 4 <= bomb.length; at++) if (view.getUint32(at, true) === size) view.setUint32(at, bytes, true);
  return bomb;
}
