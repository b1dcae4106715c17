import { LANDSCAPE } from '../../analysis/text/fit-columns.js';
import type { Font } from '../../analysis/text/fonts.js';
import { WordFile } from '../../office/word-file.js';
import { type Element, elementAt, elementsBelow, elementsOf, parseXml, writeXml } from '../../office/xml-tree.js';
import { escapeXml } from '../escape.js';
import { findActivePart, findActiveProperty, findActiveStyle, holdsAddress } from './furniture-guard.js';
import { type LabelPlace, OWN_PLACES, USUAL_POINTS } from './label-place.js';
import { extensionOf, type Package, PICTURE_TYPES } from './package.js';
import { A4, A4_WIDTH, NAMED_STYLES, type NamedStyle, styleXml, writeDefaults } from './styles.js';
import { DECLARATION } from './vocabulary.js';

/**
 * The look of a file: styles, page, headers and footers, from a house template or Keeling's own.
 */
export interface House {
  /** The id that the file has for one of the named styles. */
  readonly idOf: (style: string) => string;
  /** `styles.xml`. */
  readonly styles: string;
  /** Size, margins and what follows them in `w:sectPr`. */
  readonly size: string;
  /** The width between the margins, in twips; `turnedWidth`: on a page that is turned on its side. */
  readonly width: number;
  readonly turnedWidth: number;
  /** Where the labels of paragraphs stand, by Keeling's id of their style. */
  readonly labelPlaces: ReadonlyMap<string, LabelPlace>;
  /** Where the tab stops of the styles Header and Footer are, in twips. */
  readonly lineStops: ReadonlyMap<string, readonly number[]>;
  readonly evenAndOdd: boolean;
  readonly furniture: readonly Furniture[];
  readonly theme: Uint8Array | null;
}

/** A header or a footer of a template. */
export interface Furniture {
  readonly kind: 'header' | 'footer';
  readonly place: 'first' | 'default' | 'even';
  readonly tree: Element;
  /** The part's relations as XML, or null, and the pictures that they refer to. */
  readonly relations: string | null;
  readonly pictures: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

const KINDS: readonly Furniture['kind'][] = ['header', 'footer'];
const PLACES: readonly Furniture['place'][] = ['first', 'default', 'even'];

/** Keeling's own look, used where no template is given. @param fonts the project's own */
export function makeOwnHouse(fonts: readonly Font[]): House {
  const idOf = (style: string) => style;
  const styles = NAMED_STYLES.map((style) => styleXml(style, idOf, false)).join('');
  return {
    idOf,
    styles: `${DECLARATION}<w:styles xmlns:w="${WORD}">${writeDefaults(fonts)}${styles}</w:styles>`,
    size: A4,
    width: A4_WIDTH,
    turnedWidth: LANDSCAPE,
    labelPlaces: OWN_PLACES,
    lineStops: new Map(LINE_STYLES.map((style) => [style, [A4_WIDTH]])),
    evenAndOdd: false,
    furniture: [],
    theme: null,
  };
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/**
 * The look of a template: its theme, page, headers, footers and styles. Styles that it lacks by
 * name come from Keeling. Its text, macros, fonts and automatic numbering are left out, as a
 * draft's numbers are literal text.
 * @throws Error that says what is wrong with it, in words that follow the file's name
 */
export function readHouse(template: Uint8Array): House {
  const file = new WordFile(template);
  const document = file.documentName;
  const relations = file.relationsOf(document);
  const target = (kind: string) => relations.find((relation) => relation.kind === kind && file.has(relation.target));
  const stylesName = target('styles')?.target;
  if (stylesName === undefined) throw new Error('has no styles');
  const styles = file.tree(stylesName);
  if (styles.name !== 'w:styles' || styles.attributes['xmlns:w'] !== WORD)
    throw new Error('is of the kind “Strict Open XML”: save it as a Word document (.docx)');
  const fault = findActiveStyle(styles);
  if (fault !== null) throw makeRefusal(fault, stylesName);
  removeWords(styles);
  const ownIds = new Set(elementsOf(styles, 'w:style').map((style) => style.attributes['w:styleId'] ?? ''));
  const idOf = adoptStyles(styles);
  const section = elementsOf(elementAt(file.tree(document), 'w:body'), 'w:sectPr').pop();
  const settings = target('settings');
  const size = elementAt(section, 'w:pgSz')?.attributes['w:w'];
  const margins = elementAt(section, 'w:pgMar')?.attributes;
  const edges = Number(margins?.['w:left']) + Number(margins?.['w:right']);
  const width = Number(size) - edges;
  const turnedWidth = Number(elementAt(section, 'w:pgSz')?.attributes['w:h']) - edges;
  const theme = target('theme');
  return {
    idOf,
    styles: `${DECLARATION}${writeXml(styles)}`,
    size: width > LEAST_WIDTH ? pagePropertiesOf(section, document) : A4,
    width: width > LEAST_WIDTH ? width : A4_WIDTH,
    turnedWidth: width > LEAST_WIDTH && turnedWidth > LEAST_WIDTH ? turnedWidth : LANDSCAPE,
    labelPlaces: placeLabels(styles, idOf, ownIds),
    lineStops: findLineStops(styles, idOf),
    evenAndOdd: settings !== undefined && elementAt(file.tree(settings.target), 'w:evenAndOddHeaders') !== undefined,
    furniture: elementsOf(section).flatMap((reference) => {
      const kind = KINDS.find((each) => reference.name === `w:${each}Reference`);
      const part = relations.find(({ id }) => id === reference.attributes['r:id'])?.target;
      if (kind === undefined || part === undefined || !file.has(part)) return [];
      const type = reference.attributes['w:type'];
      const place = PLACES.find((each) => each === type) ?? 'default';
      return [{ kind, place, ...readFurniture(file, part) }];
    }),
    theme: theme ? readTheme(file, theme.target) : null,
  };
}

function readTheme(file: WordFile, part: string): Uint8Array | null {
  // A theme that refers to pictures would be broken without them.
  if (file.relationsOf(part).length > 0) return null;
  if (holdsAddress(file.tree(part))) throw makeRefusal('an address outside the file', part);
  return file.part(part);
}

function makeRefusal(what: string, part: string): Error {
  return new Error(`has ${what} in its ${part.replace(/^.*\//, '')}: take it out of the template`);
}

/** The styles of the lines above and below the text. */
const LINE_STYLES: readonly string[] = ['Header', 'Footer'];

function findLineStops(styles: Element, idOf: (style: string) => string): ReadonlyMap<string, readonly number[]> {
  const byId = indexStyles(styles);
  return new Map(
    LINE_STYLES.map((style): [string, number[]] => {
      const stops = elementsOf(findInStyle(byId, idOf(style), ['w:pPr', 'w:tabs']), 'w:tab');
      return [style, stops.map(({ attributes }) => Number(attributes['w:pos'])).filter(Number.isInteger)];
    }),
  );
}

function indexStyles(styles: Element): ReadonlyMap<string, Element> {
  return new Map(elementsOf(styles, 'w:style').map((style) => [style.attributes['w:styleId'] ?? '', style]));
}

/**
 * Where the labels of paragraphs stand. A template's own style may leave no room for them: then the
 * paragraphs have it themselves.
 * @param ownIds the ids of the styles that are the template's own
 */
function placeLabels(
  styles: Element,
  idOf: (style: string) => string,
  ownIds: ReadonlySet<string>,
): ReadonlyMap<string, LabelPlace> {
  const byId = indexStyles(styles);
  const usual = elementAt(styles, 'w:docDefaults', 'w:rPrDefault', 'w:rPr', 'w:sz')?.attributes['w:val'];
  const places = [...OWN_PLACES].map(([style, place]): [string, LabelPlace] => {
    const id = idOf(style);
    const find = (...path: string[]) => findInStyle(byId, id, path);
    const points = Number(find('w:rPr', 'w:sz')?.attributes['w:val'] ?? usual ?? USUAL_POINTS * 2) / 2;
    if (!ownIds.has(id)) return [style, { ...place, points }];
    const isBold = find('w:rPr', 'w:b') !== undefined;
    const { 'w:left': left, 'w:start': start, 'w:hanging': hanging } = find('w:pPr', 'w:ind')?.attributes ?? {};
    const text = Number(left ?? start ?? 0);
    if (hanging !== undefined) return [style, { ...place, start: text - Number(hanging), text, points, isBold }];
    return [
      style,
      {
        ...place,
        points,
        isBold,
        tabs: `<w:tab w:val="left" w:pos="${place.text}"/>`,
        indent: `<w:ind w:left="${place.text}" w:hanging="${place.text - place.start}"/>`,
      },
    ];
  });
  return new Map(places);
}

/** An element of a style, or of the nearest style below it that has it. */
function findInStyle(byId: ReadonlyMap<string, Element>, id: string, path: readonly string[]): Element | undefined {
  const seen = new Set<string>();
  for (let at = id; !seen.has(at); ) {
    seen.add(at);
    const style = byId.get(at);
    const found = elementAt(style, ...path);
    if (found) return found;
    at = elementAt(style, 'w:basedOn')?.attributes['w:val'] ?? at;
  }
  return undefined;
}

/**
 * What is wrong with a template, in words that follow the file's name; null where it can be used.
 */
export function templateFault(template: Uint8Array): string | null {
  try {
    readHouse(template);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Twips: a page with less room between its margins must be a mistake. */
const LEAST_WIDTH = 2000;

/**
 * Adds the styles that a template lacks and removes its automatic numbering. Returns a function
 * that gives the template's id for each of our styles.
 */
function adoptStyles(styles: Element): (style: string) => string {
  styles.children = styles.children.filter(
    (child) => typeof child === 'string' || child.attributes['w:type'] !== 'numbering',
  );
  const known = new Map<string, string>();
  const taken = new Set<string>();
  for (const style of elementsOf(styles, 'w:style')) {
    const name = elementAt(style, 'w:name')?.attributes['w:val'] ?? '';
    const id = style.attributes['w:styleId'] ?? '';
    taken.add(id);
    const key = `${style.attributes['w:type'] ?? 'paragraph'} ${name.toLowerCase()}`;
    if (!known.has(key)) known.set(key, id);
    const properties = elementAt(style, 'w:pPr');
    if (properties)
      properties.children = properties.children.filter(
        (child) => typeof child === 'string' || child.name !== 'w:numPr',
      );
  }
  const ids = new Map<string, string>();
  const added: NamedStyle[] = [];
  for (const style of NAMED_STYLES) {
    const own = style.names
      .map((name) => known.get(`${style.kind} ${name.toLowerCase()}`))
      .find((id) => id !== undefined);
    if (own === undefined) added.push(style);
    let id = own ?? style.id;
    for (let i = 2; own === undefined && taken.has(id); i++) id = `${style.id}${i}`;
    taken.add(id);
    ids.set(style.id, id);
  }
  const idOf = (style: string) => ids.get(style) ?? style;
  setBritishEnglish(styles);
  const alignment = findInStyle(indexStyles(styles), idOf('Title'), ['w:pPr', 'w:jc'])?.attributes['w:val'];
  styles.children.push(
    ...added.map((style) => {
      const tree = parseXml(styleXml(style, idOf, true));
      // The short name stands above the title, wherever a template has that.
      if (style.id === 'DocumentName' && alignment !== undefined)
        elementAt(tree, 'w:pPr')?.children.push({ name: 'w:jc', attributes: { 'w:val': alignment }, children: [] });
      return tree;
    }),
  );
  return idOf;
}

/** Removes the words between the elements of a part that has none by its schema; a damaged one may hold any. */
function removeWords(element: Element): void {
  element.children = element.children.filter((child) => typeof child !== 'string' || child.trim() === '');
  for (const child of element.children) if (typeof child !== 'string') removeWords(child);
}

/** Sets the language to British English, whatever the template has. */
function setBritishEnglish(styles: Element): void {
  const run = elementAt(styles, 'w:docDefaults', 'w:rPrDefault', 'w:rPr');
  if (!run) return;
  const language = elementAt(run, 'w:lang');
  if (language) language.attributes['w:val'] = 'en-GB';
  else run.children.push({ name: 'w:lang', attributes: { 'w:val': 'en-GB' }, children: [] });
}

/** The elements of a section that describe the page, in the order of the schema. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(['w:pgSz', 'w:pgMar', 'w:pgBorders', 'w:cols', 'w:docGrid']);

function pagePropertiesOf(section: Element | undefined, part: string): string {
  const properties = elementsOf(section).filter(({ name }) => OF_THE_PAGE.has(name));
  for (const property of properties) {
    const fault = findActiveProperty(property);
    if (fault !== null) throw makeRefusal(fault, part);
  }
  return properties.map(writeXml).join('');
}

/**
 * Reads a header or a footer with its pictures. It is refused if it refers to anything outside the
 * file or runs anything.
 */
function readFurniture(file: WordFile, part: string): Omit<Furniture, 'kind' | 'place'> {
  const tree = file.tree(part);
  const refused = (what: string) => makeRefusal(what, part);
  const fault = findActivePart(tree);
  if (fault !== null) throw refused(fault);
  const pictures: { name: string; bytes: Uint8Array }[] = [];
  const elements = file.relationsOf(part).map(({ id, kind, target, external }) => {
    if (kind === 'hyperlink' && external && /^(?:https?|mailto):/i.test(target))
      return `<Relationship Id="${escapeXml(id)}" Type="${OFFICE}/hyperlink" Target="${escapeXml(target)}" TargetMode="External"/>`;
    if (kind !== 'image') throw refused('an embedded object or a link that cannot be kept');
    if (external || !file.has(target)) throw refused('a picture that is not in the file');
    const extension = extensionOf(target);
    if (!(extension in PICTURE_TYPES)) throw refused(`a picture of the kind “${extension.slice(0, 20)}”`);
    const name = `media/${part.replace(/\W/g, '-')}-${pictures.length + 1}.${extension}`;
    pictures.push({ name, bytes: file.part(target) });
    return `<Relationship Id="${escapeXml(id)}" Type="${OFFICE}/image" Target="${name}"/>`;
  });
  const relations =
    elements.length === 0
      ? null
      : `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${elements.join('')}</Relationships>`;
  return { tree, relations, pictures };
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/**
 * Writes a template's header or footer to the file under a new name, with `run` added to its first
 * paragraph.
 */
export function writeFurniture(
  file: Package,
  name: string,
  { tree, relations, pictures }: Furniture,
  run: string,
): void {
  const [first] = elementsBelow(tree, 'w:p');
  const written =
    run !== '' && first
      ? { ...tree, children: tree.children.map((child) => appendWithin(child, first, parseXml(run))) }
      : tree;
  file.text(`word/${name}`, `${DECLARATION}${writeXml(written)}`);
  if (relations !== null) file.text(`word/_rels/${name}.rels`, relations);
  for (const picture of pictures) file.bytes(`word/${picture.name}`, picture.bytes);
}

/** A copy of a tree with an element added at the end of one of its elements. */
function appendWithin(child: Element | string, where: Element, more: Element): Element | string {
  if (typeof child === 'string') return child;
  if (child === where) return { ...child, children: [...child.children, more] };
  return { ...child, children: child.children.map((each) => appendWithin(each, where, more)) };
}
