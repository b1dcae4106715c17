import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { isInside } from '../workspace/uri.js';

const GIT_MILLISECONDS = 20_000;

/**
 * Messages in English, no questions at a terminal, and nothing fetched from elsewhere. A git too
 * old for GIT_NO_LAZY_FETCH would run a program that the repository names as its remote, unless no
 * protocol is allowed at all.
 */
const ENVIRONMENT = {
  LC_ALL: 'C',
  LANGUAGE: '',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_PROTOCOL_FROM_USER: '0',
};

/** What is said on the command line is believed before what the repository says of itself. */
const CONFIGURATION = [
  'protocol.allow=never',
  // A repository that somebody put into the folder as plain files is none.
  'safe.bareRepository=explicit',
  'core.fsmonitor=false',
  'core.hooksPath=',
  'core.alternateRefsCommand=',
].flatMap((setting) => ['-c', setting]);

/**
 * The environment of this process for git. What others have told git about another repository,
 * as a hook does, is left out.
 */
function makeEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name));
  return { ...Object.fromEntries(own), ...ENVIRONMENT };
}

/**
 * The bytes of a file at a git revision, by git and an argument list; no shell, and no network.
 * @param folder a path on disk
 * @param revision a tag, branch or commit
 * @param path relative to the folder
 * @param mostBytes larger files are refused
 * @throws Error that says what to mend
 */
export async function readGitFile(
  folder: string,
  revision: string,
  path: string,
  mostBytes: number,
): Promise<Uint8Array> {
  if (revision === '' || revision.startsWith('-') || /[\s:\0-\x1f\x7f]/.test(revision)) {
    throw new Error(`“${revision.replace(/[\0-\x1f\x7f]/g, '�')}” is no git revision.`);
  }
  if (!isInside(path) || /[\0-\x1f\x7f]/.test(path)) {
    throw new Error(`“${path.replace(/[\0-\x1f\x7f]/g, '�')}” is outside the folder: name a file by a path inside it.`);
  }
  const args = [
    ...CONFIGURATION,
    '-C',
    folder,
    'cat-file',
    'blob',
    '--end-of-options',
    `${revision}:./${path.replaceAll('\\', '/')}`,
  ];
  const { error, stdout, stderr } = await runGitProgram(args, mostBytes);
  if (error) throw new Error(explainFailure(error, stderr, revision, path));
  return stdout;
}

/** What a run of git came to. */
export interface GitRun {
  /** Null where it did what was asked. */
  readonly error: (Error & { readonly code?: unknown; readonly killed?: boolean }) | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in a folder on disk, without any program, hook or network of a repository's own. */
export function runGit(folder: string, args: readonly string[]): Promise<GitRun> {
  return runGitProgram([...CONFIGURATION, '-C', folder, ...args], 1_000_000);
}

function runGitProgram(args: readonly string[], mostBytes: number): Promise<GitRun> {
  // Windows looks for programs in the working folder first, so it must not be a folder that others
  // write to.
  const cwd = dirname(process.execPath);
  const options = {
    cwd,
    env: makeEnvironment(),
    encoding: 'buffer' as const,
    timeout: GIT_MILLISECONDS,
    maxBuffer: mostBytes,
    windowsHide: true,
  };
  return new Promise((resolve) => {
    execFile('git', [...args], options, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr: stderr.toString('utf8') }),
    );
  });
}

/** What is to be said where git does not trust a folder; null where that is not what it said. */
export function explainDistrust(said: string): string | null {
  return /dubious ownership|unsafe repository/i.test(said)
    ? 'git does not trust the folder, which belongs to another user: git config safe.directory can allow it.'
    : null;
}

function explainFailure(
  error: Error & { code?: unknown; killed?: boolean },
  said: string,
  revision: string,
  path: string,
): string {
  if (error.code === 'ENOENT') return 'git is not installed.';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `“${path}” at the git revision “${revision}” is too large to be a draft.`;
  if (error.killed) return `git did not answer within ${GIT_MILLISECONDS / 1000} seconds.`;
  const distrust = explainDistrust(said);
  if (distrust !== null) return distrust;
  if (/not a git repository/i.test(said)) return 'the folder is not in a git repository.';
  if (/does not exist in|exists on disk, but not in/i.test(said))
    return `there is no “${path}” at the git revision “${revision}”.`;
  if (/bad file/i.test(said)) return `“${path}” at the git revision “${revision}” is no file.`;
  if (/invalid object name|unknown revision|bad revision|not a valid object/i.test(said))
    return `there is no git revision “${revision}” here.`;
  return `git could not show “${path}” at “${revision}”: ${said.trim().split('\n')[0] || error.message}`;
}
