import { LineMap } from '../model/text.js';

/** What a template can name: text, a list of further facts, or null for a fact that is missing. */
export type TemplateFacts = { readonly [name: string]: string | null | readonly TemplateFacts[] };

/** A fault in a template, and its line (1-based). */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  | TemplateBlock;

interface TemplateBlock {
  readonly kind: 'block';
  readonly block: 'each' | 'if';
  readonly name: string;
  readonly line: number;
  readonly body: TemplatePart[];
  readonly otherwise: TemplatePart[];
}

/**
 * Fills a template: `{{name}}`, `{{#each list}}…{{/each}}`, `{{#if name}}…{{else}}…{{/if}}`. A
 * block tag alone on its line takes the line end along. Within a list, its own names come before
 * the outer ones.
 * @param missing gives a visible placeholder for a fact that is null
 * @throws TemplateError for a tag that is not closed or a name that is not known
 */
export function fillTemplate(template: string, facts: TemplateFacts, missing: (name: string) => string): string {
  return new TemplateFiller(missing).fill(parseTemplate(template), [facts]);
}

/** How deeply blocks may be nested. */
const DEEPEST = 8;

const TAG = /\{\{([^{}\r\n]*)\}\}/g;
const LINE_REST = /[ \t]*(?:\r?\n|$)/y;

/**
 * The span of the line that a tag has to itself, line end included; null where other text is on it.
 */
function ownLine(template: string, start: number, end: number): { start: number; end: number } | null {
  let first = start;
  while (first > 0 && (template[first - 1] === ' ' || template[first - 1] === '\t')) first--;
  LINE_REST.lastIndex = end;
  const rest = LINE_REST.exec(template);
  return rest && (first === 0 || template[first - 1] === '\n') ? { start: first, end: end + rest[0].length } : null;
}

function parseTemplate(template: string): TemplatePart[] {
  return new TemplateParser(template).parseAll();
}

class TemplateParser {
  private readonly root: TemplatePart[] = [];
  /** The blocks that are not closed yet, each with the list that it stands in. */
  private readonly open: { readonly block: TemplateBlock; readonly outer: TemplatePart[] }[] = [];
  /** The list that the next part goes to. */
  private into = this.root;
  /** Where the text begins that is not read yet. */
  private from = 0;
  private readonly lines: LineMap;

  constructor(private readonly template: string) {
    this.lines = LineMap.of(template);
  }

  parseAll(): TemplatePart[] {
    const { template } = this;
    for (const found of template.matchAll(TAG)) {
      const tag = found[1]!.trim();
      const isControl = /^(?:#|\/|else$)/.test(tag);
      const own = { start: found.index, end: found.index + found[0].length };
      const { start, end } = (isControl && ownLine(template, own.start, own.end)) || own;
      this.addTextTo(start);
      this.from = end;
      this.addTag(tag, this.lineOf(start));
    }
    const unclosed = this.open.at(-1)?.block;
    if (unclosed)
      throw new TemplateError(
        `{{#${unclosed.block} ${unclosed.name}}} is not closed: {{/${unclosed.block}}} is missing`,
        unclosed.line,
      );
    this.addTextTo(template.length);
    return this.root;
  }

  private lineOf(offset: number): number {
    return this.lines.lineAt(offset) + 1;
  }

  private addTextTo(end: number): void {
    if (end <= this.from) return;
    const text = this.template.slice(this.from, end);
    const loose = text.indexOf('{{');
    if (loose >= 0) throw new TemplateError('“{{” has no “}}” after it on its line', this.lineOf(this.from + loose));
    this.into.push({ kind: 'text', text });
  }

  private addTag(tag: string, line: number): void {
    const opening = /^#(?:(each)|if)\s+([\w.-]+)$/.exec(tag);
    if (opening) this.openBlock(opening[1] ? 'each' : 'if', opening[2]!, line);
    else if (tag === 'else') {
      const top = this.open.at(-1)?.block;
      if (top?.block !== 'if' || this.into === top.otherwise)
        throw new TemplateError('{{else}} may stand only once, between {{#if …}} and {{/if}}', line);
      this.into = top.otherwise;
    } else if (tag.startsWith('/')) {
      const top = this.open.pop();
      if (!top || tag !== `/${top.block.block}`)
        throw new TemplateError(`{{${tag}}} closes a block that is not open`, line);
      this.into = top.outer;
    } else if (/^[\w.-]+$/.test(tag)) this.into.push({ kind: 'name', name: tag, line });
    else throw new TemplateError(`{{${tag}}} cannot be read: write {{name}}, {{#each list}} or {{#if name}}`, line);
  }

  private openBlock(kind: TemplateBlock['block'], name: string, line: number): void {
    if (this.open.length >= DEEPEST)
      throw new TemplateError(`{{#${kind} ${name}}} is nested in more than ${DEEPEST} others`, line);
    const block: TemplateBlock = { kind: 'block', block: kind, name, line, body: [], otherwise: [] };
    this.into.push(block);
    this.open.push({ block, outer: this.into });
    this.into = block.body;
  }
}

/** The most characters that a template may grow to; each part that is filled in counts as one more. */
const MOST_FILLED = 1_000_000;

class TemplateFiller {
  private left = MOST_FILLED;

  constructor(private readonly missing: (name: string) => string) {}

  fill(parts: readonly TemplatePart[], scopes: readonly TemplateFacts[]): string {
    return parts.map((part) => this.fillPart(part, scopes)).join('');
  }

  private fillPart(part: TemplatePart, scopes: readonly TemplateFacts[]): string {
    if (part.kind === 'text') return this.count(part.text, null);
    const fact = findFact(part.name, scopes);
    if (fact === undefined) {
      const known = [...new Set(scopes.flatMap((scope) => Object.keys(scope)))].join(', ');
      throw new TemplateError(`nothing is called “${part.name}” here; the names are ${known}`, part.line);
    }
    if (part.kind === 'name')
      return this.count(isFactList(fact) ? this.listInWords(part, scopes) : (fact ?? this.missing(part.name)), part);
    this.count('', part);
    if (part.block === 'if') return this.fill(fact !== null && fact.length > 0 ? part.body : part.otherwise, scopes);
    if (!isFactList(fact)) throw new TemplateError(`“${part.name}” is not a list`, part.line);
    return fact
      .map((item) => {
        this.count('', part);
        return this.fill(part.body, [item, ...scopes]);
      })
      .join('');
  }

  private count(text: string, part: { readonly name: string; readonly line: number } | null): string {
    this.left -= text.length + 1;
    if (this.left < 0)
      throw new TemplateError(
        `the notification grows to more than ${MOST_FILLED / 1_000_000} MB: a list is repeated within lists`,
        part?.line ?? 1,
      );
    return text;
  }

  /** A list named outside {{#each}} becomes a sentence, where the facts have one. */
  private listInWords(
    { name, line }: { readonly name: string; readonly line: number },
    scopes: readonly TemplateFacts[],
  ): string {
    const sentence = findFact(`${name}.names`, scopes);
    if (typeof sentence === 'string') return sentence;
    if (sentence === null) return this.missing(name);
    throw new TemplateError(`“${name}” is a list: use {{#each ${name}}}`, line);
  }
}

function isFactList(fact: TemplateFacts[string]): fact is readonly TemplateFacts[] {
  return Array.isArray(fact);
}

function findFact(name: string, scopes: readonly TemplateFacts[]): TemplateFacts[string] | undefined {
  for (const scope of scopes) if (Object.hasOwn(scope, name)) return scope[name];
  return undefined;
}
