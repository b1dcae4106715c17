import { readFileSync } from 'node:fs';
import { type Literal, type Node, parse, type TemplateElement } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { transformSync } from 'esbuild';

/** What a source file of the client shows. */
export interface ShownWords {
  /** The messages that go through `l10n.t`, in their order. */
  readonly messages: readonly string[];
  /** Words for a person that do not; and messages that are no plain strings, which no bundle can have. */
  readonly others: readonly string[];
}

/** What is the same in every language: names of things. */
const NAMES: ReadonlySet<string> = new Set(['Keeling', 'Word', 'PDF', 'HTML', 'Markdown', 'CSV']);
/** Declarations whose words are no labels: texts of files in the language of the law, and of pages. */
const TEXTS: ReadonlySet<string> = new Set([
  'SMALL_DRAFTS',
  'SMALL_DOCUMENTS',
  'SMALL_ATTACHMENTS',
  'firstConsultation',
  'writeFirstFiles',
  'buildPage',
]);
/** Properties of what VS Code shows, and of elements. */
const SHOWN_PROPERTIES =
  /^(?:title|label|description|detail|tooltip|message|prompt|placeHolder|openLabel|saveLabel|textContent|body|aria-label|alt|placeholder)$/;
/** What shows its arguments, or some: from which on. */
const SHOWING: Readonly<Record<string, number>> = {
  showInformationMessage: 0,
  showWarningMessage: 0,
  showErrorMessage: 0,
  showReasons: 0,
  setStatusBarMessage: 0,
  appendText: 0,
  appendMarkdown: 0,
  TreeItem: 0,
  MarkdownString: 0,
  Error: 0,
  Diagnostic: 1,
  DocumentPasteEdit: 1,
  createSourceControl: 1,
  createResourceGroup: 1,
  createCommentController: 1,
  createOutputChannel: 0,
  createTerminal: 0,
  createWebviewPanel: 1,
  makeButton: 0,
  makeElement: 2,
};
/** What only looks at its arguments. */
const LOOKING = /^(?:startsWith|endsWith|includes|indexOf|split|join|get|executeCommand|addEventListener)$/;

/** Reads a TypeScript file of the client. */
export function readShownWords(file: string): ShownWords {
  return findShownWords(transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2022' }).code);
}

/** @param code JavaScript */
export function findShownWords(code: string): ShownWords {
  const messages: [start: number, message: string][] = [];
  const others: string[] = [];
  fullAncestor(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node, _state, ancestors) => {
    const first = firstMessageOf(node);
    if (first) {
      if (first.type === 'Literal') messages.push([first.start, String((first as Literal).value)]);
      else others.push(code.slice(first.start, first.end));
    }
    const words = wordsOf(node);
    const chain = ancestors.slice(0, -1).reverse();
    if (words === null || NAMES.has(words) || isWithinText(chain)) return;
    if (chain[0] && firstMessageOf(chain[0]) === node) return;
    if (isShown(node, chain) || (isForPerson(words) && !isKey(node, chain))) others.push(words);
  });
  messages.sort(([a], [b]) => a - b);
  return { messages: messages.map(([, message]) => message), others };
}

/** The words of a string, or of a part of a template; null of anything else, and where there are no letters. */
function wordsOf(node: Node): string | null {
  const value =
    node.type === 'Literal'
      ? (node as Literal).value
      : node.type === 'TemplateElement'
        ? (node as TemplateElement).value.cooked
        : null;
  return typeof value === 'string' && /\p{L}/u.test(value) ? value : null;
}

/** What a call of `l10n.t` has first; null of anything else. */
function firstMessageOf(node: Node): Node | null {
  if (node.type !== 'CallExpression' || !('callee' in node) || !('arguments' in node)) return null;
  const callee = node.callee as Node;
  if (callee.type !== 'MemberExpression' || !('object' in callee) || nameOf(callee) !== 't') return null;
  return nameOf(callee.object) === 'l10n' ? ((node.arguments as Node[])[0] ?? null) : null;
}

/** The name of an identifier, of a string, or of the last part of `a.b.c`. */
function nameOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('property' in node) return nameOf(node.property);
  if ('name' in node) return String(node.name);
  return 'value' in node ? String(node.value) : '';
}

/** Words as a person reads them: more than one, or one with a capital letter. */
function isForPerson(words: string): boolean {
  return !NAMES.has(words.trim()) && (/\p{L}[,.:;?!…]? \p{L}/u.test(words) || /^\p{Lu}\p{Ll}+[….]?$/u.test(words));
}

/** Whether a string stands where its words are shown, whatever they look like. */
function isShown(node: Node, chain: readonly Node[]): boolean {
  let child = node;
  for (const parent of chain) {
    switch (parent.type) {
      case 'ConditionalExpression':
        if ('test' in parent && parent.test === child) return false;
        break;
      case 'LogicalExpression':
      case 'TemplateLiteral':
      case 'ArrayExpression':
      case 'SpreadElement':
        break;
      case 'Property':
        return 'key' in parent && parent.key !== child && SHOWN_PROPERTIES.test(nameOf(parent.key));
      case 'AssignmentExpression':
        return 'left' in parent && parent.left !== child && SHOWN_PROPERTIES.test(nameOf(parent.left));
      case 'CallExpression':
      case 'NewExpression': {
        const from = 'callee' in parent ? SHOWING[nameOf(parent.callee)] : undefined;
        return from !== undefined && 'arguments' in parent && (parent.arguments as Node[]).indexOf(child) >= from;
      }
      default:
        return false;
    }
    child = parent;
  }
  return false;
}

/** Whether a string is compared, looked for, imported or a name of something. */
function isKey(node: Node, [parent]: readonly Node[]): boolean {
  if (!parent) return true;
  if (parent.type === 'Property') return 'key' in parent && parent.key === node;
  if (parent.type === 'CallExpression') return 'callee' in parent && LOOKING.test(nameOf(parent.callee));
  return /^(?:BinaryExpression|Import.*|Export.*|MemberExpression|SwitchCase)$/.test(parent.type);
}

function isWithinText(chain: readonly Node[]): boolean {
  return chain.some((node) => 'id' in node && TEXTS.has(nameOf(node.id)));
}
