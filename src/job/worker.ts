import { setTimeout as sleep } from 'node:timers/promises';
import { type Control } from '../stream/control.js';
import { toStreamError } from '../stream/errors.js';
import { type JobStore, type Lease, type LeasedItem, type Settlement } from './job-store.js';
import { isGivenUp, toVerdict } from './verdict.js';

export interface WorkerOptions {
  readonly store: JobStore;
  /** Resumes without asking for a grant: whoever started the job was authorized for each of its streams then. */
  readonly control: Control;
  /** This replica's name, unlike any other's. */
  readonly replica: string;
  /** How many items are held at once: more than a second of the budget, so that it is never idle. Default 48. */
  readonly window?: number | undefined;
  /** After which time an item of a replica that has gone is taken by another. Default 15,000. */
  readonly leaseMs?: number | undefined;
  /** How often to look for work that another replica was given. Default 500. */
  readonly pollMs?: number | undefined;
  /** Told once when the store cannot be reached, until it could. */
  readonly onFault?: ((code: string) => void) | undefined;
  /** Monotonic, in milliseconds. */
  readonly now?: (() => number) | undefined;
}

interface Flying {
  /** As it was leased last. */
  item: LeasedItem;
  readonly abort: AbortController;
  sent: boolean;
  /** From then on it may be another's, as far as this replica knows. */
  heldUntilMs: number;
}

/** Works on the items of every job, in the bulk lane, beside the workers of all other replicas. */
export class BulkWorker {
  readonly #options: WorkerOptions &
    Readonly<Record<'window' | 'leaseMs' | 'pollMs', number>> & {
      readonly now: () => number;
    };
  readonly #flying = new Map<string, Flying>();
  #settlements: Settlement[] = [];
  #settling: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #awake = false;
  #closing = false;
  #faulty = false;
  #loop: Promise<void> = Promise.resolve();
  #timers: NodeJS.Timeout[] = [];

  constructor(options: WorkerOptions) {
    const { window = 48, leaseMs = 15_000, pollMs = 500, now = () => performance.now() } = options;
    this.#options = { ...options, window, leaseMs, pollMs, now };
  }

  start(): void {
    const { leaseMs, pollMs } = this.#options;
    this.#loop = this.#run();
    this.#timers = [
      setInterval(() => void this.#renew(), leaseMs / 3).unref(),
      setInterval(() => void this.#findCancelled(), pollMs).unref(),
    ];
  }

  /** There may be work: look at once. */
  wake(): void {
    this.#awake = true;
    this.#wake();
  }

  /** Takes no more, gives back what is not sent, and waits for what is. */
  async close(): Promise<void> {
    this.#closing = true;
    this.wake();
    for (const { sent, abort } of this.#flying.values()) if (!sent) abort.abort();
    await this.#loop;
    for (const timer of this.#timers) clearInterval(timer);
    while (this.#flying.size > 0) await sleep(20);
    await this.#settling;
  }

  async #run(): Promise<void> {
    const { window, pollMs } = this.#options;
    while (!this.#closing) {
      this.#awake = false;
      const free = window - this.#flying.size;
      // Not for each single place: an eighth of the window at a time is as good and asks the store less.
      if (free >= window / 8) {
        if ((await this.#lease(free)) > 0) continue;
      }
      await this.#idle(pollMs);
    }
  }

  async #lease(count: number): Promise<number> {
    const { store, replica, leaseMs, now } = this.#options;
    const heldUntilMs = now() + leaseMs;
    try {
      const items = await store.lease(replica, count, leaseMs);
      this.#faulty = false;
      for (const item of items) this.#launch(item, heldUntilMs);
      return items.length;
    } catch (thrown) {
      this.#fault(thrown);
      return 0;
    }
  }

  async #idle(pollMs: number): Promise<void> {
    if (this.#awake) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, pollMs);
    });
    clearTimeout(timer);
  }

  #launch(item: LeasedItem, heldUntilMs: number): void {
    const key = toKey(item);
    const already = this.#flying.get(key);
    if (already !== undefined) {
      // Its lease ended and nobody else took it: what is on its way stays the only attempt.
      Object.assign(already, { item, heldUntilMs });
      return;
    }
    const flying: Flying = { item, abort: new AbortController(), sent: false, heldUntilMs };
    this.#flying.set(key, flying);
    if (this.#closing) flying.abort.abort();
    const landed = (settlement: Settlement): void => {
      this.#flying.delete(key);
      this.#settle(settlement);
      this.wake();
    };
    if (isGivenUp(item)) {
      const given = { requestId: undefined, code: 'UPSTREAM_TIMEOUT', dueInMs: 0 } as const;
      landed({ ...toLease(item), attempts: item.attempts, outcome: 'FAILED', ...given });
      return;
    }
    this.#resume(flying).then(landed, (thrown: unknown) => {
      landed(toVerdict(flying.item, toStreamError(thrown)));
    });
  }

  async #resume(flying: Flying): Promise<Settlement> {
    const { item, abort } = flying;
    const { jobId, domainName, appName, streamName, subject, reason, correlationId } = item;
    const { requestId } = await this.#options.control.resume(
      { domainName, appName, streamName },
      {
        ...{
          caller: { subject, claims: {} },
          correlationId,
          reason,
          jobId,
          lane: 'bulk',
          signal: abort.signal,
        },
        isWanted: () => !abort.signal.aborted && this.#options.now() < flying.heldUntilMs,
        onSent: () => {
          flying.sent = true;
        },
      },
    );
    const attempts = flying.item.attempts + 1;
    return { ...toLease(flying.item), attempts, outcome: 'RESUMED', requestId, code: undefined, dueInMs: 0 };
  }

  /** Outcomes are written in batches, one after the other, until the store has taken them. */
  #settle(settlement: Settlement): void {
    this.#settlements.push(settlement);
    this.#settling ??= this.#write().finally(() => {
      this.#settling = undefined;
    });
  }

  async #write(): Promise<void> {
    await sleep(0);
    while (this.#settlements.length > 0) {
      const batch = this.#settlements;
      this.#settlements = [];
      try {
        await this.#options.store.settle(this.#options.replica, batch);
      } catch (thrown) {
        this.#fault(thrown);
        // At the end there is no time to wait for it: the lease ends by itself, and the item is done once more.
        if (this.#closing) return;
        this.#settlements.unshift(...batch);
        await sleep(this.#options.pollMs);
      }
    }
  }

  /** Whatever has become another's meanwhile is let go, if it is not sent. */
  async #renew(): Promise<void> {
    const { store, replica, leaseMs, now } = this.#options;
    const flying = [...this.#flying.values()];
    if (flying.length === 0) return;
    const heldUntilMs = now() + leaseMs;
    const leases = flying.map(({ item }) => toLease(item));
    const held = await store.renew(replica, leases, leaseMs).catch((thrown: unknown) => {
      this.#fault(thrown);
    });
    if (held === undefined) return;
    const keys = new Set(held.map(toKey));
    for (const one of flying)
      if (keys.has(toKey(one.item))) one.heldUntilMs = heldUntilMs;
      else if (!one.sent) one.abort.abort();
  }

  async #findCancelled(): Promise<void> {
    const jobs = [...new Set(Array.from(this.#flying.values(), ({ item }) => item.jobId))];
    if (jobs.length === 0) return;
    const cancelled = await this.#options.store
      .cancelledOf(jobs)
      .catch((thrown: unknown): readonly string[] => {
        this.#fault(thrown);
        return [];
      });
    for (const { item, sent, abort } of this.#flying.values())
      if (!sent && cancelled.includes(item.jobId)) abort.abort();
  }

  #fault(thrown: unknown): void {
    if (!this.#faulty) this.#options.onFault?.(toStreamError(thrown).code);
    this.#faulty = true;
  }
}

function toLease({ jobId, seq, lost }: LeasedItem): Lease {
  return { jobId, seq, lost };
}

function toKey({ jobId, seq }: Lease): string {
  return `${jobId}/${seq}`;
}
