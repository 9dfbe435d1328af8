import { type Lane } from '../../stream/upstream.js';
import { ReplicaBacklog, toTotal } from './replica-backlog.js';
import { ThrottleBackoff } from './throttle-backoff.js';
import {
  type BudgetView,
  type Reservation,
  type Reserved,
  type ReserveRequest,
  type Waiting,
} from './permit-store.js';
import { Slots } from './slots.js';

export const MEMORY_EPOCH = 'memory';
/** While people wait, every tenth permit is bulk's. */
const INTERACTIVE_PER_BULK = 9;
/** A slot that its assigned replica leaves unused for so long is free for any replica. */
const UNUSED_AFTER_MS = 50;
/** How soon bulk looks again for its share of slots that are free but people's. */
const YIELD_MS = 10;
/** How long after an outage a replica may still be spending its own share without this store's knowledge. */
const HEALING_MS = 3000;

/** One call of reserve, while it is worked out. */
interface Round {
  readonly request: ReserveRequest;
  readonly nowMs: number;
  readonly usable: number;
  readonly others: readonly Waiting[];
  readonly elsewhere: Waiting;
  readonly wanted: { interactive: number; bulk: number };
  readonly permits: Reserved[];
}

/**
 * Who gets which slot of one budget, and when: the rules, over a clock that the caller reads. The PostgreSQL twin
 * implements the same rules in SQL.
 */
export class SlotAllocator {
  readonly #slots: Slots;
  readonly #throttleBackoff: ThrottleBackoff;
  readonly #backlog = new ReplicaBacklog();
  /** When bulk may take its next permit, so that slots come free evenly and a person never waits for a burst. */
  #bulkNextAtMs = -Infinity;
  /** Permits that bulk has earned while people went first. */
  #credit = 0;
  #sinceBulk = 0;
  #healingUntilMs = -Infinity;

  readonly #windowMs: number;

  constructor(limit: number, windowMs: number) {
    this.#windowMs = windowMs;
    this.#slots = new Slots(limit);
    this.#throttleBackoff = new ThrottleBackoff(limit, windowMs);
  }

  reserve(request: ReserveRequest, nowMs: number): Reservation {
    this.#takeNote(request, nowMs);
    const others = this.#backlog.elsewhere(request.replica, nowMs);
    const round: Round = {
      request,
      nowMs,
      usable: this.#throttleBackoff.usable(nowMs),
      others,
      elsewhere: toTotal(others),
      wanted: { ...request.waiting },
      permits: [],
    };
    let askAgainAtMs: number | undefined;
    while (askAgainAtMs === undefined && round.wanted.interactive + round.wanted.bulk > 0)
      askAgainAtMs = this.#next(round);
    this.#backlog.set(request.replica, round.wanted, nowMs);
    return { permits: round.permits, askAgainAtMs, view: this.#view(nowMs, round.elsewhere) };
  }

  view(replica: string, nowMs: number): BudgetView {
    return this.#view(nowMs, toTotal(this.#backlog.elsewhere(replica, nowMs)));
  }

  #view(nowMs: number, waitingElsewhere: Waiting): BudgetView {
    return {
      epoch: MEMORY_EPOCH,
      nowMs,
      slots: this.#slots.count,
      windowMs: this.#windowMs,
      usable: this.#throttleBackoff.usable(nowMs),
      freeAtMs: (k) => this.#slots.freeAtMs(k),
      pausedUntilMs: this.#throttleBackoff.pausedUntilMs,
      waitingElsewhere,
    };
  }

  #takeNote(
    { amendments, carriedAgesMs, slowedForMs, limit, guardMs, replica }: ReserveRequest,
    nowMs: number,
  ): void {
    for (const amendment of amendments) this.#slots.amend(amendment);
    if (carriedAgesMs !== undefined) this.#healingUntilMs = nowMs + HEALING_MS;
    for (const ageMs of carriedAgesMs ?? []) {
      const freeAtMs = nowMs - ageMs + limit.windowMs + guardMs;
      this.#slots.occupyEarliest(Math.max(freeAtMs, this.#slots.freeAtMs(0)), replica);
    }
    if (slowedForMs !== undefined) this.#throttleBackoff.slow(nowMs, slowedForMs);
  }

  /** Grants the next permit of a round, or sets when the next request can succeed. */
  #next(round: Round): number | undefined {
    const { nowMs, wanted, elsewhere, usable, request } = round;
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
    const atMs = Math.max(nowMs, this.#throttleBackoff.pausedUntilMs, freeAtMs, paceAtMs);
    if (atMs > nowMs + request.horizonMs[lane]) return atMs - request.horizonMs[lane];
    if (this.#hasItsShare(round, lane, atMs, unused)) return Math.max(nowMs, nextFreeAtMs) + UNUSED_AFTER_MS;
    this.#grant(round, lane, atMs, bulkWaits, bulkOnly);
    return undefined;
  }

  #grant(
    { request, wanted, usable, permits }: Round,
    lane: Lane,
    atMs: number,
    bulkWaits: boolean,
    bulkOnly: boolean,
  ) {
    const { limit, guardMs, replica } = request;
    const wasFreeAtMs = this.#slots.freeAtMs(0);
    const freeAtMs = atMs + limit.windowMs + guardMs;
    const slot = this.#slots.occupyEarliest(freeAtMs, replica);
    permits.push({ slot, atMs, freeAtMs, wasFreeAtMs, bulkOnly: lane === 'bulk' && bulkOnly });
    wanted[lane] -= 1;
    if (lane === 'bulk') {
      const everyMs = limit.windowMs / usable;
      this.#bulkNextAtMs = Math.max(this.#bulkNextAtMs, atMs - everyMs) + everyMs;
      this.#credit = Math.max(0, this.#credit - 1);
      this.#sinceBulk = 0;
    } else if (bulkWaits && (this.#sinceBulk += 1) >= INTERACTIVE_PER_BULK) {
      this.#credit = Math.min(this.#credit + 1, Math.ceil(usable / (INTERACTIVE_PER_BULK + 1)));
      this.#sinceBulk = 0;
    }
  }

  /** While others wait in the same lane, a replica occupies no more slots than its share, or than they leave. */
  #hasItsShare(
    { request, nowMs, usable, others }: Round,
    lane: Lane,
    atMs: number,
    unused: boolean,
  ): boolean {
    const heals = nowMs < this.#healingUntilMs;
    const rivals = others.filter((waiting) => waiting[lane] > 0);
    if (!heals && (rivals.length === 0 || unused)) return false;
    const share = Math.ceil(usable / (rivals.length + 1));
    const theirs = rivals.reduce((sum, waiting) => sum + Math.min(waiting[lane], share), 0);
    const most = heals
      ? Math.max(1, Math.floor(request.limit.limit / request.replicas))
      : Math.max(share, usable - theirs);
    return this.#slots.heldBy(request.replica, atMs) >= most;
  }
}
