import { parseArgs } from 'node:util';

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Arguments {
  readonly options: Options;
  readonly words: readonly string[];
}

export type OptionKind = 'string' | 'boolean' | RegExp;

/**
 * Splits a command's arguments into options and words.
 * @param known each option's name and whether a value follows it; a pattern where one may follow,
 * which the value then matches
 * @throws Error that names an option which is not known or lacks its value
 */
export function readArguments(args: readonly string[], known: Readonly<Record<string, OptionKind>>): Arguments {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, kind]) => {
      const type = kind instanceof RegExp ? 'string' : kind;
      return [name, name === 'output' ? { type, short: 'o' } : { type }];
    }),
  );
  const { values, positionals } = parseArgs({
    args: addEmptyValues(args, known),
    options,
    allowPositionals: true,
    strict: true,
  });
  return { options: values as Options, words: positionals };
}

/** The arguments with an empty value for each option that may stand without one and does. */
function addEmptyValues(args: readonly string[], known: Readonly<Record<string, OptionKind>>): string[] {
  const all: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') return [...all, arg, ...rest];
    const kind = arg.startsWith('--') && Object.hasOwn(known, arg.slice(2)) ? known[arg.slice(2)] : undefined;
    if (!(kind instanceof RegExp)) all.push(arg);
    else all.push(kind.test(rest[0] ?? '') ? `${arg}=${rest.shift()}` : `${arg}=`);
  }
  return all;
}
