import { type Clock, type Timer } from '../../src/stream/clock.js';

/** A number of turns of the microtask queue above that of any promise chain in the guard. */
const TURNS = 50;

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that a test advances. Timers fire in the order of time, then of creation. */
export class VirtualClock implements Clock {
  #nowMs: number;
  #made = 0;
  readonly #pending = new Set<Pending>();

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  /** The number of pending timers. */
  get timers(): number {
    return this.#pending.size;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const pending = { atMs: this.#nowMs + Math.max(0, delayMs), order: (this.#made += 1), callback };
    this.#pending.add(pending);
    return { cancel: () => this.#pending.delete(pending) };
  }

  /** Settles all promises that can settle now. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
  }

  /** Advances the clock timer by timer, and settles promises after each timer. */
  async pass(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    await this.settle();
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#pending.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.callback();
      await this.settle();
    }
    this.#nowMs = untilMs;
  }

  /** Advances the clock without running timers, so that they are late. */
  jump(durationMs: number): void {
    this.#nowMs += durationMs;
  }

  /** Advances the clock until no timer is left, by at most `mostMs`. */
  async finish(mostMs: number): Promise<void> {
    const untilMs = this.#nowMs + mostMs;
    await this.settle();
    while (this.#pending.size > 0 && this.#nowMs < untilMs) {
      const next = this.#next(untilMs);
      if (next === undefined) return;
      await this.pass(next.atMs - this.#nowMs);
    }
  }

  #next(untilMs: number): Pending | undefined {
    let first: Pending | undefined;
    for (const pending of this.#pending) {
      if (pending.atMs > untilMs) continue;
      const earlier = first === undefined || pending.atMs < first.atMs;
      if (earlier || (pending.atMs === first?.atMs && pending.order < first.order)) first = pending;
    }
    return first;
  }
}
