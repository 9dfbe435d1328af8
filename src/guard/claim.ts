import { type StreamError } from '../stream/errors.js';
import { type Lane } from '../stream/upstream.js';
import { type Clock, type Timer } from '../stream/clock.js';
import { type AnyFlight, type Stage } from './flight.js';
import { Waiter } from './lanes.js';
import { type Permit } from './permit.js';

/** The budget, to those who wait for it. */
export interface Claims {
  leave(claim: Claim): void;
  promote(claim: Claim): void;
  retryAfterMs(lane: Lane): number;
}

/** A flight that waits for its permit. One object, since there may be ten thousand of them. */
export class Claim implements Stage {
  readonly flight: AnyFlight;
  readonly grant: (permit: Permit) => void;
  readonly refuse: (reason: StreamError) => void;
  readonly sinceMs: number;
  readonly place: Waiter<Claim>;
  readonly #clock: Clock;
  readonly #claims: Claims;
  #timer: Timer | undefined;

  constructor(
    flight: AnyFlight,
    grant: (permit: Permit) => void,
    refuse: (reason: StreamError) => void,
    clock: Clock,
    claims: Claims,
  ) {
    this.flight = flight;
    this.grant = grant;
    this.refuse = refuse;
    this.sinceMs = clock.now();
    this.place = new Waiter(this);
    this.#clock = clock;
    this.#claims = claims;
  }

  /** Until the flight's deadline, which is later when somebody boards meanwhile. */
  wait(): void {
    this.flight.stage = this;
    const leftMs = this.flight.deadlineAtMs - this.#clock.now();
    if (leftMs <= 0) this.abandon();
    else
      this.#timer = this.#clock.setTimer(leftMs, () => {
        this.wait();
      });
  }

  end(): void {
    this.#timer?.cancel();
    this.flight.stage = undefined;
  }

  abandon(): void {
    this.#claims.leave(this);
  }

  promote(): void {
    this.#claims.promote(this);
  }

  retryAfterMs(): number {
    return this.#claims.retryAfterMs(this.flight.lane);
  }
}
