import { SaxesParser } from 'saxes';

const SVG = 'http://www.w3.org/2000/svg';
const XHTML = 'http://www.w3.org/1999/xhtml';

/** The elements of SVG that only draw. */
const DRAWING: ReadonlySet<string> = new Set(
  (
    'svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon text tspan textPath style ' +
    'linearGradient radialGradient stop clipPath mask pattern marker switch filter feBlend feColorMatrix ' +
    'feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow ' +
    'feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight ' +
    'feSpecularLighting feSpotLight feTile feTurbulence'
  ).split(' '),
);
/** What deeper or larger drawings would do to a program that draws them is not for us to find out. */
const DEEPEST = 64;
const MOST_ELEMENTS = 100_000;

/**
 * Whether an SVG does nothing but draw: elements of a list, no handlers, no address but of its own
 * parts, no definitions of entities, and no more and no deeper elements than a drawing has.
 */
export function isHarmlessVector(xml: string): boolean {
  let depth = 0;
  let count = 0;
  let styles = false;
  const parser = new SaxesParser({ xmlns: true });
  const refuse = (): never => {
    throw new Error('refused');
  };
  parser.on('error', refuse);
  parser.on('doctype', (type) => {
    if (/\[|<!/.test(type)) refuse();
  });
  parser.on('processinginstruction', refuse);
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (++depth > DEEPEST || ++count > MOST_ELEMENTS || uri === XHTML) refuse();
    if ((uri === SVG || uri === '') && !DRAWING.has(local)) refuse();
    styles = local === 'style';
    for (const { local: name, value } of Object.values(attributes)) {
      const plain = name.toLowerCase();
      if (plain.startsWith('on') || plain === 'base') refuse();
      if ((plain === 'href' || plain === 'src') && !/^\s*#/.test(value)) refuse();
      if (isFetching(value)) refuse();
    }
  });
  parser.on('closetag', () => {
    depth--;
    styles = false;
  });
  const readStyle = (text: string) => {
    if (styles && isFetching(text)) refuse();
  };
  parser.on('text', readStyle);
  parser.on('cdata', readStyle);
  try {
    parser.write(xml.replace(/^\ufeff/, '')).close();
  } catch {
    return false;
  }
  return true;
}

/** Whether a property or a style sheet names anything outside; escapes could hide that it does. */
function isFetching(style: string): boolean {
  if (/@import|image-set|src\s?\(/i.test(style) || (style.includes('\\') && /url|@/i.test(style))) return true;
  return [...style.matchAll(/url\(\s?["']?\s?(.?)/gi)].some(([, first]) => first !== '#');
}
