import { suggestClosest } from '../analysis/text/edit-distance.js';
import { messageOf } from '../failure.js';
import { type OptionKind, type Options, readArguments } from '../node/arguments.js';
import { COMMANDS, renderCommandHelp, renderGeneralHelp } from './help.js';
import { type Io, UsageError } from './io.js';
import { guardOutput, showOnOneLine } from './visible.js';

interface Command {
  readonly options: Readonly<Record<string, OptionKind>>;
  run(io: Io, words: readonly string[], options: Options, version: string): Promise<number>;
}

/** Each command is loaded when it is run, so that it starts fast. */
const RUNNERS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => {
    const { checkFiles, CHECK_OPTIONS } = await import('./commands/check.js');
    return { options: CHECK_OPTIONS, run: checkFiles };
  },
  outline: async () => {
    const { printOutline, OUTLINE_OPTIONS } = await import('./commands/outline.js');
    return { options: OUTLINE_OPTIONS, run: printOutline };
  },
  compare: async () => {
    const { compareFiles, COMPARE_OPTIONS } = await import('./commands/compare.js');
    return { options: COMPARE_OPTIONS, run: compareFiles };
  },
  overview: async () => {
    const { printOverview, OVERVIEW_OPTIONS } = await import('./commands/overview.js');
    return { options: OVERVIEW_OPTIONS, run: printOverview };
  },
  fold: async () => {
    const { foldMarkUps, FOLD_OPTIONS } = await import('./commands/fold.js');
    return { options: FOLD_OPTIONS, run: foldMarkUps };
  },
  notify: async () => {
    const { printNotification, NOTIFY_OPTIONS } = await import('./commands/notify.js');
    return { options: NOTIFY_OPTIONS, run: printNotification };
  },
  pack: async () => {
    const { writePack, PACK_OPTIONS } = await import('./commands/pack.js');
    return { options: PACK_OPTIONS, run: writePack };
  },
  renumber: async () => {
    const { renumberDraft, RENUMBER_OPTIONS } = await import('./commands/renumber.js');
    return { options: RENUMBER_OPTIONS, run: renumberDraft };
  },
  'number-changes': async () => {
    const { numberDrafts, NUMBER_CHANGES_OPTIONS } = await import('./commands/number-changes.js');
    return { options: NUMBER_CHANGES_OPTIONS, run: numberDrafts };
  },
  responses: async () => {
    const { printResponses, RESPONSES_OPTIONS } = await import('./commands/responses.js');
    return { options: RESPONSES_OPTIONS, run: printResponses };
  },
  conclude: async () => {
    const { concludeConsultation, CONCLUDE_OPTIONS } = await import('./commands/conclude.js');
    return { options: CONCLUDE_OPTIONS, run: concludeConsultation };
  },
  'bring-into-force': async () => {
    const { bringIntoForce, BRING_INTO_FORCE_OPTIONS } = await import('./commands/bring-into-force.js');
    return { options: BRING_INTO_FORCE_OPTIONS, run: bringIntoForce };
  },
  instructions: async () => {
    const { writeAmendments, INSTRUCTIONS_OPTIONS } = await import('./commands/instructions.js');
    return { options: INSTRUCTIONS_OPTIONS, run: writeAmendments };
  },
  apply: async () => {
    const { applyAmendments, APPLY_OPTIONS } = await import('./commands/apply.js');
    return { options: APPLY_OPTIONS, run: applyAmendments };
  },
  import: async () => {
    const { importText, IMPORT_OPTIONS } = await import('./commands/import.js');
    return { options: IMPORT_OPTIONS, run: importText };
  },
};

function makeUnknownCommandError(name: string): UsageError {
  const hint = suggestClosest(name, Object.keys(COMMANDS)).replace('.', ';');
  return new UsageError(`there is no command “${name}”${hint} keeling --help lists them`);
}

/** What is wrong with the arguments of a command, and where its options are listed. */
function explainWrongOption(fault: string, name: string, options: readonly string[]): UsageError {
  const [, unknown] = /^there is no option (--[\w-]+)$/.exec(fault) ?? [];
  const known = options.map((option) => `--${option}`);
  const hint = unknown === undefined ? ';' : suggestClosest(unknown, known).replace('.', ';');
  return new UsageError(`${fault}${hint} keeling ${name} --help lists the options`);
}

/**
 * Runs one command.
 * @returns the exit status: 0 done, 1 findings, 2 wrong usage or unreadable input, explained in one
 * line on standard error
 */
export async function runCommand(io: Io, args: readonly string[], version: string): Promise<number> {
  const guarded = guardOutput(io);
  try {
    return await dispatchCommand(guarded, args, version);
  } catch (error) {
    guarded.error(toOneLine(error));
    return 2;
  }
}

/** An error as one line for standard error. */
export function toOneLine(error: unknown): string {
  const words = messageOf(error);
  const lines = words.split(/[\r\n]/).map((line) => line.trim());
  return `keeling: ${showOnOneLine(lines.filter((line) => line !== '').join(' '))}`;
}

async function dispatchCommand(io: Io, args: readonly string[], version: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0];
    if (name === 'help' && about !== undefined && !Object.hasOwn(COMMANDS, about)) throw makeUnknownCommandError(about);
    io.out(name === 'help' && about !== undefined ? renderCommandHelp(about) : renderGeneralHelp(version));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    io.out(`${version}\n`);
    return 0;
  }
  if (!Object.hasOwn(COMMANDS, name)) throw makeUnknownCommandError(name);
  const end = rest.indexOf('--');
  const options = end < 0 ? rest : rest.slice(0, end);
  if (options.includes('--help') || options.includes('-h')) {
    io.out(renderCommandHelp(name));
    return 0;
  }
  const load = RUNNERS[name];
  if (!load) throw new UsageError(`${name} works over standard input and output: ${COMMANDS[name]?.usage}`);
  const command = await load();
  let read: ReturnType<typeof readArguments>;
  try {
    read = readArguments(rest, command.options);
  } catch (error) {
    throw explainWrongOption(messageOf(error), name, Object.keys(command.options));
  }
  return command.run(io, read.words, read.options, version);
}
