import { type Block, type DivisionKind, type Head, isQuoted, type ListMarkerStyle } from './block.js';
import { isComment } from './comment.js';
import { type ContentsList, contentsKey, contentsList } from './contents-list.js';
import { countingHeadings } from './counting-headings.js';
import { contentSpan, readInline, readSpan } from './inline.js';
import { listSections, listTitle, PROVISION } from './list-sections.js';
import { isInsertedIn, isInsertion, type OpenList, placeMarker } from './markers.js';
import type { AttachmentEntry, Provision, ProvisionKind } from './provision.js';
import type { BlockSplice } from './scan.js';
import { readTable } from './table.js';
import { withoutEnd } from './text.js';

/** The provisions that the blocks of a text make. */
export interface Structure {
  readonly roots: readonly Provision[];
  /** In the order of the text. */
  readonly provisions: readonly Provision[];
  /** For each block the innermost provision that its own words belong to. */
  readonly owners: readonly (Provision | null)[];
  /** The numbers that two titles bear. */
  readonly twice: ReadonlySet<string>;
}

/** Whether the blocks that an edit put in make the same provisions as those that it took out, of which `structure` was made. */
export function sameHeads(
  structure: Structure,
  old: readonly Block[],
  neu: readonly Block[],
  splice: BlockSplice,
): boolean {
  if (splice.added !== splice.removed) return false;
  for (let i = splice.from; i < splice.from + splice.added; i++) {
    const [before, after] = [old[i] as Block, neu[i] as Block];
    if (structureKey(before) !== structureKey(after)) return false;
    // The words of a title matter where its number stands twice: once perhaps in a list of contents.
    if (contentsKey(before) !== contentsKey(after) && 'number' in after.head && structure.twice.has(after.head.number))
      return false;
  }
  return true;
}

const keys = new WeakMap<Block, string>();

/** All of a block that the structure depends on, as one string. */
function structureKey(block: Block): string {
  let key = keys.get(block);
  if (key === undefined) keys.set(block, (key = makeKey(block)));
  return key;
}

function makeKey(block: Block): string {
  const { head } = block;
  const table = readTable(block);
  if (table) {
    const firstCells = table.rows.map((row) =>
      row.cells[0] ? block.text.slice(row.cells[0].start, row.cells[0].end) : '',
    );
    const header = table.header.cells.map((cell) => block.text.slice(cell.start, cell.end));
    return [block.kind, String(isQuoted(block)), ...header, '\u0000', ...firstCells].join('\u0001');
  }
  const base = `${block.kind} ${head.kind} ${block.marker ?? ''} ${block.level} ${isQuoted(block)}`;
  switch (head.kind) {
    case 'none':
      return `${base} ${isImage(block)} ${isComment(block)}`;
    case 'clause':
      return `${base} ${head.number} ${nestedMarkers(block, head).join()} ${introduces(block)} ${contentsKey(block) !== null}`;
    case 'item':
      return `${base} ${head.marker} ${nestedMarkers(block, head).join()} ${introduces(block)}`;
    case 'listNumber': {
      const { title, whole } = listTitle(block);
      const long = block.text.length >= PROVISION;
      return `${base} ${head.number} ${whole} ${long} ${nestedMarkers(block, head).join()} ${introduces(block)} ${title} ${contentsKey(block) !== null}`;
    }
    case 'footnote':
      return `${base} ${head.number}`;
    case 'definition':
      return `${base} ${head.term}`;
    default:
      return `${base} ${block.text}`;
  }
}

const MOST_LEVELS = 12;

interface ItemFacts {
  readonly style: ListMarkerStyle;
  readonly value: number;
}

class Node implements Provision {
  children: Node[] = [];
  endBlock = -1;
  index = 0;
  attachment?: AttachmentEntry;
  body?: number | null;
  /** For a sub-paragraph. */
  item: ItemFacts | null = null;

  constructor(
    readonly kind: ProvisionKind,
    readonly label: string,
    readonly number: string | null,
    readonly marker: string,
    readonly title: string | null,
    readonly block: number,
    readonly parent: Node | null,
    readonly row: number | null = null,
  ) {
    parent?.children.push(this);
  }
}

interface Group {
  readonly node: Node;
  /** Number of dots plus one for a numbered section, 0 for an appendix or the like, null for a heading without a number. */
  readonly depth: number | null;
  readonly level: number;
  /** "Appendix A", "Article II" where numbers inside are counted from anew, else null. */
  readonly scope: string | null;
}

export function buildStructure(blocks: readonly Block[]): Structure {
  return new Builder(blocks).build();
}

class Builder {
  private readonly roots: Node[] = [];
  private readonly owners: (Node | null)[];
  private groups: Group[] = [];
  private clauses: Node[] = [];
  private items: { node: Node; list: OpenList }[] = [];
  private lastTable: { node: Node; header: string; end: number } | null = null;
  private readonly claimed = new Set<number>();
  private readonly markers: { block: number; marker: string }[] = [];
  private nextMarker = 0;
  private readonly listed = new Set<string>();
  private lastMain = 0;
  private readonly contents: ContentsList;
  private readonly listSections: ReadonlySet<number>;
  private readonly counting: ReadonlyMap<number, string>;

  constructor(private readonly blocks: readonly Block[]) {
    this.owners = new Array<Node | null>(blocks.length).fill(null);
    this.contents = contentsList(blocks);
    this.listSections = listSections(blocks, this.contents.entries);
    this.counting = countingHeadings(blocks, this.contents.entries);
  }

  build(): Structure {
    this.blocks.forEach((block, index) => {
      const { head } = block;
      if (isQuoted(block) || this.contents.entries.has(index)) return;
      if (head.kind === 'item') this.markers.push({ block: index, marker: head.marker });
      if (head.kind !== 'listNumber' || this.listSections.has(index))
        for (const marker of nestedMarkers(block, head)) this.markers.push({ block: index, marker });
      if (head.kind === 'division' && head.listed) this.listed.add(`${head.of} ${head.number}`);
    });
    for (let index = 0; index < this.blocks.length; index++) this.add(index);
    return this.finish();
  }

  private add(index: number): void {
    const block = this.blocks[index] as Block;
    if (isQuoted(block)) {
      this.owners[index] = this.innermost();
      return;
    }
    const head: Head = this.contents.entries.has(index) ? { kind: 'none' } : block.head;
    switch (head.kind) {
      case 'section':
        this.section(index, head.number, titleOf(block, head.body), block.level || 2);
        break;
      case 'heading':
        this.heading(index, titleOf(block, head.body), block.level);
        break;
      case 'division':
        this.division(index, head, titleOf(block, head.body), block);
        break;
      case 'clause':
        this.clause(index, head.number);
        this.nested(index, block, head);
        break;
      case 'item':
        this.item(index, head.marker, block);
        this.nested(index, block, head);
        break;
      case 'listNumber':
        if (!this.listSections.has(index)) break;
        this.section(index, head.number, listTitle(block).title, 2);
        this.nested(index, block, head);
        break;
      case 'caption':
        this.caption(index, head, block);
        break;
      case 'question':
        this.question(index, head);
        break;
      case 'footnote':
        this.leaf(
          new Node('footnote', `Footnote ${head.number}`, head.number, head.number, null, index, this.group()),
          index + 1,
        );
        break;
      case 'definition':
        this.leaf(new Node('definition', head.term, head.term, head.term, null, index, this.innermost()), index + 1);
        break;
      default:
        break;
    }
    if (block.kind === 'table' || block.kind === 'extractedTable') this.table(index);
    if (this.owners[index] === null) this.owners[index] = this.innermost();
  }

  private group(): Node | null {
    return this.groups[this.groups.length - 1]?.node ?? null;
  }

  private scope(): string | null {
    for (let i = this.groups.length - 1; i >= 0; i--)
      if ((this.groups[i] as Group).scope) return (this.groups[i] as Group).scope;
    return null;
  }

  /** What a section or clause is called, with where it is counted if that is not the main text. */
  private labelOf(word: string, number: string): string {
    const scope = this.scope();
    if (scope === null) return `${word} ${number}`;
    const inHeading = this.groups.some((group) => group.scope === scope && group.depth === null);
    return `${inHeading ? word : 'paragraph'} ${number} of ${scope}`;
  }

  private innermost(): Node | null {
    return this.items[this.items.length - 1]?.node ?? this.clauses[this.clauses.length - 1] ?? this.group();
  }

  private leaf(node: Node, endBlock: number): void {
    node.endBlock = endBlock;
    if (node.parent === null) this.roots.push(node);
    this.owners[node.block] = node;
  }

  private open(node: Node): Node {
    if (node.parent === null) this.roots.push(node);
    this.owners[node.block] = node;
    return node;
  }

  private section(index: number, number: string, title: string | null, level: number): void {
    const depth = number.split('.').length;
    this.closeText();
    while (this.groups.length > 0) {
      const top = this.groups[this.groups.length - 1] as Group;
      if (top.depth === 0) {
        // "## 8 …" after an appendix goes on in the main text where it goes on with the main numbers and is no deeper a heading.
        if (depth === 1 && level <= top.level && number === String(this.lastMain + 1) && number !== '1') {
          this.groups.pop();
          continue;
        }
        break;
      }
      if (top.depth !== null ? top.depth >= depth : top.level >= level || (depth === 1 && this.insideSection()))
        this.groups.pop();
      else break;
    }
    if (depth === 1 && this.scope() === null) this.lastMain = Number.parseInt(number, 10) || this.lastMain;
    const label = this.labelOf('Section', number);
    const node = this.open(new Node('section', label, number, number, title, index, this.group()));
    this.groups.push({ node, depth, level, scope: null });
  }

  private insideSection(): boolean {
    return this.groups.some((group) => group.depth !== null && group.depth > 0);
  }

  private heading(index: number, title: string | null, level: number): void {
    this.closeText();
    while (this.groups.length > 0 && (this.groups[this.groups.length - 1] as Group).level >= level) this.groups.pop();
    const scope = this.counting.get(index) ?? null;
    const node = this.open(new Node('heading', title ?? '', null, scope ?? '', title, index, this.group()));
    this.groups.push({ node, depth: null, level, scope });
  }

  private division(index: number, head: Extract<Head, { kind: 'division' }>, title: string | null, block: Block): void {
    const name = `${capital(head.of)} ${head.number}`;
    if (head.listed) {
      const entry = head.of === 'attachment' ? attachmentEntry(title ?? '') : undefined;
      const node = new Node(head.of, name, head.number, name, entry?.title ?? title, index, this.innermost());
      if (entry) node.attachment = entry;
      this.leaf(node, index + 1);
      return;
    }
    this.closeText();
    const level = block.level === 0 ? 1 : block.level;
    while (this.groups.length > 0 && (this.groups[this.groups.length - 1] as Group).depth !== null) this.groups.pop();
    while (this.groups.length > 0 && (this.groups[this.groups.length - 1] as Group).level >= level) this.groups.pop();
    // One that a list announces is the same attachment: the list's entry stands for it, this heading holds its text.
    const known = this.listed.has(`${head.of} ${head.number}`);
    const kind: ProvisionKind = known ? 'heading' : head.of;
    const node = this.open(
      new Node(kind, name, known ? null : head.number, name, known ? (title ?? name) : title, index, this.group()),
    );
    this.groups.push({ node, depth: 0, level, scope: name });
  }

  private clause(index: number, number: string): void {
    this.items = [];
    while (this.clauses.length > 0 && !isWithin(number, (this.clauses[this.clauses.length - 1] as Node).number ?? ''))
      this.clauses.pop();
    if (this.clauses.length === 0) {
      // A clause numbered 4.2 under the heading 4.1 belongs to section 4, if that is open.
      while (this.groups.length > 1) {
        const top = this.groups[this.groups.length - 1] as Group;
        const above = this.groups[this.groups.length - 2] as Group;
        if (top.depth === null || top.depth < 2 || isWithin(number, top.node.number ?? '') || above.depth === 0) break;
        if (!this.groups.some((group) => group.depth && isWithin(number, group.node.number ?? ''))) break;
        this.groups.pop();
      }
    }
    const label = this.labelOf('Clause', number);
    this.clauses.push(
      this.open(
        new Node('clause', label, number, number, null, index, this.clauses[this.clauses.length - 1] ?? this.group()),
      ),
    );
  }

  private nested(index: number, block: Block, head: Head): void {
    for (const marker of nestedMarkers(block, head)) this.item(index, marker, block);
  }

  private item(index: number, marker: string, block: Block): void {
    const own = this.markers[this.nextMarker];
    if (own?.block === index && own.marker === marker) this.nextMarker++;
    const open = this.items.map((item) => item.list);
    if (isInsertion(marker) && !isInsertedIn(marker, open)) {
      this.owners[index] = this.innermost();
      return;
    }
    const following = this.markers[this.nextMarker];
    const next = following && this.sameList(index, following.block) ? following.marker : null;
    const last = this.items[this.items.length - 1];
    const placed = placeMarker(
      marker,
      open,
      next,
      last !== undefined && last.node.block === index - 1 && !last.list.introduces,
    );
    // Nobody writes a dozen levels: what looks like more is a list of markers that are all alike.
    this.items.length = Math.min(placed.depth, this.items.length, MOST_LEVELS - 1);
    const parent = this.innermost();
    const base =
      parent && (parent.kind === 'clause' || parent.kind === 'paragraph' || parent.kind === 'section') ? parent : null;
    const number = `${base?.number ?? ''}(${marker})`;
    const label = base
      ? `${itemLabelBase(base)}(${marker})`
      : this.scope()
        ? `paragraph (${marker}) of ${this.scope()}`
        : `paragraph (${marker})`;
    const node = this.open(new Node('paragraph', label, number, `(${marker})`, null, index, parent));
    this.items.push({
      node,
      list: { style: placed.style, value: placed.value, marker, introduces: introduces(block) },
    });
    node.item = placed;
  }

  /** Whether nothing between two blocks ends the lists that are open. */
  private sameList(from: number, to: number): boolean {
    for (let i = from + 1; i < to; i++) {
      const kind = (this.blocks[i] as Block).head.kind;
      if (kind === 'section' || kind === 'heading' || kind === 'clause' || kind === 'division') return false;
    }
    return true;
  }

  private question(index: number, head: Extract<Head, { kind: 'question' }>): void {
    const label = `${head.series} Q${head.number}`;
    const after = this.shownAfter(index);
    const next = this.blocks[after];
    const hasText = !asksInLine(this.blocks[index] as Block) && next?.kind === 'paragraph' && next.head.kind === 'none';
    const node = new Node('question', label, head.number, label, null, index, this.group());
    this.leaf(node, hasText ? after + 1 : index + 1);
    if (hasText) this.owners[after] = node;
    this.closeText();
  }

  private caption(index: number, head: Extract<Head, { kind: 'caption' }>, block: Block): void {
    const title = titleOf(block, head.body);
    if (
      this.lastTable &&
      (this.lastTable.node.number === head.number || /\bcontinued\b/i.test(title ?? '')) &&
      this.lastTable.node.kind === head.of &&
      this.continuesTable(this.shownAfter(index))
    ) {
      this.owners[index] = this.lastTable.node;
      return;
    }
    const after = this.bodyNear(this.shownAfter(index), head.of);
    const before =
      after === null && index > 0 && !this.claimed.has(index - 1) ? this.bodyNear(index - 1, head.of) : null;
    // Words such as "Table 9.3: see below" in plain text, with neither table nor emphasis, are a sentence.
    const alone = after === null && before === null;
    if (alone && !/^[ \t]*(?:[#*_>-]|Figure|FIGURE|Table)/.test(block.text.slice(block.prefix))) return;
    const name = `${capital(head.of)} ${head.number}`;
    const body = after ?? before;
    const node = new Node(head.of, name, head.number, name, title, index, this.innermost());
    node.body = body;
    this.leaf(node, (after ?? index) + 1);
    if (body === null) return;
    this.claimed.add(body);
    const bodyBlock = this.blocks[body] as Block;
    if (readTable(bodyBlock)) {
      if (body > index) this.owners[body] = node;
      else {
        // The table stood first and was taken for one without a caption: its rows go to the caption's own node.
        const bare = this.bare.get(body);
        if (bare) this.discard(bare);
      }
      this.rows(node, body);
    } else this.owners[body] = node;
  }

  /** The index of the next block that a reader sees: comments are none. */
  private shownAfter(index: number): number {
    let next = index + 1;
    while (next < this.blocks.length && isComment(this.blocks[next] as Block)) next++;
    return next;
  }

  private readonly bare = new Map<number, Node>();

  private discard(node: Node): void {
    const siblings = node.parent ? node.parent.children : this.roots;
    const at = siblings.indexOf(node);
    if (at >= 0) siblings.splice(at, 1);
  }

  /** The index given, if the block there is what a caption can belong to. */
  private bodyNear(index: number, of: 'table' | 'figure'): number | null {
    const block = this.blocks[index];
    if (!block || this.claimed.has(index)) return null;
    if (block.kind === 'table' || block.kind === 'extractedTable') return index;
    if (isImage(block)) return index;
    return of === 'figure' && (block.kind === 'code' || block.kind === 'html') ? index : null;
  }

  private continuesTable(index: number): boolean {
    const block = this.blocks[index];
    return !!block && !!this.lastTable && headerKey(block) === this.lastTable.header;
  }

  private table(index: number): void {
    if (this.claimed.has(index)) return;
    const block = this.blocks[index] as Block;
    if (
      this.lastTable &&
      headerKey(block) === this.lastTable.header &&
      this.onlyBreaksBetween(this.lastTable.end, index)
    ) {
      // The same header again behind a page break: the table goes on.
      this.claimed.add(index);
      this.lastTable.node.endBlock = index + 1;
      this.owners[index] = this.lastTable.node;
      this.rows(this.lastTable.node, index);
      return;
    }
    const node = new Node('table', 'table', null, '', null, index, this.innermost());
    node.body = index;
    this.leaf(node, index + 1);
    this.bare.set(index, node);
    this.rows(node, index);
  }

  private onlyBreaksBetween(from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      const { kind, head, text } = this.blocks[i] as Block;
      const pageNumber = kind === 'paragraph' && /^\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*$/i.test(text);
      const sameCaption = head.kind === 'caption' && head.number === this.lastTable?.node.number;
      if (
        kind !== 'rule' &&
        kind !== 'html' &&
        kind !== 'empty' &&
        head.kind !== 'footnote' &&
        !pageNumber &&
        !sameCaption
      )
        return false;
    }
    return true;
  }

  private rows(table: Node, index: number): void {
    const block = this.blocks[index] as Block;
    const content = readTable(block);
    if (!content) return;
    const header = content.header.cells[0] ? readSpan(block, content.header.cells[0]).text : '';
    const defines =
      DEFINES.test(header.trim()) || (/\bdefinitions?\b/i.test(table.title ?? '') && content.header.cells.length === 2);
    content.rows.forEach((row, rowIndex) => {
      const cell = row.cells[0];
      const words = cell ? readSpan(block, cell).text.trim() : '';
      const term = withoutEnd(words.replace(/^["“”‘’']+/, ''), QUOTES);
      const number = defines ? term : rowNumber(words);
      const label = defines ? term : `row ${number ?? rowIndex + 1} of ${table.number ? table.label : 'the table'}`;
      const node = new Node(
        defines && term ? 'definition' : 'row',
        label,
        number || null,
        words,
        null,
        index,
        table,
        rowIndex,
      );
      node.endBlock = index + 1;
    });
    this.lastTable = { node: table, header: headerKey(block), end: index + 1 };
  }

  private closeText(): void {
    this.clauses = [];
    this.items = [];
  }

  private finish(): Structure {
    const provisions: Node[] = [];
    const visit = (nodes: Node[], end: number): void => {
      // Captions under their tables and attachments listed late can come out of order.
      for (let i = 1; i < nodes.length; i++) {
        if ((nodes[i] as Node).block < (nodes[i - 1] as Node).block) {
          nodes.sort((a, b) => a.block - b.block || (a.row ?? -1) - (b.row ?? -1));
          break;
        }
      }
      for (let i = 0; i < nodes.length; i++) {
        const node = nodes[i] as Node;
        const next = nodes[i + 1];
        if (node.endBlock < 0) node.endBlock = Math.max(node.block + 1, next ? next.block : end);
        node.index = provisions.length;
        provisions.push(node);
        visit(node.children, node.endBlock);
      }
    };
    visit(this.roots, this.blocks.length);
    return { roots: this.roots, provisions, owners: this.owners, twice: this.contents.twice };
  }
}

/** For a sub-paragraph: the style of its marker, and what it counts in it. */
export function itemFactsOf(provision: Provision): ItemFacts | null {
  return provision instanceof Node ? provision.item : null;
}

const QUOTES = '"“”‘’\'';

const DEFINES =
  /^(?:defined )?(?:terms?|expressions?|words?|definitions?|terms? or expressions?|words? or expressions?)$/i;

function headerKey(block: Block): string {
  const table = readTable(block);
  return table ? table.header.cells.map((cell) => block.text.slice(cell.start, cell.end)).join('\u0001') : '';
}

/** What a row is cited by: "2A", "1" for a number in its first cell, else the words of that cell. */
function rowNumber(words: string): string | null {
  const number = /^(\d{1,3}[A-Z]{0,2}|[A-Z]{1,2}\d{0,3}|\d{1,3}(?:\.\d{1,3})+)[.)]?$/.exec(words);
  if (number) return number[1] as string;
  const led = /^(\d{1,3}[A-Z]{0,2}|\d{1,3}(?:\.\d{1,3})+)(?:[.)]? *[–—:-] |[.)] +)\S/.exec(words);
  if (led) return led[1] as string;
  return words === '' ? null : words.length > 80 ? `${words.slice(0, 79)}…` : words;
}

function itemLabelBase(base: Node): string {
  const word = /^(paragraph|Section|Clause) [^ ]+ of /.exec(base.label)?.[1];
  return word ? `${word} ${base.number}` : base.label;
}

/** Whether a question stands on the line of its label: "**FTC Q1:** Do you agree?" */
export function asksInLine({ kind, head, text }: Block): boolean {
  return kind === 'paragraph' && head.kind === 'question' && /[^*_\s]/.test(text.slice(head.body));
}

/** Whether a block is an image and nothing else. */
export function isImage(block: Block): boolean {
  return (
    (block.kind === 'paragraph' || block.kind === 'html') &&
    block.text.length < 2000 &&
    /^\s*(?:!\[[^\]\r\n]*\](?:\([^)\r\n]*\)|\[[^\]\r\n]*\])|<img\b[^>\r\n]*>)\s*$/i.test(block.text)
  );
}

/** Whether a number is one of the clauses of another: 4.2 of 4, and of 4.0, as some write the section itself. */
function isWithin(number: string, parent: string): boolean {
  return parent !== '' && number.startsWith(`${parent.replace(/^(\d+)\.0$/, '$1')}.`) && number !== parent;
}

function introduces(block: Block): boolean {
  return /[:—–-][*_\s]*$/.test(block.text.slice(-12));
}

const NO_MARKERS: readonly string[] = [];

/** Markers that follow a label directly: (i) in "(a)(i) where …", (a) in "20.28 (a) the DCC …". */
function nestedMarkers(block: Block, head: Head): readonly string[] {
  if (head.kind !== 'item' && head.kind !== 'clause' && head.kind !== 'listNumber') return NO_MARKERS;
  if (block.text.charCodeAt(head.body) !== 40) return NO_MARKERS;
  const markers: string[] = [];
  let rest = block.text.slice(head.body, head.body + 40);
  for (;;) {
    const found = /^\(([a-z]{1,4}|[A-Z]{1,4}|\d{1,2})\)[ \t\u00a0]*/.exec(rest);
    if (!found || !/^(?:a|i|A|I|1)$/.test(found[1] as string)) return markers;
    markers.push(found[1] as string);
    rest = rest.slice(found[0].length);
  }
}

function titleOf(block: Block, body: number): string | null {
  const { end } = contentSpan(block);
  if (body >= end) return null;
  const inline = readInline(block);
  let text = '';
  for (const run of inline.runs) {
    if (run.source.end <= body || run.kind === 'note') continue;
    const skip =
      run.source.start >= body
        ? 0
        : run.offsets
          ? run.offsets.findIndex((offset) => offset >= body)
          : body - run.source.start;
    text += skip > 0 ? run.text.slice(skip) : skip === 0 ? run.text : '';
  }
  return text.replace(/\s+/g, ' ').trim() || null;
}

/** "SEC … V1.5 (change marked against V1.4)": what an entry in a list of attachments says. */
function attachmentEntry(words: string): AttachmentEntry {
  const against = /\bagainst (?:version )?(V?\d+(?:\.\d+)*)/i.exec(words)?.[1] ?? null;
  const brackets = words.indexOf('(');
  const head = brackets > 0 ? words.slice(0, brackets) : words;
  const version = /\b(V\d+(?:\.\d+)*|version \d+(?:\.\d+)*)\b/i.exec(head)?.[1] ?? null;
  const form = /\bchanged?[- ]mark(?:ed|up)?\b/i.test(words) ? 'marked' : /\bclean\b/i.test(words) ? 'clean' : null;
  const formAt = words.trimEnd().endsWith(')') ? words.lastIndexOf('(') : -1;
  const title = form && formAt > 0 ? words.slice(0, formAt).trim() : words;
  return { title, version, form, against };
}

function capital(word: string | DivisionKind): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
