import { randomUUID } from 'node:crypto';
import { accountOf, type AccountRouting, SINGLE_ACCOUNT } from '../stream/account.js';
import { type Authorize, type Caller, type SelectClaims } from '../stream/caller.js';
import { withDomainPath } from '../stream/domain-path.js';
import { StreamError } from '../stream/errors.js';
import { type CallContext, type StreamNames } from '../stream/upstream.js';
import { type BulkResume, type BulkResumes, type StartCall } from './bulk-resume.js';
import { capReachedError } from './cap-reached.js';
import { createJobAccess } from './job-access.js';
import { type JobStore, type NewJob, type StoredJob } from './job-store.js';
import { toKeptCaller } from './kept-caller.js';
import { checkSameRequest, hashOfRetry, hashOfStart } from './request-hash.js';
import { authorizeAll, checkBulkResumeRequest } from './bulk-resume-request.js';
import { listVisibleJobs } from './list-jobs.js';
import { checkKey, checkRetryable } from './retry-request.js';
import { toBulkResume } from './to-bulk-resume.js';
import { joinReads, type SubscribeToJobs, watchJob } from './watch.js';

/** Returns the streams of an ingest domain that are forbidden now. */
export type ListForbidden = (ingestDomain: string, call: CallContext) => Promise<readonly StreamNames[]>;

export interface BulkResumesOptions {
  readonly store: JobStore;
  readonly authorize: Authorize;
  readonly selectClaims: SelectClaims;
  readonly listForbidden: ListForbidden;
  /** Finds the account of a domain. Default: one account for all domains. */
  readonly accounts?: AccountRouting | undefined;
  /** The rate of an account's budget, in calls per second, for `secondsLeft`. 0 if the budget is lifted. */
  readonly perSecondOf: (account: string) => number;
  /** Called after a job was started or cancelled. The worker of this replica then looks for jobs at once. */
  readonly wake: () => void;
  /** Announces changes of jobs. Without it, a watched job is read four times per second. */
  readonly changes?: SubscribeToJobs | undefined;
}

/** Accepts requests for bulk jobs and reports their progress; the worker executes them. */
export function createBulkResumes(options: BulkResumesOptions): BulkResumes {
  const { store, authorize, selectClaims, listForbidden, perSecondOf, wake } = options;
  const { accounts = SINGLE_ACCOUNT } = options;
  const access = createJobAccess(authorize, (id) => store.listApps(id));
  const toJob = (stored: StoredJob): BulkResume => toBulkResume(stored, perSecondOf(stored.account));

  const find = (id: string): Promise<StoredJob | undefined> => store.find(id);
  const look = joinReads(find);

  const managed = async (id: string, caller: Caller, read = find): Promise<StoredJob> => {
    const job = await read(id);
    if (job === undefined || !(await access.mayManage(job, caller)))
      throw new StreamError('JOB_NOT_FOUND', { outcome: 'NOT_SENT' });
    return job;
  };

  const findEarlier = async (
    { subject }: Caller,
    key: string | undefined,
    requestHash: string,
  ): Promise<StoredJob | undefined> => {
    const earlier = key === undefined ? undefined : await store.findByKey(subject, key);
    if (earlier !== undefined) checkSameRequest(earlier, requestHash);
    return earlier;
  };

  const create = async (
    job: Pick<NewJob, 'domainName' | 'reason' | 'idempotencyKey' | 'requestHash' | 'streams'>,
    { caller, correlationId }: Pick<StartCall, 'caller' | 'correlationId'>,
  ): Promise<BulkResume> => {
    authorizeAll(authorize, caller, job.domainName, job.streams);
    const kept = toKeptCaller(caller, selectClaims);
    const account = accountOf(accounts, job.domainName);
    const made = await store.create({ ...job, id: randomUUID(), account, caller: kept, correlationId });
    if ('cap' in made) throw capReachedError(made, perSecondOf(account));
    // Another request with the same key can have been faster.
    checkSameRequest(made, job.requestHash);
    wake();
    return toJob(made);
  };

  return {
    async start(asked, { caller, correlationId, signal }) {
      const order = checkBulkResumeRequest(asked);
      const { domainName, appName, reason, idempotencyKey } = order;
      const requestHash = hashOfStart(order);
      const earlier = await findEarlier(caller, idempotencyKey, requestHash);
      if (earlier !== undefined) return toJob(earlier);
      let { streams } = order;
      if (streams === undefined) {
        // Authorize before the list is read: a caller without a grant must not learn what it contains.
        authorize(caller, 'resume', { domainName, appName });
        const listed = listForbidden(domainName, { correlationId, signal, lane: 'interactive' });
        const all = await withDomainPath(listed, 'input.domainName');
        streams = all.filter((stream) => appName === undefined || stream.appName === appName);
      }
      return create({ domainName, reason, idempotencyKey, requestHash, streams }, { caller, correlationId });
    },
    async retry({ id, idempotencyKey }, { caller, correlationId }) {
      checkKey(idempotencyKey);
      const requestHash = hashOfRetry(id);
      const earlier = await findEarlier(caller, idempotencyKey, requestHash);
      if (earlier !== undefined) return toJob(earlier);
      const job = await managed(id, caller);
      checkRetryable(job);
      const { domainName, reason } = job;
      const streams = await store.listNotResumed(id);
      return create({ domainName, reason, idempotencyKey, requestHash, streams }, { caller, correlationId });
    },
    async cancel(id, caller) {
      const job = await managed(id, caller);
      if (job.state !== 'RUNNING') return toJob(job);
      await store.cancel(id);
      wake();
      return toJob((await store.find(id)) ?? job);
    },
    async find(id, caller) {
      const job = await store.find(id);
      return job !== undefined && (await access.mayManage(job, caller)) ? toJob(job) : undefined;
    },
    async list(query, caller) {
      const { jobs, next } = await listVisibleJobs(store, access, query, caller);
      return { jobs: jobs.map(toJob), next };
    },
    listItems: (id, query) => store.listItems(id, query),
    watch: (id, caller, signal) => {
      const read = async (): Promise<BulkResume> => toJob(await managed(id, caller, look));
      return watchJob({ id, read, signal, changes: options.changes });
    },
  };
}
