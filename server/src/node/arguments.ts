import { parseArgs } from 'node:util';

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Arguments {
  readonly options: Options;
  readonly words: readonly string[];
}

export type OptionKind = 'string' | 'boolean' | RegExp;

/**
 * Splits a command's arguments into options and words; throws an Error that names the option where one is not known or lacks its value.
 * @param known each option's name and whether a value follows it; a pattern where one may follow, which it is known by
 */
export function readArguments(args: readonly string[], known: Readonly<Record<string, OptionKind>>): Arguments {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, kind]) => {
      const type = kind instanceof RegExp ? 'string' : kind;
      return [name, name === 'output' ? { type, short: 'o' } : { type }];
    }),
  );
  const { values, positionals } = parseArgs({
    args: withValues(args, known),
    options,
    allowPositionals: true,
    strict: true,
  });
  return { options: values as Options, words: positionals };
}

/** The arguments with an empty value for each option that may stand without one and does. */
function withValues(args: readonly string[], known: Readonly<Record<string, OptionKind>>): string[] {
  const all: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') return [...all, ...args.slice(i)];
    const kind = arg.startsWith('--') && Object.hasOwn(known, arg.slice(2)) ? known[arg.slice(2)] : undefined;
    if (!(kind instanceof RegExp)) all.push(arg);
    else all.push(kind.test(args[i + 1] ?? '') ? `${arg}=${args[++i]}` : `${arg}=`);
  }
  return all;
}
