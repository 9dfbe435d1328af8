import { type Outcome, type StreamError, toStreamError } from '../../stream/errors.js';
import { type CallContext, type Lane } from '../../stream/upstream.js';
import { type SendCheck, type GuardedCall } from '../guarded-call.js';
import { type Clock, type Timer } from '../../stream/clock.js';
import { sendRefusedError, deadlineExceededError } from '../errors.js';

/** What a shared call is doing at the moment: waiting for a permit, pausing before a retry, or making its call. */
export interface Stage {
  /** All waiters have left: stop. */
  abandon(): void;
  /** An interactive caller waits now for what was bulk's. */
  promote?(): void;
  /** When a permit can be had, in ms from now. */
  retryAfterMs?(): number;
}

interface Waiter<T> {
  readonly deadlineAtMs: number;
  readonly signal: AbortSignal;
  readonly lane: Lane;
  readonly maySend: CallContext['maySend'];
  readonly onAbort: () => void;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** One call on its way through the policies, for all of its waiters. */
export class SharedCall<T> {
  readonly call: GuardedCall<T>;
  lane: Lane;
  /** The latest deadline of those who joined; until then it is worth trying. */
  deadlineAtMs: number;
  /** The outcome of the call if it stops now. */
  outcome: Outcome = 'NOT_SENT';
  /** The outcome of the attempts before the present one. */
  #outcomeBefore: Outcome = 'NOT_SENT';
  /** Whether the present attempt was made. */
  sent = false;
  sentAtMs = -Infinity;
  /** Whether the present attempt was cut short by us. */
  cut = false;
  /** A later call that undoes this one has gone: no further attempt. */
  final = false;
  stage: Stage | undefined;
  /** Called when a permit is granted: No further waiter can join. */
  onClosed: (() => void) | undefined;
  readonly #clock: Clock;
  /** Nearly always one, so that a list is smaller and quick enough; in the order of joining. */
  #waiters: Waiter<T>[] = [];
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
    return this.#waiters.length === 0;
  }

  /** Waits for the shared call's end, the own deadline or the own signal, whichever comes first. */
  join(
    { signal, lane, maySend }: Pick<CallContext, 'signal' | 'lane' | 'maySend'>,
    deadlineAtMs: number,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter<T> = {
        deadlineAtMs,
        signal,
        lane,
        maySend,
        resolve,
        reject,
        onAbort: () => {
          this.#leave(waiter, signal.reason);
        },
      };
      if (this.#waiters.length > 0) this.#waiters.push(waiter);
      // A list of one takes a tenth of the room that pushing reserves.
      else this.#waiters = [waiter];
      signal.addEventListener('abort', waiter.onAbort, { once: true });
      this.deadlineAtMs = Math.max(this.deadlineAtMs, deadlineAtMs);
      if (this.#waiters.length > 1) this.#watchEarliest();
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
   * The check before the call is sent: each job that waits for it is checked separately. Undefined where an interactive
   * caller waits for it: then it is sent whatever the jobs answer. A call that only precedes an interactive one is
   * still the jobs' own.
   */
  sendCheck(): SendCheck | undefined {
    if (this.#waiters.some(({ lane, maySend }) => lane === 'interactive' || maySend === undefined))
      return undefined;
    return () => this.#sendCheck();
  }

  /** The permit is granted: from here on the call may take effect. */
  markSent(): void {
    this.stage = undefined;
    this.sent = true;
    this.sentAtMs = this.#clock.now();
    this.cut = false;
    this.outcome = 'UNKNOWN';
    this.close();
  }

  settle(value: T): void {
    for (const waiter of this.#end()) waiter.resolve(value);
  }

  fail(reason: unknown): void {
    for (const waiter of this.#end()) waiter.reject(reason);
  }

  /** No further waiter can join. */
  close(): void {
    this.onClosed?.();
    this.onClosed = undefined;
  }

  /** For the one shared call that waits for this one's end. */
  whenEnded(callback: () => void): void {
    this.#onEnd = callback;
  }

  /**
   * Each that may not go on leaves with its own reason, and the call is sent for the others. Where there are no others,
   * the first one's reason is the attempt's.
   */
  async #sendCheck(): Promise<void> {
    const asked = [...this.#waiters];
    const answers = await Promise.allSettled(
      asked.map(({ maySend }) => (maySend === undefined ? Promise.resolve(true) : maySend())),
    );
    const refused = answers.flatMap((answer, index) => {
      if (answer.status === 'fulfilled' && answer.value) return [];
      const reason =
        answer.status === 'fulfilled' ? sendRefusedError(this.operation) : toStreamError(answer.reason);
      return [{ waiter: asked[index], reason }];
    });
    const first = refused.length === asked.length ? refused.shift() : undefined;
    for (const { waiter, reason } of refused)
      if (waiter !== undefined) this.#remove(waiter, this.#withOutcomeBefore(reason));
    if (first !== undefined) throw first.reason;
  }

  /** An attempt before may have taken effect, though the present one was not sent. */
  #withOutcomeBefore(reason: StreamError): StreamError {
    return this.#outcomeBefore === 'NOT_SENT' ? reason : reason.with({ outcome: this.#outcomeBefore });
  }

  #end(): readonly Waiter<T>[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { signal, onAbort } of waiters) signal.removeEventListener('abort', onAbort);
    this.#earliest?.cancel();
    this.close();
    this.#onEnd?.();
    return waiters;
  }

  #leave(waiter: Waiter<T>, cause?: unknown): void {
    const retryAfterMs = this.stage?.retryAfterMs?.();
    this.#remove(waiter, deadlineExceededError(this.call, this.outcome, { retryAfterMs, cause }));
  }

  #remove(waiter: Waiter<T>, reason: StreamError): void {
    const index = this.#waiters.indexOf(waiter);
    if (index === -1) return;
    this.#waiters.splice(index, 1);
    waiter.signal.removeEventListener('abort', waiter.onAbort);
    waiter.reject(reason);
    if (!this.abandoned) return;
    this.#earliest?.cancel();
    // Closed first: an identical call from now on needs a shared call of its own.
    this.close();
    this.stage?.abandon();
  }

  /** Only for those whose time is up before the shared call's own, which its stages watch. */
  #watchEarliest(): void {
    this.#earliest?.cancel();
    this.#earliest = undefined;
    // All waiters have the same time to wait, so that the first that joined is the first whose time is up.
    const [first] = this.#waiters;
    if (first === undefined || first.deadlineAtMs >= this.deadlineAtMs) return;
    this.#earliest = this.#clock.setTimer(first.deadlineAtMs - this.#clock.now(), () => {
      if (first.deadlineAtMs <= this.#clock.now()) this.#leave(first);
      if (!this.abandoned) this.#watchEarliest();
    });
  }
}

/** The policy that comes next: put together once, so that a waiting shared call drags no chain of closures along. */
export type Next = <T>(sharedCall: SharedCall<T>) => Promise<T>;

/** A shared call for code that does not use its result. */
export type AnySharedCall = Omit<SharedCall<unknown>, 'join' | 'settle' | 'fail'>;
