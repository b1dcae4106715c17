import type { Style } from './runs.js';

/** The tags that change how words look. */
const TAG_STYLES: ReadonlyMap<string, Partial<Style>> = new Map<string, Partial<Style>>([
  ['b', { strong: true }],
  ['strong', { strong: true }],
  ['i', { emphasis: true }],
  ['em', { emphasis: true }],
  ['sup', { superscript: true }],
  ['sub', { subscript: true }],
  ['u', { underline: true }],
  ['ins', { underline: true }],
]);

/** Nobody nests styles deeper than this; a text that does must not be slow. */
const MOST_TAGS = 20;

/** The call of a note as it is written without Markdown: a raised number. */
export const RAISED_NOTE = /^\s*(?:\d{1,3}|[*†‡§])\s*$/;

/** The tags of HTML that are open, as far as they change how words look. */
export class OpenTags {
  private readonly tags: { readonly name: string; readonly style: Partial<Style> }[] = [];

  /** Opens or closes what a tag says. */
  meet(tag: string): void {
    const [, slash = '', written = ''] = /^<(\/?)([A-Za-z]+)(?=[\s/>])/.exec(tag) ?? [];
    const name = written.toLowerCase();
    const style = TAG_STYLES.get(name);
    if (!style) return;
    if (slash === '') {
      if (this.tags.length < MOST_TAGS) this.tags.push({ name, style });
      return;
    }
    const open = this.tags.findLastIndex((each) => each.name === name);
    if (open >= 0) this.tags.splice(open, 1);
  }

  /** Closes all, as a new cell does. */
  closeAll(): void {
    this.tags.length = 0;
  }

  /** A style with that of the open tags. */
  dress(style: Style): Style {
    return this.tags.length === 0 ? style : Object.assign({}, style, ...this.tags.map((tag) => tag.style));
  }
}
