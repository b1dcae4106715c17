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
  | {
      readonly kind: 'block';
      readonly block: 'each' | 'if';
      readonly name: string;
      readonly line: number;
      readonly body: TemplatePart[];
      readonly otherwise: TemplatePart[];
    };

/**
 * Fills a template: `{{name}}`, `{{#each list}}…{{/each}}`, `{{#if name}}…{{else}}…{{/if}}`. A
 * block tag alone on its line takes the line end along. Within a list, its own names come before
 * the outer ones.
 * @param missing gives a visible placeholder for a fact that is null
 * @throws TemplateError for a tag that is not closed or a name that is not known
 */
export function fillTemplate(template: string, facts: TemplateFacts, missing: (name: string) => string): string {
  return fillParts(parseTemplate(template), [facts], missing);
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
  const root: TemplatePart[] = [];
  const open: { part: Extract<TemplatePart, { kind: 'block' }>; into: TemplatePart[] }[] = [];
  let into = root;
  let from = 0;
  let line = 1;
  let counted = 0;
  const lineOfOffset = (offset: number): number => {
    for (; counted < offset; counted++) if (template[counted] === '\n') line++;
    return line;
  };
  const addPlainText = (end: number) => {
    if (end <= from) return;
    const words = template.slice(from, end);
    const loose = words.indexOf('{{');
    if (loose >= 0) throw new TemplateError('“{{” has no “}}” after it on its line', lineOfOffset(from + loose));
    into.push({ kind: 'text', text: words });
  };
  for (const found of template.matchAll(TAG)) {
    const tag = found[1]!.trim();
    const control = /^(?:#|\/|else$)/.test(tag);
    const own = { start: found.index, end: found.index + found[0].length };
    const { start, end } = (control && ownLine(template, own.start, own.end)) || own;
    addPlainText(start);
    from = end;
    const line = lineOfOffset(start);
    const opening = /^#(each|if)\s+([\w.-]+)$/.exec(tag);
    if (opening) {
      if (open.length >= DEEPEST) throw new TemplateError(`{{${tag}}} is nested in more than ${DEEPEST} others`, line);
      const part: Extract<TemplatePart, { kind: 'block' }> = {
        kind: 'block',
        block: opening[1] as 'each' | 'if',
        name: opening[2]!,
        line,
        body: [],
        otherwise: [],
      };
      into.push(part);
      open.push({ part, into });
      into = part.body;
    } else if (tag === 'else') {
      const top = open[open.length - 1];
      if (top?.part.block !== 'if' || into === top.part.otherwise)
        throw new TemplateError('{{else}} may stand only once, between {{#if …}} and {{/if}}', line);
      into = top.part.otherwise;
    } else if (tag.startsWith('/')) {
      const top = open.pop();
      if (!top || tag !== `/${top.part.block}`)
        throw new TemplateError(`{{${tag}}} closes a block that is not open`, line);
      into = top.into;
    } else if (/^[\w.-]+$/.test(tag)) into.push({ kind: 'name', name: tag, line });
    else throw new TemplateError(`{{${tag}}} cannot be read: write {{name}}, {{#each list}} or {{#if name}}`, line);
  }
  const unclosed = open[open.length - 1];
  if (unclosed)
    throw new TemplateError(
      `{{#${unclosed.part.block} ${unclosed.part.name}}} is not closed: {{/${unclosed.part.block}}} is missing`,
      unclosed.part.line,
    );
  addPlainText(template.length);
  return root;
}

function fillParts(
  parts: readonly TemplatePart[],
  scopes: readonly TemplateFacts[],
  missing: (name: string) => string,
): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const value = findFact(part.name, scopes);
      if (value === undefined) {
        const known = [...new Set(scopes.flatMap((scope) => Object.keys(scope)))].join(', ');
        throw new TemplateError(`nothing is called “${part.name}” here; the names are ${known}`, part.line);
      }
      if (part.kind === 'name') {
        if (Array.isArray(value)) {
          // A list named outside {{#each}} becomes its members in a sentence, where the facts have
          // one.
          const sentence = findFact(`${part.name}.names`, scopes);
          if (typeof sentence === 'string') return sentence;
          if (sentence === null) return missing(part.name);
          throw new TemplateError(`“${part.name}” is a list: use {{#each ${part.name}}}`, part.line);
        }
        return (value as string | null) ?? missing(part.name);
      }
      if (part.block === 'if')
        return fillParts(value !== null && value.length > 0 ? part.body : part.otherwise, scopes, missing);
      if (!Array.isArray(value)) throw new TemplateError(`“${part.name}” is not a list`, part.line);
      return (value as readonly TemplateFacts[])
        .map((item) => fillParts(part.body, [item, ...scopes], missing))
        .join('');
    })
    .join('');
}

function findFact(name: string, scopes: readonly TemplateFacts[]): TemplateFacts[string] | undefined {
  for (const scope of scopes) if (Object.hasOwn(scope, name)) return scope[name];
  return undefined;
}
