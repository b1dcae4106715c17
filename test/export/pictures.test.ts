import assert from 'node:assert/strict';
import { pictureOf } from '../../server/src/export/pictures.js';

const SVG = 'xmlns="http://www.w3.org/2000/svg" width="10" height="10"';
const svg = (inner: string, attributes = '') => new TextEncoder().encode(`<svg ${SVG} ${attributes}>${inner}</svg>`);

describe('a picture', () => {
  const SAFE: readonly (readonly [name: string, inner: string])[] = [
    ['that only draws', '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="5" height="5"/>'],
    ['that uses its own parts', '<use href="#a"/><style>.a { fill: url(#b) }</style>'],
    ['with notes of a drawing program', '<metadata><r:RDF xmlns:r="urn:r"><r:about>me</r:about></r:RDF></metadata>'],
  ];
  for (const [name, inner] of SAFE) it(`is taken ${name}`, () => assert.equal(pictureOf(svg(inner))?.extension, 'svg'));

  const UNSAFE: readonly (readonly [name: string, inner: string, attributes?: string])[] = [
    ['with a script', '<script>1</script>'],
    ['with a handler', '', `onload${' '.repeat(30)}="x"`],
    ['that uses another file', `<use href${' '.repeat(30)}="http://e.example/a.svg#b"/>`],
    ['that uses another file by its old name', '<use xmlns:q="http://www.w3.org/1999/xlink" q:href="b.svg"/>'],
    ['that shows another picture', '<image href="a.png"/>'],
    ['that is filled from elsewhere', '<rect fill="url( http://e.example/a)"/>'],
    ['whose style is from elsewhere', '<style>@import "a.css";</style>'],
    ['whose style hides where it is from', '<style>a{fill:u\\72l(http://e.example)} /* url */</style>'],
    ['that becomes another', '<set attributeName="href" to="http://e.example"/>'],
    ['with a page in it', '<g><body xmlns="http://www.w3.org/1999/xhtml"/></g>'],
    ['whose elements are too deep', `${'<g>'.repeat(500)}${'</g>'.repeat(500)}`],
    ['with too many elements', '<path/>'.repeat(200_000)],
    ['that is no XML', '<g>'],
  ];
  for (const [name, inner, attributes] of UNSAFE)
    it(`is refused ${name}`, () => assert.equal(pictureOf(svg(inner, attributes)), null));

  it('is refused where it has more pixels than can be unpacked', () => {
    const png = (width: number, height: number) => {
      const bytes = Buffer.alloc(33);
      bytes.write('89504e470d0a1a0a0000000d49484452', 'hex');
      bytes.writeUInt32BE(width, 16);
      bytes.writeUInt32BE(height, 20);
      return pictureOf(bytes);
    };
    assert.deepEqual(png(5000, 7000), { extension: 'png', width: 5000, height: 7000 });
    assert.equal(png(100_000, 100_000), null);
  });
});
