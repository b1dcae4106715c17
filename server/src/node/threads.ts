import { isMainThread, parentPort, Worker } from 'node:worker_threads';

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

  /** @param script the bundle that calls `answerRequests` */
  constructor(private readonly script: string) {}

  /** @param signal gives the request up: what the thread then says, done or cancelled, is the answer */
  async ask(request: Request, progress?: (data: unknown) => void, signal?: AbortSignal): Promise<Reply> {
    const worker = this.start();
    const id = this.next++;
    const giveUp = () => worker.postMessage({ id, cancel: true });
    try {
      return await new Promise<Reply>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject, progress });
        worker.postMessage({ id, request });
        if (signal?.aborted) giveUp();
        else signal?.addEventListener('abort', giveUp);
      });
    } finally {
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the thread and with it all that it is doing. */
  stop(why = 'cancelled'): void {
    void this.worker?.terminate();
    this.fail(new Error(why));
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script);
    worker.on('message', (message: { id: number; reply?: Reply; error?: string; progress?: unknown }) => {
      const waiting = this.waiting.get(message.id);
      if (!waiting) return;
      if ('progress' in message) {
        waiting.progress?.(message.progress);
        return;
      }
      this.waiting.delete(message.id);
      if (message.error !== undefined) waiting.reject(new Error(message.error));
      else waiting.resolve(message.reply as Reply);
    });
    worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.fail(new Error('the worker ended')));
    worker.unref();
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
 * @param answer is told by `signal` that nobody waits for it any more, once it awaits something: `progress` gives way for that
 */
export function answerRequests<Request, Reply>(
  answer: (request: Request, progress: (data: unknown) => Promise<void>, signal: AbortSignal) => Promise<Reply>,
): void {
  const port = parentPort;
  if (isMainThread || !port) return;
  let queue: Promise<void> = Promise.resolve();
  const asked = new Map<number, AbortController>();
  port.on('message', (message: { id: number; request: Request } | { id: number; cancel: true }) => {
    const { id } = message;
    if ('cancel' in message) {
      asked.get(id)?.abort();
      return;
    }
    const controller = new AbortController();
    asked.set(id, controller);
    const progress = (progress: unknown) => {
      port.postMessage({ id, progress });
      return new Promise<void>((resolve) => setImmediate(resolve));
    };
    queue = queue.then(async () => {
      try {
        port.postMessage({ id, reply: await answer(message.request, progress, controller.signal) });
      } catch (error) {
        port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
      } finally {
        asked.delete(id);
      }
    });
  });
}
