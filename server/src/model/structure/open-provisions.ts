import type { Block, Head } from '../block.js';
import type { Provision } from '../provision.js';
import type { OpenList } from './markers.js';
import { type CountingScope, labelCapitalised, labelNumbered } from './provision-labels.js';
import { ProvisionNode } from './provision-node.js';
import { readAttachmentEntry } from './title.js';

/** A section, a division or a heading that is open: what follows belongs to it. */
interface Group {
  readonly node: ProvisionNode;
  /**
   * Number of dots plus one for a numbered section, 0 for an appendix or the like, null for a
   * heading without a number.
   */
  readonly depth: number | null;
  /** The level of its heading in Markdown. */
  readonly level: number;
  /** "Appendix A", "Article II" where numbers inside are counted anew, else null. */
  readonly scope: string | null;
}

type Division = Extract<Head, { kind: 'division' }>;

/**
 * The provisions that are open where the text has been read to, and the tree that they have grown
 * so far.
 */
export class OpenProvisions {
  readonly roots: ProvisionNode[] = [];
  /** For each block the innermost provision that its own words belong to. */
  readonly owners: (ProvisionNode | null)[];
  /** The sub-paragraphs that are open, outermost first, and the list that each stands in. */
  readonly items: { readonly node: ProvisionNode; readonly list: OpenList }[] = [];
  private readonly groups: Group[] = [];
  private readonly clauses: ProvisionNode[] = [];
  /** The number of the last section of the main text. */
  private lastMainNumber = 0;

  /**
   * @param counting the headings under which sections are counted anew, by the index of their block
   * @param listed the divisions that a list of attachments announces, as "attachment 2"
   */
  constructor(
    blockCount: number,
    private readonly counting: ReadonlyMap<number, string>,
    private readonly listed: ReadonlySet<string>,
  ) {
    this.owners = new Array<ProvisionNode | null>(blockCount).fill(null);
  }

  /** The innermost open section, division or heading. */
  group(): ProvisionNode | null {
    return this.groups.at(-1)?.node ?? null;
  }

  innermost(): ProvisionNode | null {
    return this.items.at(-1)?.node ?? this.clauses.at(-1) ?? this.group();
  }

  /** Where numbers are counted anew here; null in the main text. */
  scope(): CountingScope | null {
    const name = this.groups.findLast(({ scope }) => scope)?.scope;
    if (!name) return null;
    return { name, isHeading: this.groups.some(({ scope, depth }) => scope === name && depth === null) };
  }

  /** Closes the open clauses and sub-paragraphs. */
  closeText(): void {
    this.clauses.length = 0;
    this.items.length = 0;
  }

  /** Adds a provision that others can be within. */
  add(node: ProvisionNode): ProvisionNode {
    if (node.parent === null) this.roots.push(node);
    this.owners[node.block] = node;
    return node;
  }

  /** Adds a provision that ends before block `endBlock`. */
  addLeaf(node: ProvisionNode, endBlock: number): void {
    node.endBlock = endBlock;
    this.add(node);
  }

  /** Takes a provision out of the tree again. */
  remove(node: ProvisionNode): void {
    const siblings = node.parent ? node.parent.children : this.roots;
    const at = siblings.indexOf(node);
    if (at >= 0) siblings.splice(at, 1);
  }

  openSection(index: number, number: string, title: string | null, level: number): void {
    const depth = number.split('.').length;
    this.closeText();
    for (let top = this.groups.at(-1); top && this.endsGroup(top, number, depth, level); top = this.groups.at(-1))
      this.groups.pop();
    const scope = this.scope();
    if (depth === 1 && scope === null) this.lastMainNumber = Number.parseInt(number, 10) || this.lastMainNumber;
    const label = labelNumbered('Section', number, scope);
    const parent = this.group();
    const node = this.add(
      new ProvisionNode({ kind: 'section', label, number, marker: number, title, block: index, parent }),
    );
    this.groups.push({ node, depth, level, scope: null });
  }

  /** Whether a section of the given number ends the innermost group. */
  private endsGroup(top: Group, number: string, depth: number, level: number): boolean {
    // "## 8 …" after an appendix goes on in the main text where it goes on with the main numbers
    // and is no deeper a heading.
    if (top.depth === 0)
      return depth === 1 && level <= top.level && number === String(this.lastMainNumber + 1) && number !== '1';
    if (top.depth !== null) return top.depth >= depth;
    return top.level >= level || (depth === 1 && this.isInsideSection());
  }

  private isInsideSection(): boolean {
    return this.groups.some(({ depth }) => depth !== null && depth > 0);
  }

  openHeading(index: number, title: string | null, level: number): void {
    this.closeText();
    this.closeGroupsFrom(level);
    const scope = this.counting.get(index) ?? null;
    const node = this.add(
      new ProvisionNode({
        kind: 'heading',
        label: title ?? '',
        number: null,
        marker: scope ?? '',
        title,
        block: index,
        parent: this.group(),
      }),
    );
    this.groups.push({ node, depth: null, level, scope });
  }

  private closeGroupsFrom(level: number): void {
    for (let top = this.groups.at(-1); top && top.level >= level; top = this.groups.at(-1)) this.groups.pop();
  }

  openDivision(index: number, head: Division, title: string | null, block: Block): void {
    const { of: kind, number } = head;
    const name = labelCapitalised(kind, number);
    this.closeText();
    const level = block.level === 0 ? 1 : block.level;
    for (let top = this.groups.at(-1); top && top.depth !== null; top = this.groups.at(-1)) this.groups.pop();
    this.closeGroupsFrom(level);
    const facts = { label: name, marker: name, block: index, parent: this.group() };
    // One that a list announces is the same attachment: the list's entry stands for it, this
    // heading holds its text.
    const isListed = this.listed.has(`${kind} ${number}`);
    const node = this.add(
      isListed
        ? new ProvisionNode({ ...facts, kind: 'heading', number: null, title: title ?? name })
        : new ProvisionNode({ ...facts, kind, number, title }),
    );
    this.groups.push({ node, depth: 0, level, scope: name });
  }

  /** Adds the entry of a division in a list of attachments. */
  addListedDivision(index: number, { of: kind, number }: Division, title: string | null): void {
    const label = labelCapitalised(kind, number);
    const entry = kind === 'attachment' ? readAttachmentEntry(title ?? '') : undefined;
    const parent = this.innermost();
    const node = new ProvisionNode({
      kind,
      label,
      number,
      marker: label,
      title: entry?.title ?? title,
      block: index,
      parent,
    });
    if (entry) node.attachment = entry;
    this.addLeaf(node, index + 1);
  }

  openClause(index: number, number: string): void {
    this.items.length = 0;
    for (let last = this.clauses.at(-1); last && !isPartOf(number, last); last = this.clauses.at(-1))
      this.clauses.pop();
    if (this.clauses.length === 0) this.closeGroupsAround(number);
    const label = labelNumbered('Clause', number, this.scope());
    const parent = this.clauses.at(-1) ?? this.group();
    const clause = new ProvisionNode({ kind: 'clause', label, number, marker: number, block: index, parent });
    this.clauses.push(this.add(clause));
  }

  /** A clause numbered 4.2 under the heading 4.1 belongs to section 4, if that is open. */
  private closeGroupsAround(number: string): void {
    while (this.groups.length > 1) {
      const top = this.groups.at(-1)!;
      const above = this.groups.at(-2)!;
      if (top.depth === null || top.depth < 2 || isPartOf(number, top.node) || above.depth === 0) return;
      if (!this.groups.some(({ depth, node }) => depth && isPartOf(number, node))) return;
      this.groups.pop();
    }
  }
}

/**
 * Whether a number is one of the clauses of a provision: 4.2 of 4, and of 4.0, as some write the
 * section itself.
 */
function isPartOf(number: string, { number: parent }: Provision): boolean {
  return !!parent && number !== parent && number.startsWith(`${parent.replace(/^(\d+)\.0$/, '$1')}.`);
}
