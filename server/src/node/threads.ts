import { isMainThread, parentPort, type ResourceLimits, Worker } from 'node:worker_threads';
import { Cancelled, messageOf } from '../failure.js';

/** What a thread is sent: a request, or that one is given up. */
type ToThread<Request> =
  | { readonly id: number; readonly request: Request }
  | { readonly id: number; readonly cancel: true };

/** What a thread sends: how far it is with a request, its reply, or why there is none. */
type FromThread<Reply> =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly reply: Reply }
  | { readonly id: number; readonly error: string; readonly isCancelled: boolean };

/** How long after its last answer a thread begins to rest, in milliseconds. */
const PAUSE = 500;

/** A worker thread that answers numbered requests with plain data. */
export class Thread<Request, Reply> {
  private worker: Worker | null = null;
  private next = 0;
  private readonly waiting = new Map<
    number,
    {
      resolve: (reply: Reply) => void;
      reject: (error: Error) => void;
      progress?: ((data: unknown) => void) | undefined;
    }
  >();

  /**
   * @param script the bundle that calls `answerRequests`
   * @param keepsAlive whether the program goes on as long as the thread does, until it is stopped
   * @param limits of its memory, where they are not the engine's own
   */
  constructor(
    private readonly script: string,
    private readonly keepsAlive = false,
    private readonly limits: ResourceLimits = {},
  ) {}

  /**
   * Sends a request and waits for its reply.
   * @param signal gives the request up; the thread may have done it by then
   * @throws Cancelled where it was given up in time; Error with the thread's message
   */
  async ask(request: Request, progress?: (data: unknown) => void, signal?: AbortSignal): Promise<Reply> {
    const worker = this.start();
    const id = this.next++;
    const send = (message: ToThread<Request>) => worker.postMessage(message);
    const giveUp = () => send({ id, cancel: true });
    try {
      return await new Promise<Reply>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject, progress });
        send({ id, request });
        if (signal?.aborted) giveUp();
        else signal?.addEventListener('abort', giveUp);
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /**
   * Ends the thread, and with it everything that it is doing.
   * @param why what is thrown at those who wait, instead of Cancelled
   */
  stop(why?: string): void {
    void this.worker?.terminate();
    this.fail(why === undefined ? new Cancelled() : new Error(why));
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script, { resourceLimits: this.limits });
    worker.on('message', (message: FromThread<Reply>) => {
      const waiting = this.waiting.get(message.id);
      if (!waiting) return;
      if ('progress' in message) {
        waiting.progress?.(message.progress);
        return;
      }
      this.waiting.delete(message.id);
      if ('reply' in message) waiting.resolve(message.reply);
      else waiting.reject(message.isCancelled ? new Cancelled() : new Error(message.error));
    });
    // A thread that was stopped ends a little later, when another may be at work.
    const failIfCurrent = (error: Error) => this.worker === worker && this.fail(error);
    worker.on('error', (error) => failIfCurrent(new Error(messageOf(error))));
    worker.on('exit', () => failIfCurrent(new Error('the worker ended')));
    if (!this.keepsAlive) worker.unref();
    this.worker = worker;
    return worker;
  }

  private fail(error: Error): void {
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/**
 * Within a worker thread: answers requests one after another.
 * @param answer `signal` aborts when nobody waits for the answer any more. It can only do so while
 * the answer awaits something, so `progress` gives way each time
 * @param rest is called once all is answered and nothing has come for a moment
 */
export function answerRequests<Request, Reply>(
  answer: (request: Request, progress: (data: unknown) => Promise<void>, signal: AbortSignal) => Promise<Reply>,
  rest: () => void = () => {},
): void {
  const port = parentPort;
  let resting: NodeJS.Timeout | undefined;
  if (isMainThread || !port) return;
  let queue: Promise<void> = Promise.resolve();
  const asked = new Map<number, AbortController>();
  const send = (message: FromThread<Reply>) => port.postMessage(message);
  port.on('message', (message: ToThread<Request>) => {
    const { id } = message;
    if ('cancel' in message) {
      asked.get(id)?.abort();
      return;
    }
    clearTimeout(resting);
    const controller = new AbortController();
    asked.set(id, controller);
    const progress = (progress: unknown): Promise<void> => {
      send({ id, progress });
      return new Promise((resolve) => setImmediate(resolve));
    };
    queue = queue.then(async () => {
      try {
        send({ id, reply: await answer(message.request, progress, controller.signal) });
      } catch (error) {
        send({ id, error: messageOf(error), isCancelled: error instanceof Cancelled });
      } finally {
        asked.delete(id);
        clearTimeout(resting);
        if (asked.size === 0) resting = setTimeout(rest, PAUSE).unref();
      }
    });
  });
}
