import { parseArgs } from 'node:util';

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface Arguments {
  readonly options: Options;
  readonly words: readonly string[];
}

/**
 * Splits a command's arguments into options and words; throws an Error that names the option where one is not known or lacks its value.
 * @param known each option's name and whether a value follows it
 */
export function readArguments(
  args: readonly string[],
  known: Readonly<Record<string, 'string' | 'boolean'>>,
): Arguments {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, type]) => [name, name === 'output' ? { type, short: 'o' } : { type }]),
  );
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  return { options: values as Options, words: positionals };
}
