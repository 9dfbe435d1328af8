import {
  type BulkItem,
  type BulkResume,
  type BulkResumeRequest,
  type BulkResumes,
  type ItemOutcome,
} from '../../src/bulk/bulk-resume.js';
import { StreamError } from '../../src/stream/errors.js';

interface Kept {
  readonly subject: string;
  readonly order: BulkResumeRequest;
  job: BulkResume;
  readonly items: BulkItem[];
  /** Called after each change of the job. */
  readonly watchers: Set<() => void>;
}

/** Bulk jobs in memory. The test sets the outcome of each item with `settle`. */
export class MemoryBulkResumes implements BulkResumes {
  readonly #jobs = new Map<string, Kept>();
  readonly orders: BulkResumeRequest[] = [];
  /** The errors that `start` and every `watch` throw. */
  fault: { start?: Error; watch?: Error } = {};

  get watching(): number {
    return [...this.#jobs.values()].reduce((sum, { watchers }) => sum + watchers.size, 0);
  }

  start: BulkResumes['start'] = (order, { caller }) => {
    if (this.fault.start !== undefined) return Promise.reject(this.fault.start);
    this.orders.push(order);
    const id = `job-${this.#jobs.size + 1}`;
    const items = (order.streams ?? []).map((names, index) => ({
      ...names,
      id: String(index + 1).padStart(6, '0'),
      outcome: 'PENDING' as const,
      requestId: undefined,
      code: undefined,
      attempts: 0,
    }));
    const job: BulkResume = {
      id,
      state: 'RUNNING',
      domainName: order.domainName,
      total: items.length,
      resumed: 0,
      failed: 0,
      cancelled: 0,
      skipped: 0,
      by: caller.subject,
      reason: order.reason,
      startedAt: new Date(),
      finishedAt: undefined,
      secondsLeft: items.length / 30,
      perSecond: undefined,
    };
    this.#jobs.set(id, { subject: caller.subject, order, job, items, watchers: new Set() });
    return Promise.resolve(job);
  };

  cancel: BulkResumes['cancel'] = async (id, { subject }) => {
    const kept = this.#own(id, subject);
    kept.items.forEach((item, index) => {
      if (item.outcome === 'PENDING') kept.items[index] = { ...item, outcome: 'CANCELLED' };
    });
    const cancelled = kept.items.filter(({ outcome }) => outcome === 'CANCELLED').length;
    this.#change(kept, { state: 'CANCELLED', cancelled, finishedAt: new Date(), secondsLeft: undefined });
    return Promise.resolve(kept.job);
  };

  find: BulkResumes['find'] = (id, { subject }) => {
    const kept = this.#jobs.get(id);
    return Promise.resolve(kept?.subject === subject ? kept.job : undefined);
  };

  /** Starts a job with the failed and the cancelled streams of another job. */
  retry: BulkResumes['retry'] = (request, call) => {
    const { order, items } = this.#own(request.id, call.caller.subject);
    const streams = items.filter(({ outcome }) => outcome === 'FAILED' || outcome === 'CANCELLED');
    return this.start({ ...order, streams, idempotencyKey: request.idempotencyKey }, call);
  };

  list: BulkResumes['list'] = ({ first, after, state }, { subject }) => {
    const all = [...this.#jobs.values()].filter((kept) => kept.subject === subject).toReversed();
    const jobs = all.map(({ job }) => job).filter((job) => job.state === (state ?? job.state));
    const from = jobs.findIndex(({ id }) => id === after?.id) + 1;
    const page = jobs.slice(from, from + first);
    const last = page.at(-1);
    const isLast = last === undefined || from + first >= jobs.length;
    const next = isLast ? undefined : { startedAtMs: last.startedAt.getTime(), id: last.id };
    return Promise.resolve({ jobs: page, next });
  };

  listItems: BulkResumes['listItems'] = (id, { first, after = '', outcome }) => {
    const all = (this.#jobs.get(id)?.items ?? []).filter(
      (item) => (outcome ?? item.outcome) === item.outcome,
    );
    const rest = all.filter((item) => item.id > after);
    return Promise.resolve({ items: rest.slice(0, first), total: all.length, hasMore: rest.length > first });
  };

  watch: BulkResumes['watch'] = (id, { subject }, signal) => this.#watch(id, subject, signal);

  /** Sets the outcome of the next pending item. The last item ends the job. */
  settle(id: string, outcome: Exclude<ItemOutcome, 'PENDING'>, fields: Partial<BulkItem> = {}): void {
    const kept = this.#jobs.get(id);
    const index = kept?.items.findIndex((item) => item.outcome === 'PENDING') ?? -1;
    const item = kept?.items[index];
    if (kept === undefined || item === undefined) throw new Error(`${id} has nothing left to do`);
    kept.items[index] = { ...item, attempts: 1, ...fields, outcome };
    const count = (which: ItemOutcome): number => kept.items.filter((one) => one.outcome === which).length;
    const left = count('PENDING');
    this.#change(kept, {
      resumed: count('RESUMED'),
      failed: count('FAILED'),
      secondsLeft: left / 30,
      skipped: count('SKIPPED'),
      ...(left === 0 && { state: 'FINISHED', finishedAt: new Date(), secondsLeft: undefined }),
    });
  }

  async *#watch(id: string, subject: string, signal: AbortSignal): AsyncGenerator<BulkResume> {
    const kept = this.#own(id, subject);
    let told: BulkResume | undefined;
    while (!signal.aborted) {
      if (this.fault.watch !== undefined) throw this.fault.watch;
      const { job } = kept;
      if (job !== told) yield (told = job);
      else if (job.state !== 'RUNNING') return;
      else await nextChange(kept, signal);
    }
  }

  #own(id: string, subject: string): Kept {
    const kept = this.#jobs.get(id);
    if (kept?.subject !== subject) throw new StreamError('JOB_NOT_FOUND');
    return kept;
  }

  #change(kept: Kept, fields: Partial<BulkResume>): void {
    kept.job = { ...kept.job, ...fields };
    for (const wake of [...kept.watchers]) wake();
  }
}

function nextChange({ watchers }: Kept, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      watchers.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    watchers.add(wake);
    signal.addEventListener('abort', wake);
  });
}
