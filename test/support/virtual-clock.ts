import { type Clock, type Timer } from '../../src/stream/clock.js';

/** More turns of the microtask queue than any chain of promises in the guard needs. */
const TURNS = 50;

interface Pending {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Time that passes only when it is told to. Timers fire in the order of their time, then of their making. */
export class VirtualClock implements Clock {
  #nowMs: number;
  #made = 0;
  readonly #pending = new Set<Pending>();

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  /** How many timers have neither fired nor been cancelled. */
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

  /** Lets every promise that can settle now settle. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
  }

  /** Lets `durationMs` pass, timer by timer, settling promises after each. */
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

  /** Time has passed and nobody was told: every timer is late. */
  jump(durationMs: number): void {
    this.#nowMs += durationMs;
  }

  /** Lets time pass until no timer is left, `mostMs` at the longest. */
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
