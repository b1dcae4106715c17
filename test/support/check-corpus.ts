/**
 * The labelled corpus of the checks: `test/fixtures/checks/CODE.txt`, one file a check, any number of cases in it.
 *
 *     === a letter too many
 *     20.1 The ⟦Testing Tissues Threshold⟧ is two, and the ⟪Testing Issues Thresholds⟫ of others are three.
 *
 *     === in another document
 *     on: two instruments
 *     also: reference.style
 *     --- mtad.md
 *     1.1 See Clause ⟦9.9⟧ of the SVTAD.
 *
 * `⟦…⟧` stands around just what the check must underline, `⟪…⟫` around what looks alike and must be left alone. A case is one draft, or
 * several files, each behind a line `--- PATH`; `--- REV:PATH` is a file at a git revision. A line right behind the name can say
 *
 * - `on: NAME`: the files of `=== base NAME`, which stands before it in the file, are there as well;
 * - `also: CODE CODE`: other checks that may speak here and are not looked at;
 * - `lines: CRLF`: how the lines of the files end;
 * - `sign: TAB` or `sign: NBSP`: each “→” or “·” stands for that character.
 *
 * Whatever any other check says in a case, or the same check elsewhere, is a false alarm. A file that is named for no check is a
 * collection of good drafts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const CORPUS = join('test', 'fixtures', 'checks');

export interface Case {
  /** The code that the file is named for. */
  readonly code: string;
  readonly name: string;
  /** Marked text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Marked text by "REV:PATH". */
  readonly revisions: Readonly<Record<string, string>>;
  readonly also: readonly string[];
}

/** Every case of the corpus; throws where a file cannot be read as one. */
export function readCorpus(): Case[] {
  return readdirSync(CORPUS)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => readCases(file.slice(0, -'.txt'.length), readFileSync(join(CORPUS, file), 'utf8')));
}

export function readCases(code: string, text: string): Case[] {
  const bases = new Map<string, Readonly<Record<string, string>>>();
  const cases: Case[] = [];
  const [before, ...sections] = `\n${text.replaceAll('\r\n', '\n')}`.split('\n=== ');
  if (before?.trim()) throw new Error(`${code}.txt: words stand before the first “=== name”.`);
  for (const section of sections) {
    const [name = '', ...lines] = section.split('\n');
    const wrong = (message: string) => new Error(`${code}.txt: “${name}”: ${message}.`);
    const options: Record<string, string> = {};
    for (
      let found: RegExpExecArray | null;
      (found = /^(on|also|lines|sign): (.*)$/.exec(lines[0] ?? ''));
      lines.shift()
    )
      options[found[1]!] = found[2]!;
    const base = options.on === undefined ? {} : bases.get(options.on);
    if (!base) throw wrong(`there is no “=== base ${options.on}” before it`);
    const own = readFiles(lines, options);
    if (Object.keys(own).length === 0) throw wrong('it is empty');
    const all = { ...base, ...own };
    if (name.startsWith('base ')) {
      bases.set(name.slice('base '.length), all);
      continue;
    }
    if (cases.some((each) => each.name === name)) throw wrong('two cases have that name');
    const paths = Object.keys(all);
    const pick = (revision: boolean) =>
      Object.fromEntries(paths.filter((path) => path.includes(':') === revision).map((path) => [path, all[path]!]));
    cases.push({
      code,
      name,
      files: pick(false),
      revisions: pick(true),
      also: options.also?.split(/[ ,]+/).filter(Boolean) ?? [],
    });
  }
  return cases;
}

/** Marked text by path, of lines in which `--- PATH` begins a file; what stands before the first is `draft.md`. */
export function readFiles(
  lines: readonly string[],
  options: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const files: Record<string, string> = {};
  let path = 'draft.md';
  let kept: string[] = [];
  const close = () => {
    let text = kept.join('\n').replace(/^\n+/, '').trimEnd();
    if (text !== '') {
      text += '\n';
      if (options.sign === 'TAB') text = text.replaceAll('→', '\t');
      if (options.sign === 'NBSP') text = text.replaceAll('·', '\u00a0');
      files[path] = options.lines === 'CRLF' ? text.replaceAll('\n', '\r\n') : text;
    }
    kept = [];
  };
  for (const line of lines) {
    const file = /^--- (\S.*)$/.exec(line);
    if (file) {
      close();
      path = file[1]!;
    } else kept.push(line);
  }
  close();
  return files;
}
