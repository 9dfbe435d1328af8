import { setTimeout as sleep } from 'node:timers/promises';
import { type Authorize } from '../stream/caller.js';
import { type LiveStreamService } from '../stream/live-stream-service.js';
import { StreamError, toStreamError } from '../stream/errors.js';
import {
  type ClaimAnswer,
  type JobStore,
  type Lease,
  type LeasedItem,
  type Settlement,
} from './job-store.js';
import { OutcomeWriter } from './outcome-writer.js';
import { isGivenUp, toPendingSettlement, toFailedSettlement } from './item-settlement.js';

/** How old a permit may be when its call is made. */
const LONGEST_CLAIM_MS = 100;

export interface WorkerOptions {
  readonly store: JobStore;
  readonly service: LiveStreamService;
  /** Called again right before an item is sent: it may have waited, and the grants may have been reloaded meanwhile. */
  readonly authorize: Authorize;
  /** This replica's name, unlike any other's. */
  readonly replica: string;
  /** How many items are held at once: more than a second of the budget, so that it is never idle. Default 48. */
  readonly window?: number | undefined;
  /** After which time an item of a replica that has gone is taken by another. Default 15,000. */
  readonly leaseMs?: number | undefined;
  /** How often to look for work that another replica was given. Default 500. */
  readonly pollMs?: number | undefined;
  /** Called once when the store cannot be reached, and again only after it could be. */
  readonly onFault?: ((code: string) => void) | undefined;
}

interface Flying {
  /** As it was leased last. */
  item: LeasedItem;
  readonly abort: AbortController;
  sent: boolean;
  /** Why it was not to be sent when its turn came. */
  stopped: Exclude<ClaimAnswer, 'CLAIMED'> | undefined;
}

/** Works on the items of every job, in the bulk lane, beside the workers of all other replicas. */
export class BulkWorker {
  readonly #options: WorkerOptions & Readonly<Record<'window' | 'leaseMs' | 'pollMs', number>>;
  readonly #flying = new Map<string, Flying>();
  readonly #outcomes: OutcomeWriter;
  #wake: () => void = () => undefined;
  #awake = false;
  #closing = false;
  #faulty = false;
  #loop: Promise<void> = Promise.resolve();
  #timers: NodeJS.Timeout[] = [];

  constructor({ window = 48, leaseMs = 15_000, pollMs = 500, ...options }: WorkerOptions) {
    this.#options = { ...options, window, leaseMs, pollMs };
    this.#outcomes = new OutcomeWriter({
      store: options.store,
      replica: options.replica,
      pauseMs: pollMs,
      onFault: (thrown) => {
        this.#fault(thrown);
      },
    });
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
    await this.#outcomes.close();
  }

  async #run(): Promise<void> {
    const { window, pollMs } = this.#options;
    while (!this.#closing) {
      this.#awake = false;
      const free = window - this.#flying.size;
      // Not for each single free slot: an eighth of the window at a time is as good and queries the store less.
      const leased = free >= window / 8 ? await this.#lease(free) : 0;
      if (leased === 0) await this.#idle(pollMs);
    }
  }

  async #lease(count: number): Promise<number> {
    const { store, replica, leaseMs } = this.#options;
    try {
      const items = await store.lease(replica, count, leaseMs);
      this.#faulty = false;
      for (const item of items) this.#take(item);
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

  #take(item: LeasedItem): void {
    const already = this.#flying.get(toKey(item));
    // Its lease ended and no other replica took it: the call in progress stays the only attempt.
    if (already !== undefined) already.item = item;
    else if (isGivenUp(item))
      this.#outcomes.add({ ...toPendingSettlement(item), outcome: 'FAILED', code: 'UPSTREAM_TIMEOUT' });
    else this.#launch({ item, abort: new AbortController(), sent: false, stopped: undefined });
  }

  #launch(flying: Flying): void {
    const key = toKey(flying.item);
    this.#flying.set(key, flying);
    if (this.#closing) flying.abort.abort();
    const landed = (settlement: Settlement): void => {
      this.#flying.delete(key);
      this.#outcomes.add(settlement);
      this.wake();
    };
    this.#resume(flying).then(landed, (thrown: unknown) => {
      landed(toSettlement(flying, toStreamError(thrown)));
    });
  }

  async #resume(flying: Flying): Promise<Settlement> {
    const { domainName, appName, streamName, caller, jobId, reason, correlationId } = flying.item;
    const { requestId } = await this.#options.service.resume(
      { domainName, appName, streamName },
      {
        caller,
        correlationId,
        reason,
        jobId,
        lane: 'bulk',
        signal: flying.abort.signal,
        maySend: () => this.#claim(flying),
        onSent: () => {
          flying.sent = true;
        },
      },
    );
    const later = toPendingSettlement(flying.item);
    return { ...later, outcome: 'RESUMED', attempts: later.attempts + 1, requestId };
  }

  async #claim(flying: Flying): Promise<boolean> {
    const { store, replica, authorize } = this.#options;
    const { caller, domainName, appName } = flying.item;
    flying.stopped = undefined;
    authorize(caller, 'resume', { domainName, appName });
    const beganMs = performance.now();
    const answer = await store.claim(replica, flying.item);
    flying.stopped = answer === 'CLAIMED' ? undefined : answer;
    // The permit is for now. A check that is not followed by a call does no harm.
    if (flying.stopped === undefined && performance.now() - beganMs > LONGEST_CLAIM_MS)
      throw new StreamError('RATE_LIMITED', { outcome: 'NOT_SENT' });
    return flying.stopped === undefined;
  }

  /** Whatever has become another's meanwhile is let go, if it is not sent. */
  async #renew(): Promise<void> {
    const { store, replica, leaseMs } = this.#options;
    const flying = [...this.#flying.values()];
    if (flying.length === 0) return;
    const leased = flying.map(({ item }) => item);
    const held = await this.#ask(store.renew(replica, leased, leaseMs));
    if (held === undefined) return;
    const keys = new Set(held.map(toKey));
    for (const { item, sent, abort } of flying) if (!sent && !keys.has(toKey(item))) abort.abort();
  }

  async #findCancelled(): Promise<void> {
    const jobs = [...new Set(Array.from(this.#flying.values(), ({ item }) => item.jobId))];
    if (jobs.length === 0) return;
    const cancelled = await this.#ask(this.#options.store.cancelledOf(jobs));
    for (const { item, sent, abort } of this.#flying.values())
      if (!sent && cancelled?.includes(item.jobId) === true) abort.abort();
  }

  /** Undefined where the store cannot be reached. */
  async #ask<T>(answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((thrown: unknown) => {
      this.#fault(thrown);
      return undefined;
    });
  }

  #fault(thrown: unknown): void {
    if (!this.#faulty) this.#options.onFault?.(toStreamError(thrown).code);
    this.#faulty = true;
  }
}

/** What becomes of an item that was not resumed. */
function toSettlement({ item, stopped }: Flying, failure: StreamError): Settlement {
  if (stopped === undefined) return toFailedSettlement(item, failure);
  if (stopped === 'LOST') return toPendingSettlement(item);
  // An attempt before may have reached the upstream; its RequestId and its count stay with the item.
  const { attempts, requestId } = toFailedSettlement(item, failure);
  return { ...toPendingSettlement(item), attempts, requestId, outcome: 'SKIPPED' };
}

function toKey({ jobId, seq }: Lease): string {
  return `${jobId}/${seq}`;
}
