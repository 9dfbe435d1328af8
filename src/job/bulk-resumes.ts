import { randomUUID } from 'node:crypto';
import { type Authorize } from '../stream/caller.js';
import { StreamError } from '../stream/errors.js';
import { type CallContext, type StreamNames } from '../stream/upstream.js';
import { type BulkResume, type BulkResumes } from './bulk-resume.js';
import { type JobStore, type StoredJob } from './job-store.js';
import { authorizeAll, checkOrder } from './order.js';
import { joinReads, watchJob } from './watch.js';

/** What is forbidden on an ingest domain at the moment. */
export type ListForbidden = (ingestDomain: string, call: CallContext) => Promise<readonly StreamNames[]>;

export interface BulkResumesOptions {
  readonly store: JobStore;
  readonly authorize: Authorize;
  readonly listForbidden: ListForbidden;
  /** The pace of the budget, for `secondsLeft`; 0 where it is lifted. */
  readonly perSecond: number;
  /** Called when there is work, so that this replica need not find out by itself. */
  readonly wake: () => void;
}

/** Takes orders for bulk jobs and tells how they go; the worker does them. */
export function createBulkResumes(options: BulkResumesOptions): BulkResumes {
  const { store, authorize, listForbidden, perSecond, wake } = options;
  const toJob = (stored: StoredJob): BulkResume => toBulkResume(stored, perSecond);

  const find = (id: string): Promise<StoredJob | undefined> => store.find(id);
  const look = joinReads(find);

  const own = async (id: string, subject: string, read = find): Promise<StoredJob> => {
    const job = await read(id);
    if (job?.subject !== subject) throw new StreamError('JOB_NOT_FOUND', { outcome: 'NOT_SENT' });
    return job;
  };

  return {
    async start(asked, { caller, correlationId, signal }) {
      const order = checkOrder(asked);
      const { domainName, appName, reason, idempotencyKey } = order;
      const earlier =
        idempotencyKey === undefined ? undefined : await store.findByKey(caller.subject, idempotencyKey);
      if (earlier !== undefined) return toJob(earlier);
      let { streams } = order;
      if (streams === undefined) {
        // Before the list is read: whoever may not resume there learns nothing of it.
        authorize(caller, 'resume', { domainName, appName });
        const all = await listForbidden(domainName, { correlationId, signal, lane: 'interactive' });
        streams = all.filter((stream) => appName === undefined || stream.appName === appName);
      }
      authorizeAll(authorize, caller, domainName, streams);
      const job = await store.create({
        ...{ id: randomUUID(), domainName, subject: caller.subject, reason, idempotencyKey, correlationId },
        streams,
      });
      wake();
      return toJob(job);
    },
    async cancel(id, { subject }) {
      const job = await own(id, subject);
      if (job.state === 'RUNNING') await store.cancel(id);
      wake();
      return toJob(await own(id, subject));
    },
    async find(id, { subject }) {
      const job = await store.find(id);
      return job?.subject === subject ? toJob(job) : undefined;
    },
    listItems: (id, query) => store.listItems(id, query),
    watch: (id, { subject }, signal) => watchJob(async () => toJob(await own(id, subject, look)), signal),
  };
}

function toBulkResume(stored: StoredJob, perSecond: number): BulkResume {
  const { id, state, domainName, total, resumed, failed, cancelled, startedAt, finishedAt } = stored;
  const left = total - resumed - failed - cancelled;
  const elapsedMs = Date.now() - startedAt.getTime();
  const pace = perSecond > 0 ? perSecond : ((total - left) * 1000) / Math.max(1, elapsedMs);
  const secondsLeft = state === 'RUNNING' && pace > 0 ? left / pace : undefined;
  return { id, state, domainName, total, resumed, failed, startedAt, finishedAt, secondsLeft };
}
