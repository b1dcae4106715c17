import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Cancelled, SignsWithoutFont } from '../failure.js';
import type { TypesetterReply, TypesetterRequest } from './typesetter-main.js';

/**
 * Typesets in a process of its own, one for each job: its memory is freed when it ends, a crash of
 * the typesetter ends nothing else, and it can be stopped at once.
 */
export class TypesetterProcess {
  private readonly running = new Set<ChildProcess>();

  /**
   * @param script the bundle of `typesetter-main.ts`, beside which the typesetter itself lies; by
   * default beside the program that runs
   */
  constructor(private readonly script: string = join(__dirname, 'typesetter.js')) {}

  /**
   * Makes a PDF of a program in Typst.
   * @throws SignsWithoutFont; Error in one line where the typesetter is not there or refuses; Cancelled where it was
   * stopped
   */
  pdf(job: {
    readonly program: string;
    readonly data: string;
    readonly files: ReadonlyMap<string, Uint8Array>;
    readonly spoken?: readonly string[];
    readonly hasOneKindOfLine?: boolean;
    readonly fonts?: TypesetterRequest['fonts'];
    readonly showsNumbers?: boolean;
  }): Promise<Uint8Array> {
    const request: TypesetterRequest = {
      spoken: [],
      isDated: false,
      hasOneKindOfLine: false,
      fonts: { files: [], families: [] },
      showsNumbers: false,
      ...job,
      files: [...job.files],
    };
    return new Promise((resolve, reject) => {
      const child = fork(this.script, [], {
        serialization: 'advanced',
        execArgv: [],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      this.running.add(child);
      const end = () => {
        this.running.delete(child);
        child.removeAllListeners();
        child.on('error', () => {});
        child.kill();
      };
      child.on('message', (reply: TypesetterReply) => {
        end();
        if ('pdf' in reply) resolve(reply.pdf);
        else if ('unset' in reply) reject(new SignsWithoutFont(reply.unset));
        else reject(new Error(reply.error));
      });
      child.on('error', (error) => {
        end();
        reject(new Error(`the PDF typesetter cannot be started: ${error.message}`));
      });
      child.on('exit', (code, signal) => {
        end();
        const isStopped = signal === 'SIGTERM';
        reject(isStopped ? new Cancelled() : new Error(`the PDF typesetter ended early (${signal ?? code})`));
      });
      child.send(request);
    });
  }

  /** Stops everything that is being typeset. */
  stop(): void {
    for (const child of this.running) child.kill();
  }
}
