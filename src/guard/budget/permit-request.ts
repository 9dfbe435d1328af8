import { type StreamError } from '../../stream/errors.js';
import { type Lane } from '../../stream/upstream.js';
import { type Clock, type Timer } from '../../stream/clock.js';
import { type AnySharedCall, type Stage } from '../coalesce/shared-call.js';
import { LaneEntry } from './lanes.js';
import { type Permit } from './permit.js';

/** The methods of the budget that a waiting request uses. */
export interface PermitRequestQueue {
  leave(request: PermitRequest): void;
  promote(request: PermitRequest): void;
  retryAfterMs(lane: Lane): number;
}

/** A shared call that waits for its permit. It is a single object, because 10,000 of them can wait. */
export class PermitRequest implements Stage {
  readonly sharedCall: AnySharedCall;
  readonly grant: (permit: Permit) => void;
  readonly refuse: (reason: StreamError) => void;
  readonly sinceMs: number;
  readonly entry: LaneEntry<PermitRequest>;
  readonly #clock: Clock;
  readonly #queue: PermitRequestQueue;
  #timer: Timer | undefined;

  constructor(
    sharedCall: AnySharedCall,
    grant: (permit: Permit) => void,
    refuse: (reason: StreamError) => void,
    clock: Clock,
    queue: PermitRequestQueue,
  ) {
    this.sharedCall = sharedCall;
    this.grant = grant;
    this.refuse = refuse;
    this.sinceMs = clock.now();
    this.entry = new LaneEntry(this);
    this.#clock = clock;
    this.#queue = queue;
  }

  /** Waits until the deadline of the shared call. The deadline moves when another waiter joins. */
  wait(): void {
    this.sharedCall.stage = this;
    const leftMs = this.sharedCall.deadlineAtMs - this.#clock.now();
    if (leftMs <= 0) this.abandon();
    else
      this.#timer = this.#clock.setTimer(leftMs, () => {
        this.wait();
      });
  }

  end(): void {
    this.#timer?.cancel();
    this.sharedCall.stage = undefined;
  }

  abandon(): void {
    this.#queue.leave(this);
  }

  promote(): void {
    this.#queue.promote(this);
  }

  retryAfterMs(): number {
    return this.#queue.retryAfterMs(this.sharedCall.lane);
  }
}
