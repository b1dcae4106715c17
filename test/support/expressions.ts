import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CallExpression, type NewExpression, parse } from 'acorn';
import { simple } from 'acorn-walk';
import { build, type Loader, transformSync } from 'esbuild';

/** A regular expression of the source. */
export interface Expression {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** What a file says of regular expressions. */
export interface FileExpressions {
  readonly literals: readonly Expression[];
  /** Where `RegExp` is called, in the text of the file as JavaScript. */
  readonly sites: readonly { readonly start: number; readonly end: number }[];
  /**
   * Calls such as `text.match('…')`, which make an expression of a string where nothing can see it.
   */
  readonly strings: readonly string[];
}

const LOADERS: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.mjs': 'js', '.js': 'js' };
const BUILT = join('.cache', 'built-expressions');

export function sourceFilesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFilesIn(path);
    return extname(path) in LOADERS && !path.endsWith('.d.ts') ? [path] : [];
  });
}

export function readExpressions(file: string): FileExpressions {
  return findExpressions(file, asScript(file));
}

function asScript(file: string): string {
  return transformSync(readFileSync(file, 'utf8'), { loader: LOADERS[extname(file)] ?? 'ts', target: 'es2022' }).code;
}

/** @param code JavaScript, of the file that is named */
export function findExpressions(file: string, code: string): FileExpressions {
  const literals: Expression[] = [];
  const sites: { start: number; end: number }[] = [];
  const strings: string[] = [];
  const addCall = ({ callee, arguments: [first] }: CallExpression | NewExpression) => {
    if (callee.type === 'Identifier' && callee.name === 'RegExp') sites.push({ start: callee.start, end: callee.end });
    const isString =
      first?.type === 'TemplateLiteral' || (first?.type === 'Literal' && typeof first.value === 'string');
    if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && isString)
      if (/^(?:match|matchAll|search)$/.test(callee.property.name)) strings.push(code.slice(callee.start, first.end));
  };
  const script = code.replace(/^#!.*/, '');
  simple(parse(script, { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true }), {
    Literal(node) {
      if (node.regex) literals.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
    CallExpression: addCall,
    NewExpression: addCall,
  });
  return { literals, sites, strings };
}

/**
 * The expressions that a file builds when it is loaded, one list for each call of `RegExp` in it.
 * The file is loaded with these calls recorded; a call that is not reached then has an empty list.
 */
export async function loadBuiltExpressions(file: string): Promise<readonly (readonly Expression[])[]> {
  const code = asScript(file);
  const { sites } = findExpressions(file, code);
  const found: Expression[][] = sites.map(() => []);
  const recorders = globalThis as unknown as Record<string, unknown>;
  recorders[RECORDER] = (site: number, source: RegExp | string, flags?: string) => {
    const expression = new RegExp(source, flags);
    found[site]?.push({ file, source: expression.source, flags: expression.flags });
    return expression;
  };
  let recorded = code;
  for (const [site, { start, end }] of [...sites.entries()].reverse())
    recorded = `${recorded.slice(0, start)}globalThis.${RECORDER}.bind(null, ${site})${recorded.slice(end)}`;
  // `new` takes no call of a function that gives one back.
  recorded = recorded.replaceAll(`new globalThis.${RECORDER}`, `globalThis.${RECORDER}`);
  mkdirSync(BUILT, { recursive: true });
  const outfile = resolve(BUILT, `${file.replace(/[^\w]+/g, '-')}-${process.pid}.mjs`);
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'silent',
      loader: { '.css': 'empty' },
      plugins: [
        {
          name: 'record expressions',
          setup({ onLoad }) {
            onLoad({ filter: /\.(?:ts|mjs|js)$/ }, ({ path }) =>
              path === resolve(file) ? { contents: recorded, loader: 'js' } : undefined,
            );
          },
        },
      ],
    });
    writeFileSync(outfile, outputFiles[0]?.text ?? '');
    await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
    delete recorders[RECORDER];
  }
  return found;
}

const RECORDER = 'recordedExpression';
