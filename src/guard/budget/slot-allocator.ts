import { type Lane } from '../../stream/upstream.js';
import { type BudgetState, HEALING_MS, toCurrentState } from './budget-state.js';
import { ReplicaBacklog } from './replica-backlog.js';
import { ThrottleBackoff } from './throttle-backoff.js';
import { type BudgetView, type Reservation, type Reserved, type ReserveRequest } from './permit-store.js';
import { Slots } from './slots.js';

/** While interactive calls wait, every tenth permit goes to the bulk lane. */
const INTERACTIVE_PER_BULK = 9;
/** If a replica leaves a slot of its share unused for this time, any replica can take it. */
const UNUSED_AFTER_MS = 50;
/**
 * How long before its next slot a replica requests again, as a part of its horizon. The rest of the horizon then
 * contains several slots, and one request reserves them together.
 */
const ASK_BEFORE = 0.5;
/** The pause before the bulk lane tries again, while the free slots are kept for interactive calls. */
const YIELD_MS = 10;

/** A reading of the store's clock, made together with the read of the state or shortly before it. */
export interface StoreTime {
  readonly epoch: string;
  readonly nowMs: number;
  /** No permit is granted for an earlier time, because the store may have lost its latest grants. */
  readonly notBeforeMs: number;
}

/** The part of a request that is needed to read a budget without a reservation. */
export type Look = Pick<ReserveRequest, 'limit' | 'replica' | 'guardMs'>;

/**
 * Applies the rules of a budget to one request: they decide which slots the request gets, and when. Does not change its
 * arguments.
 * @returns the new state to store, and the reservation; the reservation is invalid if the stored state has changed
 */
export function reserve(
  state: BudgetState,
  request: ReserveRequest,
  time: StoreTime,
): { readonly state: BudgetState; readonly reservation: Reservation } {
  const allocator = new SlotAllocator(state, request, time);
  const { permits, askAgainAtMs } = allocator.reserve(request);
  return { state: allocator.state, reservation: { permits, askAgainAtMs, view: allocator.view } };
}

/** Returns the state of a budget for one replica. */
export function toView(state: BudgetState, look: Look, time: StoreTime): BudgetView {
  return new SlotAllocator(state, look, time).view;
}

/** Allocates the slots for one request. */
class SlotAllocator {
  readonly #look: Look;
  readonly #time: StoreTime;
  readonly #slots: Slots;
  readonly #throttleBackoff: ThrottleBackoff;
  readonly #backlog: ReplicaBacklog;
  readonly #permits: Reserved[] = [];
  #wanted = { interactive: 0, bulk: 0 };
  #bulkNextAtMs: number;
  #credit: number;
  #sinceBulk: number;
  #healingUntilMs: number;

  constructor(before: BudgetState, look: Look, time: StoreTime) {
    const state = toCurrentState(before, look.limit, look.guardMs, time.nowMs);
    this.#look = look;
    this.#time = time;
    this.#slots = new Slots(state.slots);
    this.#throttleBackoff = new ThrottleBackoff(state, look.limit);
    this.#backlog = new ReplicaBacklog(state, look.replica, time.nowMs);
    this.#bulkNextAtMs = state.bulkNextAtMs;
    this.#credit = state.credit;
    this.#sinceBulk = state.sinceBulk;
    this.#healingUntilMs = state.healingUntilMs;
  }

  reserve(request: ReserveRequest): Omit<Reservation, 'view'> {
    this.#takeNote(request);
    this.#wanted = { ...request.waiting };
    let askAgainAtMs: number | undefined;
    while (askAgainAtMs === undefined && this.#wanted.interactive + this.#wanted.bulk > 0)
      askAgainAtMs = this.#next(request);
    return { permits: this.#permits, askAgainAtMs };
  }

  get state(): BudgetState {
    return {
      slots: this.#slots.all,
      ...this.#throttleBackoff.state,
      bulkNextAtMs: this.#bulkNextAtMs,
      credit: this.#credit,
      sinceBulk: this.#sinceBulk,
      healingUntilMs: this.#healingUntilMs,
      waiting: this.#backlog.with(this.#look.replica, this.#wanted, this.#time.nowMs),
    };
  }

  get view(): BudgetView {
    const { epoch, nowMs } = this.#time;
    return {
      epoch,
      nowMs,
      slots: this.#slots.count,
      windowMs: this.#look.limit.windowMs,
      usable: this.#usable,
      freeAtMs: (k) => this.#slots.freeAtMs(k),
      pausedUntilMs: this.#pausedUntilMs,
      waitingElsewhere: this.#backlog.total,
    };
  }

  get #usable(): number {
    return this.#throttleBackoff.usable(this.#time.nowMs);
  }

  get #pausedUntilMs(): number {
    return Math.max(this.#throttleBackoff.state.pausedUntilMs, this.#time.notBeforeMs);
  }

  #takeNote(request: ReserveRequest): void {
    const { amendments, carriedAgesMs, slowedForMs, pausedForMs, limit, guardMs, replica } = request;
    const { nowMs } = this.#time;
    for (const amendment of amendments) this.#slots.amend(amendment);
    if (carriedAgesMs !== undefined) this.#healingUntilMs = nowMs + HEALING_MS;
    for (const ageMs of carriedAgesMs ?? []) {
      const freeAtMs = nowMs - ageMs + limit.windowMs + guardMs;
      this.#slots.occupyEarliest(Math.max(freeAtMs, this.#slots.freeAtMs(0)), replica);
    }
    if (pausedForMs !== undefined) this.#throttleBackoff.pause(nowMs, pausedForMs);
    if (slowedForMs !== undefined) this.#throttleBackoff.slow(nowMs, slowedForMs);
  }

  /** Grants the next permit of a request, or returns the time when the next request can succeed. */
  #next(request: ReserveRequest): number | undefined {
    const { nowMs } = this.#time;
    const [wanted, elsewhere, usable] = [this.#wanted, this.#backlog.total, this.#usable];
    const peopleWait = wanted.interactive + elsewhere.interactive > 0;
    const bulkWaits = wanted.bulk + elsewhere.bulk > 0;
    if (!bulkWaits) this.#credit = this.#sinceBulk = 0;
    const nextFreeAtMs = this.#slots.freeAtMs(this.#slots.count - usable);
    const unused = nextFreeAtMs <= nowMs - UNUSED_AFTER_MS;
    const bulkOnly = peopleWait && this.#credit > 0;

    const lane = wanted.bulk > 0 && (bulkOnly || wanted.interactive === 0) ? 'bulk' : 'interactive';
    if (lane === 'bulk' && peopleWait && !bulkOnly && !unused)
      return Math.max(nowMs + YIELD_MS, nextFreeAtMs);

    const left = lane === 'interactive' && !unused ? this.#credit : 0;
    const freeAtMs = this.#slots.freeAtMs(this.#slots.count - usable + left);
    if (freeAtMs > nextFreeAtMs + UNUSED_AFTER_MS) return nextFreeAtMs + UNUSED_AFTER_MS;
    const paceAtMs = lane === 'bulk' && !bulkOnly ? this.#bulkNextAtMs : nowMs;
    const atMs = Math.max(nowMs, this.#pausedUntilMs, freeAtMs, paceAtMs);
    const horizonMs = request.horizonMs[lane];
    if (atMs > nowMs + horizonMs) return atMs - horizonMs * ASK_BEFORE;
    if (this.#hasItsShare(request, lane, atMs, unused))
      return Math.max(nowMs, nextFreeAtMs) + UNUSED_AFTER_MS;
    this.#grant(request, lane, atMs, bulkWaits, bulkOnly);
    return undefined;
  }

  #grant(
    { limit, guardMs, replica }: ReserveRequest,
    lane: Lane,
    atMs: number,
    bulkWaits: boolean,
    bulkOnly: boolean,
  ) {
    const wasFreeAtMs = this.#slots.freeAtMs(0);
    const freeAtMs = atMs + limit.windowMs + guardMs;
    const slot = this.#slots.occupyEarliest(freeAtMs, replica);
    this.#permits.push({ slot, atMs, freeAtMs, wasFreeAtMs, bulkOnly: lane === 'bulk' && bulkOnly });
    this.#wanted[lane] -= 1;
    if (lane === 'bulk') {
      const everyMs = limit.windowMs / this.#usable;
      this.#bulkNextAtMs = Math.max(this.#bulkNextAtMs, atMs - everyMs) + everyMs;
      this.#credit = Math.max(0, this.#credit - 1);
      this.#sinceBulk = 0;
    } else if (bulkWaits && (this.#sinceBulk += 1) >= INTERACTIVE_PER_BULK) {
      this.#credit = Math.min(this.#credit + 1, Math.ceil(this.#usable / (INTERACTIVE_PER_BULK + 1)));
      this.#sinceBulk = 0;
    }
  }

  /**
   * Whether the replica already occupies its share of the slots. The share applies while other replicas wait in the
   * same lane. It also includes the slots that the others do not need.
   */
  #hasItsShare(request: ReserveRequest, lane: Lane, atMs: number, unused: boolean): boolean {
    const heals = this.#time.nowMs < this.#healingUntilMs;
    const rivals = this.#backlog.elsewhere.filter((waiting) => waiting[lane] > 0);
    if (!heals && (rivals.length === 0 || unused)) return false;
    const usable = this.#usable;
    const share = Math.ceil(usable / (rivals.length + 1));
    const theirs = rivals.reduce((sum, waiting) => sum + Math.min(waiting[lane], share), 0);
    const most = heals
      ? Math.max(1, Math.floor(request.limit.limit / request.replicas))
      : Math.max(share, usable - theirs);
    return this.#slots.heldBy(request.replica, atMs) >= most;
  }
}
