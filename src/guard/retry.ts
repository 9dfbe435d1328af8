import { StreamError, type Outcome } from '../stream/errors.js';
import { type Clock } from '../stream/clock.js';
import { type SharedCall, type Next } from './coalesce/shared-call.js';
import { type GuardObserver } from './observer.js';

export interface RetryOptions {
  /** The most attempts, including the first one. Default 3. */
  readonly attempts?: number | undefined;
  /** The longest pause before the second attempt. It doubles for each further attempt. Default 200. */
  readonly pauseMs?: number | undefined;
  /** Returns a number from 0 to 1, for full jitter. Default: Math.random. */
  readonly random?: (() => number) | undefined;
}

/** No attempt starts with less time than this before the deadline, because it would rarely be answered in time. */
const ROOM_MS = 100;

const WEIGHT: Record<Outcome, number> = { NOT_SENT: 0, REJECTED: 1, UNKNOWN: 2 };

/** The outcome of several attempts is the outcome of the least certain attempt. */
function toWorse(one: Outcome, other: Outcome): Outcome {
  return WEIGHT[one] >= WEIGHT[other] ? one : other;
}

/** Only a call that certainly had no effect, or that can safely take effect twice, is repeated. */
function mayRepeat({ retryable, outcome, code }: StreamError, retryableAfterSending: boolean): boolean {
  const didNotHappen = outcome === 'NOT_SENT' || (outcome === 'REJECTED' && code === 'RATE_LIMITED');
  return retryable && (didNotHappen || retryableAfterSending);
}

/** Repeats a failed attempt, with full jitter, if that is safe and the deadline allows it. */
export class Retry {
  readonly #attempts: number;
  readonly #pauseMs: number;
  readonly #random: () => number;
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #next: Next;
  readonly #pausing = new Set<() => void>();
  #closed = false;

  constructor(
    { attempts, pauseMs, random }: RetryOptions,
    clock: Clock,
    observer: GuardObserver,
    next: Next,
  ) {
    this.#attempts = attempts ?? 3;
    this.#pauseMs = pauseMs ?? 200;
    this.#random = random ?? Math.random;
    this.#clock = clock;
    this.#observer = observer;
    this.#next = next;
  }

  async run<T>(sharedCall: SharedCall<T>): Promise<T> {
    let last: StreamError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const before = sharedCall.outcome;
      sharedCall.prepare();
      try {
        return await this.#next(sharedCall);
      } catch (thrown) {
        if (!(thrown instanceof StreamError)) throw thrown;
        // This attempt was refused before it was sent, so the call ends with the error of the attempt before.
        if (!sharedCall.sent)
          throw last?.with({ retryAfterMs: thrown.retryAfterMs ?? last.retryAfterMs }) ?? thrown;
        sharedCall.outcome = toWorse(before, thrown.outcome ?? 'UNKNOWN');
        last = thrown.outcome === sharedCall.outcome ? thrown : thrown.with({ outcome: sharedCall.outcome });
        if (sharedCall.outcome === 'UNKNOWN' && !sharedCall.call.retryableAfterSending)
          last = last.with({ retryable: false });
      }
      if (!mayRepeat(last, sharedCall.call.retryableAfterSending)) throw last;
      const delayMs = this.#delayMs(attempt, last.retryAfterMs);
      const fits = this.#clock.now() + delayMs + ROOM_MS <= sharedCall.deadlineAtMs;
      if (attempt >= this.#attempts || !fits)
        throw last.with({ retryAfterMs: Math.max(1, Math.ceil(delayMs)) });
      this.#observer.onRetry?.({ operation: sharedCall.operation, attempt, code: last.code, delayMs });
      await this.#pause(sharedCall, delayMs);
      if (sharedCall.abandoned || sharedCall.final || this.#closed) throw last;
    }
  }

  /** Ends all pauses and starts no more. A paused call ends with the error of its last attempt. */
  close(): void {
    this.#closed = true;
    for (const wake of this.#pausing) wake();
  }

  /**
   * The `retryAfterMs` of the upstream plus full jitter. With jitter, calls that failed together are not repeated
   * together.
   */
  #delayMs(attempt: number, retryAfterMs = 0): number {
    return retryAfterMs + this.#random() * this.#pauseMs * 2 ** (attempt - 1);
  }

  #pause<T>(sharedCall: SharedCall<T>, delayMs: number): Promise<void> {
    const endsAtMs = this.#clock.now() + delayMs;
    return new Promise((resolve) => {
      const wake = (): void => {
        timer.cancel();
        this.#pausing.delete(wake);
        sharedCall.stage = undefined;
        resolve();
      };
      const timer = this.#clock.setTimer(delayMs, wake);
      this.#pausing.add(wake);
      sharedCall.stage = {
        abandon: wake,
        retryAfterMs: () => Math.max(1, Math.ceil(endsAtMs - this.#clock.now())),
      };
      if (sharedCall.abandoned || this.#closed) wake();
    });
  }
}
