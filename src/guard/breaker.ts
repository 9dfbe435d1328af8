import { StreamError } from '../stream/errors.js';
import { type Clock } from '../stream/clock.js';
import { type AnySharedCall, type SharedCall, type Next } from './coalesce/shared-call.js';
import { type BreakerState, type GuardObserver } from './observer.js';

export interface BreakerOptions {
  /** Faults in a row that open it. Default 5. */
  readonly faults?: number | undefined;
  /** How long it stays open the first time; doubled each time the probe fails. Default 1000. */
  readonly openMs?: number | undefined;
  /** The longest it stays open. Default 30,000. */
  readonly longestOpenMs?: number | undefined;
}

/** An attempt that we cut before this is no evidence about the upstream. */
const FAIR_TIME_MS = 1000;

/**
 * Spares an upstream that does not answer, and spares callers the wait. Opens on faults in a row (no connection, 5xx,
 * no answer in time), never on rejections: an upstream that rejects is healthy. Then one call at a time probes. It is
 * checked twice, before waiting for a permit and when the permit is there, which is why no library's wrapper fits.
 */
export class Breaker {
  readonly #faultsToOpen: number;
  readonly #openMs: number;
  readonly #longestOpenMs: number;
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #next: Next;
  #state: BreakerState = 'closed';
  #faults = 0;
  #openedTimes = 0;
  #openUntilMs = 0;
  #probe: object | undefined;

  constructor(
    { faults, openMs, longestOpenMs }: BreakerOptions,
    clock: Clock,
    observer: GuardObserver,
    next: Next,
  ) {
    this.#faultsToOpen = faults ?? 5;
    this.#openMs = openMs ?? 1000;
    this.#longestOpenMs = longestOpenMs ?? 30_000;
    this.#clock = clock;
    this.#observer = observer;
    this.#next = next;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Refuses before the wait where waiting is in vain, and judges the upstream by what became of the attempt. */
  async run<T>(sharedCall: SharedCall<T>): Promise<T> {
    const refusal = this.#refusal(sharedCall);
    if (refusal !== undefined) throw refusal;
    try {
      const value = await this.#next(sharedCall);
      this.#answered(sharedCall);
      return value;
    } catch (thrown) {
      if (sharedCall.sent) this.#judge(sharedCall, thrown);
      throw thrown;
    }
  }

  /** Called when a permit is there. A call that is admitted in half-open state is the probe. */
  admit(sharedCall: AnySharedCall): StreamError | undefined {
    const refusal = this.#refusal(sharedCall);
    if (refusal === undefined && this.#state !== 'closed') {
      this.#probe = sharedCall;
      this.#become('half-open');
    }
    return refusal;
  }

  #refusal({ operation }: AnySharedCall): StreamError | undefined {
    if (this.#state === 'closed') return undefined;
    const nowMs = this.#clock.now();
    if (this.#probe === undefined && nowMs >= this.#openUntilMs) return undefined;
    // While a probe is in progress its result is unknown; the next try is due soon after.
    const retryAfterMs = Math.max(FAIR_TIME_MS, Math.ceil(this.#openUntilMs - nowMs));
    return new StreamError('UPSTREAM_UNAVAILABLE', { operation, outcome: 'NOT_SENT', retryAfterMs });
  }

  #judge(sharedCall: AnySharedCall, thrown: unknown): void {
    const { code, outcome } = thrown instanceof StreamError ? thrown : {};
    const unfair = sharedCall.cut && this.#clock.now() - sharedCall.sentAtMs < FAIR_TIME_MS;
    if (code === undefined || unfair || sharedCall.abandoned) this.#learnedNothing(sharedCall);
    else if (code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT') this.#faulted(sharedCall);
    // A permit was there and the call was not sent after all: a job had no use for it by then.
    else if (outcome === 'NOT_SENT') this.#learnedNothing(sharedCall);
    else this.#answered(sharedCall);
  }

  #answered(sharedCall: AnySharedCall): void {
    if (this.#state !== 'closed' && sharedCall !== this.#probe) return;
    this.#probe = undefined;
    this.#faults = this.#openedTimes = 0;
    this.#become('closed');
  }

  #faulted(sharedCall: AnySharedCall): void {
    if (this.#state !== 'closed' && sharedCall !== this.#probe) return;
    this.#faults += 1;
    if (this.#state === 'closed' && this.#faults < this.#faultsToOpen) return;
    const openMs = Math.min(this.#longestOpenMs, this.#openMs * 2 ** this.#openedTimes);
    this.#openedTimes += 1;
    this.#openUntilMs = this.#clock.now() + openMs;
    this.#probe = undefined;
    this.#become('open');
  }

  #learnedNothing(sharedCall: AnySharedCall): void {
    if (sharedCall !== this.#probe) return;
    this.#probe = undefined;
    this.#become('open');
  }

  #become(state: BreakerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#observer.onBreaker?.({ state });
  }
}
