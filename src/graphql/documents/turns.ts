/** How long the executions of all requests together hold the event loop before other events are handled. */
const SLICE_MS = 10;

export interface TurnsOptions {
  /** Milliseconds. Default 10. */
  readonly sliceMs?: number | undefined;
  /** Milliseconds of a monotonic clock. */
  readonly now?: (() => number) | undefined;
}

/** What one request waits with. */
interface Queue {
  readonly waiting: (() => void)[];
  readonly whenIdle: (() => void)[];
  /** How many of those waiting have had their turn. */
  done: number;
}

/**
 * Cuts the execution of requests into slices. A part of an execution that may be large (an entity, a page, a loaded
 * value) waits for its turn. Turns follow each other until a slice is used up; then the event loop handles other
 * events. Requests take turns one after the other, so that a small one does not wait for a large one to end.
 */
export class Turns {
  readonly #sliceMs: number;
  readonly #now: () => number;
  /** By request, in the order of their next turns. */
  readonly #queues = new Map<object, Queue>();
  #sliceStartMs: number | undefined;
  #isStepping = false;

  constructor({ sliceMs = SLICE_MS, now = () => performance.now() }: TurnsOptions = {}) {
    this.#sliceMs = sliceMs;
    this.#now = now;
  }

  /** @param request whatever identifies the request, such as its context */
  take(request: object): Promise<void> {
    return new Promise((resolve) => {
      this.#queueOf(request).waiting.push(resolve);
      this.#schedule();
    });
  }

  /**
   * Calls back once no part of the request waits for a turn any more: what the parts need can be read together then.
   */
  whenIdle(request: object, act: () => void): void {
    const queue = this.#queues.get(request);
    if (queue === undefined) act();
    else queue.whenIdle.push(act);
  }

  #queueOf(request: object): Queue {
    let queue = this.#queues.get(request);
    if (queue === undefined) {
      queue = { waiting: [], whenIdle: [], done: 0 };
      this.#queues.set(request, queue);
    }
    return queue;
  }

  /**
   * The next step follows when what the last turn let in has run, as far as promises settle without the event loop.
   * Ticks run before promise jobs when they follow a tick, and after all of them when they are scheduled from one.
   */
  #schedule(): void {
    if (this.#isStepping) return;
    this.#isStepping = true;
    queueMicrotask(() => {
      process.nextTick(() => {
        this.#isStepping = false;
        this.#step();
      });
    });
  }

  #step(): void {
    if (this.#queues.size === 0 || this.#isSliceOver()) return;
    for (const [request, queue] of this.#queues) {
      this.#queues.delete(request);
      const next = queue.waiting[queue.done];
      if (next === undefined)
        queue.whenIdle.forEach((act) => {
          act();
        });
      else {
        queue.done += 1;
        this.#queues.set(request, queue);
        next();
      }
      break;
    }
    if (this.#queues.size > 0) this.#schedule();
  }

  /** A slice begins with the first step and ends with the turn of the event loop; one that is over stays so until then. */
  #isSliceOver(): boolean {
    const nowMs = this.#now();
    if (this.#sliceStartMs === undefined) {
      this.#sliceStartMs = nowMs;
      setImmediate(() => {
        this.#sliceStartMs = undefined;
        if (this.#queues.size > 0) this.#schedule();
      });
    }
    return nowMs - this.#sliceStartMs >= this.#sliceMs;
  }
}
