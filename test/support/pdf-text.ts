import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An element of a PDF's tag tree. */
export interface Tag {
  readonly role: string;
  /** The alternative text, or null. */
  readonly alt: string | null;
  /** All text in it, in the order of the tree. */
  readonly text: string;
  readonly children: readonly Tag[];
  /** Its own text and its children, in their order. */
  readonly parts: readonly (string | Tag)[];
}

export interface ReadPdf {
  readonly title: string | null;
  readonly language: string | null;
  /** The part of PDF/UA that the file says it keeps to, or null. */
  readonly ua: string | null;
  readonly marked: boolean;
  /** The tags of each page, below its root. */
  readonly pages: readonly (readonly Tag[])[];
  /** What stands on each page, headers, footers and watermark included. */
  readonly texts: readonly string[];
  readonly bookmarks: readonly string[];
  /** Addresses outside that links lead to. */
  readonly links: readonly string[];
  /** What each link within says that it leads to. */
  readonly inner: readonly string[];
  /** Scripts, files and actions: what no attachment should hold. */
  readonly active: readonly string[];
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

interface Annotation {
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly dest?: unknown;
  readonly contentsObj?: { readonly str: string };
}

/** Reads a PDF as a screen reader would: its tags in their order, with the text in them. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const { info, metadata } = await document.getMetadata();
  const facts = info as { readonly Title?: string; readonly Language?: string };
  const pages: Tag[][] = [];
  const texts: string[] = [];
  const links: string[] = [];
  const inner: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: true });
    const byId = new Map<string, string>();
    const open: (string | null)[] = [];
    let all = '';
    for (const item of content.items) {
      if ('str' in item) {
        all += item.str + (item.hasEOL ? '\n' : '');
        const id = open.findLast((each) => each !== null);
        if (id) byId.set(id, (byId.get(id) ?? '') + item.str + (item.hasEOL ? ' ' : ''));
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? null);
    }
    texts.push(all);
    const tree = (await page.getStructTree()) as Node | null;
    pages.push((tree?.children ?? []).map((node) => tagOf(node, byId)));
    for (const annotation of (await page.getAnnotations()) as Annotation[]) {
      const address = annotation.unsafeUrl ?? annotation.url;
      if (address !== undefined) links.push(address);
      else if (annotation.dest) inner.push(annotation.contentsObj?.str ?? '');
    }
  }
  const scripts = await document.getJSActions();
  const files = await document.getAttachments();
  return {
    title: facts.Title ?? null,
    language: facts.Language ?? null,
    ua: (metadata?.get('pdfuaid:part') as string | undefined) ?? null,
    marked: (await document.getMarkInfo())?.Marked === true,
    pages,
    texts,
    bookmarks: titlesOf((await document.getOutline()) ?? []),
    links,
    inner,
    active: [
      ...Object.keys(scripts ?? {}),
      ...Object.keys(files ?? {}),
      ...((await document.getOpenAction()) ? ['open'] : []),
    ],
  };
}

/** All tags of a PDF with one of some roles, in their order. */
export function tagsOfRole(pdf: ReadPdf, ...roles: readonly string[]): Tag[] {
  const found: Tag[] = [];
  const walk = (tags: readonly Tag[]): void => {
    for (const tag of tags) {
      if (roles.includes(tag.role)) found.push(tag);
      walk(tag.children);
    }
  };
  for (const page of pdf.pages) walk(page);
  return found;
}

function tagOf(node: Node, byId: ReadonlyMap<string, string>): Tag {
  const parts = (node.children ?? []).map((child) =>
    child.role === undefined ? (byId.get(child.id ?? '') ?? '') : tagOf(child, byId),
  );
  const text = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
  const children = parts.filter((part): part is Tag => typeof part !== 'string');
  return { role: node.role ?? '', alt: node.alt ?? null, text, children, parts };
}

function titlesOf(items: readonly { readonly title: string; readonly items?: readonly unknown[] }[]): string[] {
  return items.flatMap(({ title, items: within }) => [title, ...titlesOf((within ?? []) as typeof items)]);
}
