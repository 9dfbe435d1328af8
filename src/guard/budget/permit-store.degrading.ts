import { StreamError } from '../../stream/errors.js';
import { type Clock } from '../../stream/clock.js';
import { toReplicaShare, type OperationLimit } from './operation-limit.js';
import { MEMORY_EPOCH, MemoryPermitStore } from './permit-store.memory.js';
import { type BudgetView, type PermitStore, type Reservation, type ReserveRequest } from './permit-store.js';

/** How often the shared store is tried while it is away. */
const PROBE_EVERY_MS = 500;
/** A call made so long before the end of its window counts no more, however late it arrived. */
const LATEST_MS = 500;

/** What one budget lives on while the shared store is away. */
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

  /** How long ago each call was made that the shared store knows nothing of. */
  get agesMs(): readonly number[] {
    return this.#made.map((atMs) => this.#clock.now() - atMs);
  }

  /** From this replica's share; nothing before the last shared permit, reserved ahead, has left the window. */
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
    return reservation;
  }

  view(limit: OperationLimit, replicas: number, replica: string): BudgetView {
    return this.#local.view(toReplicaShare(limit, replicas), replica);
  }

  /** Checks in the background whether the store is back, since an unreachable store may take long to fail. */
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
 * A shared store, or limit ÷ replicas from memory while it cannot be reached. The window holds across both changes: at
 * the beginning nothing is granted until the shared permits are spent, at the end each replica reports to the store
 * what it spent meanwhile, and gives each replica no more than its share until all have had time to come back. What no
 * replica can know is whether the others are cut off too: the limit assumes that all are, or none.
 */
export class DegradingPermitStore implements PermitStore {
  readonly #shared: PermitStore;
  readonly #replicas: number;
  readonly #clock: Clock;
  readonly #outages = new Map<string, Outage>();

  constructor(shared: PermitStore, replicas: number, clock: Clock) {
    this.#shared = shared;
    this.#replicas = replicas;
    this.#clock = clock;
  }

  reserve(request: ReserveRequest): Reservation | Promise<Reservation> {
    const { limit, replica } = request;
    const outage = this.#outages.get(limit.operation);
    outage?.probe(() => this.#shared.view(limit, replica));
    if (outage !== undefined && !outage.over) return outage.reserve(request);
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
        ...request,
        amendments,
        carriedAgesMs: outage?.agesMs,
      });
      this.#outages.delete(request.limit.operation);
      return reservation;
    } catch (thrown) {
      if (!(thrown instanceof StreamError) || thrown.code !== 'STORE_UNAVAILABLE') throw thrown;
      const again = outage ?? new Outage(this.#clock);
      again.over = false;
      this.#outages.set(request.limit.operation, again);
      return again.reserve(request);
    }
  }
}
