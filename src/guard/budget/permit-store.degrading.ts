import { StreamError } from '../../stream/errors.js';
import { type Clock } from '../../stream/clock.js';
import { toReplicaShare, type OperationLimit } from './operation-limit.js';
import { MEMORY_EPOCH, MemoryPermitStore } from './permit-store.memory.js';
import { type BudgetView, type PermitStore, type Reservation, type ReserveRequest } from './permit-store.js';

/** The pause between two checks of an unreachable store. */
const PROBE_EVERY_MS = 500;
/** A call does not count any more this long after its window, for any delay of its arrival. */
const LATEST_MS = 500;

/** The state of one budget while the shared store is unreachable. */
class Outage {
  over = false;
  readonly #clock: Clock;
  readonly #local: MemoryPermitStore;
  #fresh = true;
  #made: number[] = [];
  #probing = false;
  #nextProbeAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#local = new MemoryPermitStore(clock);
    this.#nextProbeAtMs = clock.now() + PROBE_EVERY_MS;
  }

  /** The ages of the calls that the shared store does not know. */
  get agesMs(): readonly number[] {
    return this.#made.map((atMs) => this.#clock.now() - atMs);
  }

  /**
   * Grants permits from the share of this replica. At first the whole share counts as used, until the last shared
   * permit has left the window. That permit can be reserved ahead by the horizon.
   */
  reserve(request: ReserveRequest): Reservation {
    const limit = toReplicaShare(request.limit, request.replicas);
    const spentMs = -Math.max(request.horizonMs.interactive, request.horizonMs.bulk);
    const reservation = this.#local.reserve({
      ...request,
      limit,
      replicas: 1,
      horizonMs: { interactive: 0, bulk: 0 },
      amendments: request.amendments.filter(({ epoch }) => epoch === MEMORY_EPOCH),
      carriedAgesMs: this.#fresh ? new Array<number>(limit.limit).fill(spentMs) : undefined,
    });
    this.#fresh = false;
    const oldestMs = this.#clock.now() - request.limit.windowMs - LATEST_MS;
    this.#made = this.#made
      .filter((atMs) => atMs > oldestMs)
      .concat(reservation.permits.map(({ atMs }) => atMs));
    const { askAgainAtMs } = reservation;
    if (askAgainAtMs === undefined) return reservation;
    // Waiting calls notice soon that the shared store is available again, also during a long pause.
    return { ...reservation, askAgainAtMs: Math.min(askAgainAtMs, reservation.view.nowMs + PROBE_EVERY_MS) };
  }

  view(limit: OperationLimit, replicas: number, replica: string): BudgetView {
    return this.#local.view(toReplicaShare(limit, replicas), replica);
  }

  /** Checks in the background whether the store is reachable again, because such a check can take long to fail. */
  probe(look: () => unknown): void {
    if (this.#probing || this.#clock.now() < this.#nextProbeAtMs) return;
    this.#probing = true;
    const settled = (over: boolean): void => {
      this.over = over;
      this.#probing = false;
      this.#nextProbeAtMs = this.#clock.now() + PROBE_EVERY_MS;
    };
    Promise.resolve(look()).then(
      () => {
        settled(true);
      },
      () => {
        settled(false);
      },
    );
  }
}

/**
 * Uses a shared store. While it is unreachable, each replica grants limit ÷ replicas from memory. The limit also holds
 * at the start and at the end of an outage. At the start, no permit is granted until the shared permits have left the
 * window. At the end, each replica reports the calls of the outage to the store. The store then limits each replica to
 * its share until all replicas have had time to reconnect. A replica cannot know whether the other replicas can reach
 * the store. The limit holds only if the store is unreachable for all replicas or for none.
 */
export class DegradingPermitStore implements PermitStore {
  readonly #shared: PermitStore;
  readonly #replicas: number;
  readonly #clock: Clock;
  readonly #outages = new Map<string, Outage>();
  /** The ends of the pauses after throttling, by operation, on the clock of this replica. */
  readonly #pausedUntilMs = new Map<string, number>();

  constructor(shared: PermitStore, replicas: number, clock: Clock) {
    this.#shared = shared;
    this.#replicas = replicas;
    this.#clock = clock;
  }

  reserve(request: ReserveRequest): Reservation | Promise<Reservation> {
    const { limit, replica, slowedForMs } = request;
    if (slowedForMs !== undefined) this.#keepPause(limit.operation, slowedForMs);
    const outage = this.#outages.get(limit.operation);
    outage?.probe(() => this.#shared.view(limit, replica));
    if (outage !== undefined && !outage.over) return outage.reserve(this.#paused(request));
    return this.#reserveShared(request, outage);
  }

  async view(limit: OperationLimit, replica: string): Promise<BudgetView> {
    const outage = this.#outages.get(limit.operation);
    return outage === undefined
      ? await this.#shared.view(limit, replica)
      : outage.view(limit, this.#replicas, replica);
  }

  async #reserveShared(request: ReserveRequest, outage: Outage | undefined): Promise<Reservation> {
    try {
      const amendments = request.amendments.filter(({ epoch }) => epoch !== MEMORY_EPOCH);
      const reservation = await this.#shared.reserve({
        ...(outage === undefined ? request : this.#paused(request)),
        amendments,
        carriedAgesMs: outage?.agesMs,
      });
      this.#outages.delete(request.limit.operation);
      // Another replica may have reported a pause.
      this.#keepPause(request.limit.operation, reservation.view.pausedUntilMs - reservation.view.nowMs);
      return reservation;
    } catch (thrown) {
      if (!(thrown instanceof StreamError) || thrown.code !== 'STORE_UNAVAILABLE') throw thrown;
      const again = outage ?? new Outage(this.#clock);
      again.over = false;
      this.#outages.set(request.limit.operation, again);
      return again.reserve(this.#paused(request));
    }
  }

  #keepPause(operation: string, forMs: number): void {
    const untilMs = this.#clock.now() + forMs;
    if (forMs > 0 && untilMs > (this.#pausedUntilMs.get(operation) ?? -Infinity))
      this.#pausedUntilMs.set(operation, untilMs);
  }

  /** Adds the rest of a pause to a request, because the store that gets it may not know the pause. */
  #paused(request: ReserveRequest): ReserveRequest {
    const restMs = (this.#pausedUntilMs.get(request.limit.operation) ?? -Infinity) - this.#clock.now();
    return restMs <= 0 ? request : { ...request, pausedForMs: restMs };
  }
}
