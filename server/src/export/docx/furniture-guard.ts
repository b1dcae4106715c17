import { type Element, elementsOf } from '../../office/xml-tree.js';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
/** Vocabularies whose elements draw or describe, and fetch nothing but by a relation or an address. */
const DRAWING =
  /^(?:http:\/\/schemas\.openxmlformats\.org\/(?:drawingml\/2006\/|officeDocument\/2006\/math|markup-compatibility\/2006)|http:\/\/schemas\.microsoft\.com\/office\/(?:word|drawing|mac\/drawingml)\/|urn:schemas-microsoft-com:(?:vml|office:office|office:word)$)/;
/** Elements of Word's own vocabulary that may stand outside of properties. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'hdr ftr p r t tab ptab br cr sym noBreakHyphen softHyphen pgNum delText fldChar instrText delInstrText fldSimple ' +
    'hyperlink tbl tblGrid gridCol tr tc drawing pict sdt sdtContent bookmarkStart bookmarkEnd proofErr smartTag ' +
    'permStart permEnd lastRenderedPageBreak dayShort dayLong monthShort monthLong yearShort yearLong ins del moveFrom ' +
    'moveTo txbxContent bdo dir ruby rt rubyBase customXml'
  ).split(' '),
);
/** Those that a list of styles has besides. */
const IN_STYLES: ReadonlySet<string> = new Set(
  (
    'styles docDefaults rPrDefault pPrDefault latentStyles lsdException style name aliases basedOn next link ' +
    'autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid'
  ).split(' '),
);
/** Those that only say what a style is called. */
const NAMES: ReadonlySet<string> = new Set(['name', 'aliases', 'lsdException']);
/** Fields that only show what the file or the clock says. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    'PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF STYLEREF REF NOTEREF SEQ DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME ' +
    'TITLE SUBJECT AUTHOR KEYWORDS COMMENTS DOCPROPERTY DOCVARIABLE INFO FILENAME FILESIZE LASTSAVEDBY REVNUM NUMWORDS ' +
    'NUMCHARS TEMPLATE USERNAME USERINITIALS USERADDRESS QUOTE SYMBOL IF COMPARE ADVANCE EQ FORMTEXT'
  ).split(' '),
);
/** An address: of anything but a vocabulary. */
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i;
const VOCABULARY = /^(?:http:\/\/schemas\.(?:openxmlformats\.org|microsoft\.com)\/|urn:schemas-microsoft-com:)/;

/** What a style of a shape can lead outside by: “position:absolute” is no address. */
const STYLE_ADDRESS = /:\/\/|\\\\|url\s*\(|expression\s*\(/i;

function isAddress(attribute: string, value: string): boolean {
  if (/^xmlns(?:$|:)/.test(attribute) || attribute === 'w:prefixMappings') return false;
  if (attribute === 'style') return STYLE_ADDRESS.test(value);
  return ADDRESS.test(value) && !VOCABULARY.test(value);
}

/**
 * What a header or a footer has that could fetch or run something, in words that follow “has”; null
 * where there is nothing. Its names are read with their vocabularies, whatever their prefixes.
 */
export function findActivePart(tree: Element): string | null {
  return new FurnitureReader(WORDS).findFault(tree, new Map(), false);
}

/** The same of a list of styles. */
export function findActiveStyle(styles: Element): string | null {
  return new FurnitureReader(IN_STYLES).findFault(styles, new Map(), false);
}

/** The same of an element of the text that only describes, such as the size of a page. */
export function findActiveProperty(property: Element): string | null {
  return new FurnitureReader(WORDS).findFault(property, new Map([['w', WORD]]), true);
}

/** Whether any element of a tree has an address of something outside. */
export function holdsAddress(tree: Element): boolean {
  return (
    Object.entries(tree.attributes).some(([name, value]) => isAddress(name, value)) ||
    elementsOf(tree).some(holdsAddress)
  );
}

class FurnitureReader {
  /** The instructions of the fields that are open. */
  private readonly fields: string[] = [];

  /** @param words the elements of Word's own vocabulary that may stand outside of properties */
  constructor(private readonly words: ReadonlySet<string>) {}

  /** @param isProperty whether the element is within properties, which only describe */
  findFault(element: Element, outer: ReadonlyMap<string, string>, isProperty: boolean): string | null {
    const scope = new Map(outer);
    const [local = '', prefix = ''] = element.name.split(':').reverse();
    for (const [name, value] of Object.entries(element.attributes)) {
      if (name === 'xmlns') scope.set('', value);
      else if (name.startsWith('xmlns:')) scope.set(name.slice(6), value);
    }
    const space = scope.get(prefix) ?? '';
    if (space === WORD && prefix !== 'w') return 'Word’s own elements under another prefix';
    // “Note: of the house” is the name of a style, and no address.
    const isNamed = space === WORD && NAMES.has(local);
    if (!isNamed && Object.entries(element.attributes).some(([name, value]) => isAddress(name, value)))
      return 'an address outside the file';
    if (space === WORD ? !isProperty && !this.words.has(local) && !local.endsWith('Pr') : !DRAWING.test(space))
      return `an element “${element.name.slice(0, 40)}” that cannot be kept`;
    const fault = space === WORD ? this.readField(local, element) : null;
    if (fault !== null) return fault;
    const within = isProperty || (space === WORD && local.endsWith('Pr'));
    for (const child of elementsOf(element)) {
      const found = this.findFault(child, scope, within);
      if (found !== null) return found;
    }
    return null;
  }

  private readField(local: string, element: Element): string | null {
    if (local === 'fldSimple') return findFieldFault(element.attributes['w:instr'] ?? '');
    if (local === 'instrText' || local === 'delInstrText') {
      const words = element.children.filter((child) => typeof child === 'string').join('');
      if (this.fields.length === 0) return findFieldFault(words);
      this.fields.push((this.fields.pop() ?? '') + words);
    }
    if (local !== 'fldChar') return null;
    const type = element.attributes['w:fldCharType'];
    if (type === 'begin') {
      // A field within the instruction of another: the outer one is looked at as far as it goes.
      const outer = this.fields.at(-1) ?? '';
      this.fields.push('');
      return outer.trim() === '' ? null : findFieldFault(outer);
    }
    const instruction = type === 'end' ? this.fields.pop() : this.fields.at(-1);
    return instruction === undefined || instruction.trim() === '' ? null : findFieldFault(instruction);
  }
}

function findFieldFault(instruction: string): string | null {
  const name = /^\s*(=|[A-Za-z]+)/.exec(instruction)?.[1]?.toUpperCase() ?? '';
  if (name === '=' || FIELDS.has(name)) return null;
  if (name === 'HYPERLINK' && /^\s*HYPERLINK\s+(?:\\l\s|"(?:https?:\/\/|mailto:))/i.test(instruction)) return null;
  return 'a field that fetches or runs something';
}
