import { type Outcome, type StreamError, toStreamError } from '../../stream/errors.js';
import { type CallContext, type Lane } from '../../stream/upstream.js';
import { type SendCheck, type GuardedCall } from '../guarded-call.js';
import { type Clock, type Timer } from '../../stream/clock.js';
import { sendRefusedError, deadlineExceededError } from '../errors.js';

/** The present stage of a shared call: it waits for a permit, pauses before a retry, or makes its call. */
export interface Stage {
  /** Called when all waiters have left: ends the stage. */
  abandon(): void;
  /** Called when the call moves from the bulk lane to the interactive lane. */
  promote?(): void;
  /** The time until the call can be sent. */
  retryAfterMs?(): number;
}

interface Waiter<T> {
  readonly deadlineAtMs: number;
  readonly signal: AbortSignal;
  readonly lane: Lane;
  readonly maySend: CallContext['maySend'];
  readonly onSent: CallContext['onSent'];
  readonly onAbort: () => void;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** One call for all of its waiters. It passes through the policies of the guard. */
export class SharedCall<T> {
  readonly call: GuardedCall<T>;
  lane: Lane;
  /** The latest deadline of all requests that joined. */
  deadlineAtMs: number;
  /** The outcome of the call if it stops now. */
  outcome: Outcome = 'NOT_SENT';
  /** The outcome of the attempts before the present one. */
  #outcomeBefore: Outcome = 'NOT_SENT';
  /** Whether the permit of the present attempt was granted. From then on the call can take effect. */
  sent = false;
  sentAtMs = -Infinity;
  /** Whether an attempt left the gateway. */
  #left = false;
  /** Whether the present attempt waited for the checks of its jobs. */
  #isChecked = false;
  /** Whether the gateway aborted the present attempt. */
  cut = false;
  /** Whether a later call that undoes this one was sent. There are no further attempts then. */
  final = false;
  stage: Stage | undefined;
  /** Called when no further waiter can join. */
  onClosed: (() => void) | undefined;
  readonly #clock: Clock;
  /** In the order of joining. An array needs the least memory, because there is nearly always one waiter. */
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

  /** Settles when the shared call ends, when the deadline passes or when the signal aborts. */
  join(
    { signal, lane, maySend, onSent }: Pick<CallContext, 'signal' | 'lane' | 'maySend' | 'onSent'>,
    deadlineAtMs: number,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter<T> = {
        deadlineAtMs,
        signal,
        lane,
        maySend,
        onSent,
        resolve,
        reject,
        onAbort: () => {
          this.#leave(waiter, signal.reason);
        },
      };
      if (this.#waiters.length > 0) this.#waiters.push(waiter);
      // An array literal with one element needs a tenth of the memory that `push` reserves.
      else this.#waiters = [waiter];
      signal.addEventListener('abort', waiter.onAbort, { once: true });
      this.deadlineAtMs = Math.max(this.deadlineAtMs, deadlineAtMs);
      if (this.#waiters.length > 1) this.#watchEarliest();
      if (lane === 'interactive') this.promote();
      if (this.#left) onSent?.();
    });
  }

  /** Moves the call to the interactive lane, because an interactive caller waits for it. */
  promote(): void {
    if (this.lane === 'interactive') return;
    this.lane = 'interactive';
    this.stage?.promote?.();
  }

  /** Called when a new attempt starts to wait. */
  prepare(): void {
    this.sent = false;
    this.#outcomeBefore = this.outcome;
  }

  /**
   * Returns the check that runs before the call is sent. It checks each waiting job separately. Returns undefined if an
   * interactive caller waits for this call, because the call is then sent for that caller in any case. An interactive
   * caller of another call behind this one does not count.
   */
  sendCheck(): SendCheck | undefined {
    const isWanted = this.#waiters.some(
      ({ lane, maySend }) => lane === 'interactive' || maySend === undefined,
    );
    this.#isChecked = !isWanted;
    return isWanted ? undefined : () => this.#sendCheck();
  }

  /** Called when the permit is granted. From now on the call can take effect. */
  markSent(): void {
    this.stage = undefined;
    this.sent = true;
    this.sentAtMs = this.#clock.now();
    this.cut = false;
    this.outcome = 'UNKNOWN';
    this.close();
  }

  /**
   * Called when an attempt leaves the gateway, after its check. Notifies each waiter, because the call takes effect for
   * all of them. A waiter that was refused or has left is not notified. If the call is sent for an interactive caller,
   * the jobs that share it are checked now. Their answers change nothing, but a job marks its item as sent in its check.
   */
  notifySent(): void {
    this.#left = true;
    for (const { maySend, onSent } of this.#waiters) {
      onSent?.();
      if (!this.#isChecked) maySend?.().catch(() => undefined);
    }
  }

  settle(value: T): void {
    for (const waiter of this.#end()) waiter.resolve(value);
  }

  fail(reason: unknown): void {
    for (const waiter of this.#end()) waiter.reject(reason);
  }

  /** Lets no further waiter join. */
  close(): void {
    this.onClosed?.();
    this.onClosed = undefined;
  }

  /** Calls back when this call ends. Only one shared call can wait for the end of another one. */
  whenEnded(callback: () => void): void {
    this.#onEnd = callback;
  }

  /**
   * Rejects each waiter that does not pass its check with its own error. The call is sent for the others. If no waiter
   * passes, the attempt fails with the error of the first one.
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

  /** An earlier attempt may have taken effect, although the present attempt was not sent. */
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
    // Close first: a later identical request needs its own shared call.
    this.close();
    this.stage?.abandon();
  }

  /**
   * Sets the timer for waiters with an earlier deadline than the shared call. The stages observe only the deadline of
   * the shared call.
   */
  #watchEarliest(): void {
    this.#earliest?.cancel();
    this.#earliest = undefined;
    // All waiters have the same time limit, so the waiter that joined first has the earliest deadline.
    const [first] = this.#waiters;
    if (first === undefined || first.deadlineAtMs >= this.deadlineAtMs) return;
    this.#earliest = this.#clock.setTimer(first.deadlineAtMs - this.#clock.now(), () => {
      if (first.deadlineAtMs <= this.#clock.now()) this.#leave(first);
      if (!this.abandoned) this.#watchEarliest();
    });
  }
}

/** The next policy. The chain of policies is built once, so a waiting shared call needs no closures of its own. */
export type Next = <T>(sharedCall: SharedCall<T>) => Promise<T>;

/** A shared call for code that does not use its result. */
export type AnySharedCall = Omit<SharedCall<unknown>, 'join' | 'settle' | 'fail'>;
