// npm run measure [-- --names] [-- --longest N]: figures of the source, to look at and not to pass.
// Read with the compiler's own parser: file and function lengths, documented exports, names that
// are declared in more than one file, one-word function names and casts. With --names, which.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './setup.mjs';

const { values: options } = parseArgs({
  options: {
    names: { type: 'boolean', default: false },
    longest: { type: 'string', default: '20' },
    in: { type: 'string', default: root },
  },
});
await ensureInstalled();
const { API } = await import('typescript/unstable/sync');
const { SyntaxKind } = await import('typescript/unstable/ast');

const FOLDERS = ['server/src', 'client/src', 'client/webview'];
const base = options.in;

const api = new API({ cwd: base });
const sources = [];
for (const config of ['tsconfig.json', 'client/webview/tsconfig.json']) {
  const { program } = api
    .updateSnapshot({ openProjects: [join(base, config)] })
    .getProjects()
    .find(({ configFileName }) => configFileName.endsWith(config));
  for (const folder of FOLDERS)
    for (const path of listSources(join(base, folder))) {
      const source = program.getSourceFile(path);
      if (source && !sources.some((known) => known.path === path)) sources.push(readSource(path, source));
    }
}
api.close();

const functions = sources.flatMap((source) => source.functions);
// Methods are read with their class's name, and a function within a function is seen in one place only.
const named = functions.filter(({ form }) => form === 'declared');
const types = sources.flatMap((source) => source.types);
const lines = sources.reduce((sum, source) => sum + source.lines, 0);
const exported = sources.flatMap((source) => source.exports);
const casts = sources.reduce((sum, source) => sum + source.casts.length, 0);
const indexCasts = sources.reduce((sum, source) => sum + source.casts.filter((each) => each).length, 0);
const assertions = sources.reduce((sum, source) => sum + source.assertions, 0);
const ofFiles = sources.map((source) => source.lines);
const ofFunctions = functions.map((each) => each.lines);
const twiceNamed = repeated(named);
const twiceTyped = repeated(types);

print('files / lines', `${sources.length} / ${lines}`);
print('file length, median / p90 / max', quantiles(ofFiles, [0.5, 0.9, 1]));
print('function length, median / p90', quantiles(ofFunctions, [0.5, 0.9]));
print('exports documented', percent(exported.filter((each) => each).length, exported.length));
print(
  'names of functions declared in more than one file',
  percent(new Set(twiceNamed.map(({ name }) => name)).size, new Set(named.map(({ name }) => name)).size),
);
print('functions that share their name with one of another file', percent(twiceNamed.length, named.length));
print(
  'names of types declared in more than one file',
  percent(new Set(twiceTyped.map(({ name }) => name)).size, new Set(types.map(({ name }) => name)).size),
);
print('types that share their name with one of another file', percent(twiceTyped.length, types.length));
print('function names of one word', percent(named.filter(({ name }) => isOneWord(name)).length, named.length));
print(
  'casts per 1,000 lines',
  `${((casts / lines) * 1000).toFixed(1)} (${casts}, of which ${indexCasts} of an indexed element; besides ${assertions} non-null assertions)`,
);
print('functions of six and more arguments', String(functions.filter(({ parameters }) => parameters >= 6).length));

const most = Number(options.longest);
showLongest(
  'Longest files',
  sources.map(({ path, lines }) => ({ lines, name: relative(base, path) })),
);
showLongest(
  'Longest classes',
  sources.flatMap((source) => source.classes),
);
showLongest(
  'Longest functions',
  functions.map((each) => ({ ...each, name: `${each.name} in ${each.file}` })),
);
if (options.names) {
  showNames('Functions declared in more than one file', twiceNamed);
  showNames('Types declared in more than one file', twiceTyped);
  showNames(
    'Functions named by one word',
    named.filter(({ name }) => isOneWord(name)),
  );
}

/** All TypeScript files below a folder. */
function listSources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return /\.ts$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** What one file declares and holds. */
function readSource(path, source) {
  const text = readFileSync(path, 'utf8');
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lineAt = (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const file = relative(base, path);
  const found = {
    path,
    lines: starts.length - 1,
    functions: [],
    types: [],
    classes: [],
    exports: [],
    casts: [],
    assertions: 0,
  };
  const lengthOf = (node) => lineAt(node.end) - lineAt(node.getStart(source)) + 1;
  const add = (name, node, form) =>
    found.functions.push({ file, name, lines: lengthOf(node), parameters: node.parameters?.length ?? 0, form });
  const visit = (node) => {
    switch (node.kind) {
      case SyntaxKind.FunctionDeclaration:
        if (node.name && node.body) add(node.name.text, node, 'declared');
        break;
      case SyntaxKind.MethodDeclaration:
        if (node.body) add(node.name.text ?? 'computed', node, 'method');
        break;
      case SyntaxKind.VariableDeclaration:
        if (
          node.initializer &&
          [SyntaxKind.ArrowFunction, SyntaxKind.FunctionExpression].includes(node.initializer.kind)
        )
          add(node.name.text, node.initializer, 'value');
        break;
      case SyntaxKind.ClassDeclaration:
        found.types.push({ file, name: node.name.text });
        found.classes.push({ lines: lengthOf(node), name: `${node.name.text} in ${file}` });
        break;
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
      case SyntaxKind.EnumDeclaration:
        found.types.push({ file, name: node.name.text });
        break;
      case SyntaxKind.AsExpression:
        if (text.slice(node.type.pos, node.type.end).trim() !== 'const')
          found.casts.push(node.expression.kind === SyntaxKind.ElementAccessExpression);
        break;
      case SyntaxKind.NonNullExpression:
        found.assertions++;
        break;
    }
    if (
      node.parent?.kind === SyntaxKind.SourceFile &&
      node.modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword)
    )
      found.exports.push(/\/\*\*/.test(text.slice(node.pos, node.getStart(source))));
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return found;
}

function repeated(declarations) {
  const files = new Map();
  for (const { name, file } of declarations) files.set(name, (files.get(name) ?? new Set()).add(file));
  return declarations.filter(({ name }) => files.get(name).size > 1);
}

function isOneWord(name) {
  return /^[a-z]+$/.test(name.replace(/^_/, ''));
}

function quantiles(numbers, shares) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return shares.map((share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]).join(' / ');
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
}

function print(name, figure) {
  console.log(`${name.padEnd(58)}${figure}`);
}

function showLongest(title, entries) {
  console.log(`\n${title}`);
  for (const { lines, name } of entries.toSorted((a, b) => b.lines - a.lines).slice(0, most))
    console.log(`${String(lines).padStart(6)}  ${name}`);
}

function showNames(title, declarations) {
  console.log(`\n${title}`);
  const byName = Map.groupBy?.(declarations, ({ name }) => name) ?? groupByName(declarations);
  for (const [name, group] of [...byName].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${name}: ${[...new Set(group.map(({ file }) => file))].join(', ')}`);
}

function groupByName(declarations) {
  const groups = new Map();
  for (const each of declarations) groups.set(each.name, [...(groups.get(each.name) ?? []), each]);
  return groups;
}
