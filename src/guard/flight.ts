import { type Outcome, type StreamError, toStreamError } from '../stream/errors.js';
import { type CallContext, type Lane } from '../stream/upstream.js';
import { type AskClaims, type GuardedCall } from './call.js';
import { type Clock, type Timer } from '../stream/clock.js';
import { toClaimRefused, toGaveUp } from './refusal.js';

/** What a flight is doing at the moment: waiting for a permit, pausing before a retry, or making its call. */
export interface Stage {
  /** Everybody has left: stop. */
  abandon(): void;
  /** A person waits now for what was bulk's. */
  promote?(): void;
  /** When a permit can be had, in ms from now. */
  retryAfterMs?(): number;
}

interface Passenger<T> {
  readonly deadlineAtMs: number;
  readonly signal: AbortSignal;
  readonly lane: Lane;
  readonly claim: CallContext['claim'];
  readonly onAbort: () => void;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** One call on its way through the policies, for everybody who waits for it. */
export class Flight<T> {
  readonly call: GuardedCall<T>;
  lane: Lane;
  /** The latest deadline of those who boarded; until then it is worth trying. */
  deadlineAtMs: number;
  /** What can be said of the call if it stops now. */
  outcome: Outcome = 'NOT_SENT';
  /** What can be said of the attempts before the present one. */
  #outcomeBefore: Outcome = 'NOT_SENT';
  /** Whether the present attempt was made. */
  sent = false;
  sentAtMs = -Infinity;
  /** Whether the present attempt was cut short by us. */
  cut = false;
  /** A later call that undoes this one has gone: no further attempt. */
  final = false;
  stage: Stage | undefined;
  /** Called when a permit is granted: nobody can board any more. */
  onDeparture: (() => void) | undefined;
  readonly #clock: Clock;
  /** Nearly always one, so that a list is smaller and quick enough; in the order of boarding. */
  #passengers: Passenger<T>[] = [];
  #earliest: Timer | undefined;
  #onEnd: (() => void) | undefined;

  constructor(call: GuardedCall<T>, deadlineAtMs: number, clock: Clock) {
    this.call = call;
    this.lane = call.context.lane;
    this.deadlineAtMs = deadlineAtMs;
    this.#clock = clock;
  }

  get operation(): string {
    return this.call.operation;
  }

  get abandoned(): boolean {
    return this.#passengers.length === 0;
  }

  /** Waits for the flight's end, the own deadline or the own signal, whichever comes first. */
  board(
    { signal, lane, claim }: Pick<CallContext, 'signal' | 'lane' | 'claim'>,
    deadlineAtMs: number,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const passenger: Passenger<T> = {
        deadlineAtMs,
        signal,
        lane,
        claim,
        resolve,
        reject,
        onAbort: () => {
          this.#leave(passenger, signal.reason);
        },
      };
      if (this.#passengers.length > 0) this.#passengers.push(passenger);
      // A list of one takes a tenth of the room that pushing reserves.
      else this.#passengers = [passenger];
      signal.addEventListener('abort', passenger.onAbort, { once: true });
      this.deadlineAtMs = Math.max(this.deadlineAtMs, deadlineAtMs);
      if (this.#passengers.length > 1) this.#watchEarliest();
      if (lane === 'interactive') this.promote();
    });
  }

  /** A person waits for it now. */
  promote(): void {
    if (this.lane === 'interactive') return;
    this.lane = 'interactive';
    this.stage?.promote?.();
  }

  /** A new attempt begins: it waits. */
  prepare(): void {
    this.sent = false;
    this.#outcomeBefore = this.outcome;
  }

  /**
   * What is to be asked before the call is sent: each job that waits for it, for itself. Undefined where a person waits
   * for it: then it is sent whatever the jobs answer. A call that only precedes a person's is still the jobs' own.
   */
  claims(): AskClaims | undefined {
    if (this.#passengers.some(({ lane, claim }) => lane === 'interactive' || claim === undefined))
      return undefined;
    return () => this.#askClaims();
  }

  /** The permit is granted: from here on the call may take effect. */
  depart(): void {
    this.stage = undefined;
    this.sent = true;
    this.sentAtMs = this.#clock.now();
    this.cut = false;
    this.outcome = 'UNKNOWN';
    this.close();
  }

  land(value: T): void {
    for (const passenger of this.#end()) passenger.resolve(value);
  }

  crash(reason: unknown): void {
    for (const passenger of this.#end()) passenger.reject(reason);
  }

  /** Nobody can board any more. */
  close(): void {
    this.onDeparture?.();
    this.onDeparture = undefined;
  }

  /** For the one flight that waits for this one's end. */
  whenEnded(callback: () => void): void {
    this.#onEnd = callback;
  }

  /**
   * Each that may not go on leaves with its own reason, and the call is sent for the others. Where there are no others,
   * the first one's reason is the attempt's.
   */
  async #askClaims(): Promise<void> {
    const asked = [...this.#passengers];
    const answers = await Promise.allSettled(
      asked.map(({ claim }) => (claim === undefined ? Promise.resolve(true) : claim())),
    );
    const refused = answers.flatMap((answer, index) => {
      if (answer.status === 'fulfilled' && answer.value) return [];
      const reason =
        answer.status === 'fulfilled' ? toClaimRefused(this.operation) : toStreamError(answer.reason);
      return [{ passenger: asked[index], reason }];
    });
    const first = refused.length === asked.length ? refused.shift() : undefined;
    for (const { passenger, reason } of refused)
      if (passenger !== undefined) this.#remove(passenger, this.#withOutcomeBefore(reason));
    if (first !== undefined) throw first.reason;
  }

  /** An attempt before may have taken effect, though the present one was not sent. */
  #withOutcomeBefore(reason: StreamError): StreamError {
    return this.#outcomeBefore === 'NOT_SENT' ? reason : reason.with({ outcome: this.#outcomeBefore });
  }

  #end(): readonly Passenger<T>[] {
    const passengers = this.#passengers;
    this.#passengers = [];
    for (const { signal, onAbort } of passengers) signal.removeEventListener('abort', onAbort);
    this.#earliest?.cancel();
    this.close();
    this.#onEnd?.();
    return passengers;
  }

  #leave(passenger: Passenger<T>, cause?: unknown): void {
    const retryAfterMs = this.stage?.retryAfterMs?.();
    this.#remove(passenger, toGaveUp(this.call, this.outcome, { retryAfterMs, cause }));
  }

  #remove(passenger: Passenger<T>, reason: StreamError): void {
    const index = this.#passengers.indexOf(passenger);
    if (index === -1) return;
    this.#passengers.splice(index, 1);
    passenger.signal.removeEventListener('abort', passenger.onAbort);
    passenger.reject(reason);
    if (!this.abandoned) return;
    this.#earliest?.cancel();
    // Closed first: whoever asks for the same from now on needs a flight of its own.
    this.close();
    this.stage?.abandon();
  }

  /** Only for those whose time is up before the flight's own, which its stages watch. */
  #watchEarliest(): void {
    this.#earliest?.cancel();
    this.#earliest = undefined;
    // Everybody has the same time to wait, so that whoever boarded first is the first whose time is up.
    const [first] = this.#passengers;
    if (first === undefined || first.deadlineAtMs >= this.deadlineAtMs) return;
    this.#earliest = this.#clock.setTimer(first.deadlineAtMs - this.#clock.now(), () => {
      if (first.deadlineAtMs <= this.#clock.now()) this.#leave(first);
      if (!this.abandoned) this.#watchEarliest();
    });
  }
}

/** The policy that comes next: put together once, so that a waiting flight drags no chain of closures along. */
export type Next = <T>(flight: Flight<T>) => Promise<T>;

/** A flight to whoever does not mind what it brings back. */
export type AnyFlight = Omit<Flight<unknown>, 'board' | 'land' | 'crash'>;
