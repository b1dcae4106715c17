import type { DefaultTreeAdapterTypes } from 'parse5';

/** An element of a page. */
export type HtmlElement = DefaultTreeAdapterTypes.Element;
/** Whatever stands within an element. */
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;

export function isHtmlText(node: HtmlNode): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text';
}

export function isHtmlElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node;
}

/** The value of an attribute; null where the element has none of that name. */
export function htmlAttribute({ attrs }: HtmlElement, name: string): string | null {
  return attrs.find((each) => each.name === name)?.value ?? null;
}

/** All text within an element of a page. */
export function htmlTextWithin(element: HtmlElement): string {
  return element.childNodes
    .map((node) => (isHtmlText(node) ? node.value : isHtmlElement(node) ? htmlTextWithin(node) : ''))
    .join('');
}
