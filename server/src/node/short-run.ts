import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import Module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** By the name of a chunk's file, where its compiled code begins in the cache and how long it is. */
type CodeIndex = Readonly<Record<string, readonly [at: number, length: number]>>;

/** The compiled code of the chunks in a folder, and its index: one line of JSON. */
const CODE_FILE = 'compiled.bin';
const CODE_INDEX = 'compiled.json';

/** What Node calls with the text of each module. */
interface ModuleCompiler {
  _compile(this: NodeModule, text: string, path: string): unknown;
}

/**
 * By the first number of V8's version, the flag that makes it compile later. Another engine might
 * not know it, and would say so.
 */
const LATE_COMPILING: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=300000',
  12: '--invocation-count-for-turbofan=9000',
  13: '--invocation-count-for-turbofan=9000',
};

/**
 * Prepares the engine for a program that runs once and ends. V8 is made for pages that stay open,
 * and spends up to a third of a short run on machine code that hardly runs any more, so it is told
 * to compile later. Reading and compiling the chunks takes a sixth of such a run: their code comes
 * from Node's own cache (22.1 and later), or else from what the build wrote.
 * @param folder where the chunks lie that will be loaded
 */
export function prepareShortRun(folder: string): void {
  compileLate();
  const keep: unknown = 'enableCompileCache' in Module ? Module.enableCompileCache : null;
  if (typeof keep === 'function') keep();
  else useCompiledCode(folder);
}

/**
 * Compiles the chunks of a folder as a short run does, and gives what was compiled.
 * @returns the files that such a run reads, made when it is called, of all that ran until then
 */
export function recordShortRun(folder: string): () => { readonly file: string; readonly content: string | Buffer }[] {
  const scripts: { name: string; script: Script }[] = [];
  compileLate();
  compileChunks(folder, (name, make) => {
    const script = make();
    scripts.push({ name, script });
    return script;
  });
  return () => {
    const codes = scripts.map(({ name, script }) => ({ name, code: script.createCachedData() }));
    const index: Record<string, readonly [number, number]> = {};
    let at = 0;
    for (const { name, code } of codes) {
      index[name] = [at, code.length];
      at += code.length;
    }
    return [
      { file: CODE_FILE, content: Buffer.concat(codes.map(({ code }) => code)) },
      { file: CODE_INDEX, content: JSON.stringify(index) },
    ];
  };
}

function compileLate(): void {
  const flag = LATE_COMPILING[process.versions.v8.split('.')[0] ?? ''];
  if (flag !== undefined) setFlagsFromString(flag);
}

/**
 * Takes the code of the chunks out of the cache, where there is one. The engine refuses code of other
 * versions and flags than its own, and code for a text of another length, and then compiles as ever.
 */
function useCompiledCode(folder: string): void {
  let index: CodeIndex;
  let file: number;
  try {
    index = JSON.parse(readFileSync(join(folder, CODE_INDEX), 'utf8'));
    file = openSync(join(folder, CODE_FILE), 'r');
  } catch {
    return;
  }
  process.once('exit', () => closeSync(file));
  compileChunks(folder, (name, make) => {
    const [at, length] = index[name] ?? [];
    if (at === undefined || length === undefined) return make();
    // The engine keeps it for as long as the script, so it is no part of a shared piece of memory.
    const code = Buffer.allocUnsafeSlow(length);
    return readSync(file, code, 0, length, at) === length ? make(code) : make();
  });
}

/** Has the chunks of a folder compiled by `compile`, which may give code to `make`. */
function compileChunks(folder: string, compile: (name: string, make: (code?: Buffer) => Script) => Script): void {
  const compiler = Module.prototype as unknown as ModuleCompiler;
  const compileAny = compiler._compile;
  compiler._compile = function (text, path) {
    if (dirname(path) !== folder) return compileAny.call(this, text, path);
    const options = { filename: path };
    const script = compile(
      basename(path),
      (cachedData) => new Script(Module.wrap(text), cachedData ? { ...options, cachedData } : options),
    );
    const run: (...given: unknown[]) => unknown = script.runInThisContext();
    return run.call(this.exports, this.exports, (id: string): unknown => this.require(id), this, path, folder);
  };
}
