import { isMarkStyle } from '../../office/mark-styles.js';
import { childAt, childrenOf, isSwitchedOn, numberAt, valueAt, type WordElement } from '../../office/word-xml.js';

/** A style with all that it takes over from the styles it is based on. */
interface ReadStyle {
  readonly name: string;
  readonly kind: string;
  readonly basedOn: string | null;
  readonly paragraph: WordElement | undefined;
  readonly run: WordElement | undefined;
}

const NAMES_CODE = /^(?:html preformatted|preformatted text|source ?code|macro text|program listing)$/i;
const MAY_NAME_CODE = /\b(?:code|listing|preformatted|verbatim)\b/i;
/** Fonts all of whose letters are equally wide. */
const EQUAL_LETTERS = /courier|consolas|\bmono|mono\b|menlo|monaco|lucida console|source code/i;

/** Where a paragraph belongs in a list; null parts are not said. */
export interface ListPlace {
  readonly list: number | null;
  readonly level: number | null;
}

/** The styles of a Word file, by what they do to structure. */
export class ParagraphStyles {
  private readonly styles = new Map<string, ReadStyle>();
  private defaultStyle: string | null = null;

  /** @param styles the root of `styles.xml`; null where the file has no such part */
  constructor(styles: WordElement | null) {
    for (const element of childrenOf(styles ?? undefined, 'w:style')) {
      const id = element.attributes.get('w:styleId') ?? '';
      const kind = element.attributes.get('w:type') ?? 'paragraph';
      this.styles.set(id, {
        name: valueAt(element, 'w:name') ?? id,
        kind,
        basedOn: valueAt(element, 'w:basedOn'),
        paragraph: childAt(element, 'w:pPr'),
        run: childAt(element, 'w:rPr'),
      });
      const isDefault = /^(?:1|true|on)$/.test(element.attributes.get('w:default') ?? '');
      if (isDefault && kind === 'paragraph') this.defaultStyle = id;
    }
  }

  /** Takes in the styles of a file within the file that this one has not. */
  adopt({ styles }: ParagraphStyles): void {
    for (const [id, style] of styles) if (!this.styles.has(id)) this.styles.set(id, style);
  }

  /** A style's name in lower case, as "heading 1"; '' where there is none. */
  nameOf(id: string | null): string {
    return (this.styles.get(id ?? this.defaultStyle ?? '')?.name ?? '').toLowerCase();
  }

  /** The list that a numbering style names. */
  listOfStyle(id: string): number | null {
    return numberAt(this.styles.get(id)?.paragraph, 'w:numPr', 'w:numId');
  }

  /** A style and the ones it is based on, the nearest first. */
  private *chain(id: string | null): Iterable<ReadStyle & { readonly id: string }> {
    let at = id !== null && this.styles.has(id) ? id : this.defaultStyle;
    for (let steps = 0; at !== null && steps < 30; steps++) {
      const style = this.styles.get(at);
      if (!style) return;
      yield { ...style, id: at };
      at = style.basedOn;
    }
  }

  /**
   * A paragraph's place in a list: its own, and what that lacks from its style and the styles
   * under it. `styles` are those that a level may name, the nearest first; none where the
   * paragraph says its level itself.
   */
  placeInList(properties: WordElement | undefined, style: string | null): ListPlace & { readonly styles: string[] } {
    const own = childAt(properties, 'w:numPr');
    let list = numberAt(own, 'w:numId');
    let level = numberAt(own, 'w:ilvl');
    const styles: string[] = [];
    const isPlacedItself = list !== null && level !== null;
    for (const each of this.chain(style)) {
      if (isPlacedItself) break;
      styles.push(each.id);
      const place = childAt(each.paragraph, 'w:numPr');
      if (!place) continue;
      level ??= numberAt(place, 'w:ilvl');
      if (list === null) list = numberAt(place, 'w:numId');
      if (list !== null) break;
    }
    return { list, level, styles };
  }

  /** Outline level from 0, or null for body text. */
  outlineOf(properties: WordElement | undefined, style: string | null): number | null {
    const own = numberAt(properties, 'w:outlineLvl');
    if (own !== null) return own < 9 ? own : null;
    for (const each of this.chain(style)) {
      const level = numberAt(each.paragraph, 'w:outlineLvl');
      if (level !== null) return level < 9 ? level : null;
      const heading = /^heading ([1-9])$/i.exec(each.name);
      if (heading) return Number(heading[1]) - 1;
    }
    return null;
  }

  /** Whether a style is one of code: by its name, and where that says too little, by its letters. */
  isCodeStyle(style: string | null): boolean {
    if (style === null) return false;
    const chain = [...this.chain(style)];
    if (chain.some(({ name }) => NAMES_CODE.test(name))) return true;
    if (!chain.some(({ name }) => MAY_NAME_CODE.test(name))) return false;
    const fonts = chain.map(({ run }) => childAt(run, 'w:rFonts')?.attributes.get('w:ascii'));
    return EQUAL_LETTERS.test(fonts.find((font) => font !== undefined) ?? '');
  }

  /** The left indentation in twentieths of a point. */
  indentOf(properties: WordElement | undefined, style: string | null): number {
    for (const source of [properties, ...this.paragraphProperties(style)]) {
      const indent = childAt(source, 'w:ind');
      const left = indent?.attributes.get('w:left') ?? indent?.attributes.get('w:start');
      if (left !== undefined && /^-?\d+$/.test(left)) return Number(left);
    }
    return 0;
  }

  private paragraphProperties(style: string | null): (WordElement | undefined)[] {
    return [...this.chain(style)].map(({ paragraph }) => paragraph);
  }

  /** Whether runs of a paragraph are, say, bold: by their own properties, or by their styles. */
  isRunSwitchedOn(name: string, run: WordElement | undefined, paragraphStyle: string | null): boolean {
    const own = isSwitchedOn(run, name);
    if (own !== null) return own;
    const runStyle = valueAt(run, 'w:rStyle');
    if (runStyle !== null)
      for (const each of this.chain(runStyle)) {
        if (each.kind !== 'character') break;
        const value = isSwitchedOn(each.run, name);
        if (value !== null) return value;
      }
    for (const each of this.chain(paragraphStyle)) {
      const value = isSwitchedOn(each.run, name);
      if (value !== null) return value;
    }
    return false;
  }

  /** The same for a run's own properties and character style alone: what the paragraph's style does is its look. */
  isRunItself(name: string, run: WordElement | undefined): boolean | null {
    const own = isSwitchedOn(run, name);
    if (own !== null) return own;
    const runStyle = valueAt(run, 'w:rStyle');
    if (runStyle === null || isMarkStyle(runStyle)) return null;
    for (const each of this.chain(runStyle)) {
      if (each.kind !== 'character') break;
      const value = isSwitchedOn(each.run, name);
      if (value !== null) return value;
    }
    return null;
  }
}
