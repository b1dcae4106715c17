import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * Which floors each floor may use; its own and `failure` are understood. `protocol`, `package`,
 * `schema`, `comments` and `jsonl` are files beside the floors.
 */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  failure: [],
  model: [],
  analysis: ['model'],
  workspace: ['import', 'analysis', 'model'],
  compare: ['analysis', 'model', 'jsonl'],
  instructions: ['compare', 'analysis', 'model'],
  rules: ['workspace', 'compare', 'analysis', 'model'],
  export: ['office', 'compare', 'analysis', 'model', 'comments'],
  import: ['office', 'model', 'comments'],
  office: [],
  consultation: [
    'instructions',
    'office',
    'export',
    'rules',
    'workspace',
    'compare',
    'analysis',
    'model',
    'comments',
    'jsonl',
  ],
  features: ['consultation', 'export', 'rules', 'workspace', 'compare', 'analysis', 'model', 'protocol'],
  node: ['workspace'],
  protocol: [],
  comments: ['model', 'jsonl'],
  jsonl: [],
  lsp: [
    'comments',
    'features',
    'consultation',
    'instructions',
    'export',
    'import',
    'rules',
    'workspace',
    'compare',
    'analysis',
    'model',
    'node',
    'protocol',
    'package',
  ],
  cli: [
    'comments',
    'lsp',
    'features',
    'consultation',
    'instructions',
    'export',
    'import',
    'rules',
    'workspace',
    'compare',
    'analysis',
    'model',
    'node',
    'protocol',
    'package',
  ],
  // Of the engine the client has only what the Markdown preview needs, which VS Code runs in the
  // extension's own process.
  preview: ['analysis', 'model'],
  client: ['protocol', 'comments', 'jsonl', 'preview'],
};

/** Packages that only some floors may use. */
const PACKAGES: readonly { readonly name: RegExp; readonly floors: readonly string[] }[] = [
  { name: /^vscode$|^vscode-languageclient/, floors: ['client'] },
  { name: /^vscode-languageserver-types$/, floors: ['features', 'rules', 'lsp'] },
  { name: /^vscode-languageserver(?!-types)/, floors: ['lsp'] },
  { name: /^node:/, floors: ['node'] },
  { name: /^@myriaddreamin\//, floors: ['node'] },
  { name: /^diff$/, floors: ['compare'] },
  { name: /^pdfjs-dist/, floors: ['import'] },
  { name: /^(?:fflate|saxes)$/, floors: ['export', 'office'] },
];

/** What stands at the top of the repository, where anyone looks for it. */
const AT_THE_TOP: readonly string[] = [
  '.vscodeignore',
  'client',
  'package.json',
  'server',
  'snippets',
  'syntaxes',
  'test',
  'tsconfig.json',
];

/** What the pure floors never touch: a clock, chance, the process. */
const PURE: readonly string[] = [
  'preview',
  'model',
  'analysis',
  'compare',
  'instructions',
  'export',
  'import',
  'office',
  'consultation',
  'rules',
  'workspace',
];
const IMPURE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bconsole\.|\bcrypto\.random/;

interface Import {
  readonly from: string;
  readonly to: string;
}

/** What is wrong with the imports of a set of files. */
function findFaults(imports: readonly Import[]): string[] {
  const found: string[] = [];
  for (const { from, to } of imports) {
    const floor = findFloor(from);
    if (!(floor in MAY_USE)) found.push(`${from} is in no room of the house`);
    else if (to.startsWith('.')) {
      const target = findFloor(posix.join(posix.dirname(from), to));
      if (target !== floor && target !== 'failure' && !MAY_USE[floor]?.includes(target))
        found.push(`${from} imports ${to}: ${floor} may not use ${target}`);
    } else {
      const rule = PACKAGES.find(({ name }) => name.test(to));
      if (rule && !rule.floors.includes(floor))
        found.push(`${from} imports ${to}, which only ${rule.floors.join(' and ')} may`);
    }
  }
  return [...found, ...findCircles(imports)];
}

function findFloor(path: string): string {
  if (path.startsWith('client/')) return 'client';
  if (path === 'package.json') return 'package';
  return /^server\/src\/(\w+)/.exec(path)?.[1] ?? path;
}

/**
 * Files that import each other, directly or by way of others. Types count: a circle of them is as
 * hard to read.
 */
function findCircles(imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports) {
    if (to.startsWith('.'))
      edges.set(from, [...(edges.get(from) ?? []), posix.join(posix.dirname(from), to).replace(/\.js$/, '.ts')]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push(`a circle: ${[...path.slice(at), file].join(' → ')}`);
    if (at >= 0 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) follow(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) follow(file, []);
  return found;
}

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? listSources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

function readImports(file: string): Import[] {
  const text = readFileSync(join(...file.split('/')), 'utf8');
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([^']+)'/gm;
  return [...text.matchAll(pattern)].map((match) => ({ from: file, to: match[1] as string }));
}

describe('the house', () => {
  const files = [...listSources('server/src'), ...listSources('client')];

  it('has its parts at the top', () => {
    const found = readdirSync('.');
    assert.deepEqual(
      AT_THE_TOP.filter((name) => !found.includes(name)),
      [],
    );
  });

  it('has no arrow that runs back up, and no circle', () => {
    const imports = files.flatMap(readImports);
    assert.ok(imports.length > 200);
    assert.deepEqual(findFaults(imports), []);
  });

  it('has no clock, chance or process below the roof', () => {
    const found = files.filter(
      (file) =>
        PURE.includes(findFloor(file)) &&
        IMPURE.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
    );
    assert.deepEqual(found, []);
  });

  const BAD: [name: string, imports: Import[]][] = [
    ['up', [{ from: 'server/src/model/draft.ts', to: '../rules/check.js' }]],
    ['sideways', [{ from: 'server/src/compare/words.ts', to: '../workspace/host.js' }]],
    ['from the client into the server', [{ from: 'client/src/extension.ts', to: '../../server/src/model/draft.js' }]],
    ['of node', [{ from: 'server/src/workspace/host.ts', to: 'node:fs' }]],
    ['of the editor', [{ from: 'server/src/rules/rule.ts', to: 'vscode' }]],
    ['of diff', [{ from: 'server/src/export/html.ts', to: 'diff' }]],
    ['of the protocol', [{ from: 'server/src/consultation/pack.ts', to: 'vscode-languageserver/node' }]],
    [
      'in a circle',
      [
        { from: 'server/src/model/a.ts', to: './b.js' },
        { from: 'server/src/model/b.ts', to: './c.js' },
        { from: 'server/src/model/c.ts', to: './a.js' },
      ],
    ],
  ];
  for (const [name, imports] of BAD)
    it(`would notice an import ${name}`, () => assert.equal(findFaults(imports).length, 1));
});
