import { StreamError } from '../stream/errors.js';
import { type Clock } from '../stream/clock.js';
import { type AnySharedCall, type SharedCall, type Next } from './coalesce/shared-call.js';
import { type BreakerState, type GuardObserver } from './observer.js';

export interface BreakerOptions {
  /** How many consecutive faults open the breaker. Default 5. */
  readonly faults?: number | undefined;
  /** How long the breaker stays open the first time. Each failed probe doubles this time. Default 1000. */
  readonly openMs?: number | undefined;
  /** The longest time that the breaker stays open. Default 30,000. */
  readonly longestOpenMs?: number | undefined;
}

/** An attempt that the gateway aborts earlier than this gives no information about the upstream. */
const FAIR_TIME_MS = 1000;

/**
 * The circuit breaker. It stops calls to an upstream that does not answer, so callers do not wait in vain. It opens
 * after consecutive faults: no connection, status 5xx or no answer in time. It does not open after rejections, because
 * an upstream that rejects calls is healthy. After the open time, one call at a time is sent as a probe. The breaker is
 * checked before the wait for a permit and again when the permit is granted. Wrappers of libraries check only once.
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

  /** Refuses a call before it waits for a permit if the breaker is open. Records the result of the attempt. */
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

  /** Called when a permit is granted. If the breaker is not closed, an admitted call is the probe. */
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
    // While a probe is in progress, its result is unknown. A retry is useful soon after it.
    const retryAfterMs = Math.max(FAIR_TIME_MS, Math.ceil(this.#openUntilMs - nowMs));
    return new StreamError('UPSTREAM_UNAVAILABLE', { operation, outcome: 'NOT_SENT', retryAfterMs });
  }

  #judge(sharedCall: AnySharedCall, thrown: unknown): void {
    const { code, outcome } = thrown instanceof StreamError ? thrown : {};
    const unfair = sharedCall.cut && this.#clock.now() - sharedCall.sentAtMs < FAIR_TIME_MS;
    if (code === undefined || unfair || sharedCall.abandoned) this.#learnedNothing(sharedCall);
    else if (code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT') this.#faulted(sharedCall);
    // A permit was granted, but the call was not sent, because its job did not need it any more.
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
