import { type OptionKind, type Options, readArguments } from '../node/arguments.js';
import { CHECK_OPTIONS, check } from './commands/check.js';
import { COMPARE_OPTIONS, compare } from './commands/compare.js';
import { FOLD_OPTIONS, fold } from './commands/fold.js';
import { IMPORT_OPTIONS, importText } from './commands/import.js';
import { NOTIFY_OPTIONS, notify } from './commands/notify.js';
import { OUTLINE_OPTIONS, outline } from './commands/outline.js';
import { OVERVIEW_OPTIONS, overview } from './commands/overview.js';
import { PACK_OPTIONS, pack } from './commands/pack.js';
import { COMMANDS, commandHelp, generalHelp } from './help.js';
import { type Io, UsageError } from './io.js';

interface Command {
  readonly options: Readonly<Record<string, OptionKind>>;
  run(io: Io, words: readonly string[], options: Options, version: string): Promise<number>;
}

const RUNNERS: Readonly<Record<string, Command>> = {
  check: { options: CHECK_OPTIONS, run: check },
  outline: { options: OUTLINE_OPTIONS, run: outline },
  compare: { options: COMPARE_OPTIONS, run: compare },
  overview: { options: OVERVIEW_OPTIONS, run: overview },
  fold: { options: FOLD_OPTIONS, run: fold },
  notify: { options: NOTIFY_OPTIONS, run: notify },
  pack: { options: PACK_OPTIONS, run: pack },
  import: { options: IMPORT_OPTIONS, run: importText },
};

function unknownCommand(name: string): UsageError {
  return new UsageError(`there is no command “${name}”; keeling --help lists them`);
}

const LATER: readonly string[] = ['renumber'];

/**
 * Runs one command.
 * @returns the exit status: 0 done, 1 findings, 2 wrong usage or unreadable input, which is said in one line on standard error
 */
export async function run(io: Io, args: readonly string[], version: string): Promise<number> {
  try {
    return await dispatch(io, args, version);
  } catch (error) {
    io.error(oneLine(error));
    return 2;
  }
}

/** What went wrong, as the one line that is said of it. */
export function oneLine(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const lines = words.split(/[\r\n]/).map((line) => line.trim());
  return `keeling: ${lines.filter((line) => line !== '').join(' ')}`;
}

async function dispatch(io: Io, args: readonly string[], version: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0];
    if (name === 'help' && about !== undefined && !Object.hasOwn(COMMANDS, about)) throw unknownCommand(about);
    io.out(name === 'help' && about !== undefined ? commandHelp(about) : generalHelp(version));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    io.out(`${version}\n`);
    return 0;
  }
  if (LATER.includes(name)) throw new UsageError(`${name} comes in a later version`);
  if (!Object.hasOwn(COMMANDS, name)) throw unknownCommand(name);
  const end = rest.indexOf('--');
  const options = end < 0 ? rest : rest.slice(0, end);
  if (options.includes('--help') || options.includes('-h')) {
    io.out(commandHelp(name));
    return 0;
  }
  const command = RUNNERS[name];
  if (!command) throw new UsageError(`${name} talks over standard input and output: ${COMMANDS[name]?.usage}`);
  let read: ReturnType<typeof readArguments>;
  try {
    read = readArguments(rest, command.options);
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new UsageError(`${words}; keeling ${name} --help lists the options`);
  }
  return command.run(io, read.words, read.options, version);
}
