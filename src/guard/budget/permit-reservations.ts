import { toStreamError, type StreamError } from '../../stream/errors.js';
import { type Lane } from '../../stream/upstream.js';
import { type Clock, type Timer } from '../../stream/clock.js';
import { ArrivalDelay } from './arrival-delay.js';
import { type OperationLimit } from './operation-limit.js';
import { Permit, type PermitIssuer } from './permit.js';
import {
  type Amendment,
  type BudgetView,
  type PermitStore,
  type Reservation,
  type Waiting,
} from './permit-store.js';
import { StoreClock } from './store-clock.js';

/** A waiting replica sends a request at least this often. The other replicas then know that it still waits. */
const ASK_AT_LEAST_EVERY_MS = 1000;
/** The pause of requests to the store after a failure. */
const REST_MS = 250;
/** The longest time that a report waits for the next request to the store, if other replicas need it. */
const REPORT_AFTER_MS = 50;
/**
 * The report of a slot that stays occupied for longer must reach the store before the slot is granted again. It waits
 * for the next request for at most this part of the time until then.
 */
const REPORT_AFTER_PART = 1 / 4;
/** A smaller delay is covered by the guard time. Its report can wait for the next request. */
const NEGLIGIBLE_MS = 4;
/**
 * In windows. An older permit is not used, because the store could grant its slot again before it learns of the late
 * use.
 */
const STALE_AFTER_WINDOWS = 1 / 4;
/**
 * In windows. The permits of a later answer are not used, because it does not give the time of the store exactly
 * enough.
 */
const LATE_AFTER_WINDOWS = 1 / 2;

export interface PermitReservationsOptions {
  readonly limit: OperationLimit;
  readonly store: PermitStore;
  readonly replica: string;
  readonly replicas: number;
  readonly guardMs: number;
  /** How far ahead permits are reserved, in milliseconds per lane. Zeros for a store in memory. */
  readonly horizonMs: Waiting;
  readonly clock: Clock;
  /** The number of waiting calls. It is read again each time. */
  readonly waiting: Waiting;
  /** Called when the store has answered. */
  readonly onChange: () => void;
}

/** The permits of one budget. Reserves as many permits as calls wait for, and returns each permit at its time. */
export class PermitReservations implements PermitIssuer {
  readonly #options: PermitReservationsOptions;
  readonly #arrivalDelay: ArrivalDelay;
  readonly #storeClock = new StoreClock();
  /** The reserved permits that are not used yet, in the order of time. */
  #atHand: Permit[] = [];
  #view: BudgetView | undefined;
  #asking = false;
  #askAgainAtMs = -Infinity;
  #askedForPeople = false;
  #amendments: Amendment[] = [];
  /** The end of a pause after throttling. Set until the pause is reported to the store. */
  #slowedUntilMs: number | undefined;
  #report: { readonly atMs: number; readonly timer: Timer } | undefined;
  #failure: { readonly error: StreamError; readonly untilMs: number } | undefined;

  constructor(options: PermitReservationsOptions) {
    this.#options = options;
    this.#arrivalDelay = new ArrivalDelay(options.clock);
  }

  /** The error of the store, during the pause after its failure. */
  get failure(): StreamError | undefined {
    if (this.#failure === undefined) return undefined;
    const leftMs = this.#failure.untilMs - this.#options.clock.now();
    return leftMs > 0 ? this.#failure.error.with({ retryAfterMs: Math.ceil(leftMs) }) : undefined;
  }

  /**
   * Returns a permit that is usable now, if there is one. Otherwise it requests permits from the store. The answer can
   * arrive later and is then reported with `onChange`.
   */
  take(): Permit | undefined {
    const due = this.#takeDue();
    if (due !== undefined) return due;
    this.#askIfUseful();
    return this.#takeDue();
  }

  /** The time when `take` can return a permit again, unless `onChange` is called before. */
  get nextAtMs(): number {
    const { interactive, bulk } = this.#lacking();
    const askAtMs = interactive + bulk > 0 && !this.#asking ? this.#askAgainAtMs : Infinity;
    return Math.min(askAtMs, this.#atHand[0]?.atMs ?? Infinity);
  }

  /** The expected time of the permit for a waiter with `ahead` other waiters before it. */
  forecastAtMs(ahead: number, lane: Lane): number {
    const { guardMs, clock } = this.#options;
    const nowMs = clock.now();
    const atHand = this.#atHand[ahead];
    if (atHand !== undefined) return Math.max(nowMs, atHand.atMs);
    if (this.#view === undefined) return nowMs;
    const { slots, usable, windowMs, pausedUntilMs, waitingElsewhere } = this.#view;
    const k =
      ahead -
      this.#atHand.length +
      waitingElsewhere.interactive +
      (lane === 'bulk' ? waitingElsewhere.bulk : 0);
    const cycleMs = windowMs + guardMs;
    const freeAtMs = this.#view.freeAtMs(slots - usable + (k % usable)) + Math.floor(k / usable) * cycleMs;
    const pacedAtMs = lane === 'bulk' ? nowMs + (k / usable) * cycleMs : nowMs;
    return Math.max(pacedAtMs, this.#storeClock.toLocal(Math.max(freeAtMs, pausedUntilMs)));
  }

  /** Called after throttling: reduces the rate for some time and grants no permit for `pauseMs`. */
  slow(pauseMs: number): void {
    // Stored as a point in time, because the time until the report reaches the store is part of the pause.
    this.#slowUntil(this.#options.clock.now() + pauseMs);
    this.#reportSoon();
  }

  /** Called when no call waits any more: returns the reserved permits and withdraws the request for more. */
  withdraw(): void {
    for (const permit of this.#atHand.splice(0)) permit.giveBack();
    if (this.#askAgainAtMs > -Infinity) this.#reportSoon();
    this.#askAgainAtMs = -Infinity;
  }

  used(permit: Permit): void {
    const overdueMs = this.#overdueMs(permit);
    // Reported before the answer of the call, because the slot could be granted to another replica until then.
    if (overdueMs > NEGLIGIBLE_MS) this.#amend(permit, permit.reserved.freeAtMs + overdueMs);
  }

  settled(permit: Permit, answered: boolean): void {
    const { guardMs } = this.#options;
    const overdueMs = this.#overdueMs(permit);
    const lateMs = answered ? this.#arrivalDelay.of(permit.usedAtMs, overdueMs) : overdueMs + guardMs;
    this.#amend(permit, permit.reserved.freeAtMs - guardMs + lateMs);
  }

  returned(permit: Permit): void {
    this.#amend(permit, permit.reserved.wasFreeAtMs);
    this.#askAgainAtMs = -Infinity;
    this.#reportSoon();
  }

  #slowUntil(atMs: number): void {
    this.#slowedUntilMs = Math.max(this.#slowedUntilMs ?? -Infinity, atMs);
  }

  /** The upper bound of the delay between the time of a permit and its use. */
  #overdueMs({ usedAtMs, reserved }: Permit): number {
    return Math.max(0, this.#storeClock.toStoreAtMost(usedAtMs) - reserved.atMs);
  }

  #amend(permit: Permit, freeAtMs: number): void {
    const { epoch, reserved, freeAtMs: expectedMs } = permit;
    this.#amendments.push({ epoch, slot: reserved.slot, expectedMs, freeAtMs });
    permit.freeAtMs = freeAtMs;
    if (freeAtMs <= expectedMs + NEGLIGIBLE_MS) return;
    const leftMs = this.#storeClock.toLocal(expectedMs) - this.#options.clock.now();
    this.#reportWithin(Math.max(0, leftMs * REPORT_AFTER_PART));
  }

  #takeDue(): Permit | undefined {
    const nowMs = this.#options.clock.now();
    const staleAtMs = nowMs - this.#options.limit.windowMs * STALE_AFTER_WINDOWS;
    let permit = this.#atHand[0];
    // The process was suspended. It returns the old permits, and waiting calls request new ones.
    while (permit !== undefined && permit.atMs < staleAtMs) {
      this.#atHand.shift();
      permit.giveBack();
      permit = this.#atHand[0];
    }
    return permit !== undefined && permit.atMs <= nowMs ? this.#atHand.shift() : undefined;
  }

  /** The permits that calls wait for and that are not reserved yet. */
  #lacking(): Waiting {
    const { interactive, bulk } = this.#options.waiting;
    if (this.#atHand.length === 0) return { interactive, bulk };
    const forBulk = Math.min(bulk, this.#atHand.filter((permit) => permit.reserved.bulkOnly).length);
    const forAny = this.#atHand.length - forBulk;
    const forPeople = Math.min(interactive, forAny);
    return {
      interactive: interactive - forPeople,
      bulk: Math.max(0, bulk - forBulk - (forAny - forPeople)),
    };
  }

  #askIfUseful(): void {
    const lacking = this.#lacking();
    if (lacking.interactive + lacking.bulk === 0 || this.#asking || this.failure !== undefined) return;
    const news = lacking.interactive > 0 && !this.#askedForPeople;
    if (news || this.#options.clock.now() >= this.#askAgainAtMs) this.#ask(lacking);
  }

  #ask(waiting: Waiting): void {
    const { limit, guardMs, replica, replicas, horizonMs, store } = this.#options;
    const amendments = this.#amendments;
    const slowedUntilMs = this.#slowedUntilMs;
    const askedAtMs = this.#options.clock.now();
    const slowedForMs = slowedUntilMs === undefined ? undefined : Math.max(0, slowedUntilMs - askedAtMs);
    this.#amendments = [];
    this.#slowedUntilMs = undefined;
    this.#report?.timer.cancel();
    this.#report = undefined;
    this.#askedForPeople = waiting.interactive > 0;
    const request = { limit, guardMs, replica, replicas, waiting, horizonMs, amendments, slowedForMs };
    const answer = store.reserve(request);
    if (!(answer instanceof Promise)) {
      this.#receive(answer, askedAtMs);
      return;
    }
    this.#asking = true;
    answer
      .then(
        (reservation) => {
          this.#receive(reservation, askedAtMs);
        },
        (thrown: unknown) => {
          const nowMs = this.#options.clock.now();
          this.#amendments = [...amendments, ...this.#amendments];
          if (slowedUntilMs !== undefined) this.#slowUntil(slowedUntilMs);
          this.#failure = { error: toStreamError(thrown), untilMs: nowMs + REST_MS };
          // The other replicas need the pause although no call waits here.
          if ((this.#slowedUntilMs ?? -Infinity) > nowMs) this.#reportWithin(REST_MS);
        },
      )
      .finally(() => {
        this.#asking = false;
        this.#options.onChange();
      });
  }

  #receive({ permits, askAgainAtMs, view }: Reservation, askedAtMs: number): void {
    const nowMs = this.#options.clock.now();
    this.#failure = undefined;
    this.#view = view;
    this.#storeClock.learn(view.epoch, view.nowMs, askedAtMs, nowMs);
    const late = nowMs - askedAtMs > this.#options.limit.windowMs * LATE_AFTER_WINDOWS;
    for (const reserved of permits) {
      const permit = new Permit(reserved, this.#storeClock.toLocal(reserved.atMs), view.epoch, this);
      if (late) permit.giveBack();
      else this.#atHand.push(permit);
    }
    if (permits.length > 1) this.#atHand.sort((a, b) => a.atMs - b.atMs);
    this.#askAgainAtMs =
      askAgainAtMs === undefined
        ? -Infinity
        : Math.min(this.#storeClock.toLocal(askAgainAtMs), nowMs + ASK_AT_LEAST_EVERY_MS);
  }

  #reportSoon(): void {
    this.#reportWithin(REPORT_AFTER_MS);
  }

  /**
   * Reports to a shared store, with the next request or after `ms`. A store in memory gets the report with the next
   * request.
   */
  #reportWithin(ms: number): void {
    const { horizonMs, clock } = this.#options;
    if (horizonMs.interactive === 0) return;
    const atMs = clock.now() + ms;
    if (this.#report !== undefined && this.#report.atMs <= atMs) return;
    this.#report?.timer.cancel();
    const timer = clock.setTimer(ms, () => {
      this.#report = undefined;
      if (this.#asking || this.failure !== undefined) this.#reportSoon();
      else this.#ask(this.#lacking());
    });
    this.#report = { atMs, timer };
  }
}
