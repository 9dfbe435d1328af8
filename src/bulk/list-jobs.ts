import { type Caller } from '../stream/caller.js';
import { type BulkResumesQuery, type JobPosition } from './bulk-resume.js';
import { type JobAccess } from './job-access.js';
import { type JobStore, type StoredJob } from './job-store.js';

/** How often one page reads jobs from the store. */
const MAX_READS = 4;
/** The fewest jobs of one read. */
const MIN_READ = 100;
/** Jobs of one page whose apps are read: those of earlier versions, and those of very many apps. */
const MAX_APP_READS = 10;

/** The most statements of one page: the domains, the reads of jobs, and the reads of apps. */
export const MAX_PAGE_STATEMENTS = 1 + MAX_READS + MAX_APP_READS;

export interface StoredJobPage {
  readonly jobs: readonly StoredJob[];
  /** Where the next page begins; undefined behind the last job. */
  readonly next: JobPosition | undefined;
}

/**
 * The jobs that a caller may see, newest first. The store selects the caller's own jobs and those of domains where the
 * caller manages at least some apps; of these the jobs with a further app are left out here. Where they are many, the
 * page ends early.
 */
export async function listVisibleJobs(
  store: Pick<JobStore, 'list' | 'listDomains'>,
  access: JobAccess,
  { first, after, state }: BulkResumesQuery,
  caller: Caller,
): Promise<StoredJobPage> {
  const domains = (await store.listDomains()).filter((name) => access.mayManageSome(name, caller));
  const size = Math.max(first + 1, MIN_READ);
  const jobs: StoredJob[] = [];
  let position = after;
  let appReads = 0;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const read = await store.list({ subject: caller.subject, domains, state, after: position, first: size });
    for (const job of read) {
      const decided = access.decide(job, caller);
      if (decided === undefined && appReads === MAX_APP_READS) return endBefore(jobs, position, after);
      if (decided === undefined) appReads += 1;
      if (decided ?? (await access.mayManage(job, caller))) jobs.push(job);
      const last = jobs[first - 1];
      if (last !== undefined && jobs.length > first)
        return { jobs: jobs.slice(0, first), next: toPosition(last) };
      position = toPosition(job);
    }
    if (read.length < size) return { jobs, next: undefined };
  }
  return endBefore(jobs, position, after);
}

/**
 * Ends a page although there may be more. The last job that was looked at may be hidden from the caller, so that the
 * position must not hold its id: the next page begins with all jobs of its millisecond. Only where all jobs of the page
 * are of the same millisecond this would lead nowhere.
 */
function endBefore(
  jobs: readonly StoredJob[],
  position: JobPosition | undefined,
  after: JobPosition | undefined,
): StoredJobPage {
  if (position === undefined) return { jobs, next: undefined };
  const { startedAtMs } = position;
  if (after !== undefined && after.startedAtMs <= startedAtMs + 1) return { jobs, next: position };
  return {
    jobs: jobs.filter(({ startedAt }) => startedAt.getTime() > startedAtMs),
    next: { startedAtMs: startedAtMs + 1, id: '' },
  };
}

function toPosition({ id, startedAt }: StoredJob): JobPosition {
  return { startedAtMs: startedAt.getTime(), id };
}
