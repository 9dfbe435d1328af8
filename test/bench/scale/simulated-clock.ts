import { type Clock, type Timer } from '../../../src/stream/clock.js';

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly act: () => void;
  isCancelled: boolean;
}

/** A clock for simulations: time advances to the next timer at once. A heap holds the timers. */
export class SimulatedClock implements Clock {
  #nowMs = 0;
  #made = 0;
  readonly #heap: Pending[] = [];

  now(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, act: () => void): Timer {
    const pending = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#made++,
      act,
      isCancelled: false,
    };
    this.#push(pending);
    return {
      cancel: () => {
        pending.isCancelled = true;
      },
    };
  }

  /** Runs all timers up to a time, and settles the promises after each point in time. */
  async playUntil(endMs: number): Promise<void> {
    await settle();
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= endMs; next = this.#heap[0]) {
      this.#nowMs = next.atMs;
      while (this.#heap[0] !== undefined && this.#heap[0].atMs <= this.#nowMs) {
        const event = this.#pop();
        if (!event.isCancelled) event.act();
      }
      await settle();
    }
    this.#nowMs = endMs;
  }

  #push(pending: Pending): void {
    let at = this.#heap.push(pending) - 1;
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      const other = this.#at(parent);
      if (!isEarlier(pending, other)) break;
      this.#heap[at] = other;
      at = parent;
    }
    this.#heap[at] = pending;
  }

  #pop(): Pending {
    const first = this.#at(0);
    const last = this.#at(this.#heap.length - 1);
    this.#heap.pop();
    if (this.#heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts an entry at the top of the heap and moves it down to its position. */
  #sink(pending: Pending): void {
    const { length } = this.#heap;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && isEarlier(this.#at(child + 1), this.#at(child))) child += 1;
      const other = this.#at(child);
      if (!isEarlier(other, pending)) break;
      this.#heap[at] = other;
      at = child;
    }
    this.#heap[at] = pending;
  }

  #at(position: number): Pending {
    const pending = this.#heap[position];
    if (pending === undefined) throw new RangeError('the heap has no such place');
    return pending;
  }
}

function isEarlier(one: Pending, other: Pending): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** Resolves after every promise that can settle has settled. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
