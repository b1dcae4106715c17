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
 * @throws Error that names an option which is not known lacks its value, or has one too many
 */
export function readArguments(args: readonly string[], known: Readonly<Record<string, OptionKind>>): Arguments {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, kind]) => {
      const type = kind instanceof RegExp ? 'string' : kind;
      return [name, name === 'output' ? { type, short: 'o' } : { type }];
    }),
  );
  try {
    const { values, positionals } = parseArgs({
      args: addEmptyValues(args, known),
      options,
      allowPositionals: true,
      strict: true,
    });
    return { options: values as Options, words: positionals };
  } catch (error) {
    throw new Error(describeWrongOption(error), { cause: error });
  }
}

/** What Node says of an option that cannot be read, in our words. */
function describeWrongOption(error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const option = /--[\w-]+|-\w/g.exec(message.replace(/-\w, (?=--)/, ''))?.[0] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no option ${option}`;
  if (message.includes('does not take')) return `${option} takes no value`;
  return `${option} needs a value`;
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
