/**
 * How long the executions of all requests together may use the event loop before other events are handled, in
 * milliseconds.
 */
const SLICE_MS = 10;

export interface TurnsOptions {
  /** The length of a slice, in milliseconds. Default: 10. */
  readonly sliceMs?: number | undefined;
  /** Returns the time of a monotonic clock, in milliseconds. */
  readonly now?: (() => number) | undefined;
}

/** The waiting turns of one request. */
interface Queue {
  readonly waiting: (() => void)[];
  readonly whenIdle: (() => void)[];
  /** How many waiting parts have had their turn. */
  done: number;
}

/**
 * Divides the execution of requests into time slices. A part of an execution that may be large (an entity, a
 * page, a loaded value) waits for its turn. Turns follow each other until the slice ends; then the event loop
 * handles other events. Requests take turns in rotation, so a small request does not wait for the end of a large
 * one.
 */
export class Turns {
  readonly #sliceMs: number;
  readonly #now: () => number;
  /** The queues by request, in the order of their next turns. */
  readonly #queues = new Map<object, Queue>();
  #sliceStartMs: number | undefined;
  #isStepping = false;

  constructor({ sliceMs = SLICE_MS, now = () => performance.now() }: TurnsOptions = {}) {
    this.#sliceMs = sliceMs;
    this.#now = now;
  }

  /**
   * Waits for a turn.
   * @param request an object that identifies the request, such as its context
   */
  take(request: object): Promise<void> {
    return new Promise((resolve) => {
      this.#queueOf(request).waiting.push(resolve);
      this.#schedule();
    });
  }

  /** Calls `act` when no part of the request waits for a turn. Then the data for all parts can be read together. */
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
   * Schedules the next step. It runs when the part of the last turn has run, as far as promises settle without
   * the event loop. A tick that is scheduled from a promise job runs after all promise jobs; a tick that is
   * scheduled from a tick runs before them.
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

  /**
   * Checks whether the slice is used up. A slice starts with its first step, and the next one starts when the
   * event loop has handled other events.
   */
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
